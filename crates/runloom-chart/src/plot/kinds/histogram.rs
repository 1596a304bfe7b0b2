use runloom_table::{ColumnName, NotLoaded, RowMask};

use super::Dress;
use crate::axis::{AxisData, AxisScale, AxisSpec, Interval, interval_words};
use crate::number_text::count;
use crate::plot::PlotPart;
use crate::plot::frame::{Ground, Laid};
use crate::plot::pane::{INSET_PX, Pane, Side};
use crate::run_colours::{Legend, RunColours};
use crate::{Area, Colour, Mark};

/// How many bars a column of numbers has at most, and of categories.
const MOST_BARS: usize = 48;

/// How values fall into bars.
struct Bars<'a> {
    count: usize,
    of_run: Box<dyn Fn(usize) -> Option<usize> + 'a>,
}

impl<'a> Bars<'a> {
    fn of(side: &'a Side, data: AxisData<'a>, runs: usize, log2: &'a crate::log2::Log2) -> Self {
        match &side.axis.scale {
            AxisScale::Empty => Self { count: 0, of_run: Box::new(|_| None) },
            AxisScale::Categories(categories) => {
                Self { count: categories.len().min(MOST_BARS), of_run: categories.rank_of_rows(data) }
            }
            AxisScale::Numeric(scale) => {
                let bars = if scale.low < scale.high { bars_for(side, runs) } else { 1 };
                let (mapper, numbers) = (scale.mapper(log2), data.typed.numbers.values());
                let last = bars - 1;
                let place = move |run: usize| Some(((mapper.place(*numbers.get(run)?) * bars as f64) as usize).min(last));
                Self { count: bars, of_run: Box::new(place) }
            }
        }
    }

    fn counts(&self, runs: &RowMask, known: &RowMask) -> Vec<usize> {
        let mut counts = vec![0; self.count];
        let mut runs = runs.clone();
        runs.and(known);
        for run in runs.rows() {
            if let Some(count) = (self.of_run)(run).and_then(|bar| counts.get_mut(bar)) {
                *count += 1;
            }
        }
        counts
    }
}

/// As many bars as there are values where these are few, else the square root of the runs (10 to 48).
fn bars_for(side: &Side, runs: usize) -> usize {
    match &side.axis.survey.distinct {
        Some(_) => 24,
        None => (libm::sqrt(runs as f64) as usize).clamp(10, MOST_BARS),
    }
}

pub(super) fn lay(ground: &Ground<'_>, colours: &RunColours) -> Result<Laid, NotLoaded> {
    let (spec, table) = (ground.spec, ground.table);
    let plain = RunColours { legend: Legend::None, ..colours.clone() };
    let layout = ground.layout(1, &plain);
    let area = layout.pane(0);
    let mut panes = Vec::new();
    let mut obstacle = None;
    if let Some(x) = spec.one("x") {
        let x = Side::of_column(ground, table, x, INSET_PX, area.width - INSET_PX)?;
        let counts = match AxisData::of(table, &x.axis.column)? {
            Some(data) => Bars::of(&x, data, ground.drawn.count(), ground.log2).counts(ground.drawn, x.known()),
            None => Vec::new(),
        };
        let most = counts.into_iter().max().unwrap_or_default();
        if most == 0 {
            obstacle = Some(format!("No run has a value of {} that can be counted.", x.axis.column.key));
        }
        let y = Side::of_range(ground, "runs", (0.0, most.max(1) as f64), area.height - 1.0, INSET_PX);
        panes.push(Pane { area, x, y, points: false, brushed: true, labelled: (true, true) });
    }
    Ok(Laid { extent: layout.extent, panes, colours: Some(plain), sizes: None, obstacle })
}

pub(super) fn dress(dress: &mut Dress<'_>) -> Result<(), NotLoaded> {
    let frame = dress.frame;
    let Some(pane) = frame.panes.first() else { return Ok(()) };
    dress.panes();
    let column = pane.x.axis.column.clone();
    let Some(data) = AxisData::of(dress.table, &column)? else { return Ok(()) };
    let bars = Bars::of(&pane.x, data, frame.drawn.count(), dress.log2);
    let all = bars.counts(&frame.drawn, pane.x.known());
    let focus = bars.counts(dress.focus, pane.x.known());
    let width = (pane.area.width - 2.0 * INSET_PX) / bars.count.max(1) as f64;
    for (bar, (all, focus)) in all.iter().zip(&focus).enumerate().filter(|(_, (all, _))| **all > 0) {
        let left = pane.area.x + INSET_PX + bar as f64 * width;
        let bar_area = |count: usize| {
            let top = pane.area.y + pane.y.number_px(dress.log2, count as f64).unwrap_or(pane.area.height);
            let bottom = pane.area.y + pane.area.height - 1.0;
            Area::new(left + 0.5, top.min(bottom - 1.0), (width - 1.0).max(1.0), (bottom - top).max(1.0))
        };
        let mut rect = |count: usize, colour: Colour| {
            if count > 0 {
                dress.scene.marks.push(Mark::Rect { area: bar_area(count), radius_px: 0.0, fill: Some(colour), border: None });
            }
        };
        rect(*all, frame.palette.context);
        rect(*focus, frame.palette.bar);
        let interval = pane.x.axis.interval_between(&pane.x.ends, left - pane.area.x + 0.01, left - pane.area.x + width - 0.01);
        dress.parts.push(part(dress.table, &column, interval, bar_area(*all), (*focus, *all)));
    }
    dress.words = format!("{}, {} bars", column.key, bars.count);
    if let Some(fullest) = dress.parts.iter().max_by_key(|part| part.facts.len()) {
        dress.words.extend([". ", &fullest.name]);
    }
    dress.words.push('.');
    dress.tell_without(&pane.x);
    Ok(())
}

fn part(
    table: &runloom_table::RunTable,
    column: &ColumnName,
    interval: Option<Interval>,
    area: Area,
    (focus, all): (usize, usize),
) -> PlotPart {
    let name = match &interval {
        Some(interval) => interval_words(table, &AxisSpec::new(column.clone()), interval),
        None => column.key.clone(),
    };
    let mut facts = vec![("runs".to_owned(), count(focus))];
    if focus < all {
        facts.push(("before brushes".to_owned(), count(all)));
    }
    PlotPart { area, name, facts, intervals: interval.map(|interval| (column.clone(), interval)).into_iter().collect() }
}
