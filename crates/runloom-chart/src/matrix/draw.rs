use super::MatrixCell;
use super::diagonal::Spread;
use super::frame::{Frame, Placed};
use super::layout::INSET_PX;
use super::likeness::Likeness;
use crate::axis::{Ends, Lanes, labels_at_the_left, labels_below, words};
use crate::legend::{SMALL_SIZE_PX, draw_legend, small_text};
use crate::log2::Log2;
use crate::matrix::CellKind;
use crate::text_width::shorten;
use crate::{Anchor, Area, Mark, Point, Scene, Text, Weight};

const NAME_SIZE_PX: f64 = 12.0;
const LIKENESS_SIZE_PX: f64 = 16.0;

/// Draws borders, names, labels, histograms, correlations and the legend.
pub(super) fn scene(
    frame: &Frame,
    cells: &[MatrixCell],
    likenesses: &[Likeness],
    spreads: &[Spread],
    colour: Option<&str>,
) -> Scene {
    let mut scene = Scene::new(frame.layout.width_px, frame.layout.height_px);
    let (log2, soft_ink) = (Log2::new(), frame.palette.soft_ink);
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
            let ends = Ends::new(cell.area.height - INSET_PX, INSET_PX, Lanes::default(), y.axis.inverted);
            labels_at_the_left(&mut scene, &y.axis, &ends, cell.area, soft_ink, &log2);
        }
        if row + 1 == frame.layout.count {
            let ends = Ends::new(INSET_PX, cell.area.width - INSET_PX, Lanes::default(), x.axis.inverted);
            labels_below(&mut scene, &x.axis, &ends, cell.area, soft_ink, &log2);
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
