//! What is computed of the runs of a group.

/// A number found of some values, and between which it lies with a confidence of 95 %, where that can be said.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Estimate {
    pub(super) value: f64,
    pub(super) between: Option<(f64, f64)>,
}

/// The mean of values in ascending order, with Student's interval; `None` of no values. Values are assumed to be finite.
pub(super) fn mean(ascending: &[f64]) -> Option<Estimate> {
    let (first, last) = (ascending.first()?, ascending.last()?);
    let n = ascending.len() as f64;
    let scale = first.abs().max(last.abs());
    if scale == 0.0 {
        return Some(Estimate { value: 0.0, between: (n > 1.0).then_some((0.0, 0.0)) });
    }
    let mean = ascending.iter().map(|value| value / scale).sum::<f64>() / n;
    let squares: f64 = ascending.iter().map(|value| (value / scale - mean) * (value / scale - mean)).sum();
    let between = (n > 1.0).then(|| {
        let half = student(n - 1.0) * libm::sqrt(squares / (n - 1.0) / n);
        (((mean - half) * scale).max(f64::MIN), ((mean + half) * scale).min(f64::MAX))
    });
    Some(Estimate { value: (mean * scale).clamp(*first, *last), between })
}

/// The 97.5th percentile of Student's t distribution: exact to three digits up to ten degrees of freedom, beyond that by the expansion of
/// Abramowitz and Stegun (26.7.5).
fn student(freedom: f64) -> f64 {
    const FEW: [f64; 10] = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];
    if let Some(few) = (freedom as usize).checked_sub(1).and_then(|at| FEW.get(at)) {
        return *few;
    }
    let z = 1.959_964;
    let z2 = z * z;
    let first = z * (z2 + 1.0) / 4.0;
    let second = z * ((5.0 * z2 + 16.0) * z2 + 3.0) / 96.0;
    let third = z * (((3.0 * z2 + 19.0) * z2 + 17.0) * z2 - 15.0) / 384.0;
    z + (first + (second + third / freedom) / freedom) / freedom
}

/// The median of values in ascending order, with the interval between two of them that holds it with a confidence of at least 95 %
/// (binomial, Conover 1999, section 3.2); there is none of fewer than six values.
pub(super) fn median(ascending: &[f64]) -> Option<Estimate> {
    let value = quantile(ascending, 0.5)?;
    let n = ascending.len();
    let below = if n > 500 {
        let part = n as f64 / 2.0 - 0.979_982 * libm::sqrt(n as f64);
        part as usize
    } else {
        let (mut term, mut sum, mut below) = (libm::exp2(-(n as f64)), 0.0, 0);
        while sum + term <= 0.025 {
            sum += term;
            term *= (n - below) as f64 / (below + 1) as f64;
            below += 1;
        }
        below
    };
    let ends = below.checked_sub(1).and_then(|low| Some((*ascending.get(low)?, *ascending.get(n - 1 - low)?)));
    Some(Estimate { value, between: ends })
}

/// The number below which a part of the values in ascending order lies, linearly between neighbours (type 7 of Hyndman and Fan 1996).
pub(super) fn quantile(ascending: &[f64], part: f64) -> Option<f64> {
    let place = part * ascending.len().checked_sub(1)? as f64;
    let (below, rest) = (libm::floor(place) as usize, place - libm::floor(place));
    let low = *ascending.get(below)?;
    let high = ascending.get(below + 1).copied().unwrap_or(low);
    Some(if rest > 0.0 { low * (1.0 - rest) + high * rest } else { low })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: Option<Estimate>, value: f64, between: Option<(f64, f64)>) {
        let found = found.unwrap();
        assert!((found.value - value).abs() < 1e-9, "{found:?}");
        match (found.between, between) {
            (Some(a), Some(b)) => assert!((a.0 - b.0).abs() < 2e-3 && (a.1 - b.1).abs() < 2e-3, "{a:?} {b:?}"),
            (a, b) => assert_eq!(a, b),
        }
    }

    /// scipy.stats.t.interval(0.95, 4, loc=3, scale=sqrt(2.5/5)) and the same of 1 to 30.
    #[test]
    fn means_have_students_interval() {
        close(mean(&[1.0, 2.0, 3.0, 4.0, 5.0]), 3.0, Some((1.036_76, 4.963_24)));
        let thirty: Vec<f64> = (1..=30).map(f64::from).collect();
        close(mean(&thirty), 15.5, Some((12.212_75, 18.787_25)));
        close(mean(&[7.0]), 7.0, None);
        close(mean(&[0.0, 0.0]), 0.0, Some((0.0, 0.0)));
        assert_eq!(mean(&[]), None);
        let huge = mean(&[1e308, 1.2e308, 1.4e308]).unwrap();
        assert!((huge.value / 1.2e308 - 1.0).abs() < 1e-9 && huge.between.is_some());
    }

    #[test]
    fn students_percentiles_are_those_of_tables() {
        for (freedom, expected) in
            [(1.0, 12.706), (10.0, 2.228), (11.0, 2.200_99), (20.0, 2.085_96), (100.0, 1.983_97), (1e6, 1.959_97)]
        {
            assert!((student(freedom) - expected).abs() < 6e-4, "{freedom}: {}", student(freedom));
        }
    }

    /// The ranks of the interval as in tables of the sign test: 1 and 6 of 6, 2 and 9 of 10, 6 and 15 of 20.
    #[test]
    fn medians_have_the_interval_of_the_sign_test() {
        let first = |n: i32| (1..=n).map(f64::from).collect::<Vec<f64>>();
        close(median(&first(5)), 3.0, None);
        close(median(&first(6)), 3.5, Some((1.0, 6.0)));
        close(median(&first(10)), 5.5, Some((2.0, 9.0)));
        close(median(&first(20)), 10.5, Some((6.0, 15.0)));
        let many = median(&first(501)).unwrap().between.unwrap();
        let fewer = median(&first(500)).unwrap().between.unwrap();
        assert!((many.0 - fewer.0).abs() <= 1.0 && (many.1 - fewer.1).abs() <= 2.0, "{many:?} {fewer:?}");
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn quartiles_lie_between_neighbours() {
        let values = [1.0, 2.0, 3.0, 4.0];
        assert_eq!([0.0, 0.25, 0.5, 1.0].map(|part| quantile(&values, part)), [Some(1.0), Some(1.75), Some(2.5), Some(4.0)]);
        assert_eq!(quantile(&[2.0], 0.75), Some(2.0));
    }
}
