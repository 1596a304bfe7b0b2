use arrow_array::{Array, Float64Array};
use runloom_table::RowMask;

/// The most distinct numbers that count as few.
pub(crate) const FEW: usize = 16;

/// What the drawn runs hold in one column: how many have no place between the ends of the axis, and where the others lie.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Survey {
    /// Runs without a value.
    pub(crate) missing: usize,
    /// Runs whose value is NaN.
    pub(crate) nan: usize,
    /// Runs at positive infinity.
    pub(crate) above: usize,
    /// Runs at negative infinity or, on a log axis, at 0 or below.
    pub(crate) below: usize,
    /// The smallest and the largest number that has a place.
    pub(crate) range: Option<(f64, f64)>,
    /// The distinct numbers in ascending order, where there are at most [`FEW`] and fewer than the runs that have them.
    pub(crate) distinct: Option<Vec<f64>>,
}

impl Survey {
    pub(crate) fn all_missing(missing: usize) -> Self {
        Self { missing, ..Self::default() }
    }

    pub(crate) fn of(numbers: &Float64Array, drawn: &RowMask, log: bool) -> Self {
        let mut survey = Self::default();
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        let mut placed = 0usize;
        let mut distinct: Option<Vec<f64>> = Some(Vec::with_capacity(FEW + 1));
        let mut latest = f64::NAN.to_bits();
        let values = numbers.values();
        let nulls = numbers.nulls();
        for row in drawn.rows() {
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
            placed += 1;
            low = low.min(value);
            high = high.max(value);
            if value.to_bits() != latest
                && let Some(seen) = &mut distinct
            {
                latest = value.to_bits();
                if !seen.contains(&value) {
                    seen.push(value);
                    if seen.len() > FEW {
                        distinct = None;
                    }
                }
            }
        }
        survey.range = (placed > 0).then_some((low, high));
        survey.distinct = distinct.filter(|seen| !seen.is_empty() && seen.len() < placed).map(|mut seen| {
            runloom_table::sort_reals(&mut seen);
            seen
        });
        survey
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
