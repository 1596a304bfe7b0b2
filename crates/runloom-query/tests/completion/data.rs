#[expect(dead_code, reason = "other tests use the rest")]
#[path = "../support/mod.rs"]
mod support;

use std::sync::LazyLock;

use arrow_array::{Int64Array, TimestampMicrosecondArray};
use runloom_table::{Column, ColumnName, Dataset, RunTable, Values};

pub(super) use support::conformance;

/// The recorded runs.
pub(super) static RECORDED: LazyLock<Dataset> = LazyLock::new(|| support::dataset_of_rest(&conformance("rest_runs_search.json")));

/// Six runs with what the recorded ones have not: durations, days, lists of data sets, keys that need quotes, mixed columns.
pub(super) static ODD: LazyLock<Dataset> = LazyLock::new(|| {
    let mut runs = RunTable::new(6);
    let mut add = |name: &str, values| {
        runs.push(Column::loaded(ColumnName::parse(name), values));
    };
    add("run_id", Values::from_texts(["a", "b", "c", "d", "e", "f"].map(Some)));
    add("run_name", Values::from_texts(["xgb-1", "xgb-2", "rf-1", "it's", "say \"it's\"", "end\\"].map(Some)));
    add("team", Values::from_texts(["red", "red", "blue", "red", "blue", "red"].map(Some)));
    add("duration", Values::from_reals([12.0, 75.0, 300.0, 4000.0, 7300.0, 90_000.0].map(Some)));
    let day = 86_400_000_000;
    let start: TimestampMicrosecondArray = (0..6).map(|run| Some(1_795_132_800_000_000 - run * run * day)).collect();
    add("start_time", Values::Time(start));
    add("metrics.val/acc", Values::from_reals([-0.5, 0.1, 0.2, f64::NAN, 0.4, 0.5].map(Some)));
    add("metrics.val auc", Values::from_reals([Some(0.5), None, Some(0.75), None, None, None]));
    add("metrics.acc", Values::from_reals([0.1, 0.2, 0.3, 0.4, 0.5, 0.6].map(Some)));
    add("metrics.constant_acc", Values::from_reals([1.0; 6].map(Some)));
    add("params.select", Values::from_texts(["6", "auto", "7", "6", "6", "8"].map(Some)));
    add("params.from", Values::from_texts(["x", "y", "x", "x", "x", "x"].map(Some)));
    add("params.flag", Values::from_texts(["True", "False", "True", "True", "True", "True"].map(Some)));
    add("params.seed", Values::Integer(Int64Array::from(vec![1, 2, 3, 1, 2, 1])));
    add(
        "dataset",
        Values::from_texts([
            Some(r#"[{"name":"iris","context":"train"},{"name":"wine"}]"#),
            None,
            Some(r#"[{"name":"iris"}]"#),
            None,
            None,
            None,
        ]),
    );
    add("tags.mlflow.user", Values::from_texts(["ann", "ann", "bob", "ann", "ann", "ann"].map(Some)));
    Dataset { runs, ..Dataset::default() }
});
