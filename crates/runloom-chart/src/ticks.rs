//! Which values of a numeric axis get a label, and what the labels say.

use crate::calendar::{self, Unit};
use crate::number_text::{aligned, decimals_for, short};
use crate::quantiles::Quantiles;
use crate::scale::NumericScale;
use crate::{ScaleKind, log2::Log2};
use runloom_table::sorted;

/// A value with its label.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tick {
    /// From 0, the lower end of the scale, to 1.
    pub(crate) place: f64,
    pub(crate) text: String,
}

/// The values to label, in the order of their importance: the ends, then the rest. Labels may collide; see [`thin`].
pub(crate) struct Wanted<'a> {
    pub(crate) kind: ScaleKind,
    pub(crate) scale: NumericScale,
    /// The distinct values, where there are few.
    pub(crate) distinct: Option<&'a [f64]>,
    pub(crate) integer: bool,
    /// The most labels that have room.
    pub(crate) most: usize,
}

/// Those of the smallest and the largest number; an end of an axis may be 0, where what is between two tiny numbers has been rounded.
const LEAST_EXPONENT: f64 = -324.0;
const MOST_EXPONENT: f64 = 309.0;

impl Wanted<'_> {
    pub(crate) fn ticks(&self, log2: &Log2) -> Vec<Tick> {
        let (values, texts) = match (self.kind, self.distinct) {
            (ScaleKind::Time, _) => self.times(),
            (_, Some(distinct)) => self.distinct(distinct),
            (ScaleKind::Quantile, None) => self.quartiles(),
            (ScaleKind::Log, None) => self.decades(),
            _ => self.round_steps(),
        };
        values.into_iter().zip(texts).map(|(value, text)| Tick { place: self.scale.place(value, log2), text }).collect()
    }

    fn distinct(&self, distinct: &[f64]) -> (Vec<f64>, Vec<String>) {
        let values = ends_first(distinct);
        let texts: Vec<String> = values.iter().map(|value| short(*value)).collect();
        let all_told_apart = texts.iter().enumerate().all(|(index, text)| !texts[..index].contains(text));
        if all_told_apart && texts.iter().all(|text| text.chars().count() <= 7) {
            return (values, texts);
        }
        let texts = aligned(&values, decimals_for(self.scale.high - self.scale.low));
        (values, texts)
    }

    fn quartiles(&self) -> (Vec<f64>, Vec<String>) {
        let quartiles = self.scale.ranks.as_deref().map_or(&[][..], Quantiles::quartiles);
        let values = ends_first(quartiles);
        let texts = values.iter().map(|value| short(*value)).collect();
        (values, texts)
    }

    fn round_steps(&self) -> (Vec<f64>, Vec<String>) {
        let NumericScale { low, high, .. } = self.scale;
        let least = (high * 0.5 - low * 0.5) / self.most.max(1) as f64 * 2.0;
        let step = if self.integer { round_step(least.max(1.0), true) } else { round_step(least, false) };
        let mut values = vec![low];
        if high > low {
            values.push(high);
        }
        let first = libm::ceil(low / step);
        let count = (libm::floor(high / step) - first).clamp(0.0, 100.0) as usize;
        if step.is_finite() && step > 0.0 {
            values.extend((0..=count).map(|n| (first + n as f64) * step).filter(|value| *value > low && *value < high));
        }
        let decimals = if self.integer { 0 } else { decimals_for(high - low).max(decimals_of_step(step)) };
        let texts = aligned(&values, decimals);
        (values, texts)
    }

    fn decades(&self) -> (Vec<f64>, Vec<String>) {
        let NumericScale { low, high, .. } = self.scale;
        let exponent = |end: f64| libm::log10(end).clamp(LEAST_EXPONENT, MOST_EXPONENT);
        let (first, last) = (libm::floor(exponent(low)) as i32, libm::ceil(exponent(high)) as i32);
        let decades = (last - first).max(1);
        let needed = (decades as usize).div_ceil(self.most.max(1));
        let every = [1, 2, 3, 5, 10, 20, 50, 100].into_iter().find(|every| *every as usize >= needed).unwrap_or(200);
        let multiples: &[f64] = if (decades as usize) * 3 <= self.most { &[1.0, 2.0, 5.0] } else { &[1.0] };
        let inner = (first..=last)
            .filter(|exponent| exponent.rem_euclid(every) == 0)
            .flat_map(|exponent| multiples.iter().map(move |multiple| multiple * libm::exp10(f64::from(exponent))))
            .filter(|value| *value > low && *value < high);
        let mut values = vec![low, high];
        values.dedup();
        values.extend(inner);
        let texts = values.iter().map(|value| crate::number_text::significant(*value, 3)).collect();
        (values, texts)
    }

    fn times(&self) -> (Vec<f64>, Vec<String>) {
        let (low, high) = (self.scale.low as i64, self.scale.high as i64);
        let (inner, unit) = calendar::round_moments(low, high, self.most);
        let end_unit = match unit {
            Unit::Year | Unit::Month => Unit::Day,
            other => other,
        };
        let mut values = vec![self.scale.low, self.scale.high];
        let mut texts = vec![calendar::tell(low, end_unit), calendar::tell(high, end_unit)];
        if low == high {
            values.truncate(1);
            texts.truncate(1);
        }
        for moment in inner {
            values.push(moment as f64);
            texts.push(calendar::tell(moment, unit));
        }
        (values, texts)
    }
}

/// Keeps the labels that stand at least `apart` from every label kept before them; equal texts side by side count as one.
/// `place_px` gives the height of a tick.
pub(crate) fn thin(ticks: Vec<Tick>, apart: f64, place_px: impl Fn(&Tick) -> f64) -> Vec<(f64, String)> {
    let mut kept: Vec<(f64, String)> = Vec::new();
    for tick in ticks {
        let y = place_px(&tick);
        if kept.iter().all(|(other, _)| (other - y).abs() >= apart) {
            kept.push((y, tick.text));
        }
    }
    sorted(kept, &mut |a, b| a.0.total_cmp(&b.0))
}

fn ends_first(sorted: &[f64]) -> Vec<f64> {
    let mut values = Vec::with_capacity(sorted.len());
    values.extend(sorted.first());
    values.extend(sorted.get(1..).and_then(<[f64]>::last));
    values.extend(sorted.get(1..sorted.len().saturating_sub(1)).unwrap_or_default());
    values
}

/// The smallest of 1, 2, 2.5 and 5 times a power of ten that is at least `raw` and, where asked, whole.
pub(crate) fn round_step(raw: f64, whole: bool) -> f64 {
    if !(raw > 0.0 && raw.is_finite()) {
        return f64::INFINITY;
    }
    let power = libm::exp10(libm::floor(libm::log10(raw)));
    let factors = if whole && power < 10.0 { [1.0, 2.0, 5.0, 5.0] } else { [1.0, 2.0, 2.5, 5.0] };
    factors.iter().map(|factor| factor * power).find(|step| *step >= raw * (1.0 - 1e-9)).unwrap_or(10.0 * power)
}

pub(crate) fn decimals_of_step(step: f64) -> usize {
    (0..12)
        .find(|decimals| {
            let scaled = step * libm::exp10(*decimals as f64);
            (scaled - libm::round(scaled)).abs() < 1e-6 * scaled.abs()
        })
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(kind: ScaleKind, low: f64, high: f64, distinct: Option<&[f64]>, integer: bool) -> Vec<String> {
        let log2 = Log2::new();
        let scale = NumericScale::new(kind == ScaleKind::Log, low, high);
        let ticks = Wanted { kind, scale, distinct, integer, most: 5 }.ticks(&log2);
        thin(ticks, 14.0, |tick| 200.0 * (1.0 - tick.place)).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn ends_and_round_values_are_labelled() {
        assert_eq!(labels(ScaleKind::Linear, 0.9835, 0.9918, None, false), ["0.9918", "0.9900", "0.9880", "0.9860", "0.9835"]);
        assert_eq!(labels(ScaleKind::Linear, 293.0, 399.0, None, true), ["399", "375", "350", "325", "293"]);
        assert_eq!(labels(ScaleKind::Log, 3e-5, 0.2, None, false), ["0.2", "0.1", "0.01", "0.001", "1e-4", "3e-5"]);
        assert_eq!(labels(ScaleKind::Log, 0.03, 0.1, Some(&[0.03, 0.05, 0.1]), false), ["0.1", "0.05", "0.03"]);
    }

    proptest::proptest! {
        #[test]
        fn every_axis_has_labels_in_bounds(a: f64, b: f64, log: bool) {
            proptest::prop_assume!(a.is_finite() && b.is_finite());
            let (low, high) = if log { (a.abs().min(b.abs()), a.abs().max(b.abs())) } else { (a.min(b), a.max(b)) };
            proptest::prop_assume!(!log || low > 0.0);
            let kind = if log { ScaleKind::Log } else { ScaleKind::Linear };
            let log2 = Log2::new();
            let ticks = Wanted { kind, scale: NumericScale::new(log, low, high), distinct: None, integer: false, most: 6 }.ticks(&log2);
            proptest::prop_assert!(!ticks.is_empty() && ticks.len() < 120);
            proptest::prop_assert!(ticks.iter().all(|tick| (0.0..=1.0).contains(&tick.place)));
        }
    }
}
