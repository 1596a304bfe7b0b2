//! A column against each of several.

use runloom_table::NotLoaded;

use super::Dress;
use crate::axis::Lines;
use crate::legend::small_text;
use crate::likeness::{Compared, Likeness};
use crate::plot::frame::{Ground, Laid};
use crate::plot::order::Order;
use crate::plot::pane::{INSET_PX, Pane, Side};
use crate::run_colours::{Legend, RunColours};
use crate::{Mark, Point, Text};

pub(super) fn lay(ground: &Ground<'_>, page: &RunColours) -> Result<Laid, NotLoaded> {
    let (spec, table) = (ground.spec, ground.table);
    let (mut colours, mut notes) = (page.clone(), Vec::new());
    if spec.colour.is_none() {
        let order = Order::of(table, ground.drawn, spec.one("order"))?;
        colours = by_order(ground, &order)?;
        notes.extend(order.doubts());
    }
    let params = spec.role("params");
    let layout = ground.layout(params.len(), &colours);
    let Some(target) = spec.one("target") else { return Ok(Laid::default()) };
    let y = Side::of_column(ground, table, target, layout.pane(0).height - INSET_PX, INSET_PX)?;
    let layout = layout.labelled(&y, ground.log2);
    let mut panes: Vec<Pane> = Vec::with_capacity(params.len());
    for (index, param) in params.iter().enumerate() {
        let area = layout.pane(index);
        let x = Side::of_column(ground, table, param, INSET_PX, area.width - INSET_PX)?;
        panes.push(Pane { area, x, y: y.clone(), points: true, brushed: true, labelled: (true, layout.is_first(index)) });
    }
    Ok(Laid { extent: layout.extent, panes, colours: Some(colours), notes, ..Laid::default() })
}

/// Early runs at one end of the ramp, late ones at the other.
fn by_order(ground: &Ground<'_>, order: &Order) -> Result<RunColours, NotLoaded> {
    let (positions, name) = order.positions(ground.table.rows());
    let lines = Lines::of_runs(&positions, ground.drawn);
    let mut colours = RunColours::of(lines, Some(&name), &ground.spec.palette, ground.log2)?;
    if let Legend::Ramp { low, high, .. } = &mut colours.legend {
        (*low, *high) = ("first".to_owned(), "last".to_owned());
    }
    colours.lowest_is_best = false;
    Ok(colours)
}

pub(super) fn dress(dress: &mut Dress<'_>) -> Result<(), NotLoaded> {
    let frame = dress.frame;
    dress.panes();
    let Some(first) = frame.panes.first() else { return Ok(()) };
    let target = &first.y.axis.column;
    let names: Vec<&str> = frame.panes.iter().map(|pane| pane.x.axis.column.key.as_str()).collect();
    dress.words = [&target.key, " by ", &names.join(", ")].concat();
    match &dress.spec.colour {
        Some(colour) => dress.words.extend([", coloured by ", &colour.key]),
        None => dress.words.push_str(", coloured from the first to the last run"),
    }
    let mut strongest: Option<(f64, String)> = None;
    let compared = Compared::of(dress.focus);
    let of_target = compared.column(dress.table, target)?;
    for pane in &frame.panes {
        let likeness = Likeness::of(&compared, &compared.column(dress.table, &pane.x.axis.column)?, &of_target);
        let Some(strength) = likeness.coefficient.map(f64::abs) else { continue };
        if strongest.as_ref().is_none_or(|(best, _)| strength > *best) {
            strongest = Some((strength, [&pane.x.axis.column.key, ", ", &likeness.text(), " (", &likeness.runs, ")"].concat()));
        }
    }
    if let Some((_, told)) = strongest {
        dress.words.extend([". The strongest rank correlation: ", &told]);
    }
    dress.words.push('.');
    dress.tell_without(&first.y);
    for pane in &frame.panes {
        dress.tell_without(&pane.x);
        if pane.x.known().count() == 0 {
            let at = Point::new(pane.area.x + pane.area.width / 2.0, pane.area.y + pane.area.height / 2.0);
            dress.scene.marks.push(Mark::Text(Text { at, text: "no values".to_owned(), ..small_text(frame.palette.soft_ink) }));
        }
    }
    Ok(())
}
