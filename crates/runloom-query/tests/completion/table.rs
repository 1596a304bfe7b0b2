use std::collections::BTreeSet;

use runloom_query::{ATTRIBUTES, Completion, CompletionOption, ENTITIES, FUNCTIONS, OPERATORS, completion_columns};
use runloom_table::{Column, ColumnName, ColumnSummary, Dataset, RunTable, Values};

use super::at;
use super::data::{ODD, RECORDED};

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
        ("params.max_depth LIKE 1|", &["'%1%'", "'1%'"]),
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
        assert_eq!(labels(case, &RECORDED, expected.len().max(1)), expected, "{case}");
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
        let (_, completion) = at(case, &dataset);
        assert!(!completion.options.is_empty() && completion.options.len() <= 60, "{case}: {}", completion.options.len());
    }
    assert_eq!(accepted("metrics.layer_7/v|", &dataset, 1), ["metrics.`layer_7/val loss` "]);
}
