//! MLflow's exports, all of the same nine runs.

use crate::support::{column, dump, fixtures, names};
use runloom_table::{Aggregate, ColumnName, Value};

const PARQUET: &str = "mlflow-streamflow/runs.parquet";
const HISTORY: &str = "mlflow-streamflow/history.parquet";

#[test]
fn parquet_csv_and_json_of_one_frame_are_the_same_data_set() {
    let parquet = fixtures(&[PARQUET]);
    let csv = fixtures(&["mlflow-streamflow/runs.csv"]);
    assert_eq!(dump(parquet.dataset()).lines().collect::<Vec<_>>(), dump(csv.dataset()).lines().collect::<Vec<_>>());
    assert!(dump(csv.dataset()).starts_with("run_id text [\"aea947d5f39c4e329ee7658cd951c348\""));

    let json = fixtures(&["mlflow-streamflow/runs.json"]);
    assert_eq!(names(json.dataset()), names(parquet.dataset()));
    for name in names(json.dataset()) {
        let rounded = |dataset| column(dataset, &name).into_iter().map(|text| as_pandas_rounds(&name, text)).collect::<Vec<_>>();
        assert_eq!(column(json.dataset(), &name), rounded(parquet.dataset()), "{name}");
    }
}

/// pandas writes numbers with ten decimals to JSON.
fn as_pandas_rounds(name: &str, text: String) -> String {
    match (name.starts_with("metrics."), text.parse::<f64>()) {
        (true, Ok(value)) if value.is_finite() => runloom_table::format_real(format!("{value:.10}").parse().unwrap()),
        _ => text,
    }
}

#[test]
fn the_rest_answer_has_the_same_runs_and_what_frames_lack() {
    let frame = fixtures(&[PARQUET]);
    let rest = fixtures(&["mlflow-streamflow/rest_runs_search.json"]);
    let (frame, rest) = (frame.dataset(), rest.dataset());
    for name in names(frame) {
        if name != "metrics.val_auc" && name != "user_id" {
            assert_eq!(column(frame, &name), column(rest, &name), "{name}");
        }
    }
    assert_eq!(column(rest, "lifecycle_stage"), ["active"; 9]);
    assert_eq!(column(frame, "metrics.val_auc")[1], "∅");
    assert_eq!(column(rest, "metrics.val_auc")[1], "NaN");
    assert_eq!(column(rest, "metrics.val_log_loss")[1], "Infinity");
    assert_eq!(rest.kinds, ["mlflow-rest-json"]);
}

#[test]
fn attributes_are_derived_from_tags_and_times() {
    let workspace = fixtures(&[PARQUET]);
    let dataset = workspace.dataset();
    let expected = [
        "run_id",
        "run_name",
        "experiment_id",
        "status",
        "start_time",
        "end_time",
        "duration",
        "source",
        "user_id",
        "artifact_uri",
    ];
    assert_eq!(names(dataset)[..10], expected);
    assert_eq!(column(dataset, "run_name")[..2], ["still-running", "diverged-λ=∞ “naïve” 日本語"]);
    assert_eq!(column(dataset, "duration")[..3], ["∅", "0.02", "0.013"]);
    assert_eq!(column(dataset, "params.learning_rate")[1], "5.0");
    assert_eq!(dataset.experiments(), 1);
}

#[test]
fn a_history_is_linked_whichever_comes_first() {
    for paths in [[PARQUET, HISTORY], [HISTORY, PARQUET]] {
        let workspace = fixtures(&paths);
        let dataset = workspace.dataset();
        assert_eq!((dataset.runs.rows(), dataset.history.points().len(), workspace.history_points()), (9, 1454, 1454));
        let ids = dataset.runs.column(&ColumnName::attribute("run_id")).unwrap().values().unwrap();
        let auc = dataset.runs.column(&ColumnName::metric("val_auc")).unwrap().values().unwrap();
        let mut checked = 0;
        for row in 0..ids.len() {
            let (Value::Real(latest), points) = (auc.at(row), dataset.history.of(row as u32, "val_auc")) else { continue };
            assert_eq!(Aggregate::of(points).unwrap().last, latest);
            checked += 1;
        }
        assert!(checked >= 5);
        assert!(dataset.warnings.is_empty(), "{:?}", dataset.warnings);
    }
}

#[test]
fn a_history_alone_makes_runs_with_latest_values() {
    let alone = fixtures(&[HISTORY]);
    let runs = fixtures(&[PARQUET]);
    let (alone, runs) = (alone.dataset(), runs.dataset());
    let of = |dataset: &runloom_table::Dataset, metric: &str| -> Vec<(String, String)> {
        let mut pairs: Vec<_> =
            column(dataset, "run_id").into_iter().zip(column(dataset, metric)).filter(|(_, v)| v != "∅" && v != "NaN").collect();
        pairs.sort();
        pairs
    };
    for metric in ["metrics.val_auc", "metrics.val_f1", "metrics.train_logloss"] {
        assert_eq!(of(alone, metric), of(runs, metric));
    }
}

#[test]
fn a_history_of_other_runs_is_left_out_and_said() {
    let history = "run_id,key,step,timestamp,value\nghost,loss,0,1795218322858,0.5\naea947d5f39c4e329ee7658cd951c348,loss,3,1795218322858,0.25\n";
    let sources = [("runs.parquet", crate::support::bytes(PARQUET)), ("history.csv", history.as_bytes().to_vec())];
    let workspace = crate::support::workspace(&sources).unwrap();
    let dataset = workspace.dataset();
    assert_eq!(dataset.history.points().len(), 1);
    assert_eq!(dataset.history.of(0, "loss")[0].time_us, Some(1_795_218_322_858_000));
    let latest = dataset.runs.values(&ColumnName::metric("loss")).unwrap().expect("a metric of histories alone has a column");
    assert_eq!((latest.at(0), latest.at(1)), (Value::Real(0.25), Value::Missing));
    assert!(dataset.warnings[0].message.starts_with("1 of the runs that have a history"), "{:?}", dataset.warnings);
}

#[test]
fn deleted_runs_are_left_out_and_counted_unless_asked_for() {
    let text = String::from_utf8(crate::support::bytes("mlflow-streamflow/rest_runs_search.json")).unwrap();
    let text = text.replacen("\"lifecycle_stage\": \"active\"", "\"lifecycle_stage\": \"deleted\"", 2);
    let workspace = crate::support::text("rest.json", &text);
    assert_eq!((workspace.dataset().runs.rows(), workspace.deleted_runs()), (7, 2));
    let task =
        runloom_source::OpenTask::new("rest.json", text.len() as u64, runloom_source::Limits::default()).keep_deleted_runs(true);
    let source = runloom_source::MemorySource::new(text.into_bytes());
    let opened = runloom_source::run(task, &source, &mut |_| {}).unwrap();
    assert_eq!((opened.runs(), opened.deleted_runs()), (9, 0));
}

#[test]
fn pages_of_answers_may_follow_each_other() {
    let page = String::from_utf8(crate::support::bytes("mlflow-streamflow/rest_runs_search.json")).unwrap();
    for text in [format!("{page}\n{page}"), format!("[{page},{page}]")] {
        let workspace = crate::support::text("pages.json", &text);
        assert_eq!(workspace.dataset().runs.rows(), 18);
        assert_eq!(workspace.dataset().kinds, ["mlflow-rest-json"]);
        assert!(workspace.dataset().warnings[0].message.contains("9 rows have a run id that an earlier row has too"));
    }
}

#[test]
fn the_runs_page_export_is_read() {
    let csv = "\"Start Time\",\"Duration\",\"Run ID\",\"Name\",\"Source Type\",\"Source Name\",\"User\",\"Status\",\"lr\",\"val_loss\",\"note\"\n\
               \"2026-11-20 23:45:22\",\"1.2min\",\"a1\",\"first\",\"LOCAL\",\"train.py\",\"ann\",\"FINISHED\",\"'-0.5\",\"'-0.25\",\"'=2+3\"\n";
    let workspace = crate::support::text("runs.csv", csv);
    let dataset = workspace.dataset();
    assert_eq!(dataset.kinds, ["mlflow-ui-runs-csv"]);
    assert_eq!(column(dataset, "duration"), ["72"]);
    assert_eq!(column(dataset, "start_time"), ["2026-11-20T23:45:22Z"]);
    assert_eq!(column(dataset, "params.lr"), ["-0.5"]);
    assert_eq!(column(dataset, "metrics.val_loss"), ["-0.25"]);
    assert_eq!(column(dataset, "params.note"), ["=2+3"]);
}
