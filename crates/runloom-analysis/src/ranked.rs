use runloom_table::{RowMask, TypedView};

use crate::correlation::{Correlation, LeftOut, deviations, product};
use crate::ranks::average_ranks;

/// The values of a column over some rows, ranked once for its correlations with many others.
#[derive(Clone, Debug)]
pub struct Ranked {
    /// One a row; `None` where it is missing.
    values: Vec<Option<f64>>,
    /// Of the ranks, with the root of the sum of their squares; `None` where they are all equal.
    deviations: Option<(Vec<f64>, f64)>,
    /// Whether each row has a number.
    is_complete: bool,
}

impl Ranked {
    /// The values of the chosen rows.
    pub fn of(column: &TypedView, rows: &RowMask) -> Self {
        let values: Vec<Option<f64>> = rows.rows().map(|row| column.number_at(row)).collect();
        let numbers: Vec<f64> = values.iter().flatten().copied().filter(|value| !value.is_nan()).collect();
        let is_complete = numbers.len() == values.len();
        let deviations = if is_complete { ranked(&numbers) } else { None };
        Self { values, deviations, is_complete }
    }

    /// Whether a row has a finite number.
    pub fn has_numbers(&self) -> bool {
        self.values.iter().flatten().any(|value| value.is_finite())
    }
}

/// The deviations of the ranks of numbers, and the root of the sum of their squares.
fn ranked(numbers: &[f64]) -> Option<(Vec<f64>, f64)> {
    let deviations = deviations(&average_ranks(numbers))?;
    let root = product(&deviations, &deviations).sqrt();
    Some((deviations, root))
}

/// Spearman's rank correlation of two columns over the same rows: [`crate::pearson`] over ranks, equal values sharing the mean of their
/// ranks (Spearman 1904; Kendall, "Rank Correlation Methods", for ties). Infinities rank as the largest and smallest values.
pub fn spearman(x: &Ranked, y: &Ranked) -> Correlation {
    let coefficient = |x: &Option<(Vec<f64>, f64)>, y: &Option<(Vec<f64>, f64)>| {
        let ((x, of_x), (y, of_y)) = (x.as_ref()?, y.as_ref()?);
        Some((product(x, y) / (of_x * of_y)).clamp(-1.0, 1.0))
    };
    if x.is_complete && y.is_complete {
        let (runs_used, left_out) = (x.values.len(), LeftOut::default());
        return Correlation { coefficient: coefficient(&x.deviations, &y.deviations), runs_used, left_out };
    }
    let (mut of_x, mut of_y, mut left_out) = (Vec::new(), Vec::new(), LeftOut::default());
    for pair in x.values.iter().zip(&y.values) {
        match pair {
            (Some(a), Some(b)) if a.is_nan() || b.is_nan() => left_out.nan += 1,
            (Some(a), Some(b)) => {
                of_x.push(*a);
                of_y.push(*b);
            }
            _ => left_out.missing += 1,
        }
    }
    Correlation { coefficient: coefficient(&ranked(&of_x), &ranked(&of_y)), runs_used: of_x.len(), left_out }
}
