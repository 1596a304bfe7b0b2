use runloom_query::{Agreement, Groups, best_row, resolve, sort_rows};
use runloom_report::Goal;
use runloom_table::{Column, ColumnName, Dataset, RowMask, RunTable, TypedView, ValueType, Values};

use super::Session;
use super::groups::statistic;

impl Session {
    /// What stands for groups in a column, one value a group: the statistic of numbers, else the value that all runs of the group have.
    /// `None` where the column is not loaded.
    pub(super) fn group_values(&self, column: &Column, by_name: bool, groups: &[&[u32]]) -> Option<Values> {
        let (values, typed) = (column.values().ok()?, column.typed().ok()?);
        let Some(statistic) = statistic(self.view.group.statistic) else {
            let best = self.best_values();
            let best = groups.iter().map(|rows| best.and_then(|(typed, largest)| best_row(typed, rows, largest)));
            return Some(values.pick(&best.collect::<Vec<_>>()));
        };
        if by_name || !typed.value_type.is_numeric() {
            let common = groups.iter().map(|rows| Agreement::of(values, rows).common(rows.len()));
            return Some(values.pick(&common.collect::<Vec<_>>()));
        }
        let numbers = groups.iter().map(|rows| statistic.of(typed, rows));
        Some(match typed.value_type {
            ValueType::Time => Values::from_times(numbers.map(|ms| ms.map(|ms| (ms * 1000.0) as i64))),
            _ => Values::from_reals(numbers),
        })
    }

    /// The best of some runs, the first of equals; `None` where nothing says which is.
    pub(super) fn best_of(&self, rows: &[u32]) -> Option<u32> {
        let (typed, largest) = self.best_values()?;
        best_row(typed, rows, largest)
    }

    /// The values by which a run is the best of its group, and whether large ones are good.
    fn best_values(&self) -> Option<(&TypedView, bool)> {
        let (name, goal) = self.best()?;
        Some((self.runs().column(&name)?.typed().ok()?, goal == Goal::Max))
    }

    /// Groups in the order of the table: the keys of the order applied to what stands for them, and what these leave equal by its first run.
    pub(super) fn sort_groups(&self, members: &Groups) -> Vec<u32> {
        let mut seen = vec![false; members.len()];
        let mut found: Vec<u32> = Vec::new();
        for row in self.order() {
            if let Some(group) = self.groups.ids.of_row(*row)
                && let Some(seen) = seen.get_mut(group)
                && !std::mem::replace(seen, true)
            {
                found.push(group as u32);
            }
        }
        let groups: Vec<&[u32]> = found.iter().map(|group| members.rows(*group as usize)).collect();
        let keys = self.order_keys();
        let mut names: Vec<ColumnName> = Vec::new();
        for (column, _) in keys.iter().flat_map(|key| key.expression.columns()) {
            names.extend(resolve(self.runs(), column).filter(|name| !names.contains(name)));
        }
        let mut table = RunTable::new(groups.len());
        for column in names.iter().filter_map(|name| self.runs().column(name)) {
            if let Some(values) = self.group_values(column, false, &groups) {
                table.push(Column::loaded(column.name().clone(), values));
            }
        }
        let table = Dataset { runs: table, ..Dataset::default() };
        match sort_rows(&table, &keys, &RowMask::all(groups.len())) {
            Ok(order) => order.into_iter().filter_map(|place| found.get(place as usize).copied()).collect(),
            Err(_) => found,
        }
    }
}
