use super::student::quantile_95;

/// The difference of two groups' means, the first less the second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// In the units of the values.
    pub difference: f64,
    /// The lower end of its 95 % interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// The difference of the means of two groups of finite values with its 95 % interval, which does not assume that both scatter alike (Welch, "The
/// generalization of Student's problem when several different population variances are involved", Biometrika 34, 1947). `None` where a group
/// has fewer than two values.
pub fn difference(first: &[f64], second: &[f64]) -> Option<Difference> {
    let ((mean, variance), (other_mean, other_variance)) = (mean_and_error(first)?, mean_and_error(second)?);
    let sum = variance + other_variance;
    let part = |variance: f64, count: usize| (variance / sum) * (variance / sum) / (count as f64 - 1.0);
    let degrees = 1.0 / (part(variance, first.len()) + part(other_variance, second.len()));
    let reach = if sum > 0.0 { quantile_95(degrees) * libm::sqrt(sum) } else { 0.0 };
    let difference = mean - other_mean;
    Some(Difference { difference, low: difference - reach, high: difference + reach })
        .filter(|found| found.low.is_finite() && found.high.is_finite())
}

/// The mean of at least two values and the variance of this mean.
fn mean_and_error(values: &[f64]) -> Option<(f64, f64)> {
    let count = values.len() as f64;
    let mean = values.iter().map(|value| value / count).sum::<f64>();
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (values.len() > 1).then_some((mean, squares / (count - 1.0) / count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_scipy_has_it() {
        // scipy.stats.ttest_ind([1, 2, 3, 4], [2, 4, 6], equal_var=False).confidence_interval()
        let found = difference(&[1.0, 2.0, 3.0, 4.0], &[2.0, 4.0, 6.0]).unwrap();
        assert!((found.difference + 1.5).abs() < 1e-12);
        assert!(
            (found.low + 5.542_327_954_923_024).abs() < 1e-9 && (found.high - 2.542_327_954_923_024).abs() < 1e-9,
            "{found:?}"
        );
        assert_eq!(difference(&[1.0], &[2.0, 3.0]), None);
        assert_eq!(difference(&[1.0, 1.0], &[2.0, 2.0]), Some(Difference { difference: -1.0, low: -1.0, high: -1.0 }));
    }
}
