use runloom_table::{NotLoaded, RowMask, RunTable};

use super::axis::{Axis, AxisScale};
use super::colours::RunColours;
use super::layout::{LEAST_HEIGHT_PX, LEAST_WIDTH_PX, Layout};
use super::places::{Ends, heights, spread_ranks};
use super::runs::Runs;
use super::{AxisGeometry, ParallelSpec, draw, words};
use crate::log2::Log2;
use crate::number_text::count;
use crate::{Palette, Raster, Scene};

/// The most axes that are drawn; the rest is named in [`ParallelChart::left_out`].
const MOST_AXES: usize = 64;

/// The largest side of the pixels; beyond it they are drawn more coarsely.
const MOST_PIXELS: f64 = 4000.0;

/// Half the length of a run's stroke on a chart of one axis.
const STROKE_PX: f64 = 12.0;

/// A finished parallel-coordinates chart: axes and text as a scene, runs as pixels beneath it, and where everything is.
#[derive(Clone, Debug)]
pub struct ParallelChart {
    /// The width used, in css pixels: that of the specification, or more where the axes need it.
    pub width_px: f64,
    /// The height used, in css pixels.
    pub height_px: f64,
    /// Axes, labels, brushes and legend, to be painted over the pixels.
    pub scene: Scene,
    /// The runs, in device pixels, over the whole picture; transparent where there is nothing.
    pub pixels: Raster,
    /// The axes, from left to right.
    pub axes: Vec<AxisGeometry>,
    /// The chart in words.
    pub description: String,
    /// What the picture does not show, or shows apart, one sentence each.
    pub left_out: Vec<String>,
    /// One sentence, where there is no picture or only part of one.
    pub note: Option<String>,
    pub(crate) inner: Inner,
}

/// What answers questions about a finished chart.
#[derive(Clone, Debug)]
pub(crate) struct Inner {
    pub(crate) scales: Vec<AxisScale>,
    pub(crate) ends: Vec<Ends>,
    /// Heights in sixteenths of a device pixel, one list an axis.
    pub(crate) heights: Vec<Vec<u16>>,
    pub(crate) colours: RunColours,
    pub(crate) matching: RowMask,
    pub(crate) drawn: RowMask,
    pub(crate) pixel_ratio: f64,
    pub(crate) palette: Palette,
}

impl ParallelChart {
    /// Lays the chart out and draws it. `matching` are the runs in colour (filter and brushes), `in_filter` all that are drawn, those
    /// that do not match in grey; `selected` ones are drawn thicker.
    ///
    /// # Errors
    /// [`NotLoaded`] names a column of [`ParallelSpec::columns`] whose values are not in memory.
    pub fn build(
        table: &RunTable,
        matching: &RowMask,
        in_filter: &RowMask,
        selected: Option<&RowMask>,
        spec: &ParallelSpec,
    ) -> Result<Self, NotLoaded> {
        let log2 = Log2::new();
        let specs = spec.axes.get(..MOST_AXES).unwrap_or(&spec.axes);
        let axes = specs.iter().map(|axis| Axis::resolve(table, axis, in_filter)).collect::<Result<Vec<_>, _>>()?;
        let colours = RunColours::of(table, spec.colour.as_ref(), in_filter, &spec.palette, &log2)?;
        let (width_px, height_px) = (sane(spec.width_px), sane(spec.height_px));
        let mut layout = Layout::new(&axes, width_px, height_px);
        let mut focus = matching.clone();
        focus.and(in_filter);
        let shown = Shown { axes: &axes, colours: &colours, focus: &focus, drawn: in_filter, table, spec };
        let note = shown.obstacle(width_px, height_px);
        let ends: Vec<Ends> = axes.iter().map(|axis| Ends::of(&layout, axis.spec.inverted)).collect();
        let mut geometry: Vec<AxisGeometry> =
            axes.iter().zip(&ends).map(|(axis, ends)| draw::geometry(axis, &layout, ends, &log2)).collect();
        layout.place_axes(&axes, geometry.first().map_or(0.0, draw::widest_label), &colours.legend);
        let pixel_ratio = pixel_ratio(spec.device_pixel_ratio, &layout);
        let mut chart = Self {
            width_px,
            height_px,
            scene: Scene::new(width_px, height_px),
            pixels: Raster::default(),
            axes: Vec::new(),
            description: shown.description(),
            left_out: shown.left_out(),
            note,
            inner: Inner {
                scales: axes.iter().map(|axis| axis.scale.clone()).collect(),
                ends,
                heights: Vec::new(),
                colours: colours.clone(),
                matching: focus.clone(),
                drawn: in_filter.clone(),
                pixel_ratio,
                palette: spec.palette,
            },
        };
        if chart.note.is_some() {
            return Ok(chart);
        }
        (chart.width_px, chart.height_px) = (layout.width_px, layout.height_px);
        for (axis, x_px) in geometry.iter_mut().zip(&layout.xs) {
            axis.x_px = *x_px;
        }
        chart.axes = geometry;
        let colour = spec.colour.as_ref().map(|column| column.key.as_str());
        chart.scene = draw::scene(&chart.axes, &colours.legend, colour, &layout, &spec.palette);
        let ranks = spread_ranks(&colours, in_filter);
        chart.inner.heights =
            axes.iter().zip(&chart.inner.ends).map(|(axis, ends)| heights(axis, ends, &ranks, pixel_ratio, &log2)).collect();
        let mut context = focus.clone();
        context.not();
        context.and(in_filter);
        let (columns, doubled) = columns(&layout, pixel_ratio);
        let doubled = chart.inner.heights.first().filter(|_| doubled).map(|only| vec![only.clone(), only.clone()]);
        let (highest, lowest) = layout.reach();
        chart.pixels = Runs {
            width: libm::ceil(layout.width_px * pixel_ratio) as usize,
            height: libm::ceil(layout.height_px * pixel_ratio) as usize,
            columns: &columns,
            heights: doubled.as_ref().unwrap_or(&chart.inner.heights),
            colours: &colours,
            focus: &focus,
            context: &context,
            selected,
            palette: &spec.palette,
            pixel_ratio,
            rows: (highest * pixel_ratio) as usize..libm::ceil(lowest * pixel_ratio) as usize,
        }
        .draw();
        Ok(chart)
    }
}

/// The pixel columns of the axes. A single axis has two, a little to its left and right, between which its runs are level strokes.
fn columns(layout: &Layout, pixel_ratio: f64) -> (Vec<usize>, bool) {
    let column = |x: f64| libm::round(x * pixel_ratio) as usize;
    match layout.xs.as_slice() {
        [only] => (vec![column(only - STROKE_PX), column(only + STROKE_PX)], true),
        xs => (xs.iter().copied().map(column).collect(), false),
    }
}

/// A size that arithmetic can bear: finite, not negative, at most 100,000.
fn sane(px: f64) -> f64 {
    if px.is_finite() { px.clamp(0.0, 100_000.0) } else { 0.0 }
}

fn pixel_ratio(asked: f64, layout: &Layout) -> f64 {
    let asked = if asked.is_finite() { asked.clamp(0.25, 4.0) } else { 1.0 };
    asked.min(MOST_PIXELS / layout.height_px.max(1.0)).min(4.0 * MOST_PIXELS / layout.width_px.max(1.0))
}

/// What the words about a chart are made from.
struct Shown<'a> {
    axes: &'a [Axis<'a>],
    colours: &'a RunColours,
    focus: &'a RowMask,
    drawn: &'a RowMask,
    table: &'a RunTable,
    spec: &'a ParallelSpec,
}

impl Shown<'_> {
    /// Why there is no picture.
    fn obstacle(&self, width_px: f64, height_px: f64) -> Option<String> {
        if self.table.rows() == 0 {
            return Some("There are no runs to draw.".to_owned());
        }
        if self.drawn.count() == 0 {
            return Some("No run matches the filter, so there is nothing to draw. Loosen the filter or clear it.".to_owned());
        }
        if self.axes.is_empty() {
            return Some("There are no axes. Add a column as an axis to see the runs.".to_owned());
        }
        if width_px < LEAST_WIDTH_PX || height_px < LEAST_HEIGHT_PX {
            return Some(format!("There is no room for a chart here: it needs {LEAST_WIDTH_PX} × {LEAST_HEIGHT_PX} pixels."));
        }
        None
    }

    fn description(&self) -> String {
        let runs = format!("{} of {} runs", count(self.focus.count()), count(self.table.rows()));
        let axes: Vec<String> = self.axes.iter().map(words::axis_words).collect();
        let plural = if axes.len() == 1 { "axis" } else { "axes" };
        let mut text = format!("Parallel coordinates of {runs} over {} {plural}: {}", axes.len(), axes.join("; "));
        if let Some(colour) = &self.spec.colour {
            text.extend([". Coloured by ", &colour.key]);
            if let super::colours::Legend::Ramp { low, high, .. } = &self.colours.legend {
                text.extend([" from ", low, " to ", high]);
            }
        }
        let brushed: Vec<String> = self
            .axes
            .iter()
            .flat_map(|axis| axis.spec.intervals.iter().map(|interval| words::interval_words(self.table, axis.spec, interval)))
            .collect();
        if !brushed.is_empty() {
            text.extend([". Brushed: ", &brushed.join("; ")]);
        }
        text.push('.');
        text
    }

    fn left_out(&self) -> Vec<String> {
        let drawn = self.drawn.count();
        let mut sentences: Vec<String> = self.axes.iter().flat_map(|axis| words::apart(axis, drawn)).collect();
        if let (Some(colour), true) = (&self.spec.colour, self.colours.without > 0) {
            let without = count(self.colours.without);
            sentences.push(format!("{without} of {} runs have no {} and are drawn in grey ink.", count(drawn), colour.key));
        }
        if self.spec.axes.len() > MOST_AXES {
            sentences.push(format!("Only the first {MOST_AXES} of {} axes are drawn.", count(self.spec.axes.len())));
        }
        sentences
    }
}
