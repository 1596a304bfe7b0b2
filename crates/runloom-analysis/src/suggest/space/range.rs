use runloom_table::sort_reals;

use super::super::chance::spanned_part;

/// The part of the tried values of a param that may hold the best ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    /// The smallest value; half way to the largest one that is left out, if any is.
    pub(super) low: f64,
    /// The largest value, likewise.
    pub(super) high: f64,
    /// Whether values below are left out.
    pub(super) cuts_low: bool,
    /// Whether values above are left out.
    pub(super) cuts_high: bool,
}

/// The span of the best among all tried values, on a logarithmic scale if `log`; `None` without any value. Neither has NaN.
///
/// It holds every one of the best runs, and as many runs beside them on either side as it takes: if the best runs lay evenly over the runs of
/// a part of the range, then in 19 of 20 cases that part would be no wider than the span. Width is counted in runs that were tried, not in
/// units, so that nothing is left out where little was tried. Of equal values more than half of which are called for, all are taken in.
pub(super) fn span(all: &[f64], best: &[f64], log: bool) -> Option<Span> {
    let mut values = all.to_vec();
    sort_reals(&mut values);
    let (&first, &last) = (values.first()?, values.last()?);
    let whole = Span { low: first, high: last, cuts_low: false, cuts_high: false };
    if best.is_empty() {
        return Some(whole);
    }
    let least = best.iter().copied().fold(f64::INFINITY, f64::min);
    let most = best.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let below = values.partition_point(|value| *value < least);
    let above = values.len() - values.partition_point(|value| *value <= most);
    let covered = values.len() - below - above;
    let needed = libm::ceil(covered as f64 / spanned_part(best.len())).min(values.len() as f64) as usize;
    let more = needed - covered;
    let over = more.saturating_sub(above).max(more / 2).min(below);
    let under = (more - over).min(above);
    let start = level_start(&values, below - over, below);
    let end = level_end(&values, values.len() - above + under, values.len() - above);
    let middle = |a: f64, b: f64| if log { libm::exp(0.5 * (libm::log(a) + libm::log(b))) } else { a * 0.5 + b * 0.5 };
    let mut span = whole;
    if let Some(&out) = start.checked_sub(1).and_then(|at| values.get(at)) {
        span = Span { low: middle(out, values[start]).clamp(out, values[start]), cuts_low: true, ..span };
    }
    if let (Some(&out), Some(&inside)) = (values.get(end), end.checked_sub(1).and_then(|at| values.get(at))) {
        span = Span { high: middle(inside, out).clamp(inside, out), cuts_high: true, ..span };
    }
    Some(span)
}

/// The place from which values are taken, at or above which it is called for: at the edge of a level of equal values. At most `most`.
fn level_start(values: &[f64], start: usize, most: usize) -> usize {
    let Some(&value) = values.get(start) else { return start };
    let (from, to) = (values.partition_point(|v| *v < value), values.partition_point(|v| *v <= value));
    if (to - start) * 2 >= to - from { from } else { to.min(most) }
}

/// The place up to which values are taken, likewise; at least `least`.
fn level_end(values: &[f64], end: usize, least: usize) -> usize {
    let Some(&value) = end.checked_sub(1).and_then(|at| values.get(at)) else { return end };
    let (from, to) = (values.partition_point(|v| *v < value), values.partition_point(|v| *v <= value));
    if (end - from) * 2 >= to - from { to } else { from.max(least) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: usize) -> Vec<f64> {
        (0..count).map(|at| at as f64).collect()
    }

    #[test]
    fn few_runs_are_hardly_narrowed() {
        let all = numbers(20);
        let whole = Span { low: 0.0, high: 19.0, cuts_low: false, cuts_high: false };
        assert_eq!(span(&all, &[10.0], false), Some(whole));
        assert_eq!(span(&all, &[], false), Some(whole));
        assert_eq!(span(&all, &[8.0, 12.0], false), Some(whole));
        assert_eq!(span(&[], &[], false), None);
        // Of 11 runs between them, 11 / 0.606 = 19 are needed.
        let ten: Vec<f64> = (5..15).map(f64::from).collect();
        assert_eq!(span(&all, &ten, false).map(|span| (span.low, span.high)), Some((1.5, 18.5)));
    }

    #[test]
    fn what_one_side_lacks_the_other_gives() {
        let best: Vec<f64> = (90..100).map(f64::from).collect();
        let found = span(&numbers(100), &best, false).unwrap();
        assert!(!found.cuts_high && found.cuts_low);
        // 10 / 0.606 = 17 runs.
        assert_eq!((found.low, found.high), (82.5, 99.0));
    }

    #[test]
    fn levels_are_taken_whole_or_not() {
        let grid: Vec<f64> = (0..60).map(|at| [1e-3, 1e-2, 1e-1][at % 3]).collect();
        let found = span(&grid, &[1e-2; 10], true).unwrap();
        assert!((found.low / 10_f64.powf(-2.5) - 1.0).abs() < 1e-9 && (found.high / 10_f64.powf(-1.5) - 1.0).abs() < 1e-9);
        let found = span(&grid, &[1e-1; 10], true).unwrap();
        assert!((found.low / 10_f64.powf(-2.5) - 1.0).abs() < 1e-9 && !found.cuts_high, "{found:?}");
        assert!(!span(&grid, &[1e-1; 3], true).unwrap().cuts_low);
    }

    proptest::proptest! {
        #[test]
        fn it_holds_the_best_and_enough_beside_them(
            all in proptest::collection::vec(-50_i32..50, 1..80),
            count in 0_usize..30,
        ) {
            let all: Vec<f64> = all.into_iter().map(f64::from).collect();
            let best = &all[..count.min(all.len())];
            let found = span(&all, best, false).unwrap();
            let holds = |value: &f64| (found.low..=found.high).contains(value);
            proptest::prop_assert!(best.iter().all(holds));
            let (least, most) = best.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(*v), b.max(*v)));
            let covered = all.iter().filter(|value| (least..=most).contains(*value)).count();
            let widest_level = all.iter().map(|v| all.iter().filter(|w| w.to_bits() == v.to_bits()).count()).max().unwrap();
            let needed = (covered as f64 / spanned_part(best.len())).min(all.len() as f64) as usize;
            let taken = all.iter().filter(|value| holds(value)).count();
            proptest::prop_assert!(best.is_empty() || taken + widest_level >= needed, "{taken} of {needed}: {found:?}");
        }
    }
}
