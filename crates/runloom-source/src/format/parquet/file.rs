use std::sync::Arc;

use arrow_schema::{DataType, Field, FieldRef, Fields, Schema, TimeUnit};
use hashbrown::HashMap;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions};
use parquet::basic::Type as PhysicalType;
use parquet::errors::ParquetError;
use parquet::file::metadata::ParquetMetaData;
use parquet::schema::types::SchemaDescriptor;

use super::error::damaged;
use super::maps::without_maps;
use super::pages::Announced;
use super::summary::summarise;
use crate::convert::{class_of, is_pair};
use crate::frame::{Frame, FrameColumn};
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
    /// The footer and the types to read with.
    pub(crate) reader: ArrowReaderMetadata,
    /// The columns, in the order of the frame.
    pub(crate) columns: Arc<Vec<ParquetColumn>>,
    /// The size of the file.
    pub(crate) len: u64,
    /// What the footer says of the column chunk that lies at a range.
    pub(crate) chunks: Arc<HashMap<(u64, u64), Chunk>>,
}

/// A column of the table within the nested schema of the file.
#[derive(Clone, Debug)]
pub(crate) struct ParquetColumn {
    /// The field at the root, then the places within its structs.
    pub(crate) path: Vec<usize>,
    /// The leaves of the Parquet schema that hold it.
    pub(crate) leaves: std::ops::Range<usize>,
}

/// A column chunk: what the footer says of it, and which one it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chunk {
    /// What the footer says of it.
    pub(crate) announced: Announced,
    /// Its row group.
    pub(crate) row_group: usize,
    /// Its leaf in the schema.
    pub(crate) leaf: usize,
}

const DEEPEST_STRUCT: usize = 16;

impl ParquetFile {
    /// The table that a footer describes, without values.
    pub(crate) fn open(name: &str, len: u64, metadata: ParquetMetaData, limits: Limits) -> Result<(Self, Frame), SourceError> {
        let chunks = Arc::new(announced_chunks(name, len, &metadata)?);
        let metadata = Arc::new(without_maps(metadata).map_err(|error| damaged(name, &error))?);
        let reader = reader_metadata(&metadata).map_err(|error| damaged(name, &error))?;
        let descriptor = metadata.file_metadata().schema_descr();
        let mut columns = Vec::new();
        let mut frame = Frame { rows: rows_of(name, &metadata, limits)?, ..Frame::default() };
        let mut leaf = 0;
        for (root, field) in reader.schema().fields().iter().enumerate() {
            flatten(field, &mut vec![root], field.name().clone(), &mut leaf, &mut |path, name, leaves, data_type| {
                let summary = summarise(&metadata, &leaves, data_type, descriptor);
                let class = class_of(data_type);
                frame.columns.push(FrameColumn { name, class, summary, values: None });
                columns.push(ParquetColumn { path: path.to_vec(), leaves });
            });
        }
        if leaf != descriptor.num_columns() {
            let error = ParquetError::NYI("columns that have no counterpart in Arrow".to_owned());
            return Err(damaged(name, &error));
        }
        let file = Self { name: name.to_owned(), rows: frame.rows, limits, reader, columns: Arc::new(columns), len, chunks };
        Ok((file, frame))
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

/// Where the column chunks lie and what the footer says of them, if that can be true.
fn announced_chunks(name: &str, len: u64, metadata: &ParquetMetaData) -> Result<HashMap<(u64, u64), Chunk>, SourceError> {
    let wrong = |why: &str| damaged(name, &ParquetError::General(why.to_owned()));
    let columns = metadata.file_metadata().schema_descr().num_columns();
    let mut chunks = HashMap::new();
    for (row_group, group) in metadata.row_groups().iter().enumerate() {
        if group.num_columns() != columns {
            return Err(wrong("a row group has another number of columns than the schema"));
        }
        for (leaf, chunk) in group.columns().iter().enumerate() {
            let start = chunk.dictionary_page_offset().unwrap_or_else(|| chunk.data_page_offset());
            let (start, size) = (u64::try_from(start).ok(), u64::try_from(chunk.compressed_size()).ok());
            let end = start.zip(size).and_then(|(start, size)| start.checked_add(size)).filter(|end| *end <= len);
            let (Some(start), Some(end)) = (start, end) else { return Err(wrong("a column lies outside of the file")) };
            let (values, unpacked) = (u64::try_from(chunk.num_values()), u64::try_from(chunk.uncompressed_size()));
            let (Ok(values), Ok(unpacked_bytes)) = (values, unpacked) else {
                return Err(wrong("a size in the footer is negative"));
            };
            if start > 0 {
                let (deepest, repeated) = (chunk.column_descr().max_def_level(), chunk.column_descr().max_rep_level() > 0);
                let announced = Announced { values, unpacked_bytes, deepest, repeated };
                chunks.insert((start, end), Chunk { announced, row_group, leaf });
            }
        }
    }
    Ok(chunks)
}

/// Text as dictionaries, so that equal strings are compared once; 96-bit moments in microseconds, since nanoseconds reach only from 1677 to 2262.
fn reader_metadata(metadata: &Arc<ParquetMetaData>) -> Result<ArrowReaderMetadata, ParquetError> {
    let plain = ArrowReaderMetadata::try_new(Arc::clone(metadata), ArrowReaderOptions::new()).or_else(|_| {
        ArrowReaderMetadata::try_new(Arc::clone(metadata), ArrowReaderOptions::new().with_skip_arrow_metadata(true))
    })?;
    let mut leaf = 0;
    let fields: Fields = plain
        .schema()
        .fields()
        .iter()
        .map(|field| preferred(field, metadata.file_metadata().schema_descr(), &mut leaf, 0))
        .collect();
    if fields == *plain.schema().fields() {
        return Ok(plain);
    }
    let schema = Arc::new(Schema::new_with_metadata(fields, plain.schema().metadata().clone()));
    ArrowReaderMetadata::try_new(Arc::clone(metadata), ArrowReaderOptions::new().with_schema(schema)).or(Ok(plain))
}

fn preferred(field: &FieldRef, descriptor: &SchemaDescriptor, leaf: &mut usize, depth: usize) -> FieldRef {
    let with = |data_type: DataType| Arc::new(Field::clone(field).with_data_type(data_type));
    let first = *leaf;
    match field.data_type() {
        DataType::Struct(children) if depth < DEEPEST_STRUCT => {
            let children = children.iter().map(|child| preferred(child, descriptor, leaf, depth + 1)).collect();
            return with(DataType::Struct(children));
        }
        other => *leaf += leaves_of(other),
    }
    let physical = (first < descriptor.num_columns()).then(|| descriptor.column(first).physical_type());
    let is_text = |data_type: &DataType| matches!(data_type, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
    match field.data_type() {
        text if is_text(text) && physical == Some(PhysicalType::BYTE_ARRAY) => {
            with(DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8)))
        }
        DataType::Dictionary(_, text) if is_text(text) && physical == Some(PhysicalType::BYTE_ARRAY) => {
            with(DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8)))
        }
        DataType::Timestamp(_, zone) if physical == Some(PhysicalType::INT96) => {
            with(DataType::Timestamp(TimeUnit::Microsecond, zone.clone()))
        }
        _ => Arc::clone(field),
    }
}

/// How many leaves of a Parquet schema an Arrow type stands for.
fn leaves_of(data_type: &DataType) -> usize {
    match data_type {
        DataType::Struct(children) => children.iter().map(|child| leaves_of(child.data_type())).sum(),
        DataType::List(child)
        | DataType::LargeList(child)
        | DataType::ListView(child)
        | DataType::LargeListView(child)
        | DataType::FixedSizeList(child, _)
        | DataType::Map(child, _) => leaves_of(child.data_type()),
        _ => 1,
    }
}

/// Whether a struct is a map that was taken for what it consists of: a list of pairs.
fn is_pairs(children: &Fields) -> bool {
    let [only] = &children[..] else { return false };
    matches!(only.data_type(), DataType::List(pair) if is_pair(pair))
}

/// Calls `found` for every column: path, dotted name, leaves, type. Structs are taken apart.
fn flatten(
    field: &Field,
    path: &mut Vec<usize>,
    name: String,
    leaf: &mut usize,
    found: &mut impl FnMut(&[usize], String, std::ops::Range<usize>, &DataType),
) {
    match field.data_type() {
        DataType::Struct(children) if is_pairs(children) => {
            let first = *leaf;
            *leaf += leaves_of(field.data_type());
            path.push(0);
            found(path, name, first..*leaf, children.first().map_or(&DataType::Null, |pairs| pairs.data_type()));
            path.pop();
        }
        DataType::Struct(children) if !children.is_empty() && path.len() <= DEEPEST_STRUCT => {
            for (at, child) in children.iter().enumerate() {
                path.push(at);
                flatten(child, path, format!("{name}.{}", child.name()), leaf, found);
                path.pop();
            }
        }
        other => {
            let first = *leaf;
            *leaf += leaves_of(other);
            found(path, name, first..*leaf, other);
        }
    }
}
