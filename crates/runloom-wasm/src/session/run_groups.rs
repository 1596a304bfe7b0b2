use runloom_chart::RunGroups;
use runloom_query::{Aggregate, Groups};
use runloom_report::{Goal, Lines};
use runloom_table::ColumnName;

use super::Session;

impl Session {
    /// What makes a run the best of its group.
    pub(super) fn best(&self) -> Option<(ColumnName, Goal)> {
        self.view.group.best(self.runs(), &self.order_keys(), self.colour_column())
    }

    /// What stands for a group.
    pub(super) fn aggregate(&self) -> Aggregate<'_> {
        self.view.group.aggregate(self.runs(), self.best())
    }

    /// The groups in the order of the table; `None` where nothing is grouped.
    pub(super) fn run_groups(&self) -> Option<RunGroups<'_>> {
        Some(RunGroups {
            keys: self.group_columns(),
            ids: &self.groups.ids,
            members: self.groups.members()?,
            sorted: self.sorted_groups(),
            aggregate: self.aggregate(),
        })
    }

    /// The groups whose lines charts draw; `None` where lines are runs.
    pub(super) fn drawn_groups(&self) -> Option<RunGroups<'_>> {
        self.run_groups().filter(|_| self.view.group.lines == Lines::Groups)
    }

    /// Puts groups into the order of the table.
    pub(super) fn sort_groups(&self, members: &Groups) -> Vec<u32> {
        self.groups.ids.in_order(self.dataset(), members, self.order(), &self.order_keys(), self.aggregate())
    }
}
