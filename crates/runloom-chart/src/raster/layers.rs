use super::Canvas;
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

/// Columns whose pixels are set together: as many as a cache line holds.
const TILE: usize = 16;

/// A column of a gap, row by row of weights.
#[derive(Default)]
struct Column {
    /// The mean colours of what is in colour. Opaque: red in the lowest byte, then green, blue and alpha.
    colours: Vec<u32>,
    /// The weights of the classes that the colours are of, where there are several.
    weights: Vec<u64>,
    /// Their colours times their weights, where several lie over each other.
    mixed: Vec<[u64; 3]>,
    pixels: Vec<u32>,
}

impl Layers<'_> {
    /// Draws into an empty canvas.
    pub(crate) fn draw(&self, crowd: &Crowd, canvas: &mut Canvas) {
        let rows = self.rows.end.min(canvas.height).saturating_sub(self.rows.start);
        let width = canvas.width;
        if rows == 0 || width == 0 {
            return;
        }
        let context = Tone::of(crowd.gaps().iter().flat_map(Gap::all_grey), LEAST_CONTEXT, 255);
        let focus = Tone::of(crowd.gaps().iter().flat_map(Gap::all_bright), LEAST_FOCUS, 255);
        let ramp = std::array::from_fn(|level| packed(self.ramp.get(level).copied().unwrap_or(self.context)));
        let beneath = channels(packed(self.context));
        let flat: [u32; 256] = std::array::from_fn(|alpha| over(0, 0, beneath, alpha as u8));
        let mut column = Column::default();
        let mut tile = vec![0; TILE * rows];
        for gap in crowd.gaps() {
            let columns = gap.columns.min(width.saturating_sub(gap.left));
            for first in (0..columns).step_by(TILE) {
                let last = (first + TILE).min(columns);
                for (at, pixels) in (first..last).zip(tile.chunks_exact_mut(rows)) {
                    column.pixels.clear();
                    let greys = gap.grey(at).map(|grey| context.alpha(grey));
                    if self.with_focus {
                        self.mix(gap, at, &ramp, &mut column);
                        let above = gap.bright(at).zip(&column.colours);
                        column.pixels.extend(greys.zip(above).map(|(grey, (bright, colour))| match bright {
                            0 => flat[usize::from(grey)],
                            _ => over(channels(*colour), focus.alpha(bright), beneath, grey),
                        }));
                    } else {
                        column.pixels.extend(greys.map(|grey| flat[usize::from(grey)]));
                    }
                    enlarge(&column.pixels, gap.pixels_a_row(), pixels);
                }
                for (row, pixels) in canvas.pixels.chunks_exact_mut(width).skip(self.rows.start).take(rows).enumerate() {
                    let from = tile.iter().skip(row).step_by(rows);
                    pixels
                        .iter_mut()
                        .skip(gap.left + first)
                        .take(last - first)
                        .zip(from)
                        .for_each(|(pixel, made)| *pixel = *made);
                }
            }
        }
    }

    /// Mixes the colours of the classes in a column.
    fn mix(&self, gap: &Gap, at: usize, ramp: &[u32; 256], column: &mut Column) {
        let Column { colours, weights, mixed, .. } = column;
        colours.clear();
        if let [look] = self.looks {
            colours.extend(gap.focus(0, at).map(|(weight, levels)| look.colour(ramp, weight, levels)));
            return;
        }
        let rows = gap.focus(0, at).len();
        colours.resize(rows, 0);
        weights.clear();
        weights.resize(rows, 0);
        mixed.clear();
        mixed.resize(rows, [0; 3]);
        for (class, look) in self.looks.iter().enumerate() {
            let sums = colours.iter_mut().zip(weights.iter_mut()).zip(mixed.iter_mut());
            for (((colour, all), sums), (weight, levels)) in sums.zip(gap.focus(class, at)).filter(|(_, (weight, _))| *weight > 0)
            {
                let own = look.colour(ramp, weight, levels);
                let before = std::mem::replace(all, *all + weight);
                *colour = if before > 0 { mix(sums, (*colour, before), (own, weight), *all) } else { own };
            }
        }
    }
}

/// Makes pixels so many times as high, a power of two: those between the middles of two are mixed from them.
fn enlarge(pixels: &[u32], times: usize, into: &mut [u32]) {
    if times == 1 {
        into.iter_mut().zip(pixels).for_each(|(to, pixel)| *to = *pixel);
        return;
    }
    let shift = times.trailing_zeros() + 1;
    let half = ONES << (shift - 1);
    let mut above = channels(pixels.first().copied().unwrap_or_default());
    // From the middle of one pixel to that of the next.
    let starts = (0..).step_by(times).map(|middle: usize| middle.saturating_sub(times / 2));
    for (start, pixel) in starts.zip(pixels.iter().chain(pixels.last())) {
        let below = channels(*pixel);
        let end = if start == 0 { times / 2 } else { start + times };
        let skipped = start + times - end;
        let parts = (1..2 * times as u64).step_by(2).skip(skipped);
        for (to, part) in into.get_mut(start..).unwrap_or_default().iter_mut().take(end - start).zip(parts) {
            let mixed = ((above * (2 * times as u64 - part) + below * part + half) >> shift) & BYTES;
            *to = (mixed | mixed >> 24) as u32;
        }
        above = below;
    }
}

impl Look {
    fn colour(self, ramp: &[u32; 256], weight: u64, levels: u64) -> u32 {
        match self {
            Self::Flat(colour) => packed(colour),
            Self::Ramp => {
                // Exact in floating point: the quotient of integers below 2^37 and 2^28 is no nearer to the next integer than 2^-28.
                let level = (levels + weight / 2) as f64 / weight as f64;
                ramp[usize::from(level as u8)]
            }
        }
    }
}

/// The mean colour where another class stands already. `sums` are those of earlier means, or 0 where one class stands alone.
fn mix(sums: &mut [u64; 3], (old, before): (u32, u64), (colour, weight): (u32, u64), all: u64) -> u32 {
    if *sums == [0; 3] {
        *sums = [0, 8, 16].map(|shift| before * u64::from(old >> shift & 255));
    }
    for (sum, shift) in sums.iter_mut().zip([0, 8, 16]) {
        *sum += weight * u64::from(colour >> shift & 255);
    }
    let [r, g, b] = sums.map(|sum| (sum / all) as u8);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enlarged_pixels_are_mixed_from_their_neighbours() {
        let [dark, bright] = [[0, 0, 0, 0], [200, 100, 40, 255]].map(u32::from_le_bytes);
        let mut twice = [1; 7];
        enlarge(&[dark, bright, bright], 2, &mut twice);
        assert_eq!(twice.map(|pixel| pixel.to_le_bytes()[0]), [0, 50, 150, 200, 200, 200, 200]);
        let mut four = [1; 7];
        enlarge(&[bright, dark], 4, &mut four);
        assert_eq!(
            four.map(u32::to_le_bytes),
            [
                [200, 100, 40, 255],
                [200, 100, 40, 255],
                [175, 88, 35, 223],
                [125, 63, 25, 159],
                [75, 38, 15, 96],
                [25, 13, 5, 32],
                [0, 0, 0, 0]
            ]
        );
    }
}
