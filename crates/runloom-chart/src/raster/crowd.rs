//! Runs by the hundred thousand: one joint histogram a pair of neighbouring axes, its filled cells drawn as weighted lines.
//!
//! The density of parallel coordinates between two axes is the family of projections of their joint histogram (Heinrich and Weiskopf,
//! "Continuous Parallel Coordinates", 2009), so the cost depends on filled cells, not on runs. Every run puts the same weight into every
//! pixel column (Moritz and Fisher, "Visualizing a Million Time Series with the Density Line Chart", 2018): steep lines do not shine.
//!
//! Sums are linear in the runs: what brushes change is added and taken back, and grey is what is drawn less what is in colour.

use runloom_table::RowMask;

use super::ease::eased_columns;
use super::joint::{COUNT_BITS, Fineness, JointHistogram, Pair, Sign};
use super::taken::Taken;
use super::weighted_line::WeightedLines;

/// What is known of the runs; brushes do not change it.
#[derive(Clone, Copy)]
pub(crate) struct CrowdRuns<'a> {
    /// One code a run, which is its level too, of which the mean is kept.
    pub(crate) codes: &'a [u8],
    /// The class of each code, below `classes`.
    pub(crate) class_of_code: &'a [u8; 256],
    pub(crate) classes: usize,
    /// The heights of the runs in sixteenths of a pixel, one list an axis.
    pub(crate) heights: &'a [Vec<u16>],
    /// The pixel columns of the axes.
    pub(crate) columns: &'a [usize],
    /// The first pixel row that a run may reach, and how many there are from there.
    pub(crate) first_row: usize,
    pub(crate) rows: usize,
    /// Whether lines are level at the axes.
    pub(crate) curved: bool,
    /// The runs that are drawn, in colour or in grey.
    pub(crate) drawn: &'a RowMask,
}

/// The weights of all drawn runs and of those in colour, kept while only brushes change.
#[derive(Clone, Debug)]
pub(crate) struct Crowd {
    gaps: Vec<Gap>,
    /// The runs that count as in colour.
    focus: RowMask,
    joint: JointHistogram,
}

/// The weights between two axes: for each class `columns` times `rows`, column by column from the left, each from the top.
#[derive(Clone, Debug)]
pub(crate) struct Gap {
    /// The pixel column of the left axis.
    pub(crate) left: usize,
    /// The pixel columns to the right axis.
    pub(crate) width: usize,
    /// Columns of weights.
    columns: usize,
    rows: usize,
    /// How far along a line is at each pixel column; nothing where lines are straight.
    eased: Vec<u32>,
    fineness: Fineness,
    all: Vec<u64>,
    focus: Vec<u64>,
}

/// The weights that the pixels of a column have, of all classes together, row by row of weights.
#[derive(Debug, Default)]
pub(crate) struct ColumnWeights {
    /// Of the runs that are not in colour.
    pub(crate) grey: Vec<u32>,
    /// Of those in colour.
    pub(crate) bright: Vec<u32>,
}

impl Crowd {
    /// Draws all runs; all are in colour.
    pub(crate) fn new(runs: &CrowdRuns<'_>) -> Self {
        let mut joint = JointHistogram::default();
        let mut gaps = Vec::with_capacity(runs.columns.len());
        for (columns, heights) in runs.columns.windows(2).zip(runs.heights.windows(2)) {
            let pair = Pair { left: &heights[0], right: &heights[1], first_row: runs.first_row };
            let mut gap = Gap::new(columns, joint.count(runs.drawn, runs, pair, runs.rows), runs);
            gap.draw(&mut joint);
            gap.all.clone_from(&gap.focus);
            gaps.push(gap);
        }
        Self { gaps, focus: runs.drawn.clone(), joint }
    }

    /// Puts these runs in colour, the rest of the drawn ones in grey: by what changes, anew, or by what is in grey, whichever are
    /// the fewest runs. The runs must be those of [`Crowd::new`].
    pub(crate) fn show(&mut self, runs: &CrowdRuns<'_>, focus: &RowMask) {
        let (come, gone) = (less(focus, &self.focus), less(&self.focus, focus));
        let grey = less(runs.drawn, focus);
        let changed = come.count() + gone.count();
        if changed == 0 {
            return;
        }
        let none = RowMask::none(focus.len());
        let fewest = changed.min(focus.count()).min(grey.count());
        let (from, come, gone) = if changed == fewest {
            (None, &come, &gone)
        } else if grey.count() == fewest {
            (Some(true), &none, &grey)
        } else {
            (Some(false), focus, &none)
        };
        let (come, gone) = (Taken::of(come, runs), Taken::of(gone, runs));
        for (pair, gap) in self.gaps.iter_mut().enumerate() {
            match from {
                Some(true) => gap.focus.clone_from(&gap.all),
                Some(false) => gap.focus.fill(0),
                None => {}
            }
            come.count(pair, Sign::Plus, runs, gap.fineness, &mut self.joint);
            gone.count(pair, Sign::Minus, runs, gap.fineness, &mut self.joint);
            gap.draw(&mut self.joint);
        }
        self.focus.clone_from(focus);
    }

    pub(crate) fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// How much memory it takes.
    pub(crate) fn bytes(&self) -> usize {
        self.gaps.iter().map(|gap| (gap.all.len() + gap.focus.len()) * size_of::<u64>()).sum()
    }
}

/// From so many columns on, one in [`SAMPLED`] tells what weights there are.
const MANY_COLUMNS: usize = 48;
const SAMPLED: usize = 4;

impl Gap {
    fn new(columns: &[usize], fineness: Fineness, runs: &CrowdRuns<'_>) -> Self {
        let (left, right) = (columns[0], columns[1]);
        let width = right.saturating_sub(left);
        let columns = width.div_ceil(fineness.cell_columns);
        let rows = if fineness.smooth { runs.rows } else { fineness.cells };
        let focus = vec![0; runs.classes * rows * columns];
        let eased = if runs.curved { eased_columns(columns, fineness.past_edge()) } else { Vec::new() };
        Self { left, width, columns, rows, eased, fineness, all: Vec::new(), focus }
    }

    /// Adds what was counted to the weights in colour.
    fn draw(&mut self, joint: &mut JointHistogram) {
        let lines = WeightedLines { fineness: self.fineness, rows: self.rows, columns: self.columns, eased: &self.eased };
        let size = self.rows * self.columns;
        joint.drain(self.fineness, |class, diagonals| {
            if let Some(sums) = self.focus.get_mut(class * size..(class + 1) * size) {
                lines.draw(diagonals, sums);
            }
        });
    }

    /// How many pixel rows a row of weights is high; a power of two.
    pub(crate) fn pixels_a_row(&self) -> usize {
        if self.fineness.smooth { 1 } else { self.fineness.cell_rows }
    }

    /// How many rows of weights there are.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// How many pixel columns a column of weights is wide; a power of two.
    pub(crate) fn pixels_a_column(&self) -> usize {
        self.fineness.cell_columns
    }

    /// The last column of weights.
    pub(crate) fn last_column(&self) -> usize {
        self.columns.saturating_sub(1)
    }

    /// The weights of a column.
    pub(crate) fn weigh(&self, column: usize, weights: &mut ColumnWeights) {
        let ColumnWeights { grey, bright } = weights;
        for sums in [&mut *grey, &mut *bright] {
            sums.clear();
            sums.resize(self.rows, 0);
        }
        let size = (self.rows * self.columns).max(1);
        let rows = column * self.rows..(column + 1) * self.rows;
        for (all, focus) in self.all.chunks_exact(size).zip(self.focus.chunks_exact(size)) {
            let (Some(all), Some(focus)) = (all.get(rows.clone()), focus.get(rows.clone())) else { continue };
            for (((grey, bright), all), focus) in grey.iter_mut().zip(bright.iter_mut()).zip(all).zip(focus) {
                *grey += count(all.wrapping_sub(*focus)) as u32;
                *bright += count(*focus) as u32;
            }
        }
        let shift = self.pixels_a_row().trailing_zeros();
        grey.iter_mut().chain(bright).for_each(|weight| *weight >>= shift);
    }

    /// The columns that tell what weights there are: neighbours hardly differ where there are many.
    pub(crate) fn sample(&self) -> impl Iterator<Item = usize> {
        (0..self.columns).step_by(if self.columns < MANY_COLUMNS { 1 } else { SAMPLED })
    }

    /// The weights in colour of a class in a column, and the sums of their levels, row by row of weights.
    pub(crate) fn focus(&self, class: usize, column: usize) -> impl ExactSizeIterator<Item = (u64, u64)> {
        let start = (class * self.columns + column) * self.rows;
        let sums = self.focus.get(start..start + self.rows).unwrap_or_default();
        sums.iter().map(|sum| (count(*sum), sum >> COUNT_BITS))
    }
}

fn count(word: u64) -> u64 {
    word & ((1 << COUNT_BITS) - 1)
}

fn less(rows: &RowMask, others: &RowMask) -> RowMask {
    let words = rows.words().iter().zip(others.words()).map(|(word, other)| word & !other).collect();
    RowMask::from_words(words, rows.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const CLASS_OF_CODE: [u8; 256] = {
        let mut class = [0; 256];
        let mut code = 200;
        while code < 256 {
            class[code] = 1;
            code += 1;
        }
        class
    };

    /// The counts and levels of each column over all classes and rows of weights.
    fn column_sums(gap: &Gap, sums: &[u64]) -> Vec<(u64, u64)> {
        let mut totals = vec![(0, 0); gap.columns];
        for (at, words) in sums.chunks_exact(gap.rows).enumerate() {
            let total = &mut totals[at % gap.columns];
            total.0 += words.iter().map(|word| count(*word)).sum::<u64>();
            total.1 += words.iter().map(|word| word >> COUNT_BITS).sum::<u64>();
        }
        totals
    }

    fn expected(rows: &RowMask, codes: &[u8]) -> (u64, u64) {
        let weight = u64::from(crate::raster::ONE_RUN);
        (rows.count() as u64 * weight, rows.rows().map(|row| u64::from(codes[row]) * weight).sum())
    }

    proptest! {
        #[test]
        fn every_column_adds_up_to_the_runs(
            runs in proptest::collection::vec((0u16..20_000, 0u16..20_000, 0u8..251, 0u8..4), 0..300),
            rows in 1usize..1300,
            columns in 1usize..60,
            curved: bool,
        ) {
            let heights = [runs.iter().map(|run| run.0).collect(), runs.iter().map(|run| run.1).collect()];
            let codes: Vec<u8> = runs.iter().map(|run| run.2).collect();
            let drawn = RowMask::from_fn(runs.len(), |row| runs[row].3 > 0);
            let focus = RowMask::from_fn(runs.len(), |row| runs[row].3 > 1);
            let parts = CrowdRuns {
                codes: &codes,
                class_of_code: &CLASS_OF_CODE,
                classes: 2,
                heights: &heights,
                columns: &[7, 7 + columns],
                first_row: 2,
                rows,
                curved,
                drawn: &drawn,
            };
            let mut crowd = Crowd::new(&parts);
            crowd.show(&parts, &focus);
            let gap = &crowd.gaps()[0];
            prop_assert!(column_sums(gap, &gap.all).iter().all(|sum| *sum == expected(&drawn, &codes)));
            prop_assert!(column_sums(gap, &gap.focus).iter().all(|sum| *sum == expected(&focus, &codes)));
        }

        #[test]
        fn any_way_to_a_focus_gives_the_same_weights(
            steps in proptest::collection::vec((0u16..900, 0u16..900), 1..8),
            rows in 100usize..700,
            curved: bool,
        ) {
            let count = 900;
            let heights = [7919u32, 104_729].map(|factor| (0..count).map(|row| (row * factor % 9000) as u16).collect());
            let codes: Vec<u8> = (0..count).map(|row| (row % 256) as u8).collect();
            let drawn = RowMask::from_fn(count as usize, |row| row % 11 != 0);
            let parts = CrowdRuns {
                codes: &codes,
                class_of_code: &CLASS_OF_CODE,
                classes: 2,
                heights: &heights,
                columns: &[0, 40],
                first_row: 0,
                rows,
                curved,
                drawn: &drawn,
            };
            let mut crowd = Crowd::new(&parts);
            for (from, to) in steps {
                let mut focus = RowMask::from_fn(count as usize, |row| (from.min(to) as usize..to.max(from) as usize).contains(&row));
                focus.and(&drawn);
                crowd.show(&parts, &focus);
                let mut direct = JointHistogram::default();
                let mut fresh = crowd.gaps()[0].clone();
                fresh.focus.fill(0);
                let pair = Pair { left: &heights[0], right: &heights[1], first_row: 0 };
                direct.add(&focus, Sign::Plus, &parts, pair, fresh.fineness);
                fresh.draw(&mut direct);
                prop_assert!(crowd.gaps()[0].focus == fresh.focus);
            }
        }
    }

    #[test]
    fn crowded_pairs_add_up_too() {
        let count = 60_000;
        let heights =
            [(7919, 8000), (104_729, 7990)].map(|(factor, upto)| (0..count).map(|row| (row * factor % upto) as u16).collect());
        let codes = vec![199; count];
        let all = RowMask::all(count);
        let parts = CrowdRuns {
            codes: &codes,
            class_of_code: &CLASS_OF_CODE,
            classes: 2,
            heights: &heights,
            columns: &[0, 50],
            first_row: 0,
            rows: 512,
            curved: false,
            drawn: &all,
        };
        let crowd = Crowd::new(&parts);
        let gap = &crowd.gaps()[0];
        assert!(gap.fineness.cell_rows > 1);
        let expected = expected(&all, &codes);
        assert!(column_sums(gap, &gap.focus).iter().all(|sum| *sum == expected));
        let mut weights = ColumnWeights::default();
        gap.weigh(12, &mut weights);
        assert!(weights.grey.iter().all(|weight| *weight == 0));
        let drawn = weights.bright.into_iter().map(u64::from).sum::<u64>() * gap.pixels_a_row() as u64;
        assert!(drawn.abs_diff(expected.0) < expected.0 / 100, "{drawn} {expected:?}");
    }
}
