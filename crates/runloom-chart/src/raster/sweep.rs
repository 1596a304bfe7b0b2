#![expect(clippy::cast_possible_wrap, reason = "pixel rows and columns are far below 2^31")]

use super::ease::ease;

/// A line from one pixel column up to but not including another, where it would be at `y1`. Heights are in sixteenths of a pixel.
#[derive(Clone, Copy)]
pub(crate) struct Course {
    pub(crate) x0: usize,
    pub(crate) x1: usize,
    pub(crate) y0: u16,
    pub(crate) y1: u16,
    /// Level at both ends instead of straight.
    pub(crate) curved: bool,
}

/// A curve is drawn as straight pieces of about so many columns, and at most so many of them.
const PIECE_COLUMNS: usize = 6;
const MOST_PIECES: usize = 32;

impl Course {
    pub(crate) fn straight(x0: usize, x1: usize, y0: u16, y1: u16) -> Self {
        Self { x0, x1, y0, y1, curved: false }
    }

    /// The straight lines that it is drawn as.
    pub(super) fn pieces(self, mut draw: impl FnMut(Self)) {
        let Self { x0, x1, y0, y1, curved } = self;
        let columns = x1.saturating_sub(x0);
        if !curved || y0 == y1 || columns < 2 {
            draw(self);
            return;
        }
        let pieces = columns.div_ceil(PIECE_COLUMNS).clamp(2, MOST_PIECES);
        let (mut x, mut y) = (x0, y0);
        for piece in 1..=pieces {
            let next_x = x0 + columns * piece / pieces;
            let part = ease((next_x - x0) as f64 / columns as f64);
            let next_y = (f64::from(y0) + (f64::from(y1) - f64::from(y0)) * part + 0.5) as u16;
            if next_x > x {
                draw(Self::straight(x, next_x, y, next_y));
            }
            (x, y) = (next_x, next_y);
        }
    }
}

/// Pixels that are changed at once.
const MANY: usize = 4;

/// The pixels that a straight line covers, and how much of each.
///
/// Each pixel is covered by the part of its column's sweep that the line's upright thickness holds: a box as high as the line is
/// thick there, smoothed over the height the line climbs in one column or one pixel, whichever is more. Lengths are in 1/65536 of a pixel.
#[derive(Clone, Copy)]
pub(super) struct Sweep {
    line: Course,
    /// Down from one column to the next.
    step: i32,
    /// Half of the upright thickness.
    half: i32,
    /// Half of the height over which the edges are smoothed.
    smooth: i32,
    /// 2^24 by the height of the smoothing in 1/256 of a pixel.
    per_smooth: u32,
}

impl Sweep {
    pub(super) fn new(line: Course, width_16ths: u16) -> Self {
        let columns = line.x1.saturating_sub(line.x0).max(1) as i32;
        let step = ((i32::from(line.y1) - i32::from(line.y0)) << 12) / columns;
        let slope = f64::from(step) / 65536.0;
        let half = (f64::from(width_16ths) * 2048.0 * (1.0 + slope * slope).sqrt()) as i32;
        let smooth = step.abs().max(65536);
        Self { line, step, half, smooth: smooth / 2, per_smooth: (1 << 24) / (smooth >> 8).unsigned_abs() }
    }

    /// Changes what the line covers of a picture whose pixels lie column by column: `change` makes a pixel from the one that is there and
    /// how much of it is covered, of 256 parts. It is also asked about some that are not covered at all.
    #[inline]
    pub(super) fn each_column(self, width: usize, height: usize, pixels: &mut [u32], change: impl Fn(u32, u32) -> u32) {
        let Self { line, step, half, smooth, .. } = self;
        let (reach, last_row) = (half + smooth, height as i32 - 1);
        let mut y = (i32::from(line.y0) << 12) - 32768;
        for x in line.x0..line.x1.max(line.x0 + 1).min(width) {
            let first = (((y - reach) >> 16) + 1).max(0);
            let last = ((y + reach - 1) >> 16).min(last_row);
            if first <= last {
                let rows = ((last - first) as usize + 1).next_multiple_of(MANY).min((last_row - first) as usize + 1);
                let start = x * height + first as usize;
                self.change(pixels.get_mut(start..start + rows).unwrap_or_default(), (first << 16) - y, &change);
            }
            y += step;
        }
    }

    /// Changes pixels from above, the first of which lies `distance` below the line's middle.
    #[inline]
    fn change(&self, pixels: &mut [u32], mut distance: i32, change: &impl Fn(u32, u32) -> u32) {
        let (many, few) = pixels.as_chunks_mut::<MANY>();
        for pixels in many {
            for (at, pixel) in pixels.iter_mut().enumerate() {
                *pixel = change(*pixel, self.cover(distance + at as i32 * 65536));
            }
            distance += MANY as i32 * 65536;
        }
        for (at, pixel) in few.iter_mut().enumerate() {
            *pixel = change(*pixel, self.cover(distance + at as i32 * 65536));
        }
    }

    /// How much is covered of a pixel so far below the line's middle, of 256 parts.
    #[inline]
    fn cover(&self, distance: i32) -> u32 {
        let overlap = (distance + self.smooth).min(self.half) - (distance - self.smooth).max(-self.half);
        (((overlap.max(0).unsigned_abs() >> 8) * self.per_smooth) >> 16).min(256)
    }
}
