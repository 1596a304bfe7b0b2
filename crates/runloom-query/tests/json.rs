//! W&B's filters: each means the filter in the language's own words beside it.

#![expect(clippy::unwrap_used, reason = "a test may stop")]

use proptest::prelude::*;
use runloom_query::{JSON_OPERATORS, WANDB_FIELDS, parse_filter};
use runloom_table::{Column, ColumnName, Dataset, RunTable, Values};

fn canonical(text: &str) -> String {
    let parsed = parse_filter(text);
    assert_eq!(parsed.diagnostics, [], "{text}");
    parsed.filter.unwrap().to_string()
}

#[test]
#[rustfmt::skip]
fn each_means_what_mongodb_means() {
    for (json, words) in [
        ("{}", ""),
        (r#"{"config.lr": 0.01}"#, "params.lr = 0.01"),
        (r#"{"config.lr.value": {"$gt": 0.01, "$lte": 1e-1}}"#, "params.lr > 0.01 AND params.lr <= 0.1"),
        (r#"{"config.opt": "adam", "summary_metrics.val/loss": {"$lt": 3}}"#, "params.opt = 'adam' AND metrics.`val/loss` < 3"),
        (r#"{"config": {"optimizer": {"name": "adam", "lr": {"$in": [1, 2]}}}}"#, "params.optimizer.name = 'adam' AND params.optimizer.lr IN (1, 2)"),
        (r#"{"$or": [{"config.seed": 1}, {"config.seed": 2, "state": "Finished"}]}"#, "params.seed = 1 OR (params.seed = 2 AND lower(status) = 'finished')"),
        (r#"{"$nor": [{"config.seed": 1}]}"#, "NOT params.seed = 1 OR params.seed IS NULL"),
        (r#"{"config.a": {"$ne": "x"}}"#, "params.a != 'x' OR params.a IS NULL"),
        (r#"{"config.a": {"$nin": ["x", null]}}"#, "(NOT params.a IN ('x') OR params.a IS NULL) AND params.a IS NOT NULL"),
        (r#"{"config.a": {"$not": {"$gt": 1}}}"#, "NOT params.a > 1 OR params.a IS NULL"),
        (r#"{"config.a": null, "config.b": {"$ne": null}, "config.c": {"$exists": true}, "config.d": {"$exists": 0}}"#,
            "params.a IS NULL AND params.b IS NOT NULL AND params.c IS NOT NULL AND params.d IS NULL"),
        (r#"{"summary.loss": NaN}"#, "metrics.loss IS NAN"),
        (r#"{"config.a": {"$in": []}}"#, "FALSE"),
        (r#"{"display_name": {"$regex": "^et-", "$options": "i"}}"#, "run_name RLIKE '(?i)^et-'"),
        (r#"{"created_at": {"$gte": "2026-01-01"}, "duration": {"$gt": "PT5M"}}"#, "start_time >= '2026-01-01' AND duration > 5m"),
        (r#"{"name": "a1b2", "username": "caleb", "group": "g"}"#, "run_id = 'a1b2' AND user_id = 'caleb' AND tags.group = 'g'"),
        ("{'config.flag': True, 'config.x': {'$gt': -1,},}", "params.flag = true AND params.x > -1"),
        (r#"{"params.model": "xgb", "metrics.auc": {"$gt": 0.9}, "status": "FINISHED"}"#, "params.model = 'xgb' AND metrics.auc > 0.9 AND lower(status) = 'finished'"),
    ] {
        assert_eq!(canonical(json), words, "{json}");
        if !words.is_empty() {
            assert_eq!(parse_filter(words).filter, parse_filter(json).filter, "{json}");
        }
    }
}

#[test]
fn tags_are_looked_up_one_by_one() {
    let mut runs = RunTable::new(6);
    let tags = [Some("best, v2"), Some("best of all"), Some("['v2', 'best']"), Some("[\"best\"]"), Some("v2"), None];
    runs.push(Column::loaded(ColumnName::tag("tags"), Values::from_texts(tags)));
    let data = Dataset { runs, ..Dataset::default() };
    for (json, rows) in [
        (r#"{"tags": "best"}"#, &[0, 2, 3][..]),
        (r#"{"tags": {"$in": ["best", "x.y"]}}"#, &[0, 2, 3]),
        (r#"{"tags": {"$all": ["best", "v2"]}}"#, &[0, 2]),
        (r#"{"tags": {"$nin": ["best"]}}"#, &[1, 4, 5]),
        (r#"{"tags": {"$ne": "v2"}}"#, &[1, 3, 5]),
        (r#"{"tags": {"$in": ["bes."]}}"#, &[]),
    ] {
        let mask = parse_filter(json).filter.unwrap().evaluate(&data).unwrap();
        assert_eq!(mask.rows().collect::<Vec<_>>(), rows, "{json}");
    }
}

#[test]
fn what_is_missing_is_different_as_in_mongodb() {
    let mut runs = RunTable::new(4);
    runs.push(Column::loaded(ColumnName::param("a"), Values::from_texts([Some("1"), Some("2"), None, Some("x")])));
    let data = Dataset { runs, ..Dataset::default() };
    for (json, rows) in [
        (r#"{"config.a": 1}"#, &[0][..]),
        (r#"{"config.a": {"$ne": 1}}"#, &[1, 2, 3]),
        (r#"{"config.a": {"$nin": [1, "x"]}}"#, &[1, 2]),
        (r#"{"config.a": {"$in": [1, null]}}"#, &[0, 2]),
        (r#"{"config.a": {"$not": {"$gt": 1}}}"#, &[0, 2, 3]),
        (r#"{"$nor": [{"config.a": 1}, {"config.a": "x"}]}"#, &[1, 2]),
        (r#"{"$nor": [{"$nor": [{"config.a": 1}]}]}"#, &[0]),
        (r#"{"$nor": [{"config.b": {"$exists": true}}]}"#, &[0, 1, 2, 3]),
    ] {
        let mask = parse_filter(json).filter.unwrap().evaluate(&data).unwrap();
        assert_eq!(mask.rows().collect::<Vec<_>>(), rows, "{json}");
    }
}

#[test]
#[rustfmt::skip]
fn mistakes_are_pointed_at() {
    for (json, place, message, fixed) in [
        (r#"{"config.lr": {"$gte ": 1}}"#, "\"$gte \"", "there is no operator `$gte `", Some(r#"{"config.lr": {"$gte": 1}}"#)),
        (r#"{"config.lr": {"$grt": 1}}"#, "\"$grt\"", "there is no operator `$grt`", Some(r#"{"config.lr": {"$gt": 1}}"#)),
        (r#"{"$xor": [{"config.lr": 1}]}"#, "\"$xor\"", "`$xor` joins no filters", Some(r#"{"$or": [{"config.lr": 1}]}"#)),
        (r#"{"$gt": 1}"#, "\"$gt\"", "`$gt` joins no filters", None),
        (r#"{"$and": {"config.lr": 1}}"#, r#"{"config.lr": 1}"#, "$and joins a list of filters", Some(r#"{"$and": [{"config.lr": 1}]}"#)),
        (r#"{"conifg.lr": 1}"#, "\"conifg.lr\"", "a W&B run has no field `conifg.lr`", Some(r#"{"config.lr": 1}"#)),
        (r#"{"sate": "x"}"#, "\"sate\"", "a W&B run has no field `sate`", Some(r#"{"state": "x"}"#)),
        (r#"{"config.lr": [1, 2]}"#, "[1, 2]", "no field holds a list", Some(r#"{"config.lr": {"$in": [1, 2]}}"#)),
        (r#"{"config.lr": {"$in": 1}}"#, "1", "a list is expected here", Some(r#"{"config.lr": {"$in": [1]}}"#)),
        (r#"{"config.lr": {}}"#, "{}", "there is nothing between these braces", None),
        ("{config: 1}", "config", "the key `config` needs quotes", Some(r#"{"config": 1}"#)),
        (r#"{"config.a": abc}"#, "abc", "`abc` is no value", Some(r#"{"config.a": "abc"}"#)),
        (r#"{"config.a": 1"#, "{", "this `{` is never closed", Some(r#"{"config.a": 1}"#)),
        (r#"{"config.a": [1"#, "[", "this `[` is never closed", Some(r#"{"config.a": [1]"#)),
        (r#"{"config.a": "x}"#, "\"x}", "this \" is never closed", None),
        (r#"{"config.a": 1} {"b": 2}"#, r#"{"b": 2}"#, "the filter ends before this", None),
        (r#"{"config.a": {"$regex": "("}}"#, "\"(\"", "this is not a regular expression: unclosed group", None),
        (r#"{"config.a": {"$regex": "a", "$options": "g"}}"#, "\"g\"", "the letters i, m, s and x are expected here", None),
        (r#"{"config.a": {"$gt": null}}"#, "null", "nothing is less or greater than this", None),
    ] {
        let parsed = parse_filter(json);
        assert!(parsed.filter.is_none(), "{json}");
        let first = &parsed.diagnostics[0];
        assert_eq!((&json[first.span.clone()], first.message.as_str()), (place, message), "{json}");
        let applied = first.fix.as_ref().map(|fix| [&json[..fix.span.start], &fix.text, &json[fix.span.end..]].concat());
        assert_eq!(applied.as_deref(), fixed, "{json}");
    }
    let several = parse_filter(r#"{"sate": 1, "config.a": {"$foo": 1, "$in": 2}, "$or": [{"x": 1}]}"#);
    assert_eq!(several.diagnostics.len(), 4);
}

#[test]
fn every_operator_and_field_can_be_used() {
    for operator in JSON_OPERATORS {
        canonical(operator.usage);
    }
    for name in WANDB_FIELDS.iter().flat_map(|field| field.names) {
        canonical(&format!("{{\"{name}\": \"x\"}}"));
    }
}

#[test]
fn clauses_stand_where_they_say() {
    for (json, clauses) in [
        (r#"{"config.a": 1, "state": "x"}"#, &[r#""config.a": 1"#, r#""state": "x""#][..]),
        (r#"{"$or": [{"config.a": 1}, {"state": "x"}]}"#, &[r#"{"config.a": 1}"#, r#"{"state": "x"}"#]),
        ("{}", &[]),
    ] {
        let filter = parse_filter(json).filter.unwrap();
        let found: Vec<&str> = filter.clauses().into_iter().map(|(place, _)| &json[place]).collect();
        assert_eq!(found, clauses);
    }
}

fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("1".to_owned()),
        Just("-2.5e3".to_owned()),
        Just("null".to_owned()),
        Just("True".to_owned()),
        Just("NaN".to_owned()),
        "\"[a-z.é]{0,4}\"",
        "'[(*a-c]{0,3}'",
        "[\\PC]{0,3}",
    ];
    let key = proptest::sample::select(
        &[
            "config.a",
            "summary_metrics.b",
            "tags",
            "state",
            "config",
            "$gt",
            "$ne",
            "$in",
            "$nin",
            "$not",
            "$and",
            "$or",
            "$nor",
            "$regex",
            "$options",
            "$exists",
            "$all",
            "x",
        ][..],
    );
    leaf.prop_recursive(5, 24, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(|values| format!("[{}]", values.join(", "))),
            prop::collection::vec((key.clone(), inner), 0..3).prop_map(|members| {
                let members: Vec<String> = members.iter().map(|(key, value)| format!("\"{key}\": {value}")).collect();
                format!("{{{}}}", members.join(", "))
            }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_json_is_answered_or_refused(text in json()) {
        let text = if text.starts_with('{') { text } else { format!("{{\"config.a\": {text}}}") };
        let parsed = parse_filter(&text);
        for diagnostic in &parsed.diagnostics {
            prop_assert!(text.get(diagnostic.span.clone()).is_some(), "{}: {:?}", text, diagnostic);
            prop_assert!(diagnostic.fix.as_ref().is_none_or(|fix| text.get(fix.span.clone()).is_some()), "{:?}", diagnostic);
        }
        prop_assert_eq!(parsed.filter.is_none(), !parsed.diagnostics.is_empty(), "{}", text);
        if let Some(filter) = parsed.filter {
            let written = filter.to_string();
            prop_assert_eq!(parse_filter(&written).filter, Some(filter), "{}", written);
        }
    }

    #[test]
    fn any_text_behind_a_brace_is_answered_or_refused(text in "\\{[{}\\[\\]\"':, $a-z0-9.\\\\é]{0,40}") {
        let parsed = parse_filter(&text);
        prop_assert_eq!(parsed.filter.is_none(), !parsed.diagnostics.is_empty(), "{}", text);
        for diagnostic in &parsed.diagnostics {
            prop_assert!(text.get(diagnostic.span.clone()).is_some(), "{}: {:?}", text, diagnostic);
        }
    }
}
