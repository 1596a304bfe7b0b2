//! The box beside the pointer.

use crate::legend::{SMALL_SIZE_PX, small_text};
use crate::text_width::{shorten, text_width};
use crate::{Anchor, Area, Colour, Mark, Palette, Point, Scene, Text, Weight};

const NAME_SIZE_PX: f64 = 12.0;
const LINE_PX: f64 = 16.0;
const PAD_PX: f64 = 9.0;
const GAP_PX: f64 = 12.0;
const MOST_PX: f64 = 260.0;

/// Draws a name and facts, one a line, beside a place and within the scene.
pub(crate) fn draw_tip(
    scene: &mut Scene,
    at: Point,
    name: &str,
    swatch: Option<Colour>,
    facts: &[(String, String)],
    palette: &Palette,
) {
    let name = shorten(name, NAME_SIZE_PX, true, MOST_PX - 2.0 * PAD_PX - 16.0);
    let indent = if swatch.is_some() { 14.0 } else { 0.0 };
    let lines: Vec<(String, String)> = facts
        .iter()
        .map(|(label, value)| {
            (shorten(label, SMALL_SIZE_PX, false, MOST_PX / 2.0), shorten(value, SMALL_SIZE_PX, true, MOST_PX / 2.0))
        })
        .collect();
    let labels = lines.iter().map(|(label, _)| text_width(label, SMALL_SIZE_PX, false)).fold(0.0, f64::max);
    let values = lines.iter().map(|(_, value)| text_width(value, SMALL_SIZE_PX, true)).fold(0.0, f64::max);
    let inner = (labels + 14.0 + values).max(text_width(&name, NAME_SIZE_PX, true) + indent);
    let (width, height) = (inner + 2.0 * PAD_PX, LINE_PX * (lines.len() + 1) as f64 + 2.0 * PAD_PX - 3.0);
    let right = at.x + GAP_PX;
    let x = if right + width > scene.width_px { (at.x - GAP_PX - width).max(0.0) } else { right };
    let y = (at.y - height / 2.0).clamp(0.0, (scene.height_px - height).max(0.0));
    let area = Area::new(x, y, width, height);
    scene.marks.push(Mark::Rect { area, radius_px: 6.0, fill: Some(palette.panel), border: Some(palette.axis) });
    let mut line = y + PAD_PX + 6.0;
    if let Some(colour) = swatch {
        scene.marks.push(Mark::Circle { centre: Point::new(x + PAD_PX + 4.0, line), radius_px: 4.0, colour });
    }
    let start = |x: f64, y: f64, text: String, colour: Colour| Text {
        at: Point::new(x, y),
        text,
        anchor: Anchor::Start,
        ..small_text(colour)
    };
    let title = start(x + PAD_PX + indent, line, name, palette.ink);
    scene.marks.push(Mark::Text(Text { size_px: NAME_SIZE_PX, weight: Weight::Bold, ..title }));
    for (label, value) in lines {
        line += LINE_PX;
        scene.marks.push(Mark::Text(start(x + PAD_PX, line, label, palette.soft_ink)));
        let value = Text { anchor: Anchor::End, weight: Weight::Bold, ..start(x + width - PAD_PX, line, value, palette.ink) };
        scene.marks.push(Mark::Text(value));
    }
}
