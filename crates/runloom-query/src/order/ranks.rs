use arrow_array::Array;
use runloom_table::{Dataset, TextValues, Values};

use super::OrderKey;
use crate::evaluate::{EvaluateError, Scope, Vector, vector};

/// A key of an order over the rows of a data set, as whole numbers in the wanted direction.
pub(crate) enum Ranks {
    /// Every row has the same place.
    Equal,
    /// One place a row. Missing and NaN are told apart by [`Class`].
    Places { places: Vec<u64>, classes: Option<Vec<Class>> },
}

/// Where a row stands before its value is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    MissingFirst,
    Value,
    Nan,
    MissingLast,
}

impl Ranks {
    pub(crate) fn of(dataset: &Dataset, key: &OrderKey) -> Result<Self, EvaluateError> {
        let scope = Scope { dataset };
        let rows = scope.rows();
        // The key is cloned into the vector's borrow: constants are the only part that refers to it.
        let value = vector(scope, &key.expression)?;
        let missing = if key.missing_first { Class::MissingFirst } else { Class::MissingLast };
        Ok(match &value {
            Vector::Missing | Vector::Constant(_) => Self::Equal,
            Vector::Column(column) => match column.values()? {
                Values::Integer(a) => Self::whole(a.values(), a.nulls(), key.descending, missing),
                Values::Time(a) => Self::whole(a.values(), a.nulls(), key.descending, missing),
                Values::Text(texts) => Self::texts(texts, key.descending, missing),
                Values::Real(_) | Values::Boolean(_) => Self::numbers(&value, rows, key.descending, missing)?,
            },
            Vector::Texts(texts) => Self::texts(texts, key.descending, missing),
            Vector::Numbers(_) => Self::numbers(&value, rows, key.descending, missing)?,
        })
    }

    fn whole(values: &[i64], nulls: Option<&arrow_buffer::NullBuffer>, descending: bool, missing: Class) -> Self {
        let places = values.iter().map(|value| turned(value.cast_unsigned() ^ (1 << 63), descending)).collect();
        Self::Places { places, classes: classes(values.len(), nulls, missing) }
    }

    fn numbers(value: &Vector<'_>, rows: usize, descending: bool, missing: Class) -> Result<Self, EvaluateError> {
        let numbers = value.numbers(rows)?;
        let places = numbers.values.iter().map(|value| turned(ordered_bits(*value), descending)).collect();
        let mut classes = classes(rows, numbers.known.as_ref(), missing);
        if numbers.values.iter().any(|value| value.is_nan()) {
            let classes = classes.get_or_insert_with(|| vec![Class::Value; rows]);
            for (class, value) in classes.iter_mut().zip(numbers.values.iter()) {
                if value.is_nan() && *class == Class::Value {
                    *class = Class::Nan;
                }
            }
        }
        Ok(Self::Places { places, classes })
    }

    fn texts(texts: &TextValues, descending: bool, missing: Class) -> Self {
        let distinct = texts.distinct();
        let mut sorted: Vec<usize> = (0..distinct.len()).collect();
        sorted.sort_unstable_by(|a, b| distinct.value(*a).cmp(distinct.value(*b)));
        let mut place_of = vec![0_u64; distinct.len()];
        let mut place = 0;
        for (index, code) in sorted.iter().enumerate() {
            if index > 0 && sorted.get(index - 1).is_some_and(|before| distinct.value(*before) != distinct.value(*code)) {
                place += 1;
            }
            if let Some(slot) = place_of.get_mut(*code) {
                *slot = turned(place, descending);
            }
        }
        let places = texts.codes().values().iter().map(|code| place_of.get(*code as usize).copied().unwrap_or(0)).collect();
        Self::Places { places, classes: classes(texts.len(), texts.codes().nulls(), missing) }
    }

    /// Where a row stands.
    pub(crate) fn at(&self, row: u32) -> (Class, u64) {
        match self {
            Self::Equal => (Class::Value, 0),
            Self::Places { places, classes } => {
                let row = row as usize;
                let class = classes.as_ref().and_then(|classes| classes.get(row).copied()).unwrap_or(Class::Value);
                let place = if class == Class::Value { places.get(row).copied().unwrap_or(0) } else { 0 };
                (class, place)
            }
        }
    }
}

fn classes(rows: usize, nulls: Option<&arrow_buffer::NullBuffer>, missing: Class) -> Option<Vec<Class>> {
    let nulls = nulls.filter(|nulls| nulls.null_count() > 0)?;
    Some((0..rows).map(|row| if nulls.is_null(row) { missing } else { Class::Value }).collect())
}

fn turned(place: u64, descending: bool) -> u64 {
    if descending { !place } else { place }
}

/// The bits of a number such that they order as the numbers do; both zeros are one.
fn ordered_bits(value: f64) -> u64 {
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}
