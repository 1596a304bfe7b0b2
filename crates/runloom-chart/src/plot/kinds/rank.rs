//! Where the best ranks of a column are, over two others.

use runloom_table::NotLoaded;

use super::Dress;
use crate::axis::{Axis, AxisScale, AxisSpec, Lines};
use crate::colour_scale::{ColourScale, LEVELS};
use crate::number_text::significant;
use crate::plot::frame::{Ground, Laid};
use crate::plot::pane::{INSET_PX, Pane, Side};
use crate::run_colours::{Legend, RunColours};
use crate::{ScaleKind, calendar};

/// What the places of a legend are called, the best first.
const PLACES: [(&str, f64); 5] = [("best", 0.0), ("25 %", 0.25), ("median", 0.5), ("75 %", 0.75), ("worst", 1.0)];

pub(super) fn lay(ground: &Ground<'_>) -> Result<Laid, NotLoaded> {
    let (spec, table) = (ground.spec, ground.table);
    let (Some(x), Some(y), Some(target)) = (spec.one("x"), spec.one("y"), spec.one("target")) else {
        return Ok(Laid::default());
    };
    let lines = Lines::of_runs(table, ground.drawn);
    let mut colours = RunColours::scaled(lines, Some(&target.column), ColourScale::Quantile, &spec.palette, ground.log2)?;
    colours.lowest_is_best = spec.less_is_better(&target.column);
    // The best stand out most: dark on light panels, bright on dark ones.
    if colours.lowest_is_best == spec.palette.panel.is_dark()
        && let Some(ramp) = colours.table.get_mut(..LEVELS)
    {
        ramp.reverse();
    }
    let by_rank = AxisSpec { scale: Some(ScaleKind::Quantile), ..AxisSpec::new(target.column.clone()) };
    let axis = Axis::resolve(table, &by_rank, ground.drawn)?;
    let AxisScale::Numeric(scale) = &axis.scale else {
        let layout = ground.layout(1, &colours);
        let obstacle = format!("{} has no numbers that could be ranked. Choose another target.", target.column.key);
        return Ok(Laid { extent: layout.extent, obstacle: Some(obstacle), ..Laid::default() });
    };
    let entry = |(name, place): (&str, f64)| {
        let place = if colours.lowest_is_best { place } else { 1.0 - place };
        let value = scale.value_at(place);
        let value = if axis.kind == ScaleKind::Time { calendar::tell_moment(value as i64) } else { significant(value, 4) };
        let level = (place * (LEVELS - 1) as f64 + 0.5) as usize;
        (colours.table.get(level).copied().unwrap_or(spec.palette.bar), [name, " ", &value].concat())
    };
    colours.legend = Legend::Categories { entries: PLACES.map(entry).to_vec(), others: 0 };
    let layout = ground.layout(1, &colours);
    let y = Side::of_column(ground, table, y, layout.pane(0).height - INSET_PX, INSET_PX)?;
    let layout = layout.labelled(&y, ground.log2);
    let area = layout.pane(0);
    let x = Side::of_column(ground, table, x, INSET_PX, area.width - INSET_PX)?;
    let panes = vec![Pane { area, x, y, points: true, brushed: true, labelled: (true, true) }];
    Ok(Laid { extent: layout.extent, panes, colours: Some(colours), ..Laid::default() })
}

pub(super) fn dress(dress: &mut Dress<'_>) -> Result<(), NotLoaded> {
    dress.panes();
    dress.over_two("coloured by the rank of ")
}
