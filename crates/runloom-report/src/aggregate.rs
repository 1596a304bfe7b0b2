use runloom_chart::lower_is_better;
use runloom_query::{Aggregate, Best, OrderKey, Statistic, resolve};
use runloom_table::{ColumnKind, ColumnName, RunTable};

use crate::{Goal, GroupStatistic, GroupView};

impl GroupView {
    /// What makes a run the best of its group: what was chosen, else the metric that the runs are sorted by, else the one that colours them.
    pub fn best(&self, runs: &RunTable, order: &[OrderKey], colour: Option<ColumnName>) -> Option<(ColumnName, Goal)> {
        if let Some(chosen) = self.best.clone().filter(|(name, _)| runs.column(name).is_some()) {
            return Some(chosen);
        }
        let sorted_by = order.first().and_then(|key| {
            let name = resolve(runs, key.expression.as_column()?)?;
            Some((name, if key.descending { Goal::Max } else { Goal::Min }))
        });
        let is_metric = |name: &ColumnName| name.kind == ColumnKind::Metric;
        sorted_by.filter(|(name, _)| is_metric(name)).or_else(|| {
            let name = colour.filter(is_metric)?;
            let goal = if lower_is_better(&name.key) { Goal::Min } else { Goal::Max };
            Some((name, goal))
        })
    }

    /// What stands for a group, where `best` says which of its runs is the best.
    pub fn aggregate<'a>(&self, runs: &'a RunTable, best: Option<(ColumnName, Goal)>) -> Aggregate<'a> {
        match self.statistic.of_numbers() {
            Some(statistic) => Aggregate::Statistic(statistic),
            None => Aggregate::Best(best.and_then(|(name, goal)| Best::by(runs.column(&name)?, goal == Goal::Max).ok())),
        }
    }
}

impl GroupStatistic {
    /// The statistic of numbers; `None` for the values of the best run.
    pub fn of_numbers(self) -> Option<Statistic> {
        match self {
            Self::Mean => Some(Statistic::Mean),
            Self::Min => Some(Statistic::Min),
            Self::Median => Some(Statistic::Median),
            Self::Max => Some(Statistic::Max),
            Self::Best => None,
        }
    }
}
