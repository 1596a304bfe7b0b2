//! What is offered at a cursor, over the recorded runs and over columns made for the purpose.

#![expect(clippy::unwrap_used, reason = "a test may stop")]

mod data;
mod explanations;
mod properties;
mod table;

use runloom_query::{Completion, complete};
use runloom_table::Dataset;

/// The text and what is offered at the `|` in it.
fn at(case: &str, dataset: &Dataset) -> (String, Completion) {
    let text = case.replacen('|', "", 1);
    let cursor = case.find('|').unwrap_or(text.len());
    let completion = complete(&text, cursor, true, dataset);
    (text, completion)
}
