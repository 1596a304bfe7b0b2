//! `runloom compare`: differences with their intervals, what is left out, and what it refuses.

use crate::support::{Ran, example, file, runloom};

fn compare(arguments: &[&str]) -> Ran {
    runloom(&[&["compare"], arguments].concat())
}

const RUNS: &str = "run_id,status,params.kind,metrics.loss\n\
    1,FINISHED,a,1\n2,FINISHED,a,2\n3,FINISHED,a,3\n4,FINISHED,a,4\n5,FINISHED,b,2\n6,FINISHED,b,4\n7,FINISHED,b,6\n8,FAILED,b,900\n9,FINISHED,b,\n";

#[test]
fn json_has_the_interval_of_welch() {
    let folder = tempfile::tempdir().unwrap();
    let runs = file(&folder, "runs.csv", RUNS);
    let found = compare(&[&runs, "--a", "params.kind = 'a'", "--target", "loss", "--format", "json"]).json();
    assert_eq!((&found["target"], &found["goal"]), (&"metrics.loss".into(), &"min".into()));
    assert_eq!((&found["a"]["runs_used"], &found["b"]["runs_used"], &found["in_both"]), (&4.into(), &3.into(), &0.into()));
    assert_eq!((&found["b"]["runs_left_out"]["failed"], &found["b"]["runs_left_out"]["missing"]), (&1.into(), &1.into()));
    // scipy.stats.ttest_ind([1, 2, 3, 4], [2, 4, 6], equal_var=False).confidence_interval()
    let number = |key: &str| found[key].as_f64().unwrap();
    assert!((number("difference") + 1.5).abs() < 1e-12 && (number("low") + 5.542_327_954_923).abs() < 1e-9, "{found}");
    assert!(found["a_is_better"].is_null());
}

#[test]
fn text_says_which_is_better() {
    let search = example("novabio-search/runs.parquet");
    let ran = compare(&[&search, "--a", "params.max_depth >= 6", "--b", "params.max_depth < 6", "--target", "val_auc"]);
    assert!(ran.stdout.starts_with("Is A better than B in metrics.val_auc (higher is better)? "), "{}", ran.stdout);
    assert!(ran.stdout.contains("A less B: ") && ran.stdout.contains("95 % interval"), "{}", ran.stdout);
    let good = compare(&[&search, "--a", "metrics.val_auc > 0.985", "--target", "val_auc"]);
    assert!(good.stdout.contains("? Better."), "{}", good.stdout);
    let same = compare(&[&search, "--a", "", "--b", "", "--target", "val_auc"]);
    assert!(same.stdout.contains("? Cannot be told.") && same.stdout.contains("50 runs are in both groups"), "{}", same.stdout);
}

#[test]
fn what_cannot_be_compared_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let runs = file(&folder, "runs.csv", RUNS);
    let none = compare(&[&runs, "--a", "params.kind = 'c'", "--target", "loss"]);
    assert!(none.stdout.contains("Each group needs two runs with a result"), "{}", none.stdout);
    let ran = compare(&[&runs, "--a", "params.kind = 'a'", "--target", "lose"]);
    assert!(ran.code == 2 && ran.stderr.contains("--target: there is no column `lose`"), "{}", ran.stderr);
    let ran = compare(&[&runs, "--a", "params.kind = 'a'", "--b", "params.kind =", "--target", "loss"]);
    assert!(ran.code == 2 && ran.stderr.contains("--b"), "{}", ran.stderr);
}
