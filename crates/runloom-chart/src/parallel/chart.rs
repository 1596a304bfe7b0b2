use std::sync::Arc;

use runloom_table::{NotLoaded, RowMask, RunTable};

use super::bands::{Band, BandRuns, Bands, banded_codes};
use super::frame::{Frame, MOST_AXES};
use super::layout::{LANE_PX, Layout};
use super::runs::{Kept, Runs};
use super::{AxisGeometry, ParallelSpec, draw};
use crate::axis::{AxisData, Lines, Noun, PER_PIXEL, words};
use crate::log2::Log2;
use crate::number_text::count;
use crate::{Raster, Scene};

/// Half the length of a run's stroke on a chart of one axis.
pub(super) const STROKE_PX: f64 = 12.0;

/// A finished parallel-coordinates chart: axes and text as a scene, brushes as one beneath it, runs as pixels beneath both, and where everything is.
#[derive(Clone, Debug)]
pub struct ParallelChart {
    /// The width used, in css pixels: that of the specification, or more where the axes need it.
    pub width_px: f64,
    /// The height used, in css pixels.
    pub height_px: f64,
    /// Axes, labels and legend, to be painted over the brushes.
    pub scene: Scene,
    /// Brushes, to be painted over the pixels.
    pub brushes: Scene,
    /// The runs, in device pixels, over the whole picture; transparent where there is nothing.
    pub pixels: Raster,
    /// The axes, from left to right.
    pub axes: Vec<AxisGeometry>,
    /// The chart in words.
    pub description: String,
    /// What the picture does not show, or shows apart, one sentence each.
    pub left_out: Vec<String>,
    /// One sentence, where there is no picture.
    pub note: Option<String>,
    pub(crate) frame: Arc<Frame>,
    /// The runs in colour.
    pub(crate) matching: RowMask,
    /// The drawn runs that the user picked.
    pub(super) selected: Option<RowMask>,
    /// What stands over the runs in colour, if anything.
    pub(super) bands: Vec<Band>,
    /// What the next picture of the same runs can be drawn from.
    kept: Kept,
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
        let frame = Frame::new(Lines::of_runs(table, in_filter), spec, None)?;
        Ok(Self::draw(Arc::new(frame), Kept::default(), table, matching, selected, spec))
    }

    /// A chart of groups of runs, one row of `groups` a line, on the axes that the runs of `in_filter` have. Texts of `groups` have the
    /// codes that they have in `runs`. The groups that are not among `matching` are drawn in grey.
    ///
    /// # Errors
    /// As for [`ParallelChart::build`].
    pub fn build_groups(
        runs: &RunTable,
        in_filter: &RowMask,
        groups: &RunTable,
        matching: &RowMask,
        selected: Option<&RowMask>,
        spec: &ParallelSpec,
    ) -> Result<Self, NotLoaded> {
        let drawn = RowMask::all(groups.rows());
        let frame = Frame::new(Lines { table: groups, drawn: &drawn, told: Some(matching), runs, in_filter }, spec, None)?;
        Ok(Self::draw(Arc::new(frame), Kept::default(), groups, matching, selected, spec))
    }

    /// Becomes what [`ParallelChart::build`] gives, sooner where only brushes, matching or selected runs changed since this chart was
    /// built. The values in the table must be the same as then. Says whether runs may have other colours than before.
    ///
    /// # Errors
    /// As for [`ParallelChart::build`]; the chart is then as it was.
    pub fn redraw(
        &mut self,
        table: &RunTable,
        matching: &RowMask,
        in_filter: &RowMask,
        selected: Option<&RowMask>,
        spec: &ParallelSpec,
    ) -> Result<bool, NotLoaded> {
        if self.frame.serves(table, in_filter, spec) {
            *self = Self::draw(Arc::clone(&self.frame), std::mem::take(&mut self.kept), table, matching, selected, spec);
            return Ok(false);
        }
        spec.columns().iter().try_for_each(|column| AxisData::of(table, column).map(drop))?;
        self.kept = Kept::default();
        let known = Arc::get_mut(&mut self.frame).and_then(|frame| frame.take_known(in_filter));
        let frame = Frame::new(Lines::of_runs(table, in_filter), spec, known)?;
        *self = Self::draw(Arc::new(frame), Kept::default(), table, matching, selected, spec);
        Ok(true)
    }

    fn draw(
        frame: Arc<Frame>,
        mut kept: Kept,
        table: &RunTable,
        matching: &RowMask,
        selected: Option<&RowMask>,
        spec: &ParallelSpec,
    ) -> Self {
        let mut focus = matching.clone();
        focus.and(&frame.drawn);
        let description = description(&frame, table, &focus, spec);
        let told = if frame.noun == Noun::Run { frame.drawn.count() } else { focus.count() };
        let left_out = left_out(&frame, told, spec);
        let layout = &frame.layout;
        if frame.obstacle.is_some() {
            return Self {
                width_px: layout.width_px,
                height_px: layout.height_px,
                scene: Scene::new(layout.width_px, layout.height_px),
                brushes: Scene::new(layout.width_px, layout.height_px),
                pixels: Raster::default(),
                axes: Vec::new(),
                description,
                left_out,
                note: frame.obstacle.clone(),
                matching: focus,
                selected: None,
                bands: Vec::new(),
                kept: Kept::default(),
                frame,
            };
        }
        let selected = selected.map(|selected| {
            let mut selected = selected.clone();
            selected.and(&frame.drawn);
            selected
        });
        let log2 = Log2::new();
        let parts = frame.axes.iter().zip(&spec.axes).zip(frame.ends.iter().zip(&layout.xs));
        let axes: Vec<AxisGeometry> =
            parts.map(|((axis, spec), (ends, x_px))| draw::geometry(axis, spec, *x_px, layout, ends, &log2)).collect();
        let colour = spec.colour.as_ref().map(|column| column.key.as_str());
        let bands = spec.bands.map_or_else(Vec::new, |bands| bands_of(&frame, &focus, bands));
        Self {
            width_px: layout.width_px,
            height_px: layout.height_px,
            brushes: draw::brushes(&axes, layout, &frame.palette),
            scene: draw::scene(&axes, &frame.colours.legend, colour, layout, &frame.palette),
            pixels: pixels(&frame, &mut kept, &focus, selected.as_ref(), &bands),
            axes,
            description,
            left_out,
            note: None,
            matching: focus,
            selected,
            bands,
            kept,
            frame,
        }
    }
}

fn pixels(frame: &Frame, kept: &mut Kept, focus: &RowMask, selected: Option<&RowMask>, bands: &[Band]) -> Raster {
    let (layout, pixel_ratio) = (&frame.layout, frame.pixel_ratio);
    let (columns, doubled) = columns(layout, pixel_ratio);
    let doubled = frame.heights.first().filter(|_| doubled).map(|only| vec![only.clone(), only.clone()]);
    let (highest, lowest) = layout.reach();
    Runs {
        width: libm::ceil(layout.width_px * pixel_ratio) as usize,
        height: libm::ceil(layout.height_px * pixel_ratio) as usize,
        columns: &columns,
        heights: doubled.as_ref().unwrap_or(&frame.heights),
        colours: &frame.colours,
        focus,
        drawn: &frame.drawn,
        selected,
        palette: &frame.palette,
        pixel_ratio,
        curved: frame.curved(),
        bands,
        rows: (highest * pixel_ratio) as usize..libm::ceil(lowest * pixel_ratio) as usize,
    }
    .draw(kept)
}

/// The bands of the runs in colour; runs in lanes do not count.
fn bands_of(frame: &Frame, focus: &RowMask, bands: Bands) -> Vec<Band> {
    let units = |px: f64| (px * frame.pixel_ratio * PER_PIXEL).clamp(0.0, 65535.0) as u16;
    let ends = (units(frame.layout.top - LANE_PX / 2.0), units(frame.layout.bottom + LANE_PX / 2.0));
    let codes = banded_codes(&frame.colours, &frame.drawn);
    BandRuns { heights: &frame.heights, colours: &frame.colours, focus, ends }.bands(&codes, bands)
}

/// The pixel columns of the axes. A single axis has two, a little to its left and right, between which its runs are level strokes.
fn columns(layout: &Layout, pixel_ratio: f64) -> (Vec<usize>, bool) {
    let column = |x: f64| libm::round(x * pixel_ratio) as usize;
    match layout.xs.as_slice() {
        [only] => (vec![column(only - STROKE_PX), column(only + STROKE_PX)], true),
        xs => (xs.iter().copied().map(column).collect(), false),
    }
}

fn description(frame: &Frame, table: &RunTable, focus: &RowMask, spec: &ParallelSpec) -> String {
    let lines = match frame.noun {
        Noun::Run => format!("{} of {} runs", count(focus.count()), count(table.rows())),
        Noun::Group => format!("{} groups of runs", count(focus.count())),
    };
    let axes: Vec<String> = frame.axes.iter().map(words::axis_words).collect();
    let plural = if axes.len() == 1 { "axis" } else { "axes" };
    let mut text = format!("Parallel coordinates of {lines} over {} {plural}: {}", axes.len(), axes.join("; "));
    if let Some(colour) = &spec.colour {
        text.extend([". Coloured by ", &colour.key, &frame.colours.legend.reach_words()]);
    }
    if let Some(bands) = spec.bands.filter(|_| has_bands(frame)) {
        text.extend([". ", bands_words(bands)]);
    }
    let brushed: Vec<String> = spec.axes.iter().filter_map(|axis| words::brush_words(table, axis)).collect();
    if !brushed.is_empty() {
        text.extend([". Brushed: ", &brushed.join("; ")]);
    }
    text.push('.');
    text
}

fn has_bands(frame: &Frame) -> bool {
    !banded_codes(&frame.colours, &frame.drawn).is_empty()
}

fn bands_words(bands: Bands) -> &'static str {
    match bands {
        Bands::Quartiles => "Each colour has a line at its medians and a band that holds the middle half of its runs",
        Bands::MinMax => "Each colour has a line at its medians and a band that holds all of its runs",
    }
}

fn left_out(frame: &Frame, told: usize, spec: &ParallelSpec) -> Vec<String> {
    let mut sentences = words::apart(frame.told.as_ref().unwrap_or(&frame.axes), told, frame.noun);
    if let Some(bands) = spec.bands {
        let words = if has_bands(frame) {
            format!("{}.", bands_words(bands))
        } else {
            "There are no bands: they need a column of names, or of at most eight values, to colour by.".to_owned()
        };
        sentences.insert(0, words);
    }
    if let (Some(colour), true) = (&spec.colour, frame.colours.without > 0) {
        let words = if frame.colours.without == 1 { ("has", "it", "is") } else { ("have", "them", "are") };
        sentences.push(format!(
            "{} of {} {} {} no {} to colour {} and {} drawn in a neutral grey.",
            count(frame.colours.without),
            count(told),
            frame.noun.many(),
            words.0,
            colour.key,
            words.1,
            words.2
        ));
    }
    if spec.axes.len() > MOST_AXES {
        sentences.push(format!("Only the first {MOST_AXES} of {} axes are drawn.", count(spec.axes.len())));
    }
    sentences
}
