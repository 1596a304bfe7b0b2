//! What the tests share: the recorded runs as a data set.

use std::collections::BTreeMap;
use std::path::PathBuf;

use arrow_array::TimestampMicrosecondArray;
use runloom_query::{DATASET_COLUMN, Diagnostic, OrderKey, default_order, parse_filter, parse_order_by, sort_rows};
use runloom_table::{Column, ColumnName, Dataset, RunTable, Values};
use serde_json::Value;

/// A file of `tests/conformance/`.
pub(crate) fn conformance(name: &str) -> String {
    std::fs::read_to_string(conformance_path(name)).unwrap()
}

/// The path of a file of `tests/conformance/`.
pub(crate) fn conformance_path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/conformance").join(name)
}

/// Runs as MLflow's REST API gives them (`{"runs": [...]}`), as a data set.
pub(crate) fn dataset_of_rest(json: &str) -> Dataset {
    let json: Value = serde_json::from_str(json).unwrap();
    let runs = json["runs"].as_array().unwrap();
    let mut table = RunTable::new(runs.len());
    for key in ["run_id", "run_name", "experiment_id", "status", "user_id", "artifact_uri", "lifecycle_stage"] {
        let texts = runs.iter().map(|run| run["info"][key].as_str());
        table.push(Column::loaded(ColumnName::attribute(key), Values::from_texts(texts)));
    }
    for key in ["start_time", "end_time"] {
        let micros: TimestampMicrosecondArray = runs.iter().map(|run| run["info"][key].as_i64().map(|ms| ms * 1000)).collect();
        table.push(Column::loaded(ColumnName::attribute(key), Values::Time(micros)));
    }
    let datasets: Vec<Option<String>> = runs.iter().map(datasets_of).collect();
    if datasets.iter().any(Option::is_some) {
        table.push(Column::loaded(
            ColumnName::attribute(DATASET_COLUMN),
            Values::from_texts(datasets.iter().map(Option::as_deref)),
        ));
    }
    for (list, is_metric) in [("params", false), ("tags", false), ("metrics", true)] {
        for (key, cells) in cells(runs, list) {
            let name = ColumnName::parse(&format!("{list}.{key}"));
            let values = if is_metric {
                Values::from_reals(cells.iter().map(|cell| cell.map(number)))
            } else {
                Values::from_texts(cells.iter().map(|cell| cell.and_then(Value::as_str)))
            };
            table.push(Column::loaded(name, values));
        }
    }
    Dataset { runs: table, ..Dataset::default() }
}

fn cells<'a>(runs: &'a [Value], list: &str) -> BTreeMap<&'a str, Vec<Option<&'a Value>>> {
    let mut columns: BTreeMap<&str, Vec<Option<&Value>>> = BTreeMap::new();
    for (row, run) in runs.iter().enumerate() {
        for entry in run["data"][list].as_array().into_iter().flatten() {
            let column = columns.entry(entry["key"].as_str().unwrap()).or_insert_with(|| vec![None; runs.len()]);
            column[row] = Some(&entry["value"]);
        }
    }
    columns
}

/// A metric's value; MLflow's database keeps infinities as the largest finite numbers.
fn number(value: &Value) -> f64 {
    match value.as_f64().or_else(|| value.as_str()?.parse().ok()).unwrap() {
        value if value.abs() >= f64::MAX => value * 2.0,
        value => value,
    }
}

fn datasets_of(run: &Value) -> Option<String> {
    let inputs = run["inputs"]["dataset_inputs"].as_array()?;
    let datasets = inputs.iter().map(|input| {
        let tags = input["tags"].as_array();
        let context = tags.into_iter().flatten().find(|tag| tag["key"] == "mlflow.data.context").map(|tag| tag["value"].clone());
        serde_json::json!({"name": input["dataset"]["name"], "digest": input["dataset"]["digest"], "context": context})
    });
    Some(Value::Array(datasets.collect()).to_string())
}

/// The ids of the runs that a filter keeps, in order, or what is wrong.
pub(crate) fn answer(dataset: &Dataset, filter: &str, order_by: &[&str]) -> Result<Vec<String>, String> {
    let parsed = parse_filter(filter);
    let Some(filter) = parsed.filter else {
        return Err(parsed.diagnostics.into_iter().find(Diagnostic::is_error).unwrap().message);
    };
    let keys: Result<Vec<OrderKey>, _> = order_by.iter().map(|text| parse_order_by(text)).collect();
    let keys = match keys {
        Ok(keys) if keys.is_empty() => default_order(),
        Ok(keys) => keys,
        Err(mistake) => return Err(mistake.message),
    };
    let mask = filter.evaluate(dataset).map_err(|error| error.to_string())?;
    let rows = sort_rows(dataset, &keys, &mask).map_err(|error| error.to_string())?;
    let ids = dataset.runs.column(&ColumnName::attribute("run_id")).unwrap().values().unwrap();
    Ok(rows.into_iter().map(|row| ids.text_at(row as usize).unwrap().into_owned()).collect())
}
