use arrow_array::Array;
use arrow_buffer::{BooleanBuffer, NullBuffer};
use runloom_table::{Aggregate, TextBuilder, TextValues};

use super::bits::{Answer, pack_rows};
use super::vector::{Numbers, Vector, map_texts, vector};
use super::{EvaluateError, Scope};
use crate::language::{Function, FunctionKind};
use crate::tree::{Arithmetic, Expression, ExpressionKind, Literal};

/// The value of a function.
pub(crate) fn call<'a>(scope: Scope<'a>, function: &Function, arguments: &'a [Expression]) -> Result<Vector<'a>, EvaluateError> {
    let Some(argument) = arguments.first() else { return Ok(Vector::Missing) };
    if function.kind.is_history() {
        return Ok(history(scope, function.kind, argument));
    }
    let rows = scope.rows();
    let value = vector(scope, argument)?;
    Ok(match function.kind {
        FunctionKind::Lower => Vector::Texts(changed(&*value.texts(rows)?, str::to_ascii_lowercase)),
        FunctionKind::Upper => Vector::Texts(changed(&*value.texts(rows)?, str::to_ascii_uppercase)),
        FunctionKind::Text => Vector::Texts(value.texts(rows)?.into_owned()),
        FunctionKind::Len => {
            let texts = value.texts(rows)?;
            let known = texts.codes().nulls().cloned();
            Vector::Numbers(Numbers { values: map_texts(&texts, &|text| text.chars().count() as f64).into(), known })
        }
        FunctionKind::Number => {
            let numbers = value.numbers(rows)?;
            Vector::Numbers(without_nan_from_text(&value, numbers))
        }
        kind => {
            let numbers = value.numbers(rows)?;
            let of_number = number_function(kind);
            Vector::Numbers(Numbers {
                values: numbers.values.iter().map(|value| of_number(*value)).collect(),
                known: numbers.known,
            })
        }
    })
}

fn changed(texts: &TextValues, change: fn(&str) -> String) -> TextValues {
    let mut builder = TextBuilder::default();
    let distinct = texts.distinct();
    let changed: Vec<i32> = (0..distinct.len()).map(|code| builder.intern(&change(distinct.value(code)))).collect();
    for code in texts.codes() {
        builder.push_code(code.and_then(|code| changed.get(code as usize).copied()));
    }
    builder.finish()
}

/// Text that is no number becomes missing; NaN that was logged stays NaN.
fn without_nan_from_text<'a>(value: &Vector<'a>, numbers: Numbers<'a>) -> Numbers<'a> {
    let Vector::Column(column) = value else { return numbers };
    match column.typed() {
        Ok(view) => Numbers { values: view.numbers.values().as_ref().into(), known: view.numbers.nulls().cloned() },
        Err(_) => numbers,
    }
}

fn number_function(kind: FunctionKind) -> fn(f64) -> f64 {
    match kind {
        FunctionKind::Abs => libm::fabs,
        FunctionKind::Sqrt => libm::sqrt,
        FunctionKind::Exp => libm::exp,
        FunctionKind::Ln => libm::log,
        FunctionKind::Log2 => libm::log2,
        FunctionKind::Log10 => libm::log10,
        FunctionKind::Floor => libm::floor,
        FunctionKind::Ceil => libm::ceil,
        FunctionKind::Round => libm::round,
        _ => |value| value,
    }
}

/// Two numbers joined, row by row.
pub(crate) fn arithmetic(operation: Arithmetic, left: &Numbers<'_>, right: &Numbers<'_>) -> Numbers<'static> {
    let (a, b) = (left.values.as_ref(), right.values.as_ref());
    let values = match operation {
        Arithmetic::Add => joined(a, b, |a, b| a + b),
        Arithmetic::Subtract => joined(a, b, |a, b| a - b),
        Arithmetic::Multiply => joined(a, b, |a, b| a * b),
        Arithmetic::Divide => joined(a, b, |a, b| a / b),
        Arithmetic::Remainder => joined(a, b, libm::fmod),
    };
    Numbers { values: values.into(), known: NullBuffer::union(left.known.as_ref(), right.known.as_ref()) }
}

fn joined(a: &[f64], b: &[f64], join: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| join(*a, *b)).collect()
}

/// A summary of the history of a metric; a metric without history has its one value as history.
fn history<'a>(scope: Scope<'a>, kind: FunctionKind, metric: &Expression) -> Vector<'a> {
    let Some(column) = metric.as_column() else { return Vector::Missing };
    let latest = scope.column(column).and_then(|column| column.values().ok());
    let rows = scope.rows();
    let mut values = vec![0.0; rows];
    let mut known = vec![false; rows];
    for row in 0..rows {
        let points = scope.dataset.history.of(row as u32, &column.key);
        let found = match Aggregate::of(points) {
            Some(aggregate) => Some(match kind {
                FunctionKind::Min => aggregate.min,
                FunctionKind::Max => aggregate.max,
                FunctionKind::Mean => aggregate.mean,
                FunctionKind::First => aggregate.first,
                FunctionKind::Count => aggregate.count as f64,
                _ => aggregate.last,
            }),
            None => {
                latest.and_then(|values| values.real_at(row)).map(|value| if kind == FunctionKind::Count { 1.0 } else { value })
            }
        };
        if let (Some(found), Some(value), Some(known)) = (found, values.get_mut(row), known.get_mut(row)) {
            (*value, *known) = (found, true);
        }
    }
    Vector::Numbers(Numbers { values: values.into(), known: Some(NullBuffer::new(BooleanBuffer::from(known))) })
}

/// The rows for which a function that is a condition holds.
pub(crate) fn condition(scope: Scope<'_>, call: &Expression) -> Result<Answer, EvaluateError> {
    let rows = scope.rows();
    let ExpressionKind::Call(function, arguments) = &call.kind else { return Ok(Answer::unknown(rows)) };
    let [text, part] = arguments.as_slice() else { return Ok(Answer::unknown(rows)) };
    let test: fn(&str, &str) -> bool = match function.kind {
        FunctionKind::StartsWith => |text, part| text.starts_with(part),
        FunctionKind::EndsWith => |text, part| text.ends_with(part),
        _ => |text, part| text.contains(part),
    };
    let (text, part) = (vector(scope, text)?, vector(scope, part)?);
    if let Vector::Constant(Literal::Text(part)) = &part {
        return Ok(text.test_texts(rows, &|text| test(text, part))?);
    }
    let (texts, parts) = (text.texts(rows)?, part.texts(rows)?);
    let holds = pack_rows(rows, &|row| texts.get(row).zip(parts.get(row)).is_some_and(|(text, part)| test(text, part)));
    let known = NullBuffer::union(texts.codes().nulls(), parts.codes().nulls());
    Ok(Answer { holds, known, rows })
}
