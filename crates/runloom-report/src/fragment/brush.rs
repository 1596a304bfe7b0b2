use runloom_table::{format_real, parse_real};

use super::encode::{decode, piece};
use crate::AxisInterval;

const NO_CATEGORY: &str = "none";

/// `6..7`, `0.5..`, `..`, `=rbf|linear` or `none`.
pub(super) fn write_interval(interval: &AxisInterval) -> String {
    match interval {
        AxisInterval::Numeric { low, high } => {
            format!("{}..{}", end(*low, f64::NEG_INFINITY), end(*high, f64::INFINITY))
        }
        AxisInterval::Categories(names) if names.is_empty() => NO_CATEGORY.to_owned(),
        AxisInterval::Categories(names) => {
            format!("={}", names.iter().map(|name| piece(name)).collect::<Vec<_>>().join("|"))
        }
    }
}

fn end(value: f64, open: f64) -> String {
    if value.to_bits() == open.to_bits() { String::new() } else { format_real(value) }
}

/// Reads what [`write_interval`] wrote or a person typed.
pub(super) fn read_interval(raw: &str) -> Option<AxisInterval> {
    if let Some(names) = raw.strip_prefix('=') {
        return Some(AxisInterval::Categories(names.split('|').map(|name| decode(name).into_owned()).collect()));
    }
    let text = decode(raw);
    if text.trim() == NO_CATEGORY {
        return Some(AxisInterval::Categories(Vec::new()));
    }
    let (low, high) = text.split_once("..")?;
    Some(AxisInterval::Numeric { low: read_end(low, f64::NEG_INFINITY)?, high: read_end(high, f64::INFINITY)? })
}

fn read_end(text: &str, open: f64) -> Option<f64> {
    if text.trim().is_empty() { Some(open) } else { parse_real(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(low: f64, high: f64, text: &str) {
        let written = write_interval(&AxisInterval::Numeric { low, high });
        assert_eq!(written, text);
        let Some(AxisInterval::Numeric { low: l, high: h }) = read_interval(&written) else { panic!("{written}") };
        assert_eq!((l.to_bits(), h.to_bits()), (low.to_bits(), high.to_bits()));
    }

    #[test]
    fn ends_are_exact() {
        round_trip(6.0, 7.0, "6..7");
        round_trip(-0.0, 1e-300, "-0..1e-300");
        round_trip(f64::NEG_INFINITY, 0.1, "..0.1");
        round_trip(0.1, f64::INFINITY, "0.1..");
        round_trip(f64::INFINITY, f64::NEG_INFINITY, "Infinity..-Infinity");
        round_trip(f64::NAN, f64::NAN, "NaN..NaN");
    }

    #[test]
    fn category_sets_are_exact() {
        for names in [&[][..], &[""], &["a|b", "6..7", "none"], &["", ""], &["=", "ü,:"]] {
            let interval = AxisInterval::Categories(names.iter().map(|&n| n.to_owned()).collect());
            assert_eq!(read_interval(&write_interval(&interval)), Some(interval));
        }
    }

    #[test]
    fn other_words_are_no_interval() {
        for text in ["6", "6-7", "a..b", "1..2..3", "", "missing"] {
            assert_eq!(read_interval(text), None, "{text}");
        }
    }
}
