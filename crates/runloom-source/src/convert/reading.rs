use arrow_array::{Array, Float64Array, Int64Array, PrimitiveArray, TimestampMicrosecondArray, types::ArrowPrimitiveType};
use arrow_buffer::{BooleanBufferBuilder, NullBuffer, ScalarBuffer};
use runloom_table::{TextBuilder, TextValues, Values, parse_integer, parse_real};

use super::{parse_duration_s, parse_time_us};

/// How the values of a file's column are read once their place in the run table is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// As the file has them: text stays text.
    Natural,
    /// As exact text, whatever they are.
    Text,
    /// As numbers. Whole numbers that `f64` cannot hold stay whole, or text where `i64` cannot hold them.
    Number,
    /// As numbers, the largest finite ones being MLflow's stand-ins for infinities.
    MlflowNumber,
    /// As moments: ISO 8601 text, or a number of seconds, milli-, micro- or nanoseconds since 1970, told apart by size.
    Time,
    /// As a duration in seconds.
    Seconds,
}

/// Values after a [`Reading`].
#[derive(Clone, Debug)]
pub(crate) struct Applied {
    /// The values.
    pub(crate) values: Values,
    /// How many cells could not be read that way and are missing.
    pub(crate) unread: usize,
}

const LARGEST_EXACT: u64 = 1 << 53;

impl Reading {
    /// Reads the values.
    pub(crate) fn apply(self, values: &Values) -> Applied {
        let kept = || Applied { values: values.clone(), unread: 0 };
        match (self, values) {
            (Self::Natural, _) | (Self::Text, Values::Text(_)) | (Self::Time, Values::Time(_) | Values::Boolean(_)) => kept(),
            (Self::Text, other) => Applied { values: as_text(other), unread: 0 },
            (Self::Number, _) => as_number(values),
            (Self::MlflowNumber, _) => {
                let Applied { values, unread } = as_number(values);
                Applied { values: unclamp(values), unread }
            }
            (Self::Time, Values::Text(texts)) => times_of_texts(texts),
            (Self::Time, Values::Integer(a)) => {
                scaled_times(a.iter().map(|v| v.map(|v| v as f64)), |row| Some(i128::from(a.value(row))))
            }
            (Self::Time, Values::Real(a)) => scaled_times(a.iter(), |_| None),
            (Self::Seconds, Values::Text(texts)) => reals_of_texts(texts, parse_duration_s),
            (Self::Seconds, Values::Integer(a)) => Applied { values: widen(a), unread: 0 },
            (Self::Seconds, _) => kept(),
        }
    }
}

fn as_text(values: &Values) -> Values {
    let mut builder = TextBuilder::default();
    for row in 0..values.len() {
        builder.push(values.text_at(row).as_deref());
    }
    Values::Text(builder.finish())
}

fn as_number(values: &Values) -> Applied {
    match values {
        Values::Text(texts) => numbers_of_texts(texts),
        Values::Integer(a) if a.iter().flatten().all(|v| v.unsigned_abs() <= LARGEST_EXACT) => {
            Applied { values: widen(a), unread: 0 }
        }
        Values::Boolean(a) => Applied { values: Values::from_reals(a.iter().map(|v| v.map(f64::from))), unread: 0 },
        other => Applied { values: other.clone(), unread: 0 },
    }
}

fn widen(integers: &Int64Array) -> Values {
    let numbers = integers.values().iter().map(|&v| v as f64).collect();
    Values::Real(Float64Array::new(numbers, integers.nulls().cloned()))
}

/// MLflow's SQL store keeps ±1.7976931348623157e308 for ±inf.
fn unclamp(values: Values) -> Values {
    match values {
        Values::Real(a) if a.iter().flatten().any(|v| v.abs() >= f64::MAX) => {
            let numbers = a.values().iter().map(|&v| if v.abs() >= f64::MAX { f64::INFINITY.copysign(v) } else { v }).collect();
            Values::Real(Float64Array::new(numbers, a.nulls().cloned()))
        }
        other => other,
    }
}

/// Whether a text stands for "no number" rather than for one that cannot be read.
pub(crate) fn stands_for_nothing(text: &str) -> bool {
    matches!(text.trim(), "" | "None" | "none" | "null" | "NULL" | "NA" | "N/A" | "n/a" | "-" | "<NA>" | "NaT")
}

fn numbers_of_texts(texts: &TextValues) -> Applied {
    let mut wide = false;
    for text in texts.distinct().iter().flatten() {
        let digits = text.trim().trim_start_matches(['+', '-']);
        if digits.len() < 16 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        match parse_integer(text) {
            Some(v) => wide |= v.unsigned_abs() > LARGEST_EXACT,
            None => return Applied { values: Values::Text(texts.clone()), unread: 0 },
        }
    }
    if !wide {
        return reals_of_texts(texts, parse_real);
    }
    let mut whole = true;
    let numbers: Vec<Option<i64>> = texts
        .distinct()
        .iter()
        .map(|text| {
            let text = text.unwrap_or_default();
            let number = parse_integer(text);
            whole &= number.is_some() || stands_for_nothing(text);
            number
        })
        .collect();
    if whole {
        let (array, unread) = gather::<arrow_array::types::Int64Type>(texts, &numbers);
        Applied { values: Values::Integer(array), unread }
    } else {
        Applied { values: Values::Text(texts.clone()), unread: 0 }
    }
}

fn reals_of_texts(texts: &TextValues, parse: impl Fn(&str) -> Option<f64>) -> Applied {
    let numbers: Vec<Option<f64>> = texts.distinct().iter().map(|text| parse(text.unwrap_or_default())).collect();
    let (array, unread) = gather::<arrow_array::types::Float64Type>(texts, &numbers);
    Applied { values: Values::Real(array), unread }
}

fn times_of_texts(texts: &TextValues) -> Applied {
    let given = || texts.distinct().iter().flatten().filter(|text| !stands_for_nothing(text));
    if given().next().is_some() && given().all(|text| parse_real(text).is_some_and(f64::is_finite)) {
        let numbers: Vec<Option<f64>> = texts.distinct().iter().map(|text| parse_real(text.unwrap_or_default())).collect();
        let integers: Vec<Option<i64>> = texts.distinct().iter().map(|text| parse_integer(text.unwrap_or_default())).collect();
        let code = |row: usize| texts.codes().is_valid(row).then(|| texts.codes().value(row) as usize);
        let reals = (0..texts.len()).map(|row| code(row).and_then(|code| numbers.get(code).copied().flatten()));
        return scaled_times(reals, |row| code(row).and_then(|code| integers.get(code).copied().flatten()).map(i128::from));
    }
    let times: Vec<Option<i64>> = texts.distinct().iter().map(|text| parse_time_us(text.unwrap_or_default())).collect();
    let readable = given().count() == 0 || times.iter().any(Option::is_some);
    if !readable {
        return Applied { values: Values::Text(texts.clone()), unread: 0 };
    }
    let (array, unread) = gather::<arrow_array::types::TimestampMicrosecondType>(texts, &times);
    Applied { values: Values::Time(array), unread }
}

/// Numbers since 1970 in the unit that their size tells: beyond 1e17 nano-, 1e14 micro-, 1e11 milliseconds, else seconds.
fn scaled_times(numbers: impl Iterator<Item = Option<f64>> + Clone, exact: impl Fn(usize) -> Option<i128>) -> Applied {
    let largest = numbers.clone().flatten().filter(|v| v.is_finite()).fold(0.0, |a: f64, v| a.max(v.abs()));
    let (times, over): (i128, i128) = match largest {
        v if v >= 1e17 => (1, 1000),
        v if v >= 1e14 => (1, 1),
        v if v >= 1e11 => (1000, 1),
        _ => (1_000_000, 1),
    };
    let mut unread = 0;
    let array: TimestampMicrosecondArray = numbers
        .enumerate()
        .map(|(row, number)| {
            let number = number?;
            let micros = exact(row).map_or_else(
                || {
                    let micros = (number * times as f64 / over as f64).round();
                    (micros.abs() < 9.2e18).then_some(micros as i64)
                },
                |exact| i64::try_from((exact * times).div_euclid(over)).ok(),
            );
            unread += usize::from(micros.is_none());
            micros
        })
        .collect();
    Applied { values: Values::Time(array), unread }
}

/// One number a row from one number a distinct string; counts the rows whose string reads as nothing though it says something.
fn gather<T: ArrowPrimitiveType>(texts: &TextValues, of_code: &[Option<T::Native>]) -> (PrimitiveArray<T>, usize) {
    let silent: Vec<bool> = texts.distinct().iter().map(|text| stands_for_nothing(text.unwrap_or_default())).collect();
    let mut present = BooleanBufferBuilder::new(texts.len());
    let mut numbers = Vec::with_capacity(texts.len());
    let mut unread = 0;
    for code in texts.codes() {
        let code = code.and_then(|code| usize::try_from(code).ok());
        let number = code.and_then(|code| of_code.get(code).copied().flatten());
        if number.is_none() && code.is_some_and(|code| !silent.get(code).copied().unwrap_or(true)) {
            unread += 1;
        }
        present.append(number.is_some());
        numbers.push(number.unwrap_or_default());
    }
    let nulls = NullBuffer::new(present.finish());
    let nulls = (nulls.null_count() > 0).then_some(nulls);
    (PrimitiveArray::new(ScalarBuffer::from(numbers), nulls), unread)
}

#[cfg(test)]
mod tests {
    use runloom_table::Value;

    use super::*;

    fn read(reading: Reading, texts: &[&str]) -> Applied {
        reading.apply(&Values::from_texts(texts.iter().map(|text| Some(*text))))
    }

    #[test]
    fn whole_numbers_are_never_rounded() {
        assert!(matches!(read(Reading::Number, &["1", "2"]).values, Values::Real(_)));
        let wide = read(Reading::Number, &["9007199254740993", "1", "None"]);
        assert!(matches!(wide.values.at(0), Value::Integer(9_007_199_254_740_993)));
        assert!(wide.values.is_missing(2));
        assert!(matches!(read(Reading::Number, &["9007199254740993", "0.5"]).values, Values::Text(_)));
        assert!(matches!(read(Reading::Number, &["18446744073709551616"]).values, Values::Text(_)));
        let integers = Values::Integer(Int64Array::from(vec![i64::MAX]));
        assert!(matches!(Reading::Number.apply(&integers).values, Values::Integer(_)));
    }

    #[test]
    fn what_is_no_number_is_missing_and_counted() {
        let mixed = read(Reading::Number, &["1.5", "auto", "None", "nan"]);
        assert_eq!(mixed.unread, 1);
        assert_eq!(mixed.values.real_at(0), Some(1.5));
        assert!(mixed.values.is_missing(1) && mixed.values.is_missing(2));
        assert!(mixed.values.real_at(3).is_some_and(f64::is_nan));
    }

    #[test]
    fn mlflow_stand_ins_are_infinities() {
        let read = read(Reading::MlflowNumber, &["1.7976931348623157e+308", "-1.7976931348623157e308", "1"]);
        assert_eq!(
            (0..3).map(|row| read.values.real_at(row)).collect::<Vec<_>>(),
            [Some(f64::INFINITY), Some(f64::NEG_INFINITY), Some(1.0)]
        );
    }

    #[test]
    fn times_come_as_text_or_numbers() {
        for text in
            ["2026-11-20 23:45:22.858+00:00", "1795218322858", "1795218322.858", "1795218322858000", "1795218322858000000"]
        {
            assert_eq!(read(Reading::Time, &[text]).values.at(0), Value::Time(1_795_218_322_858_000), "{text}");
        }
        assert!(matches!(read(Reading::Time, &["soon"]).values, Values::Text(_)));
    }
}
