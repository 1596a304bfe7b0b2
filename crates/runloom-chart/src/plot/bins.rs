use runloom_table::RowMask;

use crate::ScaleKind;
use crate::axis::{Axis, AxisData};
use crate::calendar::{self, Unit};
use crate::number_text::significant;
use crate::scale::NumericScale;
use crate::ticks::round_step;

/// How many values the usual spread is estimated from.
const SAMPLE: usize = 4096;

/// Round edges between which numbers are counted. A range holds its lower edge; the last one holds both.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bins {
    /// Ascending, at least two.
    pub(super) edges: Vec<f64>,
    whole: bool,
    unit: Option<Unit>,
}

impl Bins {
    /// Ranges for the numbers of an axis with more than one value: as many as Freedman and Diaconis (1981, "On the histogram as a density
    /// estimator") advise, at least as many as Sturges (1926), at most about `most`. Log axes get equal ratios, times units of a calendar.
    pub(super) fn of(axis: &Axis, scale: &NumericScale, data: AxisData<'_>, drawn: &RowMask, most: usize) -> Self {
        let (low, high) = (scale.low, scale.high);
        let wanted = wanted(scale, data, drawn).clamp(1.0, most as f64);
        if axis.kind == ScaleKind::Time {
            let (edges, unit) = calendar::edges(low as i64, high as i64, (wanted as usize).saturating_sub(2).max(1));
            return Self { edges: edges.into_iter().map(|ms| ms as f64).collect(), whole: false, unit: Some(unit) };
        }
        let whole = axis.is_integer() && !scale.log;
        let edges = if scale.log { ratios(low, high, wanted) } else { differences(low, high, wanted, most, whole) };
        Self { edges, whole, unit: None }
    }

    /// What a range is called.
    pub(super) fn name(&self, low: f64, high: f64) -> String {
        let between = |low: &str, high: &str| if low == high { low.to_owned() } else { [low, " – ", high].concat() };
        match self.unit {
            Some(unit @ (Unit::Day | Unit::Month | Unit::Year)) => {
                between(&calendar::tell(low as i64, unit), &calendar::tell(high as i64 - 1, unit))
            }
            Some(unit) => {
                let day = calendar::tell(low as i64, Unit::Day);
                [&day, " ", &between(&calendar::tell(low as i64, unit), &calendar::tell(high as i64, unit))].concat()
            }
            None if self.whole => between(&significant(low + 0.5, 10), &significant(high - 0.5, 10)),
            None => between(&significant(low, 10), &significant(high, 10)),
        }
    }
}

/// How many ranges tell the most of so many values.
fn wanted(scale: &NumericScale, data: AxisData<'_>, drawn: &RowMask) -> f64 {
    let runs = drawn.count();
    let number = |row: usize| {
        let number = data.typed.number_at(row).filter(|number| number.is_finite() && !(scale.log && *number <= 0.0))?;
        Some(if scale.log { libm::log2(number) } else { number * 0.5 })
    };
    let mut sample: Vec<f64> = drawn.rows().step_by(runs.div_ceil(SAMPLE).max(1)).filter_map(number).collect();
    runloom_table::sort_reals(&mut sample);
    let at = |part: usize| sample.get(sample.len() * part / 4).copied().unwrap_or_default();
    let span = if scale.log { libm::log2(scale.high) - libm::log2(scale.low) } else { scale.high * 0.5 - scale.low * 0.5 };
    let width = 2.0 * (at(3) - at(1)) / libm::cbrt(runs as f64);
    let sturges = libm::ceil(libm::log2(runs.max(1) as f64)) + 1.0;
    if width > 0.0 { (span / width).max(sturges) } else { sturges }
}

fn differences(low: f64, high: f64, wanted: f64, most: usize, whole: bool) -> Vec<f64> {
    let mut raw = (high * 0.5 - low * 0.5) / wanted * 1.6;
    for _ in 0..12 {
        let step = round_step(if whole { raw.max(1.0) } else { raw }, whole);
        let (first, end) = (libm::floor(low / step), libm::ceil(high / step));
        let end = if whole { libm::floor(high / step) + 1.0 } else { end.max(first + 1.0) };
        if (end - first) <= most as f64 {
            let per_one = libm::round(1.0 / step);
            let edge = |n: usize| {
                let n = first + n as f64;
                let edge = if step < 1.0 && per_one.is_finite() { n / per_one } else { n * step };
                if whole { edge - 0.5 } else { edge.clamp(f64::MIN, f64::MAX) }
            };
            return ascending((0..=(end - first) as usize).map(edge).collect(), low, high);
        }
        raw *= 1.5;
    }
    vec![low, high]
}

/// How many ranges a decade has, or how many decades a range.
const A_DECADE: [f64; 6] = [20.0, 10.0, 5.0, 4.0, 2.0, 1.0];
const DECADES: [f64; 7] = [2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0];

fn ratios(low: f64, high: f64, wanted: f64) -> Vec<f64> {
    let (low10, high10) = (libm::log10(low), libm::log10(high));
    let fits = |per_decade: &f64| (high10 - low10) * per_decade <= wanted;
    let per_decade = A_DECADE.into_iter().find(fits).or_else(|| DECADES.into_iter().map(|decades| 1.0 / decades).find(fits));
    let per_decade = per_decade.unwrap_or(0.002);
    let digits = if per_decade > 10.0 { 2 } else { 1 };
    let (first, end) = (libm::floor(low10 * per_decade + 1e-9), libm::ceil(high10 * per_decade - 1e-9));
    let edge = |n: usize| {
        let exact = libm::exp10((first + n as f64) / per_decade).clamp(f64::from_bits(1), f64::MAX);
        format!("{exact:.digits$e}").parse().ok().filter(|round: &f64| round.is_finite()).unwrap_or(exact)
    };
    ascending((0..=(end - first).max(1.0) as usize).map(edge).collect(), low, high)
}

/// Edges that ascend and hold everything: where rounding made the outermost ones too narrow, the values themselves are edges.
fn ascending(mut edges: Vec<f64>, low: f64, high: f64) -> Vec<f64> {
    if let Some(first) = edges.first_mut() {
        *first = first.min(low);
    }
    if let Some(last) = edges.last_mut() {
        *last = last.max(high);
    }
    edges.dedup_by(|b, a| *b <= *a);
    if edges.len() < 2 { vec![low, high] } else { edges }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edges_are_round() {
        assert_eq!(
            differences(0.9835, 0.9918, 9.0, 60, false),
            [0.983, 0.984, 0.985, 0.986, 0.987, 0.988, 0.989, 0.99, 0.991, 0.992]
        );
        assert_eq!(differences(3.0, 7.0, 20.0, 60, true), [2.5, 3.5, 4.5, 5.5, 6.5, 7.5]);
        assert_eq!(differences(0.0, 1.0, 4.0, 60, false), [0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
        assert_eq!(ratios(1e-5, 0.1, 4.0), [1e-5, 1e-4, 1e-3, 1e-2, 0.1]);
        assert_eq!(ratios(0.001, 0.05, 8.0), [0.001, 0.0018, 0.0032, 0.0056, 0.01, 0.018, 0.032, 0.056]);
    }

    proptest::proptest! {
        #[test]
        fn edges_ascend_and_hold_all(a in proptest::num::f64::NORMAL | proptest::num::f64::ZERO, b in proptest::num::f64::NORMAL, wanted in 1.0..60.0f64, how in 0..3) {
            let (low, high) = if how == 2 { (a.abs().min(b.abs()), a.abs().max(b.abs())) } else { (a.min(b), a.max(b)) };
            proptest::prop_assume!(low < high && (how < 2 || low > 0.0));
            let (low, high) = if how == 1 { (libm::round(low % 1e9), libm::round(high % 1e9)) } else { (low, high) };
            proptest::prop_assume!(low < high);
            let edges = if how == 2 { ratios(low, high, wanted) } else { differences(low, high, wanted, 60, how == 1) };
            proptest::prop_assert!(edges.windows(2).all(|pair| pair[0] < pair[1]), "{edges:?}");
            proptest::prop_assert!(edges.iter().all(|edge| edge.is_finite()), "{edges:?}");
            proptest::prop_assert!((2..=63).contains(&edges.len()), "{edges:?}");
            proptest::prop_assert!(edges[0] <= low && high <= edges[edges.len() - 1], "{edges:?}");
        }
    }
}
