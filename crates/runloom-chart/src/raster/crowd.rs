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
use super::weighted_line;

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

/// The weights between two axes: for each class `rows` times `columns`, row by row from the top.
#[derive(Clone, Debug)]
pub(crate) struct Gap {
    /// The pixel column of the left axis.
    pub(crate) left: usize,
    /// The pixel columns to the right axis.
    pub(crate) columns: usize,
    rows: usize,
    /// How far along a line is at each pixel column; nothing where lines are straight.
    eased: Vec<u32>,
    fineness: Fineness,
    all: Vec<u64>,
    focus: Vec<u64>,
    /// The counts of the runs that are not in colour, of all classes together.
    grey: Vec<u32>,
}

/// One pixel row of a gap: between two rows of weights, where these are coarser than pixels.
#[derive(Clone, Copy)]
pub(crate) struct Between {
    above: usize,
    below: usize,
    weight_above: u64,
    weight_below: u64,
    shift: u32,
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
        for (gap, heights) in self.gaps.iter_mut().zip(runs.heights.windows(2)) {
            match from {
                Some(true) => gap.focus.clone_from(&gap.all),
                Some(false) => gap.focus.fill(0),
                None => {}
            }
            let pair = Pair { left: &heights[0], right: &heights[1], first_row: runs.first_row };
            self.joint.add(come, Sign::Plus, runs, pair, gap.fineness);
            self.joint.add(gone, Sign::Minus, runs, pair, gap.fineness);
            gap.draw(&mut self.joint);
            gap.count_grey();
        }
        self.focus.clone_from(focus);
    }

    pub(crate) fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// How much memory it takes.
    pub(crate) fn bytes(&self) -> usize {
        let bytes = |gap: &Gap| (gap.all.len() + gap.focus.len()) * size_of::<u64>() + gap.grey.len() * size_of::<u32>();
        self.gaps.iter().map(bytes).sum()
    }
}

impl Gap {
    fn new(columns: &[usize], fineness: Fineness, runs: &CrowdRuns<'_>) -> Self {
        let (left, right) = (columns[0], columns[1]);
        let columns = right.saturating_sub(left);
        let rows = if fineness.smooth { runs.rows } else { fineness.cells };
        let (focus, grey) = (vec![0; runs.classes * rows * columns], vec![0; rows * columns]);
        let eased = if runs.curved { eased_columns(columns) } else { Vec::new() };
        Self { left, columns, rows, eased, fineness, all: Vec::new(), focus, grey }
    }

    fn count_grey(&mut self) {
        self.grey.fill(0);
        let size = self.grey.len().max(1);
        for (all, focus) in self.all.chunks_exact(size).zip(self.focus.chunks_exact(size)) {
            for ((grey, all), focus) in self.grey.iter_mut().zip(all).zip(focus) {
                *grey += count(all.wrapping_sub(*focus)) as u32;
            }
        }
    }

    /// Adds what was counted to the weights in colour.
    fn draw(&mut self, joint: &mut JointHistogram) {
        let size = self.rows * self.columns;
        joint.drain(self.fineness, |cell| {
            let start = usize::from(cell.class) * size;
            if let Some(sums) = self.focus.get_mut(start..start + size) {
                if self.eased.is_empty() {
                    weighted_line::draw(cell, self.fineness, sums, self.rows, self.columns);
                } else {
                    weighted_line::draw_curved(cell, self.fineness, sums, self.rows, &self.eased);
                }
            }
        });
    }

    /// Where a pixel row lies among the rows of weights.
    pub(crate) fn between(&self, pixel_row: usize) -> Between {
        let pixel_rows = if self.fineness.smooth { 1 } else { self.fineness.cell_rows };
        if pixel_rows == 1 {
            return Between { above: pixel_row, below: pixel_row, weight_above: 1, weight_below: 0, shift: 0 };
        }
        let double = 2 * pixel_rows;
        let place = (2 * pixel_row + 1 + double).saturating_sub(pixel_rows);
        let below = (place / double).min(self.rows - 1);
        let weight_below = (place % double) as u64;
        let shift = 1 + 2 * pixel_rows.trailing_zeros();
        Between { above: below.saturating_sub(1), below, weight_above: double as u64 - weight_below, weight_below, shift }
    }

    /// The counts in grey in a pixel row.
    pub(crate) fn grey(&self, at: Between) -> impl Iterator<Item = u32> {
        let [above, below] = self.rows_of(&self.grey, 0, at);
        above.iter().zip(below).map(move |(above, below)| at.mix(u64::from(*above), u64::from(*below)) as u32)
    }

    /// The weights in colour of a class in a pixel row, and the sums of their levels.
    pub(crate) fn focus(&self, class: usize, at: Between) -> impl Iterator<Item = (u32, u64)> {
        let [above, below] = self.rows_of(&self.focus, class, at);
        above.iter().zip(below).map(move |(&above, &below)| {
            if above | below == 0 {
                return (0, 0);
            }
            (at.mix(count(above), count(below)) as u32, at.mix(above >> COUNT_BITS, below >> COUNT_BITS))
        })
    }

    fn rows_of<'a, T>(&self, sums: &'a [T], class: usize, at: Between) -> [&'a [T]; 2] {
        [at.above, at.below].map(|row| {
            let start = (class * self.rows + row) * self.columns;
            sums.get(start..start + self.columns).unwrap_or_default()
        })
    }
}

impl Between {
    fn mix(self, above: u64, below: u64) -> u64 {
        (above * self.weight_above + below * self.weight_below) >> self.shift
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
        let words = |x: usize| sums.iter().skip(x).step_by(gap.columns);
        (0..gap.columns).map(|x| (words(x).map(|w| count(*w)).sum(), words(x).map(|w| w >> COUNT_BITS).sum())).collect()
    }

    fn expected(rows: &RowMask, codes: &[u8]) -> (u64, u64) {
        let weight = u64::from(weighted_line::ONE_RUN);
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
        let drawn: u64 =
            (0..512).filter_map(|row| gap.focus(0, gap.between(row)).nth(25)).map(|(count, _)| u64::from(count)).sum();
        assert!(drawn.abs_diff(expected.0) < expected.0 / 100, "{drawn} {expected:?}");
    }
}
