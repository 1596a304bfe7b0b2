use super::LineCanvas;
use super::density::Density;
use super::tone::Tone;
use crate::Colour;

/// Density between all axes, tone-mapped and put together: grey context beneath, colour above.
pub(crate) struct Layers<'a> {
    /// One class a run: 0 is the context, `1..` have the colours of `paints`.
    pub(crate) class: &'a [u8],
    /// The colour of class 0.
    pub(crate) context: Colour,
    /// What the other classes look like.
    pub(crate) paints: &'a [Paint],
    /// The pixel columns of the axes.
    pub(crate) columns: &'a [usize],
    /// The heights of the runs in sixteenths of a pixel, one list an axis.
    pub(crate) heights: &'a [Vec<u16>],
    /// The pixel rows that runs may reach.
    pub(crate) rows: std::ops::Range<usize>,
}

/// The look of a class of runs.
#[derive(Clone, Copy)]
pub(crate) struct Paint {
    pub(crate) colour: Colour,
    /// How much a run counts where classes mix.
    pub(crate) weight: u32,
}

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
        let mut cells = vec![Cell::default(); width * rows];
        let mut density = Density::new(self.class, self.paints.len() + 1, first_row, rows);
        for (columns, heights) in self.columns.windows(2).zip(self.heights.windows(2)) {
            let gap = columns[1].min(right).saturating_sub(columns[0]);
            if gap == 0 || rows == 0 {
                continue;
            }
            let sums = density.pair(&heights[0], &heights[1], gap);
            self.mix(sums, &mut cells, columns[0] - left, width, gap);
        }
        let context = Tone::of(cells.iter().map(|cell| cell.context), 105, 255);
        let focus = Tone::of(cells.iter().map(|cell| cell.focus), 80, 255);
        for (row, line) in cells.chunks_exact(width.max(1)).enumerate() {
            let start = (first_row + row) * canvas.width + left;
            let Some(pixels) = canvas.pixels.get_mut(start..start + width) else { continue };
            for (pixel, cell) in pixels.iter_mut().zip(line) {
                if cell.context | cell.focus != 0 {
                    *pixel = blend(cell, self.context, &context, &focus);
                }
            }
        }
    }

    /// Keeps the total weights and the mean colour of one gap.
    fn mix(&self, sums: &[u32], cells: &mut [Cell], left: usize, width: usize, gap: usize) {
        let size = sums.len() / (self.paints.len() + 1);
        let (context, focus) = sums.split_at(size);
        for at in 0..size {
            let cell = &mut cells[at / gap * width + left + at % gap];
            cell.context = context[at];
            let (mut total, mut weights, mut mixed) = (0u32, 0u64, [0u64; 3]);
            for (class, paint) in self.paints.iter().enumerate() {
                let sum = focus[class * size + at];
                if sum > 0 {
                    total += sum;
                    let weight = u64::from(sum) * u64::from(paint.weight);
                    weights += weight;
                    for (channel, value) in mixed.iter_mut().zip([paint.colour.r, paint.colour.g, paint.colour.b]) {
                        *channel += weight * u64::from(value);
                    }
                }
            }
            cell.focus = total;
            if weights > 0 {
                cell.rgb = mixed.map(|channel| (channel / weights) as u8);
            }
        }
    }
}

/// A premultiplied pixel: colour over grey.
fn blend(cell: &Cell, grey: Colour, context: &Tone, focus: &Tone) -> [u8; 4] {
    let above = u32::from(focus.alpha(cell.focus));
    let beneath = u32::from(context.alpha(cell.context)) * (255 - above) / 255;
    let channel = |colour: u8, grey: u8| ((u32::from(colour) * above + u32::from(grey) * beneath + 127) / 255) as u8;
    let [r, g, b] = cell.rgb;
    [channel(r, grey.r), channel(g, grey.g), channel(b, grey.b), (above + beneath) as u8]
}
