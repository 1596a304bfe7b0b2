use super::Effect;
use super::along::{Along, HALF_CATEGORY_PX};
use crate::legend::{SMALL_SIZE_PX, small_text};
use crate::log2::Log2;
use crate::scale::NumericScale;
use crate::text_width::{shorten, text_width};
use crate::ticks::{Wanted, thin};
use crate::{Anchor, Area, Mark, Palette, Point, ScaleKind, Scene, Text, Weight};

const TITLE_PX: f64 = 22.0;
const BELOW_PX: f64 = 18.0;
/// Between the border and the first and last values.
const INSET_PX: f64 = 10.0;
const POINT_PX: f64 = 1.7;
/// Labels of values are at least so far apart.
const APART_PX: (f64, f64) = (46.0, 26.0);

/// Draws the curve of a param with its band over the runs' own points.
pub(in super::super) fn draw_effect(scene: &mut Scene, effect: &Effect, target: &str, area: Area, palette: &Palette) {
    let log2 = Log2::new();
    let (low, high) = effect.reach();
    let up = NumericScale::new(false, low, high);
    let wanted = Wanted { kind: ScaleKind::Linear, scale: up.clone(), distinct: None, integer: false, most: 3 };
    let (top, bottom) = (area.y + TITLE_PX, area.y + area.height - BELOW_PX);
    let y_px = |place: f64| bottom - INSET_PX / 2.0 - place * (bottom - top - INSET_PX);
    let left_labels = thin(wanted.ticks(&log2), APART_PX.1, |tick| y_px(tick.place));
    let labels_px = left_labels.iter().map(|(_, text)| text_width(text, SMALL_SIZE_PX, false)).fold(0.0, f64::max);
    let frame = Area::new(area.x + labels_px + 6.0, top, (area.width - labels_px - 6.0).max(1.0), bottom - top);
    let across = Along::new(&effect.domain, &effect.curve.values, (frame.x, frame.width), INSET_PX);

    let title = Text { at: Point::new(area.x, area.y + 7.0), anchor: Anchor::Start, ..small_text(palette.ink) };
    let text = shorten(&format!("{target} by {}", effect.param.key), SMALL_SIZE_PX, true, area.width);
    scene.marks.push(Mark::Text(Text { text, weight: Weight::Bold, ..title }));
    for (y, text) in left_labels {
        let line = (Point::new(frame.x, y), Point::new(frame.x + frame.width, y));
        scene.marks.push(Mark::Line { from: line.0, to: line.1, width_px: 1.0, colour: palette.hairline });
        let at = Point::new(frame.x - 6.0, y);
        scene.marks.push(Mark::Text(Text { at, text, anchor: Anchor::End, ..small_text(palette.soft_ink) }));
    }
    let height = |value: f64| y_px(up.place(value, &log2));
    draw_band(scene, effect, (&across, &height), palette, &log2);
    for (index, (value, target)) in effect.points.iter().enumerate() {
        let centre = Point::new(across.px(*value, &log2) + across.beside_px(index, 0), height(*target));
        scene.marks.push(Mark::Circle { centre, radius_px: POINT_PX, colour: palette.soft_ink.towards(palette.panel, 2, 5) });
    }
    draw_means(scene, effect, (&across, &height), palette, &log2);
    let ends = (Point::new(frame.x, bottom), Point::new(frame.x + frame.width, bottom));
    scene.marks.push(Mark::Line { from: ends.0, to: ends.1, width_px: 1.0, colour: palette.axis });
    for (x, text) in across.labels(APART_PX.0, None, &log2) {
        let half = text_width(&text, SMALL_SIZE_PX, false) / 2.0;
        let x = x.clamp(frame.x - 4.0 + half, (frame.x + frame.width - half).max(frame.x - 4.0 + half));
        scene.marks.push(Mark::Text(Text { at: Point::new(x, bottom + 10.0), text, ..small_text(palette.soft_ink) }));
    }
}

type Places<'a> = (&'a Along<'a>, &'a dyn Fn(f64) -> f64);

fn draw_band(scene: &mut Scene, effect: &Effect, (across, height): Places<'_>, palette: &Palette, log2: &Log2) {
    let curve = &effect.curve;
    let xs: Vec<f64> = curve.values.iter().map(|value| across.px(*value, log2)).collect();
    let band = palette.bar.towards(palette.panel, 7, 10);
    let ends = |at: usize| {
        if across.categories().is_some() {
            return (xs[at] - HALF_CATEGORY_PX, xs[at] + HALF_CATEGORY_PX);
        }
        let before = at.checked_sub(1).map_or(xs[at], |before| f64::midpoint(xs[before], xs[at]));
        (before, xs.get(at + 1).map_or(xs[at], |after| f64::midpoint(xs[at], *after)))
    };
    for (at, (low, high)) in curve.low.iter().zip(&curve.high).enumerate() {
        let ((left, right), (top, bottom)) = (ends(at), (height(*high), height(*low)));
        // Neighbours overlap a little, so that no seam shows between them.
        let area = Area::new(left, top, (right - left + 0.5).max(1.0), (bottom - top).max(1.0));
        scene.marks.push(Mark::Rect { area, radius_px: 0.0, fill: Some(band), border: None });
    }
}

fn draw_means(scene: &mut Scene, effect: &Effect, (across, height): Places<'_>, palette: &Palette, log2: &Log2) {
    let place = |(value, mean): (&f64, &f64)| Point::new(across.px(*value, log2), height(*mean));
    let points: Vec<Point> = effect.curve.values.iter().zip(&effect.curve.means).map(place).collect();
    if across.categories().is_none() {
        scene.marks.push(Mark::Polyline { points, width_px: 2.0, colour: palette.accent });
        return;
    }
    for Point { x, y } in points {
        let (from, to) = (Point::new(x - HALF_CATEGORY_PX, y), Point::new(x + HALF_CATEGORY_PX, y));
        scene.marks.push(Mark::Line { from, to, width_px: 2.0, colour: palette.accent });
    }
}
