use runloom_analysis::ParamImportance;

use super::effects::{Shown, draw_effect, draw_surface, draw_together};
use super::layout::{FOOTER_LINE_PX, HEADING_LINE_PX, Layout, NAME_SIZE_PX, TWO_LINES_PX};
use super::words::{is_noise, number};
use super::{ImportanceAnswer, ImportancePair};
use crate::legend::{SMALL_SIZE_PX, small_text};
use crate::text_width::{shorten, text_width};
use crate::{Anchor, Area, Mark, Palette, Point, Scene, Text, Weight};

const BAR_PX: f64 = 14.0;
const WHISKER_PX: f64 = 1.5;
const VALUE_GAP_PX: f64 = 8.0;
const FLOOR_NAME: &str = "noise floor";

/// Draws everything, with the effect of a param or of two.
pub(super) fn draw(
    answer: &ImportanceAnswer,
    effect: Option<Shown<'_>>,
    layout: &Layout,
    pairs: &[ImportancePair],
    palette: &Palette,
) -> Scene {
    let mut scene = Scene::new(layout.width_px, layout.height_px);
    let shown = || answer.found.params.iter().take(layout.bars).enumerate();
    let start = |x: f64, y: f64, text: &str| Text {
        at: Point::new(x, y),
        text: text.to_owned(),
        anchor: Anchor::Start,
        ..small_text(palette.soft_ink)
    };
    for (at, line) in layout.heading.iter().enumerate() {
        let text = start(layout.left_edge_px, 14.0 + HEADING_LINE_PX * at as f64, line);
        scene.marks.push(Mark::Text(Text { size_px: NAME_SIZE_PX, colour: palette.ink, ..text }));
    }
    for (at, param) in shown() {
        let area = Area::new(layout.zero_px, layout.row_px(at), layout.x_px(param.noise_floor) - layout.zero_px, layout.pitch_px);
        if area.width > 0.0 {
            scene.marks.push(Mark::Rect { area, radius_px: 0.0, fill: Some(palette.hairline), border: None });
        }
    }
    for (at, param) in shown() {
        bar(&mut scene, layout, at, param, palette);
    }
    let (top, bottom) = (Point::new(layout.zero_px, layout.top_px), Point::new(layout.zero_px, layout.below_px()));
    scene.marks.push(Mark::Line { from: top, to: bottom, width_px: 1.0, colour: palette.axis });
    for ((at, param), detail) in shown().zip(&answer.details) {
        name(&mut scene, layout, at, param, detail, palette);
    }
    if shown().any(|(_, param)| param.noise_floor > 0.0) {
        let half = text_width(FLOOR_NAME, SMALL_SIZE_PX, false) / 2.0;
        let last = answer.found.params.get(layout.bars.saturating_sub(1)).map_or(0.0, |param| param.noise_floor);
        let middle = f64::midpoint(layout.zero_px, layout.x_px(last));
        let x = middle.clamp(layout.zero_px + half, (layout.bars_width_px - half).max(layout.zero_px + half));
        let at = Point::new(x, layout.below_px() + 9.0);
        scene.marks.push(Mark::Text(Text { at, text: FLOOR_NAME.to_owned(), ..small_text(palette.soft_ink) }));
    }
    for (at, line) in layout.footer.iter().enumerate() {
        let text = start(layout.left_edge_px, layout.footer_px() + 8.0 + FOOTER_LINE_PX * at as f64, line);
        scene.marks.push(Mark::Text(text));
    }
    if let (Some(area), Some(effect)) = (layout.effect, effect) {
        let target = &answer.question.target.key;
        match effect {
            Shown::One(effect) => draw_effect(&mut scene, effect, target, area, palette),
            Shown::Two(pair) => draw_surface(&mut scene, pair, target, area, palette),
        }
    }
    if let Some(at) = layout.together {
        draw_together(&mut scene, &answer.effects, at, palette);
        for pair in pairs.iter().filter(|pair| pair.is_shown) {
            let Area { x, y, width, height } = pair.area;
            let area = Area::new(x - 1.0, y - 1.0, width + 2.0, height + 2.0);
            scene.marks.push(Mark::Rect { area, radius_px: 3.0, fill: None, border: Some(palette.accent) });
        }
    }
    scene
}

/// The bar of a param.
pub(super) fn bar_area(layout: &Layout, at: usize, param: &ParamImportance) -> Area {
    let y = layout.row_px(at) + (layout.pitch_px - BAR_PX) / 2.0;
    Area::new(layout.zero_px, y, layout.x_px(param.importance) - layout.zero_px, BAR_PX)
}

fn bar(scene: &mut Scene, layout: &Layout, at: usize, param: &ParamImportance, palette: &Palette) {
    let area = bar_area(layout, at, param);
    let middle = area.y + BAR_PX / 2.0;
    let (fill, whisker, ink) = if is_noise(param) {
        (palette.bar.towards(palette.panel, 1, 2), palette.soft_ink, palette.soft_ink)
    } else {
        (palette.bar, palette.ink, palette.ink)
    };
    if area.width > 0.0 {
        scene.marks.push(Mark::Rect { area, radius_px: 0.0, fill: Some(fill), border: None });
    }
    let (low, high) = (layout.x_px(param.low), layout.x_px(param.high));
    if high > low {
        let points = vec![Point::new(low, middle), Point::new(high, middle)];
        scene.marks.push(Mark::Polyline { points, width_px: WHISKER_PX, colour: whisker });
    }
    let at = Point::new(high.max(area.x + area.width) + VALUE_GAP_PX, middle);
    scene.marks.push(Mark::Text(Text { at, text: number(param.importance), anchor: Anchor::Start, ..small_text(ink) }));
}

fn name(scene: &mut Scene, layout: &Layout, at: usize, param: &ParamImportance, detail: &str, palette: &Palette) {
    let middle = layout.row_px(at) + layout.pitch_px / 2.0;
    let two_lines = layout.pitch_px >= TWO_LINES_PX && !detail.is_empty();
    let end = |y: f64, text: String| Text {
        at: Point::new(layout.names_right_px, y),
        text,
        anchor: Anchor::End,
        ..small_text(palette.soft_ink)
    };
    let text = shorten(&param.name.key, NAME_SIZE_PX, true, layout.names_px);
    let colour = if is_noise(param) { palette.soft_ink } else { palette.ink };
    let y = if two_lines { middle - 6.0 } else { middle };
    scene.marks.push(Mark::Text(Text { size_px: NAME_SIZE_PX, weight: Weight::Bold, colour, ..end(y, text) }));
    if two_lines {
        scene.marks.push(Mark::Text(end(middle + 7.5, shorten(detail, SMALL_SIZE_PX, false, layout.names_px))));
    }
}
