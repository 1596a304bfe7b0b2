use runloom_analysis::finished_runs;
use runloom_table::{ColumnKind, RunTable};

use crate::parallel::{candidates, default_colour};

/// Fewer runs than this say nothing about which params matter.
pub const LEAST_RUNS: usize = 8;

/// Whether the runs look like a search over params: enough of them are finished, at least two params differ, and there is a metric.
///
/// Works from what is known of the columns; values that are not loaded are not asked for.
pub fn is_sweep(table: &RunTable) -> bool {
    table.rows() >= LEAST_RUNS
        && candidates(table, ColumnKind::Param).len() >= 2
        && default_colour(table).is_some()
        && finished_runs(table) >= LEAST_RUNS
}
