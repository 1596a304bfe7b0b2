use super::PaneGeometry;
use crate::Area;
use crate::legend::legend_size;
use crate::run_colours::Legend;

/// A pane narrower than this shares its row with fewer others.
const LEAST_PANE_PX: f64 = 380.0;
/// Panes in several rows are a little lower than one alone.
const ROW_SHARE: f64 = 0.8;
const LEAST_ROW_PX: f64 = 170.0;
const MARGIN_PX: f64 = 8.0;
const HEADER_PX: f64 = 30.0;
const FOOTER_PX: f64 = 36.0;
/// The room for points that the axis cannot hold.
pub(crate) const LANE_PX: f64 = 12.0;
const LEGEND_BAR_PX: f64 = 10.0;
/// A chart smaller than this has no room for a picture.
pub(crate) const LEAST_WIDTH_PX: f64 = 160.0;
pub(crate) const LEAST_HEIGHT_PX: f64 = 120.0;

/// Where the panes stand, in css pixels.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) width_px: f64,
    pub(crate) height_px: f64,
    pub(crate) boxes: Vec<Area>,
    /// The colour bar, or the block of category entries.
    pub(crate) legend: Option<Area>,
}

impl Layout {
    pub(crate) fn new(panes: usize, width_px: f64, height_px: f64, legend: &Legend) -> Self {
        let (legend_width, legend_room) = legend_size(legend);
        let legend_fits = legend_width > 0.0 && width_px - legend_room >= LEAST_WIDTH_PX;
        let room = width_px - if legend_fits { legend_room } else { 0.0 };
        let across = ((room / LEAST_PANE_PX) as usize).clamp(1, panes.max(1));
        let down = panes.div_ceil(across).max(1);
        let row_px =
            if down == 1 { height_px } else { (height_px * ROW_SHARE).max(LEAST_ROW_PX).min(height_px.max(LEAST_HEIGHT_PX)) };
        let pane_px = room / across as f64;
        let pane = |index: usize| Area::new(pane_px * (index % across) as f64, row_px * (index / across) as f64, pane_px, row_px);
        let bar_height = row_px - HEADER_PX - FOOTER_PX;
        let legend = legend_fits.then(|| match legend {
            Legend::Categories { .. } => Area::new(width_px - legend_width - 6.0, HEADER_PX, legend_width, bar_height),
            _ => Area::new(width_px - legend_width / 2.0 - 8.0 - LEGEND_BAR_PX / 2.0, HEADER_PX, LEGEND_BAR_PX, bar_height),
        });
        Self { width_px, height_px: row_px * down as f64, boxes: (0..panes).map(pane).collect(), legend }
    }

    /// The plot within a pane: beside labels of a certain width, with room for lanes where there are points for them.
    pub(crate) fn plot(&self, pane: usize, labels_px: f64, above: bool, below: bool) -> PaneGeometry {
        let pane = self.boxes.get(pane).copied().unwrap_or(Area::new(0.0, 0.0, 0.0, 0.0));
        let lane = |wanted: bool| if wanted { LANE_PX } else { 0.0 };
        let left = pane.x + MARGIN_PX + labels_px + 8.0;
        let top = pane.y + HEADER_PX + lane(above);
        PaneGeometry {
            metric: String::new(),
            left_px: left,
            top_px: top,
            width_px: (pane.x + pane.width - MARGIN_PX - 6.0 - left).max(8.0),
            height_px: (pane.y + pane.height - FOOTER_PX - lane(below) - top).max(8.0),
            x_low: 0.0,
            x_high: 0.0,
            x_all: (0.0, 0.0),
        }
    }

    /// About how high plots are.
    pub(crate) fn plot_height(&self) -> f64 {
        self.boxes.first().map_or(0.0, |pane| pane.height - HEADER_PX - FOOTER_PX)
    }
}
