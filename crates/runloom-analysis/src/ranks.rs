/// The rank of each value, from 1; equal values share the mean of the ranks they take up. `values` holds no NaN.
pub(crate) fn average_ranks(values: &[f64]) -> Vec<f64> {
    let key = |(at, value): (usize, &f64)| {
        let place = runloom_table::ordered_integer(*value).cast_unsigned() ^ (1 << 63);
        (u128::from(place) << 32) | at as u128
    };
    let mut keys: Vec<u128> = values.iter().enumerate().map(key).collect();
    runloom_table::sort_keys(&mut keys);
    let order: Vec<usize> = keys.into_iter().map(|key| key as u32 as usize).collect();
    let mut ranks = vec![0.0; values.len()];
    let mut below = 0;
    for tied in order.chunk_by(|&a, &b| values[a].partial_cmp(&values[b]) == Some(std::cmp::Ordering::Equal)) {
        let rank = f64::midpoint((below + 1) as f64, (below + tied.len()) as f64);
        for &at in tied {
            ranks[at] = rank;
        }
        below += tied.len();
    }
    ranks
}

/// The rank of each value among the different values, from 0; `None` for NaN.
pub(crate) fn dense_ranks(values: &[f64]) -> Vec<Option<u32>> {
    let mut order: Vec<u32> = (0..values.len() as u32).filter(|&at| !values[at as usize].is_nan()).collect();
    runloom_table::sort_places(&mut order, &mut |a, b| values[a as usize].total_cmp(&values[b as usize]));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_their_mean_rank() {
        assert_eq!(average_ranks(&[3.0, 1.0, 3.0, 3.0, 2.0]), [4.0, 1.0, 4.0, 4.0, 2.0]);
        assert_eq!(average_ranks(&[0.0, -0.0, f64::INFINITY, f64::NEG_INFINITY]), [2.5, 2.5, 4.0, 1.0]);
        assert!(average_ranks(&[]).is_empty());
    }

    proptest::proptest! {
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
