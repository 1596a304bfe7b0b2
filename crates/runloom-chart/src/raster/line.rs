use crate::Colour;

/// Anti-aliased straight lines over a premultiplied RGBA buffer, in integers.
pub(crate) struct LineCanvas {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Premultiplied red, green, blue, alpha.
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
        let per_smooth = (1i64 << 40) / i64::from(smooth);
        let [r, g, b, a] = [pen.colour.r, pen.colour.g, pen.colour.b, pen.colour.a].map(u32::from);
        let last_row = self.height as i32 - 1;
        let mut y = i32::from(y0) << 12;
        for x in x0..x1.max(x0 + 1).min(self.width) {
            let first = ((y - reach) >> 16).max(0);
            let last = ((y + reach) >> 16).min(last_row);
            let mut at = first as usize * self.width + x;
            for row in first..=last {
                let distance = (row << 16) + 32768 - y;
                let overlap = (distance + smooth / 2).min(half) - (distance - smooth / 2).max(-half);
                if overlap > 0 {
                    let cover = ((i64::from(overlap) * per_smooth) >> 32) as u32;
                    let alpha = a * cover;
                    over(&mut self.pixels[at], [r, g, b], alpha);
                }
                at += self.width;
            }
            y += step;
        }
    }
}

/// Puts a colour over a premultiplied pixel; `alpha` is in 1/65280, 255 times 256.
fn over(pixel: &mut [u8; 4], rgb: [u32; 3], alpha: u32) {
    let keep = 65280 - alpha;
    for (channel, value) in pixel.iter_mut().zip([rgb[0], rgb[1], rgb[2], 255]) {
        *channel = ((value * alpha + u32::from(*channel) * keep + 32640) / 65280) as u8;
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
                let covered: u32 = (0..128).map(|y| u32::from(canvas.pixels[y * 40 + x][3])).sum();
                assert!((f64::from(covered) - expected).abs() < expected * 0.03 + 6.0, "{x}: {covered} {expected}");
            }
        }
    }

    #[test]
    fn lines_may_leave_the_picture() {
        let mut canvas = LineCanvas::new(4, 4);
        canvas.segment(0, 40, 0, u16::MAX, PEN);
        canvas.segment(9, 9, 3, 3, PEN);
        assert!(canvas.pixels[0][3] > 0);
    }
}
