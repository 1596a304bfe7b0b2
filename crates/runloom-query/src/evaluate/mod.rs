//! From a tree and a table to a set of rows, column by column.

mod bits;
mod compare;
mod constant;
mod datasets;
mod functions;
mod list;
mod pattern;
mod range;
mod test;
mod vector;

use std::fmt;

use runloom_table::{Column, ColumnName, Dataset, NotLoaded, RowMask, Values, texts_with};

use crate::diagnostic::Diagnostic;
use crate::resolve::resolve;
use crate::tree::{ColumnRef, Condition, Entity, Expression, Search};

pub(crate) use datasets::fields_of_datasets;
pub(crate) use vector::{Numbers, Vector, vector};

/// Why a filter or an order could not be evaluated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvaluateError {
    /// The values of a column are not loaded; see [`crate::Filter::columns`].
    NotLoaded(ColumnName),
    /// The filter does not fit the table; see [`crate::Filter::check`].
    Refused(Diagnostic),
}

impl fmt::Display for EvaluateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotLoaded(name) => write!(f, "{}", NotLoaded(name.clone())),
            Self::Refused(diagnostic) => f.write_str(&diagnostic.message),
        }
    }
}

impl std::error::Error for EvaluateError {}

impl From<NotLoaded> for EvaluateError {
    fn from(NotLoaded(name): NotLoaded) -> Self {
        Self::NotLoaded(name)
    }
}

/// What expressions are evaluated over.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) dataset: &'a Dataset,
}

impl<'a> Scope<'a> {
    pub(crate) fn rows(self) -> usize {
        self.dataset.runs.rows()
    }

    /// Whether an expression is made from moments, which count milliseconds.
    pub(crate) fn has_moment(self, expression: &Expression) -> bool {
        let is_moment =
            |column: &ColumnRef| self.column(column).is_some_and(|column| matches!(column.values(), Ok(Values::Time(_))));
        expression.columns().into_iter().any(|(column, _)| is_moment(column))
    }

    /// The column of the table that a filter's column means.
    pub(crate) fn column(self, column: &ColumnRef) -> Option<&'a Column> {
        self.dataset.runs.column(&resolve(&self.dataset.runs, column)?)
    }
}

/// The numbers of an expression, one a row: `None` where a value is missing, NaN where it is no number.
///
/// # Errors
/// [`EvaluateError::NotLoaded`] where a column's values are not in memory.
pub fn numbers_of(expression: &Expression, dataset: &Dataset) -> Result<Vec<Option<f64>>, EvaluateError> {
    let scope = Scope { dataset };
    let numbers = vector(scope, expression)?.numbers(scope.rows())?;
    let is_known = |row: usize| numbers.known.as_ref().is_none_or(|known| known.is_valid(row));
    Ok(numbers.values.iter().enumerate().map(|(row, value)| is_known(row).then_some(*value)).collect())
}

/// The rows that fulfil a condition, or its opposite. `NOT` is carried down to the comparisons, where what is unknown is known.
pub(crate) fn rows_of(scope: Scope<'_>, condition: &Condition, negated: bool) -> Result<RowMask, EvaluateError> {
    match condition {
        Condition::Not(inner) => rows_of(scope, inner, !negated),
        Condition::All(parts) => joined(scope, parts, negated, !negated),
        Condition::Any(parts) => joined(scope, parts, negated, negated),
        Condition::Search(search) => searched(scope, search, negated),
        Condition::Test(test) => test::rows_of(scope, test, negated),
    }
}

fn joined(scope: Scope<'_>, parts: &[Condition], negated: bool, all: bool) -> Result<RowMask, EvaluateError> {
    let mut mask = if all { RowMask::all(scope.rows()) } else { RowMask::none(scope.rows()) };
    for part in parts {
        let rows = rows_of(scope, part, negated)?;
        if all { mask.and(&rows) } else { mask.or(&rows) }
    }
    Ok(mask)
}

fn searched(scope: Scope<'_>, search: &Search, negated: bool) -> Result<RowMask, EvaluateError> {
    let wanted = search.text.to_lowercase();
    let name = ColumnRef::new(Entity::Attribute, "run_name");
    let Some(column) = scope.column(&name) else { return Ok(RowMask::none(scope.rows())) };
    let texts = Vector::Column(column).texts(scope.rows())?;
    let answer = if wanted.is_ascii() && texts.distinct().values().is_ascii() {
        vector::of_distinct(&texts, &texts_with(texts.distinct(), &wanted, true))
    } else {
        vector::test_distinct(&texts, &|text| text.to_lowercase().contains(&wanted))
    };
    Ok(answer.mask(negated))
}
