use runloom_table::RowMask;

use super::frame::{Frame, Placed};
use super::layout::Layout;
use crate::parallel::Strokes;
use crate::raster::{Dot, DotDensity, LineCanvas, Raster, Window};

/// The most runs that are drawn as points of their own.
pub(super) const MOST_POINTS: usize = 4000;

/// The radius of a point, of one in grey and of a selected one, in css pixels.
const RADIUS_PX: f64 = 2.4;
const CONTEXT_RADIUS_PX: f64 = 1.9;
const SELECTED_RADIUS_PX: f64 = 4.0;

/// Draws the points of every cell below the diagonal.
pub(super) fn pixels(frame: &Frame, focus: &RowMask, selected: Option<&RowMask>) -> Raster {
    let Layout { width_px, height_px, .. } = frame.layout;
    let device = |px: f64| libm::ceil(px * frame.pixel_ratio) as usize;
    let mut canvas = LineCanvas::new(device(width_px), device(height_px));
    let strokes = Points::of(frame, focus, selected);
    for (row, column) in frame.layout.cells().filter(|(row, column)| column < row) {
        let (Some(x), Some(y)) = (frame.axes.get(column), frame.axes.get(row)) else { continue };
        let area = frame.layout.cell(row, column);
        let at = |px: f64| libm::round(px * frame.pixel_ratio) as usize;
        let window = Window { left: at(area.x), top: at(area.y), width: at(area.width), height: at(area.height) };
        strokes.draw(&mut canvas, frame, window, x, y);
    }
    Raster::from_premultiplied(&canvas)
}

/// What is drawn as points and what as a density, the same for every cell.
struct Points<'a> {
    focus: &'a RowMask,
    context: RowMask,
    context_is_dense: bool,
    focus_is_dense: bool,
    one_by_one: Vec<(Strokes, Dot)>,
}

impl<'a> Points<'a> {
    fn of(frame: &Frame, focus: &'a RowMask, selected: Option<&RowMask>) -> Self {
        let mut context = focus.clone();
        context.not();
        context.and(&frame.drawn);
        let (context_is_dense, focus_is_dense) = (context.count() > MOST_POINTS, focus.count() > MOST_POINTS);
        let dot = |radius_px: f64| Dot::new((radius_px * frame.pixel_ratio * 16.0) as u32);
        let mut one_by_one = Vec::new();
        if !context_is_dense {
            one_by_one.push((Strokes::context(&frame.drawn, focus, &frame.palette), dot(CONTEXT_RADIUS_PX)));
        }
        if !focus_is_dense {
            one_by_one.push((Strokes::focus(focus, &frame.colours), dot(RADIUS_PX)));
        }
        if let Some(selected) = selected.filter(|selected| selected.count() <= MOST_POINTS) {
            let mut selected = selected.clone();
            selected.and(&frame.drawn);
            one_by_one.push((Strokes::selected(&selected, &frame.colours), dot(SELECTED_RADIUS_PX)));
        }
        Self { focus, context, context_is_dense, focus_is_dense, one_by_one }
    }

    fn draw(&self, canvas: &mut LineCanvas, frame: &Frame, window: Window, x: &Placed, y: &Placed) {
        if self.context_is_dense || self.focus_is_dense {
            let mut density = DotDensity::new(window);
            if self.context_is_dense {
                each(&self.context, x, y, |_, x, y| density.add_context(x, y));
            }
            if self.focus_is_dense {
                each(self.focus, x, y, |run, x, y| density.add_focus(x, y, frame.colours.colour(run)));
            }
            density.draw(canvas, frame.palette.context);
        }
        for (strokes, dot) in &self.one_by_one {
            for run in &strokes.rows {
                if let Some((at_x, at_y)) = place(x, y, *run) {
                    dot.draw(canvas, window, at_x, at_y, strokes.colour(*run, &frame.colours));
                }
            }
        }
    }
}

fn place(x: &Placed, y: &Placed, run: usize) -> Option<(u16, u16)> {
    (x.known.contains(run) && y.known.contains(run)).then(|| Some((*x.xs.get(run)?, *y.ys.get(run)?))).flatten()
}

fn each(runs: &RowMask, x: &Placed, y: &Placed, mut give: impl FnMut(usize, u16, u16)) {
    let mut both = runs.clone();
    both.and(&x.known);
    both.and(&y.known);
    for run in both.rows() {
        if let (Some(x), Some(y)) = (x.xs.get(run), y.ys.get(run)) {
            give(run, *x, *y);
        }
    }
}
