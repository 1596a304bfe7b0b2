use super::sweep::{Course, Sweep};
use super::{CACHE_LINE, Canvas};
use crate::Colour;

/// Anti-aliased straight lines over a premultiplied RGBA buffer, in integers.
///
/// Its pixels lie column by column: those that a line covers in one column are next to each other and are mixed several at once.
pub(crate) struct LineCanvas {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Premultiplied: red in the lowest byte, then green, blue and alpha. Column by column from the left.
    pub(crate) pixels: Vec<u32>,
}

/// How a line is drawn.
#[derive(Clone, Copy)]
pub(crate) struct Pen {
    /// The colour; its alpha is the opacity of a fully covered pixel.
    pub(crate) colour: Colour,
    /// The thickness in sixteenths of a device pixel.
    pub(crate) width_16ths: u16,
}

impl LineCanvas {
    pub(crate) fn new(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![0; width * height] }
    }

    /// What is on a picture, to draw lines over it.
    pub(crate) fn over(picture: &Canvas) -> Self {
        let mut lines = Self::new(picture.width, picture.height);
        for first in (0..picture.height).step_by(CACHE_LINE) {
            for (column, pixels) in lines.pixels.chunks_exact_mut(picture.height.max(1)).enumerate() {
                for (row, to) in pixels.iter_mut().enumerate().skip(first).take(CACHE_LINE) {
                    *to = picture.pixels.get(row * picture.width + column).copied().unwrap_or_default();
                }
            }
        }
        lines
    }

    /// Puts the rows from `above` on, so many of them, on a picture with the upper left corner at a place; what would lie outside is cut off.
    pub(crate) fn put(&self, above: usize, rows: usize, picture: &mut Canvas, (left, top): (usize, usize)) {
        let width = self.width.min(picture.width.saturating_sub(left));
        for first in (0..rows).step_by(CACHE_LINE) {
            for (column, pixels) in self.pixels.chunks_exact(self.height.max(1)).take(width).enumerate() {
                let held = first + above..(first + CACHE_LINE).min(rows) + above;
                for (row, pixel) in (top + first..).zip(pixels.get(held).unwrap_or_default()) {
                    if let Some(to) = picture.pixels.get_mut(row * picture.width + left + column) {
                        *to = *pixel;
                    }
                }
            }
        }
    }

    /// Puts a colour over a pixel, so many of 256 parts of which are covered.
    pub(crate) fn blend(&mut self, column: usize, row: usize, colour: Colour, cover: u32) {
        if row >= self.height {
            return;
        }
        if let Some(pixel) = self.pixels.get_mut(column * self.height + row) {
            *pixel = Ink::of(colour).over(*pixel, cover);
        }
    }

    /// Draws from one axis to the next: a straight line, or a curve that is level at both.
    pub(crate) fn course(&mut self, course: Course, pen: Pen) {
        course.pieces(|piece| self.segment(piece, pen));
    }

    /// Draws a straight line.
    pub(crate) fn segment(&mut self, line: Course, pen: Pen) {
        let (sweep, ink) = (Sweep::new(line, pen.width_16ths), Ink::of(pen.colour));
        sweep.each_column(self.width, self.height, &mut self.pixels, |pixel, cover| ink.over(pixel, cover));
    }
}

/// A colour that is put over pixels. Red and blue, green and alpha are each 16 bits apart.
#[derive(Clone, Copy)]
pub(super) struct Ink {
    red_blue: u32,
    green_alpha: u32,
    opacity: u32,
}

/// Every second byte.
const BYTES: u32 = 0x00ff_00ff;

impl Ink {
    pub(super) fn of(colour: Colour) -> Self {
        let pair = |low: u8, high: u8| u32::from(low) | u32::from(high) << 16;
        let opacity = u32::from(colour.a) + u32::from(colour.a >> 7);
        Self { red_blue: pair(colour.r, colour.b), green_alpha: pair(colour.g, 255), opacity }
    }

    /// A premultiplied pixel with the colour over it, so many of 256 parts of which are covered.
    #[inline]
    pub(super) fn over(self, pixel: u32, cover: u32) -> u32 {
        let over = (self.opacity * cover.min(256) + 128) >> 8;
        // beneath * (256 - over) + own * over: each half stays below 2^16, so that a borrow in between does no harm.
        let mix = |beneath: u32, own: u32| {
            (beneath << 8).wrapping_add(own.wrapping_sub(beneath).wrapping_mul(over)).wrapping_add(0x0080_0080)
        };
        let red_blue = mix(pixel & BYTES, self.red_blue) >> 8 & BYTES;
        red_blue | mix(pixel >> 8 & BYTES, self.green_alpha) & !BYTES
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
            canvas.segment(Course::straight(0, 40, y0, y1), PEN);
            let slope = (f64::from(y1) - f64::from(y0)) / 16.0 / 40.0;
            let expected = 1.5 * (1.0 + slope * slope).sqrt() * 255.0;
            for x in 0..40 {
                let covered: u32 = (0..128).map(|y| canvas.pixels[x * 128 + y] >> 24).sum();
                assert!((f64::from(covered) - expected).abs() < expected * 0.03 + 6.0, "{x}: {covered} {expected}");
            }
        }
    }

    #[test]
    fn thick_opaque_lines_have_their_colour() {
        let mut canvas = LineCanvas::new(3, 32);
        canvas.segment(Course::straight(0, 3, 256, 256), Pen { width_16ths: 160, ..PEN });
        assert_eq!(canvas.pixels[32 + 16].to_le_bytes(), [200, 100, 50, 255]);
        assert_eq!(canvas.pixels[32 + 2], 0);
    }

    #[test]
    fn lines_go_over_a_picture_and_on_to_another() {
        let mut picture = Canvas::new(5, 40);
        picture.blend(7 * 5 + 3, Colour::rgb(0x0001_0203), 256);
        let mut lines = LineCanvas::over(&picture);
        assert_eq!(lines.pixels[3 * 40 + 7], picture.pixels[7 * 5 + 3]);
        lines.blend(1, 39, PEN.colour, 256);
        lines.blend(0, 40, PEN.colour, 256);
        let mut other = Canvas::new(4, 30);
        lines.put(6, 34, &mut other, (1, 2));
        assert_eq!(other.pixels[3 * 4 + 2], 0, "cut off at the right");
        assert_eq!(other.pixels.iter().filter(|pixel| **pixel != 0).count(), 0);
        lines.put(6, 24, &mut other, (0, 0));
        assert_eq!(other.pixels[4 + 3], lines.pixels[3 * 40 + 7]);
    }

    #[test]
    fn lines_may_leave_the_picture() {
        let mut canvas = LineCanvas::new(4, 4);
        canvas.segment(Course::straight(0, 40, 0, u16::MAX), PEN);
        canvas.segment(Course::straight(9, 9, 3, 3), PEN);
        assert!(canvas.pixels[0] >> 24 > 0);
    }
}
