use arrow_array::{Array, BooleanArray, Float64Array, Int64Array, StringArray, TimestampMicrosecondArray};
use arrow_buffer::{BooleanBuffer, BooleanBufferBuilder, NullBuffer};
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
    let rows = stretches.iter().map(Stretch::len).sum();
    let Some(kind) = common_kind(&given) else {
        return stretches.iter().find_map(|s| s.values).map_or_else(|| Values::missing(rows), |values| all_missing(values, rows));
    };
    match kind {
        Kind::Real => {
            let numbers = numbers(stretches, |values, numbers| match values {
                Values::Real(a) => numbers.extend_from_slice(a.values()),
                Values::Integer(a) => numbers.extend(a.values().iter().map(|&v| v as f64)),
                _ => {}
            });
            Values::Real(Float64Array::new(numbers.into(), nulls(stretches)))
        }
        Kind::Integer => {
            let numbers = numbers(stretches, |values, numbers| {
                if let Values::Integer(a) = values {
                    numbers.extend_from_slice(a.values());
                }
            });
            Values::Integer(Int64Array::new(numbers.into(), nulls(stretches)))
        }
        Kind::Time => {
            let numbers = numbers(stretches, |values, numbers| {
                if let Values::Time(a) = values {
                    numbers.extend_from_slice(a.values());
                }
            });
            Values::Time(TimestampMicrosecondArray::new(numbers.into(), nulls(stretches)))
        }
        Kind::Boolean => {
            let bits = bits(stretches, false, |values| match values {
                Values::Boolean(a) => Some(a.values()),
                _ => None,
            });
            Values::Boolean(BooleanArray::new(bits, nulls(stretches)))
        }
        Kind::Text => texts(stretches),
    }
}

impl Stretch<'_> {
    fn len(&self) -> usize {
        self.values.map_or(self.rows, Values::len)
    }
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

/// The numbers of all stretches after each other; zeros where a stretch has none.
fn numbers<T: Clone + Default>(stretches: &[Stretch<'_>], append: fn(&Values, &mut Vec<T>)) -> Vec<T> {
    let mut numbers = Vec::with_capacity(stretches.iter().map(Stretch::len).sum());
    for stretch in stretches {
        let end = numbers.len() + stretch.len();
        if let Some(values) = stretch.values {
            append(values, &mut numbers);
        }
        numbers.resize(end, T::default());
    }
    numbers
}

/// The bits of all stretches after each other; `otherwise` where a stretch has values and no bits, unset where it has no values.
fn bits(stretches: &[Stretch<'_>], otherwise: bool, bits_of: fn(&Values) -> Option<&BooleanBuffer>) -> BooleanBuffer {
    let mut bits = BooleanBufferBuilder::new(stretches.iter().map(Stretch::len).sum());
    for stretch in stretches {
        match stretch.values.map(bits_of) {
            Some(Some(own)) => bits.append_buffer(own),
            Some(None) => bits.append_n(stretch.len(), otherwise),
            None => bits.append_n(stretch.len(), false),
        }
    }
    bits.finish()
}

/// Which rows of all stretches have a value; `None` where all have one.
fn nulls(stretches: &[Stretch<'_>]) -> Option<NullBuffer> {
    let nulls = NullBuffer::new(bits(stretches, true, |values| values.nulls().map(NullBuffer::inner)));
    Some(nulls).filter(|nulls| nulls.null_count() > 0)
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
                for row in 0..values.len() {
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
    fn every_kind_is_joined_in_order() {
        let times = [Some(1), None].map(|v| Values::Time(TimestampMicrosecondArray::from(vec![v, Some(9)])));
        let truths = [Some(true), None].map(|v| Values::Boolean(BooleanArray::from(vec![v, Some(false)])));
        let whole = [Some(1), None].map(|v| Values::Integer(Int64Array::from(vec![v, Some(9)])));
        let real = [Some(0.5), None].map(|v| Values::from_reals([v, Some(9.0)]));
        let text = [Some("a"), None].map(|v| Values::from_texts([v, Some("b")]));
        for ([first, second], cells) in [
            (times, [Value::Time(1), Value::Time(9)]),
            (truths, [Value::Boolean(true), Value::Boolean(false)]),
            (whole, [Value::Integer(1), Value::Integer(9)]),
            (real, [Value::Real(0.5), Value::Real(9.0)]),
            (text, [Value::Text("a"), Value::Text("b")]),
        ] {
            let joined = joined(&[Some(first.clone()), None, Some(second), Some(first)], 2);
            let got: Vec<Value<'_>> = (0..8).map(|row| joined.at(row)).collect();
            let missing = Value::Missing;
            assert_eq!(got, [cells[0], cells[1], missing, missing, missing, cells[1], cells[0], cells[1]]);
        }
        let whole = Values::Integer(Int64Array::from(vec![1]));
        assert!(joined(&[Some(whole.clone()), Some(whole)], 1).nulls().is_none());
    }

    #[test]
    fn missing_columns_and_empty_ones_do_not_decide_the_type() {
        let text = Values::from_texts([Some("a"), Some("b")]);
        let joined = joined(&[None, Some(text), Some(Values::from_reals([None, None]))], 2);
        assert_eq!((0..6).map(|row| joined.at(row)).filter(|v| *v == Value::Missing).count(), 4);
        assert_eq!(joined.at(3), Value::Text("b"));
    }
}
