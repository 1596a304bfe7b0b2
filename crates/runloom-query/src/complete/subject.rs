use runloom_table::{Column, RunTable, ValueType, Values};

use crate::language::{Function, FunctionKind, ValueKind, attribute};
use crate::resolve::resolve;
use crate::tree::{ColumnRef, Entity};

/// What stands before an operator.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Subject {
    /// Something that no operator goes with.
    #[default]
    None,
    /// A column.
    Column(ColumnRef),
    /// A function of a column, or of something else.
    Call(&'static Function, Option<ColumnRef>),
    /// A number that is computed or written.
    Number,
    /// A text that is written, or those of a column, whatever they mean.
    Text(Option<ColumnRef>),
    /// A word that is looked for in the names of runs.
    Search,
}

/// What values are compared as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Number,
    Text,
    Time,
    Boolean,
    /// Seconds.
    Duration,
}

impl Kind {
    /// Its place in [`crate::Operator::places`].
    pub(super) fn index(self) -> usize {
        match self {
            Self::Number | Self::Duration => 0,
            Self::Text => 1,
            Self::Time => 2,
            Self::Boolean => 3,
        }
    }

    pub(super) fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Duration)
    }
}

impl Subject {
    pub(super) fn kind(&self, runs: &RunTable) -> Kind {
        match self {
            Self::Column(column) => kind_of(column, runs),
            Self::Call(function, _) if function.kind.gives_text() => Kind::Text,
            Self::Text(_) | Self::Search => Kind::Text,
            Self::Call(..) | Self::Number | Self::None => Kind::Number,
        }
    }

    /// The column whose values stand behind an operator.
    pub(super) fn column(&self) -> Option<&ColumnRef> {
        match self {
            Self::Column(column) | Self::Text(Some(column)) => Some(column),
            Self::Call(function, column) if function.kind != FunctionKind::Count && function.kind != FunctionKind::Len => {
                column.as_ref()
            }
            _ => None,
        }
    }
}

fn kind_of(column: &ColumnRef, runs: &RunTable) -> Kind {
    if column.entity == Entity::Dataset {
        return Kind::Text;
    }
    let known = attribute(&column.key).filter(|_| column.entity == Entity::Attribute).map(|known| known.kind);
    let found = resolve(runs, column).and_then(|name| runs.column(&name));
    match (known, found.map(Column::values)) {
        (Some(ValueKind::Duration), _) => Kind::Duration,
        (_, Some(Ok(Values::Time(_)))) | (Some(ValueKind::Time), Some(Err(_)) | None) => Kind::Time,
        (Some(ValueKind::Text), _) => Kind::Text,
        (_, Some(Ok(_))) => found.map_or(Kind::Text, kind_of_values),
        _ if column.entity == Entity::Metric => Kind::Number,
        _ if found.is_some_and(|column| column.summary().min.is_some()) => Kind::Number,
        _ => Kind::Text,
    }
}

/// What the values of a column are compared as; as text where they are not loaded.
pub(super) fn kind_of_values(column: &Column) -> Kind {
    match column.typed().map(|typed| typed.value_type) {
        Ok(ValueType::Real | ValueType::Integer) => Kind::Number,
        Ok(ValueType::Time) => Kind::Time,
        Ok(ValueType::Boolean) => Kind::Boolean,
        Ok(ValueType::Category) if are_mostly_numbers(column) => Kind::Number,
        Ok(ValueType::Category) | Err(_) => Kind::Text,
    }
}

/// So many runs of a column of texts are looked at.
const SAMPLE: usize = 256;

/// Whether nine in ten texts are numbers, as with `0.1`, `0.01` and one `auto`.
fn are_mostly_numbers(column: &Column) -> bool {
    let (Ok(values), Ok(typed)) = (column.values(), column.typed()) else { return false };
    let rows = (0..values.len()).step_by(values.len() / SAMPLE + 1).filter(|row| !values.is_missing(*row));
    let (mut texts, mut numbers) = (0, 0);
    for row in rows {
        texts += 1;
        numbers += usize::from(typed.number_at(row).is_some_and(f64::is_finite));
    }
    numbers > 0 && numbers * 10 >= texts * 9
}
