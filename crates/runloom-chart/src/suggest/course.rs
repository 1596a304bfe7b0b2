use runloom_analysis::{BestSoFar, Design, best_so_far};
use runloom_table::{ColumnName, NotLoaded, RunTable, sort_places};

/// How the best of the runs came about in the order in which they were started; in the order of the source where no run says when. Runs that
/// do not say go first. Smaller is better.
pub(super) fn of(runs: &RunTable, design: &Design) -> Result<Option<BestSoFar>, NotLoaded> {
    let started = runs.column(&ColumnName::attribute("start_time")).map(|column| column.typed()).transpose()?;
    let time =
        |at: u32| started.and_then(|started| started.number_at(design.rows[at as usize] as usize)).unwrap_or(f64::NEG_INFINITY);
    let mut order: Vec<u32> = (0..design.runs() as u32).collect();
    sort_places(&mut order, &mut |a, b| time(a).total_cmp(&time(b)).then(a.cmp(&b)));
    let targets: Vec<f64> = order.iter().map(|at| design.target[*at as usize]).collect();
    Ok(best_so_far(&targets))
}
