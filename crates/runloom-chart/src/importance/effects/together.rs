use runloom_analysis::Interaction;
use runloom_table::ColumnName;

use super::Effects;
use crate::importance::words::number;
use crate::legend::{SMALL_SIZE_PX, small_text};
use crate::text_width::{shorten, text_width};
use crate::{Anchor, Area, Mark, Palette, Point, Scene, Text, Weight};

pub(super) const TITLE_PX: f64 = 22.0;
const CELL_PX: (f64, f64) = (38.0, 22.0);
const LONGEST_NAME_PX: f64 = 110.0;
const TITLE: &str = "Interactions";

/// The params of the pairs, in their order.
fn params(effects: &Effects) -> Vec<&ColumnName> {
    let first = effects.together.first().map(|pair| &pair.first);
    let others = effects.together.iter().filter(|pair| Some(&pair.first) == first).map(|pair| &pair.second);
    first.into_iter().chain(others).collect()
}

/// Width and height of what [`draw_together`] draws; nothing where there are no pairs.
pub(in super::super) fn together_size_px(effects: &Effects) -> Option<(f64, f64)> {
    let params = params(effects);
    let rows = params.iter().enumerate();
    let right = rows.map(|(row, name)| CELL_PX.0 * row as f64 + 6.0 + text_width(&named(name), SMALL_SIZE_PX, false));
    let width = right.fold(text_width(TITLE, SMALL_SIZE_PX, true), f64::max);
    (params.len() > 1).then_some((width, TITLE_PX + CELL_PX.1 * params.len() as f64))
}

/// Where each pair of [`Effects::together`] stands.
pub(in super::super) fn pair_areas(effects: &Effects, at: Point) -> Vec<(&Interaction, Area)> {
    let params = params(effects);
    let place = |name: &ColumnName| params.iter().position(|other| *other == name);
    let area = |pair: &'_ Interaction| {
        let (column, row) = (place(&pair.first)?, place(&pair.second)?);
        let corner = Point::new(at.x + CELL_PX.0 * column as f64, at.y + TITLE_PX + CELL_PX.1 * row as f64);
        Some(Area::new(corner.x, corner.y, CELL_PX.0 - 2.0, CELL_PX.1 - 2.0))
    };
    effects.together.iter().filter_map(|pair| Some((pair, area(pair)?))).collect()
}

/// Draws what pairs of params do only together: a row and a column each, named where they meet.
pub(in super::super) fn draw_together(scene: &mut Scene, effects: &Effects, at: Point, palette: &Palette) {
    let params = params(effects);
    let most = effects.together.iter().map(|pair| pair.importance).fold(0.1, f64::max);
    let title = Text { at: Point::new(at.x, at.y + 7.0), anchor: Anchor::Start, weight: Weight::Bold, ..small_text(palette.ink) };
    scene.marks.push(Mark::Text(Text { text: TITLE.to_owned(), ..title }));
    for (row, name) in params.iter().enumerate() {
        let y = at.y + TITLE_PX + CELL_PX.1 * row as f64;
        for (column, other) in params.iter().take(row).enumerate() {
            let Some(pair) = effects.together.iter().find(|pair| pair.first == **other && pair.second == **name) else {
                continue;
            };
            let area = Area::new(at.x + CELL_PX.0 * column as f64, y, CELL_PX.0 - 2.0, CELL_PX.1 - 2.0);
            let strength = (pair.importance / most * 100.0).clamp(0.0, 100.0) as u32;
            let fill = palette.hairline.towards(palette.bar, strength, 100);
            scene.marks.push(Mark::Rect { area, radius_px: 2.0, fill: Some(fill), border: None });
            let middle = Point::new(area.x + area.width / 2.0, area.y + area.height / 2.0);
            let ink = if fill.is_dark() == palette.panel.is_dark() { palette.ink } else { palette.panel };
            scene.marks.push(Mark::Text(Text { at: middle, text: number(pair.importance), ..small_text(ink) }));
        }
        let place = Point::new(at.x + CELL_PX.0 * row as f64 + 4.0, y + CELL_PX.1 / 2.0 - 1.0);
        let text = Text { at: place, text: named(name), anchor: Anchor::Start, ..small_text(palette.soft_ink) };
        scene.marks.push(Mark::Text(text));
    }
}

fn named(name: &ColumnName) -> String {
    shorten(&name.key, SMALL_SIZE_PX, false, LONGEST_NAME_PX)
}
