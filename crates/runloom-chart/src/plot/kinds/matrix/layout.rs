use crate::Area;
use crate::legend::legend_size;
use crate::plot::layout::Extent;
use crate::run_colours::Legend;

/// The least room for labels at the left, and the most of it as a part of the width.
const LEFT_PX: f64 = 56.0;
const MOST_LEFT: f64 = 0.2;
/// The room beside those labels.
const EDGE_PX: f64 = 4.0;
/// The room for labels below.
const BELOW_PX: f64 = 22.0;
const TOP_PX: f64 = 4.0;
const GAP_PX: f64 = 6.0;
/// The room between the border of a cell and the outermost points.
pub(super) const INSET_PX: f64 = 9.0;
const LEAST_CELL_PX: f64 = 72.0;
const MOST_CELL_PX: f64 = 260.0;
/// Cells are at most this much higher than wide, and the other way round.
const LEAST_SHAPE: f64 = 0.62;

/// Where everything stands, in css pixels.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) width_px: f64,
    pub(super) height_px: f64,
    pub(super) cell_width_px: f64,
    pub(super) cell_height_px: f64,
    pub(super) count: usize,
    left_px: f64,
    pub(super) legend: Option<Area>,
}

impl Layout {
    /// For `count` columns, with room for labels of `labels_px` at the left as far as the width allows.
    pub(super) fn new(count: usize, (width_px, height_px): (f64, Option<f64>), labels_px: f64, legend: &Legend) -> Self {
        let left_px = (labels_px + EDGE_PX).min(width_px * MOST_LEFT).max(LEFT_PX);
        let (legend_width, legend_room) = legend_size(legend);
        let columns = count.max(1) as f64;
        let room = width_px - left_px - legend_room;
        let cell_width_px = libm::floor((room / columns - GAP_PX).clamp(LEAST_CELL_PX, MOST_CELL_PX * 1.6));
        let wanted = match height_px {
            Some(height) => (height - TOP_PX - BELOW_PX) / columns - GAP_PX,
            None => (cell_width_px * LEAST_SHAPE).max(LEAST_CELL_PX),
        };
        let cell_height_px = libm::floor(wanted.clamp(LEAST_CELL_PX, MOST_CELL_PX));
        let width_px = width_px.max(left_px + columns * (cell_width_px + GAP_PX) + legend_room);
        let height_px = TOP_PX + columns * (cell_height_px + GAP_PX) + BELOW_PX;
        let legend = match legend {
            Legend::None => None,
            Legend::Ramp { .. } => {
                Some(Area::new(width_px - legend_width / 2.0 - 15.0, TOP_PX + 16.0, 10.0, (height_px - 80.0).clamp(40.0, 220.0)))
            }
            Legend::Categories { .. } => {
                Some(Area::new(width_px - legend_width - 6.0, TOP_PX + 16.0, legend_width, height_px - TOP_PX - BELOW_PX - 16.0))
            }
        };
        Self { width_px, height_px, cell_width_px, cell_height_px, count, left_px, legend }
    }

    pub(super) fn extent(&self) -> Extent {
        Extent { width_px: self.width_px, height_px: self.height_px, legend: self.legend }
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> Area {
        let x = self.left_px + column as f64 * (self.cell_width_px + GAP_PX);
        let y = TOP_PX + row as f64 * (self.cell_height_px + GAP_PX);
        Area::new(x, y, self.cell_width_px, self.cell_height_px)
    }

    /// Every cell, row by row from the top: row and column.
    pub(super) fn cells(&self) -> impl Iterator<Item = (usize, usize)> {
        let count = self.count;
        (0..count).flat_map(move |row| (0..count).map(move |column| (row, column)))
    }
}
