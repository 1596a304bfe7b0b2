use std::sync::Arc;

use arrow_array::{Array, ArrayRef, RecordBatch, StructArray};
use arrow_buffer::{Buffer, NullBuffer};
use arrow_ipc::reader::FileDecoder;
use arrow_ipc::{Block, MessageHeader};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use bytes::Bytes;
use runloom_table::Values;

use super::message::{self, checked_schema, next_frame, schema_of};
use crate::convert::{class_of, natural};
use crate::frame::{Frame, FrameColumn};
use crate::workspace::{Stretch, concatenate};
use crate::{Limits, Phase, Progress, SourceError, Unit};

const DEEPEST_STRUCT: usize = 16;
const FILE_MAGIC: &[u8] = b"ARROW1";
const FILE_HEAD_BYTES: usize = 8;

/// Reads Arrow IPC into a frame, a record batch a step.
#[derive(Debug)]
pub(crate) struct ArrowRead {
    name: String,
    bytes: Bytes,
    places: Places,
    decoder: Option<Decoder>,
    limits: Limits,
    columns: Vec<Column>,
    rows: usize,
    memory_bytes: u64,
}

/// Where the messages are.
#[derive(Debug)]
enum Places {
    /// One after the other; the next one begins here.
    Following(usize),
    /// Where the footer of a file says.
    Listed(std::vec::IntoIter<usize>),
}

/// A column so far, and where it lies in a batch.
#[derive(Debug)]
struct Column {
    name: String,
    data_type: DataType,
    path: Vec<usize>,
    chunks: Vec<Values>,
}

impl ArrowRead {
    /// A reader of a whole file.
    pub(crate) fn new(name: &str, bytes: Bytes, is_file: bool, limits: Limits) -> Result<Self, SourceError> {
        let places = Places::Following(0);
        let mut read =
            Self { name: name.to_owned(), bytes, places, decoder: None, limits, columns: Vec::new(), rows: 0, memory_bytes: 0 };
        if is_file {
            let (decoder, places) = open_file(&read.bytes).map_err(|why| damaged(name, &why))?;
            read.places = Places::Listed(places.into_iter());
            read.start(decoder);
        }
        Ok(read)
    }

    fn start(&mut self, decoder: Decoder) {
        self.columns = columns_of(&decoder.schema);
        self.decoder = Some(decoder);
    }

    /// Reads a message more. `Ok(None)` when all is read.
    pub(crate) fn step(&mut self) -> Result<Option<Progress>, SourceError> {
        let at = match &mut self.places {
            Places::Following(at) => Some(*at),
            Places::Listed(places) => places.next(),
        };
        let (limit, schema) = (self.limits.memory_bytes, self.decoder.as_ref().map(|decoder| decoder.schema.as_ref()));
        let frame = at.map(|at| next_frame(&self.bytes, at, schema, limit)).transpose();
        let Some(frame) = frame.map_err(|fault| damaged(&self.name, fault.0))?.flatten() else {
            return if self.decoder.is_some() { Ok(None) } else { Err(damaged(&self.name, "it holds no schema")) };
        };
        self.memory_bytes = self.memory_bytes.saturating_add(frame.memory_bytes.saturating_mul(2));
        let of_rows = (self.rows as u64).saturating_add(frame.rows).saturating_mul(8);
        if self.memory_bytes.max(of_rows) > limit {
            return Err(SourceError::too_large(&self.name, "reading it", self.memory_bytes.max(of_rows), limit));
        }
        if let Places::Following(at) = &mut self.places {
            *at = frame.range.end;
        }
        if frame.kind == MessageHeader::Schema {
            self.take_schema(&frame)?;
        } else if let Some(decoder) = &mut self.decoder {
            let message = Buffer::from(self.bytes.slice(frame.range.clone()));
            let batch = decoder.decode(&message, &frame).map_err(|error| damaged(&self.name, &error.to_string()))?;
            batch.map_or(Ok(()), |batch| self.take(&batch))?;
        }
        Ok(Some(Progress {
            phase: Phase::Decoding,
            done: frame.range.end as u64,
            total: self.bytes.len() as u64,
            unit: Unit::Bytes,
        }))
    }

    fn take_schema(&mut self, frame: &message::Frame) -> Result<(), SourceError> {
        if self.decoder.is_some() {
            return Err(damaged(&self.name, "it holds two schemas"));
        }
        let message = self.bytes.get(frame.range.clone()).unwrap_or_default();
        let prefix = if message.starts_with(&[0xff; 4]) { 8 } else { 4 };
        let metadata = message.get(prefix..frame.metadata_bytes).unwrap_or_default();
        let (schema, version) = schema_of(metadata).map_err(|why| damaged(&self.name, &why))?;
        let schema = Arc::new(schema);
        self.start(Decoder { decoder: FileDecoder::new(Arc::clone(&schema), version), schema });
        Ok(())
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<(), SourceError> {
        self.rows = self.rows.saturating_add(batch.num_rows());
        for column in &mut self.columns {
            let (array, parents) =
                project(batch, &column.path).ok_or_else(|| damaged(&self.name, "a record batch lacks a column"))?;
            column.chunks.push(natural(&array, parents.as_ref()));
        }
        Ok(())
    }

    /// What was read.
    pub(crate) fn finish(&mut self) -> Frame {
        let rows = self.rows;
        let columns = std::mem::take(&mut self.columns).into_iter().map(|column| {
            let stretches: Vec<Stretch<'_>> =
                column.chunks.iter().map(|values| Stretch { rows: values.len(), values: Some(values) }).collect();
            let values = if stretches.is_empty() { Values::missing(rows) } else { concatenate(&stretches) };
            FrameColumn { class: class_of(&column.data_type), ..FrameColumn::loaded(column.name, values) }
        });
        Frame { rows, columns: columns.collect(), warnings: Vec::new() }
    }
}

/// What turns messages into record batches.
struct Decoder {
    decoder: FileDecoder,
    schema: SchemaRef,
}

impl std::fmt::Debug for Decoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Decoder").field("schema", &self.schema).finish_non_exhaustive()
    }
}

impl Decoder {
    fn decode(&mut self, message: &Buffer, frame: &message::Frame) -> Result<Option<RecordBatch>, ArrowError> {
        let metadata_bytes = i32::try_from(frame.metadata_bytes).unwrap_or(i32::MAX);
        let body_bytes = i64::try_from(message.len().saturating_sub(frame.metadata_bytes)).unwrap_or(i64::MAX);
        let place = Block::new(0, metadata_bytes, body_bytes);
        match frame.kind {
            MessageHeader::DictionaryBatch => self.decoder.read_dictionary(&place, message).map(|()| None),
            MessageHeader::RecordBatch => self.decoder.read_record_batch(&place, message),
            _ => Ok(None),
        }
    }
}

/// Reads the footer of a file: the schema, and where the messages lie.
fn open_file(bytes: &[u8]) -> Result<(Decoder, Vec<usize>), String> {
    const NO_END: &str = "it begins as an Arrow file but has no end";
    let body = bytes.strip_suffix(FILE_MAGIC).filter(|body| body.len() > FILE_HEAD_BYTES + 4).ok_or(NO_END)?;
    let (body, length) = body.split_last_chunk::<4>().ok_or(NO_END)?;
    let start = usize::try_from(i32::from_le_bytes(*length)).ok().and_then(|length| body.len().checked_sub(length));
    let footer = start.and_then(|start| body.get(start..)).ok_or("its footer is longer than the file")?;
    let footer = arrow_ipc::root_as_footer(footer).map_err(|error| format!("its footer is not valid: {error}"))?;
    let schema = Arc::new(checked_schema(footer.schema().ok_or("it holds no schema")?)?);
    let dictionaries = footer.dictionaries().into_iter().flatten().map(Block::offset);
    let batches = footer.recordBatches().into_iter().flatten().map(Block::offset);
    let places = dictionaries.chain(batches).map(usize::try_from).collect::<Result<Vec<_>, _>>();
    let places = places.map_err(|_| "a place in its footer is negative")?;
    Ok((Decoder { decoder: FileDecoder::new(Arc::clone(&schema), footer.version()), schema }, places))
}

fn columns_of(schema: &Schema) -> Vec<Column> {
    let mut columns = Vec::new();
    for (root, field) in schema.fields().iter().enumerate() {
        flatten(field, &mut vec![root], field.name().clone(), &mut columns);
    }
    columns
}

fn flatten(field: &Field, path: &mut Vec<usize>, name: String, columns: &mut Vec<Column>) {
    match field.data_type() {
        DataType::Struct(children) if !children.is_empty() && path.len() <= DEEPEST_STRUCT => {
            for (at, child) in children.iter().enumerate() {
                path.push(at);
                flatten(child, path, format!("{name}.{}", child.name()), columns);
                path.pop();
            }
        }
        other => columns.push(Column { name, data_type: other.clone(), path: path.clone(), chunks: Vec::new() }),
    }
}

fn project(batch: &RecordBatch, path: &[usize]) -> Option<(ArrayRef, Option<NullBuffer>)> {
    let (root, inner) = path.split_first()?;
    let mut array = Arc::clone(batch.columns().get(*root)?);
    let mut parents: Option<NullBuffer> = None;
    for place in inner {
        let parent = array.as_any().downcast_ref::<StructArray>()?;
        parents = NullBuffer::union(parents.as_ref(), parent.nulls());
        array = Arc::clone(parent.columns().get(*place)?);
    }
    Some((array, parents))
}

fn damaged(name: &str, why: &str) -> SourceError {
    SourceError::unreadable(
        name,
        format!("its Arrow content is damaged, cut off or not supported ({})", why.trim_end_matches(['.', ' '])),
    )
    .hint("Write the file again, or check it with pyarrow: pyarrow.feather.read_table(path)")
}
