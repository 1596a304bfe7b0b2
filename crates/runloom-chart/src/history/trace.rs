//! A run's points as what each pixel column holds of them.
#![expect(clippy::cast_possible_wrap, reason = "pixel rows and columns are far below 2^31")]

use std::ops::Range;

use super::curves::{Curves, Strand, interpolated};

/// From this many points a column on, smallest and largest values are looked up instead of searched for.
const CROWDED: usize = 128;

/// How many points are converted at once.
const CHUNK: usize = 512;

/// The nearest whole number, for numbers below 2³¹: what is added leaves no room for a fraction. Faster than a cast, of many at once.
fn whole(value: f64) -> i32 {
    const NO_FRACTION: f64 = 6_755_399_441_055_744.0;
    (value + NO_FRACTION).to_bits() as i32
}

/// From places and heights to the pixels of one pane. Halves keep differences of extreme numbers finite.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Grid {
    /// The places of the first and the last pixel column.
    pub(crate) window: (f64, f64),
    pub(crate) columns: usize,
    /// The place of everything on an axis of one place, else 0.
    base: f64,
    /// Columns half a unit of places.
    per_half: f64,
    /// Half of the places from column to column.
    half_step: f64,
    /// Half of the lowest height.
    half_low: f64,
    /// Sixteenths of a pixel half a unit of heights.
    per_height: f64,
    /// The lower edge in sixteenths of a pixel, and how far heights may go.
    bottom: f64,
    reach: (f64, f64),
}

impl Grid {
    /// `range` are the heights of the lower and the upper edge; `upright` the upper edge, the height of the plot and how far heights may go
    /// beyond it, in sixteenths of a pixel.
    pub(crate) fn new(window: (f64, f64), columns: usize, range: (f64, f64), upright: (f64, f64, f64)) -> Self {
        let (top, height, beyond) = upright;
        let finite = |value: f64| if value.is_finite() { value } else { 0.0 };
        let last = columns.saturating_sub(1) as f64;
        let half_span = window.1 * 0.5 - window.0 * 0.5;
        let per_half = finite(last / half_span);
        Self {
            window,
            columns,
            base: if per_half == 0.0 { last / 2.0 } else { 0.0 },
            per_half,
            half_step: half_span / last.max(1.0),
            half_low: range.0 * 0.5,
            per_height: finite(height / (range.1 * 0.5 - range.0 * 0.5)),
            bottom: top + height,
            reach: (top - beyond, top + height + beyond),
        }
    }

    /// The place of a value from left to right, in columns.
    pub(crate) fn column(&self, x: f64) -> f64 {
        self.base + (x * 0.5 - self.window.0 * 0.5) * self.per_half
    }

    /// The value at a column.
    pub(crate) fn x_at(&self, column: f64) -> f64 {
        2.0 * (self.window.0 * 0.5 + column * self.half_step)
    }

    pub(crate) fn y(&self, height: f64) -> i32 {
        whole((self.bottom - (height * 0.5 - self.half_low) * self.per_height).max(self.reach.0).min(self.reach.1))
    }

    /// A column within the plot.
    fn held(&self, column: i32) -> usize {
        (column.max(0) as usize).min(self.columns.saturating_sub(1))
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
    if (to - from) / grid.columns.max(1) >= CROWDED {
        joint.crowd(curves, strand.points.start + from..strand.points.start + to, grid);
    } else {
        joint.points(xs.get(from..to).unwrap_or_default(), ys.get(from..to).unwrap_or_default(), grid);
    }
    if to < xs.len()
        && (from > 0 || to > 0)
        && let Some(y) = edge(grid.window.1)
    {
        joint.cell(outside(grid.columns.saturating_sub(1), y));
    }
    joint.end();
}

struct Joint<'a> {
    previous: Option<Cell>,
    ink: &'a mut dyn Ink,
}

impl Joint<'_> {
    /// All points, one after the other.
    fn points(&mut self, xs: &[f64], ys: &[f64], grid: &Grid) {
        let (mut columns, mut heights) = ([0; CHUNK], [0; CHUNK]);
        for (xs, ys) in xs.chunks(CHUNK).zip(ys.chunks(CHUNK)) {
            for (column, x) in columns.iter_mut().zip(xs) {
                *column = whole(grid.column(*x));
            }
            for (height, y) in heights.iter_mut().zip(ys) {
                *height = grid.y(*y);
            }
            let mut points = columns.iter().zip(&heights).take(xs.len()).peekable();
            while let Some((&column, &first)) = points.next() {
                let mut cell = Cell { column: grid.held(column), first, top: first, bottom: first, last: first, points: 1 };
                while let Some((_, &y)) = points.next_if(|(other, _)| **other == column) {
                    cell.reach(y);
                    cell.last = y;
                    cell.points += 1;
                }
                self.cell(cell);
            }
        }
    }

    /// So many points that the smallest and the largest of a column are better looked up.
    fn crowd(&mut self, curves: &Curves, points: Range<usize>, grid: &Grid) {
        let height = |at: usize| grid.y(curves.ys.get(at).copied().unwrap_or_default());
        let mut at = points.start;
        while let Some(rest) = curves.xs.get(at..points.end).filter(|rest| !rest.is_empty()) {
            let column = rest.first().map_or(0, |x| whole(grid.column(*x)));
            let count = rest.partition_point(|x| whole(grid.column(*x)) <= column).max(1);
            let (low, high) = curves.range_of(at..at + count);
            let (first, last) = (height(at), height(at + count - 1));
            self.cell(Cell { column: grid.held(column), first, top: grid.y(high), bottom: grid.y(low), last, points: count });
            at += count;
        }
    }

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
            // A division takes as long as all the rest, and most columns are neighbours.
            let half = if gap == 1 { climb / 2 } else { climb / (2 * gap) };
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
        Grid::new(window, 50, range, (512.0, 1600.0, 400.0))
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
                // A point between two columns may stand in either.
                let either = [0.5 - 1e-9, 0.5 + 1e-9].map(|half| ((grid.column(x) + half) as usize).min(49));
                let y = grid.y(value);
                let spans = kept.spans.iter().filter(|span| either.contains(&span.0));
                proptest::prop_assert!(spans.clone().any(|span| span.1 <= y && y <= span.2), "{x} {value} {either:?}");
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
