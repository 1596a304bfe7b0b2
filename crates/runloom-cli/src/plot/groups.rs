use runloom_chart::RunGroups;
use runloom_query::{GroupIds, Groups, default_order, first_rows, order_columns};
use runloom_report::Goal;
use runloom_table::{ColumnName, Dataset};

use super::request::{Request, Scope, not_loaded};
use crate::failure::Failure;
use crate::filtering::{internal, refused};
use crate::session::Session;

/// The runs of a chart in groups.
pub(super) struct Grouped {
    keys: Vec<ColumnName>,
    ids: GroupIds,
    members: Groups,
    sorted: Vec<u32>,
    best: Option<(ColumnName, Goal)>,
}

impl Grouped {
    /// Groups runs as the page does, and loads what that needs; `None` where nothing says by what.
    pub(super) fn of(
        session: &mut Session,
        request: &Request<'_>,
        scope: &Scope,
        colour: Option<ColumnName>,
    ) -> Result<Option<Self>, Failure> {
        let Some((group_by, text, option)) = request.group_by()? else { return Ok(None) };
        let order = request.order(session)?;
        let sorted_by = if order.is_empty() { default_order() } else { order.clone() };
        let dataset = session.dataset();
        let mut keys: Vec<ColumnName> = Vec::new();
        for name in group_by.names(dataset).map_err(|error| refused(error, text, option))? {
            if !keys.contains(&name) {
                keys.push(name);
            }
        }
        let best = request.view.group.best(&dataset.runs, &order, colour);
        let by = best.iter().map(|(name, _)| name.clone()).collect();
        let needed = not_loaded([keys.clone(), by, order_columns(&sorted_by, &dataset.runs)].concat(), &dataset.runs);
        session.load(&needed)?;
        let dataset = session.dataset();
        let ids = group_by.ids(dataset).map_err(|error| refused(error, text, option))?;
        let members = ids.groups(&scope.matching.rows().map(|row| row as u32).collect::<Vec<_>>());
        let rows = first_rows(dataset, &order, &scope.matching, usize::MAX).map_err(internal)?;
        let aggregate = request.view.group.aggregate(&dataset.runs, best.clone());
        let sorted = ids.in_order(dataset, &members, &rows, &sorted_by, aggregate);
        Ok(Some(Self { keys, ids, members, sorted, best }))
    }

    /// The same for a chart.
    pub(super) fn run_groups<'a>(&'a self, dataset: &'a Dataset, request: &Request<'_>) -> RunGroups<'a> {
        RunGroups {
            keys: self.keys.clone(),
            ids: &self.ids,
            members: &self.members,
            sorted: &self.sorted,
            aggregate: request.view.group.aggregate(&dataset.runs, self.best.clone()),
        }
    }
}
