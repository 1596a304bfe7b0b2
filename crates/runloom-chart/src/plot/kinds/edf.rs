use runloom_table::NotLoaded;

use super::Dress;
use super::split::without_legend;
use super::values::ascending;
use crate::axis::{AxisScale, AxisSpec};
use crate::log2::Log2;
use crate::number_text::{count, short};
use crate::plot::crosshair::Curve;
use crate::plot::findings::Findings;
use crate::plot::frame::{Ground, Laid};
use crate::plot::groups::Groups;
use crate::plot::layout::Layout;
use crate::plot::pane::{INSET_PX, Pane, Side};
use crate::plot::statistics::quantile;
use crate::run_colours::RunColours;
use crate::{Colour, Mark, Point, ScaleKind, calendar};

pub(super) fn lay(ground: &Ground<'_>, colours: &RunColours) -> Result<Laid, NotLoaded> {
    let Some(target) = ground.spec.one("target") else { return Ok(Laid::default()) };
    let probe = Side::of_column(ground, ground.table, target, 0.0, 1.0)?;
    let mut known = probe.known().clone();
    known.and(ground.drawn);
    let split = Groups::split(ground, &known)?;
    let (legend, colours) = without_legend(ground, split.as_ref(), colours);
    let layout = Layout::new(1, ground.size_px.0, ground.size_px.1, &legend);
    let area = layout.pane(0);
    let target = &AxisSpec { inverted: false, ..target.clone() };
    let x = Side::of_column(ground, ground.table, target, INSET_PX, area.width - INSET_PX)?;
    let y = Side::of_range(ground, "share of runs", (0.0, 1.0), area.height - 1.0, INSET_PX);
    let mut runs = ascending(ground, &x)?;
    if let Some(split) = &split {
        runs = runs.in_groups(split);
    }
    let key = &target.column.key;
    let obstacle = runs
        .runs
        .is_empty()
        .then(|| format!("No run in the filter has a number for {key}. Choose another column, or loosen the filter."));
    let panes = vec![Pane { area, x, y, points: false, brushed: true, labelled: (true, true) }];
    let findings = Findings { split, ascending: runs, ..Findings::default() };
    Ok(Laid { extent: layout.extent, panes, colours: Some(colours), obstacle, findings, ..Laid::default() })
}

pub(super) fn dress(dress: &mut Dress<'_>) {
    let frame = dress.frame;
    let Some(pane) = frame.panes.first() else { return };
    let target = &pane.x.axis.column;
    let (runs, split) = (&frame.findings.ascending, frame.findings.split.as_ref());
    dress.panes();
    if *dress.focus != frame.drawn {
        draw(dress, pane, &steps(pane, dress.log2, &runs.numbers), 2.0, frame.palette.context);
    }
    let values = runs.by_group(dress.focus, split.map_or(1, |split| split.list.len()));
    let colours = split.map_or_else(|| vec![frame.palette.bar], |split| split.colours(&frame.palette));
    for (at, (values, colour)) in values.iter().zip(colours).enumerate().filter(|(_, (values, _))| !values.is_empty()) {
        let name = split.and_then(|split| split.list.get(at)).map_or("share of runs", |group| group.name.as_str());
        let steps = steps(pane, dress.log2, values);
        draw(dress, pane, &steps, 1.8, colour);
        dress.curves.push(Curve { name: name.to_owned(), colour, steps });
    }
    dress.words.clone_from(&target.key);
    if let Some(split) = split {
        dress.words.extend([" by ", &split.axis.column.key]);
        let runs: Vec<usize> = values.iter().map(Vec::len).collect();
        dress.split_legend(split, &runs);
        for (at, values) in values.iter().enumerate().filter(|(_, values)| !values.is_empty()) {
            let facts = quartiles(pane, values).into_iter().map(|(label, value)| (label.to_owned(), value)).collect();
            dress.legend_part(split, at, values.len(), facts);
        }
        dress.tell_others(split);
    }
    let together = if split.is_some() { runs.together(dress.focus) } else { Vec::new() };
    let focus = if split.is_some() { &together[..] } else { values.first().map_or(&[][..], Vec::as_slice) };
    dress.words.extend([", n = ", &count(focus.len())]);
    for (label, value) in quartiles(pane, focus) {
        dress.words.extend([", ", label, " ", &value]);
    }
    dress.words.push('.');
    dress.tell_without(&pane.x);
    if let Some(split) = split {
        dress.tell_ungrouped(split);
    }
}

/// The quartiles in words.
fn quartiles(pane: &Pane, ascending: &[f64]) -> Vec<(&'static str, String)> {
    let tell = |value: f64| match pane.x.axis.kind {
        ScaleKind::Time => calendar::tell_moment(value as i64),
        _ => short(value),
    };
    let parts = [("first quartile", 0.25), ("median", 0.5), ("third quartile", 0.75)];
    parts.into_iter().filter_map(|(label, part)| Some((label, tell(quantile(ascending, part)?)))).collect()
}

/// Beyond so many values the curve is looked at twice a pixel.
const MOST_STEPS: usize = 2000;

/// Where the share of values up to a place grows: places in css pixels of the pane, and the share from there on.
fn steps(pane: &Pane, log2: &Log2, ascending: &[f64]) -> Vec<(f64, f64)> {
    let n = ascending.len() as f64;
    if ascending.len() <= MOST_STEPS {
        let mut below = 0;
        let step = |same: &[f64]| {
            below += same.len();
            Some((pane.x.number_px(log2, *same.first()?)?, below as f64 / n))
        };
        return ascending.chunk_by(|a, b| a >= b).filter_map(step).collect();
    }
    let AxisScale::Numeric(scale) = &pane.x.axis.scale else { return Vec::new() };
    let share = |half: usize| {
        let x_px = half as f64 / 2.0;
        let place = pane.x.ends.place(x_px);
        let value = scale.value_at(place);
        let up_to = if place < 0.0 { 0 } else { ascending.partition_point(|known| *known <= value) };
        (x_px, up_to as f64 / n)
    };
    let mut steps: Vec<(f64, f64)> = (0..=(pane.area.width * 2.0) as usize).map(share).collect();
    steps.dedup_by(|b, a| b.1 <= a.1);
    steps
}

fn draw(dress: &mut Dress<'_>, pane: &Pane, steps: &[(f64, f64)], width_px: f64, colour: Colour) {
    let (area, mut before) = (pane.area, 0.0);
    let y = |share: f64| area.y + pane.y.ends.height_px(share);
    let mut points = vec![Point::new(area.x, y(0.0))];
    for (x_px, share) in steps {
        points.extend([Point::new(area.x + x_px, y(before)), Point::new(area.x + x_px, y(*share))]);
        before = *share;
    }
    points.push(Point::new(area.x + area.width, y(before)));
    dress.scene.marks.push(Mark::Polyline { points, width_px, colour });
}
