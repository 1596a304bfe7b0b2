use runloom_analysis::Goal;
use runloom_table::{Column, ColumnKind, ColumnName, RunTable};

use crate::ImportanceQuestion;

/// The most values that are loaded to answer a question of the page.
const MOST_CELLS: usize = 40_000_000;

/// What is asked: how to get a better target than the runs did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestQuestion {
    /// The column that is to become better.
    pub target: ColumnName,
    /// Which way it gets better.
    pub goal: Goal,
    /// How many next configurations.
    pub proposals: usize,
    /// The seed of all that is random.
    pub seed: u64,
}

impl SuggestQuestion {
    /// The question with what nobody chose found from the data, as [`ImportanceQuestion::about`] finds it.
    pub fn about(table: &RunTable, target: Option<&ColumnName>, goal: Option<Goal>) -> Option<Self> {
        let asked = ImportanceQuestion::about(table, target, goal, runloom_analysis::Method::default(), None)?;
        Some(Self { target: asked.target, goal: asked.goal, proposals: 5, seed: 0 })
    }

    /// The columns that have to be loaded for the answer: params, the target, how runs ended and when they began.
    pub fn columns(&self, table: &RunTable) -> Vec<ColumnName> {
        let mut columns = self.searched(table);
        columns.extend([self.target.clone(), ColumnName::attribute("status"), ColumnName::attribute("start_time")]);
        columns
    }

    /// The params that are looked at, in the order of the table: all, unless there are more values than a page can hold.
    pub fn searched(&self, table: &RunTable) -> Vec<ColumnName> {
        let most = (MOST_CELLS / table.rows().max(1)).max(1);
        let params = table.of_kind(ColumnKind::Param).map(Column::name).filter(|name| **name != self.target);
        params.take(most).cloned().collect()
    }
}
