use std::cell::OnceCell;

use runloom_table::{ColumnName, NotLoaded, RowMask, RunTable};

use super::ParallelSpec;
use super::draw;
use super::layout::{LEAST_HEIGHT_PX, LEAST_WIDTH_PX, Layout};
use crate::axis::{Axis, AxisData, AxisSpec, Ends, Lines, Noun, heights, spread_ranks};
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

/// What a frame found out about runs that the next one draws too.
pub(crate) struct Known {
    key: Key,
    axes: Vec<Axis>,
    ends: Vec<Ends>,
    heights: Vec<Vec<u16>>,
    colours: RunColours,
    pixel_ratio: f64,
}

impl Known {
    /// An axis that was resolved for the same values and the same scale.
    fn axis(&self, spec: &AxisSpec) -> Option<Axis> {
        let same = |(column, scale, _): &(ColumnName, Option<ScaleKind>, bool)| *column == spec.column && *scale == spec.scale;
        let at = self.key.axes.iter().position(same)?;
        Some(Axis { inverted: spec.inverted, ..self.axes.get(at)?.clone() })
    }

    fn colours(&self, spec: &ParallelSpec) -> Option<RunColours> {
        (self.key.has_colours_of(spec) && self.key.palette == spec.palette).then(|| self.colours.clone())
    }

    /// The heights of the runs at an axis that stands as high as it did. They can be had once.
    fn heights(&mut self, spec: &ParallelSpec, axis: &AxisSpec, ends: &Ends, pixel_ratio: f64) -> Option<Vec<u16>> {
        let wanted = (axis.column.clone(), axis.scale, axis.inverted);
        let same = |(at, key): (usize, &(ColumnName, Option<ScaleKind>, bool))| *key == wanted && self.ends.get(at) == Some(ends);
        let at = self.key.axes.iter().enumerate().position(same)?;
        let fit = self.key.has_colours_of(spec) && self.pixel_ratio.to_bits() == pixel_ratio.to_bits();
        self.heights.get_mut(at).filter(|heights| fit && !heights.is_empty()).map(std::mem::take)
    }
}

impl Key {
    /// Whether runs have the same codes of colours, by which lines that share a value are spread.
    fn has_colours_of(&self, spec: &ParallelSpec) -> bool {
        self.colour == spec.colour && self.colour_scale == spec.colour_scale
    }

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

    /// What this frame can tell the next one, which draws some runs of the same values; what is large moves out.
    pub(crate) fn take_known(&mut self, drawn: &RowMask) -> Option<Known> {
        let heights = std::mem::take(&mut self.heights);
        (self.noun == Noun::Run && self.drawn == *drawn).then(|| Known {
            key: self.key.clone(),
            axes: self.axes.clone(),
            ends: self.ends.clone(),
            heights,
            colours: self.colours.clone(),
            pixel_ratio: self.pixel_ratio,
        })
    }

    /// `known` is from a frame of the same runs, if there is one.
    pub(crate) fn new(lines: Lines<'_>, spec: &ParallelSpec, mut known: Option<Known>) -> Result<Self, NotLoaded> {
        let Lines { table, drawn, .. } = lines;
        let log2 = Log2::new();
        let specs = spec.axes.get(..MOST_AXES).unwrap_or(&spec.axes);
        let known_axis = |spec| known.as_ref().and_then(|known| known.axis(spec));
        let axis = |spec| known_axis(spec).map_or_else(|| Axis::of_lines(lines, spec), Ok);
        let axes = specs.iter().map(axis).collect::<Result<Vec<_>, _>>()?;
        let colours = match known.as_ref().and_then(|known| known.colours(spec)) {
            Some(colours) => colours,
            None => RunColours::scaled(lines, spec.colour.as_ref(), spec.colour_scale, &spec.palette, &log2)?,
        };
        let (width_px, height_px) = (sane(spec.width_px), sane(spec.height_px));
        let obstacle = obstacle(table, drawn, &axes, width_px, height_px);
        let mut layout = Layout::new(&axes, width_px, height_px);
        let ends: Vec<Ends> = axes.iter().map(|axis| Ends::new(layout.bottom, layout.top, layout.lanes, axis.inverted)).collect();
        let labels = axes.first().zip(ends.first()).map_or(0.0, |(axis, ends)| draw::widest_label(axis, &layout, ends, &log2));
        layout.place_axes(&axes, labels, &colours.legend);
        let pixel_ratio = pixel_ratio(spec.device_pixel_ratio, &layout);
        let mut all_heights = Vec::with_capacity(axes.len());
        if obstacle.is_none() {
            let kept = |(asked, ends)| known.as_mut().and_then(|known| known.heights(spec, asked, ends, pixel_ratio));
            let kept: Vec<Option<Vec<u16>>> = specs.iter().zip(&ends).map(kept).collect();
            drop(known);
            let (ranks, none) = (OnceCell::new(), OnceCell::new());
            for ((axis, ends), kept) in axes.iter().zip(&ends).zip(kept) {
                if let Some(heights) = kept {
                    all_heights.push(heights);
                    continue;
                }
                let ranks: &Vec<u16> = if axis.spreads() {
                    ranks.get_or_init(|| spread_ranks(&colours, drawn))
                } else {
                    none.get_or_init(|| vec![0; table.rows()])
                };
                let data = AxisData::of(table, &axis.column)?;
                all_heights.push(heights(axis, data, ends, ranks, pixel_ratio, &log2));
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
