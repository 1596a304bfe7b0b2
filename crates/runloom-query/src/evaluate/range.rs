use super::bits::turned;
use crate::tree::Comparison;

/// The values that compare so with a fixed number: those from `low` to `high`, or those that are not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Range<T> {
    low: T,
    high: T,
    outside: bool,
}

impl<T> Range<T> {
    /// One bit a value by a test of both ends.
    pub(crate) fn pack(self, within: impl FnOnce(T, T) -> Vec<u64>) -> Vec<u64> {
        let words = within(self.low, self.high);
        if self.outside { turned(words) } else { words }
    }
}

impl Range<f64> {
    /// For real numbers. NaN is neither less nor greater than any, and not equal to any.
    pub(crate) fn of_real(comparison: Comparison, number: f64) -> Self {
        let (low, high) = match comparison {
            Comparison::Equal | Comparison::NotEqual => (number, number),
            Comparison::Less if number == f64::NEG_INFINITY => (f64::NAN, f64::NAN),
            Comparison::Less => (f64::NEG_INFINITY, number.next_down()),
            Comparison::LessOrEqual => (f64::NEG_INFINITY, number),
            Comparison::Greater if number == f64::INFINITY => (f64::NAN, f64::NAN),
            Comparison::Greater => (number.next_up(), f64::INFINITY),
            Comparison::GreaterOrEqual => (number, f64::INFINITY),
        };
        Self { low, high, outside: comparison == Comparison::NotEqual }
    }

    /// The whole numbers whose images lie in the range. `image` never falls when its argument rises.
    pub(crate) fn of_images(self, image: &dyn Fn(i64) -> f64) -> Range<i64> {
        let below_low = |value: i64| self.low.is_nan() || image(value) < self.low;
        let (low, high) = match (first_without(&below_low), first_without(&|value| image(value) <= self.high)) {
            (None, _) | (_, Some(i64::MIN)) => EMPTY,
            (Some(low), None) => (low, i64::MAX),
            (Some(low), Some(above)) => (low, above - 1),
        };
        Range { low, high, outside: self.outside }
    }
}

impl Range<i64> {
    /// For whole numbers.
    pub(crate) fn of_integer(comparison: Comparison, number: i64) -> Self {
        let (low, high) = match comparison {
            Comparison::Equal | Comparison::NotEqual => (number, number),
            Comparison::Less => number.checked_sub(1).map_or(EMPTY, |high| (i64::MIN, high)),
            Comparison::LessOrEqual => (i64::MIN, number),
            Comparison::Greater => number.checked_add(1).map_or(EMPTY, |low| (low, i64::MAX)),
            Comparison::GreaterOrEqual => (number, i64::MAX),
        };
        Self { low, high, outside: comparison == Comparison::NotEqual }
    }
}

const EMPTY: (i64, i64) = (1, 0);

/// The first whole number for which something no longer holds that, if at all, holds for the smallest ones.
fn first_without(holds: &dyn Fn(i64) -> bool) -> Option<i64> {
    let (mut first, mut last) = (i64::MIN, i64::MAX);
    while first < last {
        // Rounded down; `midpoint` rounds towards zero.
        let middle = (first & last) + ((first ^ last) >> 1);
        if holds(middle) {
            first = middle + 1;
        } else {
            last = middle;
        }
    }
    (!holds(first)).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::super::constant::holds;
    use super::*;

    fn has<T: PartialOrd + Copy>(range: Range<T>, value: T) -> bool {
        (value >= range.low && value <= range.high) != range.outside
    }

    const REALS: [f64; 14] = [
        f64::NEG_INFINITY,
        f64::MIN,
        -1e18,
        -9_223_372_036_854_775_808.0,
        -1.5,
        -0.0,
        0.0,
        5e-324,
        0.5,
        1.0,
        9_007_199_254_740_993.0,
        1e19,
        f64::INFINITY,
        f64::NAN,
    ];

    #[test]
    fn ranges_hold_what_compares_so() {
        for comparison in Comparison::ALL {
            for number in REALS {
                let range = Range::of_real(comparison, number);
                for value in REALS.into_iter().chain([number.next_up(), number.next_down()]) {
                    assert_eq!(has(range, value), holds(comparison, &value, &number), "{value} {} {number}", comparison.symbol());
                }
            }
            let integers = [i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX - 1, i64::MAX];
            for (number, value) in integers.into_iter().flat_map(|number| integers.map(|value| (number, value))) {
                let range = Range::of_integer(comparison, number);
                assert_eq!(has(range, value), holds(comparison, &value, &number), "{value} {} {number}", comparison.symbol());
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn whole_numbers_lie_in_the_range_when_their_images_do(
            any: i64,
            small in -3_i64..4,
            any_real: f64,
            which in 0_usize..30,
            near in -2_i64..3,
        ) {
            let number = REALS.get(which).copied().unwrap_or(any_real);
            for image in [(|value| value as f64) as fn(i64) -> f64, |value| value as f64 / 1000.0] {
                let around = (number as i64).saturating_add(near);
                let values = [any, small, around, around.saturating_mul(1000), i64::MIN, i64::MAX];
                for (value, comparison) in values.into_iter().flat_map(|value| Comparison::ALL.map(|comparison| (value, comparison))) {
                    let range = Range::of_real(comparison, number).of_images(&image);
                    proptest::prop_assert_eq!(has(range, value), holds(comparison, &image(value), &number));
                }
            }
        }
    }
}
