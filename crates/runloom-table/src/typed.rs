use std::sync::OnceLock;

use arrow_array::{Array, Float64Array};
use arrow_buffer::{BooleanBufferBuilder, NullBuffer, ScalarBuffer};

use crate::{RowMask, Survey, TextValues, Values, parse_integer, parse_real};

/// What the values of a column mean, whatever they are stored as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// Numbers with fractions, infinities or NaN.
    Real,
    /// Whole numbers.
    Integer,
    /// `true` and `false`.
    Boolean,
    /// Moments.
    Time,
    /// Names without an order.
    Category,
}

impl ValueType {
    /// Whether the values have a place on a numeric axis.
    pub fn is_numeric(self) -> bool {
        matches!(self, Self::Real | Self::Integer | Self::Time)
    }
}

/// The numbers behind a column: what an axis, a comparison by value or a statistic works on.
///
/// Text becomes numbers when every distinct string reads as one; `None`, `null` and the empty string do not count
/// against that and are null here. In a mixed column (`1`, `auto`) the type is [`ValueType::Category`], the strings that do
/// read as numbers still have their number, and the others are NaN: not missing, and not a number. Times are milliseconds since 1970, booleans 0 and 1.
#[derive(Clone, Debug)]
pub struct TypedView {
    /// What the values mean.
    pub value_type: ValueType,
    /// One number a run; null where there is none.
    pub numbers: Float64Array,
    /// Of all runs, linear and log; found once.
    surveys: [OnceLock<Survey>; 2],
}

impl TypedView {
    /// A view of numbers that mean something.
    pub fn new(value_type: ValueType, numbers: Float64Array) -> Self {
        Self { value_type, numbers, surveys: Default::default() }
    }

    /// The view of a column's values.
    pub fn of(values: &Values) -> Self {
        match values {
            Values::Real(a) => Self::new(ValueType::Real, a.clone()),
            Values::Integer(a) => {
                let numbers = a.values().iter().map(|&v| v as f64).collect();
                Self::new(ValueType::Integer, Float64Array::new(numbers, a.nulls().cloned()))
            }
            Values::Time(a) => {
                let numbers = a.values().iter().map(|&v| v as f64 / 1000.0).collect();
                Self::new(ValueType::Time, Float64Array::new(numbers, a.nulls().cloned()))
            }
            Values::Boolean(a) => {
                let numbers = a.values().iter().map(|v| if v { 1.0 } else { 0.0 }).collect();
                Self::new(ValueType::Boolean, Float64Array::new(numbers, a.nulls().cloned()))
            }
            Values::Text(texts) => Self::of_texts(texts),
        }
    }

    fn of_texts(texts: &TextValues) -> Self {
        let distinct: Vec<&str> = texts.distinct().iter().flatten().collect();
        let value_type = type_of(&distinct);
        let number_of: Vec<Option<f64>> = match value_type {
            ValueType::Boolean => distinct.iter().map(|text| parse_boolean(text).map(|v| if v { 1.0 } else { 0.0 })).collect(),
            _ => distinct.iter().map(|text| parse_real(text).or((!stands_for_nothing(text)).then_some(f64::NAN))).collect(),
        };
        let mut present = BooleanBufferBuilder::new(texts.len());
        let mut numbers = Vec::with_capacity(texts.len());
        for code in texts.codes() {
            let number = code.and_then(|code| number_of.get(usize::try_from(code).ok()?).copied().flatten());
            present.append(number.is_some());
            numbers.push(number.unwrap_or(0.0));
        }
        let nulls = NullBuffer::new(present.finish());
        let nulls = (nulls.null_count() > 0).then_some(nulls);
        Self::new(value_type, Float64Array::new(ScalarBuffer::from(numbers), nulls))
    }

    /// What some runs hold; on a log axis where `log`. That of all runs is found once and kept.
    pub fn survey(&self, rows: &RowMask, log: bool) -> Survey {
        let of_rows = || Survey::of(&self.numbers, rows, log);
        if rows.len() == self.numbers.len() && rows.is_full() {
            return self.surveys[usize::from(log)].get_or_init(of_rows).clone();
        }
        of_rows()
    }

    /// The number of a row, or `None`.
    pub fn number_at(&self, row: usize) -> Option<f64> {
        (row < self.numbers.len() && !self.numbers.is_null(row)).then(|| self.numbers.value(row))
    }
}

fn type_of(distinct: &[&str]) -> ValueType {
    let mut given = distinct.iter().filter(|text| !stands_for_nothing(text)).peekable();
    if given.peek().is_none() {
        return ValueType::Category;
    }
    let (mut integer, mut real, mut boolean) = (true, true, true);
    for text in given {
        integer = integer && parse_integer(text).is_some();
        real = real && parse_real(text).is_some();
        boolean = boolean && parse_boolean(text).is_some();
        if !(real || boolean) {
            return ValueType::Category;
        }
    }
    match (integer, real, boolean) {
        (true, _, _) => ValueType::Integer,
        (_, true, _) => ValueType::Real,
        _ => ValueType::Boolean,
    }
}

fn stands_for_nothing(text: &str) -> bool {
    matches!(text, "" | "None" | "null")
}

fn parse_boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view(texts: &[&str]) -> TypedView {
        TypedView::of(&Values::from_texts(texts.iter().map(|t| Some(*t))))
    }

    #[test]
    fn text_is_typed_by_all_of_its_values() {
        assert_eq!(view(&["6", "7", "None"]).value_type, ValueType::Integer);
        assert_eq!(view(&["0.1", "1e-4", "nan"]).value_type, ValueType::Real);
        assert_eq!(view(&["True", "False"]).value_type, ValueType::Boolean);
        assert_eq!(view(&["1", "auto"]).value_type, ValueType::Category);
        assert_eq!(view(&["", "None"]).value_type, ValueType::Category);
    }

    #[test]
    fn mixed_columns_keep_the_numbers_they_have() {
        let mixed = view(&["1", "auto", "2.5", "None"]);
        assert_eq!((mixed.number_at(0), mixed.number_at(2), mixed.number_at(3)), (Some(1.0), Some(2.5), None));
        assert!(mixed.number_at(1).is_some_and(f64::is_nan));
    }
}
