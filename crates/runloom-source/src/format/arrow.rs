//! Arrow IPC: the file form, which is Feather version 2, and the stream form.

use std::io::Cursor;
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, RecordBatch, StructArray};
use arrow_buffer::NullBuffer;
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_schema::{ArrowError, DataType, Field, SchemaRef};
use bytes::Bytes;
use runloom_table::Values;

use crate::convert::{class_of, natural};
use crate::frame::{Frame, FrameColumn};
use crate::workspace::{Stretch, concatenate};
use crate::{Limits, Phase, Progress, SourceError, Unit};

const DEEPEST_STRUCT: usize = 16;

/// Reads Arrow IPC into a frame, a record batch a step.
#[derive(Debug)]
pub(crate) struct ArrowRead {
    name: String,
    reader: Reader,
    limits: Limits,
    columns: Vec<(String, DataType, Vec<usize>)>,
    chunks: Vec<Vec<Values>>,
    rows: usize,
    len: u64,
}

enum Reader {
    File(Box<FileReader<Cursor<Bytes>>>),
    Stream(Box<StreamReader<Cursor<Bytes>>>),
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::File(_) => "File",
            Self::Stream(_) => "Stream",
        })
    }
}

impl ArrowRead {
    /// A reader of a whole file.
    pub(crate) fn new(name: &str, bytes: Bytes, is_file: bool, limits: Limits) -> Result<Self, SourceError> {
        let len = bytes.len() as u64;
        let cursor = Cursor::new(bytes);
        let reader = if is_file {
            FileReader::try_new(cursor, None).map(|reader| Reader::File(Box::new(reader)))
        } else {
            StreamReader::try_new(cursor, None).map(|reader| Reader::Stream(Box::new(reader)))
        };
        let reader = reader.map_err(|error| damaged(name, &error))?;
        let mut columns = Vec::new();
        for (root, field) in reader.schema().fields().iter().enumerate() {
            flatten(field, &mut vec![root], field.name().clone(), &mut columns);
        }
        let chunks = vec![Vec::new(); columns.len()];
        Ok(Self { name: name.to_owned(), reader, limits, columns, chunks, rows: 0, len })
    }

    /// Reads a record batch more. `Ok(None)` when all is read.
    pub(crate) fn step(&mut self) -> Result<Option<Progress>, SourceError> {
        let (batch, done) = match &mut self.reader {
            Reader::File(reader) => (reader.next(), 0),
            Reader::Stream(reader) => (reader.next(), reader.get_ref().position()),
        };
        let Some(batch) = batch.transpose().map_err(|error| damaged(&self.name, &error))? else { return Ok(None) };
        self.rows = self.rows.saturating_add(batch.num_rows());
        let needed = (self.rows as u64).saturating_mul(8).saturating_mul(self.columns.len().max(1) as u64);
        if needed > self.limits.memory_bytes {
            return Err(SourceError::too_large(&self.name, "reading it", needed, self.limits.memory_bytes));
        }
        for ((_, _, path), chunks) in self.columns.iter().zip(&mut self.chunks) {
            let (array, parents) =
                project(&batch, path).ok_or_else(|| SourceError::unreadable(&self.name, "a record batch lacks a column"))?;
            chunks.push(natural(&array, parents.as_ref()));
        }
        Ok(Some(Progress { phase: Phase::Decoding, done, total: self.len, unit: Unit::Bytes }))
    }

    /// What was read.
    pub(crate) fn finish(&mut self) -> Frame {
        let rows = self.rows;
        let columns = self.columns.iter().zip(std::mem::take(&mut self.chunks)).map(|((name, data_type, _), chunks)| {
            let stretches: Vec<Stretch<'_>> =
                chunks.iter().map(|values| Stretch { rows: values.len(), values: Some(values) }).collect();
            let values = if stretches.is_empty() { Values::missing(rows) } else { concatenate(&stretches) };
            FrameColumn { class: class_of(data_type), ..FrameColumn::loaded(name.clone(), values) }
        });
        Frame { rows, columns: columns.collect(), warnings: Vec::new() }
    }
}

impl Reader {
    fn schema(&self) -> SchemaRef {
        match self {
            Self::File(reader) => reader.schema(),
            Self::Stream(reader) => Arc::clone(&reader.schema()),
        }
    }
}

fn flatten(field: &Field, path: &mut Vec<usize>, name: String, columns: &mut Vec<(String, DataType, Vec<usize>)>) {
    match field.data_type() {
        DataType::Struct(children) if !children.is_empty() && path.len() <= DEEPEST_STRUCT => {
            for (at, child) in children.iter().enumerate() {
                path.push(at);
                flatten(child, path, format!("{name}.{}", child.name()), columns);
                path.pop();
            }
        }
        other => columns.push((name, other.clone(), path.clone())),
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

fn damaged(name: &str, error: &ArrowError) -> SourceError {
    SourceError::unreadable(
        name,
        format!("its Arrow content is damaged, cut off or not supported ({})", error.to_string().trim_end_matches(['.', ' '])),
    )
    .hint("Write the file again, or check it with pyarrow: pyarrow.feather.read_table(path)")
}
