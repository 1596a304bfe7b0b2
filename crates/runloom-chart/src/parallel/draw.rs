use super::geometry::{AxisGeometry, BrushGeometry, TickGeometry};
use super::layout::{DETAIL_Y_PX, LABEL_GAP_PX, LANE_PX, Layout, NAME_SIZE_PX, NAME_Y_PX};
use crate::axis::{Axis, AxisScale, AxisSpec, Ends, Interval, words};
use crate::legend::{SMALL_SIZE_PX, draw_legend, small_text};
use crate::log2::Log2;
use crate::run_colours::Legend;
use crate::text_width::{shorten, text_width};
use crate::ticks::{Tick, Wanted, thin};
use crate::{Anchor, Area, Mark, Palette, Point, Scene, Text, Weight};
use runloom_table::sorted;

/// The room between the edge of the picture and the name of the first axis, which some fonts draw wider than estimated.
const EDGE_PX: f64 = 6.0;
/// The least distance between two labels of an axis.
const LABEL_APART_PX: f64 = 14.0;
/// The least distance between labels where not every value has one.
const SAMPLE_APART_PX: f64 = 20.0;
/// How many css pixels of axis a round value should have to itself.
const ROOM_A_TICK_PX: f64 = 48.0;
const BRUSH_WIDTH_PX: f64 = 14.0;

/// Where an axis and its parts stand.
pub(crate) fn geometry(axis: &Axis, spec: &AxisSpec, x_px: f64, layout: &Layout, ends: &Ends, log2: &Log2) -> AxisGeometry {
    let lane = |height: Option<f64>, runs: usize| height.filter(|_| runs > 0);
    let infinite = [lane(ends.lanes.above, axis.survey.above), lane(ends.lanes.below, axis.survey.below)];
    let reach = |end: f64, further: fn(f64, f64) -> f64| infinite.iter().flatten().copied().fold(end, further);
    AxisGeometry {
        column: axis.column.clone(),
        label: axis.column.key.clone(),
        detail: words::detail(axis),
        x_px,
        top_px: layout.top,
        bottom_px: layout.bottom,
        reach_px: (reach(layout.top, f64::min), reach(layout.bottom, f64::max)),
        missing_px: lane(layout.lanes.missing, axis.survey.missing),
        nan_px: lane(layout.lanes.nan, axis.survey.nan),
        scale: axis.kind,
        scales: axis.scales.clone(),
        inverted: axis.inverted,
        brushes: spec.intervals.iter().map(|interval| brush(axis, interval, ends, log2)).collect(),
        missing_brushed: spec.missing,
        nan_brushed: spec.nan,
        ticks: ticks(axis, layout, ends, log2),
    }
}

fn ticks(axis: &Axis, layout: &Layout, ends: &Ends, log2: &Log2) -> Vec<TickGeometry> {
    let most = ((layout.bottom - layout.top) / ROOM_A_TICK_PX).max(1.0) as usize;
    let mut apart = LABEL_APART_PX;
    let wanted = match &axis.scale {
        AxisScale::Empty => Vec::new(),
        AxisScale::Numeric(scale) => {
            let distinct = axis.survey.distinct.as_deref();
            apart = if distinct.is_some() { LABEL_APART_PX } else { SAMPLE_APART_PX };
            Wanted { kind: axis.kind, scale: scale.clone(), distinct, integer: axis.is_integer(), most }.ticks(log2)
        }
        AxisScale::Categories(categories) => {
            let last = categories.len().saturating_sub(1);
            let all_fit = last as f64 * LABEL_APART_PX <= layout.bottom - layout.top;
            apart = if all_fit { LABEL_APART_PX } else { SAMPLE_APART_PX };
            let room = ((layout.bottom - layout.top) / apart).max(1.0) as usize;
            let every = (last + 1).div_ceil(room).max(1);
            let ranks = [0, last].into_iter().take(categories.len()).chain((every..last).step_by(every));
            ranks.map(|rank| Tick { place: categories.place(rank), text: categories.label(rank) }).collect()
        }
    };
    let mut kept = thin(wanted, apart, |tick| ends.height_px(tick.place));
    let lanes = ends.lanes;
    let below = if axis.kind == crate::ScaleKind::Log { "≤ 0" } else { "−∞" };
    for (height, runs, name) in [
        (lanes.above, axis.survey.above, "∞"),
        (lanes.below, axis.survey.below, below),
        (lanes.nan, axis.survey.nan, "NaN"),
        (lanes.missing, axis.survey.missing, "missing"),
    ] {
        if let (Some(height), true) = (height, runs > 0) {
            kept.push((height, name.to_owned()));
        }
    }
    let kept = sorted(kept, &mut |a: &(f64, String), b| a.0.total_cmp(&b.0));
    kept.into_iter().map(|(y_px, text)| TickGeometry { y_px, text }).collect()
}

fn brush(axis: &Axis, interval: &Interval, ends: &Ends, log2: &Log2) -> BrushGeometry {
    let (from, to) = axis.extent(interval, ends, log2).unwrap_or((ends.zero_px, ends.zero_px));
    let (low, high) = words::interval_ends(axis, interval);
    BrushGeometry { top_px: from.min(to), bottom_px: from.max(to), low, high }
}

/// The width of an axis' widest label.
pub(crate) fn widest_label(axis: &Axis, layout: &Layout, ends: &Ends, log2: &Log2) -> f64 {
    ticks(axis, layout, ends, log2).iter().map(|tick| text_width(&tick.text, SMALL_SIZE_PX, false)).fold(0.0, f64::max)
}

/// Draws axes, labels and legend.
pub(crate) fn scene(axes: &[AxisGeometry], legend: &Legend, colour: Option<&str>, layout: &Layout, palette: &Palette) -> Scene {
    let mut scene = Scene::new(layout.width_px, layout.height_px);
    for axis in axes {
        axis_line(&mut scene, axis, palette);
    }
    let mut lanes_named: Vec<f64> = Vec::new();
    for (index, axis) in axes.iter().enumerate() {
        labels(&mut scene, axis, index, layout, &mut lanes_named, palette);
        header(&mut scene, axis, layout, palette);
    }
    if let Some(area) = layout.legend {
        draw_legend(&mut scene, legend, colour, area, palette);
    }
    scene
}

fn axis_line(scene: &mut Scene, axis: &AxisGeometry, palette: &Palette) {
    let x = axis.x_px;
    let line = |from: Point, to: Point| Mark::Line { from, to, width_px: 1.0, colour: palette.axis };
    scene.marks.push(line(Point::new(x, axis.top_px), Point::new(x, axis.bottom_px)));
    for tick in &axis.ticks {
        scene.marks.push(line(Point::new(x - 3.0, tick.y_px), Point::new(x + 3.0, tick.y_px)));
    }
}

/// Draws brushes.
pub(crate) fn brushes(axes: &[AxisGeometry], layout: &Layout, palette: &Palette) -> Scene {
    let mut scene = Scene::new(layout.width_px, layout.height_px);
    for axis in axes {
        axis_brushes(&mut scene, axis, palette);
    }
    scene
}

fn axis_brushes(scene: &mut Scene, axis: &AxisGeometry, palette: &Palette) {
    let mut band = |top: f64, bottom: f64| {
        let (top, bottom) =
            if bottom - top < 4.0 { (f64::midpoint(top, bottom) - 2.0, f64::midpoint(top, bottom) + 2.0) } else { (top, bottom) };
        scene.marks.push(Mark::Rect {
            area: Area::new(axis.x_px - BRUSH_WIDTH_PX / 2.0, top, BRUSH_WIDTH_PX, bottom - top),
            radius_px: 3.0,
            fill: Some(palette.accent.with_alpha(40)),
            border: Some(palette.accent),
        });
    };
    for brush in &axis.brushes {
        band(brush.top_px, brush.bottom_px);
    }
    for (height, brushed) in [(axis.missing_px, axis.missing_brushed), (axis.nan_px, axis.nan_brushed)] {
        if let (Some(height), true) = (height, brushed) {
            band(height - LANE_PX / 2.0 + 1.0, height + LANE_PX / 2.0 - 1.0);
        }
    }
}

/// Labels values at every axis, lanes only at the first that uses them.
fn labels(scene: &mut Scene, axis: &AxisGeometry, index: usize, layout: &Layout, lanes_named: &mut Vec<f64>, palette: &Palette) {
    let room = if index == 0 { axis.x_px - LABEL_GAP_PX - 2.0 } else { (layout.gap * 0.6).max(40.0) };
    for tick in &axis.ticks {
        let in_lane = !(axis.top_px..=axis.bottom_px).contains(&tick.y_px);
        if in_lane && lanes_named.contains(&tick.y_px) {
            continue;
        }
        if in_lane {
            lanes_named.push(tick.y_px);
        }
        scene.marks.push(Mark::Text(Text {
            at: Point::new(axis.x_px - LABEL_GAP_PX, tick.y_px),
            text: shorten(&tick.text, SMALL_SIZE_PX, false, room),
            anchor: Anchor::End,
            halo: Some(palette.panel),
            ..small_text(palette.soft_ink)
        }));
    }
}

fn header(scene: &mut Scene, axis: &AxisGeometry, layout: &Layout, palette: &Palette) {
    let left = (axis.x_px - layout.gap / 2.0 + 6.0).max(EDGE_PX);
    let right = (axis.x_px + layout.gap / 2.0 - 6.0).min(layout.header_end);
    let room = right - left;
    let name = shorten(&axis.label, NAME_SIZE_PX, true, room);
    let detail = shorten(&axis.detail, SMALL_SIZE_PX, false, room);
    let within = |width: f64| axis.x_px.min(right - width / 2.0).max(left + width / 2.0);
    let name_x = within(text_width(&name, NAME_SIZE_PX, true));
    let detail_x = within(text_width(&detail, SMALL_SIZE_PX, false));
    scene.marks.push(Mark::Text(Text {
        at: Point::new(name_x, NAME_Y_PX),
        text: name,
        size_px: NAME_SIZE_PX,
        weight: Weight::Bold,
        ..small_text(palette.ink)
    }));
    scene.marks.push(Mark::Text(Text { at: Point::new(detail_x, DETAIL_Y_PX), text: detail, ..small_text(palette.soft_ink) }));
}
