//! Text that is made to take time, memory or the stack: it is answered or refused at once.

use std::time::{Duration, Instant};

use runloom_query::{EvaluateError, Parsed, parse_filter, parse_order_by};
use runloom_table::{Column, ColumnName, Dataset, RunTable, Values};

/// Far above what an optimised build takes (50 ms is its aim), far below what anything but linear time would take.
const LIMIT: Duration = Duration::from_secs(5);

fn parse(text: &str) -> Parsed {
    let began = Instant::now();
    let parsed = parse_filter(text);
    let taken = began.elapsed();
    assert!(taken < LIMIT, "{taken:?} for {:?}…", text.chars().take(30).collect::<String>());
    parsed
}

#[test]
fn nesting_is_refused_and_the_stack_survives() {
    for open in ["(", "NOT ", "-(", "abs(", "- ", "metrics.a > 1 AND (", "(metrics.a > (", "[", "NOT("] {
        let parsed = parse(&open.repeat(100_000.min((1 << 20) / open.len())));
        assert!(parsed.filter.is_none(), "{open}");
        assert!(parsed.diagnostics.len() <= 21);
    }
    let balanced = format!("{}metrics.a > 1{}", "(".repeat(100_000), ")".repeat(100_000));
    assert!(parse(&balanced).filter.is_none());
    let shallow = format!("{}metrics.a > 1{}", "(".repeat(30), ")".repeat(30));
    assert!(parse(&shallow).filter.is_some());
}

#[test]
fn a_megabyte_of_anything_is_answered_or_refused() {
    for piece in [
        "'",
        "\"",
        "`",
        "a.`",
        "a.[",
        "a.E'",
        "\\'",
        "''",
        "1 ",
        "1+",
        "- ",
        "x ",
        "x-",
        "x = 1 OR ",
        "x = 1 ",
        "AND ",
        "OR ",
        ") ",
        "( ",
        "é",
        "\0",
        "\u{202e}",
        "metrics.a > 1 AND ",
        "metrics.a ",
        "a.b.",
        "x(",
        "IN (",
        "1e",
        "--",
        "/*",
        ";",
        "x RLIKE 'a' ",
        "'a' 'b' ",
        "!=",
    ] {
        parse(&piece.repeat((1 << 20) / piece.len()));
        parse(&format!("{{\"config.a\": {}", piece.repeat((1 << 17) / piece.len())));
        parse(&format!("metrics.a > 1 AND {}", piece.repeat((1 << 17) / piece.len())));
    }
    assert!(parse(&"x".repeat((1 << 20) + 1)).filter.is_none());
    assert!(parse_order_by(&"x".repeat((1 << 20) + 1)).is_err());
    assert!(parse_order_by(&"-".repeat(1 << 20)).is_err());
}

#[test]
fn a_megabyte_of_json_is_answered_or_refused() {
    for piece in [
        "{",
        "[",
        "{\"config.a\":",
        "{\"$nor\":[",
        "{'config.a':{'$not':",
        "{\"a\":1},",
        "\"config.a\":1,",
        "\"\\",
        "1,",
        "\\",
        "\\u",
    ] {
        for start in ["{", "{\"config.a\":[", "{\"$or\":["] {
            parse(&format!("{start}{}", piece.repeat((1 << 20) / piece.len() - 4)));
        }
    }
    let list = vec!["1"; 500_000].join(",");
    assert!(parse(&format!("{{\"config.a\": {{\"$in\": [{list}]}}}}")).filter.is_some());
    assert!(parse(&format!("{{\"config.a\": {{\"$nin\": [{list}]}}}}")).filter.is_some());
    let members = vec!["\"config.a\": 1"; 20_000].join(",");
    assert!(parse(&format!("{{{members}}}")).filter.is_none());
    let nots = format!("{}{{\"config.a\": 1}}{}", "{\"$nor\": [".repeat(31), "]}".repeat(31));
    assert!(parse(&nots).filter.is_some());
}

#[test]
fn long_lists_are_read() {
    let list = vec!["1"; 400_000].join(", ");
    let filter = parse(&format!("params.a IN ({})", &list[..1 << 20 >> 1])).filter;
    assert!(filter.is_some() || list.len() > 1 << 19);
    let parsed = parse(&format!("params.a IN ({})", vec!["'a'"; 1_000_000].join(",")));
    assert!(parsed.filter.is_none());
    assert_eq!(parsed.diagnostics.len(), 1);
}

#[test]
fn long_chains_do_not_nest() {
    let any = vec!["metrics.a = 1"; 5_000].join(" OR ");
    assert!(parse(&any).filter.is_some());
    let sum = vec!["metrics.a"; 1_000].join(" + ");
    assert!(parse(&format!("{sum} > 1")).filter.is_none());
}

#[test]
fn regular_expressions_stay_small() {
    for pattern in [r"\w{1000}", "(a*)*b", "((((a{50}){50}){50}){50})", &"(".repeat(1000), &"a|".repeat(100_000)] {
        parse(&format!("params.a RLIKE '{pattern}'"));
    }
    let many = vec![r"params.a RLIKE '\\w{20}'"; 1_000].join(" OR ");
    assert!(parse(&many).filter.is_none());
}

#[test]
fn expensive_regular_expressions_are_refused() {
    let mut number = 1_u32;
    let mut next = || {
        number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        if number >> 31 == 0 { 'a' } else { 'b' }
    };
    let texts: Vec<String> = (0..20_000).map(|_| (0..200).map(|_| next()).collect()).collect();
    let mut runs = RunTable::new(texts.len());
    runs.push(Column::loaded(ColumnName::param("a"), Values::from_texts(texts.iter().map(|text| Some(text.as_str())))));
    let data = Dataset { runs, ..Dataset::default() };
    for (pattern, is_refused) in [
        ("(a|b)*a(a|b){12}c", true),
        ("[ab]*a[ab]{300}c", true),
        ("^[ab]*a[ab]{8}b$", false),
        ("(?i)abba|baab", false),
        ("a{20}", false),
        (".*.*.*.*b.*c", false),
    ] {
        let began = Instant::now();
        let filter = parse(&format!("params.a RLIKE '{pattern}'")).filter.expect("the pattern is right");
        let answer = filter.evaluate(&data);
        assert!(began.elapsed() < LIMIT, "{pattern}: {:?}", began.elapsed());
        assert_eq!(matches!(answer, Err(EvaluateError::Refused(_))), is_refused, "{pattern}");
    }
}
