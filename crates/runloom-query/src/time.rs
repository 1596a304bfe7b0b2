//! Moments as text.

use runloom_table::Date;

/// Reads an ISO 8601 date or time as microseconds since 1970. Without an offset it is UTC; a date alone is its midnight.
///
/// Accepted: `2026-11-20`, `2026-11`, `2026-11-20T23:45`, `2026-11-20 23:45:22.858`, with `Z` or `±hh[:mm]` behind the time.
pub fn parse_time(text: &str) -> Option<i64> {
    let text = text.trim();
    let (date, clock) = match text.find(['T', 't', ' ']) {
        Some(at) => (text.get(..at)?, Some(text.get(at + 1..)?.trim())),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let year: i64 = digits(parts.next()?, 4)?;
    let month: i64 = digits(parts.next()?, 2)?;
    let day: i64 = parts.next().map_or(Some(1), |part| digits(part, 2))?;
    let date = Date { year, month, day };
    if parts.next().is_some() || !date.exists() {
        return None;
    }
    let micros = clock.map_or(Some(0), clock_micros)?;
    Some(date.days() * 86_400_000_000 + micros)
}

fn clock_micros(clock: &str) -> Option<i64> {
    let (clock, offset_minutes) = match clock.find(['Z', 'z', '+', '-']) {
        Some(at) => (clock.get(..at)?.trim_end(), offset_minutes(clock.get(at..)?)?),
        None => (clock, 0),
    };
    let mut parts = clock.split(':');
    let hours: i64 = digits(parts.next()?, 2)?;
    let minutes: i64 = digits(parts.next()?, 2)?;
    let (seconds, micros) = match parts.next() {
        None => (0, 0),
        Some(part) => match part.split_once(['.', ',']) {
            None => (digits(part, 2)?, 0),
            Some((seconds, fraction)) => (digits(seconds, 2)?, fraction_micros(fraction)?),
        },
    };
    if parts.next().is_some() || hours > 23 || minutes > 59 || seconds > 60 {
        return None;
    }
    Some((hours * 3600 + (minutes - offset_minutes) * 60 + seconds) * 1_000_000 + micros)
}

fn offset_minutes(text: &str) -> Option<i64> {
    let sign = match text.as_bytes().first()? {
        b'Z' | b'z' => return (text.len() == 1).then_some(0),
        b'-' => -1,
        _ => 1,
    };
    let rest = text.get(1..)?;
    let (hours, minutes) = match rest.split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if rest.len() == 4 => rest.split_at_checked(2)?,
        None => (rest, "00"),
    };
    Some(sign * (digits(hours, 2)? * 60 + digits(minutes, 2)?))
}

fn fraction_micros(fraction: &str) -> Option<i64> {
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut six: String = fraction.chars().take(6).collect();
    while six.len() < 6 {
        six.push('0');
    }
    six.parse().ok()
}

fn digits(text: &str, count: usize) -> Option<i64> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_times_are_read() {
        for (text, micros) in [
            ("1970-01-01", 0),
            ("2000-02-29", 951_782_400_000_000),
            ("2026-11-20T23:45:22.858Z", 1_795_218_322_858_000),
            ("2026-11-21 00:45:22.858+01:00", 1_795_218_322_858_000),
            ("1969-12-31T23:59:59.999999", -1),
            ("1970-01", 0),
        ] {
            assert_eq!(parse_time(text), Some(micros), "{text}");
        }
        for text in ["", "2026", "2026-13-01", "2026-02-29", "26-01-01", "2026-01-01T25:00", "yesterday", "2026-01-01T10", "é"] {
            assert_eq!(parse_time(text), None, "{text}");
        }
    }
}
