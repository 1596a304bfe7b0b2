use runloom_table::NotLoaded;

use super::Dress;
use crate::axis::{AxisData, AxisScale};
use crate::likeness::{Compared, Likeness};
use crate::plot::frame::{Ground, Laid};
use crate::plot::pane::{Pane, Side};
use crate::plot::trend::{means, trend};
use crate::run_colours::RunColours;
use crate::{Mark, Point};

/// The room that the largest points need.
const INSET_PX: f64 = 14.0;

/// Half the length of the line at the mean of a name.
const MEAN_PX: f64 = 16.0;

pub(super) fn lay(ground: &Ground<'_>, colours: &RunColours) -> Result<Laid, NotLoaded> {
    let mut layout = ground.layout(1, colours);
    let (spec, table) = (ground.spec, ground.table);
    let mut panes = Vec::new();
    if let (Some(x), Some(y)) = (spec.one("x"), spec.one("y")) {
        let y = Side::of_column(ground, table, y, layout.pane(0).height - INSET_PX, INSET_PX)?;
        layout = layout.labelled(&y, ground.log2);
        let area = layout.pane(0);
        let x = Side::of_column(ground, table, x, INSET_PX, area.width - INSET_PX)?;
        panes.push(Pane { area, x, y, points: true, brushed: true, labelled: (true, true) });
    }
    let sizes = match spec.one("size") {
        Some(size) => {
            let side = Side::of_column(ground, table, size, 0.0, 1.0)?;
            let number = AxisData::of(table, &size.column)?;
            let size = |run: usize| {
                let number = number.and_then(|data| data.typed.number_at(run)).filter(|_| side.known().contains(run))?;
                side.number_px(ground.log2, number).map(|part| part as f32)
            };
            Some((0..table.rows()).map(size).collect())
        }
        None => None,
    };
    Ok(Laid { extent: layout.extent, panes, sizes, ..Laid::default() })
}

pub(super) fn dress(dress: &mut Dress<'_>) -> Result<(), NotLoaded> {
    let frame = dress.frame;
    let Some(pane) = frame.panes.first() else { return Ok(()) };
    dress.panes();
    let (x, y) = (&pane.x.axis.column, &pane.y.axis.column);
    dress.words = format!("{} by {}", y.key, x.key);
    for (role, word) in [("size", "sized"), ("colour", "coloured")] {
        let name = if role == "size" { dress.spec.one("size").map(|axis| &axis.column) } else { dress.spec.colour.as_ref() };
        if let Some(name) = name {
            dress.words.extend([", ", word, " by ", &name.key]);
        }
    }
    let compared = Compared::of(dress.focus);
    let likeness = Likeness::of(&compared, &compared.column(dress.table, x)?, &compared.column(dress.table, y)?);
    if likeness.coefficient.is_some() {
        dress.words.extend([". Rank correlation ", &likeness.text(), ", ", &likeness.runs]);
    }
    dress.words.push('.');
    dress.tell_without(&pane.x);
    dress.tell_without(&pane.y);
    if dress.spec.options.trend {
        draw_trend(dress, pane)?;
    }
    Ok(())
}

/// A smooth line; where few values run across, their means, joined unless they are names.
fn draw_trend(dress: &mut Dress<'_>, pane: &Pane) -> Result<(), NotLoaded> {
    let (frame, axis) = (dress.frame, &pane.x.axis);
    let runs = dress.focus.rows().filter_map(|run| Some((run, pane.point_px(run, frame.pixel_ratio)?)));
    let lines: Vec<Vec<Point>> = if axis.has_few_values() {
        let Some(data) = AxisData::of(dress.table, &axis.column)? else { return Ok(()) };
        let exact = pane.x.value_px(data, dress.log2);
        let means = means(runs.filter_map(|(run, (_, y))| Some((pane.area.x + exact(run)?, y))).collect());
        match &axis.scale {
            AxisScale::Categories(_) => {
                let tick = |(x, y): &(f64, f64)| vec![Point::new(x - MEAN_PX, *y), Point::new(x + MEAN_PX, *y)];
                means.iter().map(tick).collect()
            }
            _ => vec![means.into_iter().map(|(x, y)| Point::new(x, y)).collect()],
        }
    } else {
        vec![trend(&runs.map(|(_, point)| point).collect::<Vec<_>>()).into_iter().map(|(x, y)| Point::new(x, y)).collect()]
    };
    for points in lines.into_iter().filter(|points| points.len() > 1) {
        let halo = Mark::Polyline { points: points.clone(), width_px: 4.0, colour: frame.palette.panel.with_alpha(200) };
        dress.scene.marks.push(halo);
        dress.scene.marks.push(Mark::Polyline { points, width_px: 2.0, colour: frame.palette.ink });
    }
    Ok(())
}
