#![expect(clippy::cast_possible_wrap, reason = "pixel rows and columns are far below 2^31")]

use std::ops::Range;

use super::trace::Ink;
use crate::Colour;
use crate::raster::{LineCanvas, ONE_RUN, Tone, blend};

/// The finest part of a run's weight in one column.
const FINEST: u32 = 1024;

/// The opacity of a single run in grey and in colour, and of the faintest part of one.
const LEAST_CONTEXT: u8 = 105;
const LEAST_FOCUS: u8 = 85;
const LEAST_PART: u8 = 26;

/// Many runs as the share of them that passes through each pixel: every run puts the same weight into every column that it crosses, however
/// steep it is there (Moritz and Fisher, "Visualizing a million time series with the density line chart", 2018). Integers only.
pub(crate) struct Density {
    columns: usize,
    rows: usize,
    /// The weight of one run in one column.
    one: u32,
    /// The weight of each pixel of a run that holds so many of a column, and what does not divide.
    parts: Vec<(u64, u64)>,
    /// The colours of the runs: weight and red in one word, green and blue in the other.
    colours: Vec<[u64; 2]>,
    /// What was drawn in each [`TILE`] columns, so that sums can be made where they fit a processor's cache.
    tiles: Vec<Vec<Stroke>>,
}

/// Columns that are summed together.
const TILE: usize = 32;

/// A run in one column.
#[derive(Clone, Copy)]
struct Stroke {
    run: u32,
    column: u16,
    /// The rows, those beyond the picture included.
    rows: u16,
    first: u16,
    end: u16,
}

impl Density {
    /// An empty density for at most `runs` runs.
    pub(crate) fn new(columns: usize, rows: usize, runs: usize) -> Self {
        let most = (u64::from(u32::MAX) / 256 / runs.max(1) as u64).clamp(1, u64::from(FINEST)) as u32;
        let one = 1 << most.ilog2();
        let parts = (0..=one).map(|rows| (u64::from(one / rows.max(1)), u64::from(one % rows.max(1)))).collect();
        Self { columns, rows, one, parts, colours: Vec::new(), tiles: vec![Vec::new(); columns.div_ceil(TILE)] }
    }

    /// Begins the next run.
    pub(crate) fn pen(&mut self, colour: Colour) {
        self.colours.push([1 << 32 | u64::from(colour.r), u64::from(colour.g) << 32 | u64::from(colour.b)]);
    }

    /// Makes weights and mean colours.
    pub(crate) fn finish(self) -> Finished {
        let size = self.columns * self.rows;
        let (mut weights, mut colours) = (vec![0; size], vec![[0; 3]; size]);
        let mut sums = vec![[0u64; 2]; TILE * (self.rows + 2)];
        for (index, tile) in self.tiles.iter().enumerate() {
            self.sum(tile, &mut sums);
            let left = index * TILE;
            let width = TILE.min(self.columns - left);
            let mut running = [[0u64; 2]; TILE];
            sums.get_mut(TILE * self.rows..).unwrap_or_default().fill([0; 2]);
            for (row, sums) in sums.chunks_mut(TILE).take(self.rows).enumerate() {
                let at = row * self.columns + left..row * self.columns + left + width;
                let pixels =
                    weights.get_mut(at.clone()).unwrap_or_default().iter_mut().zip(colours.get_mut(at).unwrap_or_default());
                for ((running, sums), (to_weight, to_colour)) in running.iter_mut().zip(sums).zip(pixels) {
                    running[0] = running[0].wrapping_add(sums[0]);
                    running[1] = running[1].wrapping_add(sums[1]);
                    *sums = [0; 2];
                    let weight = running[0] >> 32;
                    if weight > 0 {
                        // Sums are below 2^32 and the half keeps quotients off whole numbers: the same everywhere.
                        let per = 1.0 / f64::from(weight as u32);
                        let mean = |sum: u64| ((f64::from(sum as u32) + 0.5) * per) as u8;
                        *to_colour = [mean(running[0]), mean(running[1] >> 32), mean(running[1])];
                        *to_weight = weight as u32;
                    }
                }
            }
        }
        Finished { one: self.one, weights, colours }
    }

    /// Differences down the rows of a tile, two rows more than there are, which begin as 0.
    fn sum(&self, tile: &[Stroke], sums: &mut [[u64; 2]]) {
        for stroke in tile {
            let colour = self.colours.get(stroke.run as usize).copied().unwrap_or_default();
            let (weight, rest) = self.parts.get(usize::from(stroke.rows)).copied().unwrap_or((0, u64::from(self.one)));
            let mut add = |row: u16, weight: u64| {
                if let Some([a, b]) = sums.get_mut(usize::from(row) * TILE + usize::from(stroke.column)) {
                    *a = a.wrapping_add(colour[0].wrapping_mul(weight));
                    *b = b.wrapping_add(colour[1].wrapping_mul(weight));
                }
            };
            // What does not divide stands in the first row.
            add(stroke.first, weight + rest);
            if rest > 0 {
                add(stroke.first + 1, rest.wrapping_neg());
            }
            add(stroke.end, weight.wrapping_neg());
        }
    }
}

impl Ink for Density {
    fn span(&mut self, column: usize, top: i32, bottom: i32) {
        if column >= self.columns {
            return;
        }
        let last = self.rows as i32 - 1;
        let row = |y: i32| y >> 4;
        let rows = (row(bottom.max(top)) - row(top) + 1).unsigned_abs();
        let (first, end) = (row(top).clamp(0, last + 1), (row(bottom.max(top)) + 1).clamp(0, last + 1));
        if first >= end {
            return;
        }
        if let Some(tile) = self.tiles.get_mut(column / TILE) {
            tile.push(Stroke {
                run: self.colours.len().saturating_sub(1) as u32,
                column: (column % TILE) as u16,
                rows: rows.min(u32::from(u16::MAX)) as u16,
                first: first as u16,
                end: end as u16,
            });
        }
    }

    fn stretch(&mut self, columns: Range<usize>, y0: i32, y1: i32) {
        let count = i64::try_from(columns.len()).unwrap_or(1).max(1);
        let climb = i64::from(y1 - y0);
        let half = (climb / count / 2).abs() as i32;
        for (index, column) in columns.enumerate() {
            let y = y0 + (climb * index as i64 / count) as i32;
            self.span(column, y - half, y + half);
        }
    }

    fn dot(&mut self, column: usize, y: i32) {
        self.span(column, y, y);
    }
}

/// Weights and mean colours, row by row.
pub(crate) struct Finished {
    one: u32,
    pub(crate) weights: Vec<u32>,
    colours: Vec<[u8; 3]>,
}

impl Finished {
    fn tone(&self, least: u8) -> Tone {
        Tone::of(&self.weights.iter().map(|weight| self.in_runs(*weight)).collect::<Vec<_>>(), least, 255)
    }

    /// A weight in the unit of [`Tone`].
    fn in_runs(&self, weight: u32) -> u32 {
        (u64::from(weight) * u64::from(ONE_RUN) / u64::from(self.one)) as u32
    }

    fn alpha(&self, tone: &Tone, at: usize) -> u8 {
        match self.weights.get(at).copied().unwrap_or_default() {
            0 => 0,
            weight => tone.alpha(self.in_runs(weight)).max(LEAST_PART),
        }
    }
}

/// Draws grey context and coloured focus into an empty canvas of the same size.
pub(crate) fn draw(context: Option<(&Finished, Colour)>, focus: Option<&Finished>, canvas: &mut LineCanvas) {
    let context = context.map(|(density, grey)| (density, density.tone(LEAST_CONTEXT), grey));
    let focus = focus.map(|density| (density, density.tone(LEAST_FOCUS)));
    for (at, pixel) in canvas.pixels.iter_mut().enumerate() {
        let (grey, beneath) =
            context.as_ref().map_or((Colour::rgb(0), 0), |(density, tone, grey)| (*grey, density.alpha(tone, at)));
        let above = focus.as_ref().map_or(0, |(density, tone)| density.alpha(tone, at));
        if beneath | above != 0 {
            let rgb = focus.as_ref().and_then(|(density, _)| density.colours.get(at)).copied().unwrap_or_default();
            *pixel = blend(rgb, above, grey, beneath);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_sums_to_the_runs_that_cross_it() {
        let mut density = Density::new(20, 60, 3);
        let one = u64::from(density.one);
        for (index, colour) in [0x00ff_0000, 0x0000_ff00, 0x0000_00ff].into_iter().enumerate() {
            density.pen(Colour::rgb(colour));
            let y = 60 + index as i32 * 100;
            density.span(0, y, y + 333);
            density.stretch(1..20, y, 880 - y);
        }
        let finished = density.finish();
        for column in 0..20 {
            let sum: u64 = (0..60).map(|row| u64::from(finished.weights[row * 20 + column])).sum();
            assert_eq!(sum, 3 * one, "{column}");
        }
    }

    #[test]
    fn colours_are_means() {
        let mut density = Density::new(1, 4, 2);
        for colour in [0x0064_0a00, 0x00c8_0a00] {
            density.pen(Colour::rgb(colour));
            density.span(0, 16, 16);
        }
        density.span(0, -500, -400);
        density.span(9, 0, 16);
        assert_eq!(density.finish().colours[1], [150, 10, 0]);
    }
}
