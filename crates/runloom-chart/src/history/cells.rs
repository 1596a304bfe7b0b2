use std::ops::Range;

use super::curves::{Curves, Strand};
use super::grid::Grid;
use super::pyramid::block_points;

/// Points, or blocks of points, that stand in one column: which of a strand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    /// The column, as a place in [`Cells::columns`].
    pub(crate) place: u32,
    pub(crate) from: u32,
    pub(crate) to: u32,
    /// Whether these are blocks of [`Cells::level`].
    pub(crate) is_blocks: bool,
}

/// Columns without points between two that have some.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    /// The one before, as a place in [`Cells::columns`].
    pub(crate) behind: usize,
    /// The last point before.
    pub(crate) last: usize,
    /// The first point after.
    pub(crate) first: usize,
}

/// How the points of strands that share their places fall into columns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cells {
    /// Where the places begin, and how many there are.
    key: (usize, usize),
    pub(crate) level: usize,
    /// From left to right. A line that comes from beyond the window has a cell in the first column and one that goes on beyond has one in the
    /// last, if need be without points.
    pub(crate) list: Vec<Cell>,
    /// The columns of these, each once.
    pub(crate) columns: Vec<u32>,
    pub(crate) gaps: Vec<Gap>,
}

/// The cells of a picture, found once for all strands that share their places.
#[derive(Clone, Debug, Default)]
pub(crate) struct SharedCells {
    levels: Vec<Cells>,
}

impl SharedCells {
    /// The cells of a strand whose points `inside` stand in the window. Some may be beyond its end.
    ///
    /// They are blocks where these are at least three in two columns: small enough to stand in one column or the next.
    pub(crate) fn of(&mut self, curves: &Curves, strand: &Strand, inside: &Range<usize>, grid: &Grid) -> &Cells {
        let mut level = 0;
        while inside.len() * 2 >= block_points(level + 1) * grid.columns * 3 && !curves.blocks_of(strand, level + 1).is_empty() {
            level += 1;
        }
        if self.levels.len() <= level {
            self.levels.resize(level + 1, Cells::default());
        }
        let xs = curves.shared_xs_of(strand);
        let key = (strand.places, xs.len());
        match self.levels.get_mut(level) {
            Some(cells) if cells.key == key => {}
            Some(cells) => {
                cells.key = key;
                cells.level = level;
                cells.find(xs, grid);
            }
            None => {}
        }
        &self.levels[level]
    }
}

impl Cells {
    fn find(&mut self, xs: &[f64], grid: &Grid) {
        self.list.clear();
        self.columns.clear();
        self.gaps.clear();
        let (from, to) = (xs.partition_point(|x| *x < grid.window.0), xs.partition_point(|x| *x <= grid.window.1));
        if from > 0 {
            self.push(0, from..from, false);
        }
        self.within(xs, from..to, grid);
        if to < xs.len() {
            self.push(grid.columns.saturating_sub(1) as u32, to..to, false);
        }
    }

    fn within(&mut self, xs: &[f64], inside: Range<usize>, grid: &Grid) {
        let size = block_points(self.level);
        let (first, last) = (inside.start.div_ceil(size), inside.end / size);
        if self.level == 0 || first >= last {
            self.points(xs, inside, grid);
            return;
        }
        self.points(xs, inside.start..first * size, grid);
        let column = |point: usize| xs.get(point).or(xs.last()).map_or(0, |x| grid.column_of(*x));
        let mut left = column(first * size);
        for block in first..last {
            let right = column((block + 1) * size);
            match right - left {
                0 => self.push(left, block..block + 1, true),
                1 => self.push(column(block * size + size / 2), block..block + 1, true),
                // Places are not even here.
                _ => self.points(xs, block * size..(block + 1) * size, grid),
            }
            left = right;
        }
        self.points(xs, last * size..inside.end, grid);
    }

    fn points(&mut self, xs: &[f64], points: Range<usize>, grid: &Grid) {
        for (point, x) in points.clone().zip(xs.get(points).unwrap_or_default()) {
            self.push(grid.column_of(*x), point..point + 1, false);
        }
    }

    fn push(&mut self, column: u32, held: Range<usize>, is_blocks: bool) {
        let before = self.columns.last().copied();
        let points = |at: usize, is_blocks: bool| if is_blocks { at * block_points(self.level) } else { at };
        if before != Some(column) {
            if let (Some(before), Some(last)) = (before, self.list.last())
                && column > before + 1
            {
                let last = points(last.to as usize, last.is_blocks).saturating_sub(1);
                self.gaps.push(Gap { behind: self.columns.len() - 1, last, first: points(held.start, is_blocks) });
            }
            self.columns.push(column);
        }
        let (place, from, to) = (self.columns.len() as u32 - 1, held.start as u32, held.end as u32);
        match self.list.last_mut() {
            Some(last) if (last.place, last.to, last.is_blocks) == (place, from, is_blocks) => last.to = to,
            _ => self.list.push(Cell { place, from, to, is_blocks }),
        }
    }
}
