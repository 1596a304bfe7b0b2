use std::fmt;
use std::ops::Range;

use bytes::Bytes;
use runloom_table::{ColumnName, Values, sorted};

use super::{Workspace, combine};
use crate::format::parquet::ParquetLoad;
use crate::opened::Content;
use crate::runs::RunColumns;
use crate::{SourceError, SourceId, Step};

/// Bytes of one of several sources.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRange {
    /// The source.
    pub source: SourceId,
    /// Its bytes.
    pub range: Range<u64>,
}

/// A source whose values could not be loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError {
    /// The source.
    pub source: SourceId,
    /// What is wrong.
    pub error: SourceError,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for LoadError {}

/// Loads columns of a [`Workspace`]; see [`Workspace::load`].
#[derive(Debug)]
pub struct WorkspaceLoad {
    jobs: Vec<Job>,
    current: usize,
}

/// The columns of one source that are being read.
#[derive(Debug)]
struct Job {
    source: SourceId,
    /// The places in the source's mapping that are wanted.
    wanted: Vec<usize>,
    load: Option<ParquetLoad>,
    values: Vec<(usize, Values)>,
}

impl Workspace {
    /// A task that loads the values of those of the columns that have none yet, and of run ids where there is a history to link.
    /// Names without a column are ignored.
    pub fn load(&self, columns: &[ColumnName]) -> WorkspaceLoad {
        let run_id = ColumnName::attribute("run_id");
        let ids = (!self.linked).then_some(&run_id);
        let mut jobs: Vec<Job> =
            self.sources.iter().map(|(id, _)| Job { source: *id, wanted: Vec::new(), load: None, values: Vec::new() }).collect();
        for name in columns.iter().chain(ids) {
            let Some(position) = self.dataset.runs.position(name) else { continue };
            if self.dataset.runs.columns().get(position).is_none_or(runloom_table::Column::is_loaded) {
                continue;
            }
            for cell in self.cells.get(position).into_iter().flatten() {
                if let Some(job) = jobs.iter_mut().find(|job| job.source == cell.source) {
                    job.wanted.push(cell.place);
                }
            }
        }
        for (job, (_, source)) in jobs.iter_mut().zip(&self.sources) {
            let Content::Runs(runs) = &source.content else { continue };
            let Some(file) = &runs.parquet else { continue };
            let lacking = job.wanted.iter().flat_map(|&place| runs.lacking(place)).collect();
            let mut lacking: Vec<usize> = sorted(lacking, &mut usize::cmp);
            lacking.dedup();
            if !lacking.is_empty() {
                job.load = Some(ParquetLoad::new(file, &lacking));
            }
        }
        jobs.retain(|job| !job.wanted.is_empty());
        WorkspaceLoad { jobs, current: 0 }
    }

    /// Puts the values of a finished task into the data set and returns the names of the columns that have values now and had none before.
    /// Sources that were removed meanwhile are left out.
    pub fn finish(&mut self, load: WorkspaceLoad) -> Vec<ColumnName> {
        let mut touched = Vec::new();
        for job in load.jobs {
            let source = self.sources.iter_mut().find(|(id, _)| *id == job.source);
            if let Some((_, source)) = source
                && let Content::Runs(runs) = &mut source.content
            {
                runs.take(job.values, &job.wanted);
                touched.push(job.source);
            }
        }
        let runs: Vec<(SourceId, &str, &RunColumns)> = self
            .sources
            .iter()
            .filter_map(|(id, source)| match &source.content {
                Content::Runs(runs) => Some((*id, source.name(), runs.as_ref())),
                Content::History(_) => None,
            })
            .collect();
        let mut loaded = Vec::new();
        for (position, cells) in self.cells.iter().enumerate() {
            let Some(column) = self.dataset.runs.columns().get(position) else { continue };
            if column.is_loaded() || !cells.iter().any(|cell| touched.contains(&cell.source)) {
                continue;
            }
            if !combine::is_ready(&runs, cells) {
                continue;
            }
            let name = column.name().clone();
            let joined = combine::joined(&runs, &name, cells, &mut self.dataset.warnings);
            if let (Ok(values), Some(column)) = (joined.values(), self.dataset.runs.column_mut(&name)) {
                column.load(values.clone());
                loaded.push(name);
            }
        }
        if loaded.contains(&ColumnName::attribute("run_id")) {
            for (_, name, runs) in &runs {
                combine::warn_of_repeated_ids(name, runs, &mut self.dataset.warnings);
            }
        }
        if !self.linked {
            self.linked = combine::link(&self.sources, &mut self.dataset);
        }
        loaded
    }
}

impl WorkspaceLoad {
    /// Does the next piece of work.
    ///
    /// # Errors
    /// When the values of a source cannot be decoded. Give the task up then; the workspace stays as it was.
    pub fn step(&mut self) -> Result<Step<(), SourceRange>, LoadError> {
        while let Some(job) = self.jobs.get_mut(self.current) {
            let source = job.source;
            let Some(load) = &mut job.load else {
                self.current += 1;
                continue;
            };
            match load.step().map_err(|error| LoadError { source, error })? {
                Step::Need(ranges) => {
                    return Ok(Step::Need(ranges.into_iter().map(|range| SourceRange { source, range }).collect()));
                }
                Step::Working(progress) => return Ok(Step::Working(progress)),
                Step::Done(values) => {
                    job.values = values;
                    job.load = None;
                    self.current += 1;
                }
            }
        }
        Ok(Step::Done(()))
    }

    /// Gives the task bytes that it needs.
    pub fn push(&mut self, source: SourceId, range: Range<u64>, bytes: Bytes) {
        let job = self.jobs.iter_mut().find(|job| job.source == source);
        if let Some(load) = job.and_then(|job| job.load.as_mut()) {
            load.push(range, bytes);
        }
    }
}
