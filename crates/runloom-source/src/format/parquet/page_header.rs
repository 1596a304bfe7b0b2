//! Page headers: Thrift's compact protocol, `PageHeader` of the Parquet format.

/// Nesting beyond this in fields that are skipped is taken for damage.
const DEEPEST: usize = 16;
const STRUCT: u8 = 12;

/// What a page holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Values with their levels, all packed together.
    Data,
    /// Values, packed, after their levels.
    DataV2,
    /// The values that others point to.
    Dictionary,
    /// Anything else, to be skipped.
    #[default]
    Other,
}

/// A page header. Numbers are as the file has them; what is not there is `None`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct PageHeader {
    pub(crate) kind: Kind,
    pub(crate) unpacked_bytes: Option<i64>,
    pub(crate) packed_bytes: Option<i64>,
    pub(crate) values: Option<i64>,
    /// How many values of a version 2 page are missing.
    pub(crate) missing: Option<i64>,
    /// The rows of a version 2 page.
    pub(crate) rows: Option<i64>,
    /// Bytes of the definition levels of a version 2 page.
    pub(crate) definition_bytes: Option<i64>,
    /// Bytes of the repetition levels of a version 2 page.
    pub(crate) repetition_bytes: Option<i64>,
    /// Whether the values of a version 2 page are not packed.
    pub(crate) plain: bool,
    /// The encoding of the values.
    pub(crate) coding: Option<i64>,
    /// The encoding of the definition levels of a version 1 page.
    pub(crate) definition_coding: Option<i64>,
    /// The encoding of the repetition levels of a version 1 page.
    pub(crate) repetition_coding: Option<i64>,
}

impl PageHeader {
    /// The header at a byte of a column chunk, and the byte after it; `None` where there is no valid one.
    pub(crate) fn read(chunk: &[u8], at: usize) -> Option<(Self, usize)> {
        let mut reader = Compact { bytes: chunk, at };
        let header = reader.page_header()?;
        Some((header, reader.at))
    }
}

/// How values are encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    Plain,
    Dictionary,
    Runs,
    Delta,
    DeltaLength,
    DeltaText,
    Split,
}

impl Coding {
    /// An encoding by its number in the format.
    pub(crate) fn from_number(number: i64) -> Option<Self> {
        Some(match number {
            0 => Self::Plain,
            2 | 8 => Self::Dictionary,
            3 => Self::Runs,
            5 => Self::Delta,
            6 => Self::DeltaLength,
            7 => Self::DeltaText,
            9 => Self::Split,
            _ => return None,
        })
    }
}

struct Compact<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Compact<'_> {
    fn page_header(&mut self) -> Option<PageHeader> {
        let mut header = PageHeader::default();
        let mut field = 0;
        while let Some((id, kind)) = self.field(field)? {
            field = id;
            match (id, kind) {
                (1, 5) => {
                    header.kind = match self.zigzag()? {
                        0 => Kind::Data,
                        3 => Kind::DataV2,
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
                (5 | 7, 2, 5) | (8, 4, 5) => header.coding = Some(self.zigzag()?),
                (5, 3, 5) => header.definition_coding = Some(self.zigzag()?),
                (5, 4, 5) => header.repetition_coding = Some(self.zigzag()?),
                (8, 2, 5) => header.missing = Some(self.zigzag()?),
                (8, 3, 5) => header.rows = Some(self.zigzag()?),
                (8, 5, 5) => header.definition_bytes = Some(self.zigzag()?),
                (8, 6, 5) => header.repetition_bytes = Some(self.zigzag()?),
                (8, 7, 1) => header.plain = false,
                (8, 7, 2) => header.plain = true,
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
