//! The axes of a pane: where they begin and end, and which values get a label.

use super::HistoryX;
use crate::calendar;
use crate::number_text::{aligned, significant};
use crate::ticks::{decimals_of_step, round_step};

/// A place or a height with its label.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mark {
    pub(crate) at: f64,
    pub(crate) text: String,
}

/// Heights with a little air above and below.
pub(crate) fn padded((low, high): (f64, f64), log: bool) -> (f64, f64) {
    let half = high * 0.5 - low * 0.5;
    let pad = match (half > 0.0, log) {
        (true, _) => half * 0.1,
        (false, true) => 0.5,
        (false, false) if low == 0.0 => 0.5,
        (false, false) => low.abs() * 0.05,
    };
    ((low - pad).max(f64::MIN), (high + pad).min(f64::MAX))
}

/// Labels of an axis of values. Heights are logarithms where `log`.
pub(crate) fn value_marks((low, high): (f64, f64), log: bool, most: usize) -> Vec<Mark> {
    if !log {
        return round_marks(low, high, most, false);
    }
    let (first, last) = (libm::exp2(low.max(-1073.0)), libm::exp2(high.min(1023.9)));
    let (from, to) = (libm::floor(libm::log10(first)) as i32, libm::ceil(libm::log10(last)) as i32);
    let decades = (to - from).max(1) as usize;
    let every = [1, 2, 3, 5, 10, 20, 50, 100].into_iter().find(|every| decades.div_ceil(*every as usize) <= most).unwrap_or(200);
    let multiples: &[f64] = if libm::log10(last / first) * 3.0 <= most as f64 { &[1.0, 2.0, 5.0] } else { &[1.0] };
    let marks: Vec<Mark> = (from..=to)
        .filter(|exponent| exponent.rem_euclid(every) == 0)
        .flat_map(|exponent| multiples.iter().map(move |multiple| multiple * libm::exp10(f64::from(exponent))))
        .filter(|value| (first..=last).contains(value))
        .map(|value| Mark { at: libm::log2(value), text: significant(value, 3) })
        .collect();
    if marks.len() >= 2 {
        return marks;
    }
    let marks = round_marks(first, last, most, false).into_iter().filter(|mark| mark.at > 0.0);
    marks.map(|mark| Mark { at: libm::log2(mark.at), ..mark }).collect()
}

/// Labels of what runs from left to right, and the unit that they are told in.
pub(crate) fn place_marks((low, high): (f64, f64), x: &HistoryX, most: usize) -> (Vec<Mark>, &'static str) {
    match x {
        HistoryX::Step => (round_marks(low, high, most, true), ""),
        HistoryX::Metric(_) => (round_marks(low, high, most, false), ""),
        HistoryX::Time => {
            let (moments, unit) = calendar::round_moments(low as i64, high as i64, most);
            let marks = moments.into_iter().map(|at| Mark { at: at as f64, text: calendar::tell(at, unit) });
            (marks.collect(), "UTC")
        }
        HistoryX::Relative => {
            let (unit, name) = duration_unit(high.max(-low));
            let marks = round_marks(low / unit, high / unit, most, false);
            (marks.into_iter().map(|mark| Mark { at: mark.at * unit, ..mark }).collect(), name)
        }
    }
}

/// Seconds in the unit for durations up to `seconds`, and its name.
pub(crate) fn duration_unit(seconds: f64) -> (f64, &'static str) {
    match seconds {
        0.0..180.0 => (1.0, "s"),
        180.0..7200.0 => (60.0, "min"),
        7200.0..172_800.0 => (3600.0, "h"),
        _ => (86_400.0, "d"),
    }
}

/// A round step, and its multiples from one value to the other.
fn round_marks(low: f64, high: f64, most: usize, whole: bool) -> Vec<Mark> {
    let least = (high * 0.5 - low * 0.5) / most.max(1) as f64 * 2.0;
    let step = round_step(if whole { least.max(1.0) } else { least }, whole);
    if !step.is_finite() {
        return Vec::new();
    }
    let first = libm::ceil(low / step - 1e-9);
    let count = libm::floor(high / step + 1e-9) - first;
    let values: Vec<f64> = (0..=count.clamp(-1.0, 50.0) as i32).map(|n| (first + f64::from(n)) * step).collect();
    let largest = values.iter().fold(0.0, |largest: f64, value| largest.max(value.abs()));
    let texts = if (1e-3..1e7).contains(&largest) {
        aligned(&values, decimals_of_step(step))
    } else {
        let digits = (libm::ceil(libm::log10(largest / step)) + 1.0).clamp(1.0, 15.0) as usize;
        values.iter().map(|value| significant(*value, digits)).collect()
    };
    values.into_iter().zip(texts).map(|(at, text)| Mark { at, text }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(marks: &[Mark]) -> Vec<&str> {
        marks.iter().map(|mark| mark.text.as_str()).collect()
    }

    #[test]
    fn labels_are_round() {
        assert_eq!(texts(&value_marks((-0.03, 1.04), false, 5)), ["0.00", "0.25", "0.50", "0.75", "1.00"]);
        assert_eq!(texts(&value_marks((libm::log2(0.002), libm::log2(700.0)), true, 6)), ["0.01", "0.1", "1", "10", "100"]);
        assert_eq!(texts(&value_marks((libm::log2(0.31), libm::log2(0.38)), true, 4)), ["0.32", "0.34", "0.36", "0.38"]);
        assert_eq!(texts(&place_marks((0.0, 3.0), &HistoryX::Step, 9).0), ["0", "1", "2", "3"]);
        assert_eq!(texts(&place_marks((1e9, 1e9 + 4.0), &HistoryX::Step, 4).0).len(), 5);
        let (marks, unit) = place_marks((0.0, 5400.0), &HistoryX::Relative, 5);
        assert_eq!((texts(&marks), unit), (vec!["0", "20", "40", "60", "80"], "min"));
    }

    proptest::proptest! {
        #[test]
        fn labels_are_few_and_within(a: f64, b: f64, log: bool) {
            proptest::prop_assume!(a.is_finite() && b.is_finite());
            let (low, high) = padded((a.min(b), a.max(b)), log);
            let (low, high) = if log { (low.clamp(-1074.0, 1024.0), high.clamp(-1074.0, 1024.0)) } else { (low, high) };
            let marks = value_marks((low, high), log, 5);
            proptest::prop_assert!(marks.len() < 60 && marks.iter().all(|mark| mark.at.is_finite()));
        }
    }
}
