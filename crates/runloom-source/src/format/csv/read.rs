use std::borrow::Cow;
use std::io::Cursor;

use bytes::Bytes;
use csv::{ByteRecord, Reader, ReaderBuilder};
use runloom_table::{TextBuilder, TextValues, Values, parse_real};

use super::dialect::sniff_delimiter;
use crate::convert::map_texts;
use crate::format::encoding::decode;
use crate::frame::{Frame, FrameColumn};
use crate::{Phase, Progress, SourceError, Unit};

const STEP_BYTES: u64 = 1 << 20;

/// Reads delimited text into a frame whose columns are all text; an empty field is missing.
#[derive(Debug)]
pub(crate) struct CsvRead {
    name: String,
    reader: Reader<Cursor<Bytes>>,
    total: u64,
    columns: Vec<Column>,
    rows: usize,
    ragged: Option<Ragged>,
    header_fields: usize,
    delimiter: u8,
    warnings: Vec<String>,
    done: bool,
}

/// A column so far.
struct Column {
    name: String,
    cells: TextBuilder,
}

impl std::fmt::Debug for Column {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Column").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Column {
    fn new(name: String) -> Self {
        Self { name, cells: TextBuilder::default() }
    }
}

/// Rows with more or fewer fields than the header.
#[derive(Debug)]
struct Ragged {
    rows: usize,
    first_line: u64,
    fields: usize,
    /// Whether every row so far has one field more than the header.
    shifted: bool,
}

impl CsvRead {
    /// A reader of a whole file.
    #[inline(never)]
    pub(crate) fn new(name: &str, bytes: &Bytes) -> Result<Self, SourceError> {
        let decoded = decode(bytes);
        let mut text = decoded.text;
        let mut delimiter = None;
        if let Some(rest @ ([own, b'\n', ..] | [own, b'\r', b'\n', ..])) = text.strip_prefix(b"sep=") {
            delimiter = Some(*own);
            let line = rest.iter().position(|b| *b == b'\n').unwrap_or(0);
            text = text.slice(4 + line + 1..);
        }
        let head = text.get(..text.len().min(1 << 16)).unwrap_or_default();
        let delimiter = delimiter.unwrap_or_else(|| sniff_delimiter(head));
        let total = text.len() as u64;
        let reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(Cursor::new(text));
        let warnings = decoded.note.map(str::to_owned).into_iter().collect();
        let mut read = Self {
            name: name.to_owned(),
            reader,
            total,
            columns: Vec::new(),
            rows: 0,
            ragged: None,
            header_fields: 0,
            delimiter,
            warnings,
            done: false,
        };
        read.header()?;
        Ok(read)
    }

    fn header(&mut self) -> Result<(), SourceError> {
        let mut record = ByteRecord::new();
        if !self.next(&mut record)? {
            return Err(SourceError::unreadable(&self.name, "it holds no text")
                .hint("Export the runs again and check that the file is not empty"));
        }
        let cells: Vec<&str> = record.iter().map(|field| std::str::from_utf8(field).unwrap_or_default()).collect();
        let counted = cells.iter().enumerate().all(|(at, cell)| *cell == at.to_string() || (at == 0 && cell.is_empty()));
        let headless = !counted && cells.iter().all(|cell| parse_real(cell).is_some());
        self.header_fields = record.len();
        if headless {
            self.warnings.push("the first row holds numbers only; it is taken as a run, and the columns are numbered".to_owned());
            self.columns = (1..=cells.len()).map(|at| Column::new(format!("column {at}"))).collect();
            self.push(&record);
        } else {
            self.columns = cells.iter().map(|cell| Column::new(cell.trim().to_owned())).collect();
        }
        Ok(())
    }

    fn next(&mut self, record: &mut ByteRecord) -> Result<bool, SourceError> {
        self.reader.read_byte_record(record).map_err(|error| {
            let line = error.position().map_or(0, csv::Position::line);
            SourceError::unreadable(&self.name, error.to_string()).at(format!("line {line}"))
        })
    }

    fn push(&mut self, record: &ByteRecord) {
        if record.len() != self.header_fields {
            let line = record.position().map_or(0, csv::Position::line);
            let ragged = self.ragged.get_or_insert(Ragged { rows: 0, first_line: line, fields: record.len(), shifted: true });
            ragged.rows += 1;
            ragged.shifted &= record.len() == self.header_fields + 1;
            for at in self.columns.len()..record.len() {
                let mut column = Column::new(format!("column {}", at + 1));
                (0..self.rows).for_each(|_| column.cells.push_code(None));
                self.columns.push(column);
            }
        }
        let mut fields = record.iter();
        for column in &mut self.columns {
            let text = fields.next().filter(|field| !field.is_empty()).and_then(|field| std::str::from_utf8(field).ok());
            column.cells.push(text);
        }
        self.rows += 1;
    }

    /// Reads about a megabyte more. `Ok(None)` when all is read.
    #[inline(never)]
    pub(crate) fn step(&mut self) -> Result<Option<Progress>, SourceError> {
        let until = self.reader.position().byte() + STEP_BYTES;
        let mut record = ByteRecord::new();
        while !self.done && self.reader.position().byte() < until {
            if self.next(&mut record)? {
                self.push(&record);
            } else {
                self.done = true;
            }
        }
        let done = self.reader.position().byte().min(self.total);
        Ok((!self.done).then_some(Progress { phase: Phase::Decoding, done, total: self.total, unit: Unit::Bytes }))
    }

    /// What was read.
    ///
    /// # Errors
    /// Where the text is no table: most of its lines have another number of fields than the first.
    #[inline(never)]
    pub(crate) fn finish(mut self) -> Result<Frame, SourceError> {
        match self.ragged.take() {
            Some(Ragged { rows, shifted: true, .. }) if rows == self.rows && self.columns.len() == self.header_fields + 1 => {
                self.unshift();
            }
            Some(ragged) if ragged.rows > 2 && ragged.rows * 2 > self.rows => {
                let why = format!(
                    "it is text but no table: {} of its {} rows have another number of fields than the first line",
                    ragged.rows, self.rows
                );
                return Err(SourceError::unreadable(&self.name, why)
                    .at(format!("line {}", ragged.first_line))
                    .hint("Open CSV, TSV, JSON, Parquet or Arrow; check the separator and the quotes of the file"));
            }
            Some(ragged) => self.warn_of(&ragged),
            None => {}
        }
        let decimal_commas = self.delimiter == b';';
        let columns = self.columns.into_iter().map(|column| {
            let texts = column.cells.finish();
            let texts = if decimal_commas { with_decimal_points(texts) } else { texts };
            FrameColumn::loaded(column.name, Values::Text(texts))
        });
        Ok(Frame { rows: self.rows, columns: columns.collect(), warnings: self.warnings })
    }

    /// R writes no name over the column of row names, which comes first.
    fn unshift(&mut self) {
        let names: Vec<String> = self.columns.iter().map(|column| column.name.clone()).collect();
        let shifted = std::iter::once(String::new()).chain(names);
        for (column, name) in self.columns.iter_mut().zip(shifted) {
            column.name = name;
        }
    }

    fn warn_of(&mut self, ragged: &Ragged) {
        let (header, columns) = (self.header_fields, self.columns.len());
        let subject = if ragged.rows == 1 { "1 row has".to_owned() } else { format!("{} rows have", ragged.rows) };
        self.warnings.push(format!(
            "{subject} another number of fields than the header's {header}; the first is on line {}, with {} fields. Missing fields are taken as missing \
             values, and the table has {columns} columns",
            ragged.first_line, ragged.fields
        ));
    }
}

/// Numbers with a decimal comma, which come with semicolons between fields, as numbers with a point; other columns as they are.
fn with_decimal_points(texts: TextValues) -> TextValues {
    let pointed = |text: &str| text.replacen(',', ".", 1);
    let numeric = texts.distinct().iter().flatten().all(|text| parse_real(&pointed(text)).is_some());
    if !numeric || !texts.distinct().iter().flatten().any(|text| text.contains(',')) {
        return texts;
    }
    map_texts(&texts, |text| Some(Cow::Owned(pointed(text))))
}
