//! Numbers in words.

use runloom_table::{Date, format_real};

use crate::duration::write_units;

/// A count with commas: `1,204`.
pub(super) fn count(count: usize) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1,204 runs`.
pub(super) fn runs(number: usize) -> String {
    quantity(number, "run")
}

/// A count and what is counted, of which there may be several.
pub(super) fn quantity(number: usize, what: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{} {what}{s}", count(number))
}

/// A number with four significant digits, as the language reads it.
pub(super) fn short(value: f64) -> String {
    let size = value.abs();
    if !value.is_finite() || size == 0.0 || libm::trunc(value).to_bits() == value.to_bits() && size < 1e15 {
        return format_real(value);
    }
    let exponent = libm::floor(libm::log10(size)) as i32;
    let text =
        if (-5..7).contains(&exponent) { format!("{value:.*}", (3 - exponent).max(0) as usize) } else { format!("{value:.3e}") };
    let read: f64 = text.parse().unwrap_or(value);
    format_real(read)
}

/// Seconds as a duration with two units at most, as the language reads it.
pub(super) fn duration(seconds: f64) -> String {
    let size = seconds.abs();
    let step = match size {
        _ if size < 1.0 => 1e-3,
        _ if size < 10.0 => 0.1,
        _ if size < 3600.0 => 1.0,
        _ if size < 86_400.0 => 60.0,
        _ => 3600.0,
    };
    let mut text = String::new();
    let written = write_units(libm::round(seconds / step) * step * 1e6, &mut text);
    if written.is_err() { format_real(seconds) } else { text }
}

/// The day of a moment in milliseconds since 1970.
pub(super) fn day(ms: f64) -> String {
    let Date { year, month, day } = Date::of_days(libm::floor(ms / 86_400_000.0) as i64);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        assert_eq!([0, 999, 1_204, 1_000_000].map(count), ["0", "999", "1,204", "1,000,000"]);
        let numbers = [0.983_51, 12.3456, 1234.56, 1e-7, 6.0, -0.25, 1.5e9, 0.001, f64::INFINITY];
        assert_eq!(numbers.map(short), ["0.9835", "12.35", "1235", "1e-7", "6", "-0.25", "1500000000", "0.001", "Infinity"]);
        assert_eq!([0.0254, 75.0, 7322.0, 1.25].map(duration), ["25ms", "1m15s", "2h2m", "1s300ms"]);
        assert_eq!(day(1_795_218_322_858.0), "2026-11-20");
    }
}
