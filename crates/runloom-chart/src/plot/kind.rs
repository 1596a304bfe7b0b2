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
    pub const ALL: [Self; 6] = [Self::ScatterMatrix, Self::Scatter, Self::Histogram, Self::Bar, Self::Box, Self::Edf];

    /// The word for links and the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Scatter => "scatter",
            Self::ScatterMatrix => "scatter-matrix",
            Self::Histogram => "histogram",
            Self::Bar => "bar",
            Self::Box => "box",
            Self::Edf => "edf",
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
        match self {
            Self::Scatter => &SCATTER,
            Self::ScatterMatrix => &MATRIX,
            Self::Histogram => &HISTOGRAM,
            Self::Bar => &BAR,
            Self::Box => &BOX,
            Self::Edf => &EDF,
        }
    }
}
