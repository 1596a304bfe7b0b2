use runloom_table::{ColumnKind, ColumnName, RunTable};

use super::{PlotKind, Role, Takes};
use crate::parallel::{default_axes, default_colour};

/// The columns of every role of a kind: those that were chosen and exist, else the ones to begin with. Optional roles begin empty.
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
    let mut proposed = Proposed::of(table, &taken);
    for (role, (_, columns)) in kind.roles().iter().zip(&mut found) {
        if columns.is_empty() && !role.optional {
            *columns = if kind == PlotKind::ScatterMatrix { matrix_columns(table) } else { proposed.take(*role) };
        }
    }
    found
}

/// Columns that are not in use yet, the most telling first.
struct Proposed {
    metrics: Vec<ColumnName>,
    others: Vec<ColumnName>,
}

impl Proposed {
    fn of(table: &RunTable, taken: &[ColumnName]) -> Self {
        let target = default_colour(table);
        let axes = default_axes(table);
        let mut metrics: Vec<ColumnName> = target.into_iter().filter(|name| name.kind == ColumnKind::Metric).collect();
        let mut others = Vec::new();
        for name in axes {
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
    fn take(&mut self, role: Role) -> Vec<ColumnName> {
        let of_metrics = role.takes == Takes::Metrics || matches!(role.word, "y" | "target" | "value");
        let (first, second) =
            if of_metrics { (&mut self.metrics, &mut self.others) } else { (&mut self.others, &mut self.metrics) };
        let from = if first.is_empty() && role.takes != Takes::Metrics { second } else { first };
        from.drain(..role.most.min(from.len())).collect()
    }
}

/// How many columns a matrix has at first.
const AT_FIRST: usize = 5;

/// The columns to begin with: of the axes that suit parallel coordinates, as many params as metrics, the last metric last.
fn matrix_columns(table: &RunTable) -> Vec<ColumnName> {
    let axes = default_axes(table);
    let metrics: Vec<&ColumnName> = axes.iter().filter(|name| name.kind == ColumnKind::Metric).collect();
    let of_metrics = metrics.len().min(AT_FIRST / 2);
    let others: Vec<&ColumnName> =
        axes.iter().filter(|name| name.kind != ColumnKind::Metric).take(AT_FIRST - of_metrics).collect();
    let of_metrics = metrics.len().min(AT_FIRST - others.len());
    let last = metrics.get(metrics.len() - of_metrics..).unwrap_or_default();
    others.into_iter().chain(last.iter().copied()).cloned().collect()
}
