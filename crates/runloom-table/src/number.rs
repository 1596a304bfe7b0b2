/// Reads a number as trackers write it: decimal or exponent notation, `inf`, `nan` in any case, surrounding white space allowed.
pub fn parse_real(text: &str) -> Option<f64> {
    let text = text.trim();
    let first = *text.as_bytes().first()?;
    let numeric_start = first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'.' | b'i' | b'I' | b'n' | b'N');
    if numeric_start { text.parse().ok() } else { None }
}

/// Reads a whole number written without point or exponent.
pub fn parse_integer(text: &str) -> Option<i64> {
    text.trim().parse().ok()
}

/// The shortest text that reads back as the same number; exponents beyond 16 digits or below 1e-5, `NaN`, `Infinity`, `-Infinity`.
///
/// ```
/// # use runloom_table::format_real;
/// assert_eq!(format_real(0.1), "0.1");
/// assert_eq!(format_real(1e-7), "1e-7");
/// assert_eq!(format_real(f64::NEG_INFINITY), "-Infinity");
/// ```
pub fn format_real(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    let size = value.abs();
    if size != 0.0 && !(1e-5..1e16).contains(&size) { format!("{value:e}") } else { format!("{value}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_trackers_write() {
        assert_eq!(parse_real("1e-04"), Some(1e-4));
        assert_eq!(parse_real(" 5. "), Some(5.0));
        assert_eq!(parse_real("-inf"), Some(f64::NEG_INFINITY));
        assert!(parse_real("NaN").is_some_and(f64::is_nan));
        for text in ["", "auto", "1_000", "0x10", "None", "true", "1e"] {
            assert_eq!(parse_real(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn formatted_numbers_read_back(value: f64) {
            let read = parse_real(&format_real(value)).map(f64::to_bits);
            proptest::prop_assert!(read == Some(value.to_bits()) || value.is_nan());
        }
    }
}
