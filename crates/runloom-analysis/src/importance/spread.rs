/// How far a 95 % interval reaches, in standard deviations of a normal distribution.
const REACH: f64 = 1.959_963_984_540_054;

/// An importance computed on the runs as they are.
pub(super) struct Estimate {
    /// The best guess, by feature.
    pub(super) values: Vec<f64>,
    /// Another guess with the opposite bias, where there is one; the interval has to hold both.
    pub(super) others: Vec<f64>,
}

/// The 95 % interval of each feature: how far the estimates on resampled runs scatter, around the estimate and its counterpart. Normal
/// intervals are used since resampling also shifts the estimates, which a percentile would take over.
pub(super) fn intervals(estimate: &Estimate, resampled: &[Vec<f64>]) -> Vec<(f64, f64)> {
    let interval = |at: usize| {
        let (value, other) = (estimate.values[at], estimate.others[at]);
        let of_feature: Vec<f64> = resampled.iter().map(|values| values[at]).collect();
        let count = of_feature.len() as f64;
        let mean = of_feature.iter().sum::<f64>() / count;
        let squares: f64 = of_feature.iter().map(|value| (value - mean) * (value - mean)).sum();
        let reach = if count > 1.0 { REACH * libm::sqrt(squares / (count - 1.0)) } else { 0.0 };
        (value.min(other) - reach, value.max(other) + reach)
    };
    (0..estimate.values.len()).map(interval).collect()
}

/// What each feature reaches by chance, from importances with the target permuted: its mean, times the largest ratio to the mean that any
/// feature reached in any permutation (the largest statistic over all hypotheses: Westfall and Young, "Resampling-Based Multiple
/// Testing", 1993, §2.3). A feature is therefore above its floor by chance as seldom as any of all features is.
pub(super) fn noise_floors(features: usize, permuted: &[Vec<f64>]) -> Vec<f64> {
    let mean = |at: usize| permuted.iter().map(|values| values[at].max(0.0)).sum::<f64>() / permuted.len() as f64;
    let means: Vec<f64> = (0..features).map(mean).collect();
    let ratios = permuted.iter().flat_map(|values| values.iter().zip(&means)).filter(|(_, mean)| **mean > 0.0);
    let largest = ratios.map(|(value, mean)| value / mean).fold(0.0, f64::max);
    means.into_iter().map(|mean| if mean > 0.0 { mean * largest } else { 0.0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_holds_both_guesses() {
        let estimate = Estimate { values: vec![0.5, 0.2], others: vec![0.4, 0.2] };
        let found = intervals(&estimate, &[vec![0.6, 0.1], vec![0.8, 0.1]]);
        let reach = REACH * 0.02_f64.sqrt();
        assert!((found[0].0 - (0.4 - reach)).abs() < 1e-12 && (found[0].1 - (0.5 + reach)).abs() < 1e-12);
        assert_eq!(found[1], (0.2, 0.2));
    }

    #[test]
    fn floors_are_in_proportion_to_what_chance_gives() {
        let permuted = [vec![0.1, 0.01, 0.0], vec![0.2, 0.01, 0.0], vec![0.3, 0.04, 0.0]];
        let floors = noise_floors(3, &permuted);
        assert!((floors[0] - 0.4).abs() < 1e-12 && (floors[1] - 0.04).abs() < 1e-12, "{floors:?}");
        assert_eq!(floors[2], 0.0);
        assert_eq!(noise_floors(2, &[]), [0.0, 0.0]);
    }
}
