use super::Canvas;
use super::crowd::{Between, Crowd, Gap};
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

/// What is kept of the pixels until the whole picture's tone is known: one entry a pixel, column by column.
struct Weights {
    context: Vec<u32>,
    focus: Vec<u32>,
    /// Opaque: red in the lowest byte, then green, blue and alpha.
    colours: Vec<u32>,
}

/// Columns whose pixels are set together: as many as a cache line holds.
const TILE: usize = 16;

impl Layers<'_> {
    /// Draws into an empty canvas.
    pub(crate) fn draw(&self, crowd: &Crowd, canvas: &mut Canvas) {
        let (Some(first), Some(last)) = (crowd.gaps().first(), crowd.gaps().last()) else { return };
        let left = first.left;
        let right = (last.left + last.columns).min(canvas.width);
        let first_row = self.rows.start;
        let rows = self.rows.end.min(canvas.height).saturating_sub(first_row);
        let width = right.saturating_sub(left);
        if width == 0 || rows == 0 {
            return;
        }
        let weights = self.weights(crowd, left..right, rows);
        let context = Tone::of(&weights.context, LEAST_CONTEXT, 255);
        let focus = Tone::of(&weights.focus, LEAST_FOCUS, 255);
        let beneath = channels(packed(self.context));
        let flat: [u32; 256] = std::array::from_fn(|alpha| over(0, 0, beneath, alpha as u8));
        let mut tile = vec![0; TILE * rows];
        let columns =
            weights.context.chunks(tile.len()).zip(weights.focus.chunks(tile.len())).zip(weights.colours.chunks(tile.len()));
        for (at, ((contexts, focuses), colours)) in columns.enumerate() {
            for (((pixel, &grey), &bright), &colour) in tile.iter_mut().zip(contexts).zip(focuses).zip(colours) {
                *pixel = if bright == 0 {
                    flat[usize::from(context.alpha(grey))]
                } else {
                    over(channels(colour), focus.alpha(bright), beneath, context.alpha(grey))
                };
            }
            let (start, columns) = (left + at * TILE, contexts.len() / rows);
            for (row, pixels) in canvas.pixels.chunks_exact_mut(canvas.width).skip(first_row).take(rows).enumerate() {
                let from = tile.iter().skip(row).step_by(rows);
                pixels.iter_mut().skip(start).take(columns).zip(from).for_each(|(pixel, made)| *pixel = *made);
            }
        }
    }

    /// The total weights and the mean colours of all pixels of some columns.
    fn weights(&self, crowd: &Crowd, columns: std::ops::Range<usize>, rows: usize) -> Weights {
        let size = columns.len() * rows;
        let mut weights = Weights { context: vec![0; size], focus: vec![0; size], colours: vec![0; size] };
        let ramp = std::array::from_fn(|level| packed(self.ramp.get(level).copied().unwrap_or(self.context)));
        for gap in crowd.gaps() {
            let between = gap.between(rows);
            for column in 0..gap.columns.min(columns.end.saturating_sub(gap.left)) {
                let start = (gap.left + column - columns.start) * rows;
                self.mix(gap, column, &between, &ramp, &mut weights, start..start + rows);
            }
        }
        weights
    }

    /// Keeps the total weights and the mean colours of one column of a gap.
    fn mix(
        &self,
        gap: &Gap,
        column: usize,
        rows: &[Between],
        ramp: &[u32; 256],
        weights: &mut Weights,
        range: std::ops::Range<usize>,
    ) {
        let Some(context) = weights.context.get_mut(range.clone()) else { return };
        gap.grey(column, rows, |row, grey| {
            if let Some(context) = context.get_mut(row) {
                *context = grey;
            }
        });
        if !self.with_focus {
            return;
        }
        let (Some(focus), Some(colours)) = (weights.focus.get_mut(range.clone()), weights.colours.get_mut(range)) else { return };

        if let [look] = self.looks {
            gap.focus(0, column, rows, |row, weight, levels| {
                if let (Some(focus), Some(colour), 1..) = (focus.get_mut(row), colours.get_mut(row), weight) {
                    (*focus, *colour) = (weight, look.colour(ramp, weight, levels));
                }
            });
            return;
        }
        let mut mixed = vec![[0u64; 3]; focus.len()];
        for (class, look) in self.looks.iter().enumerate() {
            gap.focus(class, column, rows, |row, weight, levels| {
                let (Some(focus), Some(colour), Some(sums), 1..) =
                    (focus.get_mut(row), colours.get_mut(row), mixed.get_mut(row), weight)
                else {
                    return;
                };
                let own = look.colour(ramp, weight, levels);
                let before = std::mem::replace(focus, *focus + weight);
                *colour = if before > 0 { mix(sums, (*colour, before), (own, weight), *focus) } else { own };
            });
        }
    }
}

impl Look {
    fn colour(self, ramp: &[u32; 256], weight: u32, levels: u64) -> u32 {
        match self {
            Self::Flat(colour) => packed(colour),
            Self::Ramp => {
                // Exact in floating point: the quotient of integers below 2^37 and 2^28 is no nearer to the next integer than 2^-28.
                let level = (levels + u64::from(weight) / 2) as f64 / f64::from(weight);
                ramp[usize::from(level as u8)]
            }
        }
    }
}

/// The mean colour where another class stands already. `sums` are those of earlier means, or 0 where one class stands alone.
fn mix(sums: &mut [u64; 3], (old, before): (u32, u32), (colour, weight): (u32, u32), all: u32) -> u32 {
    if *sums == [0; 3] {
        *sums = [0, 8, 16].map(|shift| u64::from(before) * u64::from(old >> shift & 255));
    }
    for (sum, shift) in sums.iter_mut().zip([0, 8, 16]) {
        *sum += u64::from(weight) * u64::from(colour >> shift & 255);
    }
    let [r, g, b] = sums.map(|sum| (sum / u64::from(all)) as u8);
    u32::from_le_bytes([r, g, b, 255])
}

/// A premultiplied pixel: colour over grey.
pub(crate) fn blend([r, g, b]: [u8; 3], above: u8, grey: Colour, beneath: u8) -> u32 {
    over(channels(u32::from_le_bytes([r, g, b, 255])), above, channels(packed(grey)), beneath)
}

fn packed(Colour { r, g, b, .. }: Colour) -> u32 {
    u32::from_le_bytes([r, g, b, 255])
}

/// Every second byte.
const BYTES: u64 = 0x00ff_00ff_00ff_00ff;
const ONES: u64 = 0x0001_0001_0001_0001;

/// The channels of a pixel, 16 bits apart.
fn channels(pixel: u32) -> u64 {
    (u64::from(pixel) | u64::from(pixel) << 24) & BYTES
}

/// One colour over another, each opaque before its opacity counts; all channels at once.
fn over(colour: u64, above: u8, grey: u64, beneath: u8) -> u32 {
    let above = u32::from(above);
    let beneath = u32::from(beneath) * (255 - above) / 255;
    let sums = colour * u64::from(above) + grey * u64::from(beneath) + 127 * ONES;
    // A 255th of each, exact below 65,535.
    let mixed = ((sums + ONES + (sums >> 8 & BYTES)) >> 8) & BYTES;
    (mixed | mixed >> 24) as u32
}
