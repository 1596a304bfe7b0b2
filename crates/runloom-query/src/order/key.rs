use std::fmt;

use runloom_table::{ColumnKind, ColumnName, RunTable};

use crate::check::{in_table_order, missing_column, unknown_column};
use crate::diagnostic::Diagnostic;
use crate::language::FUNCTIONS;
use crate::resolve::resolve;
use crate::tree::{ColumnRef, Entity, Expression, ExpressionKind, Span};

/// One key of an order. [`fmt::Display`] writes it as it is read.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderKey {
    /// What is put in order.
    pub expression: Expression,
    /// Whether the largest value comes first.
    pub descending: bool,
    /// Whether missing values come first. They come last unless asked for, in both directions, and NaN before them.
    pub missing_first: bool,
}

impl OrderKey {
    /// The order of a column's values. Params and tags that are text are put in order as text, as in MLflow; see [`OrderKey::by_value`].
    pub fn column(name: &ColumnName, descending: bool) -> Self {
        let entity = match name.kind {
            ColumnKind::Attribute => Entity::Attribute,
            ColumnKind::Param => Entity::Param,
            ColumnKind::Metric => Entity::Metric,
            ColumnKind::Tag => Entity::Tag,
        };
        let expression = Expression::column(ColumnRef::new(entity, &name.key), Span::default());
        Self { expression, descending, missing_first: false }
    }

    /// The order of the numbers that a column's values read as: `number(params.lr)`. Values that are no number come last.
    pub fn by_value(name: &ColumnName, descending: bool) -> Self {
        let by_column = Self::column(name, descending);
        match FUNCTIONS.iter().find(|function| function.name == "number") {
            Some(number) => {
                let kind = ExpressionKind::Call(number, vec![by_column.expression]);
                Self { expression: Expression { kind, span: Span::default() }, descending, missing_first: false }
            }
            None => by_column,
        }
    }
}

impl fmt::Display for OrderKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let direction = if self.descending { " DESC" } else { "" };
        let missing = if self.missing_first { " NULLS FIRST" } else { "" };
        write!(f, "{}{direction}{missing}", self.expression)
    }
}

/// MLflow's order where none is asked for, and its tie-break: the youngest run first, then by id.
pub fn default_order() -> Vec<OrderKey> {
    vec![OrderKey::column(&ColumnName::attribute("start_time"), true), OrderKey::column(&ColumnName::attribute("run_id"), false)]
}

/// The columns whose values [`sort_rows`](super::sort_rows) reads, each once, in table order: those of the keys and of the tie-break.
pub fn order_columns(keys: &[OrderKey], table: &RunTable) -> Vec<ColumnName> {
    let tie_break = super::tie_break(table);
    let columns = keys.iter().chain(&tie_break).flat_map(|key| key.expression.columns());
    let names: Vec<ColumnName> = columns.filter_map(|(column, _)| resolve(table, column)).collect();
    in_table_order(&names, table)
}

/// What of a key does not fit a table; spans are those of the key's own text.
pub fn check_order(key: &OrderKey, table: &RunTable) -> Vec<Diagnostic> {
    let columns = key.expression.columns().into_iter();
    columns
        .filter_map(|(column, span)| unknown_column(column, span, table).or_else(|| missing_column(column, span, table)))
        .collect()
}
