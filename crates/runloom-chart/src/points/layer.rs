use runloom_table::RowMask;

use super::{Cell, Crowds};
use crate::parallel::{Strokes, opacity};
use crate::raster::{Canvas, Dot};
use crate::run_colours::RunColours;
use crate::{Colour, Palette};

/// The most runs that are drawn as points of their own.
pub(crate) const MOST_POINTS: usize = 4000;

/// The radius of a point, of one in grey and of a selected one, in css pixels.
const RADIUS_PX: f64 = 2.4;
const CONTEXT_RADIUS_PX: f64 = 1.9;
const SELECTED_RADIUS_PX: f64 = 4.0;
/// The width of the edge around points, in css pixels.
pub(crate) const RING_PX: f64 = 1.1;

/// How many sizes a point can have where a column decides it, and how much larger the largest is than usual.
const SIZES: usize = 12;
const LARGEST: f64 = 3.6;
const SMALLEST: f64 = 0.7;

/// What points look like, whatever they stand for.
#[derive(Clone, Copy)]
pub(crate) struct Shape<'a> {
    pub(crate) colours: &'a RunColours,
    pub(crate) palette: &'a Palette,
    /// Device pixels a css pixel.
    pub(crate) pixel_ratio: f64,
    /// A size from 0 to 1 for each run, where a column decides it; nothing for runs that have none.
    pub(crate) sizes: Option<&'a [Option<f32>]>,
    /// The colour of an edge around points in focus, if they have one.
    pub(crate) ring: Option<Colour>,
}

/// What is drawn as points and what as a density, the same for every cell of a chart.
pub(crate) struct Points<'a> {
    shape: Shape<'a>,
    drawn: &'a RowMask,
    focus: &'a RowMask,
    context_is_dense: bool,
    focus_is_dense: bool,
    one_by_one: Vec<(Strokes, Vec<Dot>)>,
}

impl<'a> Points<'a> {
    /// The `drawn` runs, grey where they are not in focus.
    pub(crate) fn of(shape: Shape<'a>, drawn: &'a RowMask, focus: &'a RowMask, selected: Option<&RowMask>) -> Self {
        let (context_is_dense, focus_is_dense) = (drawn.without(focus).count() > MOST_POINTS, focus.count() > MOST_POINTS);
        let mut one_by_one = Vec::new();
        if !context_is_dense {
            one_by_one.push((Strokes::context(drawn, focus, shape.palette), shape.dots(CONTEXT_RADIUS_PX)));
        }
        if let Some(ring) = shape.ring.filter(|_| !focus_is_dense) {
            let ring = ring.with_alpha(opacity(focus.count(), 255, 50));
            one_by_one.push((Strokes::flat(focus, ring), shape.dots(RADIUS_PX + RING_PX)));
        }
        if !focus_is_dense {
            one_by_one.push((Strokes::focus(focus, shape.colours), shape.dots(RADIUS_PX)));
        }
        if let Some(selected) = selected.filter(|selected| selected.count() <= MOST_POINTS) {
            let mut selected = selected.clone();
            selected.and(drawn);
            one_by_one.push((Strokes::selected(&selected, shape.colours), shape.dots(SELECTED_RADIUS_PX)));
        }
        Self { shape, drawn, focus, context_is_dense, focus_is_dense, one_by_one }
    }

    /// Draws the points of all cells. What is counted stays in `crowds`.
    pub(crate) fn draw(&self, canvas: &mut Canvas, cells: &[Cell<'_>], crowds: &mut Crowds) {
        if self.context_is_dense || self.focus_is_dense {
            let context = self.context_is_dense.then_some(self.shape.palette.context);
            for density in crowds.of(self.shape, cells, self.drawn, self.focus) {
                density.draw(canvas, context, self.focus_is_dense);
            }
        }
        for cell in cells {
            self.draw_single(canvas, *cell);
        }
    }

    fn draw_single(&self, canvas: &mut Canvas, Cell { window, x, y }: Cell<'_>) {
        for (strokes, dots) in &self.one_by_one {
            for run in &strokes.rows {
                let (Some(at_x), Some(at_y)) = (x.of(*run), y.of(*run)) else { continue };
                if let Some(dot) = dots.get(self.shape.size_step(*run)) {
                    dot.draw(canvas, window, at_x, at_y, strokes.colour(*run, self.shape.colours));
                }
            }
        }
    }
}

impl Shape<'_> {
    fn dots(&self, radius_px: f64) -> Vec<Dot> {
        let dot = |step: usize| Dot::new((radius_px * self.factor(step) * self.pixel_ratio * 16.0) as u32);
        (0..if self.sizes.is_some() { SIZES } else { 1 }).map(dot).collect()
    }

    fn size_step(&self, run: usize) -> usize {
        let size = self.sizes.and_then(|sizes| sizes.get(run).copied().flatten()).unwrap_or_default();
        (f64::from(size) * (SIZES - 1) as f64 + 0.5) as usize
    }

    /// How much larger than usual a size is: its area grows with the value.
    fn factor(&self, step: usize) -> f64 {
        if self.sizes.is_none() {
            return 1.0;
        }
        let part = step as f64 / (SIZES - 1) as f64;
        (SMALLEST * SMALLEST + part * (LARGEST * LARGEST - SMALLEST * SMALLEST)).sqrt()
    }

    /// The radius of the point of a run in focus, or in grey, in css pixels.
    pub(crate) fn radius_px(&self, run: usize, in_focus: bool) -> f64 {
        (if in_focus { RADIUS_PX } else { CONTEXT_RADIUS_PX }) * self.factor(self.size_step(run))
    }
}
