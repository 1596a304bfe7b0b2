use std::hash::BuildHasher;

use arrow_array::{Array, Int32Array, StringArray};
use arrow_buffer::{Buffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use hashbrown::{DefaultHashBuilder, HashTable};

/// A text column: one code a row into distinct strings, null where the run has no value.
///
/// Distinct strings stand in order of first appearance; each is compared, parsed and matched once, not once a run.
#[derive(Clone, Debug)]
pub struct TextValues {
    codes: Int32Array,
    distinct: StringArray,
}

impl TextValues {
    /// Joins codes and their strings. Codes outside `0..distinct.len()` become missing.
    pub fn new(codes: &Int32Array, distinct: StringArray) -> Self {
        let limit = distinct.len();
        let codes = codes.iter().map(|code| code.filter(|&c| usize::try_from(c).is_ok_and(|c| c < limit))).collect();
        Self { codes, distinct }
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// One code a row; null is missing.
    pub fn codes(&self) -> &Int32Array {
        &self.codes
    }

    /// The distinct strings that codes point to, none of them null.
    pub fn distinct(&self) -> &StringArray {
        &self.distinct
    }

    /// The text of a row, or `None` where it is missing or out of range.
    pub fn get(&self, row: usize) -> Option<&str> {
        if row >= self.codes.len() || self.codes.is_null(row) {
            return None;
        }
        Some(self.distinct.value(usize::try_from(self.codes.value(row)).ok()?))
    }

    /// The code of a string, if any row could hold it.
    pub fn code_of(&self, text: &str) -> Option<i32> {
        (0..self.distinct.len()).find(|&i| self.distinct.value(i) == text).and_then(|i| i32::try_from(i).ok())
    }
}

impl<'a> FromIterator<Option<&'a str>> for TextValues {
    fn from_iter<I: IntoIterator<Item = Option<&'a str>>>(texts: I) -> Self {
        let mut builder = TextBuilder::default();
        for text in texts {
            builder.push(text);
        }
        builder.finish()
    }
}

/// As many bytes of distinct strings as 32-bit offsets reach, with room for what stands for the rest.
const MOST_BYTES: usize = i32::MAX as usize - NOT_KEPT.len();
const NOT_KEPT: &str = "(distinct texts beyond 2 GiB are not kept)";

/// Collects texts into [`TextValues`], finding equal ones.
///
/// Arrow's own builder is not used: it links the checks of every type of Arrow.
#[derive(Default)]
pub struct TextBuilder {
    codes: Vec<i32>,
    present: Vec<bool>,
    any_missing: bool,
    bytes: Vec<u8>,
    ends: Vec<i32>,
    table: HashTable<i32>,
    hasher: DefaultHashBuilder,
}

impl TextBuilder {
    /// The number of rows so far.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Whether no row has been added.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// Adds one row.
    pub fn push(&mut self, text: Option<&str>) {
        let code = text.map(|text| self.intern(text));
        self.push_code(code);
    }

    /// Finds or adds a distinct string and gives its code, without adding a row.
    pub fn intern(&mut self, text: &str) -> i32 {
        let Self { bytes, ends, table, hasher, .. } = self;
        let hash = hasher.hash_one(text.as_bytes());
        if let Some(&code) = table.find(hash, |&code| string_at(bytes, ends, code) == text.as_bytes()) {
            return code;
        }
        if bytes.len() + text.len() > MOST_BYTES && text != NOT_KEPT {
            return self.intern(NOT_KEPT);
        }
        let code = i32::try_from(ends.len()).unwrap_or(i32::MAX);
        bytes.extend_from_slice(text.as_bytes());
        ends.push(i32::try_from(bytes.len()).unwrap_or(i32::MAX));
        table.insert_unique(hash, code, |&code| hasher.hash_one(string_at(bytes, ends, code)));
        code
    }

    /// Adds one row by the code that [`TextBuilder::intern`] gave.
    pub fn push_code(&mut self, code: Option<i32>) {
        self.any_missing |= code.is_none();
        self.codes.push(code.unwrap_or(0));
        self.present.push(code.is_some());
    }

    /// The finished column.
    pub fn finish(self) -> TextValues {
        let nulls = self.any_missing.then(|| NullBuffer::from(self.present));
        let count = self.ends.len();
        let offsets = OffsetBuffer::new(std::iter::once(0).chain(self.ends).collect());
        let distinct = StringArray::try_new(offsets, Buffer::from_vec(self.bytes), None);
        let distinct = distinct.unwrap_or_else(|_| StringArray::new_null(count));
        TextValues { codes: Int32Array::new(ScalarBuffer::from(self.codes), nulls), distinct }
    }
}

/// The distinct string of a code.
fn string_at<'a>(bytes: &'a [u8], ends: &[i32], code: i32) -> &'a [u8] {
    let end = |code: usize| ends.get(code).map_or(0, |end| *end as usize);
    let code = code as usize;
    let start = code.checked_sub(1).map_or(0, end);
    bytes.get(start..end(code)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_share_a_code() {
        let texts: TextValues = [Some("b"), None, Some("a"), Some("b"), Some("")].into_iter().collect();
        assert_eq!(texts.distinct().iter().flatten().collect::<Vec<_>>(), ["b", "a", ""]);
        assert_eq!((0..5).map(|row| texts.get(row)).collect::<Vec<_>>(), [Some("b"), None, Some("a"), Some("b"), Some("")]);
        assert_eq!(texts.get(9), None);
    }

    #[test]
    fn codes_out_of_range_are_missing() {
        let texts = TextValues::new(&Int32Array::from(vec![0, 7, -1]), StringArray::from(vec!["x"]));
        assert_eq!((0..3).map(|row| texts.get(row)).collect::<Vec<_>>(), [Some("x"), None, None]);
    }
}
