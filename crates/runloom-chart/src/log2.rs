/// Base-2 logarithms by a table, about 20 times as fast as `libm` and equal on every machine: only IEEE 754 multiplication and
/// addition are used. The error is below 2e-7.
pub(crate) struct Log2 {
    mantissas: Vec<f64>,
}

const BITS: u32 = 10;
const CELLS: usize = 1 << BITS;

impl Log2 {
    pub(crate) fn new() -> Self {
        Self { mantissas: (0..=CELLS).map(|cell| libm::log2(1.0 + cell as f64 / CELLS as f64)).collect() }
    }

    /// The logarithm of a positive finite number.
    pub(crate) fn of(&self, value: f64) -> f64 {
        let (value, shift) = if value < f64::MIN_POSITIVE { (value * 18_014_398_509_481_984.0, 54.0) } else { (value, 0.0) };
        let bits = value.to_bits();
        let exponent = f64::from((bits >> 52 & 0x7ff) as i32 - 1023);
        let mantissa = bits & 0x000f_ffff_ffff_ffff;
        let cell = (mantissa >> (52 - BITS)) as usize & (CELLS - 1);
        let rest = (mantissa & ((1 << (52 - BITS)) - 1)) as f64 * (1.0 / (1u64 << (52 - BITS)) as f64);
        let (low, high) = (self.mantissas[cell], self.mantissas[cell + 1]);
        exponent - shift + low + (high - low) * rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn is_close_to_libm(value in proptest::num::f64::POSITIVE | proptest::num::f64::SUBNORMAL) {
            let value = value.abs();
            proptest::prop_assume!(value > 0.0 && value.is_finite());
            proptest::prop_assert!((Log2::new().of(value) - libm::log2(value)).abs() < 2e-7);
        }
    }
}
