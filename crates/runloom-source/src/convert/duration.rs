/// Seconds of a duration as trackers write it: a number of seconds, pandas' `0 days 00:00:03.550`, `1:02:03`, or MLflow's `1.2min`, `850ms`.
pub(crate) fn parse_duration_s(text: &str) -> Option<f64> {
    let text = text.trim();
    let (sign, text) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    if let Ok(seconds) = text.parse::<f64>() {
        return seconds.is_finite().then_some(sign * seconds);
    }
    if let Some((days, clock)) = text.split_once(" day") {
        let clock = clock.trim_start_matches('s').trim_start_matches([' ', ',']);
        let days: f64 = days.trim().parse().ok()?;
        let (inner_sign, clock) = clock.strip_prefix('-').map_or((1.0, clock), |rest| (-1.0, rest));
        let clock = clock.trim_start_matches('+');
        let in_day = if clock.is_empty() { 0.0 } else { clock_s(clock)? };
        return Some(sign * days * 86_400.0 + inner_sign * in_day);
    }
    if text.contains(':') {
        return clock_s(text).map(|seconds| sign * seconds);
    }
    units_s(text).map(|seconds| sign * seconds)
}

fn clock_s(clock: &str) -> Option<f64> {
    let mut seconds = 0.0;
    let mut parts = 0;
    for part in clock.split(':') {
        let numeric = part.starts_with(|c: char| c.is_ascii_digit());
        let value: f64 = part.parse().ok().filter(|_| numeric)?;
        seconds = seconds * 60.0 + value;
        parts += 1;
    }
    (parts == 2 || parts == 3).then_some(seconds)
}

fn units_s(text: &str) -> Option<f64> {
    const UNITS: [(&str, f64); 10] = [
        ("ms", 0.001),
        ("min", 60.0),
        ("seconds", 1.0),
        ("minutes", 60.0),
        ("hours", 3600.0),
        ("days", 86_400.0),
        ("s", 1.0),
        ("m", 60.0),
        ("h", 3600.0),
        ("d", 86_400.0),
    ];
    let mut total = 0.0;
    for part in text.split_whitespace() {
        let digits = part.find(|c: char| !(c.is_ascii_digit() || c == '.'))?;
        let (number, unit) = part.split_at(digits);
        let (_, factor) = UNITS.iter().find(|(name, _)| *name == unit)?;
        total += number.parse::<f64>().ok()? * factor;
    }
    (!text.is_empty()).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_seconds() {
        for (text, seconds) in [
            ("12125", 12125.0),
            ("0 days 00:00:03.550000", 3.55),
            ("1 day, 00:00:01", 86_401.0),
            ("2 days", 172_800.0),
            ("-1 days +23:59:59", -1.0),
            ("1:02:03", 3723.0),
            ("02:03.5", 123.5),
            ("850ms", 0.85),
            ("1.5min", 90.0),
            ("1h 30m", 5400.0),
            ("-4.5", -4.5),
        ] {
            let read = parse_duration_s(text);
            assert!(read.is_some_and(|read| (read - seconds).abs() < 1e-9), "{text}: {read:?}");
        }
        for text in ["", "soon", "1:2:3:4", "10 parsecs", ":", "inf", "5x"] {
            assert_eq!(parse_duration_s(text), None, "{text}");
        }
    }
}
