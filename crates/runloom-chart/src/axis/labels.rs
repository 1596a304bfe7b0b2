//! Tick labels beside a cell.

use super::{Axis, AxisScale, Ends};
use crate::legend::{SMALL_SIZE_PX, small_text};
use crate::log2::Log2;
use crate::text_width::{shorten, text_width};
use crate::ticks::{Tick, Wanted, thin};
use crate::{Anchor, Area, Colour, Mark, Point, Scene, Text};

const LEAST_APART_PX: f64 = 26.0;
const GAP_PX: f64 = 6.0;

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
            let ranks = 0..categories.len();
            ranks.take(64).map(|rank| Tick { place: categories.place(rank), text: categories.label(rank) }).collect()
        }
    };
    thin(wanted, LEAST_APART_PX, |tick| ends.height_px(tick.place))
}

/// Labels at the left of a cell; `ends` count from its upper side.
pub(crate) fn labels_at_the_left(scene: &mut Scene, axis: &Axis, ends: &Ends, area: Area, colour: Colour, log2: &Log2) {
    for (y, text) in labels(axis, ends, log2) {
        let at = Point::new(area.x - GAP_PX, area.y + y);
        let text = shorten(&text, SMALL_SIZE_PX, false, area.x - GAP_PX - 2.0);
        scene.marks.push(Mark::Text(Text { at, text, anchor: Anchor::End, ..small_text(colour) }));
    }
}

/// Labels below a cell; `ends` count from its left side.
pub(crate) fn labels_below(scene: &mut Scene, axis: &Axis, ends: &Ends, area: Area, colour: Colour, log2: &Log2) {
    let mut free_px = f64::NEG_INFINITY;
    let mut found = labels(axis, ends, log2);
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
        scene.marks.push(Mark::Text(Text { at, text, ..small_text(colour) }));
    }
}
