//! Smoothing of logged values. Values that are not finite are passed on and leave their neighbours alone.

use serde::{Deserialize, Serialize};

use super::running;

/// What is done to the values of a run before they are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Smoothing {
    /// Nothing.
    #[default]
    None,
    /// An exponential moving average with this weight of the past, from 0 to 0.999, without the bias towards 0 at its beginning, as
    /// W&B and `TensorBoard` have it.
    Ema(f64),
    /// A Gaussian mean over points, with this standard deviation in points, at most 50; from 4 on as four running means after one another, whose
    /// weights differ from the curve by at most 4 % of its height.
    Gaussian(f64),
    /// The mean of so many points, as many before as behind; at most 301.
    Mean(u32),
}

/// The largest weight of the past.
const MOST_WEIGHT: f64 = 0.999;
const MOST_SIGMA: f64 = 50.0;
const MOST_POINTS: u32 = 301;
/// From this standard deviation on running means are faster than weights, and near enough.
const LEAST_SIGMA: f64 = 4.0;

impl Smoothing {
    /// The same within its bounds; [`Smoothing::None`] where it would change nothing.
    #[must_use]
    pub fn bounded(self) -> Self {
        match self {
            Self::Ema(weight) if weight > 0.0 => Self::Ema(weight.min(MOST_WEIGHT)),
            Self::Gaussian(sigma) if sigma > 0.0 => Self::Gaussian(sigma.min(MOST_SIGMA)),
            Self::Mean(points) if points > 1 => Self::Mean(points.min(MOST_POINTS)),
            _ => Self::None,
        }
    }

    /// In words: `EMA 0.6`; empty for nothing.
    pub fn words(self) -> String {
        match self {
            Self::None => String::new(),
            Self::Ema(weight) => format!("EMA {weight}"),
            Self::Gaussian(sigma) => format!("Gaussian σ {sigma}"),
            Self::Mean(points) => format!("mean of {points} points"),
        }
    }
}

/// The smoothed values of a run, in the order of its points.
pub fn smooth(values: &[f64], smoothing: Smoothing) -> Vec<f64> {
    match smoothing.bounded() {
        Smoothing::None => values.to_vec(),
        Smoothing::Ema(weight) => ema(values, weight),
        Smoothing::Gaussian(sigma) if sigma < LEAST_SIGMA => {
            let reach = libm::ceil(3.0 * sigma) as usize;
            let half: Vec<f64> = (0..=reach).map(|off| libm::exp(-((off * off) as f64) / (2.0 * sigma * sigma))).collect();
            weighted(values, &half)
        }
        Smoothing::Gaussian(sigma) => running::means(values, &running::reaches(sigma)),
        Smoothing::Mean(points) => running::means(values, &[points as usize / 2]),
    }
}

/// sₜ = w sₜ₋₁ + (1 − w) vₜ with s₀ = 0, divided by 1 − wᵗ.
fn ema(values: &[f64], weight: f64) -> Vec<f64> {
    let (mut last, mut power) = (0.0, 1.0);
    let mut step = |value: &f64| {
        if !value.is_finite() {
            return *value;
        }
        last = last * weight + value * (1.0 - weight);
        power *= weight;
        last / (1.0 - power)
    };
    values.iter().map(&mut step).collect()
}

/// Means with weights by distance; at the ends and around gaps over the points that are there.
fn weighted(values: &[f64], half: &[f64]) -> Vec<f64> {
    let reach = half.len().saturating_sub(1);
    let at = |index: usize| {
        let Some(own) = values.get(index).filter(|own| own.is_finite()) else {
            return values.get(index).copied().unwrap_or_default();
        };
        let first = index.saturating_sub(reach);
        let around = values.get(first..(index + reach + 1).min(values.len())).unwrap_or(std::slice::from_ref(own));
        let (mut mean, mut total) = (0.0, 0.0);
        for (place, value) in around.iter().enumerate() {
            let weight = half.get((first + place).abs_diff(index)).copied().unwrap_or_default();
            if weight > 0.0 && value.is_finite() {
                // A running mean: sums of values near the largest number would overflow.
                total += weight;
                mean += (value * 0.5 - mean) * (weight / total);
            }
        }
        mean * 2.0
    };
    (0..values.len()).map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: &[f64], b: &[f64]) {
        assert_eq!(a.len(), b.len());
        for (a, b) in a.iter().zip(b) {
            assert!((a - b).abs() < 1e-12 || a.to_bits() == b.to_bits(), "{a} {b}");
        }
    }

    #[test]
    fn the_moving_average_has_no_bias_at_its_beginning() {
        // By hand, w = 0.5: s = 0.5, 1.25, 2.625, over 0.5, 0.75, 0.875.
        close(&smooth(&[1.0, 2.0, 4.0], Smoothing::Ema(0.5)), &[1.0, 5.0 / 3.0, 3.0]);
        close(&smooth(&[7.0; 5], Smoothing::Ema(0.9)), &[7.0; 5]);
        // A gap neither counts nor changes what follows: s = 1, 2, 1.5 over 0.5, 0.75, 0.875 without it.
        close(&smooth(&[2.0, f64::NAN, 3.0], Smoothing::Ema(0.5)), &[2.0, f64::NAN, 8.0 / 3.0]);
    }

    #[test]
    fn running_means_shrink_at_the_ends() {
        close(&smooth(&[1.0, 2.0, 6.0, 3.0], Smoothing::Mean(3)), &[1.5, 3.0, 11.0 / 3.0, 4.5]);
        close(&smooth(&[1.0, f64::INFINITY, 6.0], Smoothing::Mean(3)), &[1.0, f64::INFINITY, 6.0]);
    }

    #[test]
    fn gaussian_weights_fall_with_distance() {
        let (near, far) = (libm::exp(-0.5), libm::exp(-2.0));
        let middle = (1.0 + near * 2.0 + far * 2.0) + 2.0 * libm::exp(-4.5);
        let values = [0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0];
        let smoothed = smooth(&values, Smoothing::Gaussian(1.0));
        close(&smoothed[3..4], &[1.0 / middle]);
        close(&smoothed[2..3], &[near / (middle - libm::exp(-4.5))]);
    }

    #[test]
    fn wide_gaussians_are_near_to_their_weights() {
        let mut values = vec![0.0; 401];
        values[200] = 1.0;
        for sigma in [4.0, 7.3, 20.0, 50.0] {
            let half: Vec<f64> = (0..200).map(|off| libm::exp(-f64::from(off * off) / (2.0 * sigma * sigma))).collect();
            let (near, exact) = (smooth(&values, Smoothing::Gaussian(sigma)), weighted(&values, &half));
            let variance: f64 = (0..401).map(|at| near[at] * (at as f64 - 200.0).powi(2)).sum();
            assert!((variance.sqrt() / sigma - 1.0).abs() < 0.02 || sigma > 40.0, "{sigma} {}", variance.sqrt());
            let off = near.iter().zip(&exact).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            assert!(off < 0.04 * exact[200] || sigma > 40.0, "{sigma} {}", off / exact[200]);
        }
    }

    #[test]
    fn wide_gaussians_take_gaps_and_ends_as_narrow_ones_do() {
        let flat: Vec<f64> = (0..300).map(|at| if at % 7 == 3 { f64::NAN } else { 5.0 }).collect();
        close(&smooth(&flat, Smoothing::Gaussian(30.0)), &flat);
        close(&smooth(&flat, Smoothing::Mean(31)), &flat);
    }

    #[test]
    fn nothing_overflows() {
        let large = [f64::MAX, f64::MAX, -f64::MAX];
        for smoothing in [Smoothing::Ema(0.3), Smoothing::Gaussian(2.0), Smoothing::Gaussian(9.0), Smoothing::Mean(3)] {
            assert!(smooth(&large, smoothing).iter().all(|value| value.is_finite()), "{smoothing:?}");
        }
        assert_eq!(Smoothing::Ema(f64::NAN).bounded(), Smoothing::None);
        assert_eq!(Smoothing::Mean(1).bounded(), Smoothing::None);
    }
}
