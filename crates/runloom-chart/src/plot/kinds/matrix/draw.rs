use crate::axis::words;
use crate::legend::{SMALL_SIZE_PX, small_text};
use crate::likeness::Likeness;
use crate::plot::frame::Frame;
use crate::plot::pane::Pane;
use crate::text_width::shorten;
use crate::{Anchor, Area, Mark, Point, Scene, Text, Weight};

const NAME_SIZE_PX: f64 = 12.0;
const LIKENESS_SIZE_PX: f64 = 16.0;

/// The line around a cell.
pub(super) fn border(scene: &mut Scene, frame: &Frame, area: Area) {
    scene.marks.push(Mark::Rect { area, radius_px: 4.0, fill: None, border: Some(frame.palette.hairline) });
}

pub(super) fn name(scene: &mut Scene, frame: &Frame, pane: &Pane) {
    let (axis, area) = (&pane.x.axis, pane.area);
    let at = Point::new(area.x + 8.0, area.y + 13.0);
    let room = area.width - 16.0;
    let text = shorten(&axis.column.key, NAME_SIZE_PX, true, room);
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
    let text = shorten(&words::detail(axis), SMALL_SIZE_PX, false, room);
    scene.marks.push(Mark::Text(Text { at, text, anchor: Anchor::Start, halo, ..small_text(frame.palette.soft_ink) }));
}

pub(super) fn likeness(scene: &mut Scene, frame: &Frame, likeness: &Likeness, area: Area) {
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
