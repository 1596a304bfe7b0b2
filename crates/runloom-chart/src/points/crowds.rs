use runloom_table::RowMask;

use super::{Shape, Standing};
use crate::raster::{DotDensity, DotRuns, DotStep, Window};

/// More pixels than this are counted anew for each picture: their counts are not kept, as each takes 20 bytes.
const MOST_KEPT: usize = 1_500_000;

/// Runs counted by pixel, cell by cell. Kept from picture to picture of the same cells, it counts only the runs that a brush changes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Crowds {
    cells: Vec<DotDensity>,
    /// The runs that are counted as in focus.
    focus: RowMask,
}

/// A cell in which runs are drawn as points.
#[derive(Clone, Copy)]
pub(crate) struct Cell<'a> {
    pub(crate) window: Window,
    pub(crate) x: Standing<'a>,
    pub(crate) y: Standing<'a>,
}

impl<'a> Cell<'a> {
    fn runs(self, codes: &'a [u8]) -> DotRuns<'a> {
        DotRuns { x: self.x.at, y: self.y.at, known_x: self.x.known, known_y: self.y.known, codes }
    }
}

impl Crowds {
    /// The counts of some cells with these runs in focus, all of which are among the `drawn` ones.
    pub(super) fn of(&mut self, shape: Shape<'_>, cells: &[Cell<'_>], drawn: &RowMask, focus: &RowMask) -> &[DotDensity] {
        let colours = shape.colours;
        let more: [DotStep; 256] = std::array::from_fn(|code| {
            let colour = colours.of_code(code as u8);
            [colour.r, colour.g, colour.b, 1].map(u32::from)
        });
        if self.cells.len() != cells.len() {
            self.cells = cells.iter().map(|cell| DotDensity::of(cell.window, drawn, cell.runs(&colours.codes), &more)).collect();
            self.focus = drawn.clone();
        }
        let (mut come, mut gone) = (focus.without(&self.focus), self.focus.without(focus));
        let fewer = more.map(|step| step.map(u32::wrapping_neg));
        if come.count() + gone.count() > focus.count() {
            self.cells.iter_mut().for_each(DotDensity::clear_focus);
            (come, gone) = (focus.clone(), RowMask::none(focus.len()));
        }
        for (density, cell) in self.cells.iter_mut().zip(cells) {
            density.add(&come, cell.runs(&colours.codes), &more);
            density.add(&gone, cell.runs(&colours.codes), &fewer);
        }
        self.focus = focus.clone();
        &self.cells
    }

    /// Forgets counts that take too much memory.
    pub(crate) fn kept(self) -> Self {
        let pixels: usize = self.cells.iter().map(DotDensity::pixels).sum();
        if pixels > MOST_KEPT { Self::default() } else { self }
    }
}
