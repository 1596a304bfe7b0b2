//! From weights, some of which stand for several pixels, to pixels: those between the middles of two are mixed from them.

use super::crowd::Gap;

/// Premultiplied red, green, blue and opacity.
pub(super) type Pixel = [u8; 4];

/// Columns that are put into a [`Block`] together: as many pixels as a cache line holds.
const TILE: usize = 16;

/// Neighbouring columns of weights, row by row.
#[derive(Default)]
pub(super) struct Neighbours {
    before: Vec<Pixel>,
    here: Vec<Pixel>,
    after: Vec<Pixel>,
    between: Vec<Pixel>,
}

impl Neighbours {
    /// A column of pixels, row by row of weights, where those to its left were asked for before it. `make` gives columns of weights.
    pub(super) fn at(&mut self, gap: &Gap, at: usize, mut make: impl FnMut(usize, &mut Vec<Pixel>)) -> &[Pixel] {
        let wide = gap.pixels_a_column();
        let Self { before, here, after, between } = self;
        if wide == 1 {
            make(at, here);
            return here;
        }
        let (column, part) = (at / wide, at % wide);
        if at == 0 {
            make(0, after);
            here.clone_from(after);
        }
        if part == 0 {
            std::mem::swap(before, here);
            std::mem::swap(here, after);
            make((column + 1).min(gap.last_column()), after);
        }
        let other = if 2 * part < wide { before } else { after };
        between.resize(here.len(), Pixel::default());
        mix(here, other, (2 * part + 1).abs_diff(wide), 2 * wide, between);
        between
    }
}

/// The pixels of a gap, as many across as it is wide, as many down as it has rows of weights.
#[derive(Default)]
pub(super) struct Block {
    columns: usize,
    rows: usize,
    /// Row by row.
    pixels: Vec<Pixel>,
    /// The columns that are not among them yet, each from the top.
    tile: Vec<Pixel>,
    /// A row of pixels as it is enlarged.
    row: Vec<Pixel>,
}

impl Block {
    pub(super) fn clear(&mut self, columns: usize, rows: usize) {
        (self.columns, self.rows) = (columns, rows);
        self.pixels.resize(columns * rows, Pixel::default());
        self.row.resize(columns, Pixel::default());
        self.tile.clear();
    }

    /// Takes the columns from the left to the right.
    pub(super) fn take(&mut self, at: usize, column: &[Pixel]) {
        self.tile.extend_from_slice(column);
        let taken = at % TILE + 1;
        if taken < TILE && at + 1 < self.columns {
            return;
        }
        for (row, pixels) in self.pixels.chunks_exact_mut(self.columns).enumerate() {
            let from = self.tile.iter().skip(row).step_by(self.rows.max(1));
            pixels.iter_mut().skip(at + 1 - taken).zip(from).for_each(|(pixel, made)| *pixel = *made);
        }
        self.tile.clear();
    }

    /// A row of pixels, where each row of weights is so many pixels high, a power of two.
    pub(super) fn enlarged(&mut self, row: usize, high: usize, into: &mut [u32]) {
        let Self { columns, rows, pixels, row: mixed, .. } = self;
        let of = |row: usize| pixels.get(row * *columns..(row + 1) * *columns).unwrap_or_default();
        let put = |pixels: &[Pixel], into: &mut [u32]| {
            into.iter_mut().zip(pixels).for_each(|(to, pixel)| *to = u32::from_le_bytes(*pixel));
        };
        if high == 1 {
            put(of(row), into);
            return;
        }
        // The row of weights whose middle lies below, and how far below the one above it the pixel is, in halves.
        let (below, part) = ((row + high / 2) / high, (row + high / 2) % high * 2 + 1);
        mix(of(below.saturating_sub(1)), of(below.min(rows.saturating_sub(1))), part, 2 * high, mixed);
        put(mixed, into);
    }
}

/// Pixels of two, the second of which has so many of all parts; all parts are a power of two, at most 256.
fn mix(first: &[Pixel], second: &[Pixel], parts: usize, all: usize, into: &mut [Pixel]) {
    let (first_parts, second_parts, half, shift) = ((all - parts) as u16, parts as u16, all as u16 / 2, all.trailing_zeros());
    let pairs = first.as_flattened().iter().zip(second.as_flattened());
    for (to, (first, second)) in into.as_flattened_mut().iter_mut().zip(pairs) {
        *to = ((u16::from(*first) * first_parts + u16::from(*second) * second_parts + half) >> shift) as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DARK: Pixel = [0; 4];
    const BRIGHT: Pixel = [200, 100, 40, 255];

    fn enlarged(column: &[Pixel], high: usize, rows: usize) -> Vec<Pixel> {
        let mut block = Block::default();
        block.clear(1, column.len());
        block.take(0, column);
        let row = |row| {
            let mut pixels = [0];
            block.enlarged(row, high, &mut pixels);
            pixels[0].to_le_bytes()
        };
        (0..rows).map(row).collect()
    }

    #[test]
    fn enlarged_pixels_are_mixed_from_their_neighbours() {
        let reds: Vec<u8> = enlarged(&[DARK, BRIGHT, BRIGHT], 2, 6).iter().map(|pixel| pixel[0]).collect();
        assert_eq!(reds, [0, 50, 150, 200, 200, 200]);
        assert_eq!(
            enlarged(&[BRIGHT, DARK], 4, 7),
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
