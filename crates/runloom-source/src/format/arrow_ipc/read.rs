use arrow_buffer::Buffer;
use arrow_ipc::{DictionaryBatch, MetadataVersion, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use bytes::Bytes;
use runloom_table::Values;

use super::batch::{BatchReader, Parent};
use super::budget::{Budget, Fault};
use super::column::column;
use super::dictionary::Dictionaries;
use super::json::values_of;
use super::message::{Frame as MessageFrame, checked_schema, footer_of, next_frame};
use super::nested::Decoded;
use crate::convert::class_of;
use crate::frame::{Class, Frame, FrameColumn};
use crate::workspace::{Stretch, concatenate};
use crate::{Limits, Phase, Progress, SourceError, Unit};

const DEEPEST_STRUCT: usize = 16;

/// Reads Arrow IPC into a frame, a record batch a step.
#[derive(Debug)]
pub(crate) struct ArrowRead {
    name: String,
    bytes: Bytes,
    places: Places,
    table: Option<Table>,
    limits: Limits,
    budget: Budget,
    rows: usize,
}

/// Where the messages are.
#[derive(Debug)]
enum Places {
    /// One after the other; the next one begins here.
    Following(usize),
    /// Where the footer of a file says.
    Listed(std::vec::IntoIter<usize>),
}

/// What is known once the schema is.
#[derive(Debug)]
struct Table {
    schema: Schema,
    dictionaries: Dictionaries,
    columns: Vec<Column>,
}

/// A column so far.
#[derive(Debug)]
struct Column {
    name: String,
    class: Class,
    chunks: Vec<Values>,
}

impl ArrowRead {
    /// A reader of a whole file.
    #[inline(never)]
    pub(crate) fn new(name: &str, bytes: Bytes, is_file: bool, limits: Limits) -> Result<Self, SourceError> {
        let (mut places, mut table) = (Places::Following(0), None);
        if is_file {
            let opened = footer_of(&bytes).and_then(|(schema, listed)| Ok((Table::new(schema)?, listed)));
            let (of_footer, listed) = opened.map_err(|why| damaged(name, &why))?;
            (places, table) = (Places::Listed(listed.into_iter()), Some(of_footer));
        }
        Ok(Self { name: name.to_owned(), bytes, places, table, limits, budget: Budget::new(limits.memory_bytes), rows: 0 })
    }

    /// Reads a message more. `Ok(None)` when all is read.
    #[inline(never)]
    pub(crate) fn step(&mut self) -> Result<Option<Progress>, SourceError> {
        let at = match &mut self.places {
            Places::Following(at) => Some(*at),
            Places::Listed(places) => places.next(),
        };
        let bytes = self.bytes.clone();
        let frame = at.map(|at| next_frame(&bytes, at)).transpose().map_err(|why| damaged(&self.name, why))?.flatten();
        let Some(frame) = frame else {
            return if self.table.is_some() { Ok(None) } else { Err(damaged(&self.name, "it holds no schema")) };
        };
        if let Places::Following(at) = &mut self.places {
            *at = frame.body.end;
        }
        self.take(&frame)?;
        Ok(Some(Progress {
            phase: Phase::Decoding,
            done: frame.body.end as u64,
            total: self.bytes.len() as u64,
            unit: Unit::Bytes,
        }))
    }

    fn take(&mut self, frame: &MessageFrame<'_>) -> Result<(), SourceError> {
        let (message, name) = (&frame.message, self.name.as_str());
        if let Some(schema) = message.header_as_schema() {
            if self.table.is_some() {
                return Err(damaged(name, "it holds two schemas"));
            }
            self.table = Some(checked_schema(schema).and_then(Table::new).map_err(|why| damaged(name, &why))?);
            return Ok(());
        }
        let (batch, dictionary) = (message.header_as_record_batch(), message.header_as_dictionary_batch());
        if batch.is_none() && dictionary.is_none() {
            return Ok(());
        }
        let table = self.table.as_mut().ok_or_else(|| damaged(name, "values come before the schema"))?;
        let body = Buffer::from(self.bytes.slice(frame.body.clone()));
        let (version, budget) = (message.version(), &mut self.budget);
        let fault = |(column, fault): (&str, Fault)| match fault {
            Fault::Damaged(why) if column.is_empty() => damaged(name, why),
            Fault::Damaged(why) => damaged(name, &format!("column {column}: {why}")),
            Fault::TooLarge { needed_bytes } => {
                SourceError::too_large(name, "reading it", needed_bytes, self.limits.memory_bytes)
            }
        };
        if let Some(dictionary) = dictionary {
            return table.take_dictionary(dictionary, version, body, budget).map_err(|why| fault(("", why)));
        }
        let Some(batch) = batch else { return Ok(()) };
        let more = usize::try_from(batch.length()).map_err(|_| damaged(name, "a record batch has a negative length"))?;
        self.rows = self.rows.saturating_add(more);
        budget.check((self.rows as u64).saturating_mul(8)).map_err(|why| fault(("", why)))?;
        table.take_batch(batch, version, body, budget).map_err(fault)
    }

    /// What was read.
    #[inline(never)]
    pub(crate) fn finish(&mut self) -> Frame {
        let rows = self.rows;
        let columns = self.table.take().into_iter().flat_map(|table| table.columns).map(|column| {
            let stretches: Vec<Stretch<'_>> =
                column.chunks.iter().map(|values| Stretch { rows: values.len(), values: Some(values) }).collect();
            let values = if stretches.is_empty() { Values::missing(rows) } else { concatenate(&stretches) };
            FrameColumn { class: column.class, ..FrameColumn::loaded(column.name, values) }
        });
        Frame { rows, columns: columns.collect(), warnings: Vec::new() }
    }
}

impl Table {
    fn new(schema: Schema) -> Result<Self, String> {
        let dictionaries = Dictionaries::of(&schema)?;
        let mut columns = Vec::new();
        for field in schema.fields() {
            add_columns(field, field.name().clone(), 0, &mut columns);
        }
        Ok(Self { schema, dictionaries, columns })
    }

    fn take_dictionary(
        &mut self,
        dictionary: DictionaryBatch<'_>,
        version: MetadataVersion,
        body: Buffer,
        budget: &mut Budget,
    ) -> Result<(), Fault> {
        let batch = dictionary.data().ok_or(Fault::Damaged("a dictionary is empty"))?;
        let field =
            self.dictionaries.field(dictionary.id()).ok_or(Fault::Damaged("no column has the dictionary that it holds"))?;
        let values = {
            let mut reader = BatchReader::new(batch, version, body, &self.dictionaries, budget)?;
            column(&mut reader, &field, Parent::default())?
        };
        self.dictionaries.take(dictionary.id(), values, dictionary.isDelta(), budget)
    }

    /// Takes a batch; where it cannot be read, the column is said.
    fn take_batch(
        &mut self,
        batch: RecordBatch<'_>,
        version: MetadataVersion,
        body: Buffer,
        budget: &mut Budget,
    ) -> Result<(), (&str, Fault)> {
        let rows = usize::try_from(batch.length()).ok();
        let reader = BatchReader::new(batch, version, body, &self.dictionaries, budget);
        let mut reader = reader.map_err(|fault| ("", fault))?;
        let mut columns = self.columns.iter_mut();
        for field in self.schema.fields() {
            let decoded = column(&mut reader, field, Parent { rows, nulls: None });
            let taken = decoded.and_then(|decoded| add_values(decoded, 0, reader.budget, &mut columns));
            taken.map_err(|fault| (field.name().as_str(), fault))?;
        }
        Ok(())
    }
}

/// Adds the columns of a field; those of a struct's fields, not the struct.
fn add_columns(field: &Field, name: String, depth: usize, columns: &mut Vec<Column>) {
    match field.data_type() {
        DataType::Struct(children) if !children.is_empty() && depth < DEEPEST_STRUCT => {
            for child in children {
                add_columns(child, format!("{name}.{}", child.name()), depth + 1, columns);
            }
        }
        other => columns.push(Column { name, class: class_of(other), chunks: Vec::new() }),
    }
}

/// Adds the values of a field to its columns, in the order of [`add_columns`].
fn add_values<'a>(
    decoded: Decoded,
    depth: usize,
    budget: &mut Budget,
    columns: &mut impl Iterator<Item = &'a mut Column>,
) -> Result<(), Fault> {
    match decoded {
        Decoded::Struct { children, .. } if !children.is_empty() && depth < DEEPEST_STRUCT => {
            children.into_iter().try_for_each(|child| add_values(child, depth + 1, budget, columns))
        }
        decoded => {
            let values = values_of(&decoded, budget)?;
            columns.next().into_iter().for_each(|column| column.chunks.push(values.clone()));
            Ok(())
        }
    }
}

fn damaged(name: &str, why: &str) -> SourceError {
    SourceError::unreadable(
        name,
        format!("its Arrow content is damaged, cut off or not supported ({})", why.trim_end_matches(['.', ' '])),
    )
    .hint("Write the file again, or check it with pyarrow: pyarrow.feather.read_table(path)")
}
