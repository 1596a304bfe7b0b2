use runloom_table::{ColumnName, NotLoaded, RowMask, RunTable};

use super::findings::Findings;
use super::kinds;
use super::layout::{Extent, Layout};
use super::pane::Pane;
use super::{PlotKind, PlotOptions, PlotSpec};
use crate::axis::Lines;
use crate::log2::Log2;
use crate::points::{Shape, scattered};
use crate::run_colours::RunColours;
use crate::{ColourScale, Palette, ScaleKind};

/// The most device pixels along a side; larger pictures are drawn more coarsely.
const MOST_PIXELS: f64 = 6000.0;

/// The least room for a plot, in css pixels.
const LEAST_PX: f64 = 120.0;

/// Everything about a plot that brushes do not change.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    key: Key,
    pub(super) obstacle: Option<String>,
    pub(super) panes: Vec<Pane>,
    pub(super) colours: RunColours,
    pub(super) sizes: Option<Vec<Option<f32>>>,
    pub(super) extent: Extent,
    pub(super) pixel_ratio: f64,
    pub(super) palette: Palette,
    pub(super) drawn: RowMask,
    pub(super) findings: Findings,
    pub(super) ringed: bool,
    /// What the picture leaves open whatever is brushed, one sentence each.
    pub(super) notes: Vec<String>,
}

/// What a kind lays its panes out from.
pub(super) struct Ground<'a> {
    pub(super) table: &'a RunTable,
    pub(super) drawn: &'a RowMask,
    pub(super) spec: &'a PlotSpec,
    pub(super) pixel_ratio: f64,
    pub(super) log2: &'a Log2,
    /// By which points that share a value are spread.
    pub(super) ranks_x: Vec<u16>,
    pub(super) ranks_y: Vec<u16>,
    /// Width and height, as far as they are given.
    pub(super) size_px: (f64, Option<f64>),
}

/// What a kind makes of the ground.
#[derive(Default)]
pub(super) struct Laid {
    pub(super) extent: Extent,
    pub(super) panes: Vec<Pane>,
    /// The colours, where the kind has its own.
    pub(super) colours: Option<RunColours>,
    /// A size from 0 to 1 for each run, where a column decides it.
    pub(super) sizes: Option<Vec<Option<f32>>>,
    /// Why there is nothing to draw.
    pub(super) obstacle: Option<String>,
    pub(super) findings: Findings,
    /// Whether points stand over something coloured and have an edge in the colour of the panel.
    pub(super) ringed: bool,
    /// What the picture leaves open whatever is brushed, one sentence each.
    pub(super) notes: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
struct Key {
    kind: PlotKind,
    columns: Vec<(&'static str, ColumnName, Option<ScaleKind>, bool)>,
    options: PlotOptions,
    colour: (Option<ColumnName>, ColourScale),
    size_px: (f64, Option<f64>),
    device_pixel_ratio: f64,
    palette: Palette,
    rows: usize,
}

impl Key {
    fn of(table: &RunTable, spec: &PlotSpec) -> Self {
        let columns = spec.roles.iter().flat_map(|(role, axes)| axes.iter().map(|axis| (*role, axis)));
        Self {
            kind: spec.kind,
            columns: columns.map(|(role, axis)| (role, axis.column.clone(), axis.scale, axis.inverted)).collect(),
            options: spec.options,
            colour: (spec.colour.clone(), spec.colour_scale),
            size_px: (spec.width_px, spec.height_px),
            device_pixel_ratio: spec.device_pixel_ratio,
            palette: spec.palette,
            rows: table.rows(),
        }
    }
}

impl Ground<'_> {
    /// The room for so many panes beside a legend.
    pub(super) fn layout(&self, panes: usize, colours: &RunColours) -> Layout {
        let (width_px, height_px) = self.size_px;
        Layout::new(panes, width_px, height_px, &colours.legend)
    }
}

impl Frame {
    /// Whether this frame is the one that [`Frame::new`] would make, given that the table's values are the same.
    pub(super) fn serves(&self, table: &RunTable, drawn: &RowMask, spec: &PlotSpec) -> bool {
        self.key == Key::of(table, spec) && self.drawn == *drawn
    }

    pub(super) fn new(table: &RunTable, drawn: &RowMask, spec: &PlotSpec) -> Result<Self, NotLoaded> {
        let log2 = Log2::new();
        let colours =
            RunColours::scaled(Lines::of_runs(table, drawn), spec.colour.as_ref(), spec.colour_scale, &spec.palette, &log2)?;
        let sane = |px: f64| if px.is_finite() { px.clamp(0.0, 16_384.0) } else { 0.0 };
        let size_px = (sane(spec.width_px), spec.height_px.map(sane));
        let asked = if spec.device_pixel_ratio.is_finite() { spec.device_pixel_ratio.clamp(0.25, 4.0) } else { 1.0 };
        let largest = size_px.0.max(size_px.1.unwrap_or_default());
        let pixel_ratio = asked.min(MOST_PIXELS / largest.max(1.0));
        let rows = table.rows();
        let (ranks_x, ranks_y) = (scattered(rows, 0x9e37_79b9), scattered(rows, 0x85eb_ca6b));
        let ground = Ground { table, drawn, spec, pixel_ratio, log2: &log2, ranks_x, ranks_y, size_px };
        let mut obstacle = obstacle(table, drawn, spec);
        let laid = match &obstacle {
            Some(_) => None,
            None => Some(kinds::lay(&ground, &colours)?),
        };
        let (key, drawn, palette) = (Key::of(table, spec), drawn.clone(), spec.palette);
        let Some(laid) = laid else {
            let (extent, panes, notes) = (ground.layout(1, &colours).extent, Vec::new(), Vec::new());
            let (findings, ringed) = (Findings::default(), false);
            return Ok(Self {
                key,
                obstacle,
                panes,
                colours,
                sizes: None,
                extent,
                pixel_ratio,
                palette,
                drawn,
                findings,
                ringed,
                notes,
            });
        };
        obstacle = laid.obstacle.or_else(|| nowhere(&laid.panes, &drawn));
        let colours = laid.colours.unwrap_or(colours);
        let Laid { extent, panes, sizes, findings, ringed, notes, .. } = laid;
        Ok(Self { key, obstacle, panes, colours, sizes, extent, pixel_ratio, palette, drawn, findings, ringed, notes })
    }

    /// What its points look like.
    pub(super) fn shape(&self) -> Shape<'_> {
        Shape {
            colours: &self.colours,
            palette: &self.palette,
            pixel_ratio: self.pixel_ratio,
            sizes: self.sizes.as_deref(),
            ring: self.ringed.then_some(self.palette.panel),
        }
    }
}

/// Why a plot of nothing but points has none: no run has a place in any pane.
fn nowhere(panes: &[Pane], drawn: &RowMask) -> Option<String> {
    let has_points = |pane: &Pane| drawn.rows().any(|run| pane.x.known().contains(run) && pane.y.known().contains(run));
    let first = panes.first()?;
    if panes.iter().any(|pane| !pane.points || has_points(pane)) {
        return None;
    }
    let keys = [&first.y, &first.x].into_iter().filter(|side| side.is_column).map(|side| side.axis.column.key.as_str());
    let keys = keys.collect::<Vec<_>>().join(" and ");
    Some(["No run in the filter has a place by ", &keys, ". Choose other columns, or loosen the filter."].concat())
}

fn obstacle(table: &RunTable, drawn: &RowMask, spec: &PlotSpec) -> Option<String> {
    if table.rows() == 0 {
        return Some("There are no runs to draw.".to_owned());
    }
    if drawn.count() == 0 {
        return Some("No run matches the filter, so there is nothing to draw. Loosen the filter or clear it.".to_owned());
    }
    if let Some(role) = spec.lacking_role() {
        let label = role.label.to_lowercase();
        return Some(format!("There is no column for “{label}”. Choose one to see this chart."));
    }
    let too_small = |px: f64| px.is_nan() || px < LEAST_PX;
    if too_small(spec.width_px) || spec.height_px.is_some_and(too_small) {
        return Some("There is no room for a chart here: it needs 120 × 120 pixels.".to_owned());
    }
    None
}
