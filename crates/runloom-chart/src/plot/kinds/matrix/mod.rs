//! The scatter matrix: every column against every other; points where they are few, a density where they are many.

mod diagonal;
mod draw;
mod layout;

use std::sync::Arc;

use runloom_table::NotLoaded;

use super::Dress;
use crate::axis::{Axis, Ends, Lanes, room_at_the_left};
use crate::likeness::{Compared, Likeness};
use crate::number_text::count;
use crate::plot::findings::Findings;
use crate::plot::frame::{Ground, Laid};
use crate::plot::pane::{Pane, Side};
use crate::run_colours::RunColours;
pub(in crate::plot) use diagonal::Spread;
use layout::{INSET_PX, Layout};

pub(super) fn lay(ground: &Ground<'_>, colours: &RunColours) -> Result<Laid, NotLoaded> {
    let specs = ground.spec.role("columns");
    let axes = specs.iter().map(|spec| Axis::resolve(ground.table, spec, ground.drawn)).collect::<Result<Vec<_>, NotLoaded>>()?;
    let layout = layout(ground, &axes, colours);
    let (width, height) = (layout.cell_width_px, layout.cell_height_px);
    let mut sides = Vec::with_capacity(specs.len());
    for axis in axes {
        let x = Side::of_axis(ground, ground.table, axis.clone(), INSET_PX, width - INSET_PX)?;
        let known = Arc::clone(&x.known);
        let y = Side::of_known(ground, ground.table, axis, known, height - INSET_PX, INSET_PX)?;
        sides.push((x, y));
    }
    let mut panes = Vec::new();
    for (row, column) in layout.cells() {
        let (Some((x, _)), Some((_, y))) = (sides.get(column), sides.get(row)) else { continue };
        let area = layout.cell(row, column);
        let labelled = (row + 1 == layout.count, column == 0 && row > 0);
        panes.push(Pane { area, x: x.clone(), y: y.clone(), points: column < row, brushed: column < row, labelled });
    }
    let spreads = sides.iter().map(|(x, _)| Spread::of(ground, x)).collect::<Result<Vec<_>, NotLoaded>>()?;
    let findings = Findings { spreads, ..Findings::default() };
    Ok(Laid { extent: layout.extent(), panes, findings, ..Laid::default() })
}

/// With room at the left for the labels of all rows but the first, which has none.
fn layout(ground: &Ground<'_>, axes: &[Axis], colours: &RunColours) -> Layout {
    let of = |labels_px| Layout::new(axes.len(), ground.size_px, labels_px, &colours.legend);
    let ends = |axis: &Axis| Ends::new(of(0.0).cell_height_px - INSET_PX, INSET_PX, Lanes::default(), axis.inverted);
    let labels_px = |axis: &Axis| room_at_the_left(axis, &ends(axis), ground.log2);
    of(axes.iter().skip(1).map(labels_px).fold(0.0, f64::max))
}

pub(super) fn dress(dress: &mut Dress<'_>) -> Result<(), NotLoaded> {
    let frame = dress.frame;
    let columns = frame.panes.len().isqrt();
    let compared = Compared::of(dress.focus);
    let diagonal = frame.panes.iter().step_by(columns + 1);
    let compared_columns =
        diagonal.map(|pane| compared.column(dress.table, &pane.x.axis.column)).collect::<Result<Vec<_>, NotLoaded>>()?;
    let mut strongest: Option<(f64, String)> = None;
    for (index, pane) in frame.panes.iter().enumerate() {
        let (row, column) = (index / columns.max(1), index % columns.max(1));
        match (pane.points, row == column) {
            (true, _) => draw::border(&mut dress.scene, frame, pane.area),
            (false, true) => {
                draw::border(&mut dress.scene, frame, pane.area);
                if let Some(spread) = frame.findings.spreads.get(row) {
                    spread.draw(&mut dress.scene, pane.area, &frame.palette, dress.focus);
                }
                draw::name(&mut dress.scene, frame, pane);
            }
            (false, false) => {
                let (x, y) = (&pane.x.axis.column, &pane.y.axis.column);
                let (Some(of_x), Some(of_y)) = (compared_columns.get(column), compared_columns.get(row)) else { continue };
                let likeness = Likeness::of(&compared, of_x, of_y);
                draw::likeness(&mut dress.scene, frame, &likeness, pane.area);
                let strength = likeness.coefficient.map(f64::abs);
                if let Some(strength) = strength.filter(|strength| strongest.as_ref().is_none_or(|(best, _)| strength >= best)) {
                    strongest =
                        Some((strength, [&x.key, " and ", &y.key, ", ", &likeness.text(), " (", &likeness.runs, ")"].concat()));
                }
            }
        }
        dress.labels(pane);
    }
    let sides = || frame.panes.iter().take(columns).map(|pane| &pane.x);
    let names: Vec<&str> = sides().map(|side| side.axis.column.key.as_str()).collect();
    let many = if columns == 1 { "1 column".to_owned() } else { format!("{} columns", count(columns)) };
    dress.scope = format!(" over {many}");
    dress.words = names.join(", ");
    if let Some((_, told)) = strongest {
        dress.words.extend([". The strongest rank correlation: ", &told]);
    }
    dress.words.push('.');
    sides().for_each(|side| dress.tell_without(side));
    Ok(())
}
