//! Parquet files of a [`Sheet`].
//!
//! Every column is optional. Numbers, truths and times are plain, text is a dictionary, as it is in memory; pages are packed with Snappy or, where that
//! is built in and asked for, Zstandard; one data page a column and row group. The format is that of Apache's `parquet.thrift` and `Encodings.md`; the `parquet` crate's own writer is
//! not used because it links an encoder for every type of Arrow.

mod bits;
mod chunk;
mod footer;
mod pack;
mod statistics;
mod thrift;

use runloom_table::{Sheet, Values};

use crate::SourceError;
use chunk::WrittenChunk;
use pack::Packing;
pub use pack::{PackZstd, pack_zstd_with};

const MAGIC: &[u8; 4] = b"PAR1";

/// Rows of a row group.
const GROUP_ROWS: usize = 100_000;

/// Writes a Parquet file, a block of bytes at a time. Equal sheets give equal bytes.
///
/// Missing is null, NaN stays NaN, times are timestamps in microseconds UTC, text is UTF-8.
///
/// ```
/// use runloom_source::{Limits, MemorySource, ParquetWriter, open};
/// use runloom_table::{Sheet, Values};
///
/// let loss = Values::from_reals([Some(0.5), None, Some(f64::NAN)]);
/// let mut sheet = Sheet::new(vec![2, 0]);
/// sheet.push("metrics.loss", loss);
/// let mut writer = ParquetWriter::new(&sheet);
/// let mut file = Vec::new();
/// while let Some(block) = writer.next_block()? {
///     file.extend(block);
/// }
/// open(&MemorySource::new(file), "runs.parquet", Limits::default(), &mut |_| {})?;
/// # Ok::<(), runloom_source::SourceError>(())
/// ```
#[derive(Debug)]
pub struct ParquetWriter<'a> {
    sheet: &'a Sheet<'a>,
    packing: Packing,
    groups: Vec<WrittenGroup>,
    /// The rows that are written.
    row: usize,
    /// The bytes that are written.
    offset: u64,
    ended: bool,
}

/// A row group of the file, as its footer tells of it.
#[derive(Debug)]
struct WrittenGroup {
    rows: usize,
    chunks: Vec<WrittenChunk>,
}

impl<'a> ParquetWriter<'a> {
    /// A writer of a file that holds this sheet.
    pub fn new(sheet: &'a Sheet<'a>) -> Self {
        Self { sheet, packing: Packing::Snappy, groups: Vec::new(), row: 0, offset: 0, ended: false }
    }

    /// The same, packed by Zstandard: for files that are written once and kept.
    #[must_use]
    pub fn smallest(mut self) -> Self {
        self.packing = Packing::Zstd;
        self
    }

    /// The next bytes of the file; `None` after the last.
    ///
    /// # Errors
    /// Where the texts of a column are too long for a page of Parquet, 2 GiB.
    #[inline(never)]
    pub fn next_block(&mut self) -> Result<Option<Vec<u8>>, SourceError> {
        if self.ended {
            return Ok(None);
        }
        let mut block = Vec::new();
        if self.offset == 0 {
            block.extend_from_slice(MAGIC);
        }
        let rows: Vec<usize> = self.sheet.rows().iter().skip(self.row).take(GROUP_ROWS).map(|row| *row as usize).collect();
        if rows.is_empty() {
            self.ended = true;
            footer::push(&mut block, self.sheet, &self.groups, self.packing);
            block.extend_from_slice(MAGIC);
            return Ok(Some(block));
        }
        let mut chunks = Vec::with_capacity(self.sheet.columns().len());
        for (name, values) in self.sheet.columns() {
            let written = chunk::push(&mut block, self.offset, values, &rows, self.packing).map_err(|too_large| SourceError {
                what: "A Parquet file cannot be written".to_owned(),
                place: format!("column {name}"),
                why: too_large.to_string(),
                hint: "Leave the column out, or take fewer rows".to_owned(),
            })?;
            chunks.push(written);
        }
        self.groups.push(WrittenGroup { rows: rows.len(), chunks });
        self.row += rows.len();
        self.offset += block.len() as u64;
        Ok(Some(block))
    }
}

/// What a column is in a file: the numbers of `parquet.thrift`'s `Type`.
fn physical_type(values: &Values) -> i32 {
    match values {
        Values::Boolean(_) => 0,
        Values::Integer(_) | Values::Time(_) => 2,
        Values::Real(_) => 5,
        Values::Text(_) => 6,
    }
}
