use serde::{Deserialize, Serialize};

/// The kinds of plots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlotKind {
    /// A point a run, between two columns.
    Scatter,
    /// Every column against every other.
    ScatterMatrix,
    /// How the values of one column are spread.
    Histogram,
    /// A result in numbers: a bar a run, or one for each group of runs.
    Bar,
    /// The quartiles of each group of runs.
    Box,
    /// The share of runs up to each value.
    Edf,
    /// The results of runs in the order in which these began, and the best so far.
    OptimizationHistory,
    /// A column against each of several.
    Slice,
    /// What a column is, as a surface over two others.
    Contour,
    /// Where the best ranks of a column are, over two others.
    Rank,
    /// Which runs no other run beats in two results at once.
    Pareto,
    /// When runs began and ended.
    Timeline,
}

/// A part that a column plays in a plot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role {
    /// The word for links and the command line.
    pub word: &'static str,
    /// The word for people.
    pub label: &'static str,
    /// Which columns can play it.
    pub takes: Takes,
    /// How many columns play it at most.
    pub most: usize,
    /// Whether the plot is whole without it.
    pub optional: bool,
}

/// Which columns can play a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// All.
    Any,
    /// Numbers and moments.
    Numbers,
    /// Results: the metrics.
    Metrics,
}

const fn role(word: &'static str, label: &'static str, takes: Takes) -> Role {
    Role { word, label, takes, most: 1, optional: false }
}

impl Role {
    const fn many(self, most: usize) -> Self {
        Self { most, ..self }
    }

    const fn optional(self) -> Self {
        Self { optional: true, ..self }
    }
}

impl PlotKind {
    /// All kinds, in the order of menus.
    pub const ALL: [Self; 12] = [
        Self::ScatterMatrix,
        Self::Scatter,
        Self::Histogram,
        Self::Bar,
        Self::Box,
        Self::Edf,
        Self::OptimizationHistory,
        Self::Slice,
        Self::Contour,
        Self::Rank,
        Self::Pareto,
        Self::Timeline,
    ];

    /// The word for links and the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Scatter => "scatter",
            Self::ScatterMatrix => "scatter-matrix",
            Self::Histogram => "histogram",
            Self::Bar => "bar",
            Self::Box => "box",
            Self::Edf => "edf",
            Self::OptimizationHistory => "optimization-history",
            Self::Slice => "slice",
            Self::Contour => "contour",
            Self::Rank => "rank",
            Self::Pareto => "pareto",
            Self::Timeline => "timeline",
        }
    }

    /// The name for people, with which the description of a plot begins.
    pub fn title(self) -> &'static str {
        match self {
            Self::Scatter => "Scatter",
            Self::ScatterMatrix => "Scatter matrix",
            Self::Histogram => "Histogram",
            Self::Bar => "Bars",
            Self::Box => "Box plot",
            Self::Edf => "Distribution function",
            Self::OptimizationHistory => "Optimization history",
            Self::Slice => "Slice",
            Self::Contour => "Contour",
            Self::Rank => "Rank",
            Self::Pareto => "Pareto front",
            Self::Timeline => "Timeline",
        }
    }

    /// The parts that columns play in it.
    pub fn roles(self) -> &'static [Role] {
        const SCATTER: [Role; 3] =
            [role("x", "Across", Takes::Any), role("y", "Up", Takes::Any), role("size", "Size", Takes::Numbers).optional()];
        const MATRIX: [Role; 1] = [role("columns", "Columns", Takes::Any).many(8)];
        const HISTOGRAM: [Role; 2] = [role("x", "Values", Takes::Any), role("by", "Split by", Takes::Any).optional()];
        const BAR: [Role; 2] = [role("value", "Value", Takes::Metrics), role("by", "By", Takes::Any).optional()];
        const BOX: [Role; 2] = [role("value", "Value", Takes::Numbers), role("by", "By", Takes::Any)];
        const EDF: [Role; 2] = [role("target", "Target", Takes::Numbers), role("by", "Split by", Takes::Any).optional()];
        const TARGET: Role = role("target", "Target", Takes::Numbers);
        const OPTIMIZATION: [Role; 2] = [TARGET, role("order", "In the order of", Takes::Numbers).optional()];
        const SLICE: [Role; 2] = [TARGET, role("params", "Params", Takes::Any).many(12)];
        const SURFACE: [Role; 3] = [role("x", "Across", Takes::Any), role("y", "Up", Takes::Any), TARGET];
        const PARETO: [Role; 2] = [role("x", "Across", Takes::Numbers), role("y", "Up", Takes::Numbers)];
        const TIMELINE: [Role; 3] = [
            role("start", "Start", Takes::Numbers),
            role("end", "End", Takes::Numbers).optional(),
            role("status", "Status", Takes::Any).optional(),
        ];
        match self {
            Self::Scatter => &SCATTER,
            Self::ScatterMatrix => &MATRIX,
            Self::Histogram => &HISTOGRAM,
            Self::Bar => &BAR,
            Self::Box => &BOX,
            Self::Edf => &EDF,
            Self::OptimizationHistory => &OPTIMIZATION,
            Self::Slice => &SLICE,
            Self::Contour | Self::Rank => &SURFACE,
            Self::Pareto => &PARETO,
            Self::Timeline => &TIMELINE,
        }
    }

    /// Whether its colours are those of the column that colours all charts, and which the user may have chosen. Where they are not,
    /// [`super::PlotSpec::colour`] should be empty.
    pub fn has_page_colour(self, is_chosen: bool) -> bool {
        match self {
            Self::Slice | Self::Timeline => is_chosen,
            Self::Contour | Self::Rank | Self::Pareto => false,
            _ => true,
        }
    }
}
