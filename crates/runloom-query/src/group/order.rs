use runloom_table::{Column, ColumnName, Dataset, RowMask, RunTable};

use super::{Aggregate, GroupIds, Groups};
use crate::order::{OrderKey, sort_rows};
use crate::resolve::resolve;

impl GroupIds {
    /// The groups among `members` that have runs, in order: by the keys, applied to what stands for them, and where these leave them
    /// equal by the first of their runs in `order`. Keys whose values are not in memory leave them equal.
    pub fn in_order(
        &self,
        dataset: &Dataset,
        members: &Groups,
        order: &[u32],
        keys: &[OrderKey],
        aggregate: Aggregate<'_>,
    ) -> Vec<u32> {
        let found = self.by_first_run(members, order);
        let rows: Vec<&[u32]> = found.iter().map(|group| members.rows(*group as usize)).collect();
        let runs = table_of_keys(&dataset.runs, &rows, keys, aggregate);
        match sort_rows(&Dataset { runs, ..Dataset::default() }, keys, &RowMask::all(found.len())) {
            Ok(places) => places.into_iter().filter_map(|place| found.get(place as usize).copied()).collect(),
            Err(_) => found,
        }
    }

    fn by_first_run(&self, members: &Groups, order: &[u32]) -> Vec<u32> {
        let mut seen = vec![false; members.len()];
        let mut found: Vec<u32> = Vec::new();
        for row in order {
            if let Some(group) = self.of_row(*row)
                && let Some(seen) = seen.get_mut(group)
                && !std::mem::replace(seen, true)
            {
                found.push(group as u32);
            }
        }
        found
    }
}

/// What stands for groups in the columns of the keys.
fn table_of_keys(runs: &RunTable, groups: &[&[u32]], keys: &[OrderKey], aggregate: Aggregate<'_>) -> RunTable {
    let mut names: Vec<ColumnName> = Vec::new();
    for (column, _) in keys.iter().flat_map(|key| key.expression.columns()) {
        names.extend(resolve(runs, column).filter(|name| !names.contains(name)));
    }
    let mut table = RunTable::new(groups.len());
    for column in names.iter().filter_map(|name| runs.column(name)) {
        if let Ok(values) = aggregate.values(column, false, groups) {
            table.push(Column::loaded(column.name().clone(), values));
        }
    }
    table
}
