//! The legend of colours, and small text.

use crate::number_text::count;
use crate::run_colours::Legend;
use crate::text_width::{shorten, text_width};
use crate::{Anchor, Area, Baseline, Colour, Mark, Palette, Point, Rotation, Scene, Text, Weight};

/// The size of ticks, units and second lines.
pub(crate) const SMALL_SIZE_PX: f64 = 10.5;
pub(crate) const LEGEND_BAR_PX: f64 = 10.0;
/// From the bar to the label of its middle.
const MIDDLE_GAP_PX: f64 = 5.0;

fn small_width(text: &str) -> f64 {
    text_width(text, SMALL_SIZE_PX, false)
}

/// The width of a legend and the room it takes with its margins.
pub(crate) fn legend_size(legend: &Legend) -> (f64, f64) {
    let width = match legend {
        Legend::None => return (0.0, 4.0),
        Legend::Ramp { low, high, middle, .. } => {
            let beside = middle.as_ref().map_or(0.0, |(_, text)| 2.0 * (small_width(text) + MIDDLE_GAP_PX) + LEGEND_BAR_PX);
            small_width(low).max(small_width(high)).max(LEGEND_BAR_PX).max(beside)
        }
        Legend::Categories { entries, .. } => {
            let widest = entries.iter().map(|(_, text)| text_width(text, SMALL_SIZE_PX, false)).fold(50.0, f64::max);
            widest.min(110.0) + 16.0
        }
    };
    (width, width + 20.0)
}

/// Draws what the colours mean: a ramp fills the area, categories are listed in it.
pub(crate) fn draw_legend(scene: &mut Scene, legend: &Legend, colour: Option<&str>, area: Area, palette: &Palette) {
    match legend {
        Legend::None => {}
        Legend::Ramp { colours, low, high, middle, .. } => {
            scene.marks.push(Mark::Gradient { area, colours: colours.clone() });
            let x = area.x + area.width / 2.0;
            for (y, text) in [(area.y - 10.0, high), (area.y + area.height + 11.0, low)] {
                scene.marks.push(Mark::Text(Text { at: Point::new(x, y), text: text.clone(), ..small_text(palette.soft_ink) }));
            }
            if let Some((place, text)) = middle.as_ref().filter(|(place, _)| *place > 0.0 && *place < 1.0) {
                let y = area.y + area.height * (1.0 - place);
                let (left, right) = (area.x - 2.0, area.x + area.width + 2.0);
                let (from, to) = (Point::new(left, y), Point::new(right, y));
                scene.marks.push(Mark::Line { from, to, width_px: 1.0, colour: palette.ink });
                let at = Point::new(right + MIDDLE_GAP_PX - 2.0, y);
                let text = Text { at, text: text.clone(), anchor: Anchor::Start, ..small_text(palette.soft_ink) };
                scene.marks.push(Mark::Text(text));
            }
        }
        Legend::Categories { entries, others } => {
            let room = ((area.height / 16.0) as usize).max(1);
            let mut rows: Vec<(Colour, String)> = entries.iter().take(room).cloned().collect();
            if *others > 0 || rows.len() < entries.len() {
                rows.truncate(room.saturating_sub(1));
                let rest = others + entries.len() - rows.len();
                rows.push((palette.soft_ink, format!("{} more", count(rest))));
            }
            let title = shorten(colour.unwrap_or_default(), SMALL_SIZE_PX, false, area.width);
            let at = Point::new(area.x, area.y - 10.0);
            scene.marks.push(Mark::Text(Text { at, text: title, anchor: Anchor::Start, ..small_text(palette.soft_ink) }));
            for (index, (colour, text)) in rows.into_iter().enumerate() {
                let y = area.y + 8.0 + 16.0 * index as f64;
                let swatch = Area::new(area.x, y - 5.0, 10.0, 10.0);
                scene.marks.push(Mark::Rect { area: swatch, radius_px: 2.0, fill: Some(colour), border: None });
                // The width comes from the widest text, which rounding must not shorten.
                let text = shorten(&text, SMALL_SIZE_PX, false, area.width - 15.9);
                let at = Point::new(area.x + 16.0, y);
                scene.marks.push(Mark::Text(Text { at, text, anchor: Anchor::Start, ..small_text(palette.ink) }));
            }
        }
    }
}

/// Small centred text without a halo.
pub(crate) fn small_text(colour: Colour) -> Text {
    Text {
        at: Point::new(0.0, 0.0),
        text: String::new(),
        size_px: SMALL_SIZE_PX,
        weight: Weight::Normal,
        anchor: Anchor::Middle,
        baseline: Baseline::Middle,
        rotation: Rotation::None,
        colour,
        halo: None,
    }
}
