use std::borrow::Cow;

use runloom_table::{TypedView, ordered_integer, ordered_real};

/// What stands for the numbers of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Statistic {
    /// Their mean.
    #[default]
    Mean,
    /// The smallest.
    Min,
    /// The middle one, or the mean of the two in the middle.
    Median,
    /// The largest.
    Max,
}

/// How many numbers a group has in a column, and where they lie.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// How many values are numbers.
    pub count: usize,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation as a sample, divided by count - 1; `None` for one value.
    pub std: Option<f64>,
    /// The smallest.
    pub min: f64,
    /// The largest.
    pub max: f64,
}

impl Spread {
    /// The spread of some rows, the same whatever order they stand in; `None` where none of them has a number.
    pub fn of(view: &TypedView, rows: &[u32]) -> Option<Self> {
        let rows = ascending(rows);
        let (mut count, mut sum, mut min, mut max) = (0, 0.0, f64::INFINITY, f64::NEG_INFINITY);
        for (_, number) in numbers(view, &rows) {
            count += 1;
            sum += number;
            min = min.min(number);
            max = max.max(number);
        }
        if count == 0 {
            return None;
        }
        if min.to_bits() == max.to_bits() {
            let std = (count > 1 && min.is_finite()).then_some(0.0);
            return Some(Self { count, mean: min, std, min, max });
        }
        let mean = sum / count as f64;
        let squares: f64 = numbers(view, &rows).map(|(_, number)| (number - mean) * (number - mean)).sum();
        let std = (count > 1).then(|| (squares / (count - 1) as f64).sqrt());
        Some(Self { count, mean, std, min, max })
    }
}

impl Statistic {
    /// The statistic of some rows; `None` where none of them has a number.
    pub fn of(self, view: &TypedView, rows: &[u32]) -> Option<f64> {
        match self {
            Self::Mean => Spread::of(view, rows).map(|spread| spread.mean),
            Self::Min => numbers(view, rows).map(|(_, number)| number).reduce(f64::min),
            Self::Median => median(view, rows),
            Self::Max => numbers(view, rows).map(|(_, number)| number).reduce(f64::max),
        }
    }
}

fn median(view: &TypedView, rows: &[u32]) -> Option<f64> {
    let mut ordered: Vec<i64> = numbers(view, rows).map(|(_, number)| ordered_integer(number)).collect();
    let count = ordered.len();
    if count == 0 {
        return None;
    }
    let (below, upper, _) = ordered.select_nth_unstable(count / 2);
    let upper = ordered_real(*upper);
    if count % 2 == 1 {
        return Some(upper);
    }
    let lower = below.iter().max().map_or(upper, |lower| ordered_real(*lower));
    Some(f64::midpoint(lower, upper))
}

/// The row with the largest number, or the smallest; the first of equals. `None` where no row has a number.
pub(super) fn best_row(view: &TypedView, rows: &[u32], largest: bool) -> Option<u32> {
    let better = |a: f64, b: f64| if largest { a > b } else { a < b };
    let best = numbers(view, rows).reduce(|best, next| if better(next.1, best.1) { next } else { best });
    best.map(|(row, _)| row)
}

/// Rows in the order of the table, so that sums do not depend on the order of the runs.
fn ascending(rows: &[u32]) -> Cow<'_, [u32]> {
    if rows.is_sorted() {
        return rows.into();
    }
    let mut sorted: Vec<i64> = rows.iter().map(|row| i64::from(*row)).collect();
    runloom_table::sort_integers(&mut sorted);
    sorted.into_iter().map(|row| row as u32).collect::<Vec<_>>().into()
}

fn numbers<'a>(view: &'a TypedView, rows: &'a [u32]) -> impl Iterator<Item = (u32, f64)> + 'a {
    let number = |row: &u32| view.number_at(*row as usize).filter(|number| !number.is_nan()).map(|number| (*row, number));
    rows.iter().filter_map(number)
}

#[cfg(test)]
mod tests {
    use runloom_table::Values;

    use super::*;

    #[test]
    fn means_do_not_depend_on_the_order_of_the_runs() {
        let view = TypedView::of(&Values::from_reals([1e16, 1.0, -1e16, 3.0, 0.1].map(Some)));
        let mean = |rows: &[u32]| Statistic::Mean.of(&view, rows).map(f64::to_bits);
        assert_eq!(mean(&[0, 1, 2, 3, 4]), mean(&[4, 2, 0, 3, 1]));
    }

    #[test]
    fn equal_numbers_are_their_own_mean() {
        let view = TypedView::of(&Values::from_texts([Some("0.1"); 3]));
        let spread = Spread::of(&view, &[0, 1, 2]).unwrap();
        assert_eq!((spread.mean, spread.std), (0.1, Some(0.0)));
    }

    #[test]
    fn medians_are_in_the_middle() {
        let view = TypedView::of(&Values::from_reals([Some(5.0), Some(-1.0), None, Some(2.0), Some(f64::NAN), Some(9.0)]));
        let median = |rows: &[u32]| Statistic::Median.of(&view, rows);
        assert_eq!(median(&[0, 1, 2, 3, 4, 5]), Some(3.5));
        assert_eq!(median(&[0, 1, 3]), Some(2.0));
        assert_eq!(median(&[2, 4]), None);
    }
}
