//! Runs by the hundred thousand: one joint histogram a pair of neighbouring axes, its filled cells drawn as weighted lines.
//!
//! The density of parallel coordinates between two axes is the family of projections of their joint histogram (Heinrich and Weiskopf,
//! "Continuous Parallel Coordinates", 2009), so the cost depends on filled cells, not on runs. Every run puts the same weight into every
//! pixel column (Moritz and Fisher, "Visualizing a Million Time Series with the Density Line Chart", 2018): steep lines do not shine.

/// The weight of one run in one pixel column.
pub(crate) const ONE_RUN: u32 = 256;

/// The class of runs that are not drawn.
pub(crate) const NOT_DRAWN: u8 = 255;

/// The most cells along an axis; taller pictures have cells of 2, 4, … pixels, drawn as high as they are.
const MOST_CELLS: usize = 512;

/// A pair with more filled cells than this is drawn without smoothing, which nobody could see there.
const SMOOTH_UP_TO: usize = 40_000;

/// What is counted: the heights of runs in sixteenths of a device pixel, and the class of each.
pub(crate) struct Density<'a> {
    /// One class a run, below `classes`, or [`NOT_DRAWN`].
    pub(crate) class: &'a [u8],
    pub(crate) classes: usize,
    /// The first pixel row that a run may reach.
    pub(crate) first_row: usize,
    /// How many pixel rows there are from there.
    pub(crate) rows: usize,
    histogram: Vec<u32>,
    filled: Vec<(u32, u32, u32, u8)>,
    sums: Vec<u32>,
}

impl<'a> Density<'a> {
    pub(crate) fn new(class: &'a [u8], classes: usize, first_row: usize, rows: usize) -> Self {
        Self { class, classes, first_row, rows: rows.max(1), histogram: Vec::new(), filled: Vec::new(), sums: Vec::new() }
    }

    /// The weights between two axes `columns` pixels apart: for each class `rows` times `columns` sums, row by row from the top.
    pub(crate) fn pair(&mut self, left: &[u16], right: &[u16], columns: usize) -> &[u32] {
        let cell_rows = self.rows.div_ceil(MOST_CELLS).next_power_of_two();
        let cells = self.rows.div_ceil(cell_rows);
        self.count(left, right, cells, cell_rows);
        self.collect(cells);
        self.sums.clear();
        self.sums.resize(self.classes * self.rows * columns, 0);
        let smooth = self.filled.len() <= SMOOTH_UP_TO;
        for &(from, to, runs, class) in &self.filled {
            let start = usize::from(class) * self.rows * columns;
            let Some(sums) = self.sums.get_mut(start..start + self.rows * columns) else { continue };
            let middle = |cell: u32| (cell as i32 * cell_rows as i32 * 65536) + (cell_rows as i32 * 32768);
            let line = Line { from: middle(from), to: middle(to), runs, cell_rows: cell_rows as i32, rows: self.rows as i32 };
            if smooth { line.smooth(sums, columns) } else { line.plain(sums, columns) }
        }
        &self.sums
    }

    fn count(&mut self, left: &[u16], right: &[u16], cells: usize, cell_rows: usize) {
        self.histogram.clear();
        self.histogram.resize(self.classes * cells * cells, 0);
        let shift = 4 + cell_rows.trailing_zeros();
        let first = (self.first_row * 16) as u32;
        let last = cells as u32 - 1;
        let cell = |height: u16| (u32::from(height).saturating_sub(first) >> shift).min(last) as usize;
        let size = cells * cells;
        for ((&class, &a), &b) in self.class.iter().zip(left).zip(right) {
            if class != NOT_DRAWN
                && let Some(count) = self.histogram.get_mut(usize::from(class) * size + cell(a) * cells + cell(b))
            {
                *count += 1;
            }
        }
    }

    fn collect(&mut self, cells: usize) {
        self.filled.clear();
        for (row, counts) in self.histogram.chunks_exact(cells).enumerate() {
            let (class, from) = ((row / cells) as u8, (row % cells) as u32);
            for (to, &runs) in counts.iter().enumerate() {
                if runs > 0 {
                    self.filled.push((from, to as u32, runs, class));
                }
            }
        }
    }
}

/// All runs of one cell. Heights are in 1/65536 of a pixel row.
struct Line {
    from: i32,
    to: i32,
    runs: u32,
    cell_rows: i32,
    rows: i32,
}

impl Line {
    fn step(&self, columns: usize) -> i32 {
        (self.to - self.from) / (columns as i32).max(1)
    }

    /// One pixel a column.
    fn plain(&self, sums: &mut [u32], columns: usize) {
        let (mut y, step, last) = (self.from, self.step(columns), self.rows - 1);
        let weight = self.runs * ONE_RUN;
        for column in 0..columns {
            let row = (y >> 16).clamp(0, last) as usize;
            sums[row * columns + column] += weight;
            y += step;
        }
    }

    /// As many pixels a column as the line climbs there, at least the height of a cell; the weights add up to the same.
    fn smooth(&self, sums: &mut [u32], columns: usize) {
        let (mut y, step, last) = (self.from, self.step(columns), self.rows - 1);
        let length = step.abs().max(self.cell_rows << 16);
        let per_length = (i64::from(ONE_RUN) << 32) / i64::from(length);
        for column in 0..columns {
            let top = y - length / 2;
            let (first, final_row) = (top >> 16, (top + length - 1) >> 16);
            let mut before = 0;
            for row in first..=final_row {
                let upto =
                    if row == final_row { ONE_RUN } else { ((i64::from(((row + 1) << 16) - top) * per_length) >> 32) as u32 };
                let at = row.clamp(0, last) as usize * columns + column;
                sums[at] += self.runs * (upto - before);
                before = upto;
            }
            y += step;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column_sums(sums: &[u32], classes: usize, rows: usize, columns: usize) -> Vec<u64> {
        (0..columns).map(|x| (0..classes * rows).map(|y| u64::from(sums[y * columns + x])).sum()).collect()
    }

    proptest::proptest! {
        #[test]
        fn every_column_adds_up_to_the_runs(
            runs in proptest::collection::vec((0u16..20_000, 0u16..20_000, 0u8..4), 0..300),
            rows in 1usize..1300,
            columns in 1usize..60,
        ) {
            let left: Vec<u16> = runs.iter().map(|run| run.0).collect();
            let right: Vec<u16> = runs.iter().map(|run| run.1).collect();
            let class: Vec<u8> = runs.iter().map(|run| if run.2 == 3 { NOT_DRAWN } else { run.2 }).collect();
            let drawn = class.iter().filter(|class| **class != NOT_DRAWN).count() as u64;
            let mut density = Density::new(&class, 3, 2, rows);
            let sums = density.pair(&left, &right, columns).to_vec();
            proptest::prop_assert!(column_sums(&sums, 3, rows, columns).iter().all(|sum| *sum == drawn * u64::from(ONE_RUN)));
        }
    }

    #[test]
    fn crowded_pairs_add_up_too() {
        let count = 60_000;
        let left: Vec<u16> = (0..count).map(|row| (row * 7919 % 8000) as u16).collect();
        let right: Vec<u16> = (0..count).map(|row| (row * 104_729 % 7990) as u16).collect();
        let class = vec![0; count];
        let mut density = Density::new(&class, 1, 0, 512);
        let sums = density.pair(&left, &right, 50).to_vec();
        assert!(density.filled.len() > SMOOTH_UP_TO);
        assert!(column_sums(&sums, 1, 512, 50).iter().all(|sum| *sum == count as u64 * u64::from(ONE_RUN)));
    }
}
