use std::sync::Arc;

use runloom_table::{ColumnName, NotLoaded, RowMask, sort_reals};

use super::curves::Curves;
use super::draw::{PaneScene, lanes, value_labels, widest};
use super::layout::{LEAST_HEIGHT_PX, LEAST_WIDTH_PX, Layout};
use super::means::Means;
use super::pixels::{PanePixels, most_lines};
use super::reading::Reading;
use super::scale::padded;
use super::words::{self, Told};
use super::{Band, HistoryData, HistorySpec, HistoryX, PaneGeometry, Smoothing};
use crate::axis::Lines;
use crate::legend::draw_legend;
use crate::log2::Log2;
use crate::raster::Canvas;
use crate::run_colours::{Legend, RunColours};
use crate::{Colour, ColourScale, Palette, Raster, Scene};

/// The most device pixels of a picture from left to right and from top to bottom; larger charts are drawn more coarsely.
const MOST_PIXELS: f64 = 8000.0;
/// The most heights that percentiles are found from.
const SAMPLE: usize = 65_536;

/// A finished metric history: axes and text as a scene, runs as pixels beneath it, and where everything is.
#[derive(Clone, Debug)]
pub struct HistoryChart {
    /// The width used, in css pixels.
    pub width_px: f64,
    /// The height used, in css pixels: that of the specification, or more where panes need several rows.
    pub height_px: f64,
    /// Axes, labels and legend, to be painted over the pixels.
    pub scene: Scene,
    /// The runs, in device pixels, over the whole picture; transparent where there is nothing.
    pub pixels: Raster,
    /// The panes, row by row.
    pub panes: Vec<PaneGeometry>,
    /// The chart in words.
    pub description: String,
    /// What the picture does not show, or shows apart, one sentence each.
    pub left_out: Vec<String>,
    /// One sentence, where there is no picture.
    pub note: Option<String>,
    pub(crate) drawn: Drawn,
}

/// What hovering needs and what the next picture can be made from.
#[derive(Clone, Debug)]
pub(crate) struct Drawn {
    pub(crate) kept: Vec<Kept>,
    pub(crate) ranges: Vec<(f64, f64)>,
    pub(crate) colours: Arc<RunColours>,
    colours_key: ColoursKey,
    pub(crate) in_filter: RowMask,
    pub(crate) matching: RowMask,
    pub(crate) selected: Option<RowMask>,
    /// The heights of the labels of each pane.
    pub(crate) rules: Vec<Vec<f64>>,
    pub(crate) palette: Palette,
    pub(crate) x: HistoryX,
    pub(crate) log: bool,
    pub(crate) smoothed: bool,
    pub(crate) has_means: bool,
}

type ColoursKey = (Option<ColumnName>, ColourScale, Palette, RowMask, Option<usize>);

/// The curves of one metric, with what they were made for.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    key: (String, HistoryX, bool, Smoothing, usize),
    pub(crate) curves: Arc<(Curves, Option<Curves>)>,
    pub(crate) means: Option<Arc<Means>>,
    means_key: Option<(Band, Vec<Vec<u32>>)>,
}

impl Kept {
    fn is_in(&self, rows: &RowMask) -> bool {
        self.curves.0.strands.iter().any(|strand| rows.contains(strand.row as usize))
    }
}

impl HistoryChart {
    /// Lays the chart out and draws it.
    ///
    /// # Errors
    /// [`NotLoaded`] where the values of [`HistorySpec::colour`] are not in memory.
    pub fn build(data: &HistoryData<'_>, spec: &HistorySpec) -> Result<Self, NotLoaded> {
        Self::from(data, spec, None)
    }

    /// Becomes what [`HistoryChart::build`] gives, sooner where the curves are the same as before. Runs and history must be as they were.
    ///
    /// # Errors
    /// As for [`HistoryChart::build`]; the chart is then as it was.
    pub fn redraw(&mut self, data: &HistoryData<'_>, spec: &HistorySpec) -> Result<(), NotLoaded> {
        *self = Self::from(data, spec, Some(&self.drawn))?;
        Ok(())
    }

    /// The colour of a run's line, or of a group's where means are drawn.
    pub fn colour_of(&self, row: usize) -> Colour {
        self.drawn.colours.colour(row)
    }

    fn from(data: &HistoryData<'_>, spec: &HistorySpec, before: Option<&Drawn>) -> Result<Self, NotLoaded> {
        let (width_px, height_px) = (sane(spec.width_px), sane(spec.height_px));
        let log2 = Log2::new();
        let (colours, colours_key) = colours(data, spec, before, &log2)?;
        let metrics = spec.metrics.get(..HistorySpec::MOST_METRICS).unwrap_or(&spec.metrics);
        let mut kept: Vec<Kept> = metrics.iter().map(|metric| keep(data, spec, metric, before, &log2)).collect();
        let mut left_out = Vec::new();
        if kept.iter().any(|kept| kept.is_in(data.in_filter)) {
            let empty = kept.iter().filter(|kept| !kept.is_in(data.in_filter));
            left_out.extend(empty.map(|kept| words::empty(data, spec, &kept.key.0, &kept.curves.0)));
            kept.retain(|kept| kept.is_in(data.in_filter));
        }
        let ranges = vec![(0.0, 1.0); kept.len()];
        let drawn = Drawn {
            kept,
            ranges,
            colours,
            colours_key,
            in_filter: data.in_filter.clone(),
            matching: data.matching.clone(),
            selected: data.selected.map(|selected| {
                let mut selected = selected.clone();
                selected.and(data.in_filter);
                selected
            }),
            rules: Vec::new(),
            palette: spec.palette,
            x: spec.x.clone(),
            log: spec.log,
            smoothed: spec.smoothing.bounded() != Smoothing::None,
            has_means: spec.mean.is_some(),
        };
        let mut chart = Self {
            width_px,
            height_px,
            scene: Scene::new(width_px, height_px),
            pixels: Raster::default(),
            panes: Vec::new(),
            description: String::new(),
            left_out,
            note: obstacle(data, spec, &drawn, width_px, height_px),
            drawn,
        };
        match &chart.note {
            Some(note) => chart.description = format!("Metric history: {note}"),
            None => chart.draw(data, spec),
        }
        Ok(chart)
    }

    fn draw(&mut self, data: &HistoryData<'_>, spec: &HistorySpec) {
        let (all, window) = windows(data, spec, &self.drawn.kept);
        let legend = if spec.mean.is_some() && data.groups.is_none() { &Legend::None } else { &self.drawn.colours.legend };
        let layout = Layout::new(self.drawn.kept.len(), self.width_px, self.height_px, legend);
        (self.width_px, self.height_px) = (layout.width_px, layout.height_px);
        self.scene = Scene::new(self.width_px, self.height_px);
        let pixel_ratio = pixel_ratio(spec.device_pixel_ratio, &layout);
        let size = |px: f64| libm::ceil(px * pixel_ratio) as usize;
        let mut canvas = Canvas::new(size(self.width_px), size(self.height_px));
        let detail = words::detail(spec, spec.smoothing.bounded());
        let mut told = Vec::new();
        for (index, kept) in self.drawn.kept.iter().enumerate() {
            let (curves, raw) = (&kept.curves.0, kept.curves.1.as_ref());
            let found = heights(data, spec, kept, window);
            let range = padded(found.unwrap_or((0.0, 1.0)), spec.log);
            let (above, below) = lanes(curves, data);
            let values = value_labels(range, spec.log, layout.plot_height());
            let labels_px = widest(values.iter().map(|label| label.text.as_str()).chain([above.as_str(), &below]));
            let mut plot = layout.plot(index, labels_px.max(24.0), !above.is_empty(), !below.is_empty());
            kept.key.0.clone_into(&mut plot.metric);
            (plot.x_low, plot.x_high, plot.x_all) = (window.0, window.1, all);
            let rules: Vec<f64> = values.iter().map(|label| label.at).collect();
            let pixels = PanePixels {
                curves,
                raw,
                means: kept.means.as_deref(),
                plot: &plot,
                range,
                colours: &self.drawn.colours,
                palette: &spec.palette,
                pixel_ratio,
                coarse: spec.coarse,
                rules: &rules,
            };
            let lines = runs_with_curves(curves, data.matching);
            let header_y = layout.boxes.get(index).map_or(0.0, |pane| pane.y) + 14.0;
            pixels.draw(data, &mut canvas);
            PaneScene { plot: &plot, detail: &detail, range, curves, values: &values, palette: &spec.palette }.draw(
                data,
                spec,
                header_y,
                &mut self.scene,
            );
            told.push(Told {
                metric: &kept.key.0,
                curves,
                range: found.unwrap_or(range),
                groups: kept.means.as_ref().map(|means| means.runs.iter().filter(|runs| **runs > 0).count()),
                single_place: all.0 >= all.1,
                crowded: kept.means.is_none() && lines > most_lines(pixels.columns()),
                beyond: if spec.cut_outliers { beyond(curves, data.matching, window, range) } else { 0 },
            });
            self.drawn.rules.push(rules);
            if let Some(slot) = self.drawn.ranges.get_mut(index) {
                *slot = range;
            }
            self.panes.push(plot);
        }
        if let Some(area) = layout.legend {
            let colour = spec.colour.as_ref().map(|column| column.key.as_str());
            draw_legend(&mut self.scene, legend, colour, area, &spec.palette);
        }
        self.description = words::description(data, spec, &told, window, legend);
        for pane in &told {
            words::left_out(data, spec, pane, &mut self.left_out);
        }
        if spec.metrics.len() > HistorySpec::MOST_METRICS {
            let (most, all) = (HistorySpec::MOST_METRICS, spec.metrics.len());
            self.left_out.push(format!("Only the first {most} of {all} metrics are drawn."));
        }
        self.pixels = Raster::from_premultiplied(&canvas);
    }
}

fn colours(
    data: &HistoryData<'_>,
    spec: &HistorySpec,
    before: Option<&Drawn>,
    log2: &Log2,
) -> Result<(Arc<RunColours>, ColoursKey), NotLoaded> {
    let groups = data.groups.filter(|_| spec.mean.is_some());
    let of = match (spec.mean, groups) {
        (None, _) => None,
        (Some(_), None) => Some(1),
        (Some(_), Some(groups)) => Some(groups.rows.len()),
    };
    let key = (spec.colour.clone(), spec.colour_scale, spec.palette, data.in_filter.clone(), of);
    if let Some(before) = before.filter(|before| groups.is_none() && before.colours_key == key) {
        return Ok((Arc::clone(&before.colours), key));
    }
    let colour = spec.colour.as_ref().filter(|_| of.is_none() || groups.is_some());
    let all;
    let lines = match groups {
        Some(groups) => {
            all = RowMask::all(groups.table.rows());
            Lines { table: groups.table, drawn: &all, told: Some(&all), runs: data.runs, in_filter: data.in_filter }
        }
        None => Lines::of_runs(data.runs, data.in_filter),
    };
    Ok((Arc::new(RunColours::scaled(lines, colour, spec.colour_scale, &spec.palette, log2)?), key))
}

fn keep(data: &HistoryData<'_>, spec: &HistorySpec, metric: &str, before: Option<&Drawn>, log2: &Log2) -> Kept {
    let smoothing = spec.smoothing.bounded();
    let key = (metric.to_owned(), spec.x.clone(), spec.log, smoothing, data.history.points().len());
    let old = before.and_then(|before| before.kept.iter().find(|kept| kept.key == key));
    let curves = match old {
        Some(old) => Arc::clone(&old.curves),
        None => Arc::new(Reading { history: data.history, metric, x: &spec.x, log: spec.log, log2 }.curves(smoothing)),
    };
    let means_key = spec.mean.map(|band| {
        let all = || vec![data.matching.rows().map(|row| row as u32).collect()];
        (band, data.groups.map_or_else(all, |groups| groups.rows.iter().map(|rows| rows.to_vec()).collect::<Vec<Vec<u32>>>()))
    });
    let same = old.filter(|old| old.means_key == means_key);
    let means = match (&means_key, same) {
        (None, _) => None,
        (Some(_), Some(old)) => old.means.clone(),
        (Some((band, groups)), None) => {
            let groups: Vec<&[u32]> = groups.iter().map(Vec::as_slice).collect();
            Some(Arc::new(Means::of(&curves.0, &groups, *band, spec.log)))
        }
    };
    Kept { key, curves, means, means_key }
}

/// All that there is from left to right, and the part of it to show.
fn windows(data: &HistoryData<'_>, spec: &HistorySpec, kept: &[Kept]) -> ((f64, f64), (f64, f64)) {
    let mut all = (f64::INFINITY, f64::NEG_INFINITY);
    let mut reach = |x: f64| {
        if x.is_finite() {
            all = (all.0.min(x), all.1.max(x));
        }
    };
    for (curves, _) in kept.iter().map(|kept| &*kept.curves) {
        for strand in curves.strands.iter().filter(|strand| data.in_filter.contains(strand.row as usize)) {
            let xs = curves.xs_of(strand);
            xs.first().into_iter().chain(xs.last()).for_each(|x| reach(*x));
        }
        curves.odd.iter().filter(|odd| data.in_filter.contains(odd.row as usize)).for_each(|odd| reach(odd.x));
    }
    if all.0 > all.1 {
        all = (0.0, 1.0);
    }
    let asked = spec.window.filter(|(low, high)| low.is_finite() && high.is_finite() && low < high);
    let window = asked.map(|(low, high)| (low.max(all.0), high.min(all.1))).filter(|(low, high)| low < high);
    (all, window.unwrap_or(all))
}

/// The smallest and the largest height to show.
fn heights(data: &HistoryData<'_>, spec: &HistorySpec, kept: &Kept, window: (f64, f64)) -> Option<(f64, f64)> {
    let curves = &kept.curves.0;
    let mut range = (f64::INFINITY, f64::NEG_INFINITY);
    let mut reach = |(low, high): (f64, f64)| range = (range.0.min(low), range.1.max(high));
    if let Some(means) = &kept.means {
        let all = (f64::NEG_INFINITY, f64::INFINITY);
        let strands = || means.curves.strands.iter();
        let lowest_mean = strands().map(|strand| means.curves.range_of(strand, all).0).fold(f64::INFINITY, f64::min);
        let ends =
            strands().flat_map(|strand| means.ends_of(strand).get(means.curves.within(strand, window)).unwrap_or_default());
        ends.for_each(|(low, high)| reach((if spec.log { low.max(lowest_mean - 4.0) } else { *low }, *high)));
    } else {
        let strands = || curves.strands.iter().filter(|strand| data.in_filter.contains(strand.row as usize));
        for strand in strands() {
            reach(curves.range_of(strand, window));
            for edge in [window.0, window.1] {
                if let Some(height) = curves.height_at(strand, edge) {
                    reach((height, height));
                }
            }
        }
        if spec.cut_outliers && range.0 <= range.1 {
            let points: usize = strands().map(|strand| curves.within(strand, window).len()).sum();
            let step = points.div_ceil(SAMPLE).max(1);
            let sample = strands().flat_map(|strand| curves.ys_of(strand).get(curves.within(strand, window)).unwrap_or_default());
            let mut sample: Vec<f64> = sample.step_by(step).copied().collect();
            sort_reals(&mut sample);
            let at = |percent: usize| sample.get((sample.len().saturating_sub(1) * percent + 50) / 100).copied();
            if let (Some(low), Some(high)) = (at(1), at(99)) {
                range = (low, high);
            }
        }
    }
    (range.0 <= range.1).then_some(range)
}

fn runs_with_curves(curves: &Curves, rows: &RowMask) -> usize {
    let mut last = None;
    let rows = curves.strands.iter().map(|strand| strand.row).filter(|row| rows.contains(*row as usize));
    rows.filter(|row| last.replace(*row) != Some(*row)).count()
}

/// How many runs leave a range.
fn beyond(curves: &Curves, rows: &RowMask, window: (f64, f64), range: (f64, f64)) -> usize {
    let mut found = RowMask::none(rows.len());
    for strand in curves.strands.iter().filter(|strand| rows.contains(strand.row as usize)) {
        let (low, high) = curves.range_of(strand, window);
        if low < range.0 || high > range.1 {
            found.set(strand.row as usize, true);
        }
    }
    found.count()
}

fn obstacle(data: &HistoryData<'_>, spec: &HistorySpec, drawn: &Drawn, width_px: f64, height_px: f64) -> Option<String> {
    if data.runs.rows() == 0 {
        return Some("There are no runs to draw.".to_owned());
    }
    if data.history.points().is_empty() {
        return Some(
            "There is no history yet. Open a history file beside the runs: a Parquet file with the columns run_id, key, step, timestamp and value."
                .to_owned(),
        );
    }
    if data.in_filter.count() == 0 {
        return Some("No run matches the filter, so there is nothing to draw. Loosen the filter or clear it.".to_owned());
    }
    if drawn.kept.is_empty() {
        return Some("No metric is chosen. Choose one to see its history.".to_owned());
    }
    if let Some(first) = drawn.kept.first().filter(|first| !first.is_in(data.in_filter)) {
        return Some(words::empty(data, spec, &first.key.0, &first.curves.0));
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
    // Heights in sixteenths of a pixel have to stay below 2^16.
    asked.min(MOST_PIXELS / layout.width_px.max(1.0)).min(MOST_PIXELS / 2.0 / layout.height_px.max(1.0))
}
