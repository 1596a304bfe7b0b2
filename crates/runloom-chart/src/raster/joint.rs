#![expect(clippy::cast_possible_wrap, reason = "pixel rows are far below 2^31")]

use runloom_table::RowMask;

use super::counter::{BLOCK, Counter};
use super::crowd::CrowdRuns;

/// A word holds a count in its lower bits and the sum of the counted runs' levels above them, so that one addition keeps both.
/// With levels up to 255 and [`super::weighted_line::ONE_RUN`], neither overflows before 2^24 runs.
pub(crate) const COUNT_BITS: u32 = 28;

/// The most cells along an axis; taller pictures have cells of 2, 4, … pixels, drawn as high as they are.
const MOST_CELLS: usize = 512;

/// A pair with more filled cells than this is crowded: its cells are merged two by two until it is not, or has few cells.
const CROWDED: usize = 30_000;

/// A pair with more filled cells than this has no lines that are seen one by one.
const SINGLE: usize = 1_000;

/// How many pixel columns of other pairs are drawn as one; they are mixed from their neighbours as the rows of crowded pairs are.
const CROWDED_COLUMNS: usize = 2;

/// A pair with more filled cells than this is drawn with one row a column: lines so many hide each other's steps.
const SMOOTH: usize = 8_000;

/// Cells along an axis below which a crowded pair is not merged further.
const LEAST_CELLS: usize = 160;

/// How finely the runs between two axes are counted and drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fineness {
    /// Cells along an axis.
    pub(crate) cells: usize,
    /// Pixel rows that a cell is high; a power of two.
    pub(crate) cell_rows: usize,
    /// Pixel columns that a column of weights is wide; a power of two.
    pub(crate) cell_columns: usize,
    /// Whether lines are drawn as high as their cells are.
    pub(crate) smooth: bool,
}

impl Fineness {
    /// Where the height of a line in a column is taken, in columns of weights: halfway between the left edges of its first and last pixels.
    pub(super) fn past_edge(self) -> f64 {
        (self.cell_columns as f64 - 1.0) / (2 * self.cell_columns) as f64
    }
}

/// Two neighbouring axes.
#[derive(Clone, Copy)]
pub(crate) struct Pair<'a> {
    /// The heights of the runs at the left axis, in sixteenths of a pixel.
    pub(crate) left: &'a [u16],
    /// The heights at the right axis.
    pub(crate) right: &'a [u16],
    /// The first pixel row that a run may reach.
    pub(crate) first_row: usize,
}

/// The cells of a class whose runs climb equally far.
#[derive(Clone, Copy)]
pub(crate) struct Diagonal<'a> {
    /// How many cells further down the runs are at the right axis.
    pub(crate) rise: i32,
    /// Where on the left axis the first filled cell is.
    pub(crate) from: u16,
    /// The counts and the levels, or what they change by, from there to the last filled cell.
    pub(crate) words: &'a [u64],
    /// How many of them are filled.
    pub(crate) filled: usize,
}

/// Whether runs come or go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    Plus,
    Minus,
}

/// Counts runs by where they cross two neighbouring axes; empty between uses.
///
/// Cells lie diagonal by diagonal: a row of the histogram holds, in the order of their places on the left axis, the cells whose runs
/// climb as many cells as the row's number, and after them those whose runs climb as many less all cells of an axis.
#[derive(Clone, Debug, Default)]
pub(crate) struct JointHistogram {
    words: Vec<u64>,
    /// Of each row, whether it may have a filled cell.
    touched: Vec<bool>,
    /// Whether all rows may.
    everywhere: bool,
}

/// How many cells a run may cost more than its own for runs to count as few.
const FEW_RUNS: usize = 8;

/// After so many words of a mask it is seen whether a pair is crowded already, and again each time there are eight times as many.
const FIRST_LOOK: usize = 1024;

impl JointHistogram {
    /// Counts runs as finely as suits them.
    pub(crate) fn count(&mut self, rows: &RowMask, runs: &CrowdRuns<'_>, pair: Pair<'_>, pixel_rows: usize) -> Fineness {
        let finest = pixel_rows.div_ceil(MOST_CELLS).next_power_of_two();
        let mut fineness = Fineness { cells: pixel_rows.div_ceil(finest), cell_rows: finest, cell_columns: 1, smooth: false };
        let words = rows.words().len();
        let (mut start, mut look) = (0, FIRST_LOOK);
        let mut filled = 0;
        while start < words {
            // Runs only fill more cells, so what is crowded early stays crowded.
            let end = if look * 2 < words { look } else { words };
            self.add_words(rows, start..end, Sign::Plus, runs, pair, fineness);
            filled = count_filled(&self.words);
            while filled > CROWDED && fineness.cells > LEAST_CELLS {
                self.words = merged(&self.words, fineness.cells);
                let cells = fineness.cells.div_ceil(2);
                fineness = Fineness { cells, cell_rows: fineness.cell_rows * 2, ..fineness };
                self.touched.clear();
                self.touched.resize(runs.classes * fineness.cells, true);
                self.everywhere = true;
                filled = count_filled(&self.words);
            }
            (start, look) = (end, look * 8);
        }
        fineness.smooth = filled <= SMOOTH && fineness.cell_rows == finest;
        let one_row_a_column = !fineness.smooth && fineness.cell_rows == finest;
        fineness.cell_columns = if filled > SINGLE && !one_row_a_column { CROWDED_COLUMNS } else { 1 };
        fineness
    }

    /// Counts runs, or takes them back.
    pub(crate) fn add(&mut self, rows: &RowMask, sign: Sign, runs: &CrowdRuns<'_>, pair: Pair<'_>, fineness: Fineness) {
        self.add_words(rows, 0..rows.words().len(), sign, runs, pair, fineness);
    }

    /// Counts runs by their codes and heights, or takes them back.
    pub(crate) fn add_taken(&mut self, codes: &[u8], pair: Pair<'_>, sign: Sign, runs: &CrowdRuns<'_>, fineness: Fineness) {
        let counter = Counter::new(sign, runs, pair.first_row, fineness);
        self.make_room(codes.len(), runs.classes, fineness);
        for (codes, (left, right)) in codes.chunks(BLOCK).zip(pair.left.chunks(BLOCK).zip(pair.right.chunks(BLOCK))) {
            self.count_block(&counter, codes, left, right);
        }
    }

    #[inline]
    fn count_block(&mut self, counter: &Counter, codes: &[u8], left: &[u16], right: &[u16]) {
        let cells = if let (Ok(left), Ok(right)) = (left.try_into(), right.try_into()) {
            counter.count(codes, left, right, &mut self.words)
        } else {
            let filled = |part: &[u16]| std::array::from_fn(|at| part.get(at).copied().unwrap_or_default());
            counter.count(codes, &filled(left), &filled(right), &mut self.words)
        };
        if !self.everywhere {
            let row_cells = counter.cells();
            for cell in cells.iter().take(codes.len()) {
                if let Some(touched) = self.touched.get_mut((cell / row_cells) as usize) {
                    *touched = true;
                }
            }
        }
    }

    fn add_words(
        &mut self,
        rows: &RowMask,
        range: std::ops::Range<usize>,
        sign: Sign,
        runs: &CrowdRuns<'_>,
        pair: Pair<'_>,
        fineness: Fineness,
    ) {
        let Some(masks) = rows.words().get(range.clone()) else { return };
        let counter = Counter::new(sign, runs, pair.first_row, fineness);
        self.make_room(masks.iter().map(|mask| mask.count_ones() as usize).sum(), runs.classes, fineness);
        let (mut codes, mut left, mut right) = ([0; BLOCK], [0; BLOCK], [0; BLOCK]);
        for (index, chosen) in range.zip(masks).filter(|(_, chosen)| **chosen != 0) {
            let block = index * 64..(index * 64 + 64).min(rows.len());
            let (Some(all_codes), Some(all_left), Some(all_right)) =
                (runs.codes.get(block.clone()), pair.left.get(block.clone()), pair.right.get(block))
            else {
                continue;
            };
            if *chosen == u64::MAX {
                self.count_block(&counter, all_codes, all_left, all_right);
                continue;
            }
            let (mut rest, mut taken) = (*chosen, 0);
            while rest != 0 {
                let at = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                if let (Some(&code), Some(&from), Some(&to)) = (all_codes.get(at), all_left.get(at), all_right.get(at)) {
                    (codes[taken], left[taken], right[taken]) = (code, from, to);
                    taken += 1;
                }
            }
            self.count_block(&counter, &codes[..taken], &left, &right);
        }
    }

    /// Makes room for so many runs.
    fn make_room(&mut self, runs: usize, classes: usize, Fineness { cells, .. }: Fineness) {
        self.words.resize(classes * cells * cells, 0);
        self.touched.resize(classes * cells, false);
        if runs * FEW_RUNS > self.words.len() {
            self.touched.fill(true);
            self.everywhere = true;
        }
    }

    /// Gives the filled cells, class by class, those whose runs climb least first, and forgets them.
    pub(crate) fn drain(&mut self, fineness: Fineness, mut give: impl FnMut(usize, &[Diagonal<'_>])) {
        let cells = fineness.cells;
        let span = cells as i32;
        for class in 0..self.touched.len() / cells {
            let mut diagonals = Vec::new();
            for rise in 1 - span..span {
                let row = class * cells + rise.rem_euclid(span) as usize;
                if self.touched.get(row) != Some(&true) {
                    continue;
                }
                let places = if rise < 0 { -rise as usize..cells } else { 0..cells - rise as usize };
                let Some(part) = self.words.get(row * cells + places.start..row * cells + places.end) else { continue };
                let Some(first) = part.iter().position(|word| *word != 0) else { continue };
                let end = part.iter().rposition(|word| *word != 0).map_or(first, |last| last + 1);
                let words = part.get(first..end).unwrap_or_default();
                diagonals.push(Diagonal { rise, from: (places.start + first) as u16, words, filled: count_filled(words) });
            }
            give(class, &diagonals);
        }
        self.everywhere = false;
        for (words, touched) in self.words.chunks_exact_mut(cells).zip(&mut self.touched) {
            if std::mem::take(touched) {
                words.fill(0);
            }
        }
    }
}

fn count_filled(words: &[u64]) -> usize {
    words.iter().filter(|word| **word != 0).count()
}

/// Cells merged two by two along both axes.
fn merged(words: &[u64], cells: usize) -> Vec<u64> {
    let half = cells.div_ceil(2);
    let mut merged = vec![0; words.len() / cells.max(1).pow(2) * half * half];
    for (row, words) in words.chunks_exact(cells).enumerate() {
        let (class, rise) = (row / cells, row % cells);
        for (from, word) in words.iter().enumerate().filter(|(_, word)| **word != 0) {
            let to = if from + rise < cells { from + rise } else { from + rise - cells };
            let (from, to) = (from / 2, to / 2);
            let rise = if to < from { to + half - from } else { to - from };
            if let Some(sum) = merged.get_mut((class * half + rise) * half + from) {
                *sum += word;
            }
        }
    }
    merged
}
