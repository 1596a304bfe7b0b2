//! Numbers as labels.

/// A number in at most four significant digits, without trailing zeros; exponents from 1e5 up (whole numbers: 1e7) and below 1e-3.
pub(crate) fn short(value: f64) -> String {
    significant(value, 4)
}

/// A number in at most `digits` significant digits, as [`short`] writes it.
pub(crate) fn significant(value: f64, digits: usize) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "∞" } else { "−∞" }.to_owned();
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    let size = value.abs();
    let whole = size < 1e7 && (libm::trunc(value) - value).abs() == 0.0;
    if whole {
        return minus(&format!("{value}"));
    }
    let scientific = format!("{value:.*e}", digits.saturating_sub(1));
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return scientific };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-3..5).contains(&exponent) {
        let decimals = i32::try_from(digits).map_or(0, |digits| usize::try_from(digits - 1 - exponent).unwrap_or(0));
        return minus(trim_zeros(&format!("{value:.decimals$}")));
    }
    minus(&format!("{}e{exponent}", trim_zeros(mantissa)))
}

/// How many decimals show differences of a hundredth of `span`, at most 12.
pub(crate) fn decimals_for(span: f64) -> usize {
    if !(span > 0.0 && span.is_finite()) {
        return 0;
    }
    (-libm::floor(libm::log10(span / 100.0) + 1e-9) - 1.0).clamp(0.0, 12.0) as usize
}

/// Labels of several numbers with the same number of decimals, or with exponents where they are very large or small.
pub(crate) fn aligned(values: &[f64], decimals: usize) -> Vec<String> {
    let largest = values.iter().fold(0.0, |largest: f64, value| largest.max(value.abs()));
    if largest >= 1e7 || (largest > 0.0 && largest < 1e-3) {
        return values.iter().map(|value| significant(*value, 3)).collect();
    }
    values.iter().map(|value| minus(&format!("{value:.decimals$}"))).collect()
}

/// A count with commas between thousands.
pub(crate) fn count(value: usize) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A part of a whole in percent: `18 %`, `0.3 %`.
pub(crate) fn percent(part: usize, whole: usize) -> String {
    let percent = part as f64 / whole.max(1) as f64 * 100.0;
    let decimals = usize::from(percent > 0.0 && percent < 9.95 || percent > 99.0 && percent < 100.0);
    [format!("{percent:.decimals$}"), " %".to_owned()].concat()
}

fn trim_zeros(text: &str) -> &str {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text }
}

/// The same digits with a true minus sign; `-0` loses it.
fn minus(text: &str) -> String {
    match text.strip_prefix('-') {
        Some(rest) if rest.bytes().all(|byte| matches!(byte, b'0' | b'.')) => rest.to_owned(),
        Some(rest) => format!("−{rest}"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (value, text) in [
            (0.0, "0"),
            (0.1, "0.1"),
            (0.991_83, "0.9918"),
            (1e-4, "1e-4"),
            (0.001, "0.001"),
            (123_456.0, "123456"),
            (1e7, "1e7"),
            (-2.5, "−2.5"),
            (12_345.678, "12346"),
            (1e300, "1e300"),
            (f64::INFINITY, "∞"),
        ] {
            assert_eq!(short(value), text);
        }
    }

    #[test]
    fn labels_of_an_axis_share_their_decimals() {
        assert_eq!(aligned(&[0.9835, 0.99, 0.9918], decimals_for(0.0083)), ["0.9835", "0.9900", "0.9918"]);
        assert_eq!(aligned(&[293.0, 399.0], decimals_for(106.0)), ["293", "399"]);
        assert_eq!(aligned(&[-0.001, 1.0], 1), ["0.0", "1.0"]);
    }

    #[test]
    fn counts_have_commas() {
        assert_eq!([0, 999, 1000, 1_234_567].map(count), ["0", "999", "1,000", "1,234,567"]);
    }
}
