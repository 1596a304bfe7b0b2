/// The two-sided 95 % quantile of Student's t distribution with `degrees` of freedom, which need not be whole; infinite below 0.1.
pub(super) fn quantile_95(degrees: f64) -> f64 {
    if degrees.is_nan() || degrees < 0.1 {
        return f64::INFINITY;
    }
    let beyond = |t: f64| incomplete_beta(degrees / (degrees + t * t), degrees / 2.0, 0.5);
    let (mut low, mut high) = (0.0, 1.0);
    while beyond(high) > 0.05 && high < 1e30 {
        high *= 2.0;
    }
    for _ in 0..100 {
        let middle = f64::midpoint(low, high);
        if beyond(middle) > 0.05 { low = middle } else { high = middle }
    }
    high
}

/// The regularised incomplete beta function by its continued fraction (Press et al., "Numerical Recipes", 2007, §6.4), for 0 ≤ x ≤ 1.
fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x.clamp(0.0, 1.0);
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - incomplete_beta(1.0 - x, b, a);
    }
    let front = libm::exp(libm::lgamma(a + b) - libm::lgamma(a) - libm::lgamma(b) + a * libm::log(x) + b * libm::log1p(-x)) / a;
    let away = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let (mut c, mut d) = (1.0, 1.0 / away(1.0 - (a + b) * x / (a + 1.0)));
    let mut fraction = d;
    for m in 1..=300 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        for term in [even, odd] {
            d = 1.0 / away(1.0 + term * d);
            c = away(1.0 + term / c);
            fraction *= c * d;
        }
        if (c * d - 1.0).abs() < 1e-14 {
            break;
        }
    }
    front * fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_tables() {
        for (degrees, expected) in [
            (1.0, 12.706_204_7),
            (2.0, 4.302_652_73),
            (5.0, 2.570_581_84),
            (10.0, 2.228_138_85),
            (30.0, 2.042_272_46),
            (1e6, 1.959_966),
        ] {
            assert!((quantile_95(degrees) / expected - 1.0).abs() < 1e-6, "{degrees}: {}", quantile_95(degrees));
        }
        assert!(quantile_95(0.0).is_infinite() && quantile_95(f64::NAN).is_infinite());
    }
}
