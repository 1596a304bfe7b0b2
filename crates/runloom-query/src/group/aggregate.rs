use runloom_table::{Column, ColumnName, NotLoaded, TypedView, ValueType, Values};

use super::statistic::best_row;
use super::{Agreement, Statistic};

/// What stands for the runs of a group.
#[derive(Clone, Copy, Debug)]
pub enum Aggregate<'a> {
    /// A statistic of numbers; of anything else the value that all runs have.
    Statistic(Statistic),
    /// The values of the best run; `None` where nothing says which that is, and so nothing stands for a group.
    Best(Option<Best<'a>>),
}

/// What makes a run the best of its group.
#[derive(Clone, Copy, Debug)]
pub struct Best<'a> {
    /// The column whose numbers say so.
    pub column: &'a ColumnName,
    /// Whether large numbers are good.
    pub largest: bool,
    values: &'a TypedView,
}

impl<'a> Best<'a> {
    /// The run with the largest number of a column, or the smallest.
    ///
    /// # Errors
    /// [`NotLoaded`] where its values are not in memory.
    pub fn by(column: &'a Column, largest: bool) -> Result<Self, NotLoaded> {
        Ok(Self { column: column.name(), largest, values: column.typed()? })
    }

    /// The best of some runs, the first of equals; `None` where none has a number.
    pub fn of(&self, rows: &[u32]) -> Option<u32> {
        best_row(self.values, rows, self.largest)
    }
}

impl Aggregate<'_> {
    /// What stands for groups in a column, one value a group. Where values are told apart `by_name`, numbers have no statistics. Texts
    /// keep their codes.
    ///
    /// # Errors
    /// [`NotLoaded`] where its values are not in memory.
    pub fn values(&self, column: &Column, by_name: bool, groups: &[&[u32]]) -> Result<Values, NotLoaded> {
        let (values, typed) = (column.values()?, column.typed()?);
        let statistic = match self {
            Self::Statistic(statistic) => statistic,
            Self::Best(best) => {
                let best = groups.iter().map(|rows| best.and_then(|best| best.of(rows)));
                return Ok(values.pick(&best.collect::<Vec<_>>()));
            }
        };
        if by_name || !typed.value_type.is_numeric() {
            let common = groups.iter().map(|rows| Agreement::of(values, rows).common(rows.len()));
            return Ok(values.pick(&common.collect::<Vec<_>>()));
        }
        let numbers = groups.iter().map(|rows| statistic.of(typed, rows));
        Ok(match typed.value_type {
            ValueType::Time => Values::from_times(numbers.map(|ms| ms.map(|ms| (ms * 1000.0) as i64))),
            _ => Values::from_reals(numbers),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_its_statistic_or_what_its_runs_share_or_its_best_run() {
        let depth = Column::loaded(ColumnName::param("depth"), Values::from_texts([Some("4"), Some("8"), Some("4"), None]));
        let model = Column::loaded(ColumnName::param("model"), Values::from_texts([Some("rf"), Some("lr"), Some("rf"), None]));
        let auc = Column::loaded(ColumnName::metric("auc"), Values::from_reals([Some(0.5), Some(0.9), Some(0.7), None]));
        let groups: [&[u32]; 3] = [&[0, 2], &[0, 1], &[3]];
        let texts = |aggregate: Aggregate<'_>, column: &Column, by_name: bool| {
            let values = aggregate.values(column, by_name, &groups).unwrap();
            (0..3).map(|group| values.text_at(group).map_or_else(String::new, String::from)).collect::<Vec<_>>()
        };
        let mean = Aggregate::Statistic(Statistic::Mean);
        assert_eq!(texts(mean, &depth, false), ["4", "6", ""]);
        assert_eq!(texts(mean, &depth, true), ["4", "", ""]);
        assert_eq!(texts(mean, &model, false), ["rf", "", ""]);
        let best = |largest| Aggregate::Best(Some(Best::by(&auc, largest).unwrap()));
        assert_eq!(texts(best(true), &model, false), ["rf", "lr", ""]);
        assert_eq!(texts(best(false), &auc, false), ["0.5", "0.5", ""]);
        assert_eq!(texts(Aggregate::Best(None), &auc, false), ["", "", ""]);
    }
}
