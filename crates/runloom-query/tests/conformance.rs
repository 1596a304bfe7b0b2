//! The recorded answers of MLflow (`tests/conformance/mlflow_filters.json`), run for run and in order.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write;

use runloom_table::{ColumnName, Dataset, Values};
use serde_json::Value;
use support::{answer, conformance, conformance_path, dataset_of_rest};

#[test]
fn mlflow_answers_are_ours() {
    let dataset = dataset_of_rest(&conformance("rest_runs_search.json"));
    let experiment_of = experiments(&dataset);
    let recorded: Value = serde_json::from_str(&conformance("mlflow_filters.json")).unwrap();
    let ids: Vec<&str> = recorded["run_ids"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
    let (mut passed, mut refused_by_both) = (0, 0);
    let (mut deliberate, mut failed) = (Vec::new(), Vec::new());
    for case in recorded["cases"].as_array().unwrap() {
        let filter = case["filter"].as_str().unwrap_or_default();
        let order_by: Vec<&str> = case["order_by"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let ours = answer(&dataset, filter, &order_by);
        match (case["error"].as_str(), ours) {
            (Some(_), Err(_)) => refused_by_both += 1,
            (Some(_), Ok(runs)) => deliberate.push(format!("{filter:?} keeps {} runs", runs.len())),
            (None, Err(message)) => failed.push(format!("{filter:?} {order_by:?}: refused: {message}")),
            (None, Ok(runs)) => {
                let wanted: Vec<&str> =
                    case["runs"].as_array().unwrap().iter().map(|at| ids[at.as_u64().unwrap() as usize]).collect();
                let runs = in_experiments(&experiment_of, runs, &case["experiments"]);
                if runs == wanted {
                    passed += 1;
                } else {
                    failed.push(format!("{filter:?} {order_by:?}: {} runs for {}", runs.len(), wanted.len()));
                }
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    let mut report = format!(
        "Recorded answers of MLflow 3.18 (mlflow_filters.json), by crates/runloom-query/tests/conformance.rs\n\n\
         the same runs in the same order   {passed}\n\
         refused by MLflow and by Runloom  {refused_by_both}\n\
         refused by MLflow alone           {}\n\
         failed                            {}\n\n\
         Refused by MLflow alone:\n",
        deliberate.len(),
        failed.len(),
    );
    for line in deliberate {
        writeln!(report, "  {line}").unwrap();
    }
    if std::env::var_os("UPDATE_RESULTS").is_some() {
        std::fs::write(conformance_path("RESULTS.txt"), &report).unwrap();
    }
    assert_eq!(report, conformance("RESULTS.txt"), "the counts changed; UPDATE_RESULTS=1 writes the new ones");
}

/// The runs of the experiments that a case is about.
fn in_experiments(experiment_of: &BTreeMap<String, String>, runs: Vec<String>, experiments: &Value) -> Vec<String> {
    let Some(names) = experiments.as_array() else { return runs };
    let wanted: Vec<&str> = names.iter().map(|name| experiment_id(name.as_str().unwrap())).collect();
    runs.into_iter().filter(|id| wanted.contains(&experiment_of[id].as_str())).collect()
}

fn experiments(dataset: &Dataset) -> BTreeMap<String, String> {
    let values = |key: &str| dataset.runs.column(&ColumnName::attribute(key)).unwrap().values().unwrap();
    let (ids, experiment_ids) = (values("run_id"), values("experiment_id"));
    let text = |values: &Values, row| values.text_at(row).unwrap().into_owned();
    (0..ids.len()).map(|row| (text(ids, row), text(experiment_ids, row))).collect()
}

/// The ids of the recorded experiments, which the REST answer does not name.
fn experiment_id(name: &str) -> &'static str {
    match name {
        "streamflow-churn-v2" => "1",
        "compound-activity-xgb-search" => "2",
        other => panic!("unknown experiment {other}"),
    }
}
