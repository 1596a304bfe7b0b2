/// Which way a number is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rounding {
    Down,
    Nearest,
    Up,
}

/// A number with few digits near `value`: a multiple of the hundredth part of the power of ten at or below `scale`, a size that matters here.
/// What cannot be rounded stays as it is.
pub(super) fn round(value: f64, scale: f64, way: Rounding) -> f64 {
    let exponent = libm::floor(libm::log10(scale)) - 2.0;
    let places = value / libm::pow(10.0, exponent);
    if !places.is_finite() || places.abs() >= 1e15 || !exponent.is_finite() {
        return value;
    }
    let whole = match way {
        Rounding::Down => libm::floor(places),
        Rounding::Nearest => libm::round(places),
        Rounding::Up => libm::ceil(places),
    };
    let rounded = format!("{whole:.0}e{exponent:.0}").parse().unwrap_or(value) + 0.0;
    let keeps_way = match way {
        Rounding::Down => rounded <= value,
        Rounding::Nearest => true,
        Rounding::Up => rounded >= value,
    };
    if keeps_way { rounded } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_digits_remain() {
        assert_eq!(round(0.123_456, 0.4, Rounding::Down).to_bits(), 0.123_f64.to_bits());
        assert_eq!(round(0.123_456, 0.4, Rounding::Up).to_bits(), 0.124_f64.to_bits());
        assert_eq!(round(2001.237, 1.5, Rounding::Nearest).to_bits(), 2001.24_f64.to_bits());
        assert_eq!(round(3.217e-5, 3.217e-5, Rounding::Nearest).to_bits(), 3.22e-5_f64.to_bits());
        for odd in [0.0, f64::INFINITY, f64::NAN] {
            assert_eq!(round(0.3, odd, Rounding::Up).to_bits(), 0.3_f64.to_bits());
        }
    }

    proptest::proptest! {
        #[test]
        fn the_way_is_kept(value: f64, scale in 1e-300_f64..1e300) {
            proptest::prop_assume!(value.is_finite());
            proptest::prop_assert!(round(value, scale, Rounding::Down) <= value && round(value, scale, Rounding::Up) >= value);
        }
    }
}
