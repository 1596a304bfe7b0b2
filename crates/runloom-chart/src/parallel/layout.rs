use crate::Area;
use crate::axis::words::detail;
use crate::axis::{Axis, Lanes};
use crate::legend::{LEGEND_BAR_PX, SMALL_SIZE_PX, legend_size};
use crate::run_colours::Legend;
use crate::text_width::text_width;

/// Axes stand at least this far apart; where the picture is too narrow for it, it becomes wider.
const LEAST_GAP_PX: f64 = 80.0;
pub(crate) const NAME_SIZE_PX: f64 = 12.0;
pub(crate) const NAME_Y_PX: f64 = 12.0;
pub(crate) const DETAIL_Y_PX: f64 = 27.0;
const HEADER_PX: f64 = 44.0;
const FOOTER_PX: f64 = 20.0;
pub(crate) const LANE_PX: f64 = 17.0;
/// The distance from an axis to its labels.
pub(crate) const LABEL_GAP_PX: f64 = 7.0;
/// Labels of the first axis that are wider are shortened.
const MOST_LABEL_PX: f64 = 96.0;
/// A chart smaller than this has no room for a picture.
pub(crate) const LEAST_WIDTH_PX: f64 = 120.0;
pub(crate) const LEAST_HEIGHT_PX: f64 = 120.0;

/// Where everything stands, in css pixels.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) width_px: f64,
    pub(crate) height_px: f64,
    pub(crate) top: f64,
    pub(crate) bottom: f64,
    pub(crate) lanes: Lanes,
    /// The axes.
    pub(crate) xs: Vec<f64>,
    /// The distance between axes.
    pub(crate) gap: f64,
    /// How far to the right the names of axes may reach.
    pub(crate) header_end: f64,
    /// The colour bar, or the block of category entries.
    pub(crate) legend: Option<Area>,
}

impl Layout {
    /// Heights first; [`Layout::place_axes`] sets the rest.
    pub(crate) fn new(axes: &[Axis], width_px: f64, height_px: f64) -> Self {
        let any = |has: fn(&Axis) -> bool| axes.iter().any(has);
        let beyond = |axis: &Axis| {
            if axis.inverted { (axis.survey.below, axis.survey.above) } else { (axis.survey.above, axis.survey.below) }
        };
        let (above, below) = (axes.iter().any(|axis| beyond(axis).0 > 0), axes.iter().any(|axis| beyond(axis).1 > 0));
        let (nan, missing) = (any(|axis| axis.survey.nan > 0), any(|axis| axis.survey.missing > 0));
        let top = HEADER_PX + if above { LANE_PX } else { 0.0 };
        let lanes_below = [below, nan, missing].into_iter().filter(|lane| *lane).count() as f64;
        let bottom = (height_px - FOOTER_PX - lanes_below * LANE_PX).max(top + 20.0);
        let mut next = bottom + 2.0;
        let mut lane = |wanted: bool| {
            wanted.then(|| {
                next += LANE_PX;
                next
            })
        };
        let lanes = Lanes { above: above.then_some(top - LANE_PX), below: lane(below), nan: lane(nan), missing: lane(missing) };
        Self { width_px, height_px, top, bottom, lanes, xs: Vec::new(), gap: 0.0, header_end: width_px, legend: None }
    }

    /// Places the axes, the first of which has labels of a certain width, and the legend; widens the picture where they need it.
    pub(crate) fn place_axes(&mut self, axes: &[Axis], first_labels_px: f64, legend: &Legend) {
        let (legend_width, legend_room) = legend_size(legend);
        let header_half = |axis: Option<&Axis>| {
            axis.map_or(0.0, |axis| {
                let name = text_width(&axis.column.key, NAME_SIZE_PX, true).min(LEAST_GAP_PX - 8.0);
                name.max(text_width(&detail(axis), SMALL_SIZE_PX, false)) / 2.0
            })
        };
        let labels = first_labels_px.min(MOST_LABEL_PX) + LABEL_GAP_PX + 4.0;
        let left = header_half(axes.first()).max(28.0).max(labels) + 4.0;
        let right = header_half(axes.last()).max(24.0) + legend_room;
        let gaps = axes.len().saturating_sub(1) as f64;
        self.width_px = self.width_px.max(left + right + gaps * LEAST_GAP_PX);
        let room = self.width_px - left - right;
        self.gap = if gaps > 0.0 { room / gaps } else { room };
        self.xs = match axes.len() {
            1 => vec![left + room / 2.0],
            _ => (0..axes.len()).map(|index| left + self.gap * index as f64).collect(),
        };
        let (width, height) = (self.width_px, self.bottom - self.top);
        self.header_end = if legend_width > 0.0 { width - legend_width - 10.0 } else { width - 2.0 };
        self.legend = (legend_width > 0.0).then(|| match legend {
            Legend::Categories { .. } => Area::new(width - legend_width - 6.0, self.top, legend_width, height),
            _ => Area::new(width - legend_width / 2.0 - 8.0 - LEGEND_BAR_PX / 2.0, self.top, LEGEND_BAR_PX, height),
        });
    }

    /// The heights that runs may reach.
    pub(crate) fn reach(&self) -> (f64, f64) {
        let lanes = [self.lanes.above, self.lanes.below, self.lanes.nan, self.lanes.missing];
        let lowest = lanes.iter().flatten().fold(self.bottom, |lowest, lane| lowest.max(*lane));
        let highest = lanes.iter().flatten().fold(self.top, |highest, lane| highest.min(*lane));
        (highest - 8.0, lowest + 8.0)
    }
}
