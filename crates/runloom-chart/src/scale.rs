use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::log2::Log2;
use crate::quantiles::Quantiles;

/// How values become places along an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ScaleKind {
    /// Equal differences are equally far apart.
    Linear,
    /// Equal ratios are equally far apart; positive numbers only.
    Log,
    /// Equal numbers of runs are equally far apart.
    Quantile,
    /// Distinct values at equal distances.
    Category,
    /// Moments, linear, with the ticks of a calendar.
    Time,
}

impl ScaleKind {
    /// The word for people: `log`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Log => "log",
            Self::Quantile => "quantile",
            Self::Category => "category",
            Self::Time => "time",
        }
    }
}

/// From numbers between `low` and `high` to 0..=1 and back, linearly, by ratios or by ranks.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NumericScale {
    pub(crate) log: bool,
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// Where places go by rank.
    pub(crate) ranks: Option<Arc<Quantiles>>,
}

impl NumericScale {
    /// By differences or, where `log`, by ratios.
    pub(crate) fn new(log: bool, low: f64, high: f64) -> Self {
        Self { log, low, high, ranks: None }
    }

    /// By ranks among some finite numbers, of which there is at least one.
    pub(crate) fn by_rank(finite: Vec<f64>) -> Self {
        let ranks = Quantiles::of(finite);
        let (low, high) = (ranks.value_at(0.0), ranks.value_at(1.0));
        Self { log: false, low, high, ranks: Some(Arc::new(ranks)) }
    }

    /// The place of a finite number, positive where the scale is logarithmic. Everything is in the middle of a scale of one value.
    pub(crate) fn place(&self, value: f64, log2: &Log2) -> f64 {
        let mapper = self.mapper(log2);
        mapper.place(value)
    }

    /// What [`NumericScale::place`] does, with the parts that do not depend on the value done beforehand.
    pub(crate) fn mapper<'a>(&'a self, log2: &'a Log2) -> Mapper<'a> {
        let log2 = self.log.then_some(log2);
        let ends = |value: f64| log2.map_or(value * 0.5, |log2| log2.of(value));
        let (low, high) = (ends(self.low), ends(self.high));
        let per_span = if high > low { 1.0 / (high - low) } else { 0.0 };
        // The span of subnormal numbers has no finite reciprocal; such a scale is a single place.
        let per_span = if per_span.is_finite() { per_span } else { 0.0 };
        Mapper { log2, low, per_span, base: if per_span == 0.0 { 0.5 } else { 0.0 }, ranks: self.ranks.as_deref() }
    }

    /// The number at a place between 0 and 1.
    pub(crate) fn value_at(&self, place: f64) -> f64 {
        let place = place.clamp(0.0, 1.0);
        if place <= 0.0 || self.low >= self.high {
            return self.low;
        }
        if place >= 1.0 {
            return self.high;
        }
        if let Some(ranks) = &self.ranks {
            return ranks.value_at(place);
        }
        if self.log {
            let (low, high) = (libm::log2(self.low), libm::log2(self.high));
            return libm::exp2(low + (high - low) * place).clamp(self.low, self.high);
        }
        (self.low * (1.0 - place) + self.high * place).clamp(self.low, self.high)
    }
}

pub(crate) struct Mapper<'a> {
    log2: Option<&'a Log2>,
    low: f64,
    per_span: f64,
    base: f64,
    ranks: Option<&'a Quantiles>,
}

impl Mapper<'_> {
    pub(crate) fn place(&self, value: f64) -> f64 {
        if let Some(ranks) = self.ranks {
            return ranks.place(value);
        }
        let line = Line { low: self.low, per_span: self.per_span, base: self.base };
        self.log2.map_or_else(|| line.place(value), |log2| line.of_half(log2.of(value)))
    }

    /// What [`Mapper::place`] does, where places go by differences.
    pub(crate) fn linear(&self) -> Option<Line> {
        let linear = self.log2.is_none() && self.ranks.is_none();
        linear.then_some(Line { low: self.low, per_span: self.per_span, base: self.base })
    }
}

/// How many numbers are placed at a time.
pub(crate) const AT_ONCE: usize = 64;

/// Whether no number is NaN or infinite; several are looked at at a time.
#[inline]
pub(crate) fn all_finite(numbers: &[f64]) -> bool {
    let (fours, rest) = numbers.as_chunks::<4>();
    let mut odd = [0.0; 4];
    for four in fours {
        // 0 for finite numbers, NaN for all others.
        odd.iter_mut().zip(four).for_each(|(odd, number)| *odd += number * 0.0);
    }
    odd.iter().chain(rest).all(|number| number.is_finite())
}

/// Places by differences. Arithmetic is on halves, so that no span is infinite.
#[derive(Clone, Copy)]
pub(crate) struct Line {
    low: f64,
    per_span: f64,
    base: f64,
}

impl Line {
    #[inline]
    pub(crate) fn place(self, value: f64) -> f64 {
        self.of_half(value * 0.5)
    }

    /// Whether there is a place for each number, as for all but scales of one value.
    pub(crate) fn is_wide(self) -> bool {
        self.per_span > 0.0
    }

    /// The whole parts of `zero + span * place` of finite numbers, as far as there is room, between 0 and 2^20 and known to 2^-32. Unlike
    /// casts, several are found at a time.
    #[inline]
    pub(crate) fn wholes(self, numbers: &[f64], zero: f64, span: f64, wholes: &mut [i32; AT_ONCE]) {
        for (whole, number) in wholes.iter_mut().zip(numbers) {
            *whole = ((zero + span * self.place(*number) + 1_048_576.0).to_bits() >> 32) as i32 & 0xf_ffff;
        }
    }

    #[inline]
    fn of_half(self, half: f64) -> f64 {
        let place = self.base + (half - self.low) * self.per_span;
        let place = if place < 0.0 { 0.0 } else { place };
        if place > 1.0 { 1.0 } else { place }
    }
}

/// Whether a log scale tells more: all values positive and the 95th percentile more than 100 times the 5th.
///
/// `finite` are finite numbers in any order; they are sorted.
pub(crate) fn suits_log(finite: &mut [f64]) -> bool {
    runloom_table::sort_reals(finite);
    let at = |percent: usize| finite.get((finite.len().saturating_sub(1) * percent + 50) / 100).copied();
    match (finite.first(), at(5), at(95)) {
        (Some(first), Some(low), Some(high)) => *first > 0.0 && high / low > 100.0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_values_are_inverse() {
        let log2 = Log2::new();
        for scale in [
            NumericScale::new(false, -3.0, 5.0),
            NumericScale::new(true, 1e-300, 1e300),
            NumericScale::new(false, -1.7e308, 1.7e308),
        ] {
            for place in [0.0, 0.25, 0.5, 1.0] {
                let back = scale.place(scale.value_at(place), &log2);
                assert!((back - place).abs() < 1e-6, "{scale:?} {place} {back}");
            }
        }
        let single = NumericScale::new(false, 2.0, 2.0);
        assert!((single.place(2.0, &log2) - 0.5).abs() < 1e-12);
        assert!((single.value_at(0.7) - 2.0).abs() < 1e-12);
    }

    proptest::proptest! {
        #[test]
        fn whole_parts_are_those_of_casts(numbers in proptest::collection::vec(0.0..1.0, 0..100)) {
            let line = Line { low: 0.0, per_span: 2.0, base: 0.0 };
            for numbers in numbers.chunks(AT_ONCE) {
                let mut wholes = [0; AT_ONCE];
                line.wholes(numbers, 70_000.0, -65_000.0, &mut wholes);
                for (whole, number) in wholes.iter().zip(numbers) {
                    proptest::prop_assert_eq!(*whole, (70_000.0 - 65_000.0 * number) as i32);
                }
            }
        }

        #[test]
        fn one_odd_number_is_found(mut numbers in proptest::collection::vec(-1e308..1e308, 1..70), at: usize) {
            proptest::prop_assert!(all_finite(&numbers));
            let count = numbers.len();
            for odd in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
                let before = std::mem::replace(&mut numbers[at % count], odd);
                proptest::prop_assert!(!all_finite(&numbers));
                numbers[at % count] = before;
            }
        }
    }

    #[test]
    fn wide_positive_values_suit_log() {
        assert!(suits_log(&mut [1e-5, 1e-3, 1e-1, 1e-4]));
        assert!(!suits_log(&mut [0.0, 1e-3, 1e-1, 1e-4]));
        assert!(!suits_log(&mut [1.0, 2.0, 30.0]));
        assert!(!suits_log(&mut []));
    }
}
