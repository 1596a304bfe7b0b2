//! What a column is, as a surface over two others, beneath the runs.

mod surface;

use runloom_table::NotLoaded;

use super::Dress;
use crate::Area;
use crate::axis::{Axis, AxisData, AxisScale, AxisSpec, Lines};
use crate::colour_scale::LEVELS;
use crate::log2::Log2;
use crate::plot::findings::Findings;
use crate::plot::frame::{Ground, Laid};
use crate::plot::pane::{INSET_PX, Pane, Side};
use crate::run_colours::RunColours;
use surface::Cells;
pub(in crate::plot) use surface::Field;

/// How many cells a side of numbers has, and a side of categories at most.
const CELLS: usize = 48;
const MOST_CATEGORIES: usize = 200;
/// The widest gap between few values, as a part of a side, over which the surface goes on.
const WIDEST_GAP: f64 = 0.34;

pub(super) fn lay(ground: &Ground<'_>) -> Result<Laid, NotLoaded> {
    let (spec, table) = (ground.spec, ground.table);
    let (Some(x), Some(y), Some(target)) = (spec.one("x"), spec.one("y"), spec.one("target")) else {
        return Ok(Laid::default());
    };
    let lines = Lines::of_runs(table, ground.drawn);
    let mut colours = RunColours::of(lines, Some(&target.column), &spec.palette, ground.log2)?;
    colours.lowest_is_best = spec.less_is_better(&target.column);
    let layout = ground.layout(1, &colours);
    let extent = layout.extent;
    let refuse = |obstacle: String| Ok(Laid { extent, obstacle: Some(obstacle), ..Laid::default() });
    let of_target = Axis::resolve(table, &AxisSpec::new(target.column.clone()), ground.drawn)?;
    if !matches!(of_target.scale, AxisScale::Numeric(_)) {
        return refuse(format!("{} has no numbers, so it has no surface. Choose another target.", target.column.key));
    }
    let mut axes = Vec::with_capacity(2);
    for column in [x, y] {
        let axis = Axis::resolve(table, column, ground.drawn)?;
        if categories(&axis) > MOST_CATEGORIES {
            let key = &axis.column.key;
            return refuse(format!(
                "{key} has more than {MOST_CATEGORIES} categories, too many for a surface. Choose another column."
            ));
        }
        axes.push(axis);
    }
    let (Some(y), Some(x)) = (axes.pop(), axes.pop()) else { return Ok(Laid::default()) };
    let (height, inset_px) = (layout.pane(0).height, inset_of(&y, layout.pane(0).height));
    let y = Side::of_axis(ground, table, y, height - inset_px, inset_px)?;
    let layout = layout.labelled(&y, ground.log2);
    let area = layout.pane(0);
    let inset_px = inset_of(&x, area.width);
    let x = Side::of_axis(ground, table, x, inset_px, area.width - inset_px)?;
    let field = field(ground, &of_target, [&x, &y], area)?;
    let findings = Findings { field, ..Findings::default() };
    let panes = vec![Pane { area, x, y, points: true, brushed: true, labelled: (true, true) }];
    Ok(Laid { extent, panes, colours: Some(colours), findings, ringed: true, ..Laid::default() })
}

/// The cells along a side: where the first begins, in css pixels of the pane, how long each is and how many there are.
fn cells(side: &Side, length_px: f64, log2: &Log2) -> Cells {
    match &side.axis.scale {
        AxisScale::Categories(categories) => {
            let count = categories.len().max(1);
            Cells { first_px: 0.0, length_px: length_px / count as f64, count, names: true, least: 0.0 }
        }
        scale => {
            let (low, high) = (side.ends.zero_px.min(side.ends.one_px), side.ends.zero_px.max(side.ends.one_px));
            Cells {
                first_px: low,
                length_px: (high - low) / CELLS as f64,
                count: CELLS,
                names: false,
                least: gap(scale, side.axis.survey.distinct.as_deref(), log2),
            }
        }
    }
}

/// How wide means have to be so that they bridge the gaps between few values, but for those that are too wide; 0 where values are many.
fn gap(scale: &AxisScale, distinct: Option<&[f64]>, log2: &Log2) -> f64 {
    let (AxisScale::Numeric(scale), Some(distinct)) = (scale, distinct) else { return 0.0 };
    let gaps = distinct.windows(2).map(|pair| match pair {
        [a, b] => scale.place(*b, log2) - scale.place(*a, log2),
        _ => 0.0,
    });
    gaps.filter(|gap| *gap <= WIDEST_GAP).fold(0.0, f64::max) * 0.6
}

/// Which cell each run is in, and how high it stands.
fn field(ground: &Ground<'_>, target: &Axis, [x, y]: [&Side; 2], area: Area) -> Result<Option<Field>, NotLoaded> {
    let data = |axis: &Axis| AxisData::of(ground.table, &axis.column);
    let AxisScale::Numeric(scale) = &target.scale else { return Ok(None) };
    let (Some(of_target), Some(of_x), Some(of_y)) = (data(target)?, data(&x.axis)?, data(&y.axis)?) else { return Ok(None) };
    let mapper = scale.mapper(ground.log2);
    let (x_of, y_of) = (x.value_px(of_x, ground.log2), y.value_px(of_y, ground.log2));
    let mut field = Field::new(cells(x, area.width, ground.log2), cells(y, area.height, ground.log2), ground.table.rows());
    for run in ground.drawn.rows() {
        let number = of_target.typed.number_at(run).filter(|number| number.is_finite() && !(scale.log && *number <= 0.0));
        if let (Some(number), Some(x_px), Some(y_px)) = (number, x_of(run), y_of(run)) {
            field.put(run, x_px, y_px, mapper.place(number));
        }
    }
    Ok(Some(field))
}

/// How many categories an axis has; none where it has numbers.
fn categories(axis: &Axis) -> usize {
    if let AxisScale::Categories(categories) = &axis.scale { categories.len() } else { 0 }
}

/// The room between the border and the outermost values: half of what each category has.
fn inset_of(axis: &Axis, length_px: f64) -> f64 {
    match &axis.scale {
        AxisScale::Categories(categories) => length_px / (2 * categories.len().max(1)) as f64,
        _ => INSET_PX,
    }
}

pub(super) fn dress(dress: &mut Dress<'_>) -> Result<(), NotLoaded> {
    let frame = dress.frame;
    let (Some(pane), Some(field)) = (frame.panes.first(), &frame.findings.field) else { return Ok(()) };
    let Cells { first_px: left_px, length_px: width_px, .. } = field.x;
    let Cells { first_px: top_px, length_px: height_px, .. } = field.y;
    for (column, row, place) in field.surface(dress.focus) {
        let level = (place.clamp(0.0, 1.0) * (LEVELS - 1) as f64 + 0.5) as usize;
        let Some(colour) = frame.colours.table.get(level) else { continue };
        let (left, top) = (left_px + column as f64 * width_px, top_px + row as f64 * height_px);
        let area = Area::new(pane.area.x + left, pane.area.y + top, width_px, height_px);
        dress.fills.push((area, *colour));
    }
    dress.panes();
    dress.over_two("over a surface of ")?;
    if dress.fills.is_empty() {
        dress.left_out.push("No run in focus has values of all three columns, so there is no surface.".to_owned());
    } else {
        dress.words.push_str(" The surface is the mean of the runs nearby and is blank far from all of them.");
    }
    Ok(())
}
