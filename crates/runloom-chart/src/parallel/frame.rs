use runloom_table::{ColumnName, NotLoaded, RowMask, RunTable};

use super::ParallelSpec;
use super::draw;
use super::layout::{LEAST_HEIGHT_PX, LEAST_WIDTH_PX, Layout};
use crate::axis::{Axis, AxisData, Ends, Lines, Noun, heights, spread_ranks};
use crate::log2::Log2;
use crate::run_colours::RunColours;
use crate::{ColourScale, Palette, ScaleKind};

/// The most axes that are drawn; the rest is named in [`super::ParallelChart::left_out`].
pub(crate) const MOST_AXES: usize = 64;

/// The largest height of the pixels; larger charts are drawn more coarsely. Heights in sixteenths stay below 2^16.
const MOST_PIXELS: f64 = 4000.0;

/// Everything about a chart that brushes do not change: scales, layout, and where each run crosses each axis.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    key: Key,
    /// Why there is no picture.
    pub(crate) obstacle: Option<String>,
    pub(crate) axes: Vec<Axis>,
    /// The axes with what the lines hold that words are about.
    pub(crate) told: Option<Vec<Axis>>,
    pub(crate) noun: Noun,
    pub(crate) colours: RunColours,
    pub(crate) layout: Layout,
    pub(crate) ends: Vec<Ends>,
    /// Heights in sixteenths of a device pixel, one list an axis.
    pub(crate) heights: Vec<Vec<u16>>,
    pub(crate) pixel_ratio: f64,
    pub(crate) palette: Palette,
    /// The runs that are drawn, in colour or in grey.
    pub(crate) drawn: RowMask,
}

/// What a frame was made for.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    axes: Vec<(ColumnName, Option<ScaleKind>, bool)>,
    colour: Option<ColumnName>,
    colour_scale: ColourScale,
    curves: bool,
    width_px: f64,
    height_px: f64,
    device_pixel_ratio: f64,
    palette: Palette,
    rows: usize,
}

impl Key {
    fn of(table: &RunTable, spec: &ParallelSpec) -> Self {
        Self {
            axes: spec.axes.iter().map(|axis| (axis.column.clone(), axis.scale, axis.inverted)).collect(),
            colour: spec.colour.clone(),
            colour_scale: spec.colour_scale,
            curves: spec.curves,
            width_px: spec.width_px,
            height_px: spec.height_px,
            device_pixel_ratio: spec.device_pixel_ratio,
            palette: spec.palette,
            rows: table.rows(),
        }
    }
}

impl Frame {
    /// Whether lines are level at the axes.
    pub(crate) fn curved(&self) -> bool {
        self.key.curves
    }

    /// Whether this frame is the one that [`Frame::new`] would make, given that the table's values are the same.
    pub(crate) fn serves(&self, table: &RunTable, drawn: &RowMask, spec: &ParallelSpec) -> bool {
        self.key == Key::of(table, spec) && self.drawn == *drawn
    }

    pub(crate) fn new(lines: Lines<'_>, spec: &ParallelSpec) -> Result<Self, NotLoaded> {
        let Lines { table, drawn, .. } = lines;
        let log2 = Log2::new();
        let specs = spec.axes.get(..MOST_AXES).unwrap_or(&spec.axes);
        let axes = specs.iter().map(|axis| Axis::of_lines(lines, axis)).collect::<Result<Vec<_>, _>>()?;
        let colours = RunColours::scaled(lines, spec.colour.as_ref(), spec.colour_scale, &spec.palette, &log2)?;
        let (width_px, height_px) = (sane(spec.width_px), sane(spec.height_px));
        let obstacle = obstacle(table, drawn, &axes, width_px, height_px);
        let mut layout = Layout::new(&axes, width_px, height_px);
        let ends: Vec<Ends> = axes.iter().map(|axis| Ends::new(layout.bottom, layout.top, layout.lanes, axis.inverted)).collect();
        let labels = axes.first().zip(ends.first()).map_or(0.0, |(axis, ends)| draw::widest_label(axis, &layout, ends, &log2));
        layout.place_axes(&axes, labels, &colours.legend);
        let pixel_ratio = pixel_ratio(spec.device_pixel_ratio, &layout);
        let mut all_heights = Vec::with_capacity(axes.len());
        if obstacle.is_none() {
            let ranks = spread_ranks(&colours, drawn);
            for (axis, ends) in axes.iter().zip(&ends) {
                let data = AxisData::of(table, &axis.column)?;
                all_heights.push(heights(axis, data, ends, &ranks, pixel_ratio, &log2));
            }
        }
        let of_told = |axis: &Axis, rows| Ok(Axis { survey: axis.survey_of(table, rows)?, ..axis.clone() });
        let told = lines.told.map(|rows| axes.iter().map(|axis| of_told(axis, rows)).collect::<Result<_, _>>()).transpose()?;
        Ok(Self {
            key: Key::of(table, spec),
            obstacle,
            axes,
            told,
            noun: lines.noun(),
            colours,
            layout,
            ends,
            heights: all_heights,
            pixel_ratio,
            palette: spec.palette,
            drawn: drawn.clone(),
        })
    }
}

fn obstacle(table: &RunTable, drawn: &RowMask, axes: &[Axis], width_px: f64, height_px: f64) -> Option<String> {
    if table.rows() == 0 {
        return Some("There are no runs to draw.".to_owned());
    }
    if drawn.count() == 0 {
        return Some("No run matches the filter, so there is nothing to draw. Loosen the filter or clear it.".to_owned());
    }
    if axes.is_empty() {
        return Some("There are no axes. Add a column as an axis to see the runs.".to_owned());
    }
    if width_px < LEAST_WIDTH_PX || height_px < LEAST_HEIGHT_PX {
        return Some(format!("There is no room for a chart here: it needs {LEAST_WIDTH_PX} × {LEAST_HEIGHT_PX} pixels."));
    }
    None
}

/// A size that arithmetic can bear: finite, not negative, at most 16,384.
fn sane(px: f64) -> f64 {
    if px.is_finite() { px.clamp(0.0, 16_384.0) } else { 0.0 }
}

fn pixel_ratio(asked: f64, layout: &Layout) -> f64 {
    let asked = if asked.is_finite() { asked.clamp(0.25, 4.0) } else { 1.0 };
    asked.min(MOST_PIXELS / layout.height_px.max(1.0)).min(4.0 * MOST_PIXELS / layout.width_px.max(1.0))
}
