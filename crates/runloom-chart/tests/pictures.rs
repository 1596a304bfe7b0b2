//! Pictures of charts, compared with the committed ones. `RUNLOOM_ACCEPT=1` writes them anew; then look at them.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

#[path = "pictures/cases.rs"]
mod cases;
#[path = "pictures/compare.rs"]
mod compare;
#[path = "pictures/data.rs"]
mod data;
#[path = "pictures/history.rs"]
mod history;
#[path = "pictures/matrix.rs"]
mod matrix;
#[path = "pictures/plots.rs"]
mod plots;

#[test]
fn charts_look_as_they_did() {
    let differing: Vec<String> =
        cases::all().iter().chain(&history::all()).chain(&matrix::all()).chain(&plots::all()).filter_map(|case| compare::check(case).err()).collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}
