use std::ops::Range;

use runloom_table::{History, Point, Series, sorted};

use super::{HistoryX, Smoothing, smooth};
use crate::log2::Log2;

/// Points in one block of [`Curves::range_of`].
const BLOCK: usize = 64;

/// The points of one metric, ready to be drawn: by run, then from left to right, each run cut where it has no place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Curves {
    pub(crate) strands: Vec<Strand>,
    /// From left to right within a strand; finite.
    pub(crate) xs: Vec<f64>,
    /// Finite; base-2 logarithms on a log axis.
    pub(crate) ys: Vec<f64>,
    /// Points without a place, by run.
    pub(crate) odd: Vec<Odd>,
    /// The smallest and largest of every [`BLOCK`] of `ys`.
    blocks: Vec<(f64, f64)>,
}

/// Points of a run without a gap between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Strand {
    pub(crate) row: u32,
    pub(crate) points: Range<usize>,
}

/// A point that an axis cannot hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Odd {
    pub(crate) row: u32,
    pub(crate) x: f64,
    pub(crate) kind: OddKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OddKind {
    Nan,
    /// Positive infinity.
    Above,
    /// Negative infinity.
    Below,
    /// 0 or less on a log axis.
    NotPositive,
    /// No place from left to right; `x` is NaN.
    NoX,
}

/// How the points of a metric become [`Curves`].
pub(crate) struct Reading<'a> {
    pub(crate) history: &'a History,
    pub(crate) metric: &'a str,
    pub(crate) x: &'a HistoryX,
    pub(crate) log: bool,
    pub(crate) log2: &'a Log2,
}

impl Reading<'_> {
    /// The curves as they are drawn and, where they are smoothed, as they were logged.
    pub(crate) fn curves(&self, smoothing: Smoothing) -> (Curves, Option<Curves>) {
        let (mut drawn, mut raw) = (Curves::default(), (smoothing != Smoothing::None).then(Curves::default));
        let Ok(key) = self.history.keys().binary_search_by(|key| key.as_str().cmp(self.metric)) else { return (drawn, raw) };
        let starts = if *self.x == HistoryX::Relative { self.starts() } else { Vec::new() };
        for series in self.history.series().iter().filter(|series| series.key as usize == key) {
            let (xs, values) = self.places(series, &starts);
            match &mut raw {
                Some(raw) => {
                    drawn.push(series.run, &xs, &smooth(&values, smoothing), self);
                    raw.push(series.run, &xs, &values, self);
                }
                None => drawn.push(series.run, &xs, &values, self),
            }
        }
        drawn.find_blocks();
        if let Some(raw) = &mut raw {
            raw.find_blocks();
        }
        (drawn, raw)
    }

    fn points(&self, series: &Series) -> &[Point] {
        self.history.points().get(series.points.clone()).unwrap_or_default()
    }

    /// The places and values of a run's points, from left to right; those without a place first, at NaN.
    fn places(&self, series: &Series, starts: &[i64]) -> (Vec<f64>, Vec<f64>) {
        let points = self.points(series);
        let mut xs: Vec<f64> = match self.x {
            HistoryX::Step => points.iter().map(|point| point.step as f64).collect(),
            HistoryX::Time => points.iter().map(|point| point.time_us.map_or(f64::NAN, |time| time as f64 / 1e3)).collect(),
            HistoryX::Relative => {
                let start = starts.get(series.run as usize).copied().unwrap_or_default();
                points
                    .iter()
                    .map(|point| point.time_us.map_or(f64::NAN, |time| time.saturating_sub(start) as f64 / 1e6))
                    .collect()
            }
            HistoryX::Metric(other) => joined(points, self.history.of(series.run, other)),
        };
        let mut values: Vec<f64> = points.iter().map(|point| point.value).collect();
        for x in &mut xs {
            if !x.is_finite() {
                *x = f64::NAN;
            }
        }
        let in_order = xs.windows(2).all(|pair| matches!(pair, [a, b] if a <= b)) && xs.first().is_none_or(|x| !x.is_nan());
        if !in_order {
            let key = |x: f64| if x.is_nan() { f64::NEG_INFINITY } else { x };
            let pairs: Vec<(f64, f64)> = xs.into_iter().zip(values).collect();
            let pairs = sorted(pairs, &mut |a, b| key(a.0).total_cmp(&key(b.0)));
            (xs, values) = pairs.into_iter().unzip();
        }
        (xs, values)
    }

    /// The first moment of each run, whatever was logged then.
    fn starts(&self) -> Vec<i64> {
        let runs = self.history.series().last().map_or(0, |series| series.run as usize + 1);
        let mut starts = vec![i64::MAX; runs];
        for series in self.history.series() {
            if let Some(start) = starts.get_mut(series.run as usize) {
                *start = self.points(series).iter().filter_map(|point| point.time_us).fold(*start, i64::min);
            }
        }
        starts
    }
}

/// The value of the other metric at the step of each point, NaN where it has none. Both are sorted by step; of several values at one step the
/// latest counts.
fn joined(points: &[Point], other: &[Point]) -> Vec<f64> {
    let mut next = 0;
    let mut value_at = |point: &Point| {
        while other.get(next + 1).is_some_and(|other| other.step <= point.step) {
            next += 1;
        }
        other.get(next).filter(|other| other.step == point.step).map_or(f64::NAN, |other| other.value)
    };
    points.iter().map(&mut value_at).collect()
}

impl Curves {
    fn push(&mut self, row: u32, xs: &[f64], values: &[f64], reading: &Reading<'_>) {
        let mut start = self.xs.len();
        for (&x, &value) in xs.iter().zip(values) {
            let kind = if x.is_nan() {
                OddKind::NoX
            } else if value.is_nan() {
                OddKind::Nan
            } else if value == f64::INFINITY {
                OddKind::Above
            } else if value == f64::NEG_INFINITY {
                OddKind::Below
            } else if reading.log && value <= 0.0 {
                OddKind::NotPositive
            } else {
                self.xs.push(x);
                self.ys.push(if reading.log { reading.log2.of(value) } else { value });
                continue;
            };
            self.odd.push(Odd { row, x, kind });
            if kind != OddKind::NoX {
                self.end_strand(row, &mut start);
            }
        }
        self.end_strand(row, &mut start);
    }

    fn end_strand(&mut self, row: u32, start: &mut usize) {
        if *start < self.xs.len() {
            self.strands.push(Strand { row, points: *start..self.xs.len() });
            *start = self.xs.len();
        }
    }

    fn find_blocks(&mut self) {
        let ends = |block: &[f64]| block.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), y| (a.min(*y), b.max(*y)));
        self.blocks = self.ys.chunks(BLOCK).map(ends).collect();
    }

    /// Curves from ready strands, each with its places and heights.
    pub(crate) fn of_strands(strands: impl Iterator<Item = (u32, Vec<(f64, f64)>)>) -> Self {
        let mut curves = Self::default();
        for (row, points) in strands {
            let mut start = curves.xs.len();
            for (x, y) in points {
                curves.xs.push(x);
                curves.ys.push(y);
            }
            curves.end_strand(row, &mut start);
        }
        curves.find_blocks();
        curves
    }

    /// The strands of a run, from left to right.
    pub(crate) fn of_row(&self, row: u32) -> &[Strand] {
        let start = self.strands.partition_point(|strand| strand.row < row);
        let end = self.strands.partition_point(|strand| strand.row <= row);
        self.strands.get(start..end).unwrap_or_default()
    }

    /// The places of a strand.
    pub(crate) fn xs_of(&self, strand: &Strand) -> &[f64] {
        self.xs.get(strand.points.clone()).unwrap_or_default()
    }

    /// The heights of a strand.
    pub(crate) fn ys_of(&self, strand: &Strand) -> &[f64] {
        self.ys.get(strand.points.clone()).unwrap_or_default()
    }

    /// The points of a strand within a part of the axis, both ends included.
    pub(crate) fn within(&self, strand: &Strand, (low, high): (f64, f64)) -> Range<usize> {
        let xs = self.xs_of(strand);
        let (from, to) = (xs.partition_point(|x| *x < low), xs.partition_point(|x| *x <= high));
        strand.points.start + from..strand.points.start + to.max(from)
    }

    /// The smallest and the largest height of some points; the first larger than the second where there are none.
    pub(crate) fn range_of(&self, points: Range<usize>) -> (f64, f64) {
        let mut range = (f64::INFINITY, f64::NEG_INFINITY);
        let mut at = points.start;
        while at < points.end {
            let (next, low, high) = if at.is_multiple_of(BLOCK) && at + BLOCK <= points.end {
                let (low, high) = self.blocks.get(at / BLOCK).copied().unwrap_or(range);
                (at + BLOCK, low, high)
            } else {
                let y = self.ys.get(at).copied().unwrap_or(f64::NAN);
                (at + 1, y, y)
            };
            range = (range.0.min(low), range.1.max(high));
            at = next;
        }
        range
    }

    /// The height of a strand at a place between two of its points, on the straight line between them.
    pub(crate) fn height_at(&self, strand: &Strand, x: f64) -> Option<f64> {
        let (xs, ys) = (self.xs_of(strand), self.ys_of(strand));
        interpolated(xs, ys, x)
    }
}

/// The height at a place within some points, on the straight line between its neighbours.
pub(crate) fn interpolated(xs: &[f64], ys: &[f64], x: f64) -> Option<f64> {
    let right = xs.partition_point(|other| *other < x);
    let (&x1, &y1) = (xs.get(right)?, ys.get(right)?);
    let Some(left) = right.checked_sub(1) else { return (x1 <= x).then_some(y1) };
    let (&x0, &y0) = (xs.get(left)?, ys.get(left)?);
    let part = (x - x0) / (x1 - x0);
    Some(if part.is_finite() { y0 * (1.0 - part) + y1 * part } else { y1 })
}

#[cfg(test)]
mod tests {
    use runloom_table::HistoryBuilder;

    use super::*;

    fn history(points: &[(u32, &str, i64, Option<i64>, f64)]) -> History {
        let mut builder = HistoryBuilder::default();
        let keys = ["loss", "epoch"].map(|key| (key, builder.key(key)));
        for (run, key, step, time_us, value) in points {
            let code = keys.iter().find(|(name, _)| name == key).map_or(0, |(_, code)| *code);
            builder.push(*run, code, Point { step: *step, time_us: *time_us, value: *value });
        }
        builder.finish()
    }

    fn read(history: &History, x: &HistoryX, log: bool) -> Curves {
        Reading { history, metric: "loss", x, log, log2: &Log2::new() }.curves(Smoothing::None).0
    }

    #[test]
    fn runs_are_cut_where_they_have_no_place() {
        let nan = f64::NAN;
        let values = [4.0, nan, 2.0, 1.0, f64::INFINITY, 0.0, 0.5];
        let points: Vec<_> = (0..7).map(|step| (3, "loss", step, None, values[step as usize])).collect();
        let curves = read(&history(&points), &HistoryX::Step, true);
        assert_eq!(curves.strands.iter().map(|strand| strand.points.len()).collect::<Vec<_>>(), [1, 2, 1]);
        assert_eq!(curves.ys, [2.0, 1.0, 0.0, -1.0]);
        let kinds: Vec<OddKind> = curves.odd.iter().map(|odd| odd.kind).collect();
        assert_eq!(kinds, [OddKind::Nan, OddKind::Above, OddKind::NotPositive]);
        assert_eq!(curves.of_row(3).len(), 3);
        assert_eq!(curves.of_row(2).len(), 0);
    }

    #[test]
    fn another_metric_is_joined_by_step() {
        let points = [
            (0, "loss", 0, None, 9.0),
            (0, "loss", 5, None, 8.0),
            (0, "loss", 10, None, 7.0),
            (0, "epoch", 0, None, 2.0),
            (0, "epoch", 10, Some(1), 1.0),
            (0, "epoch", 10, Some(0), 50.0),
        ];
        let curves = read(&history(&points), &HistoryX::Metric("epoch".to_owned()), false);
        assert_eq!((curves.xs.as_slice(), curves.ys.as_slice()), ([1.0, 2.0].as_slice(), [7.0, 9.0].as_slice()));
        assert_eq!(curves.odd.len(), 1);
    }

    #[test]
    fn relative_time_begins_with_the_run() {
        let points = [(0, "epoch", 0, Some(1_000_000), 0.0), (0, "loss", 0, Some(3_500_000), 1.0), (0, "loss", 1, None, 2.0)];
        let curves = read(&history(&points), &HistoryX::Relative, false);
        assert_eq!(curves.xs, [2.5]);
        assert_eq!(curves.odd[0].kind, OddKind::NoX);
    }

    #[test]
    fn ranges_by_blocks_are_those_by_points() {
        let points: Vec<_> = (0..1000).map(|step| (0, "loss", step, None, ((step * 7919) % 613) as f64)).collect();
        let curves = read(&history(&points), &HistoryX::Step, false);
        for range in [0..1000, 3..700, 64..128, 63..65, 5..5] {
            let slow =
                curves.ys[range.clone()].iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), y| (a.min(*y), b.max(*y)));
            assert_eq!(curves.range_of(range), slow);
        }
        assert_eq!(curves.height_at(&curves.strands[0], 1.5), Some(f64::midpoint(curves.ys[1], curves.ys[2])));
        assert_eq!(curves.height_at(&curves.strands[0], -0.1), None);
    }
}
