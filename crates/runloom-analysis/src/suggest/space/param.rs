use std::fmt;

use runloom_table::ColumnName;

use super::super::ParamValue;

/// What is suggested for one param, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct SpaceParam {
    /// The param.
    pub name: ColumnName,
    /// The values to search over from here on.
    pub values: SpaceValues,
    /// When the param exists, where this depends on another one.
    pub only_when: Option<Condition>,
    /// How many of the best runs have the param; all of these lie within the suggested values, unless it is fixed or left out.
    pub best: usize,
    /// Its value in each of the best runs, the very best first; of very many best runs, in the first of them.
    pub of_best: Vec<Option<ParamValue>>,
    /// How many runs have it.
    pub runs: usize,
    /// How many of these lie within the suggested values.
    pub runs_within: usize,
    /// Why, in a sentence or two.
    pub reason: String,
}

/// The values of a param that are suggested.
#[derive(Clone, Debug, PartialEq)]
pub enum SpaceValues {
    /// Numbers from one end to the other, both included.
    Range {
        /// The smallest.
        low: f64,
        /// The largest.
        high: f64,
        /// Whether ratios matter rather than differences.
        log: bool,
        /// Whether whole numbers are meant.
        whole: bool,
        /// The smallest and the largest value tried so far.
        tried: (f64, f64),
        /// What was done at either end.
        ends: (End, End),
    },
    /// One of some values.
    Choices {
        /// These remain, in the order of the domain.
        kept: Vec<ParamValue>,
        /// These were tried often enough to be ruled out.
        left_out: Vec<ParamValue>,
    },
    /// Always this value, since the param does nothing that can be told from chance.
    Frozen(ParamValue),
    /// The param is no part of the space.
    LeftOut,
}

/// What was done at an end of a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It is the end of what was tried.
    Kept,
    /// It was drawn in towards the best runs.
    Narrowed,
    /// The best runs pile up at it, and so it was moved out.
    Widened,
    /// The best runs pile up at it, but values beyond make no sense.
    Limit,
}

impl End {
    /// The stable word for machines: `kept`, `narrowed`, `widened`, `limit`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Narrowed => "narrowed",
            Self::Widened => "widened",
            Self::Limit => "limit",
        }
    }
}

/// That a param exists only when another one has one of some values.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// The other param.
    pub name: ColumnName,
    /// Its values, in order.
    pub values: Vec<ParamValue>,
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values: Vec<String> = self.values.iter().map(ToString::to_string).collect();
        write!(f, "only used when {} is {}", self.name.key, values.join(" or "))
    }
}
