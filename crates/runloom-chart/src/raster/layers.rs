use super::LineCanvas;
use super::crowd::{Crowd, Gap};
use super::tone::Tone;
use crate::Colour;

/// What the density of a crowd looks like: grey context beneath, colour above.
pub(crate) struct Layers<'a> {
    /// The colour of runs that are not in focus.
    pub(crate) context: Colour,
    /// What each class of runs in focus looks like.
    pub(crate) looks: &'a [Look],
    /// The colours of the levels.
    pub(crate) ramp: &'a [Colour],
    /// Whether the runs in focus are drawn too.
    pub(crate) with_focus: bool,
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

/// What is kept of the pixels until the whole picture's tone is known: one entry a pixel, row by row.
struct Weights {
    context: Vec<u32>,
    focus: Vec<u32>,
    rgb: Vec<[u8; 3]>,
}

impl Layers<'_> {
    /// Draws into an empty canvas.
    pub(crate) fn draw(&self, crowd: &Crowd, canvas: &mut LineCanvas) {
        let (Some(first), Some(last)) = (crowd.gaps().first(), crowd.gaps().last()) else { return };
        let left = first.left;
        let right = (last.left + last.columns).min(canvas.width);
        let first_row = self.rows.start;
        let rows = self.rows.end.min(canvas.height).saturating_sub(first_row);
        let width = right.saturating_sub(left);
        if width == 0 || rows == 0 {
            return;
        }
        let size = width * rows;
        let mut weights = Weights { context: vec![0; size], focus: vec![0; size], rgb: vec![[0; 3]; size] };
        for gap in crowd.gaps() {
            let columns = gap.columns.min(right.saturating_sub(gap.left));
            for row in 0..rows {
                let start = row * width + gap.left - left;
                self.mix(gap, row, &mut weights, start..start + columns);
            }
        }
        let context = Tone::of(&weights.context, LEAST_CONTEXT, 255);
        let focus = Tone::of(&weights.focus, LEAST_FOCUS, 255);
        let lines =
            weights.context.chunks_exact(width).zip(weights.focus.chunks_exact(width)).zip(weights.rgb.chunks_exact(width));
        for (row, ((contexts, focuses), colours)) in lines.enumerate() {
            let start = (first_row + row) * canvas.width + left;
            let Some(pixels) = canvas.pixels.get_mut(start..start + width) else { continue };
            for (((pixel, &grey), &bright), &rgb) in pixels.iter_mut().zip(contexts).zip(focuses).zip(colours) {
                if grey | bright != 0 {
                    *pixel = blend(rgb, focus.alpha(bright), self.context, context.alpha(grey));
                }
            }
        }
    }

    /// Keeps the total weights and the mean colours of one pixel row of a gap.
    fn mix(&self, gap: &Gap, row: usize, weights: &mut Weights, range: std::ops::Range<usize>) {
        let at = gap.between(row);
        let Some(context) = weights.context.get_mut(range.clone()) else { return };
        for (context, grey) in context.iter_mut().zip(gap.grey(at)) {
            *context = grey;
        }
        if !self.with_focus {
            return;
        }
        let (Some(focus), Some(rgb)) = (weights.focus.get_mut(range.clone()), weights.rgb.get_mut(range)) else { return };
        let mut mixed = vec![[0u64; 3]; if self.looks.len() > 1 { focus.len() } else { 0 }];
        for (class, look) in self.looks.iter().enumerate() {
            let pixels = focus.iter_mut().zip(rgb.iter_mut()).enumerate();
            for ((weight, levels), (column, (focus, rgb))) in gap.focus(class, at).zip(pixels) {
                if weight == 0 {
                    continue;
                }
                let colour = self.colour(*look, weight, levels);
                let before = std::mem::replace(focus, *focus + weight);
                *rgb = match mixed.get_mut(column) {
                    Some(sums) if before > 0 => mix(sums, (*rgb, before), (colour, weight), *focus),
                    _ => colour,
                };
            }
        }
    }

    fn colour(&self, look: Look, weight: u32, levels: u64) -> [u8; 3] {
        let colour = match look {
            Look::Flat(colour) => colour,
            Look::Ramp => {
                // Exact in floating point: the quotient of integers below 2^37 and 2^28 is no nearer to the next integer than 2^-28.
                let level = (levels + u64::from(weight) / 2) as f64 / f64::from(weight);
                self.ramp.get(level as usize).copied().unwrap_or(self.context)
            }
        };
        [colour.r, colour.g, colour.b]
    }
}

/// The mean colour where another class stands already. `sums` are those of earlier means, or 0 where one class stands alone.
fn mix(sums: &mut [u64; 3], (old, before): ([u8; 3], u32), (colour, weight): ([u8; 3], u32), all: u32) -> [u8; 3] {
    if *sums == [0; 3] {
        *sums = old.map(|channel| u64::from(before) * u64::from(channel));
    }
    for (sum, channel) in sums.iter_mut().zip(colour) {
        *sum += u64::from(weight) * u64::from(channel);
    }
    sums.map(|sum| (sum / u64::from(all)) as u8)
}

/// A premultiplied pixel: colour over grey.
pub(crate) fn blend([r, g, b]: [u8; 3], above: u8, grey: Colour, beneath: u8) -> u32 {
    let above = u32::from(above);
    let beneath = u32::from(beneath) * (255 - above) / 255;
    let channel = |colour: u8, grey: u8| ((u32::from(colour) * above + u32::from(grey) * beneath + 127) / 255) as u8;
    u32::from_le_bytes([channel(r, grey.r), channel(g, grey.g), channel(b, grey.b), (above + beneath) as u8])
}
