use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use runloom_query::{Diagnostic, OPERATORS, complete, completion_columns, explain, parse_filter};
use runloom_table::Dataset;
use serde_json::Value;

use super::data::{ODD, RECORDED, conformance};

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
    let filters: Vec<String> = all.filter(|filter| parse_filter(filter).filter.is_some() && filter.len() < 200).collect();
    assert!(filters.len() > 400, "{}", filters.len());
    filters
});

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

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
