use runloom_table::{ColumnName, NotLoaded, RowMask, RunTable};

use super::MatrixSpec;
use super::layout::{INSET_PX, Layout};
use crate::axis::{Axis, AxisData, Ends, Lanes, Lines, PER_PIXEL, heights};
use crate::log2::Log2;
use crate::points::{Shape, known, scattered};
use crate::run_colours::RunColours;
use crate::{Palette, ScaleKind};

/// The most columns that are drawn; the rest is named in [`super::MatrixChart::left_out`].
pub(super) const MOST_COLUMNS: usize = 8;

/// The most device pixels along a side; larger pictures are drawn more coarsely.
const MOST_PIXELS: f64 = 6000.0;

/// Everything about a matrix that brushes do not change.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    key: Key,
    pub(super) obstacle: Option<String>,
    pub(super) axes: Vec<Placed>,
    pub(super) colours: RunColours,
    pub(super) layout: Layout,
    pub(super) pixel_ratio: f64,
    pub(super) palette: Palette,
    pub(super) drawn: RowMask,
}

/// A column with where each run lies between the sides of a cell.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) axis: Axis,
    /// From the left side of a cell, in sixteenths of a device pixel.
    pub(super) xs: Vec<u16>,
    /// From the upper side.
    pub(super) ys: Vec<u16>,
    /// The runs that have a place.
    pub(super) known: RowMask,
}

#[derive(Clone, Debug, PartialEq)]
struct Key {
    columns: Vec<(ColumnName, Option<ScaleKind>, bool)>,
    colour: Option<ColumnName>,
    size_px: (f64, Option<f64>),
    device_pixel_ratio: f64,
    palette: Palette,
    rows: usize,
}

impl Key {
    fn of(table: &RunTable, spec: &MatrixSpec) -> Self {
        Self {
            columns: spec.columns.iter().map(|axis| (axis.column.clone(), axis.scale, axis.inverted)).collect(),
            colour: spec.colour.clone(),
            size_px: (spec.width_px, spec.height_px),
            device_pixel_ratio: spec.device_pixel_ratio,
            palette: spec.palette,
            rows: table.rows(),
        }
    }
}

impl Frame {
    /// Whether this frame is the one that [`Frame::new`] would make, given that the table's values are the same.
    pub(super) fn serves(&self, table: &RunTable, drawn: &RowMask, spec: &MatrixSpec) -> bool {
        self.key == Key::of(table, spec) && self.drawn == *drawn
    }

    pub(super) fn new(table: &RunTable, drawn: &RowMask, spec: &MatrixSpec) -> Result<Self, NotLoaded> {
        let log2 = Log2::new();
        let lines = Lines::of_runs(table, drawn);
        let colours = RunColours::of(lines, spec.colour.as_ref(), &spec.palette, &log2)?;
        let specs = spec.columns.get(..MOST_COLUMNS).unwrap_or(&spec.columns);
        let axes = specs.iter().map(|axis| Axis::resolve(table, axis, drawn)).collect::<Result<Vec<_>, _>>()?;
        let sane = |px: f64| if px.is_finite() { px.clamp(0.0, 16_384.0) } else { 0.0 };
        let layout = Layout::new(axes.len(), sane(spec.width_px), spec.height_px.map(sane), &colours.legend);
        let asked = if spec.device_pixel_ratio.is_finite() { spec.device_pixel_ratio.clamp(0.25, 4.0) } else { 1.0 };
        let pixel_ratio = asked.min(MOST_PIXELS / layout.width_px.max(layout.height_px).max(1.0));
        let obstacle = obstacle(table, drawn, &axes, spec);
        let mut placed = Vec::with_capacity(axes.len());
        if obstacle.is_none() {
            let (ranks_x, ranks_y) = (scattered(table.rows(), 0x9e37_79b9), scattered(table.rows(), 0x85eb_ca6b));
            for axis in axes {
                let data = AxisData::of(table, &axis.column)?;
                let along = |ranks: &[u16], low_px: f64, high_px: f64| {
                    heights(&axis, data, &Ends::new(low_px, high_px, Lanes::default(), axis.inverted), ranks, pixel_ratio, &log2)
                };
                let (width, height) = (layout.cell_width_px, layout.cell_height_px);
                let xs = along(&ranks_x, INSET_PX, width - INSET_PX);
                let ys = along(&ranks_y, height - INSET_PX, INSET_PX);
                let known = known(&axis, data, table.rows());
                placed.push(Placed { axis, xs, ys, known });
            }
        }
        let (key, drawn) = (Key::of(table, spec), drawn.clone());
        Ok(Self { key, obstacle, axes: placed, colours, layout, pixel_ratio, palette: spec.palette, drawn })
    }

    /// What its points look like.
    pub(super) fn shape(&self) -> Shape<'_> {
        Shape { colours: &self.colours, palette: &self.palette, pixel_ratio: self.pixel_ratio, sizes: None }
    }

    /// The distance of a run from the upper left corner of a cell, in css pixels; `None` where it has no place in it.
    pub(super) fn point_px(&self, row: usize, column: usize, run: usize) -> Option<(f64, f64)> {
        let (x, y) = (self.axes.get(column)?, self.axes.get(row)?);
        if !(x.known.contains(run) && y.known.contains(run)) {
            return None;
        }
        let units = self.pixel_ratio * PER_PIXEL;
        Some((f64::from(*x.xs.get(run)?) / units, f64::from(*y.ys.get(run)?) / units))
    }
}

fn obstacle(table: &RunTable, drawn: &RowMask, axes: &[Axis], spec: &MatrixSpec) -> Option<String> {
    if table.rows() == 0 {
        return Some("There are no runs to draw.".to_owned());
    }
    if drawn.count() == 0 {
        return Some("No run matches the filter, so there is nothing to draw. Loosen the filter or clear it.".to_owned());
    }
    if axes.is_empty() {
        return Some("There are no columns. Add some to see how they go together.".to_owned());
    }
    let too_small = |px: f64| px.is_nan() || px < 120.0;
    if too_small(spec.width_px) || spec.height_px.is_some_and(too_small) {
        return Some("There is no room for a chart here: it needs 120 × 120 pixels.".to_owned());
    }
    None
}
