use runloom_table::ColumnKind;
use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::{
    BandsName, ColourScaleName, GoalName, HistorySettings, ImportanceSettings, LinesName, PlotArea, PlotSettings, StatisticName,
};

/// What the user wants to be different.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Tsify)]
#[tsify(missing_as_null)]
#[expect(missing_docs, reason = "the fields are described with their variant")]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Intent {
    /// The text of the filter.
    Filter { text: String },
    /// Sort by a column; `add` keeps the other keys. No direction takes the column out of the order.
    Sort { column: String, direction: Option<SortDirection>, add: bool },
    /// Group the runs by columns, as the query language names them; no text ends it.
    Group { text: String },
    /// Group the runs by columns, given by their full names; none ends it.
    GroupBy { columns: Vec<String> },
    /// What stands for a group.
    GroupStatistic { statistic: StatisticName },
    /// What makes a run the best of its group; no column leaves it to the page.
    GroupBest { column: Option<String>, goal: GoalName },
    /// What a line of a chart stands for.
    Lines { lines: LinesName },
    /// Show the runs of the group in a row of the table, or hide them.
    Expand { position: usize, on: bool },
    /// Show the runs of all groups, or of none.
    ExpandAll { on: bool },
    /// Take a column out of the table.
    Hide { column: String },
    /// Put a column back into the table.
    Show { column: String },
    /// Put every hidden column back.
    ShowAll,
    /// Keep a column at the left edge.
    Pin { column: String, pinned: bool },
    /// Put a column before another, or last.
    MoveColumn { column: String, before: Option<String> },
    /// Give a column a width.
    ResizeColumn {
        column: String,
        #[serde(rename = "width_px")]
        width_px: f64,
    },
    /// Fold the columns away that are the same in every run.
    OnlyDiffering { on: bool },
    /// Say what a column really is.
    TreatAs { column: String, kind: ColumnKindName },
    /// Choose runs by the rows of the table that they stand in; a group stands for all of its runs.
    Select { positions: Vec<u32>, mode: SelectMode },
    /// Choose every run from one position to another, both included.
    SelectRange { from: u32, to: u32 },
    /// Choose every matching run.
    SelectAll,
    /// Choose no run.
    ClearSelection,
    /// Brush an axis between two heights of the last picture; `interval` replaces that one, otherwise one is added.
    BrushPx {
        axis: usize,
        #[serde(rename = "from_px")]
        from_px: f64,
        #[serde(rename = "to_px")]
        to_px: f64,
        interval: Option<usize>,
    },
    /// Brush an axis as it is typed: `0.1..0.5`, `>= 3`, `=rbf|linear`, `missing`; `interval` replaces that one, otherwise one is added.
    TypeBrush { axis: usize, text: String, interval: Option<usize> },
    /// Move a brush, or one edge of it, by steps of one fiftieth of the axis (one category on a category axis).
    NudgeBrush { axis: usize, interval: usize, edge: BrushEdge, steps: i32 },
    /// Brush one of the lanes below an axis.
    BrushLane { axis: usize, lane: Lane, on: bool },
    /// Take one interval or lane of an axis away, or all of them.
    ClearBrush { axis: String, interval: Option<usize>, lane: Option<Lane> },
    /// Take every brush away.
    ClearBrushes,
    /// Turn the brushes of an axis, or without an axis all brushes, into clauses behind the filter. All that is brushed on one axis goes
    /// together, whichever interval or lane is named: alone it would keep other runs.
    BrushToFilter { axis: Option<String>, interval: Option<usize>, lane: Option<Lane> },
    /// Turn all brushes into one clause behind the filter that keeps every run but the brushed ones.
    ExcludeBrushed,
    /// Turn a clause of the filter into a brush of its axis, which is added to the axes if need be.
    ClauseToBrush { clause: usize },
    /// Show these axes.
    SetAxes { columns: Vec<String> },
    /// Add an axis before another, or last.
    AddAxis { column: String, before: Option<usize> },
    /// Remove an axis with its brushes.
    RemoveAxis { axis: usize },
    /// Put an axis back that was removed, where it was.
    RestoreAxis { column: String },
    /// Leave the axes to the page; brushes stay.
    ProposeAxes,
    /// Move an axis to another place.
    MoveAxis { axis: usize, to: usize },
    /// Turn an axis upside down.
    InvertAxis { axis: usize },
    /// Change the scale of an axis.
    ScaleAxis { axis: usize, scale: ScaleName },
    /// Colour the runs by a column; `null` leaves the choice to the page.
    Colour { column: Option<String> },
    /// How the numbers of the column that colours the runs become colours; `centre` is where a centred scale has its middle, `null` the median.
    ColourScale { scale: ColourScaleName, centre: Option<f64> },
    /// Give runs no colours of their own.
    NoColour,
    /// How the lines of the parallel coordinates are drawn.
    Draw { curves: bool, bands: Option<BandsName> },
    /// What a plot shows.
    Plot { panel: String, settings: PlotSettings },
    /// Brushes the columns of the cell of a plot that a rectangle was dragged open in.
    BrushCell { panel: String, area: PlotArea },
    /// Brushes what a bar or box of a plot stands for.
    BrushPart { panel: String, part: usize },
    /// Which panels the page shows, from top to bottom; `null` leaves the choice to the page.
    Panels { panels: Option<Vec<String>> },
    /// Call a panel otherwise; no text gives it the name of its kind back.
    Title { panel: String, title: String },
    /// Where panels stand: columns from the left, rows from the top, width, height. The places of all others are left to the page.
    Arrange { places: Vec<(String, [u32; 4])> },
    /// What the metric history shows.
    History { settings: HistorySettings },
    /// What is asked about the importance of params.
    Importance { settings: ImportanceSettings },
    /// Brush what is suggested for a param, or take its brushes away.
    BrushSuggested { column: String },
    /// Colour the runs by a param and put the axes of params in the order of their importance.
    AxesByImportance { column: String },
    /// Light, dark, or as the system says.
    Theme { theme: ThemeName },
    /// Take everything but the sources from a URL fragment.
    Restore { fragment: String },
}

/// The direction of a sort key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum SortDirection {
    /// Smallest first.
    Asc,
    /// Largest first.
    Desc,
}

/// How positions change the choice of runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum SelectMode {
    /// Only these.
    Set,
    /// These too.
    Add,
    /// Not these.
    Remove,
    /// Turned round.
    Toggle,
}

/// Which part of a brush moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum BrushEdge {
    /// The lower end on the screen.
    Low,
    /// The upper end on the screen.
    High,
    /// The whole brush.
    Both,
}

/// Where runs go that have no place on an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum Lane {
    /// Runs without a value.
    Missing,
    /// Runs whose value is NaN.
    Nan,
}

/// [`ColumnKind`] as the page names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum ColumnKindName {
    /// A fact about every run.
    Attribute,
    /// An input.
    Param,
    /// A result.
    Metric,
    /// A note.
    Tag,
}

impl From<ColumnKind> for ColumnKindName {
    fn from(kind: ColumnKind) -> Self {
        match kind {
            ColumnKind::Attribute => Self::Attribute,
            ColumnKind::Param => Self::Param,
            ColumnKind::Metric => Self::Metric,
            ColumnKind::Tag => Self::Tag,
        }
    }
}

impl From<ColumnKindName> for ColumnKind {
    fn from(kind: ColumnKindName) -> Self {
        match kind {
            ColumnKindName::Attribute => Self::Attribute,
            ColumnKindName::Param => Self::Param,
            ColumnKindName::Metric => Self::Metric,
            ColumnKindName::Tag => Self::Tag,
        }
    }
}

/// The scales an axis can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum ScaleName {
    /// Equal distances for equal differences.
    Linear,
    /// Equal distances for equal ratios.
    Log,
    /// Equal distances for equal numbers of runs.
    Quantile,
    /// One place for each value.
    Category,
    /// Linear, labelled as time.
    Time,
}

/// The colours of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum ThemeName {
    /// As the system says.
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}
