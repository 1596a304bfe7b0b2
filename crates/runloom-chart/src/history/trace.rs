//! A run's points as what each pixel column holds of them.
#![expect(clippy::cast_possible_wrap, reason = "pixel rows and columns are far below 2^31")]

use std::ops::Range;

use super::cells::{Cell, Cells, Gap, SharedCells};
use super::curves::{Curves, Strand};
use super::grid::Grid;
use super::lanes::Ends;
use super::pyramid::{block_points, ends_of, ends_of_blocks};

/// What becomes of the pixel columns of a run.
pub(crate) trait Ink {
    /// A column that holds heights from `top` to `bottom`.
    fn span(&mut self, column: usize, top: i32, bottom: i32);
    /// A straight line over the columns `from..to`, at `y0` in the first and at `y1` in the one behind the last.
    fn stretch(&mut self, columns: Range<usize>, y0: i32, y1: i32);
    /// A point without neighbours.
    fn dot(&mut self, column: usize, y: i32);
}

/// Follows strands through the columns of a pane.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tracer {
    cells: SharedCells,
    tops: Vec<i32>,
    bottoms: Vec<i32>,
    lines: Vec<Line>,
}

/// What the columns of a strand hold: the smallest and the largest of its points, not yet joined with the next ones.
pub(crate) struct Trace<'a> {
    /// Columns with points.
    pub(crate) columns: &'a [u32],
    /// The upper and the lower end of what stands in each of these.
    pub(crate) tops: &'a [i32],
    pub(crate) bottoms: &'a [i32],
    /// Where there are columns between these.
    pub(crate) lines: &'a [Line],
    /// Whether it is one point without neighbours.
    pub(crate) is_dot: bool,
}

/// A straight line over columns without points.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    /// The column with points before, as a place in [`Trace::columns`].
    pub(crate) behind: usize,
    /// Its last height.
    pub(crate) from: i32,
    /// The first height in the next one.
    pub(crate) to: i32,
}

impl Tracer {
    pub(crate) fn trace(&mut self, curves: &Curves, strand: &Strand, grid: &Grid) -> Trace<'_> {
        let ys = curves.ys_of(strand);
        let inside = curves.within(strand, grid.window);
        let cells = self.cells.of(curves, strand, &inside, grid);
        ends(cells, ys, curves.blocks_of(strand, cells.level), grid, &mut self.tops, &mut self.bottoms);
        if inside.start > 0 {
            let edge = curves.height_at(strand, grid.window.0);
            reach(edge, grid, self.tops.first_mut(), self.bottoms.first_mut());
        }
        if inside.end < ys.len() {
            let edge = curves.height_at(strand, grid.window.1);
            reach(edge, grid, self.tops.last_mut(), self.bottoms.last_mut());
        }
        self.lines.clear();
        for Gap { behind, last, first } in &cells.gaps {
            let y = |at: usize, point: usize| match (self.tops.get(at), self.bottoms.get(at), ys.get(point)) {
                (Some(top), Some(bottom), Some(height)) if top != bottom => Some(grid.y(*height)),
                (top, ..) => top.copied(),
            };
            let (Some(from), Some(to)) = (y(*behind, *last), y(behind + 1, *first)) else { break };
            self.lines.push(Line { behind: *behind, from, to });
        }
        let columns = cells.columns.get(..self.tops.len()).unwrap_or_default();
        Trace { columns, tops: &self.tops, bottoms: &self.bottoms, lines: &self.lines, is_dot: ys.len() == 1 }
    }
}

fn reach(edge: Option<f64>, grid: &Grid, top: Option<&mut i32>, bottom: Option<&mut i32>) {
    if let (Some(edge), Some(top), Some(bottom)) = (edge.map(|height| grid.y(height)), top, bottom) {
        (*top, *bottom) = ((*top).min(edge), (*bottom).max(edge));
    }
}

/// The upper and the lower end of each column, as far as the strand goes.
fn ends(cells: &Cells, ys: &[f64], blocks: &[Ends], grid: &Grid, tops: &mut Vec<i32>, bottoms: &mut Vec<i32>) {
    let size = block_points(cells.level);
    let mut columns = 0;
    tops.resize(cells.columns.len(), 0);
    bottoms.resize(cells.columns.len(), 0);
    for &Cell { place, from, to, is_blocks } in &cells.list {
        let (place, from, to) = (place as usize, from as usize, to as usize);
        if from * if is_blocks { size } else { 1 } >= ys.len() {
            break;
        }
        let held = if is_blocks {
            ends_of_blocks(blocks.get(from..to.min(blocks.len())).unwrap_or_default())
        } else {
            ends_of(ys.get(from..to.min(ys.len())).unwrap_or_default())
        };
        let [low, high] = grid.y_of_ends(held);
        if let (Some(top), Some(bottom)) = (tops.get_mut(place), bottoms.get_mut(place)) {
            let is_more = place < columns;
            *top = if is_more { high.min(*top) } else { high };
            *bottom = if is_more { low.max(*bottom) } else { low };
        }
        columns = place + 1;
    }
    tops.truncate(columns);
    bottoms.truncate(columns);
}

impl Trace<'_> {
    /// Draws the columns, each with the way half to those of the next ones.
    pub(crate) fn draw(&self, ink: &mut dyn Ink) {
        let mut lines = self.lines.iter();
        let mut next_line = lines.next();
        let mut joined = None;
        for (at, ((&column, &top), &bottom)) in self.columns.iter().zip(self.tops).zip(self.bottoms).enumerate() {
            if self.is_dot {
                ink.dot(column as usize, top);
                return;
            }
            let (mut upper, mut lower) = joined.take().unwrap_or((top, bottom));
            let line = next_line.filter(|line| line.behind == at);
            if let Some(&Line { from, to, .. }) = line {
                let next = self.columns.get(at + 1).copied().unwrap_or(column);
                let gap = (next as i32 - column as i32).max(1);
                let climb = to - from;
                let half = climb / (2 * gap);
                (upper, lower) = (upper.min(from + half), lower.max(from + half));
                ink.span(column as usize, upper, lower);
                ink.stretch(column as usize + 1..next as usize, from + climb / gap, to);
                let ends = self.tops.get(at + 1).zip(self.bottoms.get(at + 1));
                joined = ends.map(|(top, bottom)| ((*top).min(to - half), (*bottom).max(to - half)));
                next_line = lines.next();
                continue;
            }
            if let Some((&next_top, &next_bottom)) = self.tops.get(at + 1).zip(self.bottoms.get(at + 1)) {
                // Where they overlap this changes nothing.
                let (down, up) = ((bottom + next_top) >> 1, (top + next_bottom) >> 1);
                (upper, lower) = (upper.min(up), lower.max(down));
                joined = Some((next_top.min(down), next_bottom.max(up)));
            }
            ink.span(column as usize, upper, lower);
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
            Tracer::default().trace(&curves, &curves.strands[0], &grid).draw(&mut kept);
            if kept.spans.is_empty() {
                proptest::prop_assert_eq!(kept.dots, 1);
                return Ok(());
            }
            for (column, pair) in kept.spans.windows(2).enumerate() {
                proptest::prop_assert_eq!(pair[0].0 + 1, pair[1].0, "after {}", column);
            }
            let points_a_column = (last - grid.window.0) / 50.0;
            for (x, value) in points.into_iter().filter(|(x, _)| *x >= grid.window.0) {
                // A point between two columns may stand in either, one of a block in the next.
                let off = if points_a_column > 5.0 { 1.0 } else { 1e-9 };
                let least = (grid.column(x) + 0.5 - off).max(0.0) as usize;
                let either = least..=((grid.column(x) + 0.5 + off) as usize).min(49);
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
        Tracer::default().trace(&curves, &curves.strands[0], &grid((25.0, 75.0), (0.0, 1.0))).draw(&mut kept);
        assert_eq!((kept.spans.first().unwrap().0, kept.spans.last().unwrap().0), (0, 49));
        assert!((kept.spans[0].2 - (512 + 1200)).abs() <= 1, "{:?}", kept.spans[0]);
        assert!((kept.spans[49].1 - (512 + 400)).abs() <= 1, "{:?}", kept.spans[49]);
        let mut none = Kept::default();
        Tracer::default().trace(&curves, &curves.strands[0], &grid((200.0, 300.0), (0.0, 1.0))).draw(&mut none);
        assert_eq!((none.spans.len(), none.dots), (0, 0));
    }
}
