//! Which runs no other run beats in two results at once.

mod front;

use runloom_table::{ColumnName, NotLoaded, RowMask};

use super::Dress;
use crate::axis::{AxisData, AxisSpec};
use crate::number_text::{count, short};
use crate::parallel::run_name;
use crate::plot::frame::{Ground, Laid};
use crate::plot::pane::{INSET_PX, Pane, Side};
use crate::plot::spec::minimises;
use crate::run_colours::{Legend, RunColours};
use crate::{Mark, Point};
use front::{Candidate, front};

/// How many runs of the front are named.
const NAMED: usize = 4;
/// The most that are drawn as points of their own.
const MOST_MARKS: usize = 2000;

pub(super) fn lay(ground: &Ground<'_>, page: &RunColours) -> Result<Laid, NotLoaded> {
    let (spec, table, palette) = (ground.spec, ground.table, &ground.spec.palette);
    let beaten = palette.soft_ink.towards(palette.context, 1, 2);
    let colours = RunColours { codes: vec![0; table.rows()], table: vec![beaten], legend: Legend::None, ..page.clone() };
    let layout = ground.layout(1, &colours);
    let (Some(x), Some(y)) = (spec.one("x"), spec.one("y")) else { return Ok(Laid::default()) };
    let names = [x, y].into_iter().find(|axis| !is_numeric(ground, axis));
    let obstacle =
        names.map(|axis| format!("{} holds names, of which none is better. Choose a column of numbers.", axis.column.key));
    let y = Side::of_column(ground, table, y, layout.pane(0).height - INSET_PX, INSET_PX)?;
    let layout = layout.labelled(&y, ground.log2);
    let area = layout.pane(0);
    let x = Side::of_column(ground, table, x, INSET_PX, area.width - INSET_PX)?;
    let panes = vec![Pane { area, x, y, points: true, brushed: true, labelled: (true, true) }];
    Ok(Laid { extent: layout.extent, panes, colours: Some(colours), obstacle, ..Laid::default() })
}

fn is_numeric(ground: &Ground<'_>, axis: &AxisSpec) -> bool {
    let data = AxisData::of(ground.table, &axis.column).ok().flatten();
    data.is_some_and(|data| data.typed.value_type.is_numeric() || data.typed.numbers.iter().flatten().any(f64::is_finite))
}

pub(super) fn dress(dress: &mut Dress<'_>) -> Result<(), NotLoaded> {
    let frame = dress.frame;
    let Some(pane) = frame.panes.first() else { return Ok(()) };
    dress.panes();
    let (x, y, options) = (&pane.x.axis.column, &pane.y.axis.column, dress.spec.options);
    let (less_x, less_y) = (minimises(x, options.minimise_x), minimises(y, options.minimise));
    let words = |less: bool, column: &ColumnName| [if less { "less " } else { "more " }, &column.key].concat();
    dress.words = [&words(less_y, y), " and ", &words(less_x, x), " are better. "].concat();
    dress.tell_without(&pane.x);
    dress.tell_without(&pane.y);
    let (Some(of_x), Some(of_y)) = (AxisData::of(dress.table, x)?, AxisData::of(dress.table, y)?) else { return Ok(()) };
    let mut runs: RowMask = dress.focus.clone();
    runs.and(pane.x.known());
    runs.and(pane.y.known());
    let better = |number: f64, less: bool| if less { 0.0 - number } else { number + 0.0 };
    let candidate = |run: usize| {
        let (x, y) = (of_x.typed.number_at(run)?, of_y.typed.number_at(run)?);
        Some(Candidate { x: better(x, less_x), y: better(y, less_y), run })
    };
    let candidates: Vec<Candidate> = runs.rows().filter_map(candidate).collect();
    let compared = candidates.len();
    let front = front(candidates);
    let number = |one: &Candidate| (better(one.x, less_x), better(one.y, less_y));
    let place = |one: &Candidate| {
        let (x, y) = number(one);
        Some(Point::new(pane.area.x + pane.x.number_px(dress.log2, x)?, pane.area.y + pane.y.number_px(dress.log2, y)?))
    };
    let corners: Vec<Point> = front.iter().filter_map(place).collect();
    let (right, bottom) = (pane.area.x + pane.area.width, pane.area.y + pane.area.height);
    let worst = |upward: bool, low: f64, high: f64| if upward { low } else { high };
    let mut line: Vec<Point> = Vec::new();
    if let (Some(first), Some(last)) = (corners.first(), corners.last()) {
        let is_up = |ends: crate::axis::Ends| ends.one_px > ends.zero_px;
        line.push(Point::new(first.x, worst(is_up(pane.y.ends) != less_y, pane.area.y, bottom)));
        for pair in corners.windows(2) {
            if let [from, to] = pair {
                line.extend([*from, Point::new(to.x, from.y)]);
            }
        }
        line.push(*last);
        line.push(Point::new(worst(is_up(pane.x.ends) != less_x, pane.area.x, right), last.y));
    }
    line.dedup();
    if line.len() > 1 {
        dress.scene.marks.push(Mark::Polyline { points: line, width_px: 1.5, colour: frame.palette.bar });
    }
    for centre in corners.into_iter().take(MOST_MARKS) {
        for (radius_px, colour) in [(4.6, frame.palette.panel), (3.4, frame.palette.bar)] {
            dress.scene.marks.push(Mark::Circle { centre, radius_px, colour });
        }
    }
    if front.len() > MOST_MARKS {
        dress.left_out.push(format!("{} of {} runs on the front are drawn as points.", count(MOST_MARKS), count(front.len())));
    }
    let are = if front.len() == 1 { " run is" } else { " runs are" };
    dress.words.extend([&count(front.len()), are, " on the front of ", &count(compared)]);
    let mut names: Vec<String> = Vec::new();
    for one in front.iter().take(NAMED) {
        let (across, up) = number(one);
        names.push([&run_name(dress.table, one.run), " (", &short(across), ", ", &short(up), ")"].concat());
    }
    if front.len() > NAMED {
        names.push([&count(front.len() - NAMED), " more"].concat());
    }
    if !names.is_empty() {
        dress.words.extend([": ", &names.join(", ")]);
    }
    dress.words.push('.');
    Ok(())
}
