use std::cmp::Ordering;

/// More values than this along an axis cannot be told apart; those between are interpolated.
const MOST_KNOTS: usize = 4096;

/// Places by rank: equal numbers of values are equally far apart, equal values share a place.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Quantiles {
    /// Distinct values in ascending order.
    values: Vec<f64>,
    /// Their places, ascending from 0 to 1.
    places: Vec<f64>,
    /// The smallest value, the quartiles and the largest value, each once.
    quartiles: Vec<f64>,
}

impl Quantiles {
    /// The ranks among some finite numbers, of which there is at least one. Equal ones have the mean of their ranks.
    pub(crate) fn of(mut finite: Vec<f64>) -> Self {
        runloom_table::sort_reals(&mut finite);
        let last = finite.len().saturating_sub(1);
        let mut quartiles: Vec<f64> = (0..=4).filter_map(|quarter| finite.get((last * quarter + 2) / 4).copied()).collect();
        quartiles.dedup();
        let (mut values, mut ranks) = (Vec::new(), Vec::new());
        let mut from = 0;
        for equal in finite.chunk_by(|a, b| a.partial_cmp(b) == Some(Ordering::Equal)) {
            values.extend(equal.first());
            ranks.push(from as f64 + (equal.len() - 1) as f64 * 0.5);
            from += equal.len();
        }
        let (first, span) = (ranks.first().copied().unwrap_or(0.0), ranks.last().zip(ranks.first()).map_or(0.0, |(b, a)| b - a));
        let mut places: Vec<f64> =
            ranks.iter().map(|rank| if span > 0.0 { ((rank - first) / span).clamp(0.0, 1.0) } else { 0.5 }).collect();
        if values.len() > MOST_KNOTS {
            let kept = knots(&places);
            values = kept.iter().filter_map(|at| values.get(*at).copied()).collect();
            places = kept.iter().filter_map(|at| places.get(*at).copied()).collect();
        }
        Self { values, places, quartiles }
    }

    pub(crate) fn quartiles(&self) -> &[f64] {
        &self.quartiles
    }

    /// The place of a finite number; one between two known values stands between them.
    pub(crate) fn place(&self, value: f64) -> f64 {
        between(&self.values, &self.places, value)
    }

    /// The number at a place between 0 and 1.
    pub(crate) fn value_at(&self, place: f64) -> f64 {
        between(&self.places, &self.values, place)
    }
}

/// The places to keep: the ends, and so many between that neither neighbour is far.
fn knots(places: &[f64]) -> Vec<usize> {
    let apart = 2.0 / MOST_KNOTS as f64;
    let mut kept = vec![0];
    let mut latest = 0.0;
    for (at, pair) in places.windows(2).enumerate().skip(1) {
        if pair[0] - latest >= apart || pair[1] - pair[0] >= apart {
            latest = pair[0];
            kept.push(at);
        }
    }
    kept.push(places.len() - 1);
    kept
}

/// What corresponds to `x`, linearly between neighbours. Both lists ascend and are equally long.
fn between(xs: &[f64], ys: &[f64], x: f64) -> f64 {
    let above = xs.partition_point(|known| *known < x);
    let y = |at: usize| ys.get(at).copied().unwrap_or(0.5);
    let Some(&high) = xs.get(above) else { return y(xs.len().saturating_sub(1)) };
    if above == 0 || high <= x {
        return y(above);
    }
    let low = xs.get(above - 1).copied().unwrap_or(high);
    let span = high * 0.5 - low * 0.5;
    let part = if span > 0.0 { (x * 0.5 - low * 0.5) / span } else { 0.0 };
    y(above - 1) * (1.0 - part) + y(above) * part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_a_place_and_others_are_evenly_apart() {
        let ranks = Quantiles::of(vec![1e6, 1.0, 2.0, 2.0, 2.0, -5.0, 3.0]);
        let places: Vec<f64> = [-5.0, 1.0, 2.0, 3.0, 1e6].map(|value| ranks.place(value)).to_vec();
        for (place, rank) in places.iter().zip([0.0, 1.0, 3.0, 5.0, 6.0]) {
            assert!((place - rank / 6.0).abs() < 1e-12, "{places:?}");
        }
        assert_eq!(ranks.quartiles(), [-5.0, 2.0, 3.0, 1e6]);
        assert!((ranks.value_at(0.5) - 2.0).abs() < 1e-12);
    }

    #[test]
    fn one_value_stands_in_the_middle() {
        let ranks = Quantiles::of(vec![7.0; 3]);
        assert!((ranks.place(7.0) - 0.5).abs() < 1e-12 && (ranks.value_at(0.1) - 7.0).abs() < 1e-12);
    }

    #[test]
    fn a_million_values_need_few_knots() {
        let share = |row: u32| f64::from(row.wrapping_mul(7919) % 99_991);
        let values: Vec<f64> = (0..200_000).map(|row| if row < 100_000 { 50_000.0 } else { share(row) }).collect();
        let mut sorted = values.clone();
        runloom_table::sort_reals(&mut sorted);
        let ranks = Quantiles::of(values);
        assert!(ranks.values.len() <= MOST_KNOTS, "{}", ranks.values.len());
        for row in (0..40_000).step_by(97).chain((160_000..200_000).step_by(97)) {
            assert!((ranks.place(sorted[row]) - row as f64 / 199_999.0).abs() < 1e-3, "{row}");
        }
        assert!((ranks.place(50_000.0) - 0.5).abs() < 1e-3 && ranks.place(50_001.0) - ranks.place(50_000.0) > 0.2);
    }

    proptest::proptest! {
        #[test]
        fn places_ascend_with_values(values in proptest::collection::vec(proptest::num::f64::NORMAL | proptest::num::f64::SUBNORMAL | proptest::num::f64::ZERO, 1..60)) {
            let ranks = Quantiles::of(values.clone());
            let mut sorted = values;
            runloom_table::sort_reals(&mut sorted);
            let places: Vec<f64> = sorted.iter().map(|value| ranks.place(*value)).collect();
            proptest::prop_assert!(places.windows(2).all(|pair| pair[0] <= pair[1]));
            proptest::prop_assert!(places.iter().all(|place| (0.0..=1.0).contains(place)));
            for (value, place) in sorted.iter().zip(&places) {
                proptest::prop_assert!((ranks.place(ranks.value_at(*place)) - place).abs() < 1e-9, "{value}");
            }
        }
    }
}
