use super::MatrixCell;
use super::diagonal::Spread;
use super::frame::{Frame, Placed};
use super::layout::{GAP_PX, INSET_PX};
use super::likeness::Likeness;
use crate::axis::{AxisScale, Ends, Lanes, words};
use crate::legend::{SMALL_SIZE_PX, draw_legend, small_text};
use crate::log2::Log2;
use crate::matrix::CellKind;
use crate::text_width::{shorten, text_width};
use crate::ticks::{Tick, Wanted, thin};
use crate::{Anchor, Area, Mark, Point, Scene, Text, Weight};

const NAME_SIZE_PX: f64 = 12.0;
const LIKENESS_SIZE_PX: f64 = 16.0;
const LEAST_APART_PX: f64 = 26.0;

/// Draws borders, names, labels, histograms, correlations and the legend.
pub(super) fn scene(
    frame: &Frame,
    cells: &[MatrixCell],
    likenesses: &[Likeness],
    spreads: &[Spread],
    colour: Option<&str>,
) -> Scene {
    let mut scene = Scene::new(frame.layout.width_px, frame.layout.height_px);
    let log2 = Log2::new();
    let mut likenesses = likenesses.iter();
    let mut spreads = spreads.iter();
    for (cell, (row, column)) in cells.iter().zip(frame.layout.cells()) {
        let (Some(x), Some(y)) = (frame.axes.get(column), frame.axes.get(row)) else { continue };
        match cell.kind {
            CellKind::Points => border(&mut scene, frame, cell.area),
            CellKind::Spread => {
                border(&mut scene, frame, cell.area);
                if let Some(spread) = spreads.next() {
                    spread.draw(&mut scene, cell.area, &frame.palette);
                }
                name(&mut scene, frame, x, cell.area);
            }
            CellKind::Likeness => {
                if let Some(likeness) = likenesses.next() {
                    draw_likeness(&mut scene, frame, likeness, cell.area);
                }
            }
        }
        if column == 0 && row > 0 {
            labels_at_the_left(&mut scene, frame, y, cell.area, &log2);
        }
        if row + 1 == frame.layout.count {
            labels_below(&mut scene, frame, x, cell.area, &log2);
        }
    }
    if let Some(area) = frame.layout.legend {
        draw_legend(&mut scene, &frame.colours.legend, colour, area, &frame.palette);
    }
    scene
}

fn border(scene: &mut Scene, frame: &Frame, area: Area) {
    scene.marks.push(Mark::Rect { area, radius_px: 4.0, fill: None, border: Some(frame.palette.hairline) });
}

fn name(scene: &mut Scene, frame: &Frame, placed: &Placed, area: Area) {
    let at = Point::new(area.x + 8.0, area.y + 13.0);
    let room = area.width - 16.0;
    let text = shorten(&placed.axis.column.key, NAME_SIZE_PX, true, room);
    let halo = Some(frame.palette.panel);
    let bold = Text {
        at,
        text,
        size_px: NAME_SIZE_PX,
        weight: Weight::Bold,
        anchor: Anchor::Start,
        halo,
        ..small_text(frame.palette.ink)
    };
    scene.marks.push(Mark::Text(bold));
    let at = Point::new(area.x + 8.0, area.y + 27.0);
    let text = shorten(&words::detail(&placed.axis), SMALL_SIZE_PX, false, room);
    scene.marks.push(Mark::Text(Text { at, text, anchor: Anchor::Start, halo, ..small_text(frame.palette.soft_ink) }));
}

fn draw_likeness(scene: &mut Scene, frame: &Frame, likeness: &Likeness, area: Area) {
    let strength = likeness.coefficient.map_or(0.0, f64::abs).min(1.0);
    let tint = frame.palette.bar.with_alpha((strength * strength * 90.0) as u8);
    scene.marks.push(Mark::Rect { area, radius_px: 4.0, fill: Some(tint), border: Some(frame.palette.hairline) });
    let middle = area.x + area.width / 2.0;
    let at = Point::new(middle, area.y + area.height / 2.0 - 8.0);
    let weight = if strength >= 0.5 { Weight::Bold } else { Weight::Normal };
    let number = Text { at, text: likeness.text(), size_px: LIKENESS_SIZE_PX, weight, ..small_text(frame.palette.ink) };
    scene.marks.push(Mark::Text(number));
    let at = Point::new(middle, area.y + area.height / 2.0 + 11.0);
    let text = shorten(&likeness.runs, SMALL_SIZE_PX, false, area.width - 8.0);
    scene.marks.push(Mark::Text(Text { at, text, ..small_text(frame.palette.soft_ink) }));
}

/// The labelled places of a column along a side, in css pixels.
fn labels(placed: &Placed, ends: &Ends, log2: &Log2, apart_px: f64) -> Vec<(f64, String)> {
    let length = (ends.one_px - ends.zero_px).abs();
    let most = (length / 60.0).max(1.0) as usize;
    let wanted = match &placed.axis.scale {
        AxisScale::Empty => Vec::new(),
        AxisScale::Numeric(scale) => {
            let distinct = placed.axis.survey.distinct.as_deref();
            Wanted { kind: placed.axis.kind, scale: *scale, distinct, integer: placed.axis.is_integer(), most }.ticks(log2)
        }
        AxisScale::Categories(categories) => {
            let ranks = 0..categories.len();
            ranks.take(64).map(|rank| Tick { place: categories.place(rank), text: categories.label(rank) }).collect()
        }
    };
    thin(wanted, apart_px, |tick| ends.height_px(tick.place))
}

fn labels_at_the_left(scene: &mut Scene, frame: &Frame, placed: &Placed, area: Area, log2: &Log2) {
    let ends = Ends::new(area.height - INSET_PX, INSET_PX, Lanes::default(), placed.axis.inverted);
    for (y, text) in labels(placed, &ends, log2, LEAST_APART_PX) {
        let at = Point::new(area.x - GAP_PX, area.y + y);
        let text = shorten(&text, SMALL_SIZE_PX, false, area.x - GAP_PX - 2.0);
        scene.marks.push(Mark::Text(Text { at, text, anchor: Anchor::End, ..small_text(frame.palette.soft_ink) }));
    }
}

fn labels_below(scene: &mut Scene, frame: &Frame, placed: &Placed, area: Area, log2: &Log2) {
    let ends = Ends::new(INSET_PX, area.width - INSET_PX, Lanes::default(), placed.axis.inverted);
    let mut free_px = f64::NEG_INFINITY;
    let mut found = labels(placed, &ends, log2, LEAST_APART_PX);
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    for (x, text) in found {
        let text = shorten(&text, SMALL_SIZE_PX, false, area.width / 2.0);
        let half = text_width(&text, SMALL_SIZE_PX, false) / 2.0;
        let centre = x.clamp(half, (area.width - half).max(half));
        if centre - half < free_px {
            continue;
        }
        free_px = centre + half + 6.0;
        let at = Point::new(area.x + centre, area.y + area.height + 11.0);
        scene.marks.push(Mark::Text(Text { at, text, ..small_text(frame.palette.soft_ink) }));
    }
}
