use std::borrow::Cow;

use arrow_array::{Array, BooleanArray, Float64Array, Int64Array, TimestampMicrosecondArray};
use arrow_buffer::{BooleanBuffer, NullBuffer};

use crate::{Date, TextValues, format_real};

/// The values of one column, one a run, as Arrow arrays. Null is missing, which is not the same as NaN.
#[derive(Clone, Debug)]
pub enum Values {
    /// Floating-point numbers; NaN and infinities are values.
    Real(Float64Array),
    /// Whole numbers, exact over the whole range of 64 bits.
    Integer(Int64Array),
    /// Truth values.
    Boolean(BooleanArray),
    /// Moments in UTC, microseconds since 1970.
    Time(TimestampMicrosecondArray),
    /// Text with its distinct strings.
    Text(TextValues),
}

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// The run has no value here.
    Missing,
    /// A floating-point number.
    Real(f64),
    /// A whole number.
    Integer(i64),
    /// A truth value.
    Boolean(bool),
    /// A moment in UTC, microseconds since 1970.
    Time(i64),
    /// Text as the tracker wrote it.
    Text(&'a str),
}

impl Values {
    /// A column of numbers.
    pub fn from_reals(values: impl IntoIterator<Item = Option<f64>>) -> Self {
        Self::Real(values.into_iter().collect())
    }

    /// A column of truth values. (Collecting into Arrow's array would link the checks of every type of Arrow.)
    pub fn from_truths(values: impl IntoIterator<Item = Option<bool>>) -> Self {
        let (truths, present): (Vec<bool>, Vec<bool>) =
            values.into_iter().map(|value| (value.unwrap_or_default(), value.is_some())).unzip();
        let nulls = Some(NullBuffer::from(present)).filter(|nulls| nulls.null_count() > 0);
        Self::Boolean(BooleanArray::new(BooleanBuffer::from(truths), nulls))
    }

    /// A column of moments in UTC, microseconds since 1970.
    pub fn from_times(values: impl IntoIterator<Item = Option<i64>>) -> Self {
        Self::Time(values.into_iter().collect())
    }

    /// A column of texts.
    pub fn from_texts<'a>(values: impl IntoIterator<Item = Option<&'a str>>) -> Self {
        Self::Text(values.into_iter().collect())
    }

    /// A column of `len` missing texts.
    pub fn missing(len: usize) -> Self {
        Self::from_texts(std::iter::repeat_n(None, len))
    }

    /// The number of rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Real(a) => a.len(),
            Self::Integer(a) => a.len(),
            Self::Boolean(a) => a.len(),
            Self::Time(a) => a.len(),
            Self::Text(a) => a.len(),
        }
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Which rows have a value; `None` where all have one.
    pub fn nulls(&self) -> Option<&NullBuffer> {
        match self {
            Self::Real(a) => a.nulls(),
            Self::Integer(a) => a.nulls(),
            Self::Boolean(a) => a.nulls(),
            Self::Time(a) => a.nulls(),
            Self::Text(a) => a.codes().nulls(),
        }
    }

    /// Whether the run has no value. Rows out of range have none.
    pub fn is_missing(&self, row: usize) -> bool {
        row >= self.len() || self.nulls().is_some_and(|nulls| nulls.is_null(row))
    }

    /// How many runs have no value.
    pub fn missing_count(&self) -> usize {
        self.nulls().map_or(0, NullBuffer::null_count)
    }

    /// One cell.
    pub fn at(&self, row: usize) -> Value<'_> {
        if self.is_missing(row) {
            return Value::Missing;
        }
        match self {
            Self::Real(a) => Value::Real(a.value(row)),
            Self::Integer(a) => Value::Integer(a.value(row)),
            Self::Boolean(a) => Value::Boolean(a.value(row)),
            Self::Time(a) => Value::Time(a.value(row)),
            Self::Text(a) => a.get(row).map_or(Value::Missing, Value::Text),
        }
    }

    /// One cell as a number, where the column holds numbers. Text is not parsed; see [`crate::TypedView`].
    pub fn real_at(&self, row: usize) -> Option<f64> {
        match self.at(row) {
            Value::Real(value) => Some(value),
            Value::Integer(value) => Some(value as f64),
            _ => None,
        }
    }

    /// One cell as exact text: numbers in their shortest form, times in ISO 8601. `None` where missing.
    pub fn text_at(&self, row: usize) -> Option<Cow<'_, str>> {
        self.at(row).to_text()
    }
}

impl<'a> Value<'a> {
    /// The exact text of the cell; `None` where missing.
    pub fn to_text(self) -> Option<Cow<'a, str>> {
        Some(match self {
            Self::Missing => return None,
            Self::Real(value) => format_real(value).into(),
            Self::Integer(value) => value.to_string().into(),
            Self::Boolean(value) => if value { "true" } else { "false" }.into(),
            Self::Time(micros) => format_time(micros).into(),
            Self::Text(text) => text.into(),
        })
    }
}

/// ISO 8601 in UTC, with as many decimals of a second (0, 3 or 6) as the value needs.
fn format_time(micros: i64) -> String {
    let Date { year, month, day } = Date::of_days(micros.div_euclid(86_400_000_000));
    let in_day = micros.rem_euclid(86_400_000_000);
    let (seconds, fraction) = (in_day / 1_000_000, in_day % 1_000_000);
    let clock = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    let decimals = match fraction {
        0 => String::new(),
        f if f % 1000 == 0 => format!(".{:03}", f / 1000),
        f => format!(".{f:06}"),
    };
    let sign = if year < 0 { "-" } else { "" };
    format!("{sign}{:04}-{month:02}-{day:02}T{clock}{decimals}Z", year.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_iso_8601() {
        for (micros, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59.999999Z"),
            (1_795_218_322_858_000, "2026-11-20T23:45:22.858Z"),
            (951_782_400_000_000, "2000-02-29T00:00:00Z"),
            (-62_167_219_200_000_000, "0000-01-01T00:00:00Z"),
        ] {
            assert_eq!(format_time(micros), text);
        }
    }

    #[test]
    fn missing_is_not_nan() {
        let values = Values::from_reals([Some(f64::NAN), None]);
        assert!(matches!(values.at(0), Value::Real(v) if v.is_nan()));
        assert_eq!(values.at(1), Value::Missing);
        assert_eq!(values.missing_count(), 1);
        assert!(values.is_missing(2));
        let truths = Values::from_truths([Some(true), None, Some(false)]);
        assert_eq!(
            [0, 1, 2, 3].map(|row| truths.at(row)),
            [Value::Boolean(true), Value::Missing, Value::Boolean(false), Value::Missing]
        );
        assert!(Values::from_truths([Some(true)]).nulls().is_none());
    }
}
