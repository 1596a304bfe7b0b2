use arrow_array::Array;
use runloom_table::{NotLoaded, Value, Values, ordered_integer, pack_reals, parse_real, sort_integers, sort_places};

use super::bits::{Answer, pack_rows, turned};
use super::vector::{Vector, test_distinct, test_rows};
use crate::time::parse_time;
use crate::tree::Literal;

/// The values of a list, made ready to be looked up.
pub(crate) struct Members<'a> {
    /// Sorted.
    texts: Vec<&'a str>,
    /// Sorted, each by its [`ordered_integer`].
    numbers: Vec<i64>,
    /// Sorted.
    integers: Vec<i64>,
    /// Sorted, microseconds since 1970.
    moments: Vec<i64>,
    booleans: [bool; 2],
}

impl<'a> Members<'a> {
    pub(crate) fn new(values: &'a [Literal]) -> Self {
        let mut members =
            Self { texts: Vec::new(), numbers: Vec::new(), integers: Vec::new(), moments: Vec::new(), booleans: [false; 2] };
        for value in values {
            match value {
                Literal::Text(text) => {
                    members.texts.push(text);
                    members.moments.extend(parse_time(text));
                }
                Literal::Number(number) => {
                    members.numbers.push(ordered_integer(number.value + 0.0));
                    members.integers.extend(number.integer);
                }
                Literal::Boolean(value) => members.booleans[usize::from(*value)] = true,
            }
        }
        members.texts = sorted_texts(&members.texts);
        for sorted in [&mut members.numbers, &mut members.integers, &mut members.moments] {
            sort_integers(sorted);
        }
        members
    }

    pub(crate) fn has_text(&self, text: &str) -> bool {
        self.has_exactly(text)
            || !self.numbers.is_empty() && parse_real(text).is_some_and(|number| self.has_number(number))
            || self.booleans[1] && text.eq_ignore_ascii_case("true")
            || self.booleans[0] && text.eq_ignore_ascii_case("false")
    }

    fn has_exactly(&self, text: &str) -> bool {
        self.texts.binary_search(&text).is_ok()
    }

    fn has_number(&self, number: f64) -> bool {
        self.numbers.binary_search(&ordered_integer(number + 0.0)).is_ok()
    }

    fn has(&self, value: Value<'_>) -> bool {
        let by_text = || !self.texts.is_empty() && value.to_text().is_some_and(|text| self.has_exactly(&text));
        match value {
            Value::Missing => false,
            Value::Text(text) => self.has_text(text),
            Value::Real(number) => self.has_number(number) || by_text(),
            Value::Integer(number) => {
                let beyond = number.unsigned_abs() > 1 << 53;
                self.integers.binary_search(&number).is_ok() || !beyond && self.has_number(number as f64) || by_text()
            }
            Value::Boolean(value) => {
                self.booleans[usize::from(value)] || self.has_number(f64::from(u8::from(value))) || by_text()
            }
            Value::Time(micros) => self.moments.binary_search(&micros).is_ok() || self.has_number(micros as f64 / 1000.0),
        }
    }
}

fn sorted_texts<'a>(texts: &[&'a str]) -> Vec<&'a str> {
    let text = |place: u32| texts.get(place as usize).copied().unwrap_or_default();
    let mut places: Vec<u32> = (0..texts.len() as u32).collect();
    sort_places(&mut places, &mut |a, b| text(a).cmp(text(b)));
    places.into_iter().map(text).collect()
}

/// The rows whose value is in the list.
pub(crate) fn one_of(rows: usize, subject: &Vector<'_>, values: &[Literal]) -> Result<Answer, NotLoaded> {
    let members = Members::new(values);
    let with_numbers =
        |numbers: &[f64]| pack_rows(rows, &|row| numbers.get(row).is_some_and(|number| members.has_number(*number)));
    Ok(match subject {
        Vector::Missing => Answer::unknown(rows),
        Vector::Column(column) => match column.values()? {
            Values::Text(texts) => test_distinct(texts, &|text| members.has_text(text)),
            Values::Real(reals) if members.texts.is_empty() => {
                Answer { holds: with_numbers(reals.values()), known: reals.nulls().cloned(), rows }
            }
            other => test_rows(other, &|row| members.has(other.at(row))),
        },
        Vector::Constant(_) | Vector::Texts(_) => test_distinct(&*subject.texts(rows)?, &|text| members.has_text(text)),
        Vector::Numbers(numbers) => Answer { holds: with_numbers(&numbers.values), known: numbers.known.clone(), rows },
    })
}

/// The rows that have no value.
pub(crate) fn is_null(rows: usize, subject: &Vector<'_>) -> Result<Answer, NotLoaded> {
    let known = match subject {
        Vector::Missing => Some(arrow_buffer::NullBuffer::new_null(rows)),
        Vector::Column(column) => column.values()?.nulls().cloned(),
        Vector::Constant(_) => None,
        Vector::Numbers(numbers) => numbers.known.clone(),
        Vector::Texts(texts) => texts.codes().nulls().cloned(),
    };
    let holds = match &known {
        Some(known) => known.inner().bit_chunks().iter_padded().take(rows.div_ceil(64)).map(|word| !word).collect(),
        None => vec![0; rows.div_ceil(64)],
    };
    Ok(Answer { holds, known: None, rows })
}

/// The rows whose value is NaN.
pub(crate) fn is_nan(rows: usize, subject: &Vector<'_>) -> Result<Answer, NotLoaded> {
    let text_is_nan = |text: &str| parse_real(text).is_some_and(f64::is_nan);
    Ok(match subject {
        Vector::Missing => Answer::unknown(rows),
        Vector::Column(column) => match column.values()? {
            Values::Text(texts) => test_distinct(texts, &text_is_nan),
            Values::Real(reals) => Answer { holds: pack_nan(reals.values()), known: reals.nulls().cloned(), rows },
            other => test_rows(other, &|_| false),
        },
        Vector::Constant(_) | Vector::Texts(_) => test_distinct(&*subject.texts(rows)?, &text_is_nan),
        Vector::Numbers(numbers) => Answer { holds: pack_nan(&numbers.values), known: numbers.known.clone(), rows },
    })
}

fn pack_nan(values: &[f64]) -> Vec<u64> {
    turned(pack_reals(values, f64::NEG_INFINITY, f64::INFINITY))
}
