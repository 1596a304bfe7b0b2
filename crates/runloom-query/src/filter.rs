use std::fmt;

use runloom_table::{ColumnName, Dataset, RowMask, RunTable};

use crate::check;
use crate::diagnostic::Diagnostic;
use crate::evaluate::{EvaluateError, Scope, rows_of};
use crate::tree::Condition;

/// What a text turned out to be.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The filter; `None` where any diagnostic is an error.
    pub filter: Option<Filter>,
    /// What is wrong or doubtful, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// A filter: which runs to keep. [`fmt::Display`] writes it as canonical text, which reads back as the same filter.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    root: Condition,
}

impl Filter {
    pub(crate) fn new(root: Condition) -> Self {
        Self { root }
    }

    /// What a run has to fulfil.
    pub fn condition(&self) -> &Condition {
        &self.root
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
    /// [`EvaluateError::Refused`] where [`Filter::check`] finds an error, [`EvaluateError::NotLoaded`] where a column's values are not
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
