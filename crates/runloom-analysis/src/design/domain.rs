/// The values that a param may take: as a search space declares them, or as the runs show them.
#[derive(Clone, Debug, PartialEq)]
pub enum Domain {
    /// An interval of numbers, both ends included.
    Numeric {
        /// The smallest value.
        low: f64,
        /// The largest value.
        high: f64,
        /// Whether ratios matter rather than differences: the param is judged on its logarithm. Needs `low > 0`.
        log: bool,
        /// The distance of neighbouring values where not every number between the ends can occur; 1 for whole numbers.
        step: Option<f64>,
    },
    /// Names without an order; a run's value is an index into them.
    Categories(Vec<String>),
}

impl Domain {
    /// Whether only one value can occur.
    pub fn is_single(&self) -> bool {
        match self {
            Self::Numeric { low, high, step, .. } => step.unwrap_or(0.0) > high - low || low >= high,
            Self::Categories(names) => names.len() < 2,
        }
    }

    /// Whether the param is judged on its logarithm.
    pub fn is_log(&self) -> bool {
        matches!(self, Self::Numeric { log: true, .. })
    }

    /// The categories, if these are categories.
    pub fn categories(&self) -> Option<&[String]> {
        if let Self::Categories(names) = self { Some(names) } else { None }
    }
}
