use runloom_table::TypedView;

use super::statistic::{Spread, Statistic};

/// The values of a group in one numeric column. Statistics are those of the values that are numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Summary {
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
    /// The middle one, or the mean of the two in the middle.
    pub median: f64,
}

impl Summary {
    /// The summary of some rows; `None` where none of them has a number.
    pub fn of(view: &TypedView, rows: &[u32]) -> Option<Self> {
        let Spread { count, mean, std, min, max } = Spread::of(view, rows)?;
        let median = Statistic::Median.of(view, rows)?;
        Some(Self { count, mean, std, min, max, median })
    }
}

#[cfg(test)]
mod tests {
    use runloom_table::Values;

    use super::super::statistic::best_row;
    use super::*;

    #[test]
    fn statistics_are_those_of_numbers() {
        let values = [Some(2.0), None, Some(f64::NAN), Some(4.0), Some(9.0), Some(1.0)];
        let view = TypedView::of(&Values::from_reals(values));
        let all = Summary::of(&view, &[0, 1, 2, 3, 4, 5]).unwrap();
        assert_eq!((all.count, all.mean, all.min, all.max, all.median), (4, 4.0, 1.0, 9.0, 3.0));
        assert!((all.std.unwrap() - (38.0_f64 / 3.0).sqrt()).abs() < 1e-12);
        assert_eq!(Summary::of(&view, &[4]).unwrap().std, None);
        assert_eq!(Summary::of(&view, &[1, 2]), None);
        assert_eq!(best_row(&view, &[0, 1, 2, 3], true), Some(3));
        assert_eq!(best_row(&view, &[0, 3, 5], false), Some(5));
        assert_eq!(best_row(&view, &[2], true), None);
    }
}
