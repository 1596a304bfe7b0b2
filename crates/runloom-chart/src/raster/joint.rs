use runloom_table::RowMask;

use super::crowd::CrowdRuns;

/// A word holds a count in its lower bits and the sum of the counted runs' levels above them, so that one addition keeps both.
/// With levels up to 255 and [`super::weighted_line::ONE_RUN`], neither overflows before 2^24 runs.
pub(crate) const COUNT_BITS: u32 = 28;

/// The most cells along an axis; taller pictures have cells of 2, 4, … pixels, drawn as high as they are.
const MOST_CELLS: usize = 512;

/// A pair with more filled cells than this is crowded: its cells are merged two by two until it is not, or has few cells.
const CROWDED: usize = 30_000;

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
    /// Whether lines are drawn as high as their cells are.
    pub(crate) smooth: bool,
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

/// A cell of the joint histogram, by the places of its runs on the left and on the right axis.
#[derive(Clone, Copy)]
pub(crate) struct Filled {
    /// The count and the levels, or what they change by.
    pub(crate) word: u64,
    pub(crate) from: u16,
    pub(crate) to: u16,
    pub(crate) class: u8,
}

/// Whether runs come or go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    Plus,
    Minus,
}

/// Counts runs by where they cross two neighbouring axes; empty between uses.
#[derive(Clone, Debug, Default)]
pub(crate) struct JointHistogram {
    words: Vec<u64>,
    /// Cells that were empty when a run came, where few runs came; a cell may stand here twice.
    touched: Vec<u32>,
    /// Whether cells are filled that are not among `touched`.
    everywhere: bool,
}

/// How many cells a run may cost more than its own for runs to count as few.
const FEW_RUNS: usize = 8;

impl JointHistogram {
    /// Counts runs as finely as suits them.
    pub(crate) fn count(&mut self, rows: &RowMask, runs: &CrowdRuns<'_>, pair: Pair<'_>, pixel_rows: usize) -> Fineness {
        let finest = pixel_rows.div_ceil(MOST_CELLS).next_power_of_two();
        let mut fineness = Fineness { cells: pixel_rows.div_ceil(finest), cell_rows: finest, smooth: false };
        self.everywhere = true;
        self.add(rows, Sign::Plus, runs, pair, fineness);
        let mut filled = count_filled(&self.words);
        while filled > CROWDED && fineness.cells > LEAST_CELLS {
            self.words = merged(&self.words, fineness.cells);
            fineness = Fineness { cells: fineness.cells.div_ceil(2), cell_rows: fineness.cell_rows * 2, smooth: false };
            filled = count_filled(&self.words);
        }
        fineness.smooth = filled <= SMOOTH && fineness.cell_rows == finest;
        fineness
    }

    /// Counts runs, or takes them back.
    pub(crate) fn add(&mut self, rows: &RowMask, sign: Sign, runs: &CrowdRuns<'_>, pair: Pair<'_>, fineness: Fineness) {
        let cells = fineness.cells;
        self.words.resize(runs.classes * cells * cells, 0);
        self.everywhere |= rows.count() * FEW_RUNS > self.words.len();
        let shift = 4 + fineness.cell_rows.trailing_zeros();
        let first = (pair.first_row * 16) as u32;
        let (cells, last) = (cells as u32, cells as u32 - 1);
        let cell = |left: u16, right: u16| {
            let place = |height: u16| (u32::from(height).saturating_sub(first) >> shift).min(last);
            place(left) * cells + place(right)
        };
        let start_of_code = runs.class_of_code.map(|class| u32::from(class) * cells * cells);
        let one_of_code: [u64; 256] = std::array::from_fn(|code| {
            let one = 1 | (code as u64) << COUNT_BITS;
            if sign == Sign::Plus { one } else { one.wrapping_neg() }
        });
        let mut ats = [0; 64];
        for (index, chosen) in rows.words().iter().enumerate() {
            let block = index * 64..index * 64 + 64;
            if self.everywhere
                && *chosen == u64::MAX
                && let (Some(codes), Some(left), Some(right)) =
                    (runs.codes.get(block.clone()), pair.left.get(block.clone()), pair.right.get(block.clone()))
            {
                for ((at, left), right) in ats.iter_mut().zip(left).zip(right) {
                    *at = cell(*left, *right);
                }
                for (at, code) in ats.iter().zip(codes) {
                    let code = usize::from(*code);
                    if let Some(word) = self.words.get_mut((start_of_code[code] + at) as usize) {
                        *word = word.wrapping_add(one_of_code[code]);
                    }
                }
                continue;
            }
            let mut rest = *chosen;
            while rest != 0 {
                let row = block.start + rest.trailing_zeros() as usize;
                rest &= rest - 1;
                let (Some(&code), Some(&left), Some(&right)) = (runs.codes.get(row), pair.left.get(row), pair.right.get(row))
                else {
                    continue;
                };
                let at = start_of_code[usize::from(code)] + cell(left, right);
                let Some(word) = self.words.get_mut(at as usize) else { continue };
                if *word == 0 && !self.everywhere {
                    self.touched.push(at);
                }
                *word = word.wrapping_add(one_of_code[usize::from(code)]);
            }
        }
    }

    /// Gives every cell that is not empty and forgets it.
    pub(crate) fn drain(&mut self, fineness: Fineness, mut give: impl FnMut(Filled)) {
        let cells = fineness.cells;
        let mut give_one = |at: usize, word: u64| {
            if word != 0 {
                let (from, class) = (at / cells % cells, at / cells / cells);
                give(Filled { word, from: from as u16, to: (at % cells) as u16, class: class as u8 });
            }
        };
        if std::mem::take(&mut self.everywhere) {
            self.words.iter_mut().enumerate().for_each(|(at, word)| give_one(at, std::mem::take(word)));
            self.touched.clear();
            return;
        }
        for at in self.touched.drain(..) {
            let at = at as usize;
            give_one(at, self.words.get_mut(at).map(std::mem::take).unwrap_or_default());
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
        let start = (row / cells * half + row % cells / 2) * half;
        for (sum, pair) in merged.iter_mut().skip(start).zip(words.chunks(2)) {
            *sum += pair.iter().sum::<u64>();
        }
    }
    merged
}
