//! Results in the order in which runs began, and the best so far.

use runloom_table::{NotLoaded, RowMask};

use super::Dress;
use crate::axis::AxisData;
use crate::legend::small_text;
use crate::number_text::{count, short};
use crate::parallel::run_name;
use crate::plot::findings::Findings;
use crate::plot::frame::{Ground, Laid};
use crate::plot::order::Order;
use crate::plot::pane::{INSET_PX, Pane, Side};
use crate::run_colours::RunColours;
use crate::text_width::text_width;
use crate::{Anchor, Mark, Point, Text, Weight};

/// A search has flattened where so many runs, and a quarter of all, did not improve it.
const LEAST_FLAT: usize = 10;
const FLAT_SHARE: usize = 4;
/// Steps shorter than this in both directions are not drawn.
const LEAST_STEP_PX: f64 = 0.5;

pub(super) fn lay(ground: &Ground<'_>, colours: &RunColours) -> Result<Laid, NotLoaded> {
    let layout = ground.layout(1, colours);
    let Some(target) = ground.spec.one("target") else { return Ok(Laid::default()) };
    let order = Order::of(ground.table, ground.drawn, ground.spec.one("order"))?;
    let notes = order.doubts().into_iter().collect();
    let y = Side::of_column(ground, ground.table, target, layout.pane(0).height - INSET_PX, INSET_PX)?;
    let layout = layout.labelled(&y, ground.log2);
    let area = layout.pane(0);
    let data = AxisData::of(ground.table, &target.column)?;
    let number = |run: usize| data.and_then(|data| data.typed.number_at(run)).filter(|_| y.known().contains(run));
    let in_order = order.rows.iter().map(|run| number(*run as usize).unwrap_or(f64::NAN)).collect();
    let findings = Findings { in_order, ..Findings::default() };
    let x = Side::of_order(ground, order, INSET_PX, area.width - INSET_PX)?;
    let panes = vec![Pane { area, x, y, points: true, brushed: true, labelled: (true, true) }];
    Ok(Laid { extent: layout.extent, panes, notes, findings, ..Laid::default() })
}

/// What the runs in focus tell, one after the other.
struct Course {
    /// Where the best so far changed: position among all drawn runs, and what it became.
    steps: Vec<(usize, f64)>,
    /// The run that is the best.
    best: usize,
    /// How many runs in focus have a number, and how many of them came after the best.
    runs: usize,
    since: usize,
    /// The position of the last one.
    last: usize,
}

impl Course {
    /// `numbers` are what the runs have, in their order; NaN where they have none.
    fn of(order: &Order, numbers: &[f64], focus: &RowMask, minimise: bool) -> Option<Self> {
        let mut course = Self { steps: Vec::new(), best: 0, runs: 0, since: 0, last: 0 };
        let mut best = f64::NAN;
        for (at, (row, number)) in order.rows.iter().zip(numbers).enumerate() {
            let row = *row as usize;
            if number.is_nan() || !focus.contains(row) {
                continue;
            }
            (course.runs, course.since, course.last) = (course.runs + 1, course.since + 1, at);
            if best.is_nan() || if minimise { *number < best } else { *number > best } {
                best = *number;
                course.steps.push((at, best));
                (course.best, course.since) = (row, 0);
            }
        }
        (course.runs > 0).then_some(course)
    }

    fn is_flat(&self) -> bool {
        self.since >= LEAST_FLAT && self.since * FLAT_SHARE >= self.runs
    }
}

pub(super) fn dress(dress: &mut Dress<'_>) -> Result<(), NotLoaded> {
    let frame = dress.frame;
    let Some(pane) = frame.panes.first() else { return Ok(()) };
    let Some(order) = pane.x.order.clone() else { return Ok(()) };
    dress.panes();
    let column = &pane.y.axis.column;
    let minimise = dress.spec.less_is_better(column);
    let better = if minimise { "less" } else { "more" };
    dress.words = [&column.key, ", ", &order.words(), "; ", better, " is better. "].concat();
    dress.tell_without(&pane.y);
    let data = AxisData::of(dress.table, column)?;
    let numeric = data.is_some_and(|data| data.typed.value_type.is_numeric());
    let Some(course) = Course::of(&order, &frame.findings.in_order, dress.focus, minimise).filter(|_| numeric) else {
        dress.words.push_str(if numeric { "No run in focus has a value." } else { "Names have no best." });
        return Ok(());
    };
    let Some((_, best)) = course.steps.last() else { return Ok(()) };
    let position = |at: usize| pane.x.number_px(dress.log2, (at + 1) as f64);
    let place = |(at, number): &(usize, f64)| {
        Some(Point::new(pane.area.x + position(*at)?, pane.area.y + pane.y.number_px(dress.log2, *number)?))
    };
    let mut line: Vec<Point> = Vec::new();
    for at in course.steps.iter().filter_map(place) {
        match line.last().copied() {
            Some(last) if at.x - last.x < LEAST_STEP_PX && (at.y - last.y).abs() < LEAST_STEP_PX => {}
            Some(last) => line.extend([Point::new(at.x, last.y), at]),
            None => line.push(at),
        }
    }
    let found = line.last().copied();
    if let (Some(found), Some(end)) = (found, position(course.last)) {
        line.push(Point::new((pane.area.x + end).max(found.x), found.y));
    }
    for (width_px, colour) in [(4.0, frame.palette.panel.with_alpha(200)), (2.0, frame.palette.ink)] {
        dress.scene.marks.push(Mark::Polyline { points: line.clone(), width_px, colour });
    }
    let since = match course.since {
        0 => "by the last run".to_owned(),
        1 => "1 run ago".to_owned(),
        runs => [&count(runs), " runs ago"].concat(),
    };
    if let Some(found) = found {
        dress.mark_best(found, &short(*best), &since);
    }
    let improvements = course.steps.len().saturating_sub(1);
    dress.words.extend(["Best ", &short(*best), " of ", &run_name(dress.table, course.best), ", found "]);
    dress.words.push_str(&since);
    dress.words.extend([", after ", &count(improvements), if improvements == 1 { " improvement" } else { " improvements" }]);
    dress.words.extend([" in ", &count(course.runs), " runs"]);
    dress.words.push_str(if course.is_flat() { ": it has flattened." } else { "." });
    Ok(())
}

impl Dress<'_> {
    /// A ring where the best was found, and what it is, beside it and within the pane.
    fn mark_best(&mut self, at: Point, best: &str, since: &str) {
        let (frame, Some(pane)) = (self.frame, self.frame.panes.first()) else { return };
        let palette = &frame.palette;
        for (radius_px, colour) in [(5.5, palette.ink), (4.0, palette.panel), (2.6, palette.accent)] {
            self.scene.marks.push(Mark::Circle { centre: at, radius_px, colour });
        }
        let text = [best, " · ", since].concat();
        let is_at_right = at.x + 16.0 + text_width(&text, 12.0, true) > pane.area.x + pane.area.width;
        let is_low = at.y > pane.area.y + pane.area.height / 2.0;
        let (x, anchor) =
            if is_at_right { (pane.area.x + pane.area.width - 4.0, Anchor::End) } else { (at.x + 9.0, Anchor::Start) };
        let away_px = if is_at_right { 20.0 } else { 14.5 };
        let y = if is_low { at.y - away_px } else { at.y + away_px };
        let text = Text {
            at: Point::new(x, y),
            text,
            size_px: 12.0,
            weight: Weight::Bold,
            anchor,
            halo: Some(palette.panel),
            ..small_text(palette.ink)
        };
        self.scene.marks.push(Mark::Text(text));
    }
}
