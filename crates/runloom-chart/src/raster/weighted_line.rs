#![expect(clippy::cast_possible_wrap, reason = "pixel rows and columns are far below 2^31")]

use super::joint::{Filled, Fineness};

/// The weight of one run in one pixel column.
pub(crate) const ONE_RUN: u32 = 16;

/// All runs of one cell as a line. Heights are in 1/65536 of a row.
struct WeightedLine {
    from: i32,
    to: i32,
    word: u64,
    height: i32,
    rows: i32,
}

/// Draws the runs of a cell between two axes that are `columns` apart, over `rows` rows of weights, row by row from the top.
///
/// Every run puts the same weight into every column. Sums wrap, so that runs can be taken back.
pub(crate) fn draw(cell: Filled, fineness: Fineness, sums: &mut [u64], rows: usize, columns: usize) {
    let height = if fineness.smooth { fineness.cell_rows as i32 } else { 1 };
    let middle = |cell: u16| (i32::from(cell) * height * 65536) + height * 32768;
    let line = WeightedLine { from: middle(cell.from), to: middle(cell.to), word: cell.word, height, rows: rows as i32 };
    if fineness.smooth { line.smooth(sums, columns) } else { line.plain(sums, columns) }
}

/// What [`draw`] does with a curve that is level at both axes. `eased` says how far along it is at the edges of the columns, in 1/65536.
pub(super) fn draw_curved(cell: Filled, fineness: Fineness, sums: &mut [u64], rows: usize, eased: &[u32]) {
    let height = if fineness.smooth { fineness.cell_rows as i32 } else { 1 };
    let middle = |cell: u16| (i32::from(cell) * height * 65536) + height * 32768;
    let line = WeightedLine { from: middle(cell.from), to: middle(cell.to), word: cell.word, height, rows: rows as i32 };
    let way = i64::from(line.to - line.from);
    let columns = eased.len().saturating_sub(1);
    let mut y = line.from;
    for (column, part) in eased.iter().skip(1).enumerate() {
        let next = line.from + ((way * i64::from(*part)) >> 16) as i32;
        if fineness.smooth {
            let length = (next - y).abs().max(height << 16);
            line.spread(sums, columns, column, y, length, (i64::from(ONE_RUN) << 32) / i64::from(length));
        } else {
            line.put(sums, (y >> 16) as usize * columns + column, ONE_RUN);
        }
        y = next;
    }
}

impl WeightedLine {
    fn step(&self, columns: usize) -> i32 {
        (self.to - self.from) / (columns as i32).max(1)
    }

    /// One row a column.
    fn plain(&self, sums: &mut [u64], columns: usize) {
        let (mut y, step) = (self.from, self.step(columns));
        let weight = self.word.wrapping_mul(u64::from(ONE_RUN));
        for column in 0..columns {
            let row = (y >> 16) as usize;
            if let Some(sum) = sums.get_mut(row * columns + column) {
                *sum = sum.wrapping_add(weight);
            }
            y += step;
        }
    }

    /// What [`WeightedLine::smooth`] does where the line climbs less than a row a column: two rows share the weight.
    fn level(&self, sums: &mut [u64], columns: usize, step: i32) {
        let (mut top, last) = (self.from - 32768, self.rows - 1);
        for column in 0..columns {
            let row = top >> 16;
            let lower = ((top & 0xffff) as u32 * ONE_RUN) >> 16;
            for (row, part) in [(row, ONE_RUN - lower), (row + 1, lower)] {
                self.put(sums, row.clamp(0, last) as usize * columns + column, part);
            }
            top += step;
        }
    }

    /// As many rows a column as the line climbs there, at least the height of a cell; the weights add up to the same.
    fn smooth(&self, sums: &mut [u64], columns: usize) {
        let (mut y, step) = (self.from, self.step(columns));
        let length = step.abs().max(self.height << 16);
        if length == 1 << 16 {
            self.level(sums, columns, step);
            return;
        }
        let per_length = (i64::from(ONE_RUN) << 32) / i64::from(length);
        for column in 0..columns {
            self.spread(sums, columns, column, y, length, per_length);
            y += step;
        }
    }

    /// Shares the weight of one column out to the rows that `length` covers around `y`.
    #[inline]
    fn spread(&self, sums: &mut [u64], columns: usize, column: usize, y: i32, length: i32, per_length: i64) {
        let top = y - length / 2;
        let (first, final_row) = (top >> 16, (top + length - 1) >> 16);
        let mut before = 0;
        for row in first..=final_row {
            let upto = if row == final_row { ONE_RUN } else { ((i64::from(((row + 1) << 16) - top) * per_length) >> 32) as u32 };
            self.put(sums, row.clamp(0, self.rows - 1) as usize * columns + column, upto - before);
            before = upto;
        }
    }

    fn put(&self, sums: &mut [u64], at: usize, weight: u32) {
        if let Some(sum) = sums.get_mut(at) {
            *sum = sum.wrapping_add(self.word.wrapping_mul(u64::from(weight)));
        }
    }
}
