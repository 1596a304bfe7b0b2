use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, BooleanArray, Float64Array, Int64Array, StringArray, TimestampMicrosecondArray, new_null_array,
};
use runloom_table::{TextBuilder, Values};

/// A stretch of rows of one column: the values of one source, or that many missing ones.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch<'a> {
    /// The number of rows.
    pub(crate) rows: usize,
    /// The values; `None` where the source has no such column.
    pub(crate) values: Option<&'a Values>,
}

const LARGEST_EXACT: u64 = 1 << 53;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Real,
    Integer,
    Boolean,
    Time,
    Text,
}

/// One column from the columns of several sources, or of several batches. Whole numbers join fractions only where no digit is lost; what has no common
/// type becomes text.
pub(crate) fn concatenate(stretches: &[Stretch<'_>]) -> Values {
    if let [Stretch { values: Some(values), .. }] = stretches {
        return (*values).clone();
    }
    let given: Vec<&Values> =
        stretches.iter().filter_map(|s| s.values).filter(|values| values.missing_count() < values.len()).collect();
    let rows = stretches.iter().map(|s| s.rows).sum();
    let Some(kind) = common_kind(&given) else {
        return stretches.iter().find_map(|s| s.values).map_or_else(|| Values::missing(rows), |values| all_missing(values, rows));
    };
    let joined = match kind {
        Kind::Real => joined::<Float64Array>(stretches, |values| match values {
            Values::Real(a) => Some(a.clone()),
            Values::Integer(a) => Some(Float64Array::new(a.values().iter().map(|&v| v as f64).collect(), a.nulls().cloned())),
            _ => None,
        })
        .map(Values::Real),
        Kind::Integer => joined::<Int64Array>(stretches, |values| match values {
            Values::Integer(a) => Some(a.clone()),
            _ => None,
        })
        .map(Values::Integer),
        Kind::Boolean => joined::<BooleanArray>(stretches, |values| match values {
            Values::Boolean(a) => Some(a.clone()),
            _ => None,
        })
        .map(Values::Boolean),
        Kind::Time => joined::<TimestampMicrosecondArray>(stretches, |values| match values {
            Values::Time(a) => Some(a.clone()),
            _ => None,
        })
        .map(Values::Time),
        Kind::Text => None,
    };
    joined.unwrap_or_else(|| texts(stretches))
}

/// Nothing, in the type that the values have.
fn all_missing(values: &Values, rows: usize) -> Values {
    match values {
        Values::Real(_) => Values::Real(Float64Array::new_null(rows)),
        Values::Integer(_) => Values::Integer(Int64Array::new_null(rows)),
        Values::Boolean(_) => Values::Boolean(BooleanArray::new_null(rows)),
        Values::Time(_) => Values::Time(TimestampMicrosecondArray::new_null(rows)),
        Values::Text(_) => Values::missing(rows),
    }
}

/// The arrays of all stretches after each other; a stretch that has none of the type is missing. `None` where Arrow cannot join them.
fn joined<A: Array + Clone + 'static>(stretches: &[Stretch<'_>], array_of: fn(&Values) -> Option<A>) -> Option<A> {
    let of_type = stretches.iter().find_map(|s| s.values.and_then(array_of))?;
    let array = |s: &Stretch<'_>| match s.values.and_then(array_of) {
        Some(array) => Arc::new(array) as ArrayRef,
        None => new_null_array(of_type.data_type(), s.rows),
    };
    let arrays: Vec<ArrayRef> = stretches.iter().map(array).collect();
    let arrays: Vec<&dyn Array> = arrays.iter().map(AsRef::as_ref).collect();
    arrow_select::concat::concat(&arrays).ok()?.as_any().downcast_ref::<A>().cloned()
}

fn common_kind(given: &[&Values]) -> Option<Kind> {
    let kind_of = |values: &&Values| match values {
        Values::Real(_) => Kind::Real,
        Values::Integer(_) => Kind::Integer,
        Values::Boolean(_) => Kind::Boolean,
        Values::Time(_) => Kind::Time,
        Values::Text(_) => Kind::Text,
    };
    let first = kind_of(given.first()?);
    if given.iter().map(kind_of).all(|kind| kind == first) {
        return Some(first);
    }
    let exact = |values: &&Values| match values {
        Values::Integer(a) => a.iter().flatten().all(|v| v.unsigned_abs() <= LARGEST_EXACT),
        Values::Real(_) => true,
        _ => false,
    };
    Some(if given.iter().all(exact) { Kind::Real } else { Kind::Text })
}

/// Each string is looked up once for every stretch in whose rows it occurs, and not again for a dictionary that the stretch before had too.
fn texts(stretches: &[Stretch<'_>]) -> Values {
    let mut builder = TextBuilder::default();
    let mut codes: Vec<Option<i32>> = Vec::new();
    let mut previous: Option<&StringArray> = None;
    for stretch in stretches {
        match stretch.values {
            Some(Values::Text(texts)) => {
                let distinct = texts.distinct();
                if !previous.is_some_and(|previous| same_strings(previous, distinct)) {
                    codes.clear();
                    codes.resize(distinct.len(), None);
                }
                previous = Some(distinct);
                for code in texts.codes() {
                    let place = code.and_then(|code| usize::try_from(code).ok());
                    let own = place.and_then(|place| codes.get_mut(place).zip(Some(place)));
                    let own = own.map(|(own, place)| *own.get_or_insert_with(|| builder.intern(distinct.value(place))));
                    builder.push_code(own);
                }
            }
            Some(values) => {
                for row in 0..stretch.rows {
                    builder.push(values.text_at(row).as_deref());
                }
            }
            None => {
                for _ in 0..stretch.rows {
                    builder.push_code(None);
                }
            }
        }
    }
    Values::Text(builder.finish())
}

/// Whether two dictionaries are one and the same in memory.
fn same_strings(a: &StringArray, b: &StringArray) -> bool {
    a.len() == b.len() && a.values().as_ptr() == b.values().as_ptr() && a.value_offsets().as_ptr() == b.value_offsets().as_ptr()
}

#[cfg(test)]
mod tests {
    use runloom_table::Value;

    use super::*;

    fn joined(values: &[Option<Values>], rows: usize) -> Values {
        let stretches: Vec<Stretch<'_>> = values.iter().map(|values| Stretch { rows, values: values.as_ref() }).collect();
        concatenate(&stretches)
    }

    #[test]
    fn nothing_is_rounded() {
        let small = Values::Integer(Int64Array::from(vec![Some(3), None]));
        let large = Values::Integer(Int64Array::from(vec![i64::MAX, 1]));
        let real = Values::from_reals([Some(0.5), Some(2.0)]);
        assert!(matches!(joined(&[Some(small.clone()), Some(real.clone())], 2), Values::Real(_)));
        let mixed = joined(&[Some(large.clone()), Some(real)], 2);
        assert_eq!(mixed.at(0), Value::Text("9223372036854775807"));
        assert_eq!(mixed.at(2), Value::Text("0.5"));
        assert_eq!(joined(&[Some(small), Some(large)], 2).at(2), Value::Integer(i64::MAX));
    }

    #[test]
    fn missing_columns_and_empty_ones_do_not_decide_the_type() {
        let text = Values::from_texts([Some("a"), Some("b")]);
        let joined = joined(&[None, Some(text), Some(Values::from_reals([None, None]))], 2);
        assert_eq!((0..6).map(|row| joined.at(row)).filter(|v| *v == Value::Missing).count(), 4);
        assert_eq!(joined.at(3), Value::Text("b"));
    }
}
