//! What holds for every filter: it reads back as it is written, and its answer is that of a naive interpreter, row by row.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

mod naive;

use arrow_array::{Int64Array, TimestampMicrosecondArray};
use proptest::prelude::*;
use runloom_query::{Filter, OrderKey, parse_filter, parse_order_by, sort_rows};
use runloom_table::{Column, ColumnName, Dataset, RowMask, RunTable, Values};

const NUMBERS: &[&str] = &["0", "1", "-1", "2", "0.5", "-0.0", "1e400", "9007199254740993", "1e-3", "+2", ".5", "-inf"];
const TEXTS: &[&str] = &["'a'", "'b'", "''", "'1'", "'0.5'", "'A\\B'", "\"it's\"", "E'it\\'s \"q\"'", "'%'", "'é'", "'true'"];
const PATTERNS: &[&str] = &["'%'", "'a%'", "'_'", "'%b%'", "'É'", "''", "'0._'", "'%\\%'", "'a_b'"];
const NUMERIC: &[&str] = &[
    "metrics.a",
    "metrics.b",
    "metrics.step",
    "metrics.none",
    "abs(metrics.a)",
    "metrics.a - metrics.b",
    "-metrics.b",
    "number(params.p)",
    "len(params.p)",
    "log10(params.q) * 2",
    "(metrics.a + 1) % 2",
];
const TEXTUAL: &[&str] =
    &["attributes._own", "params.p", "params.q", "tags.`t u`", "status", "params.none", "lower(params.p)", "params.flag"];
const DURATIONS: &[&str] = &["5m", "1h30m", "0.5s", "1500ms", "-2d", "0s", "1us"];
const TIMES: &[&str] = &["'1970-01-01'", "'1970-01-01T00:00:01Z'", "0", "1000", "500.5"];

fn pick(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::sample::select(words).prop_map(str::to_owned)
}

fn comparison() -> impl Strategy<Value = String> {
    pick(&["=", "!=", "<", "<=", ">", ">=", "==", "<>"])
}

fn not() -> impl Strategy<Value = String> {
    pick(&["", "NOT "])
}

fn clause() -> impl Strategy<Value = String> {
    prop_oneof![
        (pick(NUMERIC), comparison(), pick(NUMBERS)).prop_map(|(a, op, b)| format!("{a} {op} {b}")),
        (pick(NUMBERS), comparison(), pick(NUMERIC)).prop_map(|(a, op, b)| format!("{a} {op} {b}")),
        (pick(NUMERIC), comparison(), pick(NUMERIC)).prop_map(|(a, op, b)| format!("{a} {op} {b}")),
        (pick(TEXTUAL), comparison(), pick(TEXTS)).prop_map(|(a, op, b)| format!("{a} {op} {b}")),
        (pick(TEXTUAL), comparison(), pick(NUMBERS)).prop_map(|(a, op, b)| format!("{a} {op} {b}")),
        (pick(TEXTUAL), comparison(), pick(TEXTUAL)).prop_map(|(a, op, b)| format!("{a} {op} {b}")),
        (pick(TEXTUAL), comparison(), pick(NUMERIC)).prop_map(|(a, op, b)| format!("{a} {op} {b}")),
        (pick(TEXTUAL), comparison(), pick(&["true", "FALSE"])).prop_map(|(a, op, b)| format!("{a} {op} {b}")),
        (comparison(), pick(TIMES)).prop_map(|(op, b)| format!("start_time {op} {b}")),
        (pick(NUMERIC), not(), pick(NUMBERS), pick(NUMBERS)).prop_map(|(a, not, b, c)| format!("{a} {not}BETWEEN {b} AND {c}")),
        (pick(NUMERIC), comparison(), pick(DURATIONS)).prop_map(|(a, op, b)| format!("{a} {op} {b}")),
        (pick(NUMERIC), not(), pick(DURATIONS), pick(DURATIONS)).prop_map(|(a, not, b, c)| format!("{a} {not}IN ({b}, {c})")),
        (comparison(), pick(DURATIONS)).prop_map(|(op, b)| format!("start_time - 500 {op} {b}")),
        (pick(TEXTUAL), not(), pick(TEXTS), pick(TEXTS)).prop_map(|(a, not, b, c)| format!("{a} {not}BETWEEN {b} AND {c}")),
        (pick(TEXTUAL), not(), pick(TEXTS), pick(NUMBERS)).prop_map(|(a, not, b, c)| format!("{a} {not}IN ({b}, {c}, true)")),
        (pick(NUMERIC), not(), pick(NUMBERS), pick(NUMBERS)).prop_map(|(a, not, b, c)| format!("{a} {not}IN ({b}, {c})")),
        (pick(TEXTUAL), not(), pick(&["LIKE", "ILIKE", "RLIKE"]), pick(PATTERNS)).prop_map(|(a, not, like, b)| {
            let b = if like == "RLIKE" { "'^[ab0]'".to_owned() } else { b };
            format!("{a} {not}{like} {b}")
        }),
        (prop_oneof![pick(TEXTUAL), pick(NUMERIC)], not()).prop_map(|(a, not)| format!("{a} IS {not}NULL")),
        (prop_oneof![pick(TEXTUAL), pick(NUMERIC)], not()).prop_map(|(a, not)| format!("{a} IS {not}NAN")),
        (pick(&["starts_with", "ends_with", "contains"]), pick(TEXTUAL), pick(TEXTS))
            .prop_map(|(f, a, b)| format!("{f}({a}, {b})")),
        pick(&["TRUE", "FALSE"]),
    ]
}

fn filter_text() -> impl Strategy<Value = String> {
    clause().prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} AND {b}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("{a} OR {b}")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} OR {b}) AND ({b})")),
            inner.clone().prop_map(|a| format!("NOT ({a})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("{a} AND NOT NOT ({b})")),
        ]
    })
}

fn cell<T: std::fmt::Debug + Clone + 'static>(value: impl Strategy<Value = T> + 'static) -> BoxedStrategy<Option<T>> {
    prop_oneof![1 => Just(None), 4 => value.prop_map(Some)].boxed()
}

fn real() -> impl Strategy<Value = f64> {
    proptest::sample::select(&[0.0, -0.0, 1.0, -1.0, 0.5, 2.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e-3, 4.0][..])
}

fn word() -> impl Strategy<Value = &'static str> {
    let words =
        &["a", "b", "", "1", "0.5", "1.0", "auto", "nan", "A\\B", "it's", "é", "É", "None", "true", "it's \"q\"", "a\nb"][..];
    proptest::sample::select(words)
}

prop_compose! {
    fn dataset()(rows in 0_usize..150)(
        a in prop::collection::vec(cell(real()), rows),
        b in prop::collection::vec(cell(real()), rows),
        step in prop::collection::vec(cell(prop_oneof![Just(9_007_199_254_740_993_i64), Just(0), Just(1), -2_i64..3]), rows),
        p in prop::collection::vec(cell(word()), rows),
        q in prop::collection::vec(cell(prop_oneof![Just("1"), Just("0.5"), Just("1e-3"), Just("2")]), rows),
        flag in prop::collection::vec(cell(prop_oneof![Just("True"), Just("False")]), rows),
        t in prop::collection::vec(cell(word()), rows),
        status in prop::collection::vec(cell(word()), rows),
        start in prop::collection::vec(cell(prop_oneof![Just(0_i64), Just(1_000_000), Just(500_500), Just(-1)]), rows),
        name in prop::collection::vec(cell(word()), rows),
    ) -> Dataset {
        let texts = |texts: Vec<Option<&'static str>>| Values::from_texts(texts);
        let mut runs = RunTable::new(a.len());
        runs.push(Column::loaded(ColumnName::metric("a"), Values::from_reals(a)));
        runs.push(Column::loaded(ColumnName::metric("b"), Values::from_reals(b)));
        runs.push(Column::loaded(ColumnName::metric("step"), Values::Integer(Int64Array::from(step))));
        runs.push(Column::loaded(ColumnName::param("p"), texts(p)));
        runs.push(Column::loaded(ColumnName::param("q"), texts(q)));
        runs.push(Column::loaded(ColumnName::param("flag"), texts(flag)));
        runs.push(Column::loaded(ColumnName::tag("t u"), texts(t)));
        runs.push(Column::loaded(ColumnName::attribute("status"), texts(status)));
        runs.push(Column::loaded(ColumnName::attribute("start_time"), Values::Time(TimestampMicrosecondArray::from(start))));
        runs.push(Column::loaded(ColumnName::attribute("run_id"), texts(name)));
        Dataset { runs, ..Dataset::default() }
    }
}

fn read(text: &str) -> Filter {
    let parsed = parse_filter(text);
    parsed.filter.unwrap_or_else(|| panic!("{text}: {:?}", parsed.diagnostics))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back_the_same(text in filter_text()) {
        let filter = read(&text);
        let written = filter.to_string();
        prop_assert_eq!(read(&written), filter, "{}", written);
    }

    #[test]
    fn clauses_stand_where_they_say(text in filter_text()) {
        for (place, clause) in read(&text).clauses() {
            prop_assert_eq!(&read(&text[place.clone()]), &clause, "{} in {}", &text[place], text);
        }
    }

    #[test]
    fn any_key_and_text_can_be_written(key in "\\PC{0,12}", text in "[ -~'\"\\\\`\n]{0,12}") {
        use runloom_query::{ColumnRef, Entity, Literal};
        for entity in [Entity::Param, Entity::Tag, Entity::Attribute] {
            let column = ColumnRef::new(entity, &key);
            let literal = Literal::Text(text.clone());
            for written in [format!("{column} = {literal}"), format!("{column} IN ({literal}, 'x')")] {
                let filter = read(&written);
                let again = read(&filter.to_string());
                prop_assert_eq!(&again, &filter, "{}", written);
                prop_assert!(format!("{filter:?}").contains(&format!("key: {key:?}")), "{} {:?}", written, filter);
            }
            let filter = read(&format!("{column} = {literal}"));
            prop_assert!(format!("{filter:?}").contains(&format!("Text({text:?})")), "{:?}", filter);
        }
    }

    #[test]
    fn columns_of_bits_answer_as_rows_do(data in dataset(), text in filter_text()) {
        let filter = read(&text);
        if !filter.check(&data.runs).iter().any(runloom_query::Diagnostic::is_error) {
            let mask = filter.evaluate(&data).unwrap();
            let naive = RowMask::from_fn(data.runs.rows(), |row| naive::fulfils(&data, filter.condition(), row) == Some(true));
            prop_assert_eq!(mask.rows().collect::<Vec<_>>(), naive.rows().collect::<Vec<_>>(), "{}", text);
        }
    }

    #[test]
    fn any_text_is_answered_or_refused(text in "\\PC{0,80}") {
        let parsed = parse_filter(&text);
        for diagnostic in &parsed.diagnostics {
            prop_assert!(text.get(diagnostic.span.clone()).is_some(), "{:?}", diagnostic);
            prop_assert!(diagnostic.fix.as_ref().is_none_or(|fix| text.get(fix.span.clone()).is_some()), "{:?}", diagnostic);
        }
        if let Some(filter) = parsed.filter {
            prop_assert_eq!(read(&filter.to_string()), filter);
        }
        let _ = parse_order_by(&text);
    }

    #[test]
    fn shuffled_words_are_answered_or_refused(words in prop::collection::vec(
        proptest::sample::select(&["metrics.a", "params.`b c`", "=", "!=", "<", ">=", "0.5", "'x'", "\"y\"", "`z`", "(", ")", ",", "AND", "or", "Not",
            "in", "LIKE", "RLIKE", "between", "IS", "NULL", "nan", "min(", "abs", "-", "+", "*", "/", "%", "xgb", "config-001", "'", ";", "status",
            "E'\\''", "5m", "true", "inf", "tags.", "foo.bar", "1e", "--", "&&", "≥"][..]), 0..14), glue in "[ ]{0,1}") {
        let text = words.join(&glue);
        let parsed = parse_filter(&text);
        prop_assert_eq!(parsed.filter.is_none(), parsed.diagnostics.iter().any(runloom_query::Diagnostic::is_error));
        for diagnostic in &parsed.diagnostics {
            prop_assert!(text.get(diagnostic.span.clone()).is_some(), "{}: {:?}", text, diagnostic);
        }
        if let Some(filter) = parsed.filter {
            prop_assert_eq!(read(&filter.to_string()), filter, "{}", text);
        }
    }

    #[test]
    fn rows_are_sorted_as_by_comparing_them(
        data in dataset(),
        keys in prop::collection::vec((proptest::sample::select(&["metrics.a", "params.p", "metrics.step", "start_time", "status",
            "number(params.p)", "metrics.a - metrics.b", "params.none"][..]), pick(&["", " ASC", " desc", " DESC NULLS FIRST"])), 0..3),
        limit in 0_usize..20,
    ) {
        let keys: Vec<OrderKey> = keys.iter().map(|(key, direction)| parse_order_by(&format!("{key}{direction}")).unwrap()).collect();
        let mask = RowMask::from_fn(data.runs.rows(), |row| row % 3 != 1);
        let sorted = sort_rows(&data, &keys, &mask).unwrap();
        let mut naive: Vec<u32> = mask.rows().map(|row| row as u32).collect();
        naive.sort_by(|a, b| naive::order(&data, &keys, *a as usize, *b as usize));
        prop_assert_eq!(&sorted, &naive);
        let first = runloom_query::first_rows(&data, &keys, &mask, limit).unwrap();
        prop_assert_eq!(&first[..], &sorted[..limit.min(sorted.len())]);
        let places = runloom_query::RowPlaces::of(&data, &keys).unwrap();
        for (place, row) in sorted.iter().enumerate() {
            prop_assert_eq!(places.before(&data, &keys, &mask, *row).unwrap(), place);
        }
    }
}
