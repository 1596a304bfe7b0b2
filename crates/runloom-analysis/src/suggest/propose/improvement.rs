use std::f64::consts::{FRAC_1_SQRT_2, PI};

use crate::shapes::Prediction;

/// By how much a configuration is expected to go below `incumbent`: `(f − m) Φ((f − m)/s) + s φ((f − m)/s)` for a normal distribution with the
/// mean and deviation of the prediction (Jones, Schonlau, Welch 1998, equation 15). Never negative.
pub(super) fn expected_improvement(incumbent: f64, prediction: Prediction) -> f64 {
    let Prediction { mean, deviation } = prediction;
    let ahead = incumbent - mean;
    if deviation <= 0.0 {
        return ahead.max(0.0);
    }
    let z = ahead / deviation;
    let below = 0.5 * libm::erfc(-z * FRAC_1_SQRT_2);
    let density = libm::exp(-0.5 * z * z) / libm::sqrt(2.0 * PI);
    (ahead * below + deviation * density).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values() {
        let of = |incumbent, mean, deviation| expected_improvement(incumbent, Prediction { mean, deviation });
        // φ(0); φ(1) + Φ(1); and without any doubt.
        assert!((of(0.0, 0.0, 2.0) - 2.0 * 0.398_942_280_4).abs() < 1e-9);
        assert!((of(1.0, 0.0, 1.0) - 1.083_315_470_6).abs() < 1e-9);
        assert!((of(3.0, 1.0, 0.0) - 2.0).abs() < 1e-12 && of(1.0, 3.0, 0.0) == 0.0);
        assert!(of(0.0, 5.0, 1.0) < 1e-6 && of(0.0, 5.0, 1.0) >= 0.0);
    }
}
