use runloom_table::Date;

/// Microseconds since 1970 of a date and time in ISO 8601, with `T` or a space between, any number of decimals (kept to the microsecond), `Z`,
/// an offset or ` UTC`; without an offset it is taken as UTC. A date alone is its midnight. `None` for anything else, and beyond ±292,000 years.
pub(crate) fn parse_time_us(text: &str) -> Option<i64> {
    let text = text.trim();
    let (date, rest) = text.split_at_checked(10)?;
    let days = days_of(date)?;
    let rest = rest.strip_prefix(['T', ' ', 't']).map_or(Some(rest).filter(|rest| rest.is_empty()), Some)?;
    let (clock, offset_s) = split_offset(rest)?;
    let in_day_us = if clock.is_empty() { 0 } else { clock_us(clock)? };
    days.checked_mul(86_400_000_000)?.checked_add(in_day_us)?.checked_sub(offset_s * 1_000_000)
}

fn days_of(date: &str) -> Option<i64> {
    let bytes = date.as_bytes();
    let separators = bytes.len() == 10 && bytes[4] == bytes[7] && matches!(bytes[4], b'-' | b'/');
    if !separators {
        return None;
    }
    let (year, month, day) = (digits(date.get(0..4)?)?, digits(date.get(5..7)?)?, digits(date.get(8..10)?)?);
    let date = Date { year, month, day };
    date.exists().then(|| date.days())
}

fn digits(text: &str) -> Option<i64> {
    let all = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if all { text.parse().ok() } else { None }
}

fn split_offset(rest: &str) -> Option<(&str, i64)> {
    if let Some(clock) = rest.strip_suffix(['Z', 'z']).or_else(|| rest.strip_suffix(" UTC")) {
        return Some((clock, 0));
    }
    let Some(at) = rest.rfind(['+', '-']) else { return Some((rest, 0)) };
    let (clock, offset) = rest.split_at(at);
    let sign = if offset.starts_with('-') { -1 } else { 1 };
    let offset = offset.get(1..)?.replace(':', "");
    let (hours, minutes) = match offset.len() {
        2 => (digits(&offset)?, 0),
        4 => (digits(offset.get(0..2)?)?, digits(offset.get(2..4)?)?),
        _ => return None,
    };
    (hours <= 18 && minutes < 60).then(|| (clock.trim_end(), sign * (hours * 3600 + minutes * 60)))
}

fn clock_us(clock: &str) -> Option<i64> {
    let mut parts = clock.splitn(3, ':');
    let (hour, minute) = (digits(parts.next()?)?, digits(parts.next()?)?);
    let (second, fraction) = match parts.next() {
        None => (0, ""),
        Some(text) => {
            let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
            (digits(whole)?, Some(fraction).filter(|f| !f.is_empty() && f.bytes().all(|b| b.is_ascii_digit()))?)
        }
    };
    let micros = fraction.bytes().chain(std::iter::repeat(b'0')).take(6).fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    (hour <= 24 && minute < 60 && second <= 60).then_some(((hour * 60 + minute) * 60 + second) * 1_000_000 + micros)
}

/// ISO 8601 of seconds since 1970 and nanoseconds within the second, for moments that microseconds cannot hold.
pub(crate) fn format_moment(seconds: i64, nanos: u32) -> String {
    let Date { year, month, day } = Date::of_days(seconds.div_euclid(86_400));
    let in_day = seconds.rem_euclid(86_400);
    let sign = if year < 0 {
        "-"
    } else if year > 9999 {
        "+"
    } else {
        ""
    };
    let fraction = if nanos == 0 { String::new() } else { format!(".{nanos:09}") };
    let (hour, minute, second) = (in_day / 3600, in_day / 60 % 60, in_day % 60);
    format!("{sign}{:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z", year.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_every_writers_form() {
        let same = 1_795_218_322_858_000;
        for text in [
            "2026-11-20 23:45:22.858+00:00",
            "2026-11-20T23:45:22.858Z",
            "2026-11-20T23:45:22.858000123",
            "2026-11-20 23:45:22.858 UTC",
            "2026-11-21 01:15:22.858+0130",
            "2026/11/20 23:45:22.858",
        ] {
            assert_eq!(parse_time_us(text), Some(same), "{text}");
        }
        assert_eq!(parse_time_us("1970-01-02"), Some(86_400_000_000));
        assert_eq!(parse_time_us("0000-02-29"), Some(-62_162_121_600_000_000));
        for text in
            ["", "2026-13-01", "2026-02-29", "2026-11-20x", "yesterday at 5", "2026-11-20 25:00", "20261120", "日本語日本"]
        {
            assert_eq!(parse_time_us(text), None, "{text}");
        }
    }

    #[test]
    fn far_moments_have_a_text() {
        assert_eq!(format_moment(0, 5), "1970-01-01T00:00:00.000000005Z");
        assert_eq!(format_moment(9_224_318_015_999, 0), "+294276-12-31T23:59:59Z");
        assert_eq!(format_moment(-62_167_219_201, 0), "-0001-12-31T23:59:59Z");
        assert!(format_moment(i64::MIN, 0).starts_with('-'));
    }
}
