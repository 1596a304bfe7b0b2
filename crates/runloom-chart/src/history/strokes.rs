#![expect(clippy::cast_possible_wrap, reason = "pixel rows and columns are far below 2^31")]

use std::ops::Range;

use super::trace::Ink;
use crate::raster::{LineCanvas, Pen};

/// Draws runs as anti-aliased lines.
pub(crate) struct Strokes<'a> {
    pub(crate) canvas: &'a mut LineCanvas,
    pub(crate) pen: Pen,
}

impl Strokes<'_> {
    /// A column from one height to another, without thickness.
    pub(crate) fn bar(&mut self, column: usize, top: i32, bottom: i32) {
        let colour = self.pen.colour;
        let alpha = u32::from(colour.a) + u32::from(colour.a >> 7);
        let (first, last) = (top >> 4, (bottom - 1) >> 4);
        for row in first.max(0)..=last.min(self.canvas.height as i32 - 1) {
            let cover = (bottom.min((row + 1) << 4) - top.max(row << 4)).max(0).unsigned_abs();
            let at = row.unsigned_abs() as usize * self.canvas.width + column;
            if column < self.canvas.width
                && let Some(pixel) = self.canvas.pixels.get_mut(at)
            {
                let over = (alpha * cover + 8) >> 4;
                let mix =
                    |beneath: u8, colour: u8| ((u32::from(beneath) * (256 - over) + u32::from(colour) * over + 128) >> 8) as u8;
                let [r, g, b, a] = pixel.to_le_bytes();
                *pixel = u32::from_le_bytes([mix(r, colour.r), mix(g, colour.g), mix(b, colour.b), mix(a, 255)]);
            }
        }
    }

    fn half(&self) -> i32 {
        i32::from(self.pen.width_16ths) / 2
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
        self.canvas.segment(columns.start, columns.end, y(y0), y(y1), self.pen);
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
    use crate::Colour;

    #[test]
    fn bars_cover_what_they_hold() {
        let mut canvas = LineCanvas::new(3, 10);
        let pen = Pen { colour: Colour::rgb(0x00c8_6432), width_16ths: 16 };
        Strokes { canvas: &mut canvas, pen }.bar(1, 24, 56);
        let alpha: Vec<u32> = (0..5).map(|row| canvas.pixels[row * 3 + 1] >> 24).collect();
        assert_eq!(alpha, [0, 128, 255, 128, 0]);
        Strokes { canvas: &mut canvas, pen }.bar(9, -90, 900);
        Strokes { canvas: &mut canvas, pen }.dot(0, 0);
        assert_eq!(canvas.pixels[2 * 3 + 1].to_le_bytes(), [200, 100, 50, 255]);
    }
}
