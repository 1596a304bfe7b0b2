//! All open sources as one data set.

mod combine;
mod load;
mod union;

use std::collections::BTreeMap;

use runloom_table::{ColumnKind, ColumnName, Dataset};

pub use load::{LoadError, SourceRange, WorkspaceLoad};

use crate::opened::Content;
use crate::{OpenedSource, SourceId};
pub(crate) use union::{Stretch, concatenate};

use combine::{Cell, Combined};

/// All open sources as one data set: the union of their columns over the concatenation of their runs, in the order of opening.
///
/// Histories are linked to runs by id. While run ids are not loaded, [`Dataset::history`] is empty; every [`Workspace::load`] loads them where there
/// is a history to link.
#[derive(Debug, Default)]
pub struct Workspace {
    sources: Vec<(SourceId, OpenedSource)>,
    next_id: u32,
    corrections: BTreeMap<ColumnName, ColumnKind>,
    dataset: Dataset,
    /// For each column of the data set, the columns of sources that it consists of.
    cells: Vec<Vec<Cell>>,
    linked: bool,
}

impl Workspace {
    /// Adds a source after those that are open. What is loaded stays loaded.
    pub fn add(&mut self, source: OpenedSource) -> SourceId {
        let id = SourceId(self.next_id);
        self.next_id += 1;
        self.sources.push((id, source));
        self.rebuild();
        id
    }

    /// Closes a source. Says whether it was open.
    pub fn remove(&mut self, id: SourceId) -> bool {
        let before = self.sources.len();
        self.sources.retain(|(other, _)| *other != id);
        let removed = self.sources.len() != before;
        if removed {
            self.rebuild();
        }
        removed
    }

    /// All runs of all sources. Columns that are not loaded have a name and a summary.
    pub fn dataset(&self) -> &Dataset {
        &self.dataset
    }

    /// The open sources, in the order of opening.
    pub fn sources(&self) -> impl Iterator<Item = (SourceId, &OpenedSource)> {
        self.sources.iter().map(|(id, source)| (*id, source))
    }

    /// The names of the sources that the runs come from: those of runs, or of histories where there are no others.
    pub fn run_sources(&self) -> impl Iterator<Item = &str> {
        let is_history = |source: &OpenedSource| matches!(source.content, Content::History(_));
        let only_histories = self.sources.iter().all(|(_, source)| is_history(source));
        self.sources.iter().filter(move |(_, source)| only_histories || !is_history(source)).map(|(_, source)| source.name())
    }

    /// How many runs were left out because their tracker marks them deleted.
    pub fn deleted_runs(&self) -> usize {
        self.sources.iter().map(|(_, source)| source.deleted_runs()).sum()
    }

    /// How many logged points the sources hold, linked to runs or not yet.
    pub fn history_points(&self) -> usize {
        self.sources.iter().map(|(_, source)| source.history_points()).sum()
    }

    /// Whether there are histories that the next [`Workspace::load`] will link to runs, even one of no column.
    pub fn awaits_histories(&self) -> bool {
        !self.linked
    }

    /// Corrects the classification of a column, named as it is now or as it was classified first. Returns its name from now on, or `None` where
    /// there is no such column. Corrections outlive the sources that they were made for.
    pub fn treat_as(&mut self, column: &ColumnName, kind: ColumnKind) -> Option<ColumnName> {
        let (first, place) = self.find(column)?;
        if first.kind == kind {
            self.corrections.remove(&first);
        } else {
            self.corrections.insert(first, kind);
        }
        self.rebuild();
        let position = self.cells.iter().position(|cells| cells.contains(&place))?;
        self.dataset.runs.columns().get(position).map(|column| column.name().clone())
    }

    /// The name under which a column was classified first, and one place that it comes from.
    fn find(&self, column: &ColumnName) -> Option<(ColumnName, Cell)> {
        let mapped_name = |cell: &Cell| match self.content(cell.source)? {
            Content::Runs(runs) => runs.mapping.columns.get(cell.place).map(|mapped| mapped.name.clone()),
            Content::History(_) => None,
        };
        let now = self.dataset.runs.position(column).and_then(|position| self.cells.get(position)?.first().copied());
        now.and_then(|cell| Some((mapped_name(&cell)?, cell))).or_else(|| {
            let cells = self.cells.iter().flatten();
            cells.filter_map(|cell| Some((mapped_name(cell)?, *cell))).find(|(name, _)| name == column)
        })
    }

    fn content(&self, id: SourceId) -> Option<&Content> {
        self.sources.iter().find(|(other, _)| *other == id).map(|(_, source)| &source.content)
    }

    fn rebuild(&mut self) {
        let Combined { dataset, cells, linked } = combine::combine(&self.sources, &self.corrections);
        self.dataset = dataset;
        self.cells = cells;
        self.linked = linked;
    }
}
