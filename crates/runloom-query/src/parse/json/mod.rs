//! W&B's filters, which are MongoDB queries in JSON, read into the same tree.

mod builder;
mod operators;
mod value;

use crate::diagnostic::Diagnostic;
use crate::tree::{Condition, Span};

/// Whether a text is such a filter. No other filter begins so.
pub(crate) fn is_json(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

/// Reads such a filter: what it means, where the parts stand that it joins, and what is wrong with it.
pub(crate) fn filter(text: &str) -> (Condition, Vec<Span>, Vec<Diagnostic>) {
    match value::read(text) {
        Ok(json) => builder::build(text, json),
        Err(mistake) => (super::unreadable(), Vec::new(), vec![mistake]),
    }
}
