use runloom_analysis::{Goal, Method};
use runloom_table::{Column, ColumnKind, ColumnName, RunTable};

use crate::parallel::default_colour;

/// The most values that are loaded to answer a question.
const MOST_CELLS: usize = 40_000_000;

/// More params than this are not judged.
const MOST_PARAMS: usize = 500;

/// What is asked about the params of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportanceQuestion {
    /// The column that they are to explain.
    pub target: ColumnName,
    /// Which way it gets better.
    pub goal: Goal,
    /// How importance is judged.
    pub method: Method,
    /// Only the best runs are asked about, this many percent of them; `None` for all.
    pub best_percent: Option<u8>,
}

impl ImportanceQuestion {
    /// The question with what nobody chose found from the data: the most telling metric, and the goal that its name suggests. `None` where
    /// no metric differs between runs, or the chosen one is not there.
    pub fn about(
        table: &RunTable,
        target: Option<&ColumnName>,
        goal: Option<Goal>,
        method: Method,
        best_percent: Option<u8>,
    ) -> Option<Self> {
        let chosen = target.filter(|name| table.column(name).is_some()).cloned();
        let target = chosen.or_else(|| default_colour(table))?;
        let goal = goal.unwrap_or_else(|| Goal::guess(&target.key));
        Some(Self { target, goal, method, best_percent })
    }

    /// The columns that have to be loaded for the answer: the target, how runs ended, and the judged params.
    pub fn columns(&self, table: &RunTable) -> Vec<ColumnName> {
        let (mut columns, _) = self.judged(table);
        columns.extend([self.target.clone(), ColumnName::attribute("status")]);
        columns
    }

    /// The params that are judged, in the order of the table, and how many more there would be: all that may differ, unless these are very
    /// many.
    pub(super) fn judged(&self, table: &RunTable) -> (Vec<ColumnName>, usize) {
        let most = (MOST_CELLS / table.rows().max(1)).clamp(1, MOST_PARAMS);
        let may_differ = |column: &&Column| column.summary().differs != Some(false) && *column.name() != self.target;
        let mut names: Vec<ColumnName> =
            table.of_kind(ColumnKind::Param).filter(may_differ).map(|column| column.name().clone()).collect();
        let beyond = names.len().saturating_sub(most);
        names.truncate(most);
        (names, beyond)
    }
}
