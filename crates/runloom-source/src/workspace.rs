use std::ops::Range;

use bytes::Bytes;
use runloom_table::{ColumnKind, ColumnName, Dataset};

use crate::{OpenedSource, SourceError, SourceId, Step};

/// All open sources as one data set: the union of their columns over the concatenation of their runs, in the order of opening.
#[derive(Debug, Default)]
pub struct Workspace {
    sources: Vec<(SourceId, OpenedSource)>,
    next_id: u32,
    dataset: Dataset,
}

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

impl Workspace {
    /// Adds a source after those that are open. What is loaded stays loaded.
    pub fn add(&mut self, source: OpenedSource) -> SourceId {
        let id = SourceId(self.next_id);
        self.next_id += 1;
        self.sources.push((id, source));
        id
    }

    /// Closes a source. Says whether it was open.
    pub fn remove(&mut self, id: SourceId) -> bool {
        let before = self.sources.len();
        self.sources.retain(|(other, _)| *other != id);
        self.sources.len() != before
    }

    /// All runs of all sources. Columns that are not loaded have a name and a summary.
    pub fn dataset(&self) -> &Dataset {
        &self.dataset
    }

    /// The open sources, in the order of opening.
    pub fn sources(&self) -> impl Iterator<Item = (SourceId, &OpenedSource)> {
        self.sources.iter().map(|(id, source)| (*id, source))
    }

    /// How many runs were left out because their tracker marks them deleted.
    pub fn deleted_runs(&self) -> usize {
        self.sources.iter().map(|(_, source)| source.deleted_runs()).sum()
    }

    /// Corrects the classification of a column, named as it is now or as it was classified first. Returns its name from now on, or `None` where
    /// there is no such column. The column may have to be loaded again. Corrections outlive the sources they were made for.
    pub fn treat_as(&mut self, column: &ColumnName, kind: ColumnKind) -> Option<ColumnName> {
        let _ = (column, kind);
        None
    }

    /// A task that loads the values of those of the columns that have none yet, and links histories to runs if that is still to be done.
    /// Names without a column are ignored.
    pub fn load(&self, columns: &[ColumnName]) -> WorkspaceLoad {
        let _ = columns;
        WorkspaceLoad {}
    }

    /// Puts the values of a finished task into the data set and returns the names of the columns that have values now and had none before.
    /// Sources that were removed meanwhile are left out.
    pub fn finish(&mut self, load: WorkspaceLoad) -> Vec<ColumnName> {
        let _ = load;
        Vec::new()
    }
}

/// Loads columns of a [`Workspace`]; see [`Workspace::load`].
#[derive(Debug)]
pub struct WorkspaceLoad {}

impl WorkspaceLoad {
    /// Does the next piece of work.
    ///
    /// # Errors
    /// When the values of a source cannot be decoded. Give the task up then; the workspace stays as it was.
    pub fn step(&mut self) -> Result<Step<(), SourceRange>, LoadError> {
        Ok(Step::Done(()))
    }

    /// Gives the task bytes that it needs.
    pub fn push(&mut self, source: SourceId, range: Range<u64>, bytes: Bytes) {
        let _ = (source, range, bytes);
    }
}
