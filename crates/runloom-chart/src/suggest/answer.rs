use runloom_analysis::{BestSoFar, ParamValue, Suggestion};
use runloom_table::ColumnName;

use super::SuggestQuestion;

/// What to try next, and what was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct SuggestAnswer {
    /// What was asked.
    pub question: SuggestQuestion,
    /// What was found.
    pub found: Suggestion,
    /// How the best came about in the order in which runs were started; smaller is better. `None` of fewer than two runs.
    pub course: Option<BestSoFar>,
    /// Params that are the same in all runs, and what they are.
    pub fixed: Vec<(ColumnName, ParamValue)>,
}
