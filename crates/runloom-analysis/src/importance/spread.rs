use runloom_table::sort_reals;

/// How far a 95 % interval reaches, in standard deviations of a normal distribution.
const REACH: f64 = 1.959_963_984_540_054;

/// What a method found.
pub(super) struct Estimate {
    /// By feature, not divided by the whole.
    pub(super) values: Vec<f64>,
    /// What importances are parts of.
    pub(super) whole: f64,
}

impl Estimate {
    /// The importances: parts of the whole, where there is any.
    pub(super) fn parts(&self, of: f64) -> Vec<f64> {
        self.values.iter().map(|value| if of > 0.0 { value / of } else { 0.0 }).collect()
    }
}

/// The 95 % interval of each feature: how far the estimates on resampled runs scatter, around the estimate itself. Normal intervals are
/// used since resampling also shifts the estimates, which percentiles would take over.
pub(super) fn intervals(estimate: &[f64], resampled: &[Vec<f64>]) -> Vec<(f64, f64)> {
    let interval = |at: usize| {
        let of_feature: Vec<f64> = resampled.iter().map(|values| values[at]).collect();
        let count = of_feature.len() as f64;
        let mean = of_feature.iter().sum::<f64>() / count;
        let squares: f64 = of_feature.iter().map(|value| (value - mean) * (value - mean)).sum();
        let reach = if count > 1.0 { REACH * libm::sqrt(squares / (count - 1.0)) } else { 0.0 };
        (estimate[at] - reach, estimate[at] + reach)
    };
    (0..estimate.len()).map(interval).collect()
}

/// What each feature reaches by chance, from importances with the target permuted: so many standard deviations above its mean as in 97 %
/// of permutations no feature is (the largest statistic over all hypotheses: Westfall and Young, "Resampling-Based Multiple Testing",
/// 1993, §2.3). That any feature at all is above its floor by chance is therefore rare, about 1 in 20
/// where permutations are few.
///
/// Deviations are those of the square roots (below 0, those of the size): importances are squares, whose far tail would make their own
/// deviations too wide for what is usual.
pub(super) fn noise_floors(features: usize, permuted: &[Vec<f64>]) -> Vec<f64> {
    let count = permuted.len() as f64;
    let root = |value: f64| libm::copysign(libm::sqrt(value.abs()), value);
    let permuted: Vec<Vec<f64>> = permuted.iter().map(|values| values.iter().map(|value| root(*value)).collect()).collect();
    let moments = |at: usize| {
        let mean = permuted.iter().map(|values| values[at]).sum::<f64>() / count;
        let squares: f64 = permuted.iter().map(|values| (values[at] - mean) * (values[at] - mean)).sum();
        (mean, libm::sqrt(squares / libm::fmax(count - 1.0, 1.0)))
    };
    if permuted.is_empty() {
        return vec![0.0; features];
    }
    let moments: Vec<(f64, f64)> = (0..features).map(moments).collect();
    let largest = |values: &Vec<f64>| {
        let above = values.iter().zip(&moments).filter(|(_, (_, deviation))| *deviation > 0.0);
        above.map(|(value, (mean, deviation))| (value - mean) / deviation).fold(0.0, f64::max)
    };
    let mut reached: Vec<f64> = permuted.iter().map(largest).collect();
    sort_reals(&mut reached);
    // The observed target is one more permutation. It has no part in the deviations, which makes it reach a little further.
    let place = libm::ceil(0.97 * (count + 1.0)) as usize;
    let reach = reached.get(place.clamp(1, reached.len()) - 1).copied().unwrap_or(0.0) * (1.0 + 2.0 / count);
    let floor = |(mean, deviation): (f64, f64)| libm::fmax(mean + reach * deviation, 0.0);
    moments.into_iter().map(floor).map(|root| root * root).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_lie_around_the_estimate() {
        let found = intervals(&[0.5, 0.2], &[vec![0.6, 0.1], vec![0.8, 0.1]]);
        let reach = REACH * 0.02_f64.sqrt();
        assert!((found[0].0 - (0.5 - reach)).abs() < 1e-12 && (found[0].1 - (0.5 + reach)).abs() < 1e-12);
        assert_eq!(found[1], (0.2, 0.2));
        assert_eq!(intervals(&[0.3], &[]), [(0.3, 0.3)]);
    }

    #[test]
    fn floors_are_as_many_deviations_up_as_chance_goes() {
        let permuted = [vec![0.01, 0.0001, 0.0], vec![0.04, 0.0001, 0.0], vec![0.09, 0.0016, 0.0]];
        let floors = noise_floors(3, &permuted);
        // The largest root is that of the second feature: 0.02 above its mean, at a deviation of 0.01 · √3.
        let reach = 2.0 / 3.0_f64.sqrt() * 5.0 / 3.0;
        let (of_first, of_second) = (0.2 + reach * 0.1, 0.02 + reach * 0.01 * 3.0_f64.sqrt());
        assert!((floors[0] - of_first * of_first).abs() < 1e-12, "{floors:?}");
        assert!((floors[1] - of_second * of_second).abs() < 1e-12, "{floors:?}");
        assert_eq!(floors[2].to_bits(), 0);
        assert_eq!(noise_floors(2, &[]), [0.0, 0.0]);
    }
}
