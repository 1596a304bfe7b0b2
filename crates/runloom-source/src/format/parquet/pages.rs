//! A look at the page headers of a column chunk before it is decoded.
//!
//! The reader takes the sizes in page headers at their word and makes room for them. A damaged file can announce gigabytes in a few bytes; so every
//! header is read here first (Thrift's compact protocol, `PageHeader` of the Parquet format) and compared with what the footer says of the chunk.

/// What the footer says of a column chunk.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Announced {
    /// All values, missing ones included.
    pub(crate) values: u64,
    /// The size of all pages when they are unpacked.
    pub(crate) unpacked_bytes: u64,
    /// The highest definition level: 0 where no value may be missing, more than 1 in nested columns.
    pub(crate) deepest: i16,
    /// Whether values may repeat, so that there are repetition levels.
    pub(crate) repeated: bool,
}

/// Pages up to this size are let through even if the footer says that the chunk is smaller: some writers count wrongly.
const TRIFLE_BYTES: u64 = 1 << 20;
const DEEPEST: usize = 16;
/// `RLE` and `BIT_PACKED`, the two encodings that levels have.
const LEVEL_CODINGS: [i64; 2] = [3, 4];
/// `PLAIN_DICTIONARY` and `RLE_DICTIONARY`.
const DICTIONARY_CODINGS: [i64; 2] = [2, 8];
const BYTE_STREAM_SPLIT: i64 = 9;
const CODING: &str = "the levels of a page have an encoding that levels cannot have";

/// Checks every page header of a chunk, and says whether a page has its values split into streams of bytes.
///
/// # Errors
/// What is wrong, in words.
pub(crate) fn check_pages(chunk: &[u8], announced: Announced) -> Result<bool, &'static str> {
    let largest = announced.unpacked_bytes.max(TRIFLE_BYTES);
    let mut at = 0;
    let mut values = 0_u64;
    let (mut dictionary, mut split) = (false, false);
    while at < chunk.len() && values < announced.values {
        let mut reader = Compact { bytes: chunk, at };
        let header = reader.page_header().ok_or("a page header is not valid")?;
        let (packed, unpacked) =
            (header.packed_bytes.ok_or("a page has no size")?, header.unpacked_bytes.ok_or("a page has no size")?);
        let end = usize::try_from(packed).ok().and_then(|packed| reader.at.checked_add(packed)).filter(|end| *end <= chunk.len());
        at = end.ok_or("a page is longer than its column")?;
        if u64::try_from(unpacked).map_or(true, |unpacked| unpacked > largest) {
            return Err("a page announces more bytes than its whole column");
        }
        let count = u64::try_from(header.values.unwrap_or(0)).map_err(|_| "a page has a negative number of values")?;
        let refers = header.kind == Kind::Data && header.coding.is_some_and(|coding| DICTIONARY_CODINGS.contains(&coding));
        if refers && !dictionary {
            return Err("a page refers to a dictionary that is not there");
        }
        dictionary |= header.kind == Kind::Dictionary;
        if header.kind == Kind::Data && header.coding == Some(BYTE_STREAM_SPLIT) {
            if announced.repeated || announced.deepest > 1 {
                return Err("a nested column has its values split into streams of bytes, which is not supported");
            }
            split = true;
        }
        match header.kind {
            Kind::Dictionary if count > largest.saturating_mul(8) => {
                return Err("a dictionary announces more values than it can hold");
            }
            Kind::Data if header.values.is_none() => return Err("a page has no number of values"),
            Kind::Data if count > announced.values - values => {
                return Err("the pages of a column hold more values than the footer says");
            }
            Kind::Data
                if announced.deepest > 0 && header.definition_coding.is_some_and(|coding| !LEVEL_CODINGS.contains(&coding)) =>
            {
                return Err(CODING);
            }
            Kind::Data
                if announced.repeated && header.repetition_coding.is_some_and(|coding| !LEVEL_CODINGS.contains(&coding)) =>
            {
                return Err(CODING);
            }
            Kind::Data => values += count,
            Kind::Dictionary | Kind::Other => {}
        }
        if header.level_bytes.is_some_and(|bytes| bytes < 0 || bytes > packed) || header.counts_are_negative {
            return Err("a page header contradicts itself");
        }
    }
    Ok(split)
}

/// What a page holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Kind {
    Data,
    Dictionary,
    #[default]
    Other,
}

/// The parts of a page header that announce sizes.
#[derive(Clone, Copy, Debug, Default)]
struct PageHeader {
    kind: Kind,
    unpacked_bytes: Option<i64>,
    packed_bytes: Option<i64>,
    values: Option<i64>,
    /// Bytes of repetition and definition levels of a version 2 page.
    level_bytes: Option<i64>,
    /// The encoding of the values of a data page.
    coding: Option<i64>,
    /// The encoding of the definition levels of a version 1 page.
    definition_coding: Option<i64>,
    /// The encoding of the repetition levels of a version 1 page.
    repetition_coding: Option<i64>,
    counts_are_negative: bool,
}

struct Compact<'a> {
    bytes: &'a [u8],
    at: usize,
}

const STRUCT: u8 = 12;

impl Compact<'_> {
    fn page_header(&mut self) -> Option<PageHeader> {
        let mut header = PageHeader::default();
        let mut field = 0;
        while let Some((id, kind)) = self.field(field)? {
            field = id;
            match (id, kind) {
                (1, 5) => {
                    header.kind = match self.zigzag()? {
                        0 | 3 => Kind::Data,
                        2 => Kind::Dictionary,
                        _ => Kind::Other,
                    };
                }
                (2, 5) => header.unpacked_bytes = Some(self.zigzag()?),
                (3, 5) => header.packed_bytes = Some(self.zigzag()?),
                (5 | 7 | 8, STRUCT) => self.inner_header(id, &mut header)?,
                _ => self.skip(kind, 0)?,
            }
        }
        Some(header)
    }

    fn inner_header(&mut self, which: i64, header: &mut PageHeader) -> Option<()> {
        let mut field = 0;
        while let Some((id, kind)) = self.field(field)? {
            field = id;
            match (which, id, kind) {
                (_, 1, 5) => header.values = Some(self.zigzag()?),
                (5, 2, 5) | (8, 4, 5) => header.coding = Some(self.zigzag()?),
                (5, 3, 5) => header.definition_coding = Some(self.zigzag()?),
                (5, 4, 5) => header.repetition_coding = Some(self.zigzag()?),
                (8, 2 | 3, 5) => header.counts_are_negative |= self.zigzag()? < 0,
                (8, 5 | 6, 5) => {
                    let bytes = self.zigzag()?;
                    header.counts_are_negative |= bytes < 0;
                    header.level_bytes = Some(header.level_bytes.unwrap_or(0).saturating_add(bytes));
                }
                _ => self.skip(kind, 0)?,
            }
        }
        Some(())
    }

    /// The next field's id and type; `Some(None)` at the end of a struct.
    #[expect(clippy::option_option, reason = "the outer one is the end of the bytes, the inner one the end of the struct")]
    fn field(&mut self, previous: i64) -> Option<Option<(i64, u8)>> {
        let byte = self.byte()?;
        if byte == 0 {
            return Some(None);
        }
        let id = match byte >> 4 {
            0 => self.zigzag()?,
            delta => previous.checked_add(i64::from(delta))?,
        };
        Some(Some((id, byte & 0x0f)))
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = self.bytes.get(self.at).copied();
        self.at += 1;
        byte
    }

    fn varint(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn zigzag(&mut self) -> Option<i64> {
        let value = self.varint()?;
        Some((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }

    fn skip(&mut self, kind: u8, depth: usize) -> Option<()> {
        if depth > DEEPEST {
            return None;
        }
        match kind {
            1 | 2 => {}
            3 => self.at += 1,
            4..=6 => {
                self.varint()?;
            }
            7 => self.at = self.at.checked_add(8)?,
            8 => {
                let length = usize::try_from(self.varint()?).ok()?;
                self.at = self.at.checked_add(length)?;
            }
            9 | 10 => {
                let head = self.byte()?;
                let count = if head >> 4 == 15 { self.varint()? } else { u64::from(head >> 4) };
                for _ in 0..count {
                    if self.at >= self.bytes.len() {
                        return None;
                    }
                    self.skip_item(head & 0x0f, depth + 1)?;
                }
            }
            STRUCT => {
                let mut field = 0;
                while let Some((id, kind)) = self.field(field)? {
                    field = id;
                    self.skip(kind, depth + 1)?;
                }
            }
            _ => return None,
        }
        (self.at <= self.bytes.len()).then_some(())
    }

    /// Truth values take a byte in lists and none in structs.
    fn skip_item(&mut self, kind: u8, depth: usize) -> Option<()> {
        if matches!(kind, 1 | 2) { self.byte().map(|_| ()) } else { self.skip(kind, depth) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A data page header: type 0, sizes, `DataPageHeader { num_values, encoding 0, 3, 3 }`.
    fn page(unpacked: u8, packed: u8, values: u8) -> Vec<u8> {
        let zigzag = |v: u8| v << 1;
        let mut bytes = vec![0x15, 0, 0x15, zigzag(unpacked), 0x15, zigzag(packed)];
        bytes.extend([0x2c, 0x15, zigzag(values), 0x15, 0, 0x15, 6, 0x15, 6, 0, 0]);
        bytes.extend(std::iter::repeat_n(9, usize::from(packed)));
        bytes
    }

    #[test]
    fn honest_pages_pass_and_others_do_not() {
        let announced = Announced { values: 20, unpacked_bytes: 100, deepest: 1, repeated: false };
        let two = [page(8, 8, 10), page(8, 8, 10)].concat();
        assert_eq!(check_pages(&two, announced), Ok(false));
        let mut lost = page(8, 8, 10);
        lost[10] = 16;
        assert_eq!(check_pages(&lost, announced), Err("a page refers to a dictionary that is not there"));
        lost[10] = 18;
        assert_eq!(check_pages(&lost, announced), Ok(true));
        assert!(check_pages(&lost, Announced { repeated: true, ..announced }).is_err());
        let fewer = Announced { values: 15, ..announced };
        assert_eq!(check_pages(&two, fewer), Err("the pages of a column hold more values than the footer says"));
        assert_eq!(check_pages(&two[..20], announced), Err("a page is longer than its column"));
        assert_eq!(check_pages(&[0x15, 0, 0x15], announced), Err("a page header is not valid"));
        let huge = [0x15, 0, 0x15, 0xfe, 0xff, 0xff, 0xff, 0x0f, 0x15, 0, 0x2c, 0x15, 2, 0, 0];
        assert_eq!(check_pages(&huge, announced), Err("a page announces more bytes than its whole column"));
    }
}
