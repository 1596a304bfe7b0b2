use std::fmt;

use runloom_table::{ColumnName, ValueType};
use serde::{Deserialize, Serialize};

use crate::ScaleKind;

/// One axis and its brushes.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisSpec {
    /// The column.
    pub column: ColumnName,
    /// How values become places; `None` infers it from the values.
    pub scale: Option<ScaleKind>,
    /// Whether the largest value stands at the bottom.
    pub inverted: bool,
    /// What is brushed. A run matches when any of them holds its value.
    pub intervals: Vec<Interval>,
    /// Whether runs without a value are brushed.
    pub missing: bool,
    /// Whether runs whose value is NaN are brushed.
    pub nan: bool,
}

/// What one brush holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Interval {
    /// Numbers in the units of the data (times: milliseconds since 1970), both ends included. The ends may be infinite or lie beyond the axis.
    Numbers {
        /// The smallest number held.
        low: f64,
        /// The largest number held.
        high: f64,
    },
    /// Categories, by the exact text of the cell.
    Categories(Vec<String>),
}

impl AxisSpec {
    /// An axis with an inferred scale and no brush.
    pub fn new(column: ColumnName) -> Self {
        Self { column, scale: None, inverted: false, intervals: Vec::new(), missing: false, nan: false }
    }

    /// Whether anything is brushed here.
    pub fn is_brushed(&self) -> bool {
        self.missing || self.nan || !self.intervals.is_empty()
    }

    /// Whether the values of a column of this type are told apart by name here, and not by their numbers.
    pub(crate) fn is_by_name(&self, value_type: ValueType) -> bool {
        match self.scale {
            Some(scale) => scale == ScaleKind::Category,
            None => !value_type.is_numeric(),
        }
    }
}

impl Interval {
    /// Whether the number lies between the ends.
    pub fn holds_number(&self, number: f64) -> bool {
        match self {
            Self::Numbers { low, high } => *low <= number && number <= *high,
            Self::Categories(_) => false,
        }
    }

    /// Whether the category is one of those held.
    pub fn holds_category(&self, text: &str) -> bool {
        match self {
            Self::Numbers { .. } => false,
            Self::Categories(categories) => categories.iter().any(|category| category == text),
        }
    }
}

impl fmt::Display for Interval {
    /// The exact ends or categories; [`crate::interval_words`] says it more briefly.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Numbers { low, high } => write!(f, "{low} – {high}"),
            Self::Categories(categories) => f.write_str(&categories.join(", ")),
        }
    }
}
