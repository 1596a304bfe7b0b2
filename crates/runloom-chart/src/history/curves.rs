use std::ops::Range;

use super::lanes::Ends;
use super::places::Places;
use super::pyramid::Pyramid;
use super::reading::Reading;

/// The points of one metric, ready to be drawn: by run, then from left to right, each run cut where it has no place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Curves {
    pub(crate) strands: Vec<Strand>,
    places: Places,
    /// Finite; base-2 logarithms on a log axis.
    ys: Vec<f64>,
    /// Points without a place, by run.
    pub(crate) odd: Vec<Odd>,
    pyramid: Pyramid,
}

/// Points of a run without a gap between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Strand {
    pub(crate) row: u32,
    /// Among all strands.
    number: u32,
    pub(crate) points: Range<usize>,
    /// Where its places begin.
    pub(crate) places: usize,
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

impl Curves {
    /// Adds a run: places from left to right, those that are NaN first, and a value for each.
    pub(crate) fn push(&mut self, row: u32, xs: &[f64], values: &[f64], reading: &Reading<'_>) {
        let mut start = 0;
        for (at, (&x, &value)) in xs.iter().zip(values).enumerate() {
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
                continue;
            };
            self.odd.push(Odd { row, x, kind });
            self.strand(row, xs, values, start..at, reading);
            start = at + 1;
        }
        self.strand(row, xs, values, start..xs.len(), reading);
    }

    fn strand(&mut self, row: u32, xs: &[f64], values: &[f64], points: Range<usize>, reading: &Reading<'_>) {
        let xs = xs.get(points.clone()).unwrap_or_default();
        let values = values.get(points).unwrap_or_default();
        if reading.log {
            self.add(row, xs, values.iter().map(|value| reading.log2.of(*value)));
        } else {
            self.add(row, xs, values.iter().copied());
        }
    }

    fn add(&mut self, row: u32, xs: &[f64], heights: impl Iterator<Item = f64>) {
        if xs.is_empty() {
            return;
        }
        let (start, number) = (self.ys.len(), self.strands.len());
        self.ys.extend(heights);
        self.pyramid.push(number, self.ys.get(start..).unwrap_or_default());
        let points = start..self.ys.len();
        self.strands.push(Strand { row, number: number as u32, points, places: self.places.add(xs) });
    }

    /// Curves from ready strands, each with its places and heights.
    pub(crate) fn of_strands(strands: impl Iterator<Item = (u32, Vec<(f64, f64)>)>) -> Self {
        let mut curves = Self::default();
        for (row, points) in strands {
            let xs: Vec<f64> = points.iter().map(|point| point.0).collect();
            curves.add(row, &xs, points.iter().map(|point| point.1));
        }
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
        self.places.get(strand.places..strand.places + strand.points.len())
    }

    /// The places of a strand, and those that follow where others share them.
    pub(crate) fn shared_xs_of(&self, strand: &Strand) -> &[f64] {
        self.places.longest(strand.places, strand.points.len())
    }

    /// The heights of a strand.
    pub(crate) fn ys_of(&self, strand: &Strand) -> &[f64] {
        self.ys.get(strand.points.clone()).unwrap_or_default()
    }

    /// The smallest and largest heights of a strand by blocks of a level; none where it is too short for it.
    pub(crate) fn blocks_of(&self, strand: &Strand, level: usize) -> &[Ends] {
        self.pyramid.blocks(level, strand.number as usize)
    }

    /// Which of a strand's points stand in a part of the axis, both ends included.
    pub(crate) fn within(&self, strand: &Strand, (low, high): (f64, f64)) -> Range<usize> {
        let xs = self.xs_of(strand);
        let (from, to) = (xs.partition_point(|x| *x < low), xs.partition_point(|x| *x <= high));
        from..to.max(from)
    }

    /// The smallest and the largest height of a strand in a part of the axis; the first larger than the second where it has no points there.
    pub(crate) fn range_of(&self, strand: &Strand, window: (f64, f64)) -> (f64, f64) {
        self.pyramid.range_of(strand.number as usize, self.ys_of(strand), self.within(strand, window))
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
    use super::*;

    #[test]
    fn heights_are_found_between_points() {
        let points = [(0, vec![(0.0, 4.0), (1.0, 2.0), (3.0, 8.0)]), (2, vec![(0.0, 1.0), (1.0, 0.0)])];
        let curves = Curves::of_strands(points.into_iter());
        let strand = &curves.strands[0];
        assert_eq!(curves.height_at(strand, 2.0), Some(5.0));
        assert_eq!((curves.height_at(strand, -0.1), curves.height_at(strand, 3.1)), (None, None));
        assert_eq!(curves.within(strand, (0.5, 3.0)), 1..3);
        assert_eq!(curves.range_of(strand, (0.5, 3.0)), (2.0, 8.0));
        assert_eq!(curves.range_of(strand, (5.0, 6.0)), (f64::INFINITY, f64::NEG_INFINITY));
        assert_eq!(curves.xs_of(&curves.of_row(2)[0]), [0.0, 1.0]);
    }
}
