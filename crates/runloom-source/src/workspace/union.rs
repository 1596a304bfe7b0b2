use arrow_array::{Array, BooleanArray, Int64Array, TimestampMicrosecondArray};
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

/// One column from the columns of several sources. Whole numbers join fractions only where no digit is lost; what has no common type becomes text.
pub(crate) fn concatenate(stretches: &[Stretch<'_>]) -> Values {
    if let [Stretch { values: Some(values), .. }] = stretches {
        return (*values).clone();
    }
    let given = || stretches.iter().filter_map(|s| s.values).filter(|values| values.missing_count() < values.len());
    let Some(kind) = common_kind(given()) else { return Values::missing(stretches.iter().map(|s| s.rows).sum()) };
    let cells = || {
        stretches.iter().flat_map(|s| {
            let values = s.values.filter(|values| values.missing_count() < values.len());
            (0..s.rows).map(move |row| (values, row))
        })
    };
    match kind {
        Kind::Real => Values::from_reals(cells().map(|(values, row)| values?.real_at(row))),
        Kind::Integer => Values::Integer(cells().map(|(values, row)| cell(values, row, integer)).collect::<Int64Array>()),
        Kind::Boolean => Values::Boolean(cells().map(|(values, row)| cell(values, row, boolean)).collect::<BooleanArray>()),
        Kind::Time => Values::Time(cells().map(|(values, row)| cell(values, row, time)).collect::<TimestampMicrosecondArray>()),
        Kind::Text => texts(stretches),
    }
}

fn cell<T>(values: Option<&Values>, row: usize, read: fn(&Values, usize) -> Option<T>) -> Option<T> {
    values.and_then(|values| read(values, row))
}

fn integer(values: &Values, row: usize) -> Option<i64> {
    match values {
        Values::Integer(a) => a.is_valid(row).then(|| a.value(row)),
        _ => None,
    }
}

fn boolean(values: &Values, row: usize) -> Option<bool> {
    match values {
        Values::Boolean(a) => a.is_valid(row).then(|| a.value(row)),
        _ => None,
    }
}

fn time(values: &Values, row: usize) -> Option<i64> {
    match values {
        Values::Time(a) => a.is_valid(row).then(|| a.value(row)),
        _ => None,
    }
}

fn common_kind<'a>(given: impl Iterator<Item = &'a Values> + Clone) -> Option<Kind> {
    let kind_of = |values: &Values| match values {
        Values::Real(_) => Kind::Real,
        Values::Integer(_) => Kind::Integer,
        Values::Boolean(_) => Kind::Boolean,
        Values::Time(_) => Kind::Time,
        Values::Text(_) => Kind::Text,
    };
    let kinds: Vec<Kind> = given.clone().map(kind_of).collect();
    let first = *kinds.first()?;
    if kinds.iter().all(|kind| *kind == first) {
        return Some(first);
    }
    let numbers = kinds.iter().all(|kind| matches!(kind, Kind::Real | Kind::Integer));
    let exact = |values: &Values| match values {
        Values::Integer(a) => a.iter().flatten().all(|v| v.unsigned_abs() <= LARGEST_EXACT),
        _ => true,
    };
    Some(if numbers && given.clone().all(exact) { Kind::Real } else { Kind::Text })
}

fn texts(stretches: &[Stretch<'_>]) -> Values {
    let mut builder = TextBuilder::default();
    for stretch in stretches {
        match stretch.values {
            Some(Values::Text(texts)) => {
                let codes: Vec<i32> = texts.distinct().iter().map(|text| builder.intern(text.unwrap_or_default())).collect();
                for code in texts.codes() {
                    builder.push_code(code.and_then(|code| codes.get(usize::try_from(code).ok()?).copied()));
                }
            }
            Some(values) => (0..stretch.rows).for_each(|row| {
                builder.push(values.text_at(row).as_deref());
            }),
            None => (0..stretch.rows).for_each(|_| builder.push_code(None)),
        }
    }
    Values::Text(builder.finish())
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
