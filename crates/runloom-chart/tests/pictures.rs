//! Pictures of charts, compared with the committed ones. What differs is put side by side on one page, whose path the failure names.
//! `RUNLOOM_ACCEPT=1` writes the pictures anew, `RUNLOOM_ACCEPT=history` those with this in their names; then look at them.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

#[path = "pictures/cases.rs"]
mod cases;
#[path = "pictures/compare.rs"]
mod compare;
#[path = "pictures/data.rs"]
mod data;
#[path = "pictures/distributions.rs"]
mod distributions;
#[path = "pictures/history.rs"]
mod history;
#[path = "pictures/importance.rs"]
mod importance;
#[path = "pictures/matrix.rs"]
mod matrix;
#[path = "pictures/optuna.rs"]
mod optuna;
#[path = "pictures/plots.rs"]
mod plots;
#[path = "pictures/report.rs"]
mod report;

#[test]
fn charts_look_as_they_did() {
    let older =
        cases::all().into_iter().chain(history::all()).chain(matrix::all()).chain(plots::all()).chain(distributions::all());
    let cases = older.chain(optuna::all()).chain(importance::all());
    let differences: Vec<compare::Difference> = cases.filter_map(compare::check).collect();
    if !differences.is_empty() {
        let names: Vec<&str> = differences.iter().map(|difference| difference.name).collect();
        panic!("{} differ; look at {}", names.join(", "), report::write(&differences));
    }
}
