//! What is offered at a cursor, over the recorded runs and over columns made for the purpose.

#![expect(clippy::unwrap_used, clippy::print_stderr, reason = "a test may stop, and say where it was")]

mod support;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use arrow_array::{Int64Array, TimestampMicrosecondArray};
use proptest::prelude::*;
use runloom_query::{
    ATTRIBUTES, Completion, CompletionOption, Diagnostic, ENTITIES, FUNCTIONS, OPERATORS, complete, complete_group_by,
    complete_order_by, completion_columns, explain, explanation_columns, parse_filter, parse_group_by, parse_order_by,
};
use runloom_table::{Column, ColumnName, ColumnSummary, Dataset, RunTable, Values};
use serde_json::Value;
use support::{conformance, dataset_of_rest};

static RECORDED: LazyLock<Dataset> = LazyLock::new(|| dataset_of_rest(&conformance("rest_runs_search.json")));

/// Six runs with what the recorded ones have not: durations, days, lists of data sets, keys that need quotes, mixed columns.
static ODD: LazyLock<Dataset> = LazyLock::new(|| {
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

fn at(case: &str, dataset: &Dataset) -> (String, Completion) {
    let text = case.replacen('|', "", 1);
    let cursor = case.find('|').unwrap_or(text.len());
    let completion = complete(&text, cursor, true, dataset);
    (text, completion)
}

/// The labels of the first options.
fn labels(case: &str, dataset: &Dataset, count: usize) -> Vec<String> {
    at(case, dataset).1.options.into_iter().take(count).map(|option| option.label).collect()
}

/// The texts after an option was accepted, for the first options, the caret as `|` where it is not at the end.
fn accepted(case: &str, dataset: &Dataset, count: usize) -> Vec<String> {
    let (text, completion) = at(case, dataset);
    completion.options.iter().take(count).map(|option| insert(&text, &completion, option)).collect()
}

fn insert(text: &str, completion: &Completion, option: &CompletionOption) -> String {
    let mut inserted = option.insert.clone();
    if let Some(caret) = option.caret {
        inserted.insert(caret, '|');
    }
    format!("{}{inserted}{}", &text[..completion.span.start], &text[completion.span.end..])
}

#[test]
fn the_likeliest_comes_first() {
    for (case, expected) in [
        // Where a clause begins: what is typed, then parts of words, then inside; what differs before what is constant.
        ("val_a|", &["val_auc", "val_avg_precision", "best_val_auc"][..]),
        ("auc|", &["val_auc", "test_auc", "best_val_auc"]),
        ("AUC|", &["val_auc"]),
        ("metrics.|", &["best_iteration", "best_val_auc", "fit_seconds"]),
        ("metric.val_l|", &["val_logloss", "val_log_loss"]),
        ("params.max|", &["max_iter", "max_depth"]),
        ("metr|", &["metrics.", "eval_metric"]),
        ("sta|", &["status", "start_time", "starts_with"]),
        ("metrics.val_acu|", &["val_auc"]),
        ("vauc|", &["val_auc"]),
        ("runtime|", &["duration"]),
        ("status = 'FINISHED' AND val_f|", &["val_f1"]),
        ("(val_f|", &["val_f1"]),
        ("NOT val_f|", &["val_f1"]),
        ("n|", &["note", "n_estimators", "NOT", "number"]),
        ("`sta|", &["status", "start_time"]),
        ("xgb|", &[]),
        // Operators that fit, the likeliest first.
        ("metrics.val_auc |", &[">", "<", "BETWEEN", "=", ">=", "<=", "!=", "IN", "IS NULL", "IS NOT NULL", "IS NAN"]),
        ("params.max_depth |", &[">", "<", "BETWEEN", "="]),
        ("params.model |", &["=", "!=", "LIKE", "IN", "ILIKE", "RLIKE"]),
        ("start_time |", &[">", "<", "BETWEEN", ">=", "<="]),
        ("params.bootstrap |", &["=", "!=", "IS NULL", "IS NOT NULL", "IN", "NOT IN"]),
        ("metrics.val_auc - metrics.test_auc |", &[">", "<"]),
        ("lower(params.model) |", &["=", "!=", "LIKE"]),
        ("params.model L|", &["LIKE"]),
        ("params.model REG|", &["RLIKE"]),
        ("params.model NOT |", &["LIKE", "IN", "ILIKE", "RLIKE", "BETWEEN"]),
        ("params.model NOT L|", &["LIKE"]),
        ("params.model not|", &["NOT LIKE", "NOT IN"]),
        ("metrics.val_auc !|", &["!="]),
        ("metrics.val_auc IS |", &["NULL", "NAN", "NOT NULL", "NOT NAN"]),
        ("metrics.val_auc IS NOT |", &["NULL", "NAN"]),
        ("metrics.val_auc IS N|", &["NULL", "NAN", "NOT NULL", "NOT NAN"]),
        // Values, the most frequent first.
        ("params.model = |", &["'et'", "'hgb'", "'rf'", "'lr'"]),
        ("params.model = h|", &["'hgb'"]),
        ("params.model = 'h|", &["'hgb'"]),
        ("params.model = \"h|", &["'hgb'"]),
        ("status = |", &["'FINISHED'", "'RUNNING'", "'FAILED'", "'KILLED'", "'SCHEDULED'"]),
        ("params.max_depth = |", &["12", "4", "8", "5", "6", "7", "best_iteration"]),
        ("params.max_depth >= |", &["4", "5", "6", "7", "8", "12"]),
        ("params.max_depth = '|", &["'12'", "'None'", "'4'"]),
        ("params.bootstrap = |", &["false", "true"]),
        ("metrics.test_auc > |", &["0.885", "0.928", "0.9497", "0.8446"]),
        ("metrics.test_auc < |", &["0.885", "0.8446", "0.8102"]),
        ("metrics.test_auc > 0.9|", &["0.928", "0.9497"]),
        ("metrics.test_auc = |", &["0.9770833333333333", "0.745474798106377"]),
        ("metrics.test_auc BETWEEN |", &["0.885"]),
        ("metrics.test_auc BETWEEN 0.8 |", &["AND"]),
        ("metrics.test_auc BETWEEN 0.8 AND |", &["0.885", "0.8446"]),
        ("metrics.test_auc > val_a|", &["val_auc", "val_avg_precision"]),
        ("start_time > |", &["'2026-11-20T23:52Z'", "'2026-11-20T23:51Z'", "'2026-11-20T23:47Z'"]),
        ("lower(params.model) = |", &["'et'"]),
        ("params.model IN |", &["( )"]),
        ("params.model IN (|", &["'et'", "'hgb'", "'rf'", "'lr'"]),
        ("params.model IN ('hgb', |", &["'et'", "'rf'", "'lr'"]),
        ("params.model IN ('hgb' |", &[",", ")"]),
        ("run_name LIKE |", &["'et-%'", "'hgb-%'", "'rf-%'", "'lr-%'", "'config-%'", "'xgb-%'", "'%%'", "'%'"]),
        ("run_name LIKE 'xgb|", &["'%xgb%'", "'xgb%'", "'xgb-%'"]),
        ("run_name RLIKE |", &["'^et-'"]),
        // Behind a condition.
        ("metrics.val_auc > 1 |", &["AND", "OR"]),
        ("(metrics.val_auc > 1 |", &["AND", "OR", ")"]),
        ("metrics.val_auc > 1 o|", &["OR"]),
        ("metrics.val_auc > 1 val_f|", &["val_f1"]),
        ("xgb |", &["AND", "OR"]),
        ("contains(run_name, 'x') |", &["AND", "OR"]),
        // Arguments.
        ("max(|", &["best_iteration", "best_val_auc"]),
        ("MAX(val_auc|", &["val_auc", "best_val_auc"]),
        ("log10(params.C|", &["C"]),
        ("starts_with(run_name |", &[","]),
        ("starts_with(run_name, |", &["'et-'", "'hgb-'"]),
        ("ends_with(run_name, 'configs|", &["'xgb-search-50-configs'"]),
        ("abs(metrics.val_auc |", &[")"]),
        // Not here.
        ("{\"config.lr\": |", &[]),
        ("'sta|", &[]),
        ("metrics.val_auc > 1) x ) |", &["AND", "OR"]),
    ] {
        let found = labels(case, &RECORDED, expected.len().max(1));
        assert_eq!(found, expected, "{case}");
    }
}

#[test]
fn what_is_accepted_stands_where_it_belongs() {
    for (case, expected) in [
        ("val au|", "val metrics.`val auc` "),
        ("val/a| > 1", "metrics.`val/acc`  > 1"),
        ("metrics.val/|", "metrics.`val/acc` "),
        ("metrics.`val a|uc` > 1", "metrics.`val auc`  > 1"),
        ("metrics.`val a|", "metrics.`val auc` "),
        ("params.fro|", "params.`from` "),
        ("tea|", "team "),
        ("team| = 'red'", "team  = 'red'"),
        ("acc > metrics.ac|", "acc > metrics.acc"),
        ("number(tea|)", "number(attributes.team)"),
        ("min|", "min(|)"),
        ("mi|(metrics.acc)", "min(metrics.acc)"),
        ("team I|", "team IN (|)"),
        ("team = '|'", "team = 'red'"),
        ("team = 're|d' AND acc > 1", "team = 'red' AND acc > 1"),
        ("team = 're| AND run_id = 'a'", "team = 'red' AND run_id = 'a'"),
        ("team = r|", "team = 'red'"),
        ("run_name = 'it|", "run_name = \"it's\""),
        ("run_name IN (it|", "run_name IN ('it\\'s'"),
        ("run_name = 'say|", "run_name = E'say \"it\\'s\"'"),
        ("team LIKE |", "team LIKE '%|%'"),
        ("metrics.`val/acc` >= -|", "metrics.`val/acc` >= -0.5"),
        ("metrics.acc BETWEEN 0.1 |", "metrics.acc BETWEEN 0.1 AND "),
        ("metrics.acc IN (0.1)|", "metrics.acc IN (0.1) AND "),
        ("duration > 5|", "duration > 5s"),
        ("duration > |", "duration > 30s"),
        ("start_time > |", "start_time > '2026-11-19'"),
        ("start_time > '2026-11-1|", "start_time > '2026-11-19'"),
        ("datasets.na|", "datasets.name "),
        ("datasets.name = |", "datasets.name = 'iris'"),
        ("params.select > |", "params.select > 6"),
        ("params.select = a|", "params.select = 'auto'"),
        ("user_id = |", "user_id = 'ann'"),
    ] {
        let found = accepted(case, &ODD, 60);
        let first = found.first().map(String::as_str);
        assert!(
            first == Some(expected) || found.len() > 1 && case == "team I|" && found.contains(&expected.to_owned()),
            "{case}: {found:?}"
        );
    }
}

#[test]
fn options_say_what_is_known() {
    for (case, dataset, label, detail) in [
        ("val_auc|", &RECORDED, "val_auc", "metric · 57 runs · 0.6573 – 0.9918"),
        ("max_dep|", &RECORDED, "max_depth", "param · 474 runs · 4 – 12"),
        ("params.model|", &RECORDED, "model", "param · 787 runs · 4 values"),
        ("params.random|", &RECORDED, "random_state", "param · 56 runs · 42"),
        ("start_t|", &ODD, "start_time", "attribute · 6 runs · 2026-10-26 – 2026-11-20"),
        ("dura|", &ODD, "duration", "attribute · 6 runs · 12s – 1d1h"),
        ("dura|", &RECORDED, "duration", "attribute · no run has it"),
        ("params.f|", &ODD, "flag", "param · 6 runs · 2 values"),
        ("metr|", &RECORDED, "metrics.", "14 metrics"),
        ("params.model = e|", &RECORDED, "'et'", "229 runs"),
        ("status = K|", &RECORDED, "'KILLED'", "no run"),
        ("metrics.test_auc > |", &RECORDED, "0.928", "upper quarter · 197 runs"),
        ("max(metrics.test_auc) > |", &RECORDED, "0.928", "upper quarter"),
        ("start_time >= |", &ODD, "'2026-11-19'", "the day before · 2 runs"),
        ("run_name LIKE 'xgb|", &RECORDED, "'xgb%'", "begins with xgb · 8 runs"),
        ("params.model |", &RECORDED, "RLIKE", "run_name RLIKE '^et-0[0-3]'"),
    ] {
        let (_, completion) = at(case, dataset);
        let option = completion.options.iter().find(|option| option.label == label);
        assert_eq!(option.map(|option| option.detail.as_str()), Some(detail), "{case}");
    }
}

#[test]
fn calls_show_their_arguments() {
    for (case, expected) in [
        ("starts_with(|", Some(("starts_with(text, beginning)", "text"))),
        ("starts_with(run_name, |", Some(("starts_with(text, beginning)", "beginning"))),
        ("starts_with(run_name, 'a', |", Some(("starts_with(text, beginning)", ""))),
        ("NOT (abs(metrics.a - (|", Some(("abs(number)", "number"))),
        ("abs(min(metrics.a|) > 1", Some(("min(metric)", "metric"))),
        ("abs(metrics.a) |", None),
        ("nothing(|", None),
    ] {
        let (_, completion) = at(case, &RECORDED);
        let signature = completion.signature.as_ref().map(|call| (call.label.as_str(), &call.label[call.argument.clone()]));
        assert_eq!(signature, expected, "{case}");
    }
}

#[test]
fn everything_in_the_table_is_offered() {
    let offered = |cases: &[&str]| -> BTreeSet<String> {
        cases.iter().flat_map(|case| at(case, &ODD).1.options).map(|option| option.label).collect()
    };
    for function in FUNCTIONS {
        assert!(
            offered(&["|"]).contains(function.name) && offered(&[function.name]).contains(function.name),
            "{}",
            function.name
        );
    }
    for attribute in ATTRIBUTES {
        assert!(offered(&[attribute.name]).contains(attribute.name), "{}", attribute.name);
        for word in attribute.aliases.iter().chain(attribute.elsewhere).filter(|word| !word.contains(' ')) {
            assert!(offered(&[word]).contains(attribute.name), "{word}");
        }
    }
    for entity in ENTITIES {
        for spelling in entity.spellings {
            assert!(offered(&[spelling]).contains(entity.entity.prefix()), "{spelling}");
        }
    }
    let operators = offered(&["|", "team |", "metrics.acc |", "team = 'a' |"]);
    for operator in OPERATORS {
        assert!(operators.contains(operator.name), "{}", operator.name);
        let also = operator.also.iter().all(|also| offered(&[&format!("team {also}|")]).contains(operator.name));
        assert!(also || operator.also.iter().all(|also| also.starts_with(['=', '<'])), "{}", operator.name);
    }
}

#[test]
fn only_the_compared_column_is_loaded() {
    let mut runs = RunTable::new(3);
    for name in ["metrics.a", "params.b", "tags.mlflow.runName"] {
        let summary =
            ColumnSummary { missing: Some(1), differs: Some(true), min: Some(1.0), max: Some(2.0), ..Default::default() };
        runs.push(Column::pending(ColumnName::parse(name), summary));
    }
    for (case, needed) in [
        ("|", None),
        ("metrics.|", None),
        ("min(|", None),
        ("metrics.a |", Some("metrics.a")),
        ("metrics.a > params.b AND params.b = |", Some("params.b")),
        ("run_name LIKE '|", Some("tags.mlflow.runName")),
        ("contains(run_name, |", Some("tags.mlflow.runName")),
        ("metrics.missing > |", None),
        ("metrics.a IN (1, |", Some("metrics.a")),
        ("metrics.a > 1 |", None),
    ] {
        let text = case.replacen('|', "", 1);
        let columns = completion_columns(&text, case.find('|').unwrap(), &runs);
        assert_eq!(columns.first().map(ToString::to_string).as_deref(), needed, "{case}");
    }
    let dataset = Dataset { runs, ..Dataset::default() };
    let (_, completion) = at("a|", &dataset);
    assert_eq!(completion.options[0].detail, "metric · 2 runs · 1 – 2");
}

#[test]
fn many_columns_are_no_burden() {
    let mut runs = RunTable::new(1);
    for at in 0..12_000 {
        runs.push(Column::loaded(ColumnName::metric(format!("layer_{at}/val loss")), Values::from_reals([Some(1.0)])));
    }
    let dataset = Dataset { runs, ..Dataset::default() };
    for case in ["|", "layer_11|", "metrics.layer_7/v|", "loss|", "metrics.lyaer_7|"] {
        let start = std::time::Instant::now();
        let (_, completion) = at(case, &dataset);
        assert!(!completion.options.is_empty() && completion.options.len() <= 60, "{case}: {}", completion.options.len());
        eprintln!("{case}: {:?}", start.elapsed());
    }
    assert_eq!(accepted("metrics.layer_7/v|", &dataset, 1), ["metrics.`layer_7/val loss` "]);
}

#[test]
fn orders_and_groups_are_completed() {
    let order = |case: &str| {
        let text = case.replacen('|', "", 1);
        let completion = complete_order_by(&text, case.find('|').unwrap(), &RECORDED);
        completion.options.into_iter().take(4).map(|option| option.insert).collect::<Vec<_>>()
    };
    assert_eq!(order("val_a|")[..2], ["metrics.val_auc", "metrics.val_avg_precision"]);
    assert_eq!(order("metrics.val_auc |"), ["ASC", "DESC", "NULLS FIRST", "NULLS LAST"]);
    assert_eq!(order("metrics.val_auc D|"), ["DESC"]);
    assert_eq!(order("metrics.val_auc DESC |"), ["NULLS FIRST", "NULLS LAST"]);
    assert_eq!(order("metrics.val_auc DESC NULLS |"), ["FIRST", "LAST"]);
    assert_eq!(order("metrics.val_auc DESC NULLS LAST |"), [""; 0]);
    assert_eq!(order("numb|"), ["number()"]);
    assert_eq!(order("number(params.max|")[..2], ["params.max_iter", "params.max_depth"]);
    let group = |case: &str| {
        let text = case.replacen('|', "", 1);
        let completion = complete_group_by(&text, case.find('|').unwrap(), &RECORDED);
        completion.options.into_iter().take(2).map(|option| option.insert).collect::<Vec<_>>()
    };
    assert_eq!(group("params.mod|"), ["params.model"]);
    assert_eq!(group("params.model |"), [", "]);
    assert_eq!(group("params.model, pipeline|"), ["tags.`pipeline version`"]);
    for text in ["params.model, tags.`pipeline version`", "status"] {
        assert!(parse_group_by(text).is_ok());
    }
    for text in ["metrics.val_auc DESC NULLS LAST", "number(params.max_depth) ASC"] {
        assert!(parse_order_by(text).is_ok());
    }
}

#[test]
fn words_are_explained() {
    for (case, dataset, title, line) in [
        ("metrics.val|_auc > 1", &RECORDED, "metrics.val_auc", "metric · 57 runs · 0.6573 – 0.9918"),
        ("metrics.val|_auc > 1", &RECORDED, "metrics.val_auc", "790 runs have none."),
        ("params.mod|el = 'et'", &RECORDED, "params.model", "et (229), hgb (201), rf (187), lr (170)"),
        ("metrics.val_acu| > 1", &RECORDED, "metrics.val_acu", "did you mean metrics.val_auc?"),
        ("met|rics.val_auc > 1", &RECORDED, "metrics.", "A result of the run: its latest value."),
        ("sta|tus = 'x'", &RECORDED, "status", "attribute · 847 runs · 3 values"),
        ("user_id| = 'ann'", &ODD, "user_id", "Kept as tags.mlflow.user."),
        ("status = 'FINI|SHED'", &RECORDED, "'FINISHED'", "845 runs with this status."),
        ("metrics.a >|= 1", &RECORDED, ">=", "Greater or equal."),
        ("metrics.a IS NOT| NAN", &RECORDED, "IS NAN", "`metrics.loss IS NAN`"),
        ("a = 1 o|r b = 2", &RECORDED, "OR", "MLflow's own filters do not know it."),
        ("m|in(metrics.a) > 1", &RECORDED, "min(metric)", "The smallest value that a metric ever had."),
        ("duration > 9|0m", &ODD, "1h30m", "A length of time: 5400 seconds."),
        ("start_time > '2026|-11-20'", &ODD, "2026-11-20", "A moment in UTC, unless it has an offset."),
        ("xgb|", &RECORDED, "xgb", "8 runs"),
        ("datasets.na|me = 'iris'", &ODD, "datasets.name", "iris (2), wine (1)"),
    ] {
        let text = case.replacen('|', "", 1);
        let cursor = case.find('|').unwrap();
        let found = explain(&text, cursor, dataset);
        assert!(found.is_some(), "{case}");
        let found = found.unwrap();
        assert_eq!(found.title, title, "{case}");
        assert!(found.lines.iter().any(|found| found == line), "{case}: {:?}", found.lines);
        assert!(found.span.contains(&cursor) || found.span.end == cursor, "{case}");
        assert!(explanation_columns(&text, cursor, &dataset.runs).len() < 2);
    }
    for case in ["a  |  b", "|", "{\"a\": 1|}", "run_name LIKE 'x|%'"] {
        let text = case.replacen('|', "", 1);
        assert_eq!(explain(&text, case.find('|').unwrap(), &RECORDED), None, "{case}");
    }
}

/// What may follow a text that is right so far.
const CONTINUATIONS: &[&str] = &[
    "",
    " = 'x'",
    " > 1",
    "1",
    " 1",
    "'x'",
    " 'x'",
    "metrics.a > 1",
    "metrics.a",
    "1 AND 2",
    "1 = 1",
    "metrics.a)  > 1",
    "1 AND 2)",
    " AND 2",
    "IN ('x')",
    "('x')",
    "NULL",
    ", 'x')",
    "metrics.a) IS NULL",
    " IN ('x')",
    " LIKE 'x'",
    " BETWEEN 1 AND 2",
    ", 'x') AND metrics.a > 1",
    "run_name, 'x'",
    "run_name, 'x')",
    "'x')",
    ") > 1",
    ") = 'x'",
    "1) = 1",
    " 1)",
    " > 1)",
];

/// Whether some words behind a text make it a filter, with what an option leaves behind the caret in between.
fn can_be_finished(before: &str, after: &str) -> bool {
    CONTINUATIONS.iter().any(|inside| {
        let tail = |rest: &str| {
            (0..4).any(|closed| parse_filter(&format!("{before}{inside}{after}{rest}{}", ")".repeat(closed))).filter.is_some())
        };
        tail("") || !after.is_empty() && [" > 1", " = 'x'"].into_iter().any(tail)
    })
}

/// Filters that MLflow knows, and those of the language's own examples.
static FILTERS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let recorded: Value = serde_json::from_str(&conformance("mlflow_filters.json")).unwrap();
    let cases = recorded["cases"].as_array().unwrap().iter();
    let recorded = cases.filter_map(|case| case["filter"].as_str().or_else(|| case["filter_string"].as_str()));
    let own = [
        "metrics.val_auc - metrics.test_auc > 0.05 AND (status IN ('FINISHED', 'FAILED') OR NOT start_time < '2026-11-20')",
        "params.max_depth BETWEEN 3 AND 8 OR min(metrics.val_auc) > 0.5 AND starts_with(run_name, 'xgb')",
        "duration > 1h30m AND metrics.`val/acc` >= -0.5 AND xgb",
        "metrics.acc IS NOT NAN AND (abs(metrics.acc) * 2) <= 3 AND team ILIKE 'r%'",
        "datasets.name = 'iris' AND lower(params.select) != 'auto'",
    ];
    let all = recorded.chain(OPERATORS.iter().map(|operator| operator.usage)).chain(own).map(str::to_owned);
    all.filter(|filter| parse_filter(filter).filter.is_some() && filter.len() < 200).collect()
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(miri) { 1 } else { 300 }))]

    /// Behind the beginning of a right filter, whatever is accepted can still become one; and no value is of the wrong kind.
    #[test]
    fn what_is_accepted_is_never_a_mistake(filter: proptest::sample::Index, cut: proptest::sample::Index, which: [proptest::sample::Index; 6], odd: bool) {
        let filter = filter.get(&FILTERS);
        let mut cut = cut.index(filter.len() + 1);
        while !filter.is_char_boundary(cut) {
            cut -= 1;
        }
        let dataset: &Dataset = if odd { &ODD } else { &RECORDED };
        let text = &filter[..cut];
        let completion = complete(text, cut, false, dataset);
        if !completion.options.is_empty() && can_be_finished(&text[..completion.span.start], "") {
            for which in which {
                let option = which.get(&completion.options);
                let caret = option.caret.unwrap_or(option.insert.len());
                let before = format!("{}{}", &text[..completion.span.start], &option.insert[..caret]);
                prop_assert!(can_be_finished(&before, &option.insert[caret..]), "`{}` and {:?}", text, option);
                let alone = parse_filter(&before);
                let wrong = alone.filter.map(|filter| filter.check(&dataset.runs)).unwrap_or_default();
                let is_new = |found: &&Diagnostic| found.is_error() && found.span.end > completion.span.start;
                prop_assert_eq!(wrong.iter().find(is_new), None, "`{}`", before);
            }
        }
    }

    /// Any text, a cursor anywhere.
    #[test]
    fn anything_is_completed_and_explained(
        text in "(metrics\\.|params\\.`|status|'|\"|`|\\(|\\)|,| |AND|IN|BETWEEN|IS|NOT|LIKE|=|<|-|\\{|min\\(|1|5m|\\PC|😀){0,25}",
        cursor in 0_usize..90,
        explicit: bool,
    ) {
        for dataset in [&RECORDED, &ODD] {
            let completion = complete(&text, cursor, explicit, dataset);
            prop_assert!(text.get(completion.span.clone()).is_some() && completion.options.len() <= 60);
            for option in &completion.options {
                prop_assert!(option.caret.is_none_or(|caret| option.insert.is_char_boundary(caret)));
                prop_assert!(!option.label.is_empty() && !option.insert.is_empty());
            }
            let inserts: BTreeSet<&str> = completion.options.iter().map(|option| option.insert.as_str()).collect();
            prop_assert_eq!(inserts.len(), completion.options.len(), "{:?}", completion.options);
            completion_columns(&text, cursor, &dataset.runs);
            complete_order_by(&text, cursor, dataset);
            complete_group_by(&text, cursor, dataset);
            if let Some(explanation) = explain(&text, cursor, dataset) {
                prop_assert!(text.get(explanation.span).is_some());
            }
        }
    }
}

#[test]
fn hostile_text_is_answered_at_once() {
    let texts = [
        "(".repeat(1 << 20),
        "'".repeat(1 << 20),
        "a-".repeat(1 << 19),
        "metrics.a > 1 AND ".repeat(50_000),
        format!("params.model IN ({}", "'x',".repeat(250_000)),
        "min(".repeat(200_000),
        "\u{202e}\0".repeat(100_000),
        "x".repeat((1 << 20) + 1),
    ];
    for text in texts {
        let completion = complete(&text, text.len(), true, &RECORDED);
        assert!(completion.options.len() <= 60);
        explain(&text, text.len() / 2, &RECORDED);
    }
}
