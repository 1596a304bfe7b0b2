#![expect(clippy::cast_possible_wrap, reason = "pixel rows and columns are far below 2^31")]

use std::ops::Range;

use super::joint::{Diagonal, Fineness};

/// The weight of one run in one pixel column.
pub(crate) const ONE_RUN: u32 = 16;

/// Pixel columns that single diagonals are drawn in before the next ones are begun, so that their weights stay in the nearest cache.
const STRIP: usize = 16;

/// Rows that a column's weight is shared out to at a time.
const PARTS: usize = 8;

/// Neighbouring diagonals that are drawn together.
const TOGETHER: usize = 4;

/// The sums of diagonals that are drawn together, by how each is shifted against the one before; empty where none are shifted so.
type Shifted = [Vec<u64>; 1 << (TOGETHER - 1)];

/// Where fewer than one cell in so many is filled, cells are drawn one by one: of a diagonal alone, and of [`TOGETHER`] in the span of all.
const SPARSE_ALONE: usize = 5;
const SPARSE_TOGETHER: usize = 16;

/// How the cells of a diagonal are drawn that is drawn alone.
#[derive(Clone, Copy)]
enum Cells<'a> {
    /// Neighbours, from a place on the left axis on; some may be empty.
    Row { from: u16, words: &'a [u64] },
    /// Single cells, with their places on the left axis.
    Some(&'a [(u16, u64)]),
}

/// How lines run between two axes.
///
/// Lines that climb equally far cover the same rows, counted from where they begin: a diagonal of the joint histogram is added to a
/// pixel column as it stands, shifted. Every run puts the same weight into every column. Sums wrap, so that runs can be taken back.
pub(super) struct WeightedLines<'a> {
    pub(super) fineness: Fineness,
    /// Rows of weights.
    pub(super) rows: usize,
    /// Pixel columns from axis to axis.
    pub(super) columns: usize,
    /// How far along a line is at the edges of the columns, in 1/65536; nothing where lines are straight.
    pub(super) eased: &'a [u32],
}

/// Lines that climb equally far, in 1/65536 of a row.
struct Climb {
    /// How far they climb.
    way: i32,
    /// How far in a column; 0 for curves.
    step: i32,
    /// How far at the first column.
    start: i32,
    /// Over how many rows a column's weight is spread; 0 for curves.
    length: i32,
    per_length: i64,
}

impl WeightedLines<'_> {
    /// Adds the runs of diagonals, which ascend by how far they climb, to the weights: column by column, `rows` of them each.
    pub(super) fn draw(&self, diagonals: &[Diagonal<'_>], sums: &mut [u64]) {
        let mut alone = Vec::new();
        let mut shifted = Shifted::default();
        let mut rest = diagonals;
        while let Some((first, others)) = rest.split_first() {
            if let Some(together) = self.neighbours(rest) {
                self.draw_together(together, &mut shifted, sums);
                rest = rest.get(TOGETHER..).unwrap_or_default();
            } else {
                alone.push(*first);
                rest = others;
            }
        }
        self.draw_alone(&alone, sums);
    }

    /// Draws each diagonal as suits it best.
    fn draw_alone(&self, diagonals: &[Diagonal<'_>], sums: &mut [u64]) {
        let one_by_one = self.fineness.smooth && self.fineness.cell_rows > 1;
        let mut cells: Vec<(u16, u64)> = Vec::new();
        let ranges: Vec<Option<Range<usize>>> = diagonals
            .iter()
            .map(|Diagonal { from, words, filled, .. }| {
                let is_sparse = one_by_one || filled * SPARSE_ALONE < words.len();
                let start = cells.len();
                cells
                    .extend((*from..).zip(*words).filter(|(_, word)| is_sparse && **word != 0).map(|(from, word)| (from, *word)));
                is_sparse.then_some(start..cells.len())
            })
            .collect();
        let drawn = diagonals.iter().zip(&ranges).map(|(Diagonal { rise, from, words, .. }, range)| {
            let some = range.clone().map(|range| Cells::Some(cells.get(range).unwrap_or_default()));
            (self.climb(*rise), some.unwrap_or(Cells::Row { from: *from, words }))
        });
        let lines: Vec<(Climb, Cells<'_>)> = drawn.collect();
        let rows = self.rows.max(1);
        for (strip, sums) in sums.chunks_mut(STRIP * rows).enumerate() {
            for (climb, cells) in &lines {
                for (at, sums) in sums.chunks_exact_mut(rows).enumerate() {
                    self.cross(climb, *cells, strip * STRIP + at, sums);
                }
            }
        }
    }

    /// The first diagonals, if they are drawn together: each climbs one cell more than the one before.
    fn neighbours<'a, 'b>(&self, diagonals: &'b [Diagonal<'a>]) -> Option<&'b [Diagonal<'a>; TOGETHER]> {
        let first = diagonals.first_chunk::<TOGETHER>().filter(|_| !self.fineness.smooth)?;
        let ascend = first.iter().zip(first[0].rise..).all(|(diagonal, rise)| diagonal.rise == rise);
        let filled: usize = first.iter().map(|diagonal| diagonal.filled).sum();
        (ascend && filled * SPARSE_TOGETHER >= span(first).len()).then_some(first)
    }

    /// Draws neighbouring diagonals, one row a column: where they are shifted alike, their sum is added at once.
    fn draw_together(&self, diagonals: &[Diagonal<'_>; TOGETHER], shifted: &mut Shifted, sums: &mut [u64]) {
        let climbs = diagonals.each_ref().map(|diagonal| self.climb(diagonal.rise));
        let Range { start: from, end } = span(diagonals);
        shifted.iter_mut().for_each(Vec::clear);
        for (column, sums) in sums.chunks_exact_mut(self.rows.max(1)).enumerate() {
            let rows = climbs.each_ref().map(|climb| self.y(climb, column) >> 16);
            let further: [i32; TOGETHER - 1] = std::array::from_fn(|at| rows[at + 1] - rows[at]);
            if further.iter().any(|further| !(0..=1).contains(further)) {
                for (climb, diagonal) in climbs.iter().zip(diagonals) {
                    self.cross(climb, Cells::Row { from: diagonal.from, words: diagonal.words }, column, sums);
                }
                continue;
            }
            let kind = further.iter().fold(0, |kind, further| kind << 1 | *further as usize);
            let words = &mut shifted[kind];
            if words.is_empty() {
                words.resize(end - from + TOGETHER - 1, 0);
                for (row, diagonal) in rows.iter().zip(diagonals) {
                    let start = usize::from(diagonal.from) - from + (row - rows[0]) as usize;
                    let words = words.get_mut(start..).unwrap_or_default();
                    add_words(words, diagonal.words, |cell| cell.wrapping_mul(u64::from(ONE_RUN)));
                }
            }
            // What would lie beyond the ends is empty.
            let first = from as i32 + rows[0];
            let words = words.get((-first).max(0) as usize..).unwrap_or_default();
            add_words(sums.get_mut(first.max(0) as usize..).unwrap_or_default(), words, |word| word);
        }
    }

    fn climb(&self, rise: i32) -> Climb {
        let height = self.cell_height();
        let way = rise * height * 65536;
        if !self.eased.is_empty() {
            return Climb { way, step: 0, start: 0, length: 0, per_length: 0 };
        }
        let step = way / (self.columns as i32).max(1);
        let length = step.abs().max(height << 16);
        Climb {
            way,
            step,
            start: (f64::from(step) * self.fineness.past_edge()) as i32,
            length,
            per_length: (i64::from(ONE_RUN) << 32) / i64::from(length),
        }
    }

    /// Where lines are at a column, counted from the top of the cell where they begin.
    fn y(&self, climb: &Climb, column: usize) -> i32 {
        let middle = self.cell_height() * 32768;
        match self.eased.get(column) {
            Some(part) => middle + ((i64::from(climb.way) * i64::from(*part)) >> 16) as i32,
            None => middle + climb.start + climb.step * column as i32,
        }
    }

    /// Draws where lines cross a column.
    fn cross(&self, climb: &Climb, cells: Cells<'_>, column: usize, sums: &mut [u64]) {
        let y = self.y(climb, column);
        if !self.fineness.smooth {
            self.add_whole(cells, y >> 16, sums);
        } else if !self.eased.is_empty() {
            let length = (self.y(climb, column + 1) - y).abs().max(self.cell_height() << 16);
            self.spread(cells, y, length, (i64::from(ONE_RUN) << 32) / i64::from(length), sums);
        } else if climb.length == 1 << 16 {
            // Lines that climb less than a row a column: two rows share the weight.
            let top = y - 32768;
            let lower = ((top & 0xffff) as u32 * ONE_RUN) >> 16;
            self.add(cells, top >> 16, &[ONE_RUN - lower, lower], sums);
        } else {
            self.spread(cells, y, climb.length, climb.per_length, sums);
        }
    }

    /// How many rows of weights a cell is high.
    fn cell_height(&self) -> i32 {
        if self.fineness.smooth { self.fineness.cell_rows as i32 } else { 1 }
    }

    /// Shares the weight of one column out to the rows that `length` covers around `y`.
    fn spread(&self, cells: Cells<'_>, y: i32, length: i32, per_length: i64, sums: &mut [u64]) {
        let top = y - length / 2;
        let (first, final_row) = (top >> 16, (top + length - 1) >> 16);
        let mut parts = [0; PARTS];
        let mut before = 0;
        for start in (first..=final_row).step_by(PARTS) {
            let end = final_row.min(start + PARTS as i32 - 1);
            for (part, row) in parts.iter_mut().zip(start..=end) {
                let below = i64::from(((row + 1) << 16) - top);
                let upto = if row == final_row { ONE_RUN } else { ((below * per_length) >> 32) as u32 };
                *part = upto - before;
                before = upto;
            }
            self.add(cells, start, parts.get(..(end - start + 1) as usize).unwrap_or_default(), sums);
        }
    }

    /// Adds each cell to the row that lies so many below its own; the same as [`Self::add`] where all weight is one part, and sooner.
    fn add_whole(&self, cells: Cells<'_>, below: i32, sums: &mut [u64]) {
        match cells {
            Cells::Some(_) => self.add(cells, below, &[ONE_RUN], sums),
            Cells::Row { from, words } => {
                self.add_row(i32::from(from) + below, words, sums, |word| word.wrapping_mul(u64::from(ONE_RUN)));
            }
        }
    }

    /// Adds parts of each cell to the rows from the one that lies so many below the cell's own; the first and the last row take what lies
    /// beyond them.
    #[inline]
    fn add(&self, cells: Cells<'_>, below: i32, parts: &[u32], sums: &mut [u64]) {
        match cells {
            Cells::Some(cells) => {
                let height = self.cell_height();
                for (from, word) in cells {
                    self.add_cell(i32::from(*from) * height + below, *word, parts, sums);
                }
            }
            Cells::Row { from, words } => {
                for (row, part) in (i32::from(from) + below..).zip(parts) {
                    self.add_row(row, words, sums, |word| word.wrapping_mul(u64::from(*part)));
                }
            }
        }
    }

    #[inline]
    fn add_cell(&self, row: i32, word: u64, parts: &[u32], sums: &mut [u64]) {
        if row >= 0
            && let Some(sums) = sums.get_mut(row as usize..row as usize + parts.len())
        {
            for (sum, part) in sums.iter_mut().zip(parts) {
                *sum = sum.wrapping_add(word.wrapping_mul(u64::from(*part)));
            }
            return;
        }
        for (row, part) in (row..).zip(parts) {
            if let Some(sum) = sums.get_mut(row.clamp(0, self.rows as i32 - 1) as usize) {
                *sum = sum.wrapping_add(word.wrapping_mul(u64::from(*part)));
            }
        }
    }

    #[inline]
    fn add_row(&self, first: i32, words: &[u64], sums: &mut [u64], weigh: impl Fn(u64) -> u64) {
        let before = ((-first).max(0) as usize).min(words.len());
        let after = (self.rows as i32 - first).clamp(before as i32, words.len() as i32) as usize;
        let (inside, beyond) = words.split_at_checked(after).unwrap_or_default();
        let (above, inside) = inside.split_at_checked(before).unwrap_or_default();
        let from = sums.get_mut(first.max(0) as usize..).unwrap_or_default();
        add_words(from, inside, &weigh);
        for (row, words) in [(0, above), (self.rows.saturating_sub(1), beyond)] {
            let all = words.iter().fold(0u64, |all, word| all.wrapping_add(weigh(*word)));
            if let Some(sum) = sums.get_mut(row) {
                *sum = sum.wrapping_add(all);
            }
        }
    }
}

/// The places on the left axis that diagonals reach over.
fn span(diagonals: &[Diagonal<'_>]) -> Range<usize> {
    let from = diagonals.iter().map(|diagonal| usize::from(diagonal.from)).min().unwrap_or_default();
    let end = diagonals.iter().map(|diagonal| usize::from(diagonal.from) + diagonal.words.len()).max().unwrap_or_default();
    from..end
}

/// Words that are added in one turn of a loop: what a turn costs by itself, Wasm pays once for all of them.
const AT_ONCE: usize = 8;

/// Adds words, as they weigh, to as many sums.
#[inline]
fn add_words(sums: &mut [u64], words: &[u64], weigh: impl Fn(u64) -> u64) {
    let both = sums.len().min(words.len());
    let (Some(sums), Some(words)) = (sums.get_mut(..both), words.get(..both)) else { return };
    let add = |(sum, word): (&mut u64, &u64)| *sum = sum.wrapping_add(weigh(*word));
    let ((sums, last_sums), (words, last_words)) = (sums.as_chunks_mut::<AT_ONCE>(), words.as_chunks::<AT_ONCE>());
    sums.iter_mut().zip(words).for_each(|(sums, words)| sums.iter_mut().zip(words).for_each(add));
    last_sums.iter_mut().zip(last_words).for_each(add);
}
