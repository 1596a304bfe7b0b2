#![expect(clippy::cast_possible_wrap, reason = "pixel rows and columns are far below 2^31")]

use super::dots::Window;
use super::ease::ease;
use crate::Colour;

/// Anti-aliased straight lines over a premultiplied RGBA buffer, in integers.
pub(crate) struct LineCanvas {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Premultiplied: red in the lowest byte, then green, blue and alpha. Row by row, unless [`LineCanvas::by_columns`].
    pub(crate) pixels: Vec<u32>,
    /// From a pixel to the next one to the right.
    across: usize,
    /// From a pixel to the one below.
    down: usize,
}

/// How a line is drawn.
#[derive(Clone, Copy)]
pub(crate) struct Pen {
    /// The colour; its alpha is the opacity of a fully covered pixel.
    pub(crate) colour: Colour,
    /// The thickness in sixteenths of a device pixel.
    pub(crate) width_16ths: u16,
}

/// A curve is drawn as straight pieces of about so many columns, and at most so many of them.
const PIECE_COLUMNS: usize = 6;
const MOST_PIECES: usize = 32;

impl LineCanvas {
    pub(crate) fn new(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![0; width * height], across: 1, down: width }
    }

    /// A canvas whose pixels lie column by column, which suits lines that are steep.
    pub(crate) fn by_columns(width: usize, height: usize) -> Self {
        Self { across: height, down: 1, ..Self::new(width, height) }
    }

    /// Puts a colour over a pixel, so many of 256 parts of which are covered.
    pub(crate) fn blend(&mut self, at: usize, colour: Colour, cover: u32) {
        if let Some(pixel) = self.pixels.get_mut(at) {
            *pixel = Ink::of(colour).over(*pixel, cover);
        }
    }

    /// Fills a part of the picture; what would lie outside is cut off.
    pub(crate) fn fill(&mut self, window: Window, colour: Colour) {
        let right = (window.left + window.width).min(self.width);
        for row in window.top..(window.top + window.height).min(self.height) {
            (window.left..right).for_each(|column| self.blend(row * self.width + column, colour, 256));
        }
    }

    /// Draws from one axis to the next: a straight line, or a curve that is level at both.
    pub(crate) fn course(&mut self, x0: usize, x1: usize, y0: u16, y1: u16, pen: Pen, curved: bool) {
        let columns = x1.saturating_sub(x0);
        if !curved || y0 == y1 || columns < 2 {
            self.segment(x0, x1, y0, y1, pen);
            return;
        }
        let pieces = columns.div_ceil(PIECE_COLUMNS).clamp(2, MOST_PIECES);
        let (mut x, mut y) = (x0, y0);
        for piece in 1..=pieces {
            let next_x = x0 + columns * piece / pieces;
            let part = ease((next_x - x0) as f64 / columns as f64);
            let next_y = (f64::from(y0) + (f64::from(y1) - f64::from(y0)) * part + 0.5) as u16;
            if next_x > x {
                self.segment(x, next_x, y, next_y, pen);
            }
            (x, y) = (next_x, next_y);
        }
    }

    /// Draws from `(x0, y0)` up to but not including the column `x1`, where it would be at `y1`. Heights are in sixteenths of a pixel.
    ///
    /// Each pixel is covered by the part of its column's sweep that the line's upright thickness holds: a box as high as the line is
    /// thick there, smoothed over the height the line climbs in one column or one pixel, whichever is more.
    pub(crate) fn segment(&mut self, x0: usize, x1: usize, y0: u16, y1: u16, pen: Pen) {
        let columns = x1.saturating_sub(x0).max(1) as i32;
        let step = ((i32::from(y1) - i32::from(y0)) << 12) / columns;
        let slope = f64::from(step) / 65536.0;
        let half = (f64::from(pen.width_16ths) * 2048.0 * (1.0 + slope * slope).sqrt()) as i32;
        let smooth = step.abs().max(65536);
        let reach = half + smooth / 2;
        let per_smooth = (1 << 24) / (smooth >> 8).unsigned_abs();
        let ink = Ink::of(pen.colour);
        let last_row = self.height as i32 - 1;
        let mut y = (i32::from(y0) << 12) - 32768;
        for x in x0..x1.max(x0 + 1).min(self.width) {
            let first = (((y - reach) >> 16) + 1).max(0);
            let last = ((y + reach - 1) >> 16).min(last_row);
            let mut at = first as usize * self.down + x * self.across;
            let mut distance = (first << 16) - y;
            for _ in first..=last {
                let overlap = (distance + smooth / 2).min(half) - (distance - smooth / 2).max(-half);
                if let Some(pixel) = self.pixels.get_mut(at) {
                    let cover = ((overlap >> 8).unsigned_abs() * per_smooth) >> 16;
                    *pixel = ink.over(*pixel, cover);
                }
                at += self.down;
                distance += 65536;
            }
            y += step;
        }
    }
}

/// A colour that is put over pixels, its channels 16 bits apart: red, blue, green, alpha.
#[derive(Clone, Copy)]
struct Ink {
    channels: u64,
    alpha: u32,
}

/// Every second byte.
const BYTES: u64 = 0x00ff_00ff_00ff_00ff;

impl Ink {
    fn of(colour: Colour) -> Self {
        let channels = [colour.r, colour.b, colour.g, 255].iter().rev().fold(0, |all, channel| all << 16 | u64::from(*channel));
        Self { channels, alpha: u32::from(colour.a) + u32::from(colour.a >> 7) }
    }

    /// A premultiplied pixel with the colour over it, so many of 256 parts of which are covered.
    #[inline]
    fn over(self, pixel: u32, cover: u32) -> u32 {
        let over = u64::from((self.alpha * cover.min(256) + 128) >> 8);
        let beneath = (u64::from(pixel) | u64::from(pixel) << 24) & BYTES;
        let mixed = ((beneath * (256 - over) + self.channels * over + 0x0080_0080_0080_0080) >> 8) & BYTES;
        (mixed | mixed >> 24) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PEN: Pen = Pen { colour: Colour { r: 200, g: 100, b: 50, a: 255 }, width_16ths: 24 };

    #[test]
    fn every_column_is_covered_by_the_thickness() {
        for (y0, y1) in [(320u16, 320), (320, 480), (160, 1600)] {
            let mut canvas = LineCanvas::new(40, 128);
            canvas.segment(0, 40, y0, y1, PEN);
            let slope = (f64::from(y1) - f64::from(y0)) / 16.0 / 40.0;
            let expected = 1.5 * (1.0 + slope * slope).sqrt() * 255.0;
            for x in 0..40 {
                let covered: u32 = (0..128).map(|y| canvas.pixels[y * 40 + x] >> 24).sum();
                assert!((f64::from(covered) - expected).abs() < expected * 0.03 + 6.0, "{x}: {covered} {expected}");
            }
        }
    }

    #[test]
    fn thick_opaque_lines_have_their_colour() {
        let mut canvas = LineCanvas::new(3, 32);
        canvas.segment(0, 3, 256, 256, Pen { width_16ths: 160, ..PEN });
        assert_eq!(canvas.pixels[16 * 3 + 1].to_le_bytes(), [200, 100, 50, 255]);
        assert_eq!(canvas.pixels[2 * 3 + 1], 0);
    }

    #[test]
    fn pixels_may_lie_in_columns() {
        let (mut rows, mut columns) = (LineCanvas::new(30, 20), LineCanvas::by_columns(30, 20));
        rows.segment(2, 30, 17, 400, PEN);
        columns.segment(2, 30, 17, 400, PEN);
        assert!((0..600).all(|at| rows.pixels[at] == columns.pixels[at % 30 * 20 + at / 30]));
    }

    #[test]
    fn lines_may_leave_the_picture() {
        let mut canvas = LineCanvas::new(4, 4);
        canvas.segment(0, 40, 0, u16::MAX, PEN);
        canvas.segment(9, 9, 3, 3, PEN);
        assert!(canvas.pixels[0] >> 24 > 0);
    }
}
