//! Sorting without a sort of one's own: each call of a standard sort with its own type and comparison adds 5 to 15 KB to the engine.

use std::cmp::Ordering;

/// Puts places (rows, or indexes of anything) in order; those that compare equal stand in ascending order.
pub fn sort_places(places: &mut [u32], compare: &mut dyn FnMut(u32, u32) -> Ordering) {
    places.sort_unstable_by(|a, b| compare(*a, *b).then(a.cmp(b)));
}

/// The items in order; those that compare equal stand as they stood.
pub fn sorted<T>(items: Vec<T>, compare: &mut dyn FnMut(&T, &T) -> Ordering) -> Vec<T> {
    let mut places: Vec<u32> = (0..items.len() as u32).collect();
    sort_places(&mut places, &mut |a, b| match (items.get(a as usize), items.get(b as usize)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    places.into_iter().filter_map(|place| items.get_mut(place as usize)?.take()).collect()
}

/// Puts whole numbers in ascending order.
pub fn sort_integers(integers: &mut [i64]) {
    integers.sort_unstable();
}

/// Puts sort keys in ascending order: each a place to stand in and, in its lowest bits, what stands there.
pub fn sort_keys(keys: &mut [u128]) {
    keys.sort_unstable();
}

/// A whole number that orders as a real one does, by [`f64::total_cmp`].
pub fn ordered_integer(value: f64) -> i64 {
    let bits = value.to_bits().cast_signed();
    bits ^ ((bits >> 63) & i64::MAX)
}

/// The real number that an [`ordered_integer`] stands for.
pub fn ordered_real(integer: i64) -> f64 {
    f64::from_bits((integer ^ ((integer >> 63) & i64::MAX)).cast_unsigned())
}

/// Puts real numbers in the order of [`f64::total_cmp`].
pub fn sort_reals(reals: &mut [f64]) {
    let mut integers: Vec<i64> = reals.iter().copied().map(ordered_integer).collect();
    sort_integers(&mut integers);
    for (real, integer) in reals.iter_mut().zip(integers) {
        *real = ordered_real(integer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn places_are_sorted_stably(values in proptest::collection::vec(0_u8..5, 0..60)) {
            let mut places: Vec<u32> = (0..values.len() as u32).collect();
            let mut expected = places.clone();
            expected.sort_by_key(|place| std::cmp::Reverse(values[*place as usize]));
            sort_places(&mut places, &mut |a, b| values[b as usize].cmp(&values[a as usize]));
            proptest::prop_assert_eq!(places, expected);
        }

        #[test]
        fn items_are_sorted_stably(values in proptest::collection::vec((0_u8..5, 0_u8..200), 0..60)) {
            let mut expected = values.clone();
            expected.sort_by_key(|item| item.0);
            proptest::prop_assert_eq!(sorted(values, &mut |a, b| a.0.cmp(&b.0)), expected);
        }

        #[test]
        fn reals_are_sorted_as_by_total_cmp(mut values: Vec<f64>) {
            values.extend([f64::NAN, -0.0, 0.0, f64::NEG_INFINITY, -f64::NAN]);
            let mut expected = values.clone();
            expected.sort_by(f64::total_cmp);
            sort_reals(&mut values);
            let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
            proptest::prop_assert_eq!(bits(&values), bits(&expected));
        }
    }
}
