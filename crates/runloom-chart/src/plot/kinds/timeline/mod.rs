//! When runs began and ended: a bar a run in lanes, or how many went on at once.

mod spans;
mod status;

use runloom_table::NotLoaded;

use super::Dress;
use crate::axis::{Axis, AxisScale, Interval};
use crate::calendar::{Unit, tell, tell_moment};
use crate::number_text::{count, short};
use crate::parallel::run_name;
use crate::plot::PlotPart;
use crate::plot::findings::Findings;
use crate::plot::frame::{Ground, Laid};
use crate::plot::layout::Layout;
use crate::plot::pane::{INSET_PX, Pane, Side};
use crate::run_colours::{Legend, RunColours};
use crate::scale::NumericScale;
use crate::{Area, Colour, Mark, ScaleKind};
pub(in crate::plot) use spans::Spans;
use spans::{AtOnce, End, Span, lanes};
use status::Statuses;

/// The most runs with a bar of their own.
const MOST_BARS: usize = 2000;
/// The room a lane is given, the most that it takes, and from where on bars stand apart.
const LANE_PX: f64 = 20.0;
const MOST_LANE_PX: f64 = 44.0;
const APART_LANE_PX: f64 = 6.0;
/// The height of a plot that may choose.
const LEAST_HEIGHT_PX: f64 = 124.0;
const MOST_HEIGHT_PX: f64 = 420.0;
/// A run that goes on fades over so many pixels, in so many steps.
const FADE_PX: f64 = 28.0;
const FADES: u8 = 7;

pub(super) fn lay(ground: &Ground<'_>, page: &RunColours) -> Result<Laid, NotLoaded> {
    let (spec, table) = (ground.spec, ground.table);
    let Some(start) = spec.one("start") else { return Ok(Laid::default()) };
    let statuses = Statuses::of(table, spec.one("status").map(|axis| &axis.column))?;
    let mut colours = if spec.colour.is_some() { page.clone() } else { statuses.colours(ground.drawn.rows(), &spec.palette) };
    let mut spans = Spans::of(table, spec, statuses)?;
    let mut axis = Axis::resolve(table, start, ground.drawn)?;
    let (mut known, mut low, mut high) = (0, f64::INFINITY, f64::NEG_INFINITY);
    for span in ground.drawn.rows().filter_map(|run| spans.span(run)) {
        (known, low, high) = (known + 1, low.min(span.start_ms), high.max(span.end_ms));
    }
    if known == 0 || !matches!(axis.scale, AxisScale::Numeric(_)) {
        let obstacle =
            format!("No run in the filter has a moment as its {}. Choose another start, or loosen the filter.", start.column.key);
        return Ok(Laid { extent: ground.layout(1, &colours).extent, obstacle: Some(obstacle), ..Laid::default() });
    }
    axis.scale = AxisScale::Numeric(NumericScale::new(false, low, high));
    axis.survey.distinct = None;
    if axis.kind != ScaleKind::Time {
        axis.kind = ScaleKind::Linear;
    }
    let is_crowd = known > MOST_BARS;
    let (mut notes, most, own_px) = if is_crowd {
        colours.legend = Legend::None;
        let parts = parts_of(ground.layout(1, &colours).pane(0).width);
        let note =
            format!("More than {} runs are drawn as how many went on at once, in the mean over each pixel.", count(MOST_BARS));
        let mut at_once = AtOnce::new(low, high, parts);
        ground.drawn.rows().filter_map(|run| spans.span(run)).for_each(|span| at_once.add(span));
        spans.at_once = at_once.finish();
        (vec![note], spans.at_once.iter().copied().fold(0.0, f64::max), None)
    } else {
        let most = lanes(ground.drawn.rows().filter_map(|run| spans.span(run)).collect()).1 as f64;
        (Vec::new(), most, Some((most * LANE_PX + 60.0).clamp(LEAST_HEIGHT_PX, MOST_HEIGHT_PX)))
    };
    let layout = Layout::new(1, ground.size_px.0, ground.size_px.1.or(own_px), &colours.legend);
    let area = layout.pane(0);
    let mut x = Side::of_axis(ground, table, axis, INSET_PX, area.width - INSET_PX)?;
    if x.axis.kind == ScaleKind::Time {
        let [first, last] = [low, high].map(|ms| tell(ms as i64, Unit::Day));
        let days = if first == last { first } else { [&first, " – ", &last].concat() };
        x.title = [&start.column.key, " · ", &days, " UTC"].concat();
    }
    let (title, top) = if is_crowd { ("runs at once", INSET_PX) } else { ("", 4.0) };
    let y = Side::of_range(ground, title, (0.0, if most > 0.0 { most } else { 1.0 }), area.height - 1.0, top);
    if spec.one("end").is_none() {
        notes.push("No column says when runs ended.".to_owned());
    }
    let panes = vec![Pane { area, x, y, points: false, brushed: true, labelled: (true, is_crowd) }];
    let findings = Findings { spans, ..Findings::default() };
    Ok(Laid { extent: layout.extent, panes, colours: Some(colours), notes, findings, ..Laid::default() })
}

fn parts_of(width_px: f64) -> usize {
    (width_px - 2.0 * INSET_PX).max(1.0) as usize
}

pub(super) fn dress(dress: &mut Dress<'_>) {
    let frame = dress.frame;
    let Some(pane) = frame.panes.first() else { return };
    dress.panes();
    let spans = &frame.findings.spans;
    let AxisScale::Numeric(scale) = &pane.x.axis.scale else { return };
    let (low, high) = (scale.low, scale.high);
    let (mut runs, mut running, mut endless) = (0, 0, 0);
    let (mut begin, mut end) = (f64::INFINITY, f64::NEG_INFINITY);
    let is_crowd = pane.labelled.1;
    let mut at_once = AtOnce::new(low, high, if is_crowd { parts_of(pane.area.width) } else { 0 });
    for span in dress.focus.rows().filter_map(|run| spans.span(run)) {
        (begin, end) = (begin.min(span.start_ms), end.max(span.end_ms));
        runs += 1;
        running += usize::from(span.end == End::Running);
        endless += usize::from(span.end == End::Missing);
        at_once.add(span);
    }
    let at_most = if is_crowd {
        let bright = at_once.finish();
        dress.area_under(pane, &spans.at_once, frame.palette.context);
        dress.area_under(pane, &bright, frame.palette.bar);
        let most = bright.into_iter().fold(0.0, f64::max);
        [", at most ", &short(libm::round(most * 10.0) / 10.0), " at once in the mean over a pixel"].concat()
    } else {
        let most = lanes(dress.focus.rows().filter_map(|run| spans.span(run)).collect()).1;
        dress.bars(pane, frame.drawn.rows().filter_map(|run| spans.span(run)).collect());
        [", at most ", &count(most), " at once"].concat()
    };
    let tell = |ms: f64| if pane.x.axis.kind == ScaleKind::Time { tell_moment(ms as i64) } else { short(ms) };
    if runs == 0 {
        dress.words.push_str("no run in focus has a start.");
    } else {
        dress.words = ["from ", &tell(begin), " to ", &tell(end), &at_most].concat();
        let ended = spans.statuses.counted(dress.focus.rows());
        let ended: Vec<String> = ended.into_iter().map(|(name, _, runs)| [&count(runs), " ", name].concat()).collect();
        if !ended.is_empty() {
            dress.words.extend([". ", &ended.join(", ")]);
        }
        dress.words.push('.');
    }
    let all = dress.focus.count();
    for (runs, what) in [
        (all - runs, "without a start: not drawn"),
        (endless, "without an end: only the start is drawn"),
        (running, "still going on: they fade out at the latest moment that is known"),
    ] {
        if runs > 0 {
            dress.left_out.push(format!("{} of {} runs {what}.", count(runs), count(all)));
        }
    }
}

impl Dress<'_> {
    /// How high something is at each part of a pane, from left to right.
    fn area_under(&mut self, pane: &Pane, heights: &[f64], colour: Colour) {
        let bottom = pane.area.height - 1.0;
        let mut left = pane.area.x + INSET_PX;
        for same in heights.chunk_by(|a, b| a.total_cmp(b).is_eq()) {
            let (x, width) = (left, same.len() as f64);
            left += width;
            let height = same.first().copied().filter(|height| *height > 0.0);
            if let Some(top) = height.and_then(|height| pane.y.number_px(self.log2, height)) {
                self.fills.push((Area::new(x, pane.area.y + top, width, bottom - top), colour));
            }
        }
    }

    /// A bar a run: grey ones first, so that those in focus lie over them where they are as narrow as a pixel.
    fn bars(&mut self, pane: &Pane, all: Vec<Span>) {
        let (placed, count) = lanes(all);
        let room = pane.area.height - 8.0;
        let lane_px = (room / count.max(1) as f64).min(MOST_LANE_PX);
        let gap_px = if lane_px >= APART_LANE_PX { 2.0 } else { 0.0 };
        for in_focus in [false, true] {
            for (span, lane) in placed.iter().filter(|(span, _)| self.focus.contains(span.run) == in_focus) {
                let at = |ms: f64| pane.x.number_px(self.log2, ms).unwrap_or_default();
                let (left, right) = (at(span.start_ms), at(span.end_ms));
                let top = pane.area.y + 4.0 + *lane as f64 * lane_px;
                let area = Area::new(pane.area.x + left, top, (right - left).max(1.5), (lane_px - gap_px).max(1.0));
                let colour = if in_focus { self.frame.colours.colour(span.run) } else { self.frame.palette.context };
                self.bar(area, colour, span.end);
                self.parts.push(part(self, pane, *span, area));
            }
        }
    }

    fn bar(&mut self, area: Area, colour: Colour, end: End) {
        let fade_px = if end == End::Running { FADE_PX.min(area.width * 0.6) } else { 0.0 };
        let solid = Area { width: area.width - fade_px, ..area };
        let mut rect = |area: Area, colour: Colour| {
            self.scene.marks.push(Mark::Rect { area, radius_px: 0.0, fill: Some(colour), border: None });
        };
        rect(solid, colour);
        if fade_px > 0.0 {
            let step = fade_px / f64::from(FADES);
            for fade in 0..FADES {
                let area = Area { x: solid.x + solid.width + f64::from(fade) * step, width: step, ..area };
                rect(area, colour.with_alpha(255 - 255 / (FADES + 1) * (fade + 1)));
            }
        }
    }
}

/// What finds a run under the pointer.
fn part(dress: &Dress<'_>, pane: &Pane, span: Span, area: Area) -> PlotPart {
    let took = match span.end {
        End::Known => [&short((span.end_ms - span.start_ms) / 1000.0), " s"].concat(),
        End::Running => "goes on".to_owned(),
        End::Missing => "end unknown".to_owned(),
    };
    let mut facts = vec![("began".to_owned(), tell_moment(span.start_ms as i64)), ("took".to_owned(), took)];
    if let Some(column) = dress.spec.one("status").map(|axis| &axis.column)
        && let Some(status) = dress.table.values(column).ok().flatten().and_then(|values| values.text_at(span.run))
    {
        facts.push((column.key.clone(), status.into_owned()));
    }
    let brush = Interval::Numbers { low: span.start_ms, high: span.start_ms };
    PlotPart {
        area,
        run: Some(span.run),
        name: run_name(dress.table, span.run),
        facts,
        intervals: vec![(pane.x.axis.column.clone(), brush)],
    }
}
