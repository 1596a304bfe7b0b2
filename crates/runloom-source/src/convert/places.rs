use arrow_array::{Array, Int32Array, PrimitiveArray, types::ArrowPrimitiveType};
use runloom_table::{TextValues, Values};

/// The values that places point to. Rows without a place, or with one that is not there, are missing.
pub(crate) fn at_places(values: &Values, places: &Int32Array) -> Values {
    match values {
        Values::Real(a) => Values::Real(picked(a, places)),
        Values::Integer(a) => Values::Integer(picked(a, places)),
        Values::Time(a) => Values::Time(picked(a, places)),
        Values::Boolean(a) => Values::from_truths(
            places_within(places, a.len()).map(|place| place.filter(|&place| a.is_valid(place)).map(|place| a.value(place))),
        ),
        Values::Text(a) => Values::Text(TextValues::new(&picked(a.codes(), places), a.distinct().clone())),
    }
}

fn picked<T: ArrowPrimitiveType>(values: &PrimitiveArray<T>, places: &Int32Array) -> PrimitiveArray<T> {
    places_within(places, values.len())
        .map(|place| place.filter(|&place| values.is_valid(place)).map(|place| values.value(place)))
        .collect()
}

fn places_within(places: &Int32Array, len: usize) -> impl Iterator<Item = Option<usize>> {
    places.iter().map(move |place| usize::try_from(place?).ok().filter(|place| *place < len))
}

#[cfg(test)]
mod tests {
    use arrow_array::{BooleanArray, Int64Array, TimestampMicrosecondArray};
    use runloom_table::Value;

    use super::*;

    #[test]
    fn every_kind_of_values_is_picked_from() {
        let places = Int32Array::from(vec![Some(2), None, Some(0), Some(1), Some(9), Some(-1)]);
        let text = Values::from_texts([Some("a"), None, Some("c")]);
        for (values, first, third) in [
            (text, Value::Text("c"), Value::Text("a")),
            (Values::from_reals([Some(0.5), None, Some(2.5)]), Value::Real(2.5), Value::Real(0.5)),
            (Values::Integer(Int64Array::from(vec![Some(1), None, Some(3)])), Value::Integer(3), Value::Integer(1)),
            (Values::Time(TimestampMicrosecondArray::from(vec![Some(1), None, Some(3)])), Value::Time(3), Value::Time(1)),
            (
                Values::Boolean(BooleanArray::from(vec![Some(true), None, Some(false)])),
                Value::Boolean(false),
                Value::Boolean(true),
            ),
        ] {
            let picked = at_places(&values, &places);
            let cells: Vec<Value<'_>> = (0..picked.len()).map(|row| picked.at(row)).collect();
            assert_eq!(cells, [first, Value::Missing, third, Value::Missing, Value::Missing, Value::Missing]);
        }
    }
}
