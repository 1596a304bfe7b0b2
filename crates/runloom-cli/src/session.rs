use std::collections::{BTreeMap, BTreeSet};

use runloom_source::{ByteSource, Limits, OpenTask, OpenedSource, SourceError, SourceId, Workspace};
use runloom_table::{ColumnName, Dataset, Values};

use crate::arguments::SourceArguments;
use crate::failure::Failure;
use crate::input::{self, Input, Resolved};
use crate::memory;
use crate::progress::ProgressLine;

/// The sources of one command, opened together.
pub(crate) struct Session {
    workspace: Workspace,
    bytes: BTreeMap<SourceId, Box<dyn ByteSource>>,
    progress: ProgressLine,
    /// What the command itself left out, beside the warnings of the sources.
    notes: Vec<String>,
}

impl Session {
    /// Opens every SOURCE. One that fails ends the command; a file inside a folder does so only if no other file can be opened.
    pub(crate) fn open(arguments: &SourceArguments) -> Result<Self, Failure> {
        let mut session =
            Self { workspace: Workspace::default(), bytes: BTreeMap::new(), progress: ProgressLine::new(), notes: Vec::new() };
        for source in &arguments.sources {
            match input::resolve(source, &mut session.progress)? {
                Resolved::One(input) => {
                    let opened = session.recognise(&input, arguments.all)?;
                    session.add(opened, input.bytes);
                }
                Resolved::Report(inputs) => {
                    for input in inputs {
                        let opened = session.recognise(&input, arguments.all)?;
                        session.add(opened, input.bytes);
                    }
                }
                Resolved::Folder(paths) => session.open_folder(&paths, arguments.all)?,
            }
        }
        // Histories are linked to runs by a load, even of no column.
        session.load(&[])?;
        Ok(session)
    }

    /// All runs of all sources.
    pub(crate) fn dataset(&self) -> &Dataset {
        self.workspace.dataset()
    }

    /// The open sources.
    pub(crate) fn sources(&self) -> impl Iterator<Item = &OpenedSource> {
        self.workspace.sources().map(|(_, source)| source)
    }

    /// The names of the sources that the runs come from.
    pub(crate) fn run_sources(&self) -> impl Iterator<Item = &str> {
        self.workspace.run_sources()
    }

    /// How many deleted runs were left out.
    pub(crate) fn deleted_runs(&self) -> usize {
        self.workspace.deleted_runs()
    }

    /// What readers should know about the sources, one sentence each.
    pub(crate) fn warnings(&self) -> Vec<String> {
        let of_sources = self.dataset().warnings.iter().map(|warning| format!("{}: {}", warning.source, warning.message));
        of_sources.chain(self.notes.iter().cloned()).collect()
    }

    /// Loads the values of columns that have none yet.
    pub(crate) fn load(&mut self, columns: &[ColumnName]) -> Result<(), Failure> {
        let Self { workspace, bytes, progress, .. } = self;
        let mut read = |id: SourceId, range: std::ops::Range<u64>| match bytes.get(&id) {
            Some(source) => source.read(range),
            None => Err(SourceError::unreadable("a source", "it was closed")),
        };
        let loaded = runloom_source::load(workspace, columns, &mut read, &mut |at| progress.show("columns", at));
        progress.clear();
        loaded.map(|_| ()).map_err(|failed| Failure::Data(failed.error))
    }

    fn recognise(&mut self, input: &Input, keep_deleted: bool) -> Result<OpenedSource, SourceError> {
        let limits = Limits { memory_bytes: memory::available_bytes() };
        let task = OpenTask::new(&input.name, input.bytes.len(), limits).keep_deleted_runs(keep_deleted);
        let progress = &mut self.progress;
        let opened = runloom_source::run(task, input.bytes.as_ref(), &mut |at| progress.show(&input.name, at));
        self.progress.clear();
        opened
    }

    fn add(&mut self, source: OpenedSource, bytes: Box<dyn ByteSource>) -> SourceId {
        let id = self.workspace.add(source);
        self.bytes.insert(id, bytes);
        id
    }

    /// Opens the files of a folder. A table whose runs are all open already, as when the same runs were exported in several forms, is left out.
    fn open_folder(&mut self, paths: &[String], keep_deleted: bool) -> Result<(), Failure> {
        let mut failures = Vec::new();
        let mut opened = Vec::new();
        for path in paths {
            match input::open_file(path).and_then(|input| Ok((self.recognise(&input, keep_deleted)?, input))) {
                Ok(found) => opened.push(found),
                Err(error) => failures.push(error),
            }
        }
        if opened.is_empty() {
            return failures.into_iter().next().map_or(Ok(()), |error| Err(error.into()));
        }
        self.notes.extend(failures.iter().map(|error| format!("left out: {error}")));
        opened.sort_by_key(|(source, _)| source.kind().contains("history"));
        for (source, input) in opened {
            let before = self.dataset().runs.rows();
            let id = self.add(source, input.bytes);
            self.load(&[ColumnName::attribute("run_id")])?;
            if before > 0 && self.adds_nothing(before) {
                self.workspace.remove(id);
                self.bytes.remove(&id);
                self.notes.push(format!("{}: the same runs are open from another file of the folder; left out", input.name));
            }
        }
        Ok(())
    }

    /// Whether the rows from `first_new` on, if there are any, are all of runs that stand before them.
    fn adds_nothing(&self, first_new: usize) -> bool {
        let runs = &self.dataset().runs;
        let Ok(Some(Values::Text(ids))) = runs.values(&ColumnName::attribute("run_id")) else { return false };
        let known: BTreeSet<&str> = (0..first_new).filter_map(|row| ids.get(row)).collect();
        first_new < runs.rows() && (first_new..runs.rows()).all(|row| ids.get(row).is_some_and(|id| known.contains(id)))
    }
}
