//! Tick labels beside a cell.

use super::{Axis, AxisScale, Ends};
use crate::legend::{SMALL_SIZE_PX, small_text};
use crate::log2::Log2;
use crate::text_width::{shorten, text_width};
use crate::ticks::{Tick, Wanted, thin};
use crate::{Anchor, Area, Colour, Mark, Point, Scene, Text};

const LEAST_APART_PX: f64 = 26.0;
const GAP_PX: f64 = 6.0;
/// The room between labels that stand beside each other.
const BETWEEN_PX: f64 = 6.0;
/// Of more names than this every second, third and so on is considered.
const MOST_NAMES: usize = 64;
/// Names are shortened to this rather than left out.
const LEAST_NAME_PX: f64 = 44.0;

/// The labelled places of a column along a side, in css pixels.
pub(crate) fn labels(axis: &Axis, ends: &Ends, log2: &Log2) -> Vec<(f64, String)> {
    let length = (ends.one_px - ends.zero_px).abs();
    let most = (length / 60.0).max(1.0) as usize;
    let wanted = match &axis.scale {
        AxisScale::Empty => Vec::new(),
        AxisScale::Numeric(scale) => {
            let distinct = axis.survey.distinct.as_deref();
            Wanted { kind: axis.kind, scale: scale.clone(), distinct, integer: axis.is_integer(), most }.ticks(log2)
        }
        AxisScale::Categories(categories) => {
            let ranks = (0..categories.len()).step_by(categories.len().div_ceil(MOST_NAMES).max(1));
            ranks.map(|rank| Tick { place: categories.place(rank), text: categories.label(rank) }).collect()
        }
    };
    thin(wanted, LEAST_APART_PX, |tick| ends.height_px(tick.place))
}

/// How much room labels at the left of a cell take in full, with the gap to the cell.
pub(crate) fn room_at_the_left(axis: &Axis, ends: &Ends, log2: &Log2) -> f64 {
    let widths = labels(axis, ends, log2).into_iter().map(|(_, text)| text_width(&text, SMALL_SIZE_PX, false));
    libm::ceil(widths.fold(0.0, f64::max)) + GAP_PX
}

/// Labels at the left of a cell; `ends` count from its upper side. Names that do not fit between `from_px` and the cell are shortened.
pub(crate) fn labels_at_the_left(
    scene: &mut Scene,
    axis: &Axis,
    ends: &Ends,
    (from_px, area): (f64, Area),
    colour: Colour,
    log2: &Log2,
) {
    let from_px = if matches!(axis.scale, AxisScale::Categories(_)) { from_px } else { 0.0 };
    for (y, text) in labels(axis, ends, log2) {
        let at = Point::new(area.x - GAP_PX, area.y + y);
        let text = shorten(&text, SMALL_SIZE_PX, false, area.x - GAP_PX - from_px);
        scene.marks.push(Mark::Text(Text { at, text, anchor: Anchor::End, ..small_text(colour) }));
    }
}

/// Labels below a cell; `ends` count from its left side.
pub(crate) fn labels_below(scene: &mut Scene, axis: &Axis, ends: &Ends, area: Area, colour: Colour, log2: &Log2) {
    let mut free_px = f64::NEG_INFINITY;
    let mut found = labels(axis, ends, log2);
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    let each_px = area.width / found.len().max(1) as f64 - BETWEEN_PX;
    let names = matches!(axis.scale, AxisScale::Categories(_)) && each_px >= LEAST_NAME_PX;
    let room = if names { each_px } else { area.width / 2.0 };
    for (x, text) in found {
        let text = shorten(&text, SMALL_SIZE_PX, false, room);
        let half = text_width(&text, SMALL_SIZE_PX, false) / 2.0;
        let centre = x.clamp(half, (area.width - half).max(half));
        if centre - half < free_px {
            continue;
        }
        free_px = centre + half + BETWEEN_PX;
        let at = Point::new(area.x + centre, area.y + area.height + 11.0);
        scene.marks.push(Mark::Text(Text { at, text, ..small_text(colour) }));
    }
}
