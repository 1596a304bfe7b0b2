use std::borrow::Cow;

use arrow_array::Array;
use arrow_buffer::NullBuffer;
use runloom_table::{Column, NotLoaded, TextValues, ValueType, Values, pack_codes, parse_real};

use super::bits::{Answer, pack_rows};
use super::{EvaluateError, Scope, functions};
use crate::tree::{Expression, ExpressionKind, Literal};

/// The values of an expression, one a row.
pub(crate) enum Vector<'a> {
    /// The column is not in the table.
    Missing,
    /// As the column has them.
    Column(&'a Column),
    /// The same for every row.
    Constant(&'a Literal),
    /// Computed numbers.
    Numbers(Numbers<'a>),
    /// Computed texts.
    Texts(TextValues),
}

/// Numbers with a NaN where a value is there that is no number.
pub(crate) struct Numbers<'a> {
    pub(crate) values: Cow<'a, [f64]>,
    /// The rows that have a value.
    pub(crate) known: Option<NullBuffer>,
}

/// Evaluates an expression.
pub(crate) fn vector<'a>(scope: Scope<'a>, expression: &'a Expression) -> Result<Vector<'a>, EvaluateError> {
    Ok(match &expression.kind {
        ExpressionKind::Column(column) => scope.column(column).map_or(Vector::Missing, Vector::Column),
        ExpressionKind::Literal(literal) => Vector::Constant(literal),
        ExpressionKind::Call(function, arguments) => functions::call(scope, function, arguments)?,
        ExpressionKind::Arithmetic(operation, left, right) => {
            let (left, right) = (vector(scope, left)?, vector(scope, right)?);
            let (left, right) = (left.numbers(scope.rows())?, right.numbers(scope.rows())?);
            Vector::Numbers(functions::arithmetic(*operation, &left, &right))
        }
        ExpressionKind::Negate(inner) => {
            let inner = vector(scope, inner)?.numbers(scope.rows())?;
            Vector::Numbers(Numbers { values: inner.values.iter().map(|value| -value).collect(), known: inner.known })
        }
    })
}

impl<'a> Vector<'a> {
    /// The values as numbers.
    pub(crate) fn numbers(&self, rows: usize) -> Result<Numbers<'a>, NotLoaded> {
        Ok(match self {
            Self::Missing => Numbers { values: vec![0.0; rows].into(), known: Some(NullBuffer::new_null(rows)) },
            Self::Column(column) => numbers_of(column)?,
            Self::Constant(literal) => Numbers { values: vec![literal_number(literal); rows].into(), known: None },
            Self::Numbers(numbers) => Numbers { values: numbers.values.clone(), known: numbers.known.clone() },
            Self::Texts(texts) => Numbers {
                values: map_texts(texts, &|text| parse_real(text).unwrap_or(f64::NAN)).into(),
                known: texts.codes().nulls().cloned(),
            },
        })
    }

    /// The values as exact texts.
    pub(crate) fn texts(&self, rows: usize) -> Result<Cow<'a, TextValues>, NotLoaded> {
        Ok(match self {
            Self::Missing => Cow::Owned(std::iter::repeat_n(None, rows).collect()),
            Self::Column(column) => texts_of(column.values()?),
            Self::Constant(literal) => {
                let text = literal_text(literal);
                Cow::Owned(std::iter::repeat_n(Some(text.as_str()), rows).collect())
            }
            Self::Numbers(numbers) => {
                let present = |row| numbers.known.as_ref().is_none_or(|known| known.is_valid(row));
                let reals = numbers.values.iter().enumerate().map(|(row, value)| present(row).then_some(*value));
                Cow::Owned(texts_of(&Values::from_reals(reals)).into_owned())
            }
            Self::Texts(texts) => Cow::Owned(texts.clone()),
        })
    }

    /// Asks every text, each distinct one once.
    pub(crate) fn test_texts(&self, rows: usize, test: &dyn Fn(&str) -> bool) -> Result<Answer, NotLoaded> {
        let texts = self.texts(rows)?;
        Ok(test_distinct(&texts, test))
    }

    /// Whether a value of this kind is text when it meets another that could be either.
    pub(crate) fn prefers_text(&self) -> Result<bool, NotLoaded> {
        Ok(match self {
            Self::Missing | Self::Numbers(_) => false,
            Self::Texts(_) => true,
            Self::Constant(literal) => matches!(literal, Literal::Text(_)),
            Self::Column(column) => !(column.typed()?.value_type.is_numeric() || matches!(column.values()?, Values::Boolean(_))),
        })
    }
}

/// Asks every distinct text once.
pub(crate) fn test_distinct(texts: &TextValues, test: &dyn Fn(&str) -> bool) -> Answer {
    let answers: Vec<bool> = texts.distinct().iter().map(|text| text.is_some_and(test)).collect();
    of_distinct(texts, &answers)
}

/// The rows whose distinct text was chosen.
pub(crate) fn of_distinct(texts: &TextValues, chosen: &[bool]) -> Answer {
    Answer { holds: pack_codes(texts.codes().values(), chosen), known: texts.codes().nulls().cloned(), rows: texts.len() }
}

/// Asks every row; only rows with a value count.
pub(crate) fn test_rows(values: &Values, test: &dyn Fn(usize) -> bool) -> Answer {
    Answer { holds: pack_rows(values.len(), test), known: values.nulls().cloned(), rows: values.len() }
}

fn numbers_of(column: &Column) -> Result<Numbers<'_>, NotLoaded> {
    let values = column.values()?;
    let known = values.nulls().cloned();
    let numbers = &column.typed()?.numbers;
    let Values::Text(texts) = values else { return Ok(Numbers { values: numbers.values().as_ref().into(), known }) };
    if column.typed()?.value_type == ValueType::Boolean {
        return Ok(Numbers { values: vec![f64::NAN; texts.len()].into(), known });
    }
    if numbers.null_count() == texts.codes().null_count() {
        return Ok(Numbers { values: numbers.values().as_ref().into(), known });
    }
    let values: Vec<f64> = numbers.iter().map(|number| number.unwrap_or(f64::NAN)).collect();
    Ok(Numbers { values: values.into(), known })
}

fn texts_of(values: &Values) -> Cow<'_, TextValues> {
    match values {
        Values::Text(texts) => Cow::Borrowed(texts),
        other => {
            let mut builder = runloom_table::TextBuilder::default();
            for row in 0..other.len() {
                builder.push(other.text_at(row).as_deref());
            }
            Cow::Owned(builder.finish())
        }
    }
}

/// One number a row, computed once a distinct text.
pub(crate) fn map_texts(texts: &TextValues, of_text: &dyn Fn(&str) -> f64) -> Vec<f64> {
    let of_distinct: Vec<f64> = texts.distinct().iter().map(|text| text.map_or(0.0, of_text)).collect();
    texts.codes().values().iter().map(|code| of_distinct.get(*code as usize).copied().unwrap_or_default()).collect()
}

pub(crate) fn literal_number(literal: &Literal) -> f64 {
    match literal {
        Literal::Number(number) => number.value,
        Literal::Boolean(value) => f64::from(u8::from(*value)),
        Literal::Text(text) => parse_real(text).unwrap_or(f64::NAN),
    }
}

pub(crate) fn literal_text(literal: &Literal) -> String {
    match literal {
        Literal::Number(number) => match number.integer {
            Some(integer) => integer.to_string(),
            None => runloom_table::format_real(number.value),
        },
        Literal::Boolean(value) => value.to_string(),
        Literal::Text(text) => text.clone(),
    }
}
