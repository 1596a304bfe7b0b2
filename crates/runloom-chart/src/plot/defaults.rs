use runloom_table::{ColumnKind, ColumnName, RunTable};

use super::{PlotKind, Role, Takes};
use crate::parallel::{default_axes, default_colour, telling_params};

/// How many params a slice has at first.
const SLICES: usize = 6;

/// The columns of every role of a kind: those that were chosen and exist, else the ones to begin with. Optional roles begin empty, but for
/// what trackers always name alike. Kinds that tell early from late runs end with a role `order` that nobody chooses.
pub fn complete_roles(
    kind: PlotKind,
    table: &RunTable,
    chosen: impl Fn(&str) -> Vec<ColumnName>,
) -> Vec<(&'static str, Vec<ColumnName>)> {
    let mut found: Vec<(&'static str, Vec<ColumnName>)> = Vec::new();
    for role in kind.roles() {
        let known = |name: &ColumnName| table.column(name).is_some();
        found.push((role.word, chosen(role.word).into_iter().filter(known).collect()));
    }
    let taken: Vec<ColumnName> = found.iter().flat_map(|(_, columns)| columns).cloned().collect();
    let axes = default_axes(table);
    let mut left = Proposed::of(table, &axes, &taken);
    for at in 0..found.len() {
        let chosen = |at: usize| found.get(at).is_some_and(|(_, columns): &(_, Vec<_>)| !columns.is_empty());
        let Some(role) = kind.roles().get(at).filter(|_| !chosen(at)) else { continue };
        let columns = match (kind, role.word) {
            (PlotKind::ScatterMatrix, _) => matrix_columns(&axes),
            (PlotKind::Slice, "params") => left.params(table),
            (PlotKind::Pareto, "x") => left.second_result(table, chosen(1)),
            (_, "order") => order_column(table),
            (PlotKind::Timeline, "start") => attribute(table, &["start_time"]),
            (PlotKind::Timeline, "end") => attribute(table, &["end_time", "duration"]),
            (PlotKind::Timeline, _) => attribute(table, &["status"]),
            _ if role.optional => Vec::new(),
            _ => left.take(kind, *role),
        };
        if let Some(role) = found.get_mut(at) {
            role.1 = columns;
        }
    }
    if kind == PlotKind::Slice {
        found.push(("order", order_column(table)));
    }
    found
}

/// The first of some attributes that the table has.
fn attribute(table: &RunTable, keys: &[&str]) -> Vec<ColumnName> {
    let names = keys.iter().map(|key| ColumnName::attribute(*key));
    names.filter(|name| table.column(name).is_some()).take(1).collect()
}

/// What says which run came first: a number of trials, else when runs began.
fn order_column(table: &RunTable) -> Vec<ColumnName> {
    let numbers = [ColumnKind::Attribute, ColumnKind::Tag]
        .into_iter()
        .flat_map(|kind| ["number", "trial", "trial_number"].into_iter().map(move |key| ColumnName::new(kind, key)));
    let found: Vec<ColumnName> = numbers.filter(|name| table.column(name).is_some()).take(1).collect();
    if found.is_empty() { attribute(table, &["start_time"]) } else { found }
}

/// Columns that are not in use yet, the most telling first.
struct Proposed {
    metrics: Vec<ColumnName>,
    others: Vec<ColumnName>,
}

impl Proposed {
    fn of(table: &RunTable, proposed: &[ColumnName], taken: &[ColumnName]) -> Self {
        let target = default_colour(table);
        let mut metrics: Vec<ColumnName> = target.into_iter().filter(|name| name.kind == ColumnKind::Metric).collect();
        let mut others = Vec::new();
        for name in proposed.iter().cloned() {
            match name.kind {
                ColumnKind::Metric if metrics.contains(&name) => {}
                ColumnKind::Metric => metrics.push(name),
                _ => others.push(name),
            }
        }
        metrics.retain(|name| !taken.contains(name));
        others.retain(|name| !taken.contains(name));
        Self { metrics, others }
    }

    /// Results stand upwards and are what is asked about; inputs run across.
    fn take(&mut self, kind: PlotKind, role: Role) -> Vec<ColumnName> {
        let over_two = matches!(kind, PlotKind::Contour | PlotKind::Rank);
        let of_metrics =
            role.takes == Takes::Metrics || matches!(role.word, "target" | "value") || (role.word == "y" && !over_two);
        let (first, second) =
            if of_metrics { (&mut self.metrics, &mut self.others) } else { (&mut self.others, &mut self.metrics) };
        let from = if first.is_empty() && role.takes != Takes::Metrics { second } else { first };
        from.drain(..role.most.min(from.len())).collect()
    }

    /// Params, else what stands in for them.
    fn params(&mut self, table: &RunTable) -> Vec<ColumnName> {
        let mut params: Vec<ColumnName> = self.others.iter().filter(|name| name.kind == ColumnKind::Param).cloned().collect();
        let more = telling_params(table).into_iter().filter(|name| !params.contains(name)).collect::<Vec<_>>();
        params.extend(more);
        if params.is_empty() {
            params.append(&mut self.others);
        }
        params.truncate(SLICES);
        params
    }

    /// What to weigh the most telling result against: the next one, else how long runs took.
    fn second_result(&mut self, table: &RunTable, is_first_chosen: bool) -> Vec<ColumnName> {
        let next = usize::from(!is_first_chosen);
        if next < self.metrics.len() { vec![self.metrics.remove(next)] } else { attribute(table, &["duration"]) }
    }
}

/// How many columns a matrix has at first.
const AT_FIRST: usize = 5;

/// The columns to begin with: of the axes that suit parallel coordinates, as many params as metrics, the last metric last.
fn matrix_columns(axes: &[ColumnName]) -> Vec<ColumnName> {
    let metrics: Vec<&ColumnName> = axes.iter().filter(|name| name.kind == ColumnKind::Metric).collect();
    let of_metrics = metrics.len().min(AT_FIRST / 2);
    let others: Vec<&ColumnName> =
        axes.iter().filter(|name| name.kind != ColumnKind::Metric).take(AT_FIRST - of_metrics).collect();
    let of_metrics = metrics.len().min(AT_FIRST - others.len());
    let last = metrics.get(metrics.len() - of_metrics..).unwrap_or_default();
    others.into_iter().chain(last.iter().copied()).cloned().collect()
}
