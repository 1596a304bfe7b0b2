#![expect(clippy::cast_possible_wrap, reason = "pixel rows and columns are far below 2^31")]

use super::ease::ease;
use super::stamp::{Change, MANY, PHASES, STAMPED_COLUMNS, Stamped};

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

/// A pixel is so high.
const PIXEL: i32 = 1 << 16;

impl Sweep {
    pub(super) fn new(line: Course, width_16ths: u16) -> Self {
        let columns = line.x1.saturating_sub(line.x0).max(1) as i32;
        let step = ((i32::from(line.y1) - i32::from(line.y0)) << 12) / columns;
        let slope = f64::from(step) / 65536.0;
        let half = (f64::from(width_16ths) * 2048.0 * (1.0 + slope * slope).sqrt()) as i32;
        let smooth = step.abs().max(PIXEL);
        Self { line, step, half, smooth: smooth / 2, per_smooth: (1 << 24) / (smooth >> 8).unsigned_abs() }
    }

    /// Changes what the line covers of a picture whose pixels lie column by column. Pixels that are not covered at all may be among those.
    ///
    /// The middle of a line over many columns is rounded to a sixteenth of a pixel in each, as only so many different stamps are made of it.
    #[inline]
    pub(super) fn each_column<C: Change>(self, width: usize, height: usize, pixels: &mut [C::Pixel], change: &C) {
        let columns = self.columns(width);
        if columns.len() < STAMPED_COLUMNS {
            return self.column_by_column(columns, height, pixels, change);
        }
        let rows = ((2 * self.reach()) / PIXEL) as usize + 1;
        match rows.div_ceil(MANY) {
            1 => self.stamped::<1, C>(columns, height, pixels, change),
            2 => self.stamped::<2, C>(columns, height, pixels, change),
            3 => self.stamped::<3, C>(columns, height, pixels, change),
            _ => self.column_by_column(columns, height, pixels, change),
        }
    }

    fn columns(&self, width: usize) -> std::ops::Range<usize> {
        self.line.x0..self.line.x1.max(self.line.x0 + 1).min(width)
    }

    /// How far above and below its middle the line covers pixels.
    fn reach(&self) -> i32 {
        self.half + self.smooth
    }

    /// The height of the middle of the line in its first column, below that of the first pixel row.
    fn start(&self) -> i32 {
        (i32::from(self.line.y0) << 12) - PIXEL / 2
    }

    #[inline]
    fn stamped<const QUADS: usize, C: Change>(
        self,
        columns: std::ops::Range<usize>,
        height: usize,
        pixels: &mut [C::Pixel],
        change: &C,
    ) {
        let first_of = |phase: usize| ((phase as i32 * (PIXEL / PHASES as i32) - self.reach()) >> 16) + 1;
        let stamps = std::array::from_fn(|phase| {
            let first = first_of(phase);
            let mut distance = first * PIXEL - phase as i32 * (PIXEL / PHASES as i32);
            let stamps = std::array::from_fn(|_| {
                let stamp = self.stamp(distance, change);
                distance += MANY as i32 * PIXEL;
                stamp
            });
            Stamped::<QUADS, C> { first, stamps }
        });
        let lines = pixels.chunks_exact_mut(height.max(1)).skip(columns.start).take(columns.len());
        Stamped::put_all(&stamps, lines, self.start(), self.step);
    }

    /// Made apart, lest it is mixed with those beside it.
    #[inline(never)]
    fn stamp<C: Change>(&self, distance: i32, change: &C) -> C::Stamp {
        change.stamp(std::array::from_fn(|at| self.cover(distance + at as i32 * PIXEL)))
    }

    #[inline]
    pub(super) fn column_by_column<C: Change>(
        self,
        columns: std::ops::Range<usize>,
        height: usize,
        pixels: &mut [C::Pixel],
        change: &C,
    ) {
        let (reach, last_row) = (self.reach(), height as i32 - 1);
        let mut y = self.start();
        for x in columns {
            let first = (((y - reach) >> 16) + 1).max(0);
            let last = ((y + reach - 1) >> 16).min(last_row);
            if first <= last {
                let rows = ((last - first) as usize + 1).next_multiple_of(MANY).min((last_row - first) as usize + 1);
                let start = x * height + first as usize;
                self.change(pixels.get_mut(start..start + rows).unwrap_or_default(), (first << 16) - y, change);
            }
            y += self.step;
        }
    }

    /// Changes pixels from above, the first of which lies `distance` below the line's middle.
    #[inline]
    fn change<C: Change>(&self, pixels: &mut [C::Pixel], mut distance: i32, change: &C) {
        let (many, few) = pixels.as_chunks_mut::<MANY>();
        for pixels in many {
            for (at, pixel) in pixels.iter_mut().enumerate() {
                *pixel = change.one(*pixel, self.cover(distance + at as i32 * PIXEL));
            }
            distance += MANY as i32 * PIXEL;
        }
        for (at, pixel) in few.iter_mut().enumerate() {
            *pixel = change.one(*pixel, self.cover(distance + at as i32 * PIXEL));
        }
    }

    /// How much is covered of a pixel so far below the line's middle, of 256 parts.
    #[inline]
    fn cover(&self, distance: i32) -> u32 {
        let overlap = (distance + self.smooth).min(self.half) - (distance - self.smooth).max(-self.half);
        (((overlap.max(0).unsigned_abs() >> 8) * self.per_smooth) >> 16).min(256)
    }
}
