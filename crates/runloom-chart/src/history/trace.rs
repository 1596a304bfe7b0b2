//! A run's points as what each pixel column holds of them.
#![expect(clippy::cast_possible_wrap, reason = "pixel rows and columns are far below 2^31")]

use std::ops::Range;

use super::curves::{Curves, Strand, interpolated};

/// From this many points a column on, smallest and largest values are looked up instead of searched for.
const CROWDED: usize = 128;

/// From places and heights to the pixels of one pane.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grid {
    /// The places of the first and the last pixel column.
    pub(crate) window: (f64, f64),
    pub(crate) columns: usize,
    /// The heights of the lower and the upper edge.
    pub(crate) range: (f64, f64),
    /// The upper edge in sixteenths of a pixel.
    pub(crate) top: f64,
    /// From edge to edge in sixteenths of a pixel.
    pub(crate) height: f64,
    /// How far beyond the edges heights may go, in sixteenths of a pixel.
    pub(crate) beyond: f64,
}

impl Grid {
    fn columns_a_unit(&self) -> f64 {
        let span = self.window.1 * 0.5 - self.window.0 * 0.5;
        let per = (self.columns.saturating_sub(1)) as f64 / span;
        if per.is_finite() { per } else { 0.0 }
    }

    /// The place of a value from left to right, in columns.
    pub(crate) fn column(&self, x: f64) -> f64 {
        let per = self.columns_a_unit();
        let base = if per == 0.0 { self.columns.saturating_sub(1) as f64 / 2.0 } else { 0.0 };
        base + (x * 0.5 - self.window.0 * 0.5) * per
    }

    /// The value at a column.
    pub(crate) fn x_at(&self, column: f64) -> f64 {
        let part = column / self.columns.saturating_sub(1).max(1) as f64;
        self.window.0 * (1.0 - part) + self.window.1 * part
    }

    pub(crate) fn y(&self, height: f64) -> i32 {
        let (low, high) = self.range;
        let part = (height * 0.5 - low * 0.5) / (high * 0.5 - low * 0.5);
        let y = self.top + self.height * (1.0 - part);
        y.clamp(self.top - self.beyond, self.top + self.height + self.beyond) as i32
    }
}

/// What becomes of the pixel columns of a run.
pub(crate) trait Ink {
    /// A column that holds heights from `top` to `bottom`.
    fn span(&mut self, column: usize, top: i32, bottom: i32);
    /// A straight line over the columns `from..to`, at `y0` in the first and at `y1` in the one behind the last.
    fn stretch(&mut self, columns: Range<usize>, y0: i32, y1: i32);
    /// A point without neighbours.
    fn dot(&mut self, column: usize, y: i32);
}

/// All that one column holds of a run.
#[derive(Clone, Copy)]
struct Cell {
    column: usize,
    first: i32,
    top: i32,
    bottom: i32,
    last: i32,
    points: usize,
}

impl Cell {
    fn reach(&mut self, y: i32) {
        self.top = self.top.min(y);
        self.bottom = self.bottom.max(y);
    }
}

/// Follows a strand through the columns of a pane. What a column holds are the smallest and the largest of its points, and the way half to
/// those of the next columns.
pub(crate) fn trace(curves: &Curves, strand: &Strand, grid: &Grid, ink: &mut dyn Ink) {
    let (xs, ys) = (curves.xs_of(strand), curves.ys_of(strand));
    let inside = curves.within(strand, grid.window);
    let (from, to) = (inside.start - strand.points.start, inside.end - strand.points.start);
    let mut joint = Joint { previous: None, ink };
    let edge = |x: f64| interpolated(xs, ys, x).map(|height| grid.y(height));
    let outside = |column: usize, y: i32| Cell { column, first: y, top: y, bottom: y, last: y, points: 2 };
    if from > 0
        && let Some(y) = edge(grid.window.0)
    {
        joint.cell(outside(0, y));
    }
    let crowded = (to - from) / grid.columns.max(1) >= CROWDED;
    let last_column = grid.columns.saturating_sub(1);
    let mut at = from;
    while at < to {
        let Some(&x) = xs.get(at) else { break };
        let column = ((grid.column(x) + 0.5).max(0.0) as usize).min(last_column);
        let bound = if column == last_column { f64::INFINITY } else { grid.x_at(column as f64 + 0.5) };
        let rest = xs.get(at..to).unwrap_or_default();
        let (count, (low, high)) = if crowded {
            let count = rest.partition_point(|x| *x < bound).max(1);
            (count, curves.range_of(strand.points.start + at..strand.points.start + at + count))
        } else {
            let count = rest.iter().position(|x| *x >= bound).unwrap_or(rest.len()).max(1);
            let own = ys.get(at..at + count).unwrap_or_default();
            (count, own.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), y| (a.min(*y), b.max(*y))))
        };
        let end = |index: usize| grid.y(ys.get(index).copied().unwrap_or_default());
        let (first, last) = (end(at), end(at + count - 1));
        let (top, bottom) = if count > 2 { (grid.y(high), grid.y(low)) } else { (first.min(last), first.max(last)) };
        joint.cell(Cell { column, first, top, bottom, last, points: count });
        at += count;
    }
    if to < xs.len()
        && (from > 0 || to > 0)
        && let Some(y) = edge(grid.window.1)
    {
        joint.cell(outside(last_column, y));
    }
    joint.end();
}

struct Joint<'a> {
    previous: Option<Cell>,
    ink: &'a mut dyn Ink,
}

impl Joint<'_> {
    fn cell(&mut self, mut cell: Cell) {
        if let Some(previous) = &mut self.previous {
            if previous.column >= cell.column {
                previous.reach(cell.top);
                previous.reach(cell.bottom);
                previous.last = cell.last;
                previous.points += cell.points;
                return;
            }
            let gap = (cell.column - previous.column) as i32;
            let climb = cell.first - previous.last;
            let half = climb / (2 * gap);
            previous.reach(previous.last + half);
            cell.reach(cell.first - half);
            cell.points += 1;
            self.ink.span(previous.column, previous.top, previous.bottom);
            if gap > 1 {
                self.ink.stretch(previous.column + 1..cell.column, previous.last + climb / gap, cell.first);
            }
        }
        self.previous = Some(cell);
    }

    fn end(self) {
        match self.previous {
            Some(Cell { column, first, points: 1, .. }) => self.ink.dot(column, first),
            Some(cell) => self.ink.span(cell.column, cell.top, cell.bottom),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keeps the spans.
    #[derive(Default)]
    struct Kept {
        spans: Vec<(usize, i32, i32)>,
        dots: usize,
    }

    impl Ink for Kept {
        fn span(&mut self, column: usize, top: i32, bottom: i32) {
            self.spans.push((column, top, bottom));
        }

        fn stretch(&mut self, columns: Range<usize>, y0: i32, y1: i32) {
            let count = columns.len() as i32;
            for (index, column) in columns.enumerate() {
                let y = y0 + (y1 - y0) * index as i32 / count;
                self.spans.push((column, y, y));
            }
        }

        fn dot(&mut self, _column: usize, _y: i32) {
            self.dots += 1;
        }
    }

    fn curves(points: Vec<(f64, f64)>) -> Curves {
        Curves::of_strands([(0, points)].into_iter())
    }

    fn grid(window: (f64, f64), range: (f64, f64)) -> Grid {
        Grid { window, columns: 50, range, top: 512.0, height: 1600.0, beyond: 400.0 }
    }

    proptest::proptest! {
        #[test]
        fn every_column_keeps_its_smallest_and_largest(values in proptest::collection::vec(0.0..1.0f64, 1..9000), from in 0.0..0.8f64) {
            let points: Vec<(f64, f64)> = values.iter().enumerate().map(|(x, y)| (x as f64, *y)).collect();
            let last = (points.len() - 1) as f64;
            let (curves, grid) = (curves(points.clone()), grid((last * from, last), (0.0, 1.0)));
            let mut kept = Kept::default();
            trace(&curves, &curves.strands[0], &grid, &mut kept);
            if kept.spans.is_empty() {
                proptest::prop_assert_eq!(kept.dots, 1);
                return Ok(());
            }
            for (column, pair) in kept.spans.windows(2).enumerate() {
                proptest::prop_assert_eq!(pair[0].0 + 1, pair[1].0, "after {}", column);
            }
            for (x, value) in points.into_iter().filter(|(x, _)| *x >= grid.window.0) {
                let column = ((grid.column(x) + 0.5) as usize).min(49);
                let y = grid.y(value);
                let span = kept.spans.iter().find(|span| span.0 == column);
                proptest::prop_assert!(span.is_some_and(|span| span.1 <= y && y <= span.2), "{x} {value} {span:?}");
            }
        }
    }

    #[test]
    fn lines_enter_and_leave_a_window_where_they_would() {
        let curves = curves(vec![(0.0, 0.0), (100.0, 1.0)]);
        let mut kept = Kept::default();
        trace(&curves, &curves.strands[0], &grid((25.0, 75.0), (0.0, 1.0)), &mut kept);
        assert_eq!((kept.spans.first().unwrap().0, kept.spans.last().unwrap().0), (0, 49));
        assert!((kept.spans[0].2 - (512 + 1200)).abs() <= 1, "{:?}", kept.spans[0]);
        assert!((kept.spans[49].1 - (512 + 400)).abs() <= 1, "{:?}", kept.spans[49]);
        let mut none = Kept::default();
        trace(&curves, &curves.strands[0], &grid((200.0, 300.0), (0.0, 1.0)), &mut none);
        assert_eq!((none.spans.len(), none.dots), (0, 0));
    }

    #[test]
    fn extreme_places_have_columns() {
        let wide = grid((-1.7e308, 1.7e308), (-1.7e308, 1.7e308));
        assert!((wide.column(0.0) - 24.5).abs() < 1e-6);
        assert_eq!(wide.y(0.0), 512 + 800);
        let single = grid((3.0, 3.0), (0.0, 1.0));
        assert!((single.column(3.0) - 24.5).abs() < 1e-6);
    }
}
