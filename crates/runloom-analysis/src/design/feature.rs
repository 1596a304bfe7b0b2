use runloom_table::ColumnName;

use super::Domain;

/// One param as the statistics see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// The column it comes from.
    pub name: ColumnName,
    /// What values there can be.
    pub domain: Domain,
    /// One number a used run: the value itself (not its logarithm), or an index into the categories. NaN where the run has none, as
    /// with a param that exists only under a condition.
    pub values: Vec<f64>,
    /// How many used runs have a value.
    pub runs: usize,
}

impl Feature {
    /// Whether some used runs lack the param.
    pub fn is_conditional(&self) -> bool {
        self.runs < self.values.len()
    }

    /// Whether the values have no order.
    pub fn is_category(&self) -> bool {
        self.domain.categories().is_some()
    }
}
