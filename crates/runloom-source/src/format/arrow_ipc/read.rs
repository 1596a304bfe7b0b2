use std::sync::Arc;

use arrow_array::{Array, ArrayRef, RecordBatch, StructArray};
use arrow_buffer::{Buffer, NullBuffer};
use arrow_ipc::reader::StreamDecoder;
use arrow_schema::{DataType, Field, Schema};
use bytes::Bytes;
use runloom_table::Values;

use super::message::next_frame;
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
    decoder: StreamDecoder,
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
        if is_file && !(bytes.len() >= 2 * FILE_MAGIC.len() + FILE_HEAD_BYTES && bytes.ends_with(FILE_MAGIC)) {
            return Err(damaged(name, "it begins as an Arrow file but has no end"));
        }
        let at = if is_file { FILE_HEAD_BYTES } else { 0 };
        let decoder = StreamDecoder::new();
        Ok(Self { name: name.to_owned(), bytes, at, decoder, limits, columns: None, rows: 0, memory_bytes: 0 })
    }

    /// Reads a record batch more. `Ok(None)` when all is read.
    pub(crate) fn step(&mut self) -> Result<Option<Progress>, SourceError> {
        let limit = self.limits.memory_bytes;
        let frame = next_frame(&self.bytes, self.at, limit).map_err(|fault| damaged(&self.name, fault.0))?;
        let Some(frame) = frame else {
            if self.columns.is_none() {
                self.open_columns()?;
            }
            return Ok(None);
        };
        self.memory_bytes = self.memory_bytes.saturating_add(frame.memory_bytes.saturating_mul(2));
        let of_rows = (self.rows as u64 + frame.rows).saturating_mul(8);
        if self.memory_bytes.max(of_rows) > limit {
            return Err(SourceError::too_large(&self.name, "reading it", self.memory_bytes.max(of_rows), limit));
        }
        let mut message = Buffer::from(self.bytes.slice(frame.range.clone()));
        self.at = frame.range.end;
        let batch = self.decoder.decode(&mut message).map_err(|error| damaged(&self.name, &error.to_string()))?;
        if let Some(batch) = batch {
            self.take(&batch)?;
        }
        Ok(Some(Progress { phase: Phase::Decoding, done: self.at as u64, total: self.bytes.len() as u64, unit: Unit::Bytes }))
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
