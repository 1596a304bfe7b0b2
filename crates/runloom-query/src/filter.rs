use std::fmt;
use std::ops::Range;

use runloom_table::{ColumnName, Dataset, RowMask, RunTable};

use crate::check;
use crate::diagnostic::{Diagnostic, put_in_text_order};
use crate::evaluate::{EvaluateError, Scope, rows_of};
use crate::tree::{Condition, Span};

/// What a text turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The filter; `None` where any diagnostic is an error.
    pub filter: Option<Filter>,
    /// What is wrong or doubtful, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// What could be read of a text that is refused.
    pub(crate) rest: Condition,
}

impl Parsed {
    /// What is wrong or doubtful about the text, in itself and for a table; see [`Filter::check`]. Of a text that is refused, what could
    /// be read is checked too, so that all mistakes are told at once.
    pub fn check(&self, table: &RunTable) -> Vec<Diagnostic> {
        let mut found = self.diagnostics.clone();
        found.extend(check::filter(self.filter.as_ref().map_or(&self.rest, Filter::condition), table));
        if found.iter().any(Diagnostic::is_error) {
            found.retain(Diagnostic::is_error);
        }
        put_in_text_order(&mut found);
        found
    }
}

/// A filter: which runs to keep. [`fmt::Display`] writes it as canonical text, which reads back as the same filter.
#[derive(Clone, Debug)]
pub struct Filter {
    root: Condition,
    clauses: Vec<Span>,
}

impl PartialEq for Filter {
    fn eq(&self, other: &Self) -> bool {
        self.root == other.root
    }
}

impl Filter {
    /// `clauses` says where the parts stand that the root joins.
    pub(crate) fn new(root: Condition, clauses: Vec<Span>) -> Self {
        Self { root, clauses }
    }

    /// What a run has to fulfil.
    pub fn condition(&self) -> &Condition {
        &self.root
    }

    /// The conditions that AND or OR joins outside all parentheses, each as a filter of its own, and where it stands, in bytes of the
    /// text. A filter that joins nothing is its only clause; an empty one has none.
    pub fn clauses(&self) -> Vec<(Range<usize>, Self)> {
        let parts = match &self.root {
            Condition::All(parts) | Condition::Any(parts) if parts.len() == self.clauses.len() => parts.as_slice(),
            root => std::slice::from_ref(root),
        };
        let alone = |(span, part): (&Span, &Condition)| (span.range(), Self::new(part.clone(), vec![*span]));
        self.clauses.iter().zip(parts).map(alone).collect()
    }

    /// Whether it keeps every run.
    pub fn is_empty(&self) -> bool {
        self.root == Condition::All(Vec::new())
    }

    /// What of the filter does not fit a table: attributes that do not exist and comparisons that make no sense for a column are errors,
    /// keys that no run has are advice.
    pub fn check(&self, table: &RunTable) -> Vec<Diagnostic> {
        check::filter(&self.root, table)
    }

    /// The columns whose values [`Filter::evaluate`] reads, each once, in table order.
    pub fn columns(&self, table: &RunTable) -> Vec<ColumnName> {
        check::columns(&self.root, table)
    }

    /// The runs that fulfil the filter.
    ///
    /// A missing value fulfils no comparison, `!=` and `NOT IN` included; NaN fulfils `!=` alone, and so does text that is no number
    /// when it meets one.
    ///
    /// # Errors
    /// [`EvaluateError::Refused`] where [`Filter::check`] finds an error or a regular expression takes too much work, [`EvaluateError::NotLoaded`] where a column's values are not
    /// in memory.
    pub fn evaluate(&self, dataset: &Dataset) -> Result<RowMask, EvaluateError> {
        if let Some(refused) = check::first_error(&self.root, &dataset.runs) {
            return Err(EvaluateError::Refused(refused));
        }
        rows_of(Scope { dataset }, &self.root, false)
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() { Ok(()) } else { write!(f, "{}", self.root) }
    }
}

#[cfg(test)]
mod tests {
    use crate::parse_filter;

    #[test]
    fn clauses_are_what_the_top_level_joins() {
        for (text, clauses) in [
            ("", &[][..]),
            ("metrics.a > 1", &["metrics.a > 1"]),
            ("metrics.a > 1 AND (status = 'x' OR xgb) AND", &["metrics.a > 1", "(status = 'x' OR xgb)"]),
            ("metrics.a > 1 AND xgb OR NOT (xgb AND rf)", &["metrics.a > 1 AND xgb", "NOT (xgb AND rf)"]),
            ("(metrics.a > 1 AND xgb)", &["(metrics.a > 1 AND xgb)"]),
            ("xgb rf", &["xgb", "rf"]),
        ] {
            let filter = parse_filter(text).filter.expect("the text is right");
            let found: Vec<&str> = filter.clauses().into_iter().map(|(place, _)| &text[place]).collect();
            assert_eq!(found, clauses, "{text}");
        }
    }
}
