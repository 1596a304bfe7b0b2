//! Errors that point at the place and say what to do. Each case underlines its place with `^` and gives the text with the fix applied.

#![expect(clippy::unwrap_used, reason = "a test may stop")]

use runloom_query::{Fix, parse_filter, parse_order_by};
use runloom_table::{Column, ColumnName, RunTable, Values};

fn table() -> RunTable {
    let mut table = RunTable::new(2);
    table.push(Column::loaded(ColumnName::metric("val_auc"), Values::from_reals([Some(0.5), None])));
    table.push(Column::loaded(ColumnName::metric("val/loss"), Values::from_reals([Some(0.5), None])));
    table.push(Column::loaded(ColumnName::param("lr"), Values::from_texts([Some("0.1"), None])));
    table.push(Column::loaded(ColumnName::attribute("start_time"), Values::Time(vec![Some(0), None].into())));
    table.push(Column::loaded(ColumnName::attribute("source_file"), Values::from_texts([Some("a.csv"), None])));
    table
}

fn check(text: &str, underlined: &str, message: &str, fixed: Option<&str>) {
    let parsed = parse_filter(text);
    let found = match &parsed.filter {
        Some(filter) => [parsed.diagnostics, filter.check(&table())].concat(),
        None => parsed.diagnostics,
    };
    let first = found.first().unwrap();
    let place = format!(
        "{}{}",
        " ".repeat(text[..first.span.start].chars().count()),
        "^".repeat(text[first.span.clone()].chars().count())
    );
    assert_eq!((place.as_str(), first.message.as_str()), (underlined, message), "{text}");
    assert_eq!(first.fix.as_ref().map(|fix| applied(text, fix)).as_deref(), fixed, "{text}");
}

fn applied(text: &str, fix: &Fix) -> String {
    let mut fixed = text.to_owned();
    fixed.replace_range(fix.span.clone(), &fix.text);
    fixed
}

#[test]
#[rustfmt::skip]
fn mistakes_are_pointed_at() {
    check("status = FINISHED",
          "         ^^^^^^^^",
          "`FINISHED` is neither a number nor quoted text nor a known attribute", Some("status = 'FINISHED'"));
    check("metrics.val_auc >",
          "                ^",
          "a value is missing behind `>`", None);
    check("metrics.val_auc",
          "^^^^^^^^^^^^^^^",
          "a comparison is missing behind `metrics.val_auc`", None);
    check("metrics.val_auc > 'abc'",
          "                  ^^^^^",
          "metrics.val_auc is a number, and 'abc' is quoted text", None);
    check("metrics.val_auc > '0.5'",
          "                  ^^^^^",
          "metrics.val_auc is a number, and '0.5' is quoted text", Some("metrics.val_auc > 0.5"));
    check("metrics.val_auc => 0.5",
          "                ^^",
          "`=>` is no operator", Some("metrics.val_auc >= 0.5"));
    check("metrics.val_auc ≥ 0.5",
          "                ^",
          "`≥` is no operator", Some("metrics.val_auc >= 0.5"));
    check("metrics.val/loss > 0.5",
          "^^^^^^^^^^^^^^^^",
          "`/` splits the key `val/loss`", Some("metrics.`val/loss` > 0.5"));
    check("tags.pipeline version = 'v2'",
          "^^^^^^^^^^^^^",
          "a comparison is missing behind `tags.pipeline`", Some("tags.`pipeline version` = 'v2'"));
    check("Metrics.val_auc > 1",
          "^^^^^^^",
          "`Metrics` is no kind of column", Some("metrics.val_auc > 1"));
    check("tags.author = 'caleb",
          "              ^^^^^^",
          "this ' is never closed", Some("tags.author = 'caleb'"));
    check("params.lr = NULL",
          "            ^^^^",
          "a missing value is equal to nothing, and different from nothing", Some("params.lr IS NULL"));
    check("metrics.val_auc != NaN",
          "                   ^^^",
          "NaN is equal to nothing, not even to itself", Some("metrics.val_auc IS NOT NAN"));
    check("metrics.val_auc > 1_000",
          "                  ^^^^^",
          "`1_000` is not a number", Some("metrics.val_auc > 1000"));
    check("metrics.val_auc > 1AND params.lr > 2",
          "                  ^^^^",
          "`1AND` is not a number", Some("metrics.val_auc > 1 AND params.lr > 2"));
    check("metrics.val_auc > 0.5 && params.lr > 2",
          "                      ^^",
          "a column or a value is expected, not `&&`", Some("metrics.val_auc > 0.5 AND params.lr > 2"));
    check("(metrics.val_auc > 0.5",
          "^",
          "this `(` is never closed", None);
    check("metrics.val_auc > 0.5)",
          "                     ^",
          "this `)` closes nothing", Some("metrics.val_auc > 0.5"));
    check("0.1 < metrics.val_auc < 0.5",
          "                      ^",
          "a comparison cannot be compared with `<`", None);
    check("metrics.val_auc IN ()",
          "                   ^^",
          "the list behind IN is empty", None);
    check("params.lr = 'x' -- why",
          "                ^^",
          "filters have no comments", None);
    check("max(params.lr) > 1",
          "^^^^^^^^^^^^^^",
          "max summarises the history of a metric", None);
    check("avg(metrics.val_auc) > 1",
          "^^^",
          "there is no function `avg`", Some("mean(metrics.val_auc) > 1"));
    check("params.lr RLIKE '('",
          "                ^^^",
          "this is not a regular expression: unclosed group", None);
}

#[test]
#[rustfmt::skip]
fn what_does_not_fit_the_table_is_pointed_at() {
    check("name = 'x'",
          "^^^^",
          "there is no attribute `name`", Some("run_name = 'x'"));
    check("val_auc > 0.5",
          "^^^^^^^",
          "there is no attribute `val_auc`", Some("metrics.val_auc > 0.5"));
    check("metrics.val_acu > 0.5",
          "^^^^^^^^^^^^^^^",
          "no run has the metric `val_acu`", Some("metrics.val_auc > 0.5"));
    check("params.val_auc > 0.5",
          "^^^^^^^^^^^^^^",
          "no run has the param `val_auc`", Some("metrics.val_auc > 0.5"));
    check("metrics.val_auc LIKE '0.%'",
          "                ^^^^",
          "LIKE matches text, and metrics.val_auc is a number", None);
    check("start_time > 'yesterday'",
          "             ^^^^^^^^^^^",
          "start_time is a time, and 'yesterday' is none", None);
    check("start_time > 5m",
          "             ^^",
          "start_time is a time, and a duration is none", None);
    check("duration > 'long'",
          "           ^^^^^^",
          "duration is a length of time, and 'long' is quoted text", None);
    check("duration > '60'",
          "           ^^^^",
          "duration is a length of time, and '60' is quoted text", Some("duration > 60"));
    check("params.lr > '0.5'",
          "            ^^^^^",
          "quoted text is put in order as text, where '10' comes before '9'", Some("params.lr > 0.5"));
    check("datasets.colour = 'x'",
          "^^^^^^^^^^^^^^^",
          "data sets have no `colour`", None);
}

#[test]
fn what_only_one_table_has_is_known_by_its_name() {
    let filter = parse_filter("source_file = 'a.csv'").filter.unwrap();
    assert_eq!(filter.check(&table()), []);
}

#[test]
fn several_mistakes_are_reported_at_once() {
    let parsed = parse_filter("status = FINISHED AND (metrics.a > 'x' OR params.b IN (c, d)) AND tags.e ~ 'f' AND metrics.g > 1");
    let places: Vec<_> = parsed.diagnostics.iter().map(|diagnostic| diagnostic.span.start).collect();
    assert_eq!(places, [9, 55, 73]);
    let parsed = parse_filter("stauts = 'x' AND (metrics.val_acu > 1 OR params.b = FINISHED) AND val_auc > 1");
    let places: Vec<_> = parsed.check(&table()).iter().map(|diagnostic| diagnostic.span.start).collect();
    assert_eq!(places, [0, 52, 66]);
}

#[test]
fn advice_does_not_stop_a_filter() {
    for (text, fixed) in
        [("params.lr = 1 metrics.a = 2", "params.lr = 1 AND metrics.a = 2"), ("params.lr = 1 AND", "params.lr = 1 "), ("AND", "")]
    {
        let parsed = parse_filter(text);
        assert!(parsed.filter.is_some());
        assert!(!parsed.diagnostics[0].is_error());
        assert_eq!(applied(text, parsed.diagnostics[0].fix.as_ref().unwrap()), fixed);
    }
}

#[test]
fn mistakes_in_an_order_are_pointed_at() {
    for (text, place, message) in [
        ("metrics.a DESCENDING", 10..20, "ASC or DESC is expected, not `DESCENDING`"),
        ("metrics.a ASC, metrics.b", 13..14, "ASC or DESC is expected, not `,`"),
        ("", 0..0, "a column is expected"),
        ("dataset.name", 0..12, "runs cannot be put in order by datasets.name: a run may have several data sets"),
        ("metrics.a NULLS", 15..15, "FIRST or LAST is expected behind NULLS"),
    ] {
        let mistake = parse_order_by(text).unwrap_err();
        assert_eq!((mistake.span, mistake.message.as_str()), (place, message));
    }
}
