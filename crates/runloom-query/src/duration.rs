//! Lengths of time as text.

/// The longest duration, in microseconds: up to it, seconds as a floating-point number are exact to the microsecond.
const MOST_MICROS: f64 = 9e15;

const UNITS: &[(&str, f64)] =
    &[("w", 604_800e6), ("d", 86_400e6), ("h", 3_600e6), ("m", 60e6), ("s", 1e6), ("ms", 1e3), ("us", 1.0), ("µs", 1.0)];

/// Reads `1h30m`, `2.5d` or `250ms` as microseconds. Each unit stands once, larger ones first.
pub(crate) fn parse_units(text: &str) -> Option<f64> {
    let mut rest = text;
    let mut total = 0.0;
    let mut before = f64::INFINITY;
    while !rest.is_empty() {
        let (count, behind) = leading_number(rest)?;
        let unit_end = behind.find(|char: char| !char.is_alphabetic()).unwrap_or(behind.len());
        let (unit, behind) = behind.split_at(unit_end);
        let (_, micros) = UNITS.iter().find(|(name, micros)| *name == unit && *micros < before)?;
        total += count * micros;
        before = *micros;
        rest = behind;
    }
    bounded(total, text)
}

/// Reads an ISO 8601 duration of weeks, days, hours, minutes and seconds as microseconds: `PT5M`, `P1DT2H30M`, `P2W`. Months and years
/// have no fixed length and are refused.
pub(crate) fn parse_iso(text: &str) -> Option<f64> {
    let mut rest = text.strip_prefix(['P', 'p'])?;
    let mut total = 0.0;
    let mut in_time = false;
    let mut before = f64::INFINITY;
    let mut parts = 0;
    while !rest.is_empty() {
        if let Some(behind) = rest.strip_prefix(['T', 't']).filter(|_| !in_time) {
            (in_time, rest, parts) = (true, behind, 0);
        }
        let (count, behind) = leading_number(rest)?;
        let unit = behind.chars().next()?;
        let micros = match (unit.to_ascii_uppercase(), in_time) {
            ('W', false) => 604_800e6,
            ('D', false) => 86_400e6,
            ('H', true) => 3_600e6,
            ('M', true) => 60e6,
            ('S', true) => 1e6,
            _ => return None,
        };
        if micros >= before {
            return None;
        }
        total += count * micros;
        before = micros;
        parts += 1;
        rest = behind.get(1..)?;
    }
    (parts > 0).then(|| bounded(total, text)).flatten()
}

/// Writes microseconds as [`parse_units`] reads them: `1h30m`.
pub(crate) fn write_units(micros: f64, out: &mut impl std::fmt::Write) -> std::fmt::Result {
    let mut left = libm::round(libm::fabs(micros)) as u64;
    if micros < 0.0 {
        out.write_char('-')?;
    }
    if left == 0 {
        return out.write_str("0s");
    }
    for (unit, micros) in UNITS.iter().filter(|(unit, _)| !matches!(*unit, "w" | "µs")) {
        let count = left / *micros as u64;
        left %= *micros as u64;
        if count > 0 {
            write!(out, "{count}{unit}")?;
        }
    }
    Ok(())
}

fn bounded(micros: f64, text: &str) -> Option<f64> {
    (!text.is_empty() && micros <= MOST_MICROS).then(|| libm::round(micros))
}

/// A decimal number without sign and exponent, and what follows.
fn leading_number(text: &str) -> Option<(f64, &str)> {
    let end = text.find(|char: char| !(char.is_ascii_digit() || char == '.')).unwrap_or(text.len());
    let (number, behind) = text.split_at(end);
    Some((number.parse().ok().filter(|_| number.bytes().any(|byte| byte.is_ascii_digit()))?, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read() {
        for (text, seconds) in
            [("5m", 300.0), ("1h30m", 5400.0), ("1.5s", 1.5), ("2w1d", 1_296_000.0), ("0s", 0.0), ("1s5us", 1.000_005)]
        {
            assert_eq!(parse_units(text), Some(seconds * 1e6), "{text}");
        }
        for text in ["", "5", "m", "5M", "5m5m", "30m1h", "5x", "1..5h", ".h", "999999999d", "5 m", "1h-5m"] {
            assert_eq!(parse_units(text), None, "{text}");
        }
        for (text, seconds) in [("PT5M", 300.0), ("P1DT2H30M", 95_400.0), ("P2W", 1_209_600.0), ("PT0.5S", 0.5), ("pt1h", 3600.0)]
        {
            assert_eq!(parse_iso(text), Some(seconds * 1e6), "{text}");
        }
        for text in ["", "P", "PT", "P1DT", "P1M", "P1Y", "PT1D", "P1H", "PT5M1H", "5M", "PT5", "PTM", "PTT5M", "é"] {
            assert_eq!(parse_iso(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_reads_back(micros in 0_u64..9_000_000_000_000_000) {
            let mut text = String::new();
            write_units(micros as f64, &mut text).expect("a string takes everything");
            proptest::prop_assert_eq!(parse_units(&text), Some(micros as f64), "{}", text);
        }
    }
}
