#![expect(clippy::cast_possible_wrap, reason = "pixel rows and columns are far below 2^31")]

use std::ops::Range;

use super::trace::Ink;
use crate::Colour;
use crate::raster::{Course, LineCanvas, Pen};

/// Draws runs as anti-aliased lines, on a canvas whose pixels lie column by column.
pub(crate) struct Strokes<'a> {
    pub(crate) canvas: &'a mut LineCanvas,
    pub(crate) pen: Pen,
}

/// Pixels that are mixed at once.
const MANY: usize = 4;

impl Strokes<'_> {
    /// A column from one height to another, without thickness.
    pub(crate) fn bar(&mut self, column: usize, top: i32, bottom: i32) {
        let height = self.canvas.height;
        let pixels = self.canvas.pixels.get_mut(column * height..(column + 1) * height).unwrap_or_default();
        let (top, bottom) = (top.max(0), bottom.min(height as i32 * 16));
        if bottom <= top {
            return;
        }
        let alpha = u32::from(self.pen.colour.a) + u32::from(self.pen.colour.a >> 7);
        let mix = |pixels: &mut [[u8; 4]], cover: i32| mix(pixels, self.pen.colour, (alpha * cover.unsigned_abs() + 8) >> 4);
        let (first, last) = ((top >> 4) as usize, ((bottom - 1) >> 4) as usize);
        let Some(pixels) = pixels.get_mut(first..=last) else { return };
        if let [pixel] = pixels {
            mix(std::slice::from_mut(pixel), bottom - top);
        } else if let [upper, between @ .., lower] = pixels {
            mix(std::slice::from_mut(upper), 16 - (top & 15));
            mix(between, 16);
            mix(std::slice::from_mut(lower), ((bottom - 1) & 15) + 1);
        }
    }

    fn half(&self) -> i32 {
        i32::from(self.pen.width_16ths) / 2
    }
}

/// Puts a colour over pixels; `over` of 256 parts are its own.
fn mix(pixels: &mut [[u8; 4]], colour: Colour, over: u32) {
    let own = [colour.r, colour.g, colour.b, 255].map(|channel| u16::from(channel) * over as u16 + 128);
    let keep = 256 - over as u16;
    let (many, few) = pixels.as_chunks_mut::<MANY>();
    for pixels in many {
        for (at, channel) in pixels.as_flattened_mut().iter_mut().enumerate() {
            *channel = ((u16::from(*channel) * keep + own[at % 4]) >> 8) as u8;
        }
    }
    for (channel, own) in few.iter_mut().flat_map(|pixel| pixel.iter_mut().zip(own)) {
        *channel = ((u16::from(*channel) * keep + own) >> 8) as u8;
    }
}

impl Ink for Strokes<'_> {
    fn span(&mut self, column: usize, top: i32, bottom: i32) {
        // A line that climbs one pixel a column is √2 as thick upright.
        let half = self.half() + self.half() * (bottom - top).min(16) / 40;
        self.bar(column, top - half, bottom + half);
    }

    fn stretch(&mut self, columns: Range<usize>, y0: i32, y1: i32) {
        let y = |y: i32| y.clamp(0, i32::from(u16::MAX)) as u16;
        self.canvas.segment(Course::straight(columns.start, columns.end, y(y0), y(y1)), self.pen);
    }

    fn dot(&mut self, column: usize, y: i32) {
        let radius = i32::from(self.pen.width_16ths) * 9 / 5;
        let columns = (radius + 15) / 16;
        for off in -columns..=columns {
            let across = off * 16;
            let upright = libm::sqrt(f64::from((radius * radius - across * across).max(0))) as i32;
            if let (Some(column), true) = (column.checked_add_signed(off as isize), upright > 0) {
                self.bar(column, y - upright, y + upright);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_cover_what_they_hold() {
        let mut canvas = LineCanvas::new(3, 10);
        let pen = Pen { colour: Colour::rgb(0x00c8_6432), width_16ths: 16 };
        Strokes { canvas: &mut canvas, pen }.bar(1, 24, 56);
        let alpha: Vec<u32> = (0..5).map(|row| u32::from(canvas.pixels[10 + row][3])).collect();
        assert_eq!(alpha, [0, 128, 255, 128, 0]);
        Strokes { canvas: &mut canvas, pen }.bar(9, -90, 900);
        Strokes { canvas: &mut canvas, pen }.dot(0, 0);
        assert_eq!(canvas.pixels[10 + 2], [200, 100, 50, 255]);
    }
}
