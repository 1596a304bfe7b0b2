use super::crowd::CrowdRuns;
use super::joint::{COUNT_BITS, Fineness, Sign};

/// How many runs are counted at a time.
pub(super) const BLOCK: usize = 64;

/// What is the same for all runs of a pair that come, or go.
pub(super) struct Counter {
    sign: Sign,
    first: u16,
    shift: u32,
    cells: u16,
    /// Where the cells of each code begin, where there are several classes.
    start_of_code: Option<[u32; 256]>,
}

impl Counter {
    pub(super) fn new(sign: Sign, runs: &CrowdRuns<'_>, first_row: usize, fineness: Fineness) -> Self {
        let cells = fineness.cells as u32;
        let starts = || runs.class_of_code.map(|class| u32::from(class) * cells * cells);
        Self {
            sign,
            first: (first_row * 16).min(usize::from(u16::MAX)) as u16,
            shift: 4 + fineness.cell_rows.trailing_zeros(),
            cells: fineness.cells as u16,
            start_of_code: (runs.classes > 1).then(starts),
        }
    }

    /// How many cells an axis has.
    pub(super) fn cells(&self) -> u32 {
        u32::from(self.cells)
    }

    /// Counts as many runs as there are codes, and gives their cells.
    #[inline]
    pub(super) fn count(&self, codes: &[u8], left: &[u16; BLOCK], right: &[u16; BLOCK], words: &mut [u64]) -> [u32; BLOCK] {
        let mut cells = self.cells_of(left, right);
        if let Some(starts) = &self.start_of_code {
            cells.iter_mut().zip(codes).for_each(|(cell, code)| *cell += starts[usize::from(*code)]);
        }
        match self.sign {
            Sign::Plus => change(words, &cells, codes, u64::wrapping_add),
            Sign::Minus => change(words, &cells, codes, u64::wrapping_sub),
        }
        cells
    }

    /// The cells where runs of the first class are counted; several at a time.
    #[inline]
    fn cells_of(&self, left: &[u16; BLOCK], right: &[u16; BLOCK]) -> [u32; BLOCK] {
        let Self { first, shift, cells, .. } = *self;
        let place = |height: u16| (height.saturating_sub(first) >> shift).min(cells - 1);
        let (mut froms, mut rows) = ([0; BLOCK], [0; BLOCK]);
        for ((from, row), (left, right)) in froms.iter_mut().zip(&mut rows).zip(left.iter().zip(right)) {
            *from = place(*left);
            let rise = place(*right).wrapping_sub(*from);
            // One of both is a small number, the other one wraps.
            *row = rise.min(rise.wrapping_add(cells));
        }
        let mut found = [0; BLOCK];
        for (found, (from, row)) in found.iter_mut().zip(froms.iter().zip(&rows)) {
            *found = u32::from(*row) * u32::from(cells) + u32::from(*from);
        }
        found
    }
}

#[inline]
fn change(words: &mut [u64], cells: &[u32; BLOCK], codes: &[u8], changed: impl Fn(u64, u64) -> u64) {
    for (cell, code) in cells.iter().zip(codes) {
        if let Some(word) = words.get_mut(*cell as usize) {
            *word = changed(*word, 1 | u64::from(*code) << COUNT_BITS);
        }
    }
}
