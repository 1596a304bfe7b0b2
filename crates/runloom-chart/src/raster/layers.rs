use super::Canvas;
use super::crowd::{ColumnWeights, Crowd, Gap};
use super::magnify::{Block, Neighbours, Pixel};
use super::tone::{Tone, ToneCounts};
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

/// What a column of weights is mixed from, row by row.
#[derive(Default)]
struct Mixing {
    both: ColumnWeights,
    /// The mean colours of what is in colour. Opaque: red in the lowest byte, then green, blue and alpha.
    colours: Vec<u32>,
    /// The weights of the classes that the colours are of, where there are several.
    weights: Vec<u64>,
    /// Their colours times their weights, where several lie over each other.
    mixed: Vec<[u64; 3]>,
}

/// The looks of all weights.
struct Tones {
    context: Tone,
    focus: Tone,
    ramp: [u32; 256],
    ramp_channels: [u64; 256],
    beneath: u64,
    /// The context by its opacity.
    flat: [u32; 256],
}

impl Layers<'_> {
    /// Draws into an empty canvas.
    pub(crate) fn draw(&self, crowd: &Crowd, canvas: &mut Canvas) {
        let rows = self.rows.end.min(canvas.height).saturating_sub(self.rows.start);
        let width = canvas.width;
        if rows == 0 || width == 0 {
            return;
        }
        let tones = self.tones(crowd);
        let (mut mixing, mut neighbours, mut block) = (Mixing::default(), Neighbours::default(), Block::default());
        for gap in crowd.gaps() {
            let columns = gap.width.min(width.saturating_sub(gap.left));
            block.clear(columns, gap.rows());
            for at in 0..columns {
                let column = neighbours.at(gap, at, |column, into| self.column(gap, column, &tones, &mut mixing, into));
                block.take(at, column);
            }
            for (row, pixels) in canvas.pixels.chunks_exact_mut(width).skip(self.rows.start).take(rows).enumerate() {
                if let Some(pixels) = pixels.get_mut(gap.left..gap.left + columns) {
                    block.enlarged(row, gap.pixels_a_row(), pixels);
                }
            }
        }
    }

    fn tones(&self, crowd: &Crowd) -> Tones {
        let beneath = channels(packed(self.context));
        let (mut grey, mut bright, mut weights) = (ToneCounts::new(), ToneCounts::new(), ColumnWeights::default());
        for (gap, column) in crowd.gaps().iter().flat_map(|gap| gap.sample().map(move |column| (gap, column))) {
            gap.weigh(column, &mut weights);
            grey.add(weights.grey.iter().copied());
            if self.with_focus {
                bright.add(weights.bright.iter().copied());
            }
        }
        let ramp = std::array::from_fn(|level| packed(self.ramp.get(level).copied().unwrap_or(self.context)));
        Tones {
            context: grey.tone(LEAST_CONTEXT, 255),
            focus: bright.tone(LEAST_FOCUS, 255),
            ramp,
            ramp_channels: ramp.map(channels),
            beneath,
            flat: std::array::from_fn(|alpha| over(0, 0, beneath, alpha as u8)),
        }
    }

    /// Makes a column of weights pixels.
    fn column(&self, gap: &Gap, at: usize, tones: &Tones, mixing: &mut Mixing, pixels: &mut Vec<Pixel>) {
        pixels.clear();
        gap.weigh(at, &mut mixing.both);
        if self.with_focus && !matches!(self.looks, [_]) {
            self.mix(gap, at, &tones.ramp, mixing);
        }
        let greys = mixing.both.grey.iter().map(|grey| tones.context.alpha(*grey));
        if !self.with_focus {
            pixels.extend(greys.map(|grey| tones.flat[usize::from(grey)].to_le_bytes()));
            return;
        }
        let pixel = |grey: u8, bright: u32, colour: &dyn Fn() -> u64| {
            let pixel = match bright {
                0 => tones.flat[usize::from(grey)],
                _ => over(colour(), tones.focus.alpha(bright), tones.beneath, grey),
            };
            pixel.to_le_bytes()
        };
        let weights = greys.zip(mixing.both.bright.iter().copied());
        match self.looks {
            [Look::Flat(colour)] => {
                let colour = channels(packed(*colour));
                pixels.extend(weights.map(|(grey, bright)| pixel(grey, bright, &|| colour)));
            }
            [Look::Ramp] => pixels.extend(weights.zip(gap.focus(0, at)).map(|((grey, bright), (weight, levels))| {
                pixel(grey, bright, &|| tones.ramp_channels[usize::from(mean_level(weight, levels))])
            })),
            _ => {
                let colours = mixing.colours.iter();
                pixels.extend(weights.zip(colours).map(|((grey, bright), colour)| pixel(grey, bright, &|| channels(*colour))));
            }
        }
    }

    /// Mixes the colours of the classes in a column.
    fn mix(&self, gap: &Gap, at: usize, ramp: &[u32; 256], mixing: &mut Mixing) {
        let Mixing { colours, weights, mixed, .. } = mixing;
        let rows = gap.focus(0, at).len();
        colours.clear();
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

impl Look {
    fn colour(self, ramp: &[u32; 256], weight: u64, levels: u64) -> u32 {
        match self {
            Self::Flat(colour) => packed(colour),
            Self::Ramp => ramp[usize::from(mean_level(weight, levels))],
        }
    }
}

/// The sum of levels over a weight, rounded, halves up. Exact in floating point: what is divided is below 2^38 and 2^30 and one off a
/// half, so the quotient is no nearer to one than 2^-30.
fn mean_level(weight: u64, levels: u64) -> u8 {
    // From integers below 2^52 and back by their bits: Wasm's own conversions care for more, and take longer.
    const SHIFT: f64 = 4_503_599_627_370_496.0;
    let real = |integer: u64| f64::from_bits(integer | SHIFT.to_bits()) - SHIFT;
    (real(4 * levels + 1) / real(4 * weight) + SHIFT).to_bits() as u8
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
    // A 255th is this, exact below 65,535.
    let beneath = u32::from(beneath) * (255 - above);
    let beneath = (beneath + 1 + (beneath >> 8)) >> 8;
    let sums = colour * u64::from(above) + grey * u64::from(beneath) + 127 * ONES;
    let mixed = ((sums + ONES + (sums >> 8 & BYTES)) >> 8) & BYTES;
    (mixed | mixed >> 24) as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn mean_levels_are_rounded_as_integers_are(weight in 1u64..1 << 28, level in 0.0..255.0, off in 0u64..1000) {
            let most = 255 * weight;
            for levels in [((weight as f64 * level) as u64 + off).min(most), (2 * (level as u64) + 1) * weight / 2, most] {
                prop_assert_eq!(u64::from(mean_level(weight, levels)), (levels + weight / 2) / weight);
            }
        }
    }
}
