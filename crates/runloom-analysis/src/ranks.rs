/// Values from which on counting is faster than comparing.
const MANY: usize = 1024;
/// The bits of a value that are counted at a time.
const DIGIT_BITS: u32 = 11;

/// The rank of each value, from 1; equal values share the mean of the ranks they take up. `values` holds no NaN.
pub(crate) fn average_ranks(values: &[f64]) -> Vec<f64> {
    let mut ranks = vec![0.0; values.len()];
    let mut below = 0;
    let same = |&a: &u32, &b: &u32| values[a as usize].partial_cmp(&values[b as usize]) == Some(std::cmp::Ordering::Equal);
    for tied in ascending(values).chunk_by(same) {
        let rank = f64::midpoint((below + 1) as f64, (below + tied.len()) as f64);
        for &at in tied {
            ranks[at as usize] = rank;
        }
        below += tied.len();
    }
    ranks
}

/// The rank of each value among the different values, from 0; `None` for NaN.
pub(crate) fn dense_ranks(values: &[f64]) -> Vec<Option<u32>> {
    let mut order = ascending(values);
    order.retain(|&at| !values[at as usize].is_nan());
    let mut ranks = vec![None; values.len()];
    let mut rank = 0;
    for (at, &place) in order.iter().enumerate() {
        if at > 0 && values[order[at - 1] as usize] < values[place as usize] {
            rank += 1;
        }
        ranks[place as usize] = Some(rank);
    }
    ranks
}

/// The places of values in the order of [`f64::total_cmp`], equal ones ascending: of many by counting their digits, the lowest first (radix
/// sort; Knuth, "The Art of Computer Programming" 3, 5.2.5).
fn ascending(values: &[f64]) -> Vec<u32> {
    let key = |value: &f64| runloom_table::ordered_integer(*value).cast_unsigned() ^ (1 << 63);
    if values.len() < MANY {
        let keyed = |(at, value): (usize, &f64)| (u128::from(key(value)) << 32) | at as u128;
        let mut keys: Vec<u128> = values.iter().enumerate().map(keyed).collect();
        runloom_table::sort_keys(&mut keys);
        return keys.into_iter().map(|key| key as u32).collect();
    }
    let mut from: Vec<(u64, u32)> = values.iter().zip(0..).map(|(value, at)| (key(value), at)).collect();
    let mut to = from.clone();
    for shift in (0..u64::BITS).step_by(DIGIT_BITS as usize) {
        let digit = |key: u64| (key >> shift) as usize & ((1 << DIGIT_BITS) - 1);
        let mut next = [0_u32; 1 << DIGIT_BITS];
        for (key, _) in &from {
            next[digit(*key)] += 1;
        }
        if next.contains(&(from.len() as u32)) {
            continue;
        }
        let mut before = 0;
        for place in &mut next {
            before += std::mem::replace(place, before);
        }
        for item in &from {
            let place = &mut next[digit(item.0)];
            to[*place as usize] = *item;
            *place += 1;
        }
        std::mem::swap(&mut from, &mut to);
    }
    from.into_iter().map(|(_, at)| at).collect()
}

#[cfg(test)]
mod tests {
    use proptest::strategy::Strategy as _;

    use super::*;

    #[test]
    fn equal_values_share_their_mean_rank() {
        assert_eq!(average_ranks(&[3.0, 1.0, 3.0, 3.0, 2.0]), [4.0, 1.0, 4.0, 4.0, 2.0]);
        assert_eq!(average_ranks(&[0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY]), [2.5, 2.5, 4.0, 1.0]);
        assert!(average_ranks(&[]).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn many_are_put_in_order_as_few_are(
            values in proptest::collection::vec(
                proptest::prop_oneof![proptest::num::f64::ANY, (-3_i8..3).prop_map(f64::from)],
                MANY..MANY + 200,
            ),
        ) {
            let mut places: Vec<u32> = (0..values.len() as u32).collect();
            places.sort_by(|a, b| values[*a as usize].total_cmp(&values[*b as usize]));
            proptest::prop_assert_eq!(ascending(&values), places);
        }

        #[test]
        fn ranks_are_counts(values in proptest::collection::vec(-5_i8..5, 0..40)) {
            let values: Vec<f64> = values.into_iter().map(f64::from).collect();
            for (at, rank) in average_ranks(&values).into_iter().enumerate() {
                let less = values.iter().filter(|v| **v < values[at]).count() as f64;
                let same = values.iter().filter(|v| **v <= values[at]).count() as f64 - less;
                proptest::prop_assert!((rank - f64::midpoint(less + 1.0, less + same)).abs() < 1e-12);
            }
        }
    }
}
