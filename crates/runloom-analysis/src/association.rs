use std::collections::BTreeMap;

use crate::correlation::product_moment;
use crate::design::Feature;
use crate::ranks::average_ranks;

/// How closely two params go together, and over how many runs that was computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Association {
    /// Which coefficient fits the two.
    pub measure: Measure,
    /// -1 to 1 for Spearman, else 0 to 1; `None` where one of the two is constant over the runs that have both.
    pub coefficient: Option<f64>,
    /// The runs that have both.
    pub runs_used: usize,
}

/// A coefficient of association.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Spearman's rank correlation, of two numbers.
    Spearman,
    /// The part of the variance of a number that categories explain: [`eta_squared`].
    EtaSquared,
    /// Cramér's V, of two categories: [`cramers_v`].
    CramersV,
}

/// How closely two params go together: Spearman's rank correlation for two numbers, eta squared of the ranks for a number and a
/// category, Cramér's V for two categories; over the runs that have both.
pub fn association(a: &Feature, b: &Feature) -> Association {
    let (x, y): (Vec<f64>, Vec<f64>) = a.values.iter().zip(&b.values).filter(|(x, y)| !x.is_nan() && !y.is_nan()).unzip();
    let (measure, coefficient) = match (a.is_category(), b.is_category()) {
        (false, false) => (Measure::Spearman, product_moment(&average_ranks(&x), &average_ranks(&y))),
        (true, false) => (Measure::EtaSquared, eta_squared(&x, &average_ranks(&y))),
        (false, true) => (Measure::EtaSquared, eta_squared(&y, &average_ranks(&x))),
        (true, true) => (Measure::CramersV, cramers_v(&x, &y)),
    };
    Association { measure, coefficient, runs_used: x.len() }
}

/// The part of the variance of `y` that the groups of `category` explain: `η² = Σ nᵢ(ȳᵢ - ȳ)² / Σ(y - ȳ)²` (Fisher, "Statistical
/// Methods for Research Workers", 1925, §45), 0 to 1. `None` where `y` is constant or there is only one group.
///
/// Both have one finite number a run; equal numbers of `category` are one group.
pub fn eta_squared(category: &[f64], y: &[f64]) -> Option<f64> {
    let mut groups: BTreeMap<u64, (f64, f64)> = BTreeMap::new();
    let mean = y.iter().sum::<f64>() / y.len() as f64;
    let mut total = 0.0;
    for (category, y) in category.iter().zip(y) {
        let (sum, count) = groups.entry((category + 0.0).to_bits()).or_default();
        *sum += y - mean;
        *count += 1.0;
        total += (y - mean) * (y - mean);
    }
    let between: f64 = groups.values().map(|(sum, count)| sum * sum / count).sum();
    (groups.len() > 1 && total > 0.0).then(|| (between / total).clamp(0.0, 1.0))
}

/// Cramér's V of two categories: `√(χ² / (n · min(r - 1, c - 1)))` (Cramér, "Mathematical Methods of Statistics", 1946, §21.9), without
/// a correction for small numbers, 0 to 1. `None` where one of the two is constant.
///
/// Both have one finite number a run; equal numbers are one category.
pub fn cramers_v(a: &[f64], b: &[f64]) -> Option<f64> {
    let mut rows: BTreeMap<u64, f64> = BTreeMap::new();
    let mut columns: BTreeMap<u64, f64> = BTreeMap::new();
    let mut cells: BTreeMap<(u64, u64), f64> = BTreeMap::new();
    for (a, b) in a.iter().zip(b) {
        let (a, b) = ((a + 0.0).to_bits(), (b + 0.0).to_bits());
        *rows.entry(a).or_default() += 1.0;
        *columns.entry(b).or_default() += 1.0;
        *cells.entry((a, b)).or_default() += 1.0;
    }
    let least = rows.len().min(columns.len()).checked_sub(1).filter(|least| *least > 0)?;
    // χ² / n = Σ observed² / (row · column) - 1, so that empty cells need not be visited.
    let squares: f64 = cells.iter().filter_map(|((a, b), count)| Some(count * count / (rows.get(a)? * columns.get(b)?))).sum();
    Some(libm::sqrt(((squares - 1.0) / least as f64).clamp(0.0, 1.0)))
}

#[cfg(test)]
mod tests {
    use runloom_table::ColumnName;

    use super::*;
    use crate::design::Domain;

    const OPTIMIZER: [f64; 12] = [0.0, 1.0, 2.0, 0.0, 1.0, 2.0, 0.0, 1.0, 2.0, 0.0, 0.0, 2.0];
    const SCHEDULE: [f64; 12] = [0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.0, 0.0];
    const LOSS: [f64; 12] = [0.9, 0.4, 0.5, 0.8, 0.35, 0.7, 1.1, 0.45, 0.6, 0.85, 0.95, 0.4];

    fn feature(values: &[f64], category: bool) -> Feature {
        let domain = if category {
            Domain::Categories(vec![String::new(); 3])
        } else {
            Domain::Numeric { low: 0.0, high: 2.0, log: false, step: None }
        };
        let runs = values.iter().filter(|v| !v.is_nan()).count();
        Feature { name: ColumnName::param("p"), domain, values: values.to_vec(), runs }
    }

    // Expected values: scipy 1.17.1, stats.contingency.association, stats.f_oneway (η² = F·df₁ / (F·df₁ + df₂)) and stats.spearmanr.
    #[test]
    fn as_scipy_computes_them() {
        let close =
            |found: Option<f64>, expected: f64| assert!((found.unwrap() - expected).abs() < 1e-12, "{found:?} {expected}");
        close(cramers_v(&OPTIMIZER, &SCHEDULE), 0.632_455_532_033_675_9);
        close(eta_squared(&OPTIMIZER, &LOSS), 0.844_976_076_555_023_9);
        let (optimizer, schedule, loss) = (feature(&OPTIMIZER, true), feature(&SCHEDULE, true), feature(&LOSS, false));
        close(association(&optimizer, &schedule).coefficient, 0.632_455_532_033_675_9);
        close(association(&loss, &optimizer).coefficient, 0.819_736_842_105_263_2);
        assert_eq!(association(&loss, &optimizer), association(&optimizer, &loss));
        assert_eq!(association(&loss, &loss).coefficient, Some(1.0));
    }

    #[test]
    fn only_runs_with_both_count() {
        let a = feature(&[0.0, 1.0, f64::NAN, 1.0], true);
        let b = feature(&[1.0, 2.0, 3.0, f64::NAN], false);
        let found = association(&a, &b);
        assert_eq!((found.measure, found.runs_used, found.coefficient), (Measure::EtaSquared, 2, Some(1.0)));
    }

    #[test]
    fn a_constant_goes_together_with_nothing() {
        assert_eq!(cramers_v(&[1.0; 5], &[0.0, 1.0, 0.0, 1.0, 0.0]), None);
        assert_eq!(cramers_v(&[], &[]), None);
        assert_eq!(eta_squared(&[0.0, 1.0, 0.0], &[2.0; 3]), None);
        assert_eq!(eta_squared(&[1.0; 3], &[1.0, 2.0, 3.0]), None);
        assert_eq!(cramers_v(&[0.0, -0.0, 1.0], &[5.0, 5.0, 6.0]), Some(1.0));
    }
}
