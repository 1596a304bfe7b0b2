//! Runs as dots: one by one where they are few, as a density where they are many.

use super::Canvas;
use super::tone::Tone;
use super::weighted_line::ONE_RUN;
use crate::{Area, Colour};

/// Places within a pixel for which the shape of a dot is kept, along each side.
const PHASES: usize = 4;

/// A part of a picture, in device pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    pub(crate) left: usize,
    pub(crate) top: usize,
    pub(crate) width: usize,
    pub(crate) height: usize,
}

impl Window {
    /// An area in css pixels.
    pub(crate) fn of(area: Area, pixel_ratio: f64) -> Self {
        let at = |px: f64| libm::round(px * pixel_ratio) as usize;
        Self { left: at(area.x), top: at(area.y), width: at(area.width), height: at(area.height) }
    }

    /// The same with all four edges at the nearest pixels, so that areas side by side neither overlap nor leave a gap.
    pub(crate) fn between(area: Area, pixel_ratio: f64) -> Self {
        // Edges that should be one may differ in their last digits, on either side of half a pixel.
        let at = |px: f64| libm::floor(px * pixel_ratio + 0.5 + 1e-6) as usize;
        let (left, top) = (at(area.x), at(area.y));
        Self {
            left,
            top,
            width: at(area.x + area.width).saturating_sub(left),
            height: at(area.y + area.height).saturating_sub(top),
        }
    }
}

/// A dot of one size, drawn at any place.
pub(crate) struct Dot {
    /// How far it reaches to each side, in pixels.
    reach: usize,
    /// The covered parts of its pixels, of 256, by phase.
    stamps: Vec<Vec<u16>>,
}

impl Dot {
    /// A dot of so many sixteenths of a pixel to each side.
    pub(crate) fn new(radius_16ths: u32) -> Self {
        let reach = radius_16ths as usize / 16 + 1;
        let side = reach * 2 + 1;
        let mut stamps = Vec::with_capacity(PHASES * PHASES);
        for phase in 0..PHASES * PHASES {
            let centre = |phase: usize| reach * 64 + phase * 16 + 8;
            let (cx, cy) = (centre(phase % PHASES), centre(phase / PHASES));
            let within = |x: usize, y: usize| x.abs_diff(cx).pow(2) + y.abs_diff(cy).pow(2) <= (radius_16ths as usize * 4).pow(2);
            let cover = |pixel: usize| {
                let (x, y) = (pixel % side * 64, pixel / side * 64);
                let parts = (0..64).filter(|part| within(x + part % 8 * 8 + 4, y + part / 8 * 8 + 4));
                (parts.count() * 4) as u16
            };
            stamps.push((0..side * side).map(cover).collect());
        }
        Self { reach, stamps }
    }

    /// Draws a dot in a window, its centre in sixteenths of a pixel from the corner; what would lie outside is cut off.
    pub(crate) fn draw(&self, canvas: &mut Canvas, window: Window, x: u16, y: u16, colour: Colour) {
        let phase = |at: u16| usize::from(at % 16) * PHASES / 16;
        let side = self.reach * 2 + 1;
        let Some(stamp) = self.stamps.get(phase(y) * PHASES + phase(x)) else { return };
        let (x, y) = (usize::from(x / 16), usize::from(y / 16));
        for (line, covers) in stamp.chunks_exact(side).enumerate() {
            let Some(row) = (y + line).checked_sub(self.reach).filter(|row| *row < window.height) else { continue };
            for (at, cover) in covers.iter().enumerate().filter(|(_, cover)| **cover > 0) {
                let Some(column) = (x + at).checked_sub(self.reach).filter(|column| *column < window.width) else { continue };
                canvas.blend((window.top + row) * canvas.width + window.left + column, colour, u32::from(*cover));
            }
        }
    }
}

/// Counts runs by pixel of a window and draws them: grey beneath, the mean colour above.
pub(crate) struct DotDensity {
    window: Window,
    context: Vec<u32>,
    /// Red, green, blue and count.
    focus: Vec<[u32; 4]>,
}

/// The opacity of a single run in grey and in colour.
const LEAST_CONTEXT: u8 = 105;
const LEAST_FOCUS: u8 = 130;

impl DotDensity {
    pub(crate) fn new(window: Window) -> Self {
        let size = window.width * window.height;
        Self { window, context: vec![0; size], focus: vec![[0; 4]; size] }
    }

    fn place(&self, x: u16, y: u16) -> usize {
        let column = usize::from(x / 16).min(self.window.width.saturating_sub(1));
        let row = usize::from(y / 16).min(self.window.height.saturating_sub(1));
        row * self.window.width + column
    }

    pub(crate) fn add_context(&mut self, x: u16, y: u16) {
        let at = self.place(x, y);
        if let Some(count) = self.context.get_mut(at) {
            *count += 1;
        }
    }

    pub(crate) fn add_focus(&mut self, x: u16, y: u16, colour: Colour) {
        let at = self.place(x, y);
        if let Some(sums) = self.focus.get_mut(at) {
            for (sum, part) in sums.iter_mut().zip([colour.r, colour.g, colour.b, 1]) {
                *sum += u32::from(part);
            }
        }
    }

    /// Every run that was added, counted again from the pixels.
    #[cfg(test)]
    pub(crate) fn counted(&self) -> (u32, u32) {
        (self.context.iter().sum(), self.focus.iter().map(|sums| sums[3]).sum())
    }

    pub(crate) fn draw(&self, canvas: &mut Canvas, context: Colour) {
        let weights =
            |counts: &mut dyn Iterator<Item = u32>| counts.map(|count| count.saturating_mul(ONE_RUN)).collect::<Vec<u32>>();
        let (greys, brights) = (weights(&mut self.context.iter().copied()), weights(&mut self.focus.iter().map(|sums| sums[3])));
        let (grey_tone, bright_tone) = (Tone::of(&greys, LEAST_CONTEXT, 255), Tone::of(&brights, LEAST_FOCUS, 255));
        for (at, (grey, (bright, [r, g, b, count]))) in greys.iter().zip(brights.iter().zip(&self.focus)).enumerate() {
            let pixel = (self.window.top + at / self.window.width.max(1)) * canvas.width
                + self.window.left
                + at % self.window.width.max(1);
            if *grey > 0 {
                canvas.blend(pixel, context.with_alpha(grey_tone.alpha(*grey)), 256);
            }
            if *count > 0 {
                let mean = |sum: u32| ((sum + count / 2) / count) as u8;
                let colour = Colour { r: mean(*r), g: mean(*g), b: mean(*b), a: bright_tone.alpha(*bright) };
                canvas.blend(pixel, colour, 256);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INK: Colour = Colour { r: 200, g: 100, b: 50, a: 255 };
    const WINDOW: Window = Window { left: 2, top: 1, width: 20, height: 10 };

    #[test]
    fn a_dot_covers_its_area_wherever_it_stands() {
        let dot = Dot::new(48);
        for (x, y) in [(160, 80), (163, 87), (171, 91)] {
            let mut canvas = Canvas::new(30, 20);
            dot.draw(&mut canvas, WINDOW, x, y, INK);
            let covered: u32 = canvas.pixels.iter().map(|pixel| pixel >> 24).sum();
            let expected = std::f64::consts::PI * 9.0 * 255.0;
            assert!((f64::from(covered) - expected).abs() < expected * 0.04, "{covered} {expected}");
        }
    }

    #[test]
    fn dots_stay_in_their_window() {
        let mut canvas = Canvas::new(30, 20);
        for (x, y) in [(0, 0), (319, 159), (0, 159), (u16::MAX, u16::MAX)] {
            Dot::new(40).draw(&mut canvas, WINDOW, x, y, INK);
        }
        let inside = |at: usize| (2..22).contains(&(at % 30)) && (1..11).contains(&(at / 30));
        assert!(canvas.pixels.iter().enumerate().all(|(at, pixel)| inside(at) || *pixel == 0));
        assert!(canvas.pixels.iter().any(|pixel| *pixel != 0));
    }

    #[test]
    fn every_run_is_counted_once() {
        let mut density = DotDensity::new(WINDOW);
        for run in 0..1000_u16 {
            density.add_context(run, run / 2);
            density.add_focus(u16::MAX - run, run, INK);
        }
        assert_eq!(density.counted(), (1000, 1000));
    }
}
