use std::ops::Range;

use bytes::Bytes;

use crate::assemble::assemble;
use crate::format::arrow_ipc::ArrowRead;
use crate::format::csv::CsvRead;
use crate::format::detect::{Format, detect};
use crate::format::json::JsonRead;
use crate::format::parquet::{ParquetFile, ParquetLoad, ParquetOpen};
use crate::frame::Frame;
use crate::gather::Gather;
use crate::{Limits, OpenedSource, SourceError, Step};

/// Sources up to this size are fetched at once.
const SMALL_BYTES: u64 = 1 << 20;
/// Of larger ones, this much of each end is looked at first.
const END_BYTES: u64 = 1 << 16;

/// Finds out what a source is and opens it.
#[derive(Debug)]
pub struct OpenTask {
    name: String,
    len: u64,
    limits: Limits,
    keep_deleted: bool,
    state: State,
    failed: Option<SourceError>,
}

#[derive(Debug)]
enum State {
    Start,
    /// Both ends were asked for; they may overlap.
    Ends {
        head: Option<Bytes>,
        tail: Option<Bytes>,
    },
    Gather(Format, Gather),
    Parquet(Box<ParquetOpen>),
    /// A history in Parquet is read at once.
    ParquetHistory(Box<(ParquetLoad, ParquetFile, Frame)>),
    Arrow(Format, Box<ArrowRead>),
    Csv(Box<CsvRead>),
    Json(Box<JsonRead>),
    Finished,
}

impl OpenTask {
    /// A task for a source of `len` bytes, known to people as `name`.
    pub fn new(name: &str, len: u64, limits: Limits) -> Self {
        Self { name: name.to_owned(), len, limits, keep_deleted: false, state: State::Start, failed: None }
    }

    /// Whether runs that their tracker marks deleted are opened too. They are left out, and counted, unless this is said.
    #[must_use]
    pub fn keep_deleted_runs(mut self, keep: bool) -> Self {
        self.keep_deleted = keep;
        self
    }

    /// Does the next piece of work.
    ///
    /// # Errors
    /// When the source cannot be opened. The task is of no use after that.
    pub fn step(&mut self) -> Result<Step<OpenedSource>, SourceError> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        match &mut self.state {
            State::Start => Ok(self.start()),
            State::Ends { head: Some(head), tail: Some(tail) } => {
                let (head, tail) = (head.clone(), tail.clone());
                self.recognise(head, &tail)
            }
            State::Ends { head, tail } => Ok(Step::Need(needed_ends(self.len, head.is_none(), tail.is_none()))),
            State::Gather(format, gather) => match gather.step() {
                Step::Need(ranges) => Ok(Step::Need(ranges)),
                Step::Working(progress) => Ok(Step::Working(progress)),
                Step::Done(bytes) => {
                    let format = *format;
                    self.read(format, bytes)
                }
            },
            State::Parquet(open) => match open.step()? {
                Step::Need(ranges) => Ok(Step::Need(ranges)),
                Step::Working(progress) => Ok(Step::Working(progress)),
                Step::Done((file, frame)) => Ok(self.parquet(file, frame)),
            },
            State::ParquetHistory(reading) => match reading.0.step()? {
                Step::Need(ranges) => Ok(Step::Need(ranges)),
                Step::Working(progress) => Ok(Step::Working(progress)),
                Step::Done(values) => {
                    for (at, values) in values {
                        if let Some(column) = reading.2.columns.get_mut(at) {
                            column.values = Some(values);
                        }
                    }
                    let frame = std::mem::take(&mut reading.2);
                    Ok(self.finish(Format::Parquet, frame, None, Origin::default()))
                }
            },
            State::Arrow(format, read) => {
                if let Some(progress) = read.step()? {
                    return Ok(Step::Working(progress));
                }
                let (format, frame) = (*format, read.finish());
                Ok(self.finish(format, frame, None, Origin::default()))
            }
            State::Csv(read) => {
                if let Some(progress) = read.step()? {
                    return Ok(Step::Working(progress));
                }
                let State::Csv(read) = std::mem::replace(&mut self.state, State::Finished) else { return Err(self.over()) };
                let frame = read.finish()?;
                Ok(self.finish(Format::Csv, frame, None, Origin::default()))
            }
            State::Json(read) => {
                if let Some(progress) = read.step()? {
                    return Ok(Step::Working(progress));
                }
                let State::Json(read) = std::mem::replace(&mut self.state, State::Finished) else { return Err(self.over()) };
                let table = read.finish();
                let origin = Origin { rest: table.rest, deleted: table.deleted };
                Ok(self.finish(Format::Json, table.frame, None, origin))
            }
            State::Finished => Err(self.over()),
        }
    }

    /// Gives the task bytes that it needs.
    pub fn push(&mut self, range: Range<u64>, bytes: Bytes) {
        if bytes.len() as u64 != range.end.saturating_sub(range.start) {
            self.failed = Some(SourceError::short_read(&self.name, &range, bytes.len() as u64));
            return;
        }
        match &mut self.state {
            State::Ends { head, tail } => {
                if range.end == self.len {
                    *tail = Some(bytes.clone());
                }
                if range.start == 0 {
                    *head = Some(bytes);
                }
            }
            State::Gather(_, gather) => self.failed = gather.push(&range, &bytes).err(),
            State::Parquet(open) => self.failed = open.push(range, bytes).err(),
            State::ParquetHistory(reading) => reading.0.push(range, bytes),
            _ => {}
        }
    }

    fn start(&mut self) -> Step<OpenedSource> {
        if self.len == 0 {
            self.state = State::Ends { head: Some(Bytes::new()), tail: Some(Bytes::new()) };
        } else {
            self.state = State::Ends { head: None, tail: None };
        }
        Step::Need(needed_ends(self.len, true, true))
    }

    fn recognise(&mut self, head: Bytes, tail: &Bytes) -> Result<Step<OpenedSource>, SourceError> {
        let format = detect(&self.name, &head, tail, self.len)?;
        if format == Format::Parquet {
            let mut open = Box::new(ParquetOpen::new(&self.name, self.len, self.limits)?);
            open.push(self.len - tail.len() as u64..self.len, tail.clone())?;
            self.state = State::Parquet(open);
            return self.step();
        }
        let needed = self.len.saturating_mul(2);
        if needed > self.limits.memory_bytes {
            return Err(SourceError::too_large(&self.name, "reading it", needed, self.limits.memory_bytes));
        }
        self.state = State::Gather(format, Gather::new(&self.name, self.len, head));
        self.step()
    }

    fn read(&mut self, format: Format, bytes: Bytes) -> Result<Step<OpenedSource>, SourceError> {
        self.state = match format {
            Format::ArrowFile | Format::ArrowStream => {
                State::Arrow(format, Box::new(ArrowRead::new(&self.name, bytes, format == Format::ArrowFile, self.limits)?))
            }
            Format::Json => State::Json(Box::new(JsonRead::new(&self.name, &bytes, self.keep_deleted)?)),
            Format::Csv | Format::Parquet => State::Csv(Box::new(CsvRead::new(&self.name, &bytes)?)),
        };
        self.step()
    }

    fn parquet(&mut self, file: ParquetFile, frame: Frame) -> Step<OpenedSource> {
        let names: Vec<&str> = frame.columns.iter().map(|column| column.name.as_str()).collect();
        if crate::history::is_long_history(&names) {
            let all: Vec<usize> = (0..names.len()).collect();
            let load = ParquetLoad::new(&file, &all);
            self.state = State::ParquetHistory(Box::new((load, file, frame)));
            return Step::Need(Vec::new());
        }
        self.finish(Format::Parquet, frame, Some(file), Origin::default())
    }

    fn finish(&mut self, format: Format, frame: Frame, parquet: Option<ParquetFile>, origin: Origin) -> Step<OpenedSource> {
        self.state = State::Finished;
        let mut opened = assemble(&self.name, self.len, format, frame, parquet, origin.rest);
        opened.deleted_runs = origin.deleted;
        Step::Done(opened)
    }

    fn over(&self) -> SourceError {
        SourceError::unreadable(&self.name, "the task that opens it is over already")
    }
}

/// What is known of where a table comes from besides its columns.
#[derive(Clone, Copy, Debug, Default)]
struct Origin {
    rest: bool,
    deleted: usize,
}

fn needed_ends(len: u64, head: bool, tail: bool) -> Vec<Range<u64>> {
    if len == 0 {
        return Vec::new();
    }
    if len <= SMALL_BYTES {
        return std::iter::once(0..len).collect();
    }
    let head = head.then_some(0..END_BYTES);
    let tail = tail.then_some(len - END_BYTES..len);
    head.into_iter().chain(tail).collect()
}
