//! The state behind a page: open sources, the view, what it selects, and the last picture. Runs natively too.
//!
//! An intent changes the view ([`Session::apply`]); [`Session::columns_for_view`] says what has to be loaded for it; once that is
//! loaded, [`Session::evaluate`] answers. Rows and pictures are asked for in the same two steps.

mod answering;
mod brush;
mod brush_of_clause;
mod chart;
mod clause_of_brush;
mod clauses;
mod dashboard;
mod drawing;
mod editor;
mod evaluate;
mod exclude;
mod export;
mod filter;
mod format;
mod grid;
mod group_cells;
mod groups;
mod history;
mod importance;
mod intent;
mod lanes;
mod link;
mod panels;
mod plots;
mod report;
mod report_text;
mod run_groups;
mod selection;
mod suggest;
mod typed_brush;
mod update;

use std::cell::OnceCell;
use std::collections::BTreeMap;

use runloom_chart::{AxisSpec, GroupLines, ParallelChart, SuggestWork};
use runloom_query::RowPlaces;
use runloom_report::{AxisView, SourceRef, View};
use runloom_source::{OpenedSource, SourceId, Workspace, WorkspaceLoad};
use runloom_table::{ColumnName, Dataset, RowMask, RunTable};

use crate::protocol::{ColumnInfo, Grid};
use answering::Answering;
use clauses::Clause;
use filter::FilterState;
use format::NumberFormats;
use groups::GroupState;
use history::HistoryState;
use importance::ImportanceState;
use plots::Plots;

/// The state behind a page.
#[derive(Debug, Default)]
pub struct Session {
    workspace: Workspace,
    urls: BTreeMap<SourceId, String>,
    view: View,
    generation: u32,
    filter: FilterState,
    kept: Kept,
    selection: RowMask,
    /// The axes that the chart proposes, and the data that they belong to.
    proposed: Option<(u32, Vec<ColumnName>)>,
    /// Axes that were taken away, with the place that each had; the last one is the latest.
    dropped: Vec<(usize, AxisView)>,
    /// Why the last intent about brushes did nothing.
    brush_problem: Option<String>,
    formats: NumberFormats,
    chart: Option<ParallelChart>,
    /// What the lines of the chart stand for, where that is groups.
    group_lines: Option<GroupLines>,
    groups: GroupState,
    history: HistoryState,
    importance: ImportanceState,
    suggest: Answering<SuggestWork>,
    /// Whether the runs look like a search over params, and the data that this belongs to.
    sweep: Option<(u32, bool)>,
    plots: Plots,
    /// Grows whenever runs may have other colours.
    colours: u32,
    sent: Sent,
}

/// Which runs the view keeps, and what that was computed from.
#[derive(Debug, Default)]
struct Kept {
    /// The filter and the data that `in_filter` belongs to.
    filter_key: Option<(String, u32)>,
    /// The order and the data that `sorted` belongs to.
    order_key: Option<(Vec<String>, u32)>,
    /// Runs that the filter keeps.
    in_filter: RowMask,
    /// The clauses of that filter.
    clauses: Vec<Clause>,
    /// All runs in order, whatever the filter. Found when it is first asked for, which before the table is scrolled is seldom.
    sorted: OnceCell<Vec<u32>>,
    /// Where each run stands in order, roughly. Found when a run's place among many is first asked for.
    places: OnceCell<RowPlaces>,
    /// Runs that filter and brushes keep.
    matching: RowMask,
    /// Those runs in order: what a position counts in. Found when it is first asked for, which while brushing is seldom.
    order: OnceCell<Vec<u32>>,
    /// The first of them: what the table shows before it is scrolled.
    first: OnceCell<Vec<u32>>,
    /// The runs inside the brushes of each brushed axis, and the data that they belong to.
    brushed: (u32, Vec<(AxisSpec, RowMask)>),
    /// The ids that the selection was last read from, and the data they belong to.
    selection_key: Option<(Vec<String>, u32)>,
    /// Grows when sources or the kinds of columns change.
    data_version: u32,
}

/// What the page was last told and need not be told again.
#[derive(Debug, Default)]
struct Sent {
    grid: Option<Grid>,
    columns: Option<Vec<ColumnInfo>>,
}

impl Session {
    /// How many runs are open.
    pub fn total(&self) -> usize {
        self.runs().rows()
    }

    /// Everything that is open.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// The whole view.
    pub fn view(&self) -> &View {
        &self.view
    }

    /// Adds a source, which came from `url` if it has one.
    pub fn add(&mut self, source: OpenedSource, url: Option<String>) -> SourceId {
        let id = self.workspace.add(source);
        if let Some(url) = url {
            self.urls.insert(id, url);
        }
        self.sources_changed();
        id
    }

    /// Closes a source.
    pub fn remove(&mut self, id: SourceId) {
        self.workspace.remove(id);
        self.urls.remove(&id);
        self.sources_changed();
    }

    /// Puts loaded columns in place.
    pub fn finish_load(&mut self, load: WorkspaceLoad) {
        self.workspace.finish(load);
    }

    fn sources_changed(&mut self) {
        let kinds = self.view.treat_as.clone();
        for (column, kind) in &kinds {
            self.workspace.treat_as(column, *kind);
        }
        let sources = self.workspace.sources();
        self.view.sources = sources
            .map(|(id, source)| match self.urls.get(&id) {
                Some(url) => SourceRef::Url(url.clone()),
                None => SourceRef::File(source.name().to_owned()),
            })
            .collect();
        self.data_changed();
        self.selection = RowMask::none(self.total());
    }

    fn data_changed(&mut self) {
        self.kept.data_version += 1;
        self.formats = NumberFormats::default();
        self.chart = None;
        self.group_lines = None;
        self.history = HistoryState::default();
        self.importance = ImportanceState::default();
        self.suggest = Answering::default();
        self.plots.clear();
    }

    fn dataset(&self) -> &Dataset {
        self.workspace.dataset()
    }

    fn runs(&self) -> &RunTable {
        &self.dataset().runs
    }
}
