use super::pane::Side;
use crate::Area;
use crate::axis::room_at_the_left;
use crate::legend::legend_size;
use crate::log2::Log2;
use crate::run_colours::Legend;

/// The room for labels and names at the left, below and above.
const LEFT_PX: f64 = 74.0;
/// The room at the left for the name of a side alone.
pub(super) const NAME_PX: f64 = 22.0;
/// The most room for labels beside it, as a part of the width.
const MOST_LABELS: f64 = 0.3;
const BELOW_PX: f64 = 40.0;
const TOP_PX: f64 = 8.0;
/// The least size of a pane, and the room between panes that stand beside each other.
const LEAST_PX: f64 = 64.0;
const GAP_PX: f64 = 14.0;
/// The height of a plot that may choose.
const OWN_HEIGHT_PX: f64 = 340.0;

/// How large a plot is, and where its legend stands, in css pixels.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Extent {
    pub(super) width_px: f64,
    pub(super) height_px: f64,
    pub(super) legend: Option<Area>,
}

/// Panes beside and below each other.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) extent: Extent,
    columns: usize,
    rows: usize,
    left_px: f64,
    right_px: f64,
}

impl Layout {
    /// For `panes` panes beside and below each other.
    pub(super) fn new(panes: usize, width_px: f64, height_px: Option<f64>, legend: &Legend) -> Self {
        let (legend_width, legend_room) = legend_size(legend);
        let right_px = if *legend == Legend::None { 12.0 } else { legend_room + 8.0 };
        let room = width_px - LEFT_PX - right_px;
        let beside = ((room + GAP_PX) / (170.0 + GAP_PX)).max(1.0) as usize;
        let columns = panes.clamp(1, beside);
        let rows = panes.max(1).div_ceil(columns);
        let own = if rows == 1 { OWN_HEIGHT_PX } else { rows as f64 * 220.0 };
        let height_px = height_px.unwrap_or(own);
        let (x, y) = (width_px - right_px + 14.0, TOP_PX + 16.0);
        let legend = match legend {
            Legend::None => None,
            Legend::Ramp { .. } => {
                let x = width_px - legend_width / 2.0 - 13.0;
                Some(Area::new(x, y, 10.0, (height_px - TOP_PX - BELOW_PX - 36.0).clamp(24.0, 220.0)))
            }
            Legend::Categories { .. } => Some(Area::new(x, y, legend_width, (height_px - TOP_PX - 24.0).max(16.0))),
        };
        Self { extent: Extent { width_px, height_px, legend }, columns, rows, left_px: LEFT_PX, right_px }
    }

    /// With more room at the left where the labels of a side need it. Heights stay.
    pub(super) fn labelled(self, side: &Side, log2: &Log2) -> Self {
        let labels_px = room_at_the_left(&side.axis, &side.ends, log2).min(self.extent.width_px * MOST_LABELS);
        Self { left_px: (labels_px + NAME_PX).max(LEFT_PX), ..self }
    }

    /// Whether a pane stands at the left.
    pub(super) fn is_first(&self, index: usize) -> bool {
        index.is_multiple_of(self.columns)
    }

    /// The place of a pane, counted row by row.
    pub(super) fn pane(&self, index: usize) -> Area {
        let (column, row) = (index % self.columns, index / self.columns);
        let width = (self.extent.width_px - self.left_px - self.right_px + GAP_PX) / self.columns as f64 - GAP_PX;
        let height = (self.extent.height_px - TOP_PX) / self.rows as f64 - BELOW_PX;
        let (width, height) = (libm::floor(width).max(LEAST_PX), libm::floor(height).max(LEAST_PX));
        let x = self.left_px + column as f64 * (width + GAP_PX);
        Area::new(x, TOP_PX + row as f64 * (height + BELOW_PX), width, height)
    }
}
