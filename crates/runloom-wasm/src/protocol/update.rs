use runloom_table::ValueType;
use serde::{Deserialize, Serialize};
use tsify::{Ts, Tsify};
use wasm_bindgen::JsValue;

use super::{ColumnKindName, Drawing, FilterClause, Grouping, Lane, ScaleName, SortDirection, ThemeName};

/// The state of everything after an intent was carried out.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct Update {
    /// Grows with every change; an answer of an older generation is out of date.
    pub generation: u32,
    /// All runs that are open.
    pub total: usize,
    /// Runs that the filter and the brushes keep.
    pub matching: usize,
    /// Chosen runs.
    pub selected: usize,
    /// What the controls show.
    pub view: ViewInfo,
    /// The whole view as a URL fragment, without `#`.
    pub fragment: String,
    /// What is wrong with the filter; the counts are then those of the last good one.
    pub diagnostics: Vec<FilterProblem>,
    /// The clauses of the filter in force and how many runs each keeps; none where the text is another, or holds very many.
    pub clauses: Vec<FilterClause>,
    /// How runs are grouped.
    pub grouping: Grouping,
    /// The columns of the table; `null` where they are as in the last update.
    pub grid: Option<Grid>,
    /// Every column there is, for pickers; `null` where they are as in the last update.
    pub columns: Option<Vec<ColumnInfo>>,
    /// The brushes in words.
    pub chips: Vec<BrushChip>,
    /// Why the last intent about brushes did nothing, if it did nothing.
    pub brush_problem: Option<String>,
    /// What is open.
    pub sources: Vec<SourceInfo>,
    /// What the reader of the page should know.
    pub warnings: Vec<String>,
}

/// What the controls show.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct ViewInfo {
    /// The text of the filter, right or wrong.
    pub filter: String,
    /// The theme.
    pub theme: ThemeName,
    /// The column that colours the lines.
    pub colour: Option<String>,
    /// Whether constant columns are folded away.
    pub only_differing: bool,
    /// How the runs are drawn.
    pub drawing: Drawing,
    /// The axes of the parallel coordinates, left to right.
    pub axes: Vec<AxisChoice>,
    /// The panels of the page, from top to bottom.
    pub panels: Vec<PanelInfo>,
    /// The first of each kind of panels that there is something to show in.
    pub possible_panels: Vec<PanelInfo>,
}

/// A part of the page.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct PanelInfo {
    /// `parallel`, `scatter-2`.
    pub name: String,
    /// What it shows, in words.
    pub kind: String,
    /// What it is called; the same unless the user named it.
    pub title: String,
    /// Columns from the left, rows from the top, width, height; `null` where the page decides.
    pub place: Option<[u32; 4]>,
    /// What shows it.
    #[serde(rename = "shownBy")]
    pub shown_by: PanelShownBy,
}

/// The elements of the page that show panels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum PanelShownBy {
    /// Parallel coordinates.
    Parallel,
    /// A plot of any kind.
    Plot,
    /// The importance of params.
    Importance,
    /// What to try next.
    Suggest,
    /// The metric history.
    History,
    /// The runs table.
    Table,
}

/// One axis.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct AxisChoice {
    /// The full name of its column.
    pub column: String,
    /// The scale the user chose, if any.
    pub scale: Option<ScaleName>,
    /// Whether it is upside down.
    pub inverted: bool,
}

/// One thing that is wrong with the filter. Offsets count UTF-16 units, as JavaScript does.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct FilterProblem {
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Whether it is only worth knowing: the filter works.
    pub advice: bool,
    /// A change that mends it.
    pub fix: Option<FilterFix>,
}

/// A change to the filter that mends a problem.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct FilterFix {
    /// Where the replaced text starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What goes there.
    pub text: String,
}

/// The columns of the table.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct Grid {
    /// The column that names the runs: the first of the table, whatever else is shown.
    pub name: GridColumn,
    /// Left to right; pinned ones first.
    pub columns: Vec<GridColumn>,
    /// How many were folded away because all runs agree.
    pub folded_constant: usize,
    /// How many the user hid.
    pub hidden: usize,
}

/// One column of the table.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct GridColumn {
    /// Its full name.
    pub name: String,
    /// Its key.
    pub key: String,
    /// Its kind.
    pub kind: ColumnKindName,
    /// What its values mean; `null` until they are loaded.
    pub value_type: Option<ValueTypeName>,
    /// Whether numbers should be set right-aligned.
    pub numeric: bool,
    /// Whether it stays at the left edge.
    pub pinned: bool,
    /// The width the user gave it.
    #[serde(rename = "width_px")]
    pub width_px: Option<f64>,
    /// The direction it is sorted in.
    pub sort: Option<SortDirection>,
    /// Its rank among several sort keys, from 1.
    pub sort_rank: Option<usize>,
}

/// One column, for pickers.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct ColumnInfo {
    /// Its full name.
    pub name: String,
    /// Its key.
    pub key: String,
    /// Its kind.
    pub kind: ColumnKindName,
    /// What its values mean; `null` until they are loaded.
    pub value_type: Option<ValueTypeName>,
    /// Whether any two runs differ; `null` if not known yet.
    pub differs: Option<bool>,
    /// How many runs have no value; `null` if not known yet.
    pub missing: Option<usize>,
    /// Whether the user hid it.
    pub hidden: bool,
}

/// One brush in words.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct BrushChip {
    /// The full name of the axis' column.
    pub axis: String,
    /// `max_depth 6 – 7`.
    pub label: String,
    /// Which interval of the axis, if it is one.
    pub interval: Option<usize>,
    /// Which lane below the axis, if it is one.
    pub lane: Option<Lane>,
}

/// One open source.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct SourceInfo {
    /// Its number, for closing it.
    pub id: u32,
    /// The file name.
    pub name: String,
    /// What it is, in words.
    pub kind: String,
    /// How many runs it holds.
    pub runs: usize,
    /// How many logged points it holds.
    pub history_points: usize,
    /// Its size.
    pub bytes: f64,
    /// Where it came from, if from a URL.
    pub url: Option<String>,
    /// What its reader should know.
    pub warnings: Vec<String>,
}

/// [`ValueType`] as the page names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum ValueTypeName {
    /// Numbers with fractions.
    Real,
    /// Whole numbers.
    Integer,
    /// Truth values.
    Boolean,
    /// Moments.
    Time,
    /// Names.
    Category,
}

impl From<ValueType> for ValueTypeName {
    fn from(value: ValueType) -> Self {
        match value {
            ValueType::Real => Self::Real,
            ValueType::Integer => Self::Integer,
            ValueType::Boolean => Self::Boolean,
            ValueType::Time => Self::Time,
            ValueType::Category => Self::Category,
        }
    }
}

/// Why something did not work. What was open stays open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Tsify)]
#[tsify(missing_as_null)]
pub struct EngineError {
    /// What failed.
    pub what: String,
    /// In which source, and where in it.
    #[serde(rename = "where")]
    pub place: String,
    /// The reason.
    pub why: String,
    /// What to do.
    pub hint: String,
}

/// How far long work is.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct Progress {
    /// The source.
    pub source: String,
    /// `reading` or `decoding`.
    pub phase: String,
    /// How much is done.
    pub done: f64,
    /// How much there is.
    pub total: f64,
    /// `bytes` or `rows`.
    pub unit: String,
}

impl EngineError {
    /// The error as JavaScript throws it.
    pub(crate) fn to_js(&self) -> JsValue {
        Ts::from_rust(self).map_or_else(|error| JsValue::from_str(&error.to_string()), JsValue::from)
    }
}
