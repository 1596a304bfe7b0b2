use runloom_table::RowMask;

use super::frame::Frame;
use super::layout::Layout;
use crate::points::{Points, Standing};
use crate::raster::{LineCanvas, Raster, Window};

/// Draws the points of every cell below the diagonal.
pub(super) fn pixels(frame: &Frame, focus: &RowMask, selected: Option<&RowMask>) -> Raster {
    let Layout { width_px, height_px, .. } = frame.layout;
    let device = |px: f64| libm::ceil(px * frame.pixel_ratio) as usize;
    let mut canvas = LineCanvas::new(device(width_px), device(height_px));
    let points = Points::of(frame.shape(), &frame.drawn, focus, selected);
    for (row, column) in frame.layout.cells().filter(|(row, column)| column < row) {
        let (Some(x), Some(y)) = (frame.axes.get(column), frame.axes.get(row)) else { continue };
        let area = frame.layout.cell(row, column);
        let (x, y) = (Standing { at: &x.xs, known: &x.known }, Standing { at: &y.ys, known: &y.known });
        points.draw(&mut canvas, Window::of(area, frame.pixel_ratio), x, y);
    }
    Raster::from_premultiplied(&canvas)
}
