use std::ops::Range;

use bytes::Bytes;
use hashbrown::HashMap;

use super::columns::Columns;
use super::lexer::{Lexer, Scalar};
use super::outline::Outline;
use super::rest;
use super::shapes::{Shape, shape_of};
use super::tree::{DEEPEST, Tree, too_deep};
use crate::format::encoding::{decode, is_utf16, without_mark};
use crate::frame::Frame;
use crate::{Phase, Progress, SourceError, Unit};

const STEP_BYTES: usize = 1 << 20;

/// Reads a JSON file into a frame.
#[derive(Debug)]
pub(crate) struct JsonRead {
    lexer: Lexer,
    state: State,
    columns: Columns,
    rows: usize,
    rest: bool,
    deleted: usize,
    keep_deleted: bool,
    warnings: Vec<String>,
}

/// A table read from JSON.
#[derive(Debug)]
pub(crate) struct JsonTable {
    /// The table.
    pub(crate) frame: Frame,
    /// Whether it consists of answers of MLflow's REST API.
    pub(crate) rest: bool,
    /// How many runs were left out because they are marked deleted.
    pub(crate) deleted: usize,
}

#[derive(Debug)]
enum State {
    Start,
    /// Looking through an object for its shape.
    Outline(Outline, usize),
    /// Records one after the other until the text ends.
    Sequence,
    /// Records in a list that is open; `then` says what follows it.
    List {
        then: After,
        values_within: bool,
    },
    /// Columns of an object, `next` being the one to read.
    Columns {
        members: Vec<(String, Range<usize>)>,
        next: usize,
        index: HashMap<String, usize>,
        lists: bool,
    },
    /// Rows that are lists.
    Rows {
        names: Vec<String>,
    },
    /// Rows of an object.
    Keyed {
        members: Vec<(String, Range<usize>)>,
        next: usize,
    },
    Done,
}

/// What comes after a list of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum After {
    /// More values, or the end of the text.
    Sequence,
    /// Nothing that matters.
    Nothing,
}

impl JsonRead {
    /// A reader of a whole file.
    #[inline(never)]
    pub(crate) fn new(name: &str, bytes: &Bytes, keep_deleted: bool) -> Result<Self, SourceError> {
        let text = if is_utf16(bytes) { decode(bytes).text } else { without_mark(bytes) };
        Ok(Self {
            lexer: Lexer::new(name, text)?,
            state: State::Start,
            columns: Columns::default(),
            rows: 0,
            rest: false,
            deleted: 0,
            keep_deleted,
            warnings: Vec::new(),
        })
    }

    /// Reads about a megabyte more. `Ok(None)` when all is read.
    #[inline(never)]
    pub(crate) fn step(&mut self) -> Result<Option<Progress>, SourceError> {
        let until = self.lexer.at().saturating_add(STEP_BYTES);
        self.state = match std::mem::replace(&mut self.state, State::Done) {
            State::Start => self.start()?,
            State::Outline(outline, start) => self.outline(outline, start)?,
            State::Sequence => self.sequence(until)?,
            State::List { then, values_within } => self.list(until, then, values_within)?,
            State::Columns { members, next, index, lists } => self.column(members, next, index, lists)?,
            State::Rows { names } => self.rows_of_lists(until, names)?,
            State::Keyed { members, next } => self.keyed(until, members, next)?,
            State::Done => State::Done,
        };
        let finished = matches!(self.state, State::Done);
        let (done, total) = (self.lexer.at() as u64, self.lexer.len() as u64);
        Ok((!finished).then_some(Progress { phase: Phase::Decoding, done, total, unit: Unit::Bytes }))
    }

    /// What was read.
    #[inline(never)]
    pub(crate) fn finish(self) -> JsonTable {
        let mut frame = self.columns.finish(self.rows);
        frame.warnings = self.warnings;
        JsonTable { frame, rest: self.rest, deleted: self.deleted }
    }

    fn start(&mut self) -> Result<State, SourceError> {
        match self.lexer.peek() {
            Some(b'[') => {
                self.lexer.require(b'[')?;
                self.open_list(After::Sequence, false)
            }
            Some(b'{') => Ok(State::Outline(Outline::default(), self.lexer.at())),
            Some(_) => {
                let mut text = String::new();
                self.lexer.scalar(&mut text)?;
                Err(self.lexer.error_at(
                    0,
                    "a table was expected, as a list of objects or an object of columns, and a single value is there",
                ))
            }
            None => Err(self.lexer.unexpected("a list or an object")),
        }
    }

    fn open_list(&mut self, then: After, values_within: bool) -> Result<State, SourceError> {
        if self.lexer.eat(b']') {
            return self.after(then);
        }
        if self.lexer.peek() == Some(b'[') {
            return Ok(State::Rows { names: Vec::new() });
        }
        Ok(State::List { then, values_within })
    }

    fn after(&mut self, then: After) -> Result<State, SourceError> {
        match then {
            After::Nothing => Ok(State::Done),
            After::Sequence if self.lexer.peek().is_none() => Ok(State::Done),
            After::Sequence if self.lexer.peek() == Some(b'[') && self.rest => {
                self.lexer.require(b'[')?;
                self.open_list(After::Sequence, false)
            }
            After::Sequence if self.rest => Ok(State::Sequence),
            After::Sequence => Err(self.lexer.unexpected("the end of the text")),
        }
    }

    fn outline(&mut self, mut outline: Outline, start: usize) -> Result<State, SourceError> {
        if !outline.step(&mut self.lexer, STEP_BYTES)? {
            return Ok(State::Outline(outline, start));
        }
        let alone = self.lexer.peek().is_none();
        let shape = shape_of(&outline, &self.lexer, alone);
        self.refuse_journal(&outline)?;
        match shape {
            Shape::Record => {
                self.lexer.seek(start);
                Ok(State::Sequence)
            }
            Shape::Columns => Ok(State::Columns { members: outline.members, next: 0, index: HashMap::new(), lists: false }),
            Shape::Lists => Ok(State::Columns { members: outline.members, next: 0, index: HashMap::new(), lists: true }),
            Shape::Rows => Ok(State::Keyed { members: outline.members, next: 0 }),
            Shape::Records(range) => {
                self.lexer.seek(range.start + 1);
                self.open_list(After::Nothing, false)
            }
            Shape::DataPoints(range) => {
                self.lexer.seek(range.start + 1);
                self.open_list(After::Nothing, true)
            }
            Shape::Split { columns, data } => {
                self.lexer.seek(columns.start);
                let names = Tree::read(&mut self.lexer, 0)?;
                let names = names.items().iter().map(|name| name.text().unwrap_or_default().to_owned()).collect();
                self.lexer.seek(data.start + 1);
                if self.lexer.eat(b']') { Ok(State::Done) } else { Ok(State::Rows { names }) }
            }
        }
    }

    fn refuse_journal(&self, outline: &Outline) -> Result<(), SourceError> {
        if outline.members.iter().any(|(key, _)| key == "op_code") && outline.members.iter().any(|(key, _)| key == "worker_id") {
            return Err(self
                .lexer
                .error_at(0, "this is an Optuna journal, which cannot be opened yet")
                .hint("In Python: study.trials_dataframe().to_parquet(\"trials.parquet\")"));
        }
        Ok(())
    }

    fn sequence(&mut self, until: usize) -> Result<State, SourceError> {
        while self.lexer.at() < until {
            match self.lexer.peek() {
                None => return Ok(State::Done),
                Some(b'{') => self.element(false)?,
                Some(_) => return Err(self.lexer.unexpected("an object, one a line,")),
            }
        }
        Ok(State::Sequence)
    }

    fn list(&mut self, until: usize, then: After, values_within: bool) -> Result<State, SourceError> {
        while self.lexer.at() < until {
            self.element(values_within)?;
            if !self.lexer.more(b']')? {
                return self.after(then);
            }
        }
        Ok(State::List { then, values_within })
    }

    /// Reads one record, or one answer of MLflow's server, or one bare value.
    fn element(&mut self, values_within: bool) -> Result<(), SourceError> {
        if self.lexer.peek() != Some(b'{') {
            let row = self.rows;
            self.columns.restart();
            let mut path = "value".to_owned();
            self.value(row, &mut path, 0)?;
            self.rows += 1;
            return Ok(());
        }
        if self.begins_answer() {
            let tree = Tree::read(&mut self.lexer, 0)?;
            return match rest::runs_of(&tree) {
                Some(runs) => {
                    self.rest = true;
                    for run in runs {
                        self.run(run);
                    }
                    Ok(())
                }
                None => self.record_of_tree(&tree),
            };
        }
        let mut path = String::new();
        let row = self.rows;
        self.columns.restart();
        self.object(row, &mut path, 0, values_within)?;
        self.rows += 1;
        Ok(())
    }

    fn begins_answer(&self) -> bool {
        let mut ahead = self.lexer.clone();
        let mut key = String::new();
        ahead.eat(b'{')
            && ahead.peek() == Some(b'"')
            && ahead.key(&mut key).is_ok()
            && matches!(key.as_str(), "info" | "data" | "runs" | "run" | "next_page_token" | "inputs" | "outputs")
    }

    fn run(&mut self, run: &Tree) {
        if rest::is_deleted(run) && !self.keep_deleted {
            self.deleted += 1;
            return;
        }
        rest::put_run(run, self.rows, &mut self.columns);
        self.rows += 1;
    }

    fn record_of_tree(&mut self, tree: &Tree) -> Result<(), SourceError> {
        let mut text = String::new();
        tree.write(&mut text);
        let mut lexer = Lexer::new("", text.into())?;
        std::mem::swap(&mut lexer, &mut self.lexer);
        let row = self.rows;
        self.columns.restart();
        let read = self.object(row, &mut String::new(), 0, false);
        std::mem::swap(&mut lexer, &mut self.lexer);
        self.rows += 1;
        read
    }

    /// Reads an object into a row, nested keys joined by dots.
    fn object(&mut self, row: usize, path: &mut String, depth: usize, values_within: bool) -> Result<(), SourceError> {
        if depth > DEEPEST {
            return Err(too_deep(&self.lexer));
        }
        self.lexer.require(b'{')?;
        if self.lexer.eat(b'}') {
            return Ok(());
        }
        let parent = path.len();
        let mut key = String::new();
        loop {
            self.lexer.key(&mut key)?;
            if parent > 0 {
                path.push('.');
            }
            path.push_str(&key);
            if values_within && key == "values" && depth == 0 {
                path.clear();
            }
            self.value(row, path, depth)?;
            path.truncate(parent);
            if !self.lexer.more(b'}')? {
                return Ok(());
            }
        }
    }

    fn value(&mut self, row: usize, path: &mut String, depth: usize) -> Result<(), SourceError> {
        match self.lexer.peek() {
            Some(b'{') => self.object(row, path, depth + 1, false),
            Some(b'[') => {
                let tree = Tree::read(&mut self.lexer, depth + 1)?;
                let mut text = String::new();
                tree.write(&mut text);
                self.columns.put(row, path, Scalar::String, &text);
                self.note_lists();
                Ok(())
            }
            _ => {
                let mut text = String::new();
                let scalar = self.lexer.scalar(&mut text)?;
                self.columns.put(row, path, scalar, &text);
                Ok(())
            }
        }
    }

    fn note_lists(&mut self) {
        if self.warnings.is_empty() {
            self.warnings.push("lists are shown as JSON text".to_owned());
        }
    }

    fn column(
        &mut self,
        members: Vec<(String, Range<usize>)>,
        next: usize,
        mut index: HashMap<String, usize>,
        lists: bool,
    ) -> Result<State, SourceError> {
        let Some((name, range)) = members.get(next) else { return Ok(State::Done) };
        self.lexer.seek(range.start + 1);
        let close = if lists { b']' } else { b'}' };
        let place = self.columns.place(name);
        let (mut row, mut key) = (0, String::new());
        if !self.lexer.eat(close) {
            loop {
                if !lists {
                    self.lexer.key(&mut key)?;
                    row = *index.entry_ref(key.as_str()).or_insert_with(|| {
                        self.rows += 1;
                        self.rows - 1
                    });
                }
                self.cell(row, place, name)?;
                row += 1;
                self.rows = self.rows.max(row);
                if !self.lexer.more(close)? {
                    break;
                }
            }
        }
        let next = next + 1;
        Ok(if next == members.len() { State::Done } else { State::Columns { members, next, index, lists } })
    }

    fn cell(&mut self, row: usize, place: usize, name: &str) -> Result<(), SourceError> {
        let mut text = String::new();
        let scalar = match self.lexer.peek() {
            Some(b'{' | b'[') => {
                Tree::read(&mut self.lexer, 1)?.write(&mut text);
                self.note_lists();
                Scalar::String
            }
            _ => self.lexer.scalar(&mut text)?,
        };
        if !self.columns.put_at(row, place, scalar, &text) {
            return Err(self.lexer.error_at(
                self.lexer.at(),
                &format!("the rows of the column {name:?} come in another order than in the columns before"),
            ));
        }
        Ok(())
    }

    fn rows_of_lists(&mut self, until: usize, mut names: Vec<String>) -> Result<State, SourceError> {
        while self.lexer.at() < until {
            self.lexer.require(b'[')?;
            self.columns.restart();
            let mut at = 0;
            if !self.lexer.eat(b']') {
                loop {
                    if at == names.len() {
                        names.push(format!("column {}", at + 1));
                    }
                    let name = names.get(at).cloned().unwrap_or_default();
                    let mut path = name;
                    self.value(self.rows, &mut path, 1)?;
                    at += 1;
                    if !self.lexer.more(b']')? {
                        break;
                    }
                }
            }
            self.rows += 1;
            if !self.lexer.more(b']')? {
                return Ok(State::Done);
            }
        }
        Ok(State::Rows { names })
    }

    fn keyed(&mut self, until: usize, members: Vec<(String, Range<usize>)>, mut next: usize) -> Result<State, SourceError> {
        while let Some((_, range)) = members.get(next) {
            self.lexer.seek(range.start);
            self.element(false)?;
            next += 1;
            if self.lexer.at() >= until {
                return Ok(State::Keyed { members, next });
            }
        }
        Ok(State::Done)
    }
}
