use runloom_table::{Values, parse_integer, parse_real};

use crate::convert::stands_for_nothing;
use crate::frame::{Class, FrameColumn};

/// What the content of a column says about where it belongs. Without values, what the file says of it.
#[expect(clippy::struct_excessive_bools, reason = "independent observations, any of which can go with any other")]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Profile {
    /// Numbers, in a number column or as text.
    pub(crate) numeric: bool,
    /// Text that is not numbers.
    pub(crate) text: bool,
    /// The part of the given values that is distinct, where the values are known.
    pub(crate) distinct_part: Option<f64>,
    /// How many distinct values there are, where the values are known.
    pub(crate) distinct: Option<usize>,
    /// No value at all.
    pub(crate) empty: bool,
    /// Long text, several lines, addresses, hashes, lists or moments: something to read rather than to choose.
    pub(crate) note: bool,
    /// The whole numbers 0, 1, 2, … or 1, 2, 3, …, one a row.
    pub(crate) counts_rows: bool,
}

const LONG_TEXT_CHARS: usize = 64;

impl Profile {
    /// The profile of a column.
    pub(crate) fn of(column: &FrameColumn) -> Self {
        let mut profile = Self {
            numeric: matches!(column.class, Class::Number | Class::Duration),
            text: matches!(column.class, Class::Text),
            distinct_part: None,
            distinct: None,
            empty: false,
            note: matches!(column.class, Class::Nested | Class::Time),
            counts_rows: false,
        };
        match &column.values {
            Some(Values::Text(texts)) => profile.look_at_texts(texts),
            Some(Values::Integer(a)) => {
                profile.empty = a.iter().flatten().next().is_none();
                profile.counts_rows = counts(a.iter());
            }
            Some(values) => profile.empty = values.missing_count() == values.len(),
            None => {}
        }
        profile
    }

    fn look_at_texts(&mut self, texts: &runloom_table::TextValues) {
        let given: Vec<&str> = texts.distinct().iter().flatten().filter(|text| !stands_for_nothing(text)).collect();
        let rows = texts.codes().iter().flatten().count();
        self.empty = given.is_empty();
        self.numeric = !self.empty && given.iter().all(|text| parse_real(text).is_some());
        self.text = !self.empty && !self.numeric;
        self.distinct = Some(given.len());
        self.distinct_part = (rows > 0).then(|| given.len() as f64 / rows as f64);
        self.note |= given.iter().any(|text| reads_as_note(text)) || (self.text && given.iter().all(|text| is_hash(text)));
        self.counts_rows = self.numeric && counts((0..texts.len()).map(|row| texts.get(row).and_then(parse_integer)));
    }
}

fn counts(numbers: impl Iterator<Item = Option<i64>>) -> bool {
    let mut numbers = numbers.peekable();
    let Some(&Some(first @ (0 | 1))) = numbers.peek() else { return false };
    numbers.enumerate().all(|(row, number)| number == i64::try_from(row).ok().map(|row| row + first))
}

fn reads_as_note(text: &str) -> bool {
    text.len() > LONG_TEXT_CHARS || text.contains("://") || text.contains('\n') || text.starts_with(['[', '{', '('])
}

fn is_hash(text: &str) -> bool {
    text.len() >= 7 && text.bytes().all(|b| b.is_ascii_hexdigit()) && text.bytes().any(|b| b.is_ascii_digit())
}
