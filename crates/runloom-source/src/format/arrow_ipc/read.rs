use std::sync::Arc;

use arrow_array::{Array, ArrayRef, RecordBatch, StructArray};
use arrow_buffer::{Buffer, NullBuffer};
use arrow_ipc::Block;
use arrow_ipc::convert::try_fb_to_schema;
use arrow_ipc::reader::{FileDecoder, StreamDecoder};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use bytes::Bytes;
use runloom_table::Values;

use super::message::{self, next_frame};
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
    at: usize,
    decoder: Decoder,
    limits: Limits,
    columns: Option<Vec<Column>>,
    rows: usize,
    memory_bytes: u64,
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
        let decoder =
            if is_file { open_file(&bytes).map_err(|why| damaged(name, &why))? } else { Decoder::Stream(StreamDecoder::new()) };
        Ok(Self { name: name.to_owned(), bytes, at: 0, decoder, limits, columns: None, rows: 0, memory_bytes: 0 })
    }

    /// Reads a record batch more. `Ok(None)` when all is read.
    pub(crate) fn step(&mut self) -> Result<Option<Progress>, SourceError> {
        let limit = self.limits.memory_bytes;
        let at = match &self.decoder {
            Decoder::File { blocks, .. } => blocks.get(self.at).map(|block| block.at),
            Decoder::Stream(_) => Some(self.at),
        };
        let frame =
            at.map(|at| next_frame(&self.bytes, at, limit)).transpose().map_err(|fault| damaged(&self.name, fault.0))?.flatten();
        let Some(frame) = frame else {
            if self.columns.is_none() {
                self.open_columns()?;
            }
            return Ok(None);
        };
        self.memory_bytes = self.memory_bytes.saturating_add(frame.memory_bytes.saturating_mul(2));
        let of_rows = (self.rows as u64).saturating_add(frame.rows).saturating_mul(8);
        if self.memory_bytes.max(of_rows) > limit {
            return Err(SourceError::too_large(&self.name, "reading it", self.memory_bytes.max(of_rows), limit));
        }
        let message = Buffer::from(self.bytes.slice(frame.range.clone()));
        let batch = self.decoder.decode(self.at, message, &frame).map_err(|error| damaged(&self.name, &error.to_string()))?;
        self.at = if matches!(self.decoder, Decoder::File { .. }) { self.at + 1 } else { frame.range.end };
        if let Some(batch) = batch {
            self.take(&batch)?;
        }
        Ok(Some(Progress {
            phase: Phase::Decoding,
            done: frame.range.end as u64,
            total: self.bytes.len() as u64,
            unit: Unit::Bytes,
        }))
    }

    fn open_columns(&mut self) -> Result<(), SourceError> {
        let schema = self.decoder.schema().ok_or_else(|| damaged(&self.name, "it holds no schema"))?;
        self.columns = Some(columns_of(&schema));
        Ok(())
    }

    fn take(&mut self, batch: &RecordBatch) -> Result<(), SourceError> {
        if self.columns.is_none() {
            self.open_columns()?;
        }
        self.rows = self.rows.saturating_add(batch.num_rows());
        for column in self.columns.iter_mut().flatten() {
            let (array, parents) =
                project(batch, &column.path).ok_or_else(|| damaged(&self.name, "a record batch lacks a column"))?;
            column.chunks.push(natural(&array, parents.as_ref()));
        }
        Ok(())
    }

    /// What was read.
    pub(crate) fn finish(&mut self) -> Frame {
        let rows = self.rows;
        let columns = self.columns.take().unwrap_or_default().into_iter().map(|column| {
            let stretches: Vec<Stretch<'_>> =
                column.chunks.iter().map(|values| Stretch { rows: values.len(), values: Some(values) }).collect();
            let values = if stretches.is_empty() { Values::missing(rows) } else { concatenate(&stretches) };
            FrameColumn { class: class_of(&column.data_type), ..FrameColumn::loaded(column.name, values) }
        });
        Frame { rows, columns: columns.collect(), warnings: Vec::new() }
    }
}

/// What turns messages into record batches. A file's footer says where its messages lie; in a stream they follow each other.
enum Decoder {
    Stream(StreamDecoder),
    File { decoder: FileDecoder, schema: SchemaRef, blocks: Vec<FileBlock> },
}

/// Where the footer of a file says that a message lies.
#[derive(Clone, Copy, Debug)]
struct FileBlock {
    at: usize,
    is_dictionary: bool,
}

impl std::fmt::Debug for Decoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Stream(_) => "Stream",
            Self::File { .. } => "File",
        })
    }
}

impl Decoder {
    fn schema(&self) -> Option<SchemaRef> {
        match self {
            Self::Stream(decoder) => decoder.schema(),
            Self::File { schema, .. } => Some(Arc::clone(schema)),
        }
    }

    fn decode(&mut self, block: usize, mut message: Buffer, frame: &message::Frame) -> Result<Option<RecordBatch>, ArrowError> {
        match self {
            Self::Stream(decoder) => decoder.decode(&mut message),
            Self::File { decoder, blocks, .. } => {
                let metadata_bytes = i32::try_from(frame.metadata_bytes).unwrap_or(i32::MAX);
                let place = Block::new(0, metadata_bytes, (message.len() - frame.metadata_bytes) as i64);
                if blocks.get(block).is_some_and(|block| block.is_dictionary) {
                    return decoder.read_dictionary(&place, &message).map(|()| None);
                }
                decoder.read_record_batch(&place, &message)
            }
        }
    }
}

/// Reads the footer of a file.
fn open_file(bytes: &[u8]) -> Result<Decoder, String> {
    const NO_END: &str = "it begins as an Arrow file but has no end";
    let body = bytes.strip_suffix(FILE_MAGIC).filter(|body| body.len() > FILE_HEAD_BYTES + 4).ok_or(NO_END)?;
    let (body, length) = body.split_last_chunk::<4>().ok_or(NO_END)?;
    let start = usize::try_from(i32::from_le_bytes(*length)).ok().and_then(|length| body.len().checked_sub(length));
    let footer = start.and_then(|start| body.get(start..)).ok_or("its footer is longer than the file")?;
    let footer = arrow_ipc::root_as_footer(footer).map_err(|error| format!("its footer is not valid: {error}"))?;
    let schema = footer.schema().ok_or("it holds no schema")?;
    if !schema.endianness().equals_to_target_endianness() {
        return Err("its numbers have their bytes in the other order (big-endian)".to_owned());
    }
    let schema = Arc::new(try_fb_to_schema(schema).map_err(|error| error.to_string())?);
    let dictionaries = footer.dictionaries().into_iter().flatten().map(|block| (block.offset(), true));
    let batches = footer.recordBatches().into_iter().flatten().map(|block| (block.offset(), false));
    let place = |(at, is_dictionary): (i64, bool)| usize::try_from(at).map(|at| FileBlock { at, is_dictionary });
    let blocks =
        dictionaries.chain(batches).map(place).collect::<Result<Vec<_>, _>>().map_err(|_| "a place in its footer is negative")?;
    Ok(Decoder::File { decoder: FileDecoder::new(Arc::clone(&schema), footer.version()), schema, blocks })
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
