//! Runs by the hundred thousand: one joint histogram a pair of neighbouring axes, its filled cells drawn as weighted lines.
//!
//! The density of parallel coordinates between two axes is the family of projections of their joint histogram (Heinrich and Weiskopf,
//! "Continuous Parallel Coordinates", 2009), so the cost depends on filled cells, not on runs. Every run puts the same weight into every
//! pixel column (Moritz and Fisher, "Visualizing a Million Time Series with the Density Line Chart", 2018): steep lines do not shine.

#![expect(clippy::cast_possible_wrap, reason = "pixel rows and columns are far below 2^31")]

/// The weight of one run in one pixel column.
pub(crate) const ONE_RUN: u32 = 16;

/// The class of runs that are not drawn.
pub(crate) const NOT_DRAWN: u8 = 255;

/// A word holds a count in its lower bits and the sum of the counted runs' levels above them, so that one addition keeps both.
/// With levels up to 255 and [`ONE_RUN`], neither overflows before 2^24 runs.
const COUNT_BITS: u32 = 28;

/// The most cells along an axis; taller pictures have cells of 2, 4, … pixels, drawn as high as they are.
const MOST_CELLS: usize = 512;

/// A pair with more filled cells than this is crowded: its cells are merged two by two until it is not, or has few cells.
const CROWDED: usize = 30_000;

/// A pair with more filled cells than this is drawn with one row a column: lines so many hide each other's steps.
const SMOOTH: usize = 8_000;

/// Cells along an axis below which a crowded pair is not merged further.
const LEAST_CELLS: usize = 160;

/// What is counted.
pub(crate) struct Density<'a> {
    /// One class a run, below `classes`, or [`NOT_DRAWN`].
    pub(crate) class: &'a [u8],
    /// One level a run, of which the mean is kept.
    pub(crate) level: &'a [u8],
    pub(crate) classes: usize,
    /// The first pixel row that a run may reach.
    pub(crate) first_row: usize,
    /// How many pixel rows there are from there.
    pub(crate) rows: usize,
    histogram: Vec<u64>,
    filled: Vec<Filled>,
    sums: Vec<u64>,
}

/// A cell of the joint histogram that holds runs.
struct Filled {
    word: u64,
    from: u16,
    to: u16,
    class: u8,
}

/// The weights between two axes: for each class `rows` times the columns, row by row from the top.
pub(crate) struct Sums<'a> {
    words: &'a [u64],
    classes: usize,
    rows: usize,
    columns: usize,
    /// How many pixel rows one row of weights stands for.
    pub(crate) pixel_rows: usize,
}

impl Sums<'_> {
    /// The weight and the sum of levels of a class at a pixel, between rows of weights linearly where these are coarser than pixels.
    pub(crate) fn at(&self, class: usize, pixel_row: usize, column: usize) -> (u32, u64) {
        let word = |row: usize| self.words.get((class * self.rows + row) * self.columns + column).copied().unwrap_or_default();
        let split = |word: u64| (word & ((1 << COUNT_BITS) - 1), word >> COUNT_BITS);
        if self.pixel_rows == 1 {
            let (count, levels) = split(word(pixel_row));
            return (count as u32, levels);
        }
        let double = 2 * self.pixel_rows;
        let place = (2 * pixel_row + 1 + double).saturating_sub(self.pixel_rows);
        let (next, part) = ((place / double).min(self.rows - 1), (place % double) as u64);
        let above = split(word(next.saturating_sub(1)));
        let below = split(word(next));
        let mix = |above: u64, below: u64| (above * (double as u64 - part) + below * part) / (double * self.pixel_rows) as u64;
        (mix(above.0, below.0) as u32, mix(above.1, below.1))
    }

    /// How many classes there are.
    pub(crate) fn classes(&self) -> usize {
        self.classes
    }
}

impl<'a> Density<'a> {
    pub(crate) fn new(class: &'a [u8], level: &'a [u8], classes: usize, first_row: usize, rows: usize) -> Self {
        let (histogram, filled, sums) = (Vec::new(), Vec::new(), Vec::new());
        Self { class, level, classes, first_row, rows: rows.max(1), histogram, filled, sums }
    }

    /// Counts and draws what lies between two axes that are `columns` pixels apart.
    pub(crate) fn pair(&mut self, left: &[u16], right: &[u16], columns: usize) -> Sums<'_> {
        let finest = self.rows.div_ceil(MOST_CELLS).next_power_of_two();
        let mut cell_rows = finest;
        let mut cells = self.rows.div_ceil(cell_rows);
        self.count(left, right, cells, cell_rows);
        self.collect(cells);
        while self.filled.len() > CROWDED && cells > LEAST_CELLS {
            cells = self.merge(cells);
            cell_rows *= 2;
            self.collect(cells);
        }
        let smooth = self.filled.len() <= SMOOTH && cell_rows == finest;
        let rows = if smooth { self.rows } else { cells };
        let height = if smooth { cell_rows as i32 } else { 1 };
        self.sums.clear();
        self.sums.resize(self.classes * rows * columns, 0);
        for cell in &self.filled {
            let start = usize::from(cell.class) * rows * columns;
            let Some(sums) = self.sums.get_mut(start..start + rows * columns) else { continue };
            let middle = |cell: u16| (i32::from(cell) * height * 65536) + height * 32768;
            let line = Line { from: middle(cell.from), to: middle(cell.to), word: cell.word, height, rows: rows as i32 };
            if smooth { line.smooth(sums, columns) } else { line.plain(sums, columns) }
        }
        let pixel_rows = if smooth { 1 } else { cell_rows };
        Sums { words: &self.sums, classes: self.classes, rows, columns, pixel_rows }
    }

    fn count(&mut self, left: &[u16], right: &[u16], cells: usize, cell_rows: usize) {
        self.histogram.clear();
        self.histogram.resize(self.classes * cells * cells, 0);
        let shift = 4 + cell_rows.trailing_zeros();
        let first = (self.first_row * 16) as u32;
        let last = cells as u32 - 1;
        let cell = |height: u16| (u32::from(height).saturating_sub(first) >> shift).min(last) as usize;
        let size = cells * cells;
        for (((&class, &level), &a), &b) in self.class.iter().zip(self.level).zip(left).zip(right) {
            if class != NOT_DRAWN
                && let Some(word) = self.histogram.get_mut(usize::from(class) * size + cell(a) * cells + cell(b))
            {
                *word += 1 | u64::from(level) << COUNT_BITS;
            }
        }
    }

    /// Merges cells two by two and gives the new number of cells along an axis.
    fn merge(&mut self, cells: usize) -> usize {
        let merged = cells.div_ceil(2);
        let mut histogram = vec![0; self.classes * merged * merged];
        for (row, words) in self.histogram.chunks_exact(cells).enumerate() {
            let start = (row / cells * merged + row % cells / 2) * merged;
            for (sum, pair) in histogram.iter_mut().skip(start).zip(words.chunks(2)) {
                *sum += pair.iter().sum::<u64>();
            }
        }
        self.histogram = histogram;
        merged
    }

    fn collect(&mut self, cells: usize) {
        self.filled.clear();
        for (row, words) in self.histogram.chunks_exact(cells).enumerate() {
            let (class, from) = ((row / cells) as u8, (row % cells) as u16);
            for (to, &word) in words.iter().enumerate() {
                if word > 0 {
                    self.filled.push(Filled { word, from, to: to as u16, class });
                }
            }
        }
    }
}

/// All runs of one cell. Heights are in 1/65536 of a row.
struct Line {
    from: i32,
    to: i32,
    word: u64,
    height: i32,
    rows: i32,
}

impl Line {
    fn step(&self, columns: usize) -> i32 {
        (self.to - self.from) / (columns as i32).max(1)
    }

    /// One row a column.
    fn plain(&self, sums: &mut [u64], columns: usize) {
        let (mut y, step) = (self.from, self.step(columns));
        let weight = self.word * u64::from(ONE_RUN);
        for column in 0..columns {
            let row = (y >> 16) as usize;
            if let Some(sum) = sums.get_mut(row * columns + column) {
                *sum += weight;
            }
            y += step;
        }
    }

    /// What [`Line::smooth`] does where the line climbs less than a row a column: two rows share the weight.
    fn level(&self, sums: &mut [u64], columns: usize, step: i32) {
        let (mut top, last) = (self.from - 32768, self.rows - 1);
        for column in 0..columns {
            let row = top >> 16;
            let lower = ((top & 0xffff) as u32 * ONE_RUN) >> 16;
            for (row, part) in [(row, ONE_RUN - lower), (row + 1, lower)] {
                if let Some(sum) = sums.get_mut(row.clamp(0, last) as usize * columns + column) {
                    *sum += self.word * u64::from(part);
                }
            }
            top += step;
        }
    }

    /// As many rows a column as the line climbs there, at least the height of a cell; the weights add up to the same.
    fn smooth(&self, sums: &mut [u64], columns: usize) {
        let (mut y, step, last) = (self.from, self.step(columns), self.rows - 1);
        let length = step.abs().max(self.height << 16);
        if length == 1 << 16 {
            self.level(sums, columns, step);
            return;
        }
        let per_length = (i64::from(ONE_RUN) << 32) / i64::from(length);
        for column in 0..columns {
            let top = y - length / 2;
            let (first, final_row) = (top >> 16, (top + length - 1) >> 16);
            let mut before = 0;
            for row in first..=final_row {
                let upto =
                    if row == final_row { ONE_RUN } else { ((i64::from(((row + 1) << 16) - top) * per_length) >> 32) as u32 };
                if let Some(sum) = sums.get_mut(row.clamp(0, last) as usize * columns + column) {
                    *sum += self.word * u64::from(upto - before);
                }
                before = upto;
            }
            y += step;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The counts and levels of each column over all classes and rows of weights.
    fn column_sums(sums: &Sums<'_>) -> Vec<(u64, u64)> {
        let words = |x: usize| (0..sums.classes * sums.rows).map(move |y| sums.words[y * sums.columns + x]);
        let count = |x: usize| words(x).map(|word| word & ((1 << COUNT_BITS) - 1)).sum();
        (0..sums.columns).map(|x| (count(x), words(x).map(|word| word >> COUNT_BITS).sum())).collect()
    }

    proptest::proptest! {
        #[test]
        fn every_column_adds_up_to_the_runs(
            runs in proptest::collection::vec((0u16..20_000, 0u16..20_000, 0u8..4, 0u8..251), 0..300),
            rows in 1usize..1300,
            columns in 1usize..60,
        ) {
            let left: Vec<u16> = runs.iter().map(|run| run.0).collect();
            let right: Vec<u16> = runs.iter().map(|run| run.1).collect();
            let class: Vec<u8> = runs.iter().map(|run| if run.2 == 3 { NOT_DRAWN } else { run.2 }).collect();
            let level: Vec<u8> = runs.iter().map(|run| run.3).collect();
            let drawn = || runs.iter().filter(|run| run.2 != 3);
            let expected = (drawn().count() as u64 * u64::from(ONE_RUN), drawn().map(|run| u64::from(run.3) * u64::from(ONE_RUN)).sum());
            let mut density = Density::new(&class, &level, 3, 2, rows);
            let sums = density.pair(&left, &right, columns);
            proptest::prop_assert!(column_sums(&sums).iter().all(|sum| *sum == expected));
        }
    }

    #[test]
    fn crowded_pairs_add_up_too() {
        let count = 60_000;
        let left: Vec<u16> = (0..count).map(|row| (row * 7919 % 8000) as u16).collect();
        let right: Vec<u16> = (0..count).map(|row| (row * 104_729 % 7990) as u16).collect();
        let (class, level) = (vec![0; count], vec![250; count]);
        let mut density = Density::new(&class, &level, 1, 0, 512);
        let sums = density.pair(&left, &right, 50);
        assert!(sums.pixel_rows > 1);
        let expected = count as u64 * u64::from(ONE_RUN);
        assert!(column_sums(&sums).iter().all(|sum| *sum == (expected, 250 * expected)));
        let drawn: u64 = (0..512).map(|row| u64::from(sums.at(0, row, 25).0)).sum();
        assert!(drawn.abs_diff(expected) < expected / 100, "{drawn} {expected}");
    }
}
