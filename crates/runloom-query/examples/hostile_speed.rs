//! How long texts take that are made to take long: `cargo run --release -p runloom-query --example hostile_speed`. The aim is 50 ms for each.

#![expect(clippy::print_stdout, reason = "it is what this program is for")]

use std::time::Instant;

use runloom_query::{complete, highlight, parse_filter};
use runloom_table::{Column, ColumnName, Dataset, RunTable, Values};

const MOST_BYTES: usize = 1 << 20;

fn main() {
    let mut runs = RunTable::new(3);
    runs.push(Column::loaded(ColumnName::param("a"), Values::from_texts([Some("1"), Some("b"), None])));
    runs.push(Column::loaded(ColumnName::metric("a"), Values::from_reals([Some(1.0), Some(f64::NAN), None])));
    let data = Dataset { runs, ..Dataset::default() };
    let pieces = [
        "x ",
        "'",
        "\"",
        "`",
        "(",
        "NOT ",
        "-",
        "\0",
        "\u{202e}",
        "é",
        "metrics.a > 1 AND ",
        "metrics.a > 1 OR ",
        "a.b.",
        "1+",
        "''",
        "E'\\'",
        "params.a RLIKE 'a' ",
        "{",
        "[",
        "{\"config.a\":",
        "{\"$nor\":[",
        "\"\\",
    ];
    let mut texts: Vec<(String, String)> =
        pieces.iter().map(|piece| (format!("1 MiB of {piece:?}"), piece.repeat(MOST_BYTES / piece.len()))).collect();
    texts.push(("100,000 parentheses".into(), format!("{}metrics.a > 1{}", "(".repeat(100_000), ")".repeat(100_000))));
    texts.push(("IN of a million texts".into(), format!("params.a IN ({})", vec!["'a'"; 1_000_000].join(","))));
    texts.push(("IN of 500,000 numbers".into(), format!("params.a IN ({})", vec!["1"; 500_000].join(","))));
    texts.push(("$in of 500,000 numbers".into(), format!("{{\"config.a\": {{\"$in\": [{}]}}}}", vec!["1"; 500_000].join(","))));
    texts.push(("10,000 conditions".into(), vec!["params.a = '1'"; 10_000].join(" OR ")));
    for pattern in ["(a*)*b", "((((a{50}){50}){50}){50})", r"\w{1000}"] {
        texts.push((format!("RLIKE {pattern}"), format!("params.a RLIKE '{pattern}'")));
    }
    let ms = |began: Instant| began.elapsed().as_secs_f64() * 1000.0;
    for (name, text) in texts {
        let began = Instant::now();
        let parsed = parse_filter(&text);
        let found = parsed.check(&data.runs).len();
        let answer = parsed.filter.as_ref().map(|filter| filter.evaluate(&data).map(|mask| mask.count()));
        let answered_ms = ms(began);
        let began = Instant::now();
        highlight(&text);
        complete(&text, text.len(), true, &data);
        println!("{answered_ms:>8.1} ms  {:>8.1} ms to colour and complete  {name}: {found} told, {answer:?}", ms(began));
    }
}
