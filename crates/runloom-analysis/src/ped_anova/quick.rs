use runloom_table::{ColumnName, RowMask, RunTable, sorted};

use super::{PedAnovaOptions, ped_anova};
use crate::design::{Design, DesignOptions, Goal, Target};

/// How many runs are looked at; of more, evenly spaced ones.
const MOST_RUNS: usize = 10_000;

/// The params that matter for a target, most important first, for charts that have to choose among them: PED-ANOVA at its defaults over
/// at most 10,000 of the chosen runs (of `n` chosen ones, every `⌈n / 10,000⌉`th).
///
/// Importances sum to 1, or are all 0, and are never NaN; equal ones stand in the order of the table. Params that are constant, without
/// values, not loaded, or different in each run are not among them; nothing is where the target has no values or is not loaded.
pub fn quick_importance(table: &RunTable, rows: &RowMask, target: &ColumnName, lower_is_better: bool) -> Vec<(ColumnName, f64)> {
    let Some(Ok(numbers)) = table.column(target).map(runloom_table::Column::typed) else { return Vec::new() };
    let goal = if lower_is_better { Goal::Minimise } else { Goal::Maximise };
    let options = DesignOptions { loaded_only: true, ..DesignOptions::default() };
    let mut sample = RowMask::none(rows.len());
    for row in rows.rows().step_by(rows.count().div_ceil(MOST_RUNS).max(1)) {
        sample.set(row, true);
    }
    let Ok(design) = Design::of(table, &sample, Target { numbers, goal }, &options) else { return Vec::new() };
    let importances = ped_anova(&design, &PedAnovaOptions::default());
    let sum: f64 = importances.iter().sum();
    let part = |importance: f64| if sum > 0.0 { importance / sum } else { 0.0 };
    let named = design.features.into_iter().zip(importances).map(|(feature, importance)| (feature.name, part(importance)));
    sorted(named.collect(), &mut |a, b| b.1.total_cmp(&a.1))
}
