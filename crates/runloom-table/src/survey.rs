use arrow_array::{Array, Float64Array};

use crate::RowMask;

/// The most distinct numbers that count as few.
const FEW: usize = 16;

/// What some runs hold in one column: how many have no place between the ends of an axis, and where the others lie.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Survey {
    /// Runs without a value.
    pub missing: usize,
    /// Runs whose value is NaN.
    pub nan: usize,
    /// Runs at positive infinity.
    pub above: usize,
    /// Runs at negative infinity or, on a log axis, at 0 or below.
    pub below: usize,
    /// The smallest and the largest number that has a place.
    pub range: Option<(f64, f64)>,
    /// The distinct numbers in ascending order, where there are at most 16 and fewer than the runs that have them.
    pub distinct: Option<Vec<f64>>,
}

impl Survey {
    /// Of so many runs, none of which has a value.
    pub fn all_missing(missing: usize) -> Self {
        Self { missing, ..Self::default() }
    }

    /// Of the runs of a mask. Time: linear in the runs; see [`TypedView::survey`](crate::TypedView::survey) for all of them.
    pub(crate) fn of(numbers: &Float64Array, rows: &RowMask, log: bool) -> Self {
        let mut survey = Self::default();
        let mut seen = Seen::default();
        let values = numbers.values();
        let nulls = numbers.nulls();
        for (index, word) in rows.words().iter().enumerate() {
            let start = index * 64;
            if *word == u64::MAX
                && nulls.is_none()
                && let Some(block) = values.get(start..start + 64)
                && seen.takes(block, log)
            {
                continue;
            }
            let mut rest = *word;
            while rest != 0 {
                let row = start + rest.trailing_zeros() as usize;
                rest &= rest - 1;
                let Some(&value) = values.get(row).filter(|_| nulls.is_none_or(|nulls| nulls.is_valid(row))) else {
                    survey.missing += 1;
                    continue;
                };
                if !value.is_finite() || (log && value <= 0.0) {
                    let counter = if value.is_nan() {
                        &mut survey.nan
                    } else if value > 0.0 {
                        &mut survey.above
                    } else {
                        &mut survey.below
                    };
                    *counter += 1;
                    continue;
                }
                seen.take(value);
            }
        }
        survey.range = (seen.placed > 0).then_some((seen.low, seen.high));
        survey.distinct =
            seen.distinct.filter(|distinct| !distinct.is_empty() && distinct.len() < seen.placed).map(|mut distinct| {
                crate::sort_reals(&mut distinct);
                distinct
            });
        survey
    }
}

/// The numbers that have a place, so far.
struct Seen {
    placed: usize,
    low: f64,
    high: f64,
    /// `None` where there are more than [`FEW`].
    distinct: Option<Vec<f64>>,
    latest: u64,
}

impl Default for Seen {
    fn default() -> Self {
        let distinct = Some(Vec::with_capacity(FEW + 1));
        Self { placed: 0, low: f64::INFINITY, high: f64::NEG_INFINITY, distinct, latest: f64::NAN.to_bits() }
    }
}

impl Seen {
    fn take(&mut self, value: f64) {
        self.placed += 1;
        self.low = if value < self.low { value } else { self.low };
        self.high = if value > self.high { value } else { self.high };
        if value.to_bits() != self.latest
            && let Some(distinct) = &mut self.distinct
        {
            self.latest = value.to_bits();
            if !distinct.contains(&value) {
                distinct.push(value);
                if distinct.len() > FEW {
                    self.distinct = None;
                }
            }
        }
    }

    /// Takes a block of numbers at once, if all of them have a place and none makes a difference to `distinct`; else none is taken.
    fn takes(&mut self, block: &[f64], log: bool) -> bool {
        let (mut low, mut high, mut odd) = ([self.low; LANES], [self.high; LANES], [0.0; LANES]);
        for values in block.chunks_exact(LANES) {
            for (lane, value) in values.iter().enumerate() {
                low[lane] = if *value < low[lane] { *value } else { low[lane] };
                high[lane] = if *value > high[lane] { *value } else { high[lane] };
                // 0 for finite numbers, NaN for all others.
                odd[lane] += value * 0.0;
            }
        }
        let low = low.into_iter().fold(f64::INFINITY, |least, value| if value < least { value } else { least });
        let high = high.into_iter().fold(f64::NEG_INFINITY, |most, value| if value > most { value } else { most });
        if odd.iter().sum::<f64>().is_nan() || (log && low <= 0.0) {
            return false;
        }
        if let Some(distinct) = &self.distinct {
            let mut new = false;
            for values in block.chunks_exact(LANES) {
                let mut known = [false; LANES];
                for one in distinct {
                    for (known, value) in known.iter_mut().zip(values) {
                        *known |= value - one == 0.0;
                    }
                }
                new |= known.contains(&false);
            }
            if new {
                return false;
            }
        }
        (self.low, self.high) = (low, high);
        self.placed += block.len();
        true
    }
}

/// Numbers that are looked at side by side; divides 64.
const LANES: usize = 8;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn blocks_are_surveyed_as_single_numbers_are(
            mut values in proptest::collection::vec(prop_oneof![
                20 => (0u8..4).prop_map(f64::from),
                1 => proptest::num::f64::ANY,
            ], 64..400),
            log in proptest::bool::ANY,
        ) {
            let blocks = Survey::of(&Float64Array::from(values.clone()), &RowMask::all(values.len()), log);
            let count = values.len() + 1;
            values.push(0.0);
            let with_a_gap: Float64Array = values.into_iter().enumerate().map(|(row, value)| (row + 1 < count).then_some(value)).collect();
            let singly = Survey::of(&with_a_gap, &RowMask::all(count), log);
            prop_assert_eq!(singly.missing, 1);
            prop_assert_eq!(blocks, Survey { missing: 0, ..singly });
        }
    }

    #[test]
    fn nothing_is_dropped_silently() {
        let numbers = Float64Array::from(vec![Some(1.0), None, Some(f64::NAN), Some(f64::INFINITY), Some(0.0), Some(1.0)]);
        let all = RowMask::all(7);
        let linear = Survey::of(&numbers, &all, false);
        assert_eq!((linear.missing, linear.nan, linear.above, linear.below), (2, 1, 1, 0));
        assert_eq!(linear.range, Some((0.0, 1.0)));
        assert_eq!(linear.distinct, Some(vec![0.0, 1.0]));
        let log = Survey::of(&numbers, &all, true);
        assert_eq!((log.below, log.range), (1, Some((1.0, 1.0))));
    }
}
