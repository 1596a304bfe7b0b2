use super::PairEffect;
use super::along::Along;
use crate::colour_scale::{LEVELS, ramp};
use crate::legend::{LEGEND_BAR_PX, SMALL_SIZE_PX, draw_legend, legend_size, small_text};
use crate::log2::Log2;
use crate::number_text::short;
use crate::run_colours::Legend;
use crate::text_width::{shorten, text_width};
use crate::{Anchor, Area, Colour, Mark, Palette, Point, Scene, Text, Weight};

const TITLE_PX: f64 = 22.0;
/// The labels below, and the name of the param under them.
const BELOW_PX: f64 = 32.0;
/// Between the ends of a side and the least and most values.
const INSET_PX: f64 = 7.0;
const POINT_PX: f64 = 2.4;
const APART_PX: (f64, f64) = (46.0, 20.0);
const LONGEST_LABEL_PX: f64 = 70.0;
/// Between the surface and its legend.
const LEGEND_GAP_PX: f64 = 12.0;

/// Draws what is expected of a pair of params as colours, the runs' own points on it, and what the colours mean.
pub(in super::super) fn draw_surface(scene: &mut Scene, pair: &PairEffect, target: &str, area: Area, palette: &Palette) {
    let log2 = Log2::new();
    let colours = Colours::new(pair.reach(), palette);
    let start = Text { anchor: Anchor::Start, ..small_text(palette.ink) };
    let title = format!("{target} by {} and {}", pair.params[0].key, pair.params[1].key);
    let text = shorten(&title, SMALL_SIZE_PX, true, area.width);
    scene.marks.push(Mark::Text(Text { at: Point::new(area.x, area.y + 7.0), text, weight: Weight::Bold, ..start.clone() }));

    let (top, bottom) = (area.y + TITLE_PX + 12.0, area.y + area.height - BELOW_PX);
    let up = Along::new(&pair.domains[1], &pair.surface.second, (bottom, top - bottom), INSET_PX);
    let left_labels = up.labels(APART_PX.1, Some(LONGEST_LABEL_PX), &log2);
    let labels_px = left_labels.iter().map(|(_, text)| text_width(text, SMALL_SIZE_PX, false)).fold(0.0, f64::max) + 6.0;
    let legend = colours.legend();
    let (legend_px, _) = legend_size(&legend);
    let left = area.x + labels_px;
    let width = (area.width - labels_px - LEGEND_GAP_PX - legend_px).max(1.0);
    let across = Along::new(&pair.domains[0], &pair.surface.first, (left, width), INSET_PX);

    let rows = up.cells(&pair.surface.second, &log2);
    for ((from, to), means) in across.cells(&pair.surface.first, &log2).iter().zip(pair.surface.means.chunks(rows.len().max(1))) {
        for ((upper, lower), mean) in rows.iter().zip(means) {
            // Neighbours overlap a little, so that no seam shows between them.
            let cell =
                Area::new(*from, *upper, (to - from + 0.5).min(left + width - from), (lower - upper + 0.5).min(bottom - upper));
            scene.marks.push(Mark::Rect { area: cell, radius_px: 0.0, fill: Some(colours.of(*mean)), border: None });
        }
    }
    for (index, ([first, second], target)) in pair.points.iter().enumerate() {
        let (right, down) = (across.beside_px(index, 0), up.beside_px(index, 1));
        let centre = Point::new(across.px(*first, &log2) + right, up.px(*second, &log2) + down);
        scene.marks.push(Mark::Circle { centre, radius_px: POINT_PX + 1.0, colour: palette.panel });
        scene.marks.push(Mark::Circle { centre, radius_px: POINT_PX, colour: colours.of(*target) });
    }
    for (y, text) in left_labels {
        let at = Point::new(left - 6.0, y);
        scene.marks.push(Mark::Text(Text { at, text, anchor: Anchor::End, ..small_text(palette.soft_ink) }));
    }
    for (x, text) in across.labels(APART_PX.0, None, &log2) {
        let half = text_width(&text, SMALL_SIZE_PX, false) / 2.0;
        let x = x.clamp(left - 4.0 + half, (left + width - half).max(left - 4.0 + half));
        scene.marks.push(Mark::Text(Text { at: Point::new(x, bottom + 10.0), text, ..small_text(palette.soft_ink) }));
    }
    let name = |text: &str, room: f64| shorten(text, SMALL_SIZE_PX, false, room);
    let at = Point::new(left + width, bottom + 24.0);
    let text = name(&pair.params[0].key, width);
    scene.marks.push(Mark::Text(Text { at, text, anchor: Anchor::End, ..small_text(palette.soft_ink) }));
    let text = name(&pair.params[1].key, width);
    let at = Point::new(area.x, area.y + TITLE_PX + 3.0);
    scene.marks.push(Mark::Text(Text { at, text, colour: palette.soft_ink, ..start }));
    let (middle, height) = (area.x + area.width - legend_px / 2.0, (bottom - top - 34.0).max(4.0));
    let bar = Area::new(middle - LEGEND_BAR_PX / 2.0, top + 17.0, LEGEND_BAR_PX, height);
    draw_legend(scene, &legend, None, bar, palette);
}

/// From targets to colours.
struct Colours {
    ramp: Vec<Colour>,
    low: f64,
    high: f64,
}

impl Colours {
    fn new((low, high): (f64, f64), palette: &Palette) -> Self {
        Self { ramp: ramp(palette), low, high }
    }

    fn of(&self, target: f64) -> Colour {
        let place = (target * 0.5 - self.low * 0.5) / (self.high * 0.5 - self.low * 0.5);
        let level = if place.is_finite() { (place.clamp(0.0, 1.0) * (LEVELS - 1) as f64) as usize } else { LEVELS / 2 };
        self.ramp.get(level).copied().unwrap_or(Colour::rgb(0))
    }

    /// What the colours mean, from the bottom up.
    fn legend(&self) -> Legend {
        Legend::Ramp { colours: self.ramp.clone(), low: short(self.low), high: short(self.high), middle: None, scale: "" }
    }
}
