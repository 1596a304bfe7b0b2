//! From tokens to a tree, with a diagnostic at every place that has no meaning.

mod condition;
mod expression;
mod group;
mod json;
mod list;
mod mistakes;
mod node;
mod order;
mod predicate;
mod stream;

use crate::diagnostic::{Diagnostic, put_in_text_order};
use crate::limits;
use crate::tree::Condition;
use crate::{Filter, Parsed};

pub(crate) use group::parse_group_keys;
pub use order::parse_order_by;

/// A mistake has been reported; the caller skips what belongs to it.
pub(crate) struct Failed;

pub(crate) type Parse<T> = Result<T, Failed>;

/// Reads a filter. Never fails: what cannot be read becomes diagnostics, several at once.
///
/// A text that begins with `{` is read as a W&B filter: a MongoDB query in JSON, or in Python's spelling of it.
///
/// Takes linear time. Text beyond 1 MiB, nesting beyond 64 and more than 10,000 conditions are refused.
///
/// ```
/// use runloom_query::parse_filter;
///
/// let parsed = parse_filter("metrics.auc > 0.9 AND params.model IN ('xgb', 'rf')");
/// assert!(parsed.filter.is_some());
///
/// let parsed = parse_filter("status = FINISHED");
/// assert!(parsed.filter.is_none());
/// assert_eq!(parsed.diagnostics[0].span, 9..17);
/// assert_eq!(parsed.diagnostics[0].fix.as_ref().unwrap().text, "'FINISHED'");
/// ```
pub fn parse_filter(text: &str) -> Parsed {
    if text.len() > limits::TEXT_BYTES {
        let message = format!("the filter has {} bytes; at most {} are read", text.len(), limits::TEXT_BYTES);
        let diagnostics = vec![Diagnostic::error(0..text.len(), message)];
        return Parsed { filter: None, diagnostics, rest: unreadable() };
    }
    let (root, clauses, mut diagnostics) = if json::is_json(text) {
        json::filter(text)
    } else {
        let mut parser = stream::Parser::new(text);
        let (root, clauses) = parser.filter();
        (root, clauses, parser.into_diagnostics())
    };
    let refused = diagnostics.iter().any(Diagnostic::is_error);
    if refused {
        diagnostics.retain(Diagnostic::is_error);
    }
    put_in_text_order(&mut diagnostics);
    let (filter, rest) = if refused { (None, root) } else { (Some(Filter::new(root, clauses)), unreadable()) };
    Parsed { filter, diagnostics, rest }
}

/// The tree that stands where nothing could be read.
fn unreadable() -> Condition {
    Condition::All(Vec::new())
}
