use bytes::Bytes;
use parquet::basic::Type as PhysicalType;
use parquet::errors::ParquetError;
use parquet::file::metadata::ColumnChunkMetaData;

use super::byte_column::ByteColumn;
use super::encoding::{Wrong, hybrid};
use super::pages::{Announced, Page, PageFault, Pages};
use super::values::{Dictionary, Physical};

/// What a column chunk of a leaf holds: the values that are there, and the levels of all.
#[derive(Debug)]
pub(crate) struct Leaf {
    /// The values that are there, in order.
    pub(crate) values: Physical,
    /// One definition level a value or gap; empty where nothing may be missing.
    pub(crate) definitions: Vec<i16>,
    /// One repetition level a value or gap; empty where nothing repeats.
    pub(crate) repetitions: Vec<i16>,
}

/// Decodes a column chunk, page by page.
pub(crate) struct LeafReader {
    pages: Pages,
    deepest: i16,
    repeats: i16,
    rows: usize,
    count: usize,
    dictionary: Option<Dictionary>,
    leaf: Leaf,
}

impl LeafReader {
    /// A reader of the bytes of a chunk with this many rows, whose texts may take so many bytes.
    ///
    /// # Errors
    /// Where its footer contradicts itself, or it is packed in a way that no reader knows.
    pub(crate) fn new(chunk: &ColumnChunkMetaData, rows: usize, bytes: Bytes, limit_bytes: usize) -> Result<Self, ParquetError> {
        let column = chunk.column_descr();
        let size = |number: i64| u64::try_from(number).map_err(|_| general("a size in the footer is negative"));
        let announced = Announced {
            values: size(chunk.num_values())?,
            unpacked_bytes: size(chunk.uncompressed_size())?,
            deepest: column.max_def_level(),
            repeats: column.max_rep_level(),
        };
        if announced.repeats == 0 && announced.values != rows as u64 {
            return Err(general("a column has another number of values than its row group has rows"));
        }
        let texts = || ByteColumn::new(limit_bytes);
        let values = match column.physical_type() {
            PhysicalType::BOOLEAN => Physical::Boolean(Vec::new()),
            PhysicalType::INT32 => Physical::Int32(Vec::new()),
            PhysicalType::INT64 => Physical::Int64(Vec::new()),
            PhysicalType::FLOAT => Physical::Float(Vec::new()),
            PhysicalType::DOUBLE => Physical::Double(Vec::new()),
            PhysicalType::BYTE_ARRAY => Physical::Bytes(texts()),
            PhysicalType::INT96 => Physical::Fixed(12, texts()),
            PhysicalType::FIXED_LEN_BYTE_ARRAY => {
                let width = usize::try_from(column.type_length()).map_err(|_| general("a size in the footer is negative"))?;
                Physical::Fixed(width, texts())
            }
        };
        Ok(Self {
            pages: Pages::new(bytes, chunk.compression(), announced)?,
            deepest: announced.deepest,
            repeats: announced.repeats,
            rows,
            count: 0,
            dictionary: None,
            leaf: Leaf { values, definitions: Vec::new(), repetitions: Vec::new() },
        })
    }

    /// Decodes a page more, and says whether the chunk is decoded.
    ///
    /// # Errors
    /// Where a page is damaged, or the chunk holds fewer rows than the footer says.
    pub(crate) fn step(&mut self) -> Result<bool, ParquetError> {
        let page = self.pages.next().map_err(PageFault::from)?;
        let Some(page) = page else {
            let rows =
                if self.repeats == 0 { self.count } else { self.leaf.repetitions.iter().filter(|level| **level == 0).count() };
            return if rows == self.rows {
                Ok(true)
            } else {
                Err(general("a column holds another number of rows than the footer says"))
            };
        };
        self.take(page).map_err(PageFault::from)?;
        Ok(false)
    }

    /// What was decoded.
    pub(crate) fn finish(self) -> Leaf {
        self.leaf
    }

    fn take(&mut self, page: Page) -> Result<(), Wrong> {
        match page {
            Page::Dictionary { values, count } => {
                if self.dictionary.is_some() || self.count > 0 {
                    return Err("a column has a dictionary after its values, or two");
                }
                self.dictionary = Some(self.leaf.values.read_dictionary(&values, count)?);
                Ok(())
            }
            Page::Data { repetitions, definitions, values, coding, count } => {
                self.count += count;
                if self.repeats > 0 {
                    levels(&repetitions, self.repeats, count, &mut self.leaf.repetitions)?;
                }
                let before = self.leaf.definitions.len();
                if self.deepest > 0 {
                    levels(&definitions, self.deepest, count, &mut self.leaf.definitions)?;
                }
                let deepest = self.deepest;
                let own = self.leaf.definitions.get(before..).unwrap_or_default();
                let present = if deepest > 0 { own.iter().filter(|level| **level == deepest).count() } else { count };
                self.leaf.values.read(&values, coding, present, self.dictionary.as_ref())
            }
        }
    }
}

/// Reads levels up to a highest one.
fn levels(bytes: &[u8], highest: i16, count: usize, out: &mut Vec<i16>) -> Result<(), Wrong> {
    let width = u16::BITS - highest.unsigned_abs().leading_zeros();
    let mut beyond = false;
    hybrid(bytes, width, count, |level, times| {
        let level = i16::try_from(level).unwrap_or(i16::MAX);
        beyond |= level > highest;
        out.extend(std::iter::repeat_n(level, times));
    })?;
    if beyond { Err("a page has a level that its column does not have") } else { Ok(()) }
}

fn general(why: &str) -> ParquetError {
    ParquetError::General(why.to_owned())
}
