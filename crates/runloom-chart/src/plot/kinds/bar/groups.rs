use runloom_table::NotLoaded;

use super::value_side;
use crate::ScaleKind;
use crate::axis::AxisSpec;
use crate::number_text::{count, percent, short};
use crate::plot::bands::room;
use crate::plot::findings::Findings;
use crate::plot::frame::{Ground, Laid};
use crate::plot::groups::{Groups, Wish};
use crate::plot::kinds::Dress;
use crate::plot::kinds::bars::Bars;
use crate::plot::kinds::values::ascending;
use crate::plot::pane::{Pane, Side};
use crate::plot::statistics::{Estimate, mean, median};
use crate::plot::{PlotPart, Statistic};
use crate::run_colours::{Legend, RunColours};
use crate::{Area, Mark, Palette, Point};

const BAND_PX: f64 = 27.0;

/// What is told of each group of some runs, and of how many runs it is.
struct Found(Vec<(Option<Estimate>, usize)>);

impl Found {
    fn of(statistic: Statistic, values: &[Vec<f64>]) -> Self {
        let all: usize = values.iter().map(Vec::len).sum();
        let exactly = |value: &f64| Estimate { value: *value, between: None };
        let found = |values: &Vec<f64>| match statistic {
            Statistic::Mean => mean(values),
            Statistic::Median => median(values),
            Statistic::Min => values.first().map(exactly),
            Statistic::Max => values.last().map(exactly),
            Statistic::Share => (!values.is_empty()).then(|| exactly(&(values.len() as f64 / all as f64 * 100.0))),
        };
        Self(values.iter().map(|values| (found(values), values.len())).collect())
    }

    fn values(&self) -> Vec<Option<f64>> {
        self.0.iter().map(|(found, _)| found.map(|found| found.value)).collect()
    }

    /// The smallest and the largest number that has to have room.
    fn range(&self, (low, high): (f64, f64)) -> (f64, f64) {
        self.0.iter().filter_map(|(found, _)| *found).fold((low, high), |(low, high), found| {
            let (a, b) = found.between.unwrap_or((found.value, found.value));
            (low.min(a), high.max(b))
        })
    }
}

pub(super) fn lay(ground: &Ground<'_>, value: &AxisSpec, by: &AxisSpec, colours: &RunColours) -> Result<Laid, NotLoaded> {
    const WISH: Wish = Wish { categories: 40, ranges: 8, runs_a_number: 1, others: true };
    let mut groups = Groups::of(ground.table, by, ground.drawn, WISH)?.in_bands();
    let statistic = ground.spec.options.statistic;
    let x = Side::of_column(ground, ground.table, value, 0.0, 1.0)?;
    let runs = ascending(ground, &x)?.in_groups(&groups);
    let values = runs.by_group(ground.drawn, groups.list.len());
    let less = statistic != Statistic::Share && ground.spec.less_is_better(&value.column);
    let found = Found::of(statistic, &values);
    let order = groups.best_first(less, &found.values());
    let runs = runs.in_groups(&groups);
    let whole = order.iter().filter_map(|group| found.0.get(*group).copied()).collect();
    let (extent, area) = room(ground, &groups, BAND_PX, &Legend::None);
    let obstacle = groups.obstacle(ground.drawn, &x);
    let y = Side::of_groups(ground, &groups, 4.0, area.height - 4.0, false);
    let panes = vec![Pane { area, x: x.computed(&value.column.key), y, points: false, brushed: true, labelled: (true, true) }];
    let colours = RunColours { legend: Legend::None, ..colours.clone() };
    let findings = Findings { bands: Some(groups), ascending: runs, whole, ..Findings::default() };
    Ok(Laid { extent, panes, colours: Some(colours), obstacle, findings, ..Laid::default() })
}

pub(super) fn dress(dress: &mut Dress<'_>) {
    let frame = dress.frame;
    let (Some(pane), Some(groups)) = (frame.panes.first(), &frame.findings.bands) else { return };
    let value = &pane.x.axis.column;
    let statistic = dress.spec.options.statistic;
    let brushed = *dress.focus != frame.drawn;
    let all = Found(frame.findings.whole.clone());
    let focus = if brushed {
        Found::of(statistic, &frame.findings.ascending.by_group(dress.focus, groups.list.len()))
    } else {
        Found(all.0.clone())
    };
    let is_share = statistic == Statistic::Share;
    let title = if is_share { "share of runs, %".to_owned() } else { [statistic.word(), " of ", &value.key].concat() };
    let log = pane.x.axis.kind == ScaleKind::Log && !is_share;
    let mut range = focus.range(all.range((f64::INFINITY, f64::NEG_INFINITY)));
    if log {
        range.0 = range.0.max(f64::MIN_POSITIVE);
    }
    let (x, base) = value_side(dress.table.rows(), &title, log, range, pane.area.width);
    let pane = &Pane { x, ..pane.clone() };
    dress.pane(pane);
    let bars = Bars { pane, groups, upright: false };
    for (at, group) in groups.list.iter().enumerate() {
        let (Some((whole, of_all)), Some((part, runs))) = (all.0.get(at), focus.0.get(at)) else { continue };
        if let Some(whole) = whole.as_ref().filter(|_| brushed) {
            draw(dress, &bars, at, whole, base, true);
        }
        if let Some(part) = part {
            draw(dress, &bars, at, part, base, false);
        }
        let hidden = base
            .filter(|base| part.zip(*whole).is_some_and(|(part, whole)| (part.value - base).abs() > (whole.value - base).abs()));
        if let Some(area) = hidden.filter(|_| brushed).and_then(|base| bars.area(dress, at, base, (*whole)?.value)) {
            let x = if whole.is_some_and(|whole| whole.value < 0.0) { area.x } else { area.x + area.width };
            dress.line(Point::new(x, area.y), Point::new(x, area.y + area.height), 1.5, frame.palette.panel);
        }
        dress.band_count(pane, at, *runs);
        let key = &groups.axis.column.key;
        let intervals = group.interval.clone().map(|interval| (groups.axis.column.clone(), interval)).into_iter().collect();
        let facts = facts(statistic, *part, *runs, whole.filter(|_| brushed).map(|whole| (whole.value, *of_all)));
        dress.parts.push(PlotPart {
            area: bars.band(dress, at),
            name: [key, " ", &group.name].concat(),
            facts,
            intervals,
            run: None,
        });
    }
    dress.words = format!("{title} by {}, {} {}", groups.axis.column.key, count(groups.list.len()), groups.noun());
    let first = groups.list.iter().zip(&focus.0).find_map(|(group, (found, runs))| Some((group, (*found)?, runs)));
    if let Some((group, found, runs)) = first {
        let first = if groups.ordered { ". First: " } else { ". Best: " };
        dress.words.extend([first, &group.name, ", ", &short(found.value), " (n = ", &count(*runs), ")"]);
    }
    dress.words.push('.');
    dress.tell_points(base);
    if matches!(statistic, Statistic::Mean | Statistic::Median) {
        dress.words.push_str(" Whiskers are 95 % intervals.");
    }
    dress.tell_others(groups);
    if let Some(pane) = frame.panes.first() {
        dress.tell_without(&pane.x);
    }
    dress.tell_ungrouped(groups);
}

fn facts(statistic: Statistic, found: Option<Estimate>, runs: usize, all: Option<(f64, usize)>) -> Vec<(String, String)> {
    let tell = |value: f64| if statistic == Statistic::Share { format!("{value:.1} %") } else { short(value) };
    let mut facts = Vec::new();
    if let Some(found) = found {
        facts.push((statistic.word().to_owned(), tell(found.value)));
        if let Some((low, high)) = found.between {
            facts.push(("95 % interval".to_owned(), [tell(low), tell(high)].join(" – ")));
        }
    }
    facts.push(("runs".to_owned(), count(runs)));
    if let Some((value, of_all)) = all {
        facts.push(([statistic.word(), " before brushes"].concat(), tell(value)));
        facts.push(("runs before brushes".to_owned(), [count(of_all), " · ".to_owned(), percent(runs, of_all)].concat()));
    }
    facts
}

/// Draws a bar or point: that of all runs in grey, else in colour and with its interval.
fn draw(dress: &mut Dress<'_>, bars: &Bars<'_>, at: usize, found: &Estimate, base: Option<f64>, is_context: bool) {
    let Palette { bar, context, ink, panel, axis, .. } = dress.frame.palette;
    let Some(x) = bars.value_px(dress, found.value) else { return };
    let Area { y, height, .. } = bars.band(dress, at);
    let middle = y + height / 2.0;
    if let Some(base) = base {
        let area = bars.area(dress, at, base, found.value);
        dress.rect(area, if is_context { context } else { bar });
    }
    let ends = found.between.filter(|_| !is_context).map(|(low, high)| (bars.value_px(dress, low), bars.value_px(dress, high)));
    if let Some((Some(low), Some(high))) = ends {
        let half = (height / 4.0).min(5.0);
        for (width_px, colour) in [(3.6, panel.with_alpha(190)), (1.4, ink)] {
            dress.line(Point::new(low, middle), Point::new(high, middle), width_px, colour);
            for end in [low, high] {
                dress.line(Point::new(end, middle - half), Point::new(end, middle + half), width_px, colour);
            }
        }
    }
    if base.is_none() {
        let colour = if is_context { axis } else { bar };
        for (radius_px, colour) in [(5.4, panel), (4.0, colour)] {
            dress.scene.marks.push(Mark::Circle { centre: Point::new(x, middle), radius_px, colour });
        }
    }
}
