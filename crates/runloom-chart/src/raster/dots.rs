//! Runs as dots: one by one where they are few, as a density where they are many.

use runloom_table::RowMask;

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

/// What a run adds to the sums of its pixel: red, green, blue and 1; or what it takes from them, wrapping.
pub(crate) type DotStep = [u32; 4];

/// Runs counted by pixel of a window, to be drawn in grey beneath and in the mean colour above.
#[derive(Clone, Debug)]
pub(crate) struct DotDensity {
    window: Window,
    /// The runs of each pixel, in focus or not.
    all: Vec<u32>,
    /// Red, green, blue and count of those in focus.
    focus: Vec<DotStep>,
}

/// Runs with a place in a window, in sixteenths of a pixel from its corner.
#[derive(Clone, Copy)]
pub(crate) struct DotRuns<'a> {
    pub(crate) x: &'a [u16],
    pub(crate) y: &'a [u16],
    pub(crate) known_x: &'a RowMask,
    pub(crate) known_y: &'a RowMask,
    /// The colour of each run, as a place among 256 steps.
    pub(crate) codes: &'a [u8],
}

/// The opacity of a single run in grey and in colour.
const LEAST_CONTEXT: u8 = 105;
const LEAST_FOCUS: u8 = 130;

impl DotDensity {
    /// Of the `drawn` runs, all of which are in focus.
    pub(crate) fn of(window: Window, drawn: &RowMask, runs: DotRuns<'_>, steps: &[DotStep; 256]) -> Self {
        let size = window.width * window.height;
        let mut density = Self { window, all: Vec::new(), focus: vec![[0; 4]; size] };
        density.add(drawn, runs, steps);
        density.all = density.focus.iter().map(|sums| sums[3]).collect();
        density
    }

    /// How many pixels it counts.
    pub(crate) fn pixels(&self) -> usize {
        self.focus.len()
    }

    /// Takes all runs out of focus.
    pub(crate) fn clear_focus(&mut self) {
        self.focus.fill([0; 4]);
    }

    /// Puts runs into focus, or takes them out of it, as the steps say.
    pub(crate) fn add(&mut self, rows: &RowMask, runs: DotRuns<'_>, steps: &[DotStep; 256]) {
        let Window { width, height, .. } = self.window;
        let (last_column, last_row) = (width.saturating_sub(1), height.saturating_sub(1));
        let place = |x: u16, y: u16| usize::from(y / 16).min(last_row) * width + usize::from(x / 16).min(last_column);
        let focus = &mut self.focus;
        let mut step = |x: u16, y: u16, code: u8| {
            if let Some(sums) = focus.get_mut(place(x, y)) {
                let step = steps[usize::from(code)];
                *sums = std::array::from_fn(|part| sums[part].wrapping_add(step[part]));
            }
        };
        let known = runs.known_x.words().iter().zip(runs.known_y.words());
        for (index, (word, (known_x, known_y))) in rows.words().iter().zip(known).enumerate() {
            let mut rest = word & known_x & known_y;
            let block = index * 64..index * 64 + 64;
            if rest == u64::MAX
                && let (Some(x), Some(y), Some(codes)) =
                    (runs.x.get(block.clone()), runs.y.get(block.clone()), runs.codes.get(block.clone()))
            {
                x.iter().zip(y).zip(codes).for_each(|((x, y), code)| step(*x, *y, *code));
                continue;
            }
            while rest != 0 {
                let row = block.start + rest.trailing_zeros() as usize;
                rest &= rest - 1;
                if let (Some(x), Some(y), Some(code)) = (runs.x.get(row), runs.y.get(row), runs.codes.get(row)) {
                    step(*x, *y, *code);
                }
            }
        }
    }

    /// Every run, and every one in focus, counted again from the pixels.
    #[cfg(test)]
    pub(crate) fn counted(&self) -> (u32, u32) {
        (self.all.iter().sum(), self.focus.iter().map(|sums| sums[3]).sum())
    }

    /// Draws the runs out of focus, if they have a colour, and those in focus, if so wanted.
    pub(crate) fn draw(&self, canvas: &mut Canvas, context: Option<Colour>, with_focus: bool) {
        let weight = |count: u32| count.saturating_mul(ONE_RUN);
        if let Some(context) = context {
            let greys: Vec<u32> = self.all.iter().zip(&self.focus).map(|(all, sums)| weight(all - sums[3])).collect();
            let tone = Tone::of(greys.iter().copied(), LEAST_CONTEXT, 255);
            self.each_pixel(canvas.width, &greys, |pixel, grey| {
                if *grey > 0 {
                    canvas.blend(pixel, context.with_alpha(tone.alpha(*grey)), 256);
                }
            });
        }
        if with_focus {
            let brights: Vec<u32> = self.focus.iter().map(|sums| weight(sums[3])).collect();
            let tone = Tone::of(brights.iter().copied(), LEAST_FOCUS, 255);
            self.each_pixel(canvas.width, &self.focus, |pixel, [r, g, b, count]| {
                if *count > 0 {
                    let mean = |sum: u32| ((sum + count / 2) / count) as u8;
                    let colour = Colour { r: mean(*r), g: mean(*g), b: mean(*b), a: tone.alpha(weight(*count)) };
                    canvas.blend(pixel, colour, 256);
                }
            });
        }
    }

    /// Gives the place of each pixel on a canvas and what belongs to it.
    fn each_pixel<T>(&self, canvas_width: usize, parts: &[T], mut give: impl FnMut(usize, &T)) {
        let Window { left, top, width, .. } = self.window;
        for (row, parts) in parts.chunks_exact(width.max(1)).enumerate() {
            let start = (top + row) * canvas_width + left;
            parts.iter().enumerate().for_each(|(column, part)| give(start + column, part));
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
        let at: Vec<u16> = (0..1000).map(|run| run * 3).collect();
        let (drawn, known_y) = (RowMask::all(1000), RowMask::from_fn(1000, |run| run >= 100));
        let runs = DotRuns { x: &at, y: &at, known_x: &drawn, known_y: &known_y, codes: &[7; 1000] };
        let (more, fewer) = ([[9, 8, 7, 1]; 256], [[9u32, 8, 7, 1].map(u32::wrapping_neg); 256]);
        let mut density = DotDensity::of(WINDOW, &drawn, runs, &more);
        assert_eq!(density.counted(), (900, 900));
        density.add(&RowMask::from_fn(1000, |run| run < 400), runs, &fewer);
        assert_eq!(density.counted(), (900, 600));
        density.clear_focus();
        density.add(&RowMask::from_fn(1000, |run| run == 500), runs, &more);
        assert_eq!(density.counted(), (900, 1));
    }
}
