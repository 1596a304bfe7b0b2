use runloom_table::NotLoaded;

use super::Dress;
use super::bars::Bars;
use super::values::ascending;
use crate::number_text::{count, short};
use crate::plot::PlotPart;
use crate::plot::bands::room;
use crate::plot::findings::Findings;
use crate::plot::frame::{Ground, Laid};
use crate::plot::groups::{Groups, Wish};
use crate::plot::pane::{INSET_PX, Pane, Side};
use crate::plot::statistics::quantile;
use crate::run_colours::RunColours;
use crate::{Area, Mark, Point};

const WISH: Wish = Wish { categories: 40, ranges: 8, runs_a_number: 1, others: false };
/// The height of a band.
const BAND_PX: f64 = 46.0;
/// Of fewer runs no quartiles are told.
const LEAST_RUNS: usize = 5;

/// The five numbers of a box.
struct Quartiles {
    low: f64,
    first: f64,
    median: f64,
    third: f64,
    high: f64,
    outliers: usize,
}

impl Quartiles {
    /// Quartiles, and whiskers to the outermost values within 1.5 times their distance of them (Tukey 1977).
    fn of(ascending: &[f64]) -> Option<Self> {
        if ascending.len() < LEAST_RUNS {
            return None;
        }
        let at = |part| quantile(ascending, part);
        let (first, median, third) = (at(0.25)?, at(0.5)?, at(0.75)?);
        let reach = 1.5 * (third - first);
        let from = ascending.partition_point(|value| *value < first - reach);
        let to = ascending.partition_point(|value| *value <= third + reach);
        let (low, high) = (*ascending.get(from)?, *ascending.get(to.checked_sub(1)?)?);
        let (low, high) = (low.min(first), high.max(third));
        Some(Self { low, first, median, third, high, outliers: ascending.len() - (to - from) })
    }
}

pub(super) fn lay(ground: &Ground<'_>, colours: &RunColours) -> Result<Laid, NotLoaded> {
    let (spec, table) = (ground.spec, ground.table);
    let (Some(value), Some(by)) = (spec.one("value"), spec.one("by")) else { return Ok(Laid::default()) };
    let mut groups = Groups::of(table, by, ground.drawn, WISH)?.in_bands();
    let probe = Side::of_column(ground, table, value, 0.0, 1.0)?;
    let runs = ascending(ground, &probe)?.in_groups(&groups);
    let values = runs.by_group(ground.drawn, groups.list.len());
    let less = spec.less_is_better(&value.column);
    groups.best_first(less, &values.iter().map(|values| quantile(values, 0.5)).collect::<Vec<_>>());
    let runs = runs.in_groups(&groups);
    let (extent, area) = room(ground, &groups, BAND_PX, &colours.legend);
    let x = Side::of_column(ground, table, value, INSET_PX, area.width - INSET_PX)?;
    let y = Side::of_groups(ground, &groups, 4.0, area.height - 4.0, true);
    let obstacle = groups.obstacle(ground.drawn, &x);
    let panes = vec![Pane { area, x, y, points: true, brushed: true, labelled: (true, true) }];
    let findings = Findings { bands: Some(groups), ascending: runs, ..Findings::default() };
    Ok(Laid { extent, panes, obstacle, findings, ..Laid::default() })
}

pub(super) fn dress(dress: &mut Dress<'_>) {
    let frame = dress.frame;
    let (Some(pane), Some(groups)) = (frame.panes.first(), &frame.findings.bands) else { return };
    let (value, by) = (&pane.x.axis.column, &groups.axis.column);
    let values = frame.findings.ascending.by_group(dress.focus, groups.list.len());
    dress.panes();
    let bars = Bars { pane, groups, upright: false };
    let mut told: Option<String> = None;
    for (at, (group, values)) in groups.list.iter().zip(&values).enumerate() {
        dress.band_count(pane, at, values.len());
        let mut facts = vec![("runs".to_owned(), count(values.len()))];
        let found = Quartiles::of(values);
        let mut area = bars.band(dress, at);
        if let Some(found) = &found {
            area = draw(dress, &bars, at, found).unwrap_or(area);
            let numbers = [
                ("upper whisker", found.high),
                ("third quartile", found.third),
                ("median", found.median),
                ("first quartile", found.first),
                ("lower whisker", found.low),
            ];
            facts.extend(numbers.map(|(label, number)| (label.to_owned(), short(number))));
            facts.push(("beyond whiskers".to_owned(), count(found.outliers)));
            told.get_or_insert_with(|| [&group.name, ", ", &short(found.median), " (n = ", &count(values.len()), ")"].concat());
        } else if !values.is_empty() {
            facts.push(("box".to_owned(), "from 5 runs on".to_owned()));
        }
        let intervals = group.interval.clone().map(|interval| (by.clone(), interval)).into_iter().collect();
        dress.parts.push(PlotPart { area, name: [&by.key, " ", &group.name].concat(), facts, intervals, run: None });
    }
    let (all, key) = (count(groups.list.len()), &by.key);
    dress.words = format!("{} by {key}, {all} {}", value.key, groups.noun());
    if let Some(told) = told {
        dress.words.extend([". Median of the uppermost: ", &told]);
    }
    dress.words.push('.');
    if values.iter().any(|values| (1..LEAST_RUNS).contains(&values.len())) {
        dress.left_out.push("Of fewer than 5 runs there are points only, no box.".to_owned());
    }
    dress.tell_others(groups);
    dress.tell_without(&pane.x);
    dress.tell_ungrouped(groups);
}

/// Draws a box with its whiskers; the place of the box.
fn draw(dress: &mut Dress<'_>, bars: &Bars<'_>, group: usize, found: &Quartiles) -> Option<Area> {
    let palette = &dress.frame.palette;
    let (top, bottom) = bars.across(dress, group)?;
    let middle = f64::midpoint(top, bottom);
    let half = ((bottom - top) / 2.0 * 0.62).clamp(2.0, 11.0);
    let area = Area { y: middle - half, height: 2.0 * half, ..bars.area(dress, group, found.first, found.third)? };
    let [low, first, median, third, high] =
        [found.low, found.first, found.median, found.third, found.high].map(|value| bars.value_px(dress, value));
    let (low, high, median) = (low?, high?, median?);
    for (end, from) in [(low, first?), (high, third?)] {
        dress.line(Point::new(from, middle), Point::new(end, middle), 1.4, palette.ink);
        dress.line(Point::new(end, middle - half / 2.0), Point::new(end, middle + half / 2.0), 1.4, palette.ink);
    }
    dress.scene.marks.push(Mark::Rect {
        area,
        radius_px: 2.0,
        fill: Some(palette.panel.with_alpha(120)),
        border: Some(palette.ink),
    });
    dress.line(Point::new(median, area.y), Point::new(median, area.y + area.height), 3.0, palette.ink);
    Some(area)
}
