use std::ops::Range;
use std::sync::Arc;

use arrow_schema::DataType;
use parquet::errors::ParquetError;
use parquet::file::metadata::{ColumnChunkMetaData, ParquetMetaData};
use runloom_table::ColumnSummary;

use super::error::damaged;
use super::schema::{Field, fields, leaf_types};
use super::summary::summarise;
use crate::convert::class_of;
use crate::frame::{Class, Frame, FrameColumn};
use crate::{Limits, SourceError};

/// An open Parquet file: its footer, and where each column of the table lies in it.
#[derive(Clone, Debug)]
pub(crate) struct ParquetFile {
    /// The name for people.
    pub(crate) name: String,
    /// The number of rows.
    pub(crate) rows: usize,
    /// What may be used.
    pub(crate) limits: Limits,
    /// The footer.
    pub(crate) metadata: Arc<ParquetMetaData>,
    /// The columns, in the order of the frame.
    pub(crate) columns: Arc<Vec<Field>>,
    /// The types of the leaves.
    pub(crate) types: Arc<Vec<DataType>>,
}

impl ParquetFile {
    /// The table that a footer describes, without values.
    pub(crate) fn open(name: &str, len: u64, metadata: ParquetMetaData, limits: Limits) -> Result<(Self, Frame), SourceError> {
        let damaged = |error: ParquetError| damaged(name, &error);
        check_chunks(len, &metadata).map_err(|why| damaged(ParquetError::General(why.to_owned())))?;
        let rows = rows_of(name, &metadata, limits)?;
        let descriptor = metadata.file_metadata().schema_descr();
        let columns = fields(descriptor).map_err(damaged)?;
        let types = leaf_types(metadata.file_metadata()).map_err(damaged)?;
        let mut frame = Frame { rows, ..Frame::default() };
        for field in &columns {
            let (class, summary) = match types.get(field.leaves.start).filter(|_| field.nesting.is_none()) {
                Some(data_type) => (class_of(data_type), summarise(&metadata, field.leaves.start, data_type, descriptor)),
                None => (Class::Nested, ColumnSummary::default()),
            };
            frame.columns.push(FrameColumn { name: field.name.clone(), class, summary, values: None });
        }
        let (metadata, columns, types) = (Arc::new(metadata), Arc::new(columns), Arc::new(types));
        Ok((Self { name: name.to_owned(), rows, limits, metadata, columns, types }, frame))
    }
}

/// The number of rows, if it can be true.
fn rows_of(name: &str, metadata: &ParquetMetaData, limits: Limits) -> Result<usize, SourceError> {
    let of_groups =
        metadata.row_groups().iter().try_fold(0_u64, |sum, group| sum.checked_add(u64::try_from(group.num_rows()).ok()?));
    let Some(rows) = of_groups else {
        let error = ParquetError::General("a number of rows in the footer is negative".to_owned());
        return Err(damaged(name, &error));
    };
    let needed = rows.saturating_mul(8);
    if needed > limits.memory_bytes || rows > u64::from(u32::MAX) {
        return Err(SourceError::too_large(
            name,
            &format!("one column of its {rows} rows"),
            needed,
            limits.memory_bytes.min(8 << 32),
        ));
    }
    Ok(rows as usize)
}

/// Checks that every column chunk lies in the file.
fn check_chunks(len: u64, metadata: &ParquetMetaData) -> Result<(), &'static str> {
    let columns = metadata.file_metadata().schema_descr().num_columns();
    for group in metadata.row_groups() {
        if group.num_columns() != columns {
            return Err("a row group has another number of columns than the schema");
        }
        for chunk in group.columns() {
            if chunk_range(chunk).is_none_or(|range| range.end > len) {
                return Err("a column lies outside of the file");
            }
            if chunk.num_values() < 0 || chunk.uncompressed_size() < 0 {
                return Err("a size in the footer is negative");
            }
        }
    }
    Ok(())
}

/// Where a column chunk lies in the file; `None` where its footer contradicts itself.
pub(crate) fn chunk_range(chunk: &ColumnChunkMetaData) -> Option<Range<u64>> {
    let start = chunk.dictionary_page_offset().filter(|start| *start > 0).unwrap_or_else(|| chunk.data_page_offset());
    let (start, size) = (u64::try_from(start).ok()?, u64::try_from(chunk.compressed_size()).ok()?);
    Some(start..start.checked_add(size)?)
}
