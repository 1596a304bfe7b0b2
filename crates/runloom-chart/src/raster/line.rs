use super::stamp::{Change, MANY};
use super::sweep::{Course, Sweep};
use super::{CACHE_LINE, Canvas};
use crate::Colour;

/// Anti-aliased straight lines over a premultiplied RGBA buffer, in integers.
///
/// Its pixels lie column by column: those that a line covers in one column are next to each other and are mixed several at once.
pub(crate) struct LineCanvas {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Premultiplied red, green, blue, and alpha. Column by column from the left.
    pub(crate) pixels: Vec<[u8; 4]>,
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
        Self { width, height, pixels: vec![[0; 4]; width * height] }
    }

    /// What is on a picture, to draw lines over it.
    pub(crate) fn over(picture: &Canvas) -> Self {
        let mut lines = Self::new(picture.width, picture.height);
        for first in (0..picture.height).step_by(CACHE_LINE) {
            for (column, pixels) in lines.pixels.chunks_exact_mut(picture.height.max(1)).enumerate() {
                for (row, to) in pixels.iter_mut().enumerate().skip(first).take(CACHE_LINE) {
                    *to = picture.pixels.get(row * picture.width + column).copied().unwrap_or_default().to_le_bytes();
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
                        *to = u32::from_le_bytes(*pixel);
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
            *pixel = Ink::of(colour).one(*pixel, cover);
        }
    }

    /// Draws from one axis to the next: a straight line, or a curve that is level at both.
    pub(crate) fn course(&mut self, course: Course, pen: Pen) {
        course.pieces(|piece| self.segment(piece, pen));
    }

    /// Draws a straight line.
    pub(crate) fn segment(&mut self, line: Course, pen: Pen) {
        let (sweep, ink) = (Sweep::new(line, pen.width_16ths), Ink::of(pen.colour));
        sweep.each_column(self.width, self.height, &mut self.pixels, &ink);
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

/// A colour over pixels: how much of 256 parts of each channel stays, and what comes, in 1/256 and rounded.
#[derive(Clone, Copy)]
pub(super) struct InkStamp {
    stays: [u16; 4 * MANY],
    comes: [u16; 4 * MANY],
}

impl Change for Ink {
    type Pixel = [u8; 4];
    type Stamp = InkStamp;

    fn stamp(&self, covers: [u32; MANY]) -> InkStamp {
        let overs = covers.map(|cover| ((self.opacity * cover + 128) >> 8) as u16);
        let [red, blue] = [self.red_blue & 255, self.red_blue >> 16].map(|channel| channel as u16);
        let [green, alpha] = [self.green_alpha & 255, self.green_alpha >> 16].map(|channel| channel as u16);
        let own = [red, green, blue, alpha];
        let overs: [u16; 4 * MANY] = std::array::from_fn(|at| overs[at / 4]);
        let mut stamp = InkStamp { stays: overs, comes: std::array::from_fn(|at| own[at % 4]) };
        for ((stays, comes), over) in stamp.stays.iter_mut().zip(&mut stamp.comes).zip(overs) {
            *stays = 256 - over;
            *comes = *comes * over + 128;
        }
        stamp
    }

    #[inline]
    fn put(stamp: &InkStamp, pixels: &mut [[u8; 4]; MANY]) {
        let Ok(bytes) = <&mut [u8; 4 * MANY]>::try_from(pixels.as_flattened_mut()) else { return };
        let mut channels = bytes.map(u16::from);
        for (channel, (stays, comes)) in channels.iter_mut().zip(stamp.stays.iter().zip(&stamp.comes)) {
            *channel = channel.wrapping_mul(*stays).wrapping_add(*comes) >> 8;
        }
        *bytes = channels.map(|channel| channel as u8);
    }

    #[inline]
    fn one(&self, pixel: [u8; 4], cover: u32) -> [u8; 4] {
        self.over(u32::from_le_bytes(pixel), cover).to_le_bytes()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Raster;
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
                let covered: u32 = (0..128).map(|y| u32::from(canvas.pixels[x * 128 + y][3])).sum();
                assert!((f64::from(covered) - expected).abs() < expected * 0.03 + 6.0, "{x}: {covered} {expected}");
            }
        }
    }

    #[test]
    fn thick_opaque_lines_have_their_colour() {
        let mut canvas = LineCanvas::new(3, 32);
        canvas.segment(Course::straight(0, 3, 256, 256), Pen { width_16ths: 160, ..PEN });
        assert_eq!(canvas.pixels[32 + 16], [200, 100, 50, 255]);
        assert_eq!(canvas.pixels[32 + 2], [0; 4]);
    }

    #[test]
    fn lines_go_over_a_picture_and_on_to_another() {
        let mut picture = Canvas::new(5, 40);
        picture.blend(7 * 5 + 3, Colour::rgb(0x0001_0203), 256);
        let mut lines = LineCanvas::over(&picture);
        assert_eq!(lines.pixels[3 * 40 + 7], picture.pixels[7 * 5 + 3].to_le_bytes());
        lines.blend(1, 39, PEN.colour, 256);
        lines.blend(0, 40, PEN.colour, 256);
        let mut other = Canvas::new(4, 30);
        lines.put(6, 34, &mut other, (1, 2));
        assert_eq!(other.pixels[3 * 4 + 2], 0, "cut off at the right");
        assert_eq!(other.pixels.iter().filter(|pixel| **pixel != 0).count(), 0);
        lines.put(6, 24, &mut other, (0, 0));
        assert_eq!(other.pixels[4 + 3].to_le_bytes(), lines.pixels[3 * 40 + 7]);
    }

    proptest! {
        #[test]
        fn what_lies_outside_is_cut_off(y0 in 0u16..1600, y1 in 0u16..1600, columns in 1usize..90, width_16ths in 8u16..60) {
            const ABOVE: u16 = 24;
            let pen = Pen { width_16ths, ..PEN };
            let (mut whole, mut cut) = (LineCanvas::new(80, 160), LineCanvas::new(80, 50));
            whole.segment(Course::straight(2, 2 + columns, y0 + ABOVE * 16, y1 + ABOVE * 16), pen);
            cut.segment(Course::straight(2, 2 + columns, y0, y1), pen);
            for (whole, cut) in whole.pixels.chunks_exact(160).zip(cut.pixels.chunks_exact(50)) {
                prop_assert_eq!(&whole[usize::from(ABOVE)..][..50], cut);
            }
        }

        #[test]
        fn stamped_lines_are_where_they_should_be(y0 in 400u16..1600, y1 in 400u16..1600, columns in 32usize..90) {
            let (mut stamped, mut exact) = (LineCanvas::new(90, 128), LineCanvas::new(90, 128));
            let course = Course::straight(0, columns, y0, y1);
            stamped.segment(course, PEN);
            let sweep = Sweep::new(course, PEN.width_16ths);
            sweep.column_by_column(0..columns, 128, &mut exact.pixels, &Ink::of(PEN.colour));
            for (stamped, exact) in stamped.pixels.as_flattened().iter().zip(exact.pixels.as_flattened()) {
                // The middle is off by at most a 32nd of a pixel, at either edge.
                prop_assert!(stamped.abs_diff(*exact) <= 9);
            }
        }
    }

    #[test]
    fn columns_become_rows() {
        let mut picture = Canvas::new(37, 21);
        (0..37 * 21).for_each(|at| picture.blend(at, Colour::rgb((at as u32 * 7919) & 0x00ff_ffff), (at % 300) as u32));
        assert_eq!(Raster::from_lines(&LineCanvas::over(&picture)), Raster::from_premultiplied(&picture));
    }

    #[test]
    fn lines_may_leave_the_picture() {
        let mut canvas = LineCanvas::new(4, 4);
        canvas.segment(Course::straight(0, 40, 0, u16::MAX), PEN);
        canvas.segment(Course::straight(9, 9, 3, 3), PEN);
        assert!(canvas.pixels[0][3] > 0);
    }
}
