use runloom_table::{RunTable, Values};

use crate::check::{missing_column, unknown_column};
use crate::diagnostic::Diagnostic;
use crate::tree::{ColumnRef, Span};

const MISSING: u64 = u64::MAX;

/// A number that two cells of one column share where their values are the same.
pub(super) fn code_of(values: &Values, row: usize) -> u64 {
    if values.is_missing(row) {
        return MISSING;
    }
    match values {
        Values::Text(texts) => u64::from(texts.codes().value(row).cast_unsigned()),
        Values::Boolean(a) => u64::from(a.value(row)),
        Values::Time(a) => a.value(row).cast_unsigned(),
        Values::Integer(a) => a.value(row).cast_unsigned(),
        Values::Real(a) => match a.value(row) {
            value if value.is_nan() => f64::NAN.to_bits(),
            value => (value + 0.0).to_bits(),
        },
    }
}

/// What to say of a column that a table does not have.
pub(super) fn unknown(column: &ColumnRef, span: Span, table: &RunTable) -> Diagnostic {
    let known = unknown_column(column, span, table).or_else(|| missing_column(column, span, table));
    let hint = known.and_then(|known| known.hint);
    let diagnostic = Diagnostic::error(span.range(), format!("there is no column {column} to group by"));
    match hint {
        Some(hint) => diagnostic.with_hint(hint),
        None => diagnostic,
    }
}
