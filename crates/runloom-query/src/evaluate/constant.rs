//! A column against one fixed value: the comparisons that filters are made of.

use arrow_array::Array;
use runloom_table::{Column, NotLoaded, Values, pack_integers, pack_reals, parse_real};

use super::bits::{Answer, pack_rows};
use super::range::Range;
use super::vector::{test_distinct, test_rows};
use crate::time::parse_time;
use crate::tree::{Comparison, Literal, Number};

/// The rows whose value compares so with a fixed one.
pub(crate) fn compare(column: &Column, comparison: Comparison, literal: &Literal) -> Result<Answer, NotLoaded> {
    if let Literal::Number(number) = literal
        && let Some(numbers) = all_numbers(column)?
    {
        return Ok(with_number(&numbers, comparison, *number));
    }
    Ok(compare_values(column.values()?, comparison, literal))
}

/// The same for values that are no column's.
pub(crate) fn compare_values(values: &Values, comparison: Comparison, literal: &Literal) -> Answer {
    match literal {
        Literal::Number(number) => with_number(values, comparison, *number),
        Literal::Text(text) => with_text(values, comparison, text),
        Literal::Boolean(value) => with_boolean(values, comparison, *value),
    }
}

/// A column of many different texts as numbers, if every text is one: its numbers are kept, so that texts are parsed once only.
fn all_numbers(column: &Column) -> Result<Option<Values>, NotLoaded> {
    let Values::Text(texts) = column.values()? else { return Ok(None) };
    if texts.distinct().len() < texts.len() / 4 {
        return Ok(None);
    }
    let view = column.typed()?;
    let all = view.value_type.is_numeric() && view.numbers.null_count() == texts.codes().null_count();
    Ok(all.then(|| Values::Real(view.numbers.clone())))
}

fn with_number(values: &Values, comparison: Comparison, number: Number) -> Answer {
    let real = number.value;
    let holds = match (values, number.integer) {
        (Values::Real(a), _) => Range::of_real(comparison, real).pack(|low, high| pack_reals(a.values(), low, high)),
        (Values::Integer(a), Some(integer)) => pack_whole(a.values(), Range::of_integer(comparison, integer)),
        (Values::Integer(a), None) => pack_whole(a.values(), Range::of_real(comparison, real).of_images(&|value| value as f64)),
        (Values::Time(a), _) => {
            pack_whole(a.values(), Range::of_real(comparison, real).of_images(&|micros| micros as f64 / 1000.0))
        }
        (Values::Boolean(a), _) => {
            let answers = [0.0, 1.0].map(|value| holds(comparison, &value, &real));
            pack_rows(a.len(), &|row| answers[usize::from(a.value(row))])
        }
        (Values::Text(texts), _) => {
            return test_distinct(texts, &|text| holds(comparison, &parse_real(text).unwrap_or(f64::NAN), &real));
        }
    };
    Answer { holds, known: values.nulls().cloned(), rows: values.len() }
}

fn pack_whole(values: &[i64], range: Range<i64>) -> Vec<u64> {
    range.pack(|low, high| pack_integers(values, low, high))
}

fn with_text(values: &Values, comparison: Comparison, wanted: &str) -> Answer {
    match values {
        Values::Text(texts) => test_distinct(texts, &|text| holds(comparison, text, wanted)),
        Values::Time(a) => match parse_time(wanted) {
            Some(wanted) => {
                let holds = pack_whole(a.values(), Range::of_integer(comparison, wanted));
                Answer { holds, known: values.nulls().cloned(), rows: values.len() }
            }
            None => Answer::unknown(values.len()),
        },
        other => test_rows(other, &|row| other.text_at(row).is_some_and(|text| holds(comparison, &*text, wanted))),
    }
}

fn with_boolean(values: &Values, comparison: Comparison, wanted: bool) -> Answer {
    let as_number = f64::from(u8::from(wanted));
    match values {
        Values::Text(texts) => test_distinct(texts, &|text| match text.to_ascii_lowercase().as_str() {
            "true" => holds(comparison, &true, &wanted),
            "false" => holds(comparison, &false, &wanted),
            _ => comparison == Comparison::NotEqual,
        }),
        other => with_number(other, comparison, Number::real(as_number)),
    }
}

/// Whether `a comparison b`.
pub(crate) fn holds<T: PartialOrd + ?Sized>(comparison: Comparison, a: &T, b: &T) -> bool {
    match comparison {
        Comparison::Equal => a == b,
        Comparison::NotEqual => a != b,
        Comparison::Less => a < b,
        Comparison::LessOrEqual => a <= b,
        Comparison::Greater => a > b,
        Comparison::GreaterOrEqual => a >= b,
    }
}
