//! What holds for every text that is given as a filter, an order or columns to group by.

use runloom_query::{
    Diagnostic, EvaluateError, Filter, complete, explain, highlight, parse_filter, parse_group_by, parse_order_by, sort_rows,
};
use runloom_table::{Column, ColumnName, Dataset, HistoryBuilder, RunTable, Values};

/// The longest text that is tried: limits beyond it have tests of their own.
const MOST_BYTES: usize = 4096;

fn text(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data).ok().filter(|text| text.len() <= MOST_BYTES)
}

/// Every character but white space is in one piece, and pieces stand in order.
pub(crate) fn lexer(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let mut at = 0;
    for piece in highlight(text) {
        assert!(text[at..piece.span.start].chars().all(char::is_whitespace), "{at}..{} is in no piece", piece.span.start);
        assert!(!piece.span.is_empty());
        at = piece.span.end;
    }
    assert!(text[at..].chars().all(char::is_whitespace), "{at}.. is in no piece");
}

/// A text is a filter or has an error; what is said lies in the text; what is written reads back the same.
pub(crate) fn parser(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let parsed = parse_filter(text);
    assert_eq!(parsed.filter.is_none(), parsed.diagnostics.iter().any(Diagnostic::is_error));
    for diagnostic in &parsed.diagnostics {
        inside(text, diagnostic);
    }
    if let Some(filter) = &parsed.filter {
        assert_eq!(&written_and_read(filter), filter);
        for (place, clause) in filter.clauses() {
            assert!(text.get(place).is_some());
            assert_eq!(written_and_read(&clause), clause);
        }
    }
    for error in [parse_order_by(text).err(), parse_group_by(text).err()].into_iter().flatten() {
        inside(text, &error);
    }
}

fn inside(text: &str, diagnostic: &Diagnostic) {
    assert!(text.get(diagnostic.span.clone()).is_some(), "{diagnostic:?}");
    assert!(diagnostic.fix.as_ref().is_none_or(|fix| text.get(fix.span.clone()).is_some()), "{diagnostic:?}");
    assert!(!diagnostic.message.is_empty());
}

fn written_and_read(filter: &Filter) -> Filter {
    let written = filter.to_string();
    let parsed = parse_filter(&written);
    parsed.filter.unwrap_or_else(|| panic!("{written}: {:?}", parsed.diagnostics))
}

/// An answer has a bit for every run, is the same for what is written and read, and shares no run with its opposite; an order keeps every
/// run; completion and explanations stay inside the text.
pub(crate) fn evaluator(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let dataset = dataset();
    if let Some(filter) = parse_filter(text).filter {
        let checked = filter.check(&dataset.runs);
        for diagnostic in &checked {
            inside(text, diagnostic);
        }
        match filter.evaluate(&dataset) {
            Ok(mask) => {
                assert!(!checked.iter().any(Diagnostic::is_error), "{checked:?}");
                assert_eq!(mask.len(), dataset.runs.rows());
                assert_eq!(written_and_read(&filter).evaluate(&dataset).as_ref(), Ok(&mask));
                if let Some(opposite) = parse_filter(&format!("NOT ({filter})")).filter.filter(|_| !filter.is_empty()) {
                    let mut both = opposite.evaluate(&dataset).unwrap_or_else(|error| panic!("{error}"));
                    both.and(&mask);
                    assert_eq!(both.count(), 0, "{filter}");
                }
            }
            Err(EvaluateError::Refused(_)) => {}
            Err(error) => panic!("{error}"),
        }
    }
    if let Ok(key) = parse_order_by(text)
        && let Ok(mut sorted) = sort_rows(&dataset, &[key], &runloom_table::RowMask::all(dataset.runs.rows()))
    {
        sorted.sort_unstable();
        assert!(sorted.iter().copied().eq(0..dataset.runs.rows() as u32));
    }
    let cursor = text.char_indices().nth(data.len() / 2).map_or(text.len(), |(at, _)| at);
    let completion = complete(text, cursor, true, &dataset);
    assert!(text.get(completion.span.clone()).is_some(), "{:?}", completion.span);
    if let Some(explanation) = explain(text, cursor, &dataset) {
        assert!(text.get(explanation.span.clone()).is_some(), "{:?}", explanation.span);
    }
}

/// Runs with every type of column, with missing values, NaN and infinities.
fn dataset() -> Dataset {
    let numbers = [Some(0.5), Some(f64::NAN), None, Some(f64::INFINITY), Some(-1.0), Some(0.0), Some(1e-300)];
    let texts = [Some("0.5"), Some("xgb"), None, Some(""), Some("it's \"so\""), Some("é\n"), Some("true")];
    let times = vec![Some(0), Some(1_795_218_322_858_000), None, Some(-1), Some(i64::MAX), Some(i64::MIN), Some(1)];
    let datasets = r#"[{"name": "d", "digest": "x", "context": null}]"#;
    let mut runs = RunTable::new(numbers.len());
    runs.push(Column::loaded(ColumnName::attribute("run_id"), Values::from_texts(["a", "b", "c", "d", "e", "f", "g"].map(Some))));
    runs.push(Column::loaded(ColumnName::attribute("run_name"), Values::from_texts(texts)));
    runs.push(Column::loaded(ColumnName::attribute("status"), Values::from_texts(texts)));
    runs.push(Column::loaded(ColumnName::attribute("start_time"), Values::Time(times.clone().into())));
    runs.push(Column::loaded(ColumnName::attribute("end_time"), Values::Time(times.into())));
    runs.push(Column::loaded(ColumnName::attribute("duration"), Values::from_reals(numbers)));
    runs.push(Column::loaded(
        ColumnName::attribute("dataset"),
        Values::from_texts([Some(datasets), None, Some("["), None, None, None, None]),
    ));
    runs.push(Column::loaded(ColumnName::metric("a"), Values::from_reals(numbers)));
    runs.push(Column::loaded(
        ColumnName::metric("step"),
        Values::Integer(vec![Some(1), None, Some(i64::MAX), Some(i64::MIN), Some(0), Some(-1), Some(3)].into()),
    ));
    runs.push(Column::loaded(
        ColumnName::metric("flag"),
        Values::Boolean(vec![Some(true), None, Some(false), None, None, Some(true), None].into()),
    ));
    runs.push(Column::loaded(ColumnName::param("p"), Values::from_texts(texts)));
    runs.push(Column::loaded(
        ColumnName::param("lr"),
        Values::from_texts([Some("1e-3"), Some("0.1"), None, Some("10"), Some("9"), Some("0.10"), Some("1")]),
    ));
    runs.push(Column::loaded(
        ColumnName::tag("tags"),
        Values::from_texts([Some("best, v2"), None, Some("best"), None, None, None, None]),
    ));
    let mut history = HistoryBuilder::default();
    let key = history.key("a");
    for step in 0..3 {
        history.push(0, key, runloom_table::Point { step, time_us: None, value: step as f64 });
    }
    Dataset { runs, history: history.finish(), ..Dataset::default() }
}
