//! MLflow's answers over a small fixture with NaN, infinities, missing values and data sets, and what MLflow's grammar accepts.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

mod support;

use runloom_query::{DIFFERENCES, parse_filter, parse_order_by};
use serde_json::{Value, json};
use support::{answer, conformance, dataset_of_rest};

fn fixture() -> runloom_table::Dataset {
    let run = |id: &str, times: [Option<i64>; 2], status: &str, data: Value, datasets: Value| {
        let list = |key: &str| -> Vec<Value> {
            data[key].as_object().into_iter().flatten().map(|(key, value)| json!({"key": key, "value": value})).collect()
        };
        let mut tags = list("tags");
        tags.push(json!({"key": "mlflow.runName", "value": id}));
        json!({
            "info": {"run_id": id, "run_name": id, "status": status, "user_id": "u", "start_time": times[0], "end_time": times[1]},
            "data": {"metrics": list("metrics"), "params": list("params"), "tags": tags},
            "inputs": datasets,
        })
    };
    let inputs = |list: &[(&str, &str, Option<&str>)]| {
        let inputs: Vec<Value> = list
            .iter()
            .map(|(name, digest, context)| {
                let tags: Vec<Value> =
                    context.iter().map(|context| json!({"key": "mlflow.data.context", "value": context})).collect();
                json!({"tags": tags, "dataset": {"name": name, "digest": digest}})
            })
            .collect();
        json!({"dataset_inputs": inputs})
    };
    let none = || json!({});
    let runs = [
        run(
            "r1",
            [Some(10), Some(100)],
            "FINISHED",
            json!({"metrics": {"acc": 0.5, "loss": 1}, "params": {"m": "LR", "lr": "0.1", "p": "10"}, "tags": {"t": "alpha"}}),
            inputs(&[("d1", "x1", Some("train")), ("d2", "x2", Some("eval"))]),
        ),
        run(
            "r2",
            [Some(20), Some(90)],
            "FAILED",
            json!({"metrics": {"acc": "NaN", "loss": 2}, "params": {"m": "lr", "lr": "1e-1", "p": "9"}, "tags": {"t": "Alpha", "u": ""}}),
            inputs(&[("d2", "x2", Some("train"))]),
        ),
        run(
            "r3",
            [Some(30), None],
            "RUNNING",
            json!({"metrics": {"acc": "inf"}, "params": {"m": "100%", "lr": "0.10", "p": "é"}, "tags": {"t": "line1\nline2"}}),
            inputs(&[("d3", "x3", None)]),
        ),
        run(
            "r4",
            [Some(40), None],
            "RUNNING",
            json!({"metrics": {"acc": "-inf", "loss": 0}, "params": {"m": "a_b", "p": "É"}}),
            none(),
        ),
        run(
            "r5",
            [Some(40), Some(400)],
            "KILLED",
            json!({"metrics": {"acc": 2}, "params": {"m": "axb"}, "tags": {"t": "beta"}}),
            none(),
        ),
        run("R6", [Some(50), None], "RUNNING", none(), none()),
        run(
            "r7",
            [Some(60), None],
            "RUNNING",
            json!({"metrics": {"acc": 0, "loss": -0.0}, "params": {"m": "A\\B"}, "tags": {"t": "x%y"}}),
            none(),
        ),
    ];
    dataset_of_rest(&json!({"runs": runs}).to_string())
}

/// A line of a truth file: its text, as Python or JSON quotes it, and what MLflow made of it.
fn line(line: &str) -> (String, &str) {
    let (text, truth) = line.split_once(" => ").or_else(|| line.split_once(" =>")).unwrap();
    let text = serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    (text, truth)
}

/// The SQL store's answer where the stores differ: the one that Runloom follows.
fn sql_truth(truth: &str) -> &str {
    truth.split_once("|| sqlite:").map_or(truth, |(_, sql)| sql).trim()
}

/// MLflow breaks ties by run id; the recorded runs had random ones, in which r5 came before r4.
fn sorted_ties(runs: &str) -> String {
    runs.replace("r5 r4", "r4 r5")
}

#[test]
fn filters_keep_the_runs_that_mlflow_keeps() {
    let dataset = fixture();
    let mut wrong = Vec::new();
    for text in conformance("mlflow_filter_truth_eval.txt").lines().take_while(|line| !line.starts_with("----")) {
        let (filter, truth) = line(text);
        let truth = sql_truth(truth);
        let depends_on_the_store =
            filter.starts_with("run_id LIKE") || filter.starts_with("artifact_uri") || filter.contains("1e400");
        if truth.starts_with("ERR") || depends_on_the_store {
            continue;
        }
        let ours = answer(&dataset, &filter, &[]).map(|runs| sorted_ties(&runs.join(" ")));
        if ours != Ok(sorted_ties(truth)) {
            wrong.push(format!("{filter}: {ours:?} for {truth}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn infinities_are_values() {
    let dataset = fixture();
    assert_eq!(answer(&dataset, "metrics.acc = 1e400", &[]).unwrap(), ["r3"]);
    assert_eq!(answer(&dataset, "metrics.acc = -1e400", &[]).unwrap(), ["r4"]);
}

#[test]
fn orders_are_mlflows() {
    let dataset = fixture();
    let mut wrong = Vec::new();
    for text in conformance("mlflow_filter_truth_eval.txt").lines().skip_while(|line| !line.starts_with("----")).skip(1) {
        let Some((keys, truth)) = text.split_once(" => ") else { continue };
        let keys: Vec<String> = serde_json::from_str(&keys.replace('\'', "\"")).unwrap();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let file_truth = truth.strip_prefix("file: ").and_then(|truth| truth.split_once(" ||")).map_or(truth, |(file, _)| file);
        let ours = answer(&dataset, "", &keys).map(|runs| sorted_ties(&runs.join(" ")));
        let fine = match &ours {
            Ok(ours) => *ours == sorted_ties(file_truth) || keys == ["attributes.`Run Name`"],
            Err(_) => file_truth.starts_with("ERR"),
        };
        if !fine {
            wrong.push(format!("{keys:?}: {ours:?} for {file_truth}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_filter_that_mlflow_reads_is_read() {
    let mut refused = Vec::new();
    for text in conformance("mlflow_filter_truth_parse.txt").split_inclusive('\n').map(str::trim_end) {
        if !text.starts_with('"') || !text.contains("=> OK") || text.contains("!EVAL") {
            continue;
        }
        let (filter, _) = line(text);
        let parsed = parse_filter(&filter);
        let on_purpose = DIFFERENCES.iter().any(|difference| difference.refused && difference.example == filter);
        if parsed.filter.is_none() && !on_purpose {
            refused.push(format!("{filter}: {}", parsed.diagnostics[0].message));
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn every_order_that_mlflow_reads_is_read() {
    for text in conformance("mlflow_order_by_truth.txt").lines().filter(|line| line.starts_with('"')) {
        let (key, truth) = line(text);
        if truth.starts_with("OK ('dataset'") {
            assert!(parse_order_by(&key).is_err(), "{key}");
        } else if let Some(truth) = truth.strip_prefix("OK ") {
            let ours = parse_order_by(&key).unwrap_or_else(|mistake| panic!("{key}: {}", mistake.message));
            assert_eq!(ours.descending, truth.ends_with("False)"), "{key}");
        }
    }
}
