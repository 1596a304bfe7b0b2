//! The fuzz targets of `tests/fuzz` over their saved corpus, each text of it changed a number of times in a fixed way.

#![expect(clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use std::path::PathBuf;

#[path = "../../../tests/fuzz/targets/query.rs"]
mod query;
#[path = "../../../tests/fuzz/replay.rs"]
mod replay;

fn corpus(target: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fuzz/corpus").join(target)
}

#[test]
fn lexer() {
    replay::replay(&corpus("lexer"), 400, query::lexer);
}

#[test]
fn parser() {
    replay::replay(&corpus("parser"), 100, query::parser);
}

#[test]
fn evaluator() {
    replay::replay(&corpus("evaluator"), 30, query::evaluator);
}
