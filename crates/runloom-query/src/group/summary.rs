use runloom_table::{TypedView, sort_reals};

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
        let mut numbers: Vec<f64> = numbers(view, rows).map(|(_, number)| number).collect();
        sort_reals(&mut numbers);
        let (min, max) = (*numbers.first()?, *numbers.last()?);
        let count = numbers.len();
        let mean = numbers.iter().sum::<f64>() / count as f64;
        let squares: f64 = numbers.iter().map(|number| (number - mean) * (number - mean)).sum();
        let std = (count > 1).then(|| (squares / (count - 1) as f64).sqrt());
        let upper = numbers.get(count / 2).copied()?;
        let median = if count % 2 == 1 { upper } else { f64::midpoint(numbers.get(count / 2 - 1).copied()?, upper) };
        Some(Self { count, mean, std, min, max, median })
    }
}

/// The row with the largest number, or the smallest; the first of equals. `None` where no row has a number.
pub fn best_row(view: &TypedView, rows: &[u32], largest: bool) -> Option<u32> {
    let better = |a: f64, b: f64| if largest { a > b } else { a < b };
    let best = numbers(view, rows).reduce(|best, next| if better(next.1, best.1) { next } else { best });
    best.map(|(row, _)| row)
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
