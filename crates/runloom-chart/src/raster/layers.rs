use super::LineCanvas;
use super::density::{Density, Sums};
use super::tone::Tone;
use crate::Colour;

/// Density between all axes, tone-mapped and put together: grey context beneath, colour above.
pub(crate) struct Layers<'a> {
    /// One class a run: 0 is the context, `1..` have the looks of `looks`.
    pub(crate) class: &'a [u8],
    /// One level a run, an index into `ramp`.
    pub(crate) level: &'a [u8],
    pub(crate) ramp: &'a [Colour],
    /// The colour of class 0.
    pub(crate) context: Colour,
    /// What the other classes look like.
    pub(crate) looks: &'a [Look],
    /// The pixel columns of the axes.
    pub(crate) columns: &'a [usize],
    /// The heights of the runs in sixteenths of a pixel, one list an axis.
    pub(crate) heights: &'a [Vec<u16>],
    /// The pixel rows that runs may reach.
    pub(crate) rows: std::ops::Range<usize>,
}

/// The look of a class of runs.
#[derive(Clone, Copy)]
pub(crate) enum Look {
    /// One colour.
    Flat(Colour),
    /// The colour of the mean level.
    Ramp,
}

/// The opacity of a single run in grey and in colour.
const LEAST_CONTEXT: u8 = 105;
const LEAST_FOCUS: u8 = 85;

/// What is kept of a pixel until the whole picture's tone is known.
#[derive(Clone, Copy, Default)]
struct Cell {
    context: u32,
    focus: u32,
    rgb: [u8; 3],
}

impl Layers<'_> {
    /// Draws into an empty canvas.
    pub(crate) fn draw(&self, canvas: &mut LineCanvas) {
        let (Some(&left), Some(&right)) = (self.columns.first(), self.columns.last()) else { return };
        let right = right.min(canvas.width);
        let first_row = self.rows.start;
        let rows = self.rows.end.min(canvas.height).saturating_sub(first_row);
        let width = right.saturating_sub(left);
        if width == 0 || rows == 0 {
            return;
        }
        let mut cells = vec![Cell::default(); width * rows];
        let mut density = Density::new(self.class, self.level, self.looks.len() + 1, first_row, rows);
        for (columns, heights) in self.columns.windows(2).zip(self.heights.windows(2)) {
            let gap = columns[1].min(right).saturating_sub(columns[0]);
            if gap > 0 {
                let sums = density.pair(&heights[0], &heights[1], gap);
                for (row, line) in cells.chunks_exact_mut(width).enumerate() {
                    let start = columns[0] - left;
                    self.mix(&sums, row, line.get_mut(start..start + gap).unwrap_or_default());
                }
            }
        }
        let context = Tone::of(cells.iter().map(|cell| cell.context), LEAST_CONTEXT, 255);
        let focus = Tone::of(cells.iter().map(|cell| cell.focus), LEAST_FOCUS, 255);
        for (row, line) in cells.chunks_exact(width).enumerate() {
            let start = (first_row + row) * canvas.width + left;
            let Some(pixels) = canvas.pixels.get_mut(start..start + width) else { continue };
            for (pixel, cell) in pixels.iter_mut().zip(line) {
                if cell.context | cell.focus != 0 {
                    *pixel = blend(cell, self.context, &context, &focus);
                }
            }
        }
    }

    /// Keeps the total weights and the mean colours of one row of a gap.
    fn mix(&self, sums: &Sums<'_>, row: usize, line: &mut [Cell]) {
        for (column, cell) in line.iter_mut().enumerate() {
            cell.context = sums.at(0, row, column).0;
            let (mut mixed, mut present, mut latest) = ([0u64; 3], 0, self.context);
            for (class, look) in (1..sums.classes()).zip(self.looks) {
                let (weight, levels) = sums.at(class, row, column);
                if weight == 0 {
                    continue;
                }
                let colour = match look {
                    Look::Flat(colour) => *colour,
                    Look::Ramp => {
                        let level = (levels + u64::from(weight) / 2) / u64::from(weight);
                        self.ramp.get(level as usize).copied().unwrap_or(self.context)
                    }
                };
                cell.focus += weight;
                (present, latest) = (present + 1, colour);
                for (channel, value) in mixed.iter_mut().zip([colour.r, colour.g, colour.b]) {
                    *channel += u64::from(weight) * u64::from(value);
                }
            }
            if present == 1 {
                cell.rgb = [latest.r, latest.g, latest.b];
            } else if present > 1 {
                cell.rgb = mixed.map(|channel| (channel / u64::from(cell.focus)) as u8);
            }
        }
    }
}

/// A premultiplied pixel: colour over grey.
fn blend(cell: &Cell, grey: Colour, context: &Tone, focus: &Tone) -> u32 {
    let above = u32::from(focus.alpha(cell.focus));
    let beneath = u32::from(context.alpha(cell.context)) * (255 - above) / 255;
    let channel = |colour: u8, grey: u8| ((u32::from(colour) * above + u32::from(grey) * beneath + 127) / 255) as u8;
    let [r, g, b] = cell.rgb;
    u32::from_le_bytes([channel(r, grey.r), channel(g, grey.g), channel(b, grey.b), (above + beneath) as u8])
}
