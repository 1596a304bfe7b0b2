use runloom_query::{Aggregate, GroupIds, Groups};
use runloom_table::{Column, ColumnName, NotLoaded, RunTable};

use crate::AxisSpec;

/// Groups of the runs that match, to be drawn a line each.
#[derive(Clone, Debug)]
pub struct RunGroups<'a> {
    /// The columns whose values the runs of a group share.
    pub keys: Vec<ColumnName>,
    /// The group of every run.
    pub ids: &'a GroupIds,
    /// The matching runs of each group.
    pub members: &'a Groups,
    /// The groups that have matching runs, in order.
    pub sorted: &'a [u32],
    /// What stands for a group.
    pub aggregate: Aggregate<'a>,
}

impl<'a> RunGroups<'a> {
    /// The matching runs of the groups in order.
    pub fn rows(&self) -> Vec<&'a [u32]> {
        self.sorted.iter().map(|group| self.members.rows(*group as usize)).collect()
    }

    /// What stands for groups of these runs in some columns, a row a group. Axes say which columns are told apart by name.
    ///
    /// # Errors
    /// [`NotLoaded`] names a column whose values are not in memory.
    pub fn table(
        &self,
        runs: &RunTable,
        columns: &[ColumnName],
        axes: &[AxisSpec],
        rows: &[&[u32]],
    ) -> Result<RunTable, NotLoaded> {
        let mut table = RunTable::new(rows.len());
        for column in columns.iter().filter_map(|name| runs.column(name)) {
            let value_type = column.typed()?.value_type;
            let by_name = axes.iter().any(|axis| axis.column == *column.name() && axis.is_by_name(value_type));
            table.push(Column::loaded(column.name().clone(), self.aggregate.values(column, by_name, rows)?));
        }
        Ok(table)
    }
}
