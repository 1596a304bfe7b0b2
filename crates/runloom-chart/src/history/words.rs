//! What a metric history says in words.

use runloom_table::RowMask;

use super::curves::{Curves, OddKind};
use super::pixels::MOST_BANDS;
use super::scale::duration_unit;
use super::{Band, HistoryData, HistorySpec, HistoryX, Smoothing};
use crate::calendar;
use crate::number_text::{count, short};
use crate::run_colours::Legend;

/// One pane, as words need it.
pub(crate) struct Told<'a> {
    pub(crate) metric: &'a str,
    pub(crate) curves: &'a Curves,
    /// The heights that are shown.
    pub(crate) range: (f64, f64),
    /// The groups with a curve, where means are drawn.
    pub(crate) groups: Option<usize>,
    /// Whether the runs are too many for lines of their own.
    pub(crate) crowded: bool,
    /// Whether all points stand at one place from left to right.
    pub(crate) single_place: bool,
    /// Runs that go beyond the heights shown.
    pub(crate) beyond: usize,
}

/// What runs from left to right: `step`, `time since start`, `epoch`.
pub(crate) fn x_name(x: &HistoryX) -> &str {
    match x {
        HistoryX::Step => "step",
        HistoryX::Time => "time",
        HistoryX::Relative => "time since start",
        HistoryX::Metric(metric) => metric,
    }
}

/// A place from left to right: `1200`, `5 Mar 2026 14:03`, `3.5 min`.
pub(crate) fn x_text(x: &HistoryX, at: f64) -> String {
    match x {
        HistoryX::Time => {
            format!("{} {}", calendar::tell(at as i64, calendar::Unit::Day), calendar::tell(at as i64, calendar::Unit::Second))
        }
        HistoryX::Relative => {
            let (unit, name) = duration_unit(at.abs());
            format!("{} {name}", short(at / unit))
        }
        HistoryX::Step => format!("{at}"),
        HistoryX::Metric(_) => short(at),
    }
}

/// The second part of a pane's header: `metric · log · EMA 0.6`.
pub(crate) fn detail(spec: &HistorySpec, smoothing: Smoothing) -> String {
    let mut detail = "metric".to_owned();
    let band = match spec.mean {
        Some(Band::MinMax) => "mean, min to max",
        Some(Band::Std) => "mean ± std",
        None => "",
    };
    for part in [if spec.log { "log" } else { "" }, smoothing.words().as_str(), band] {
        if !part.is_empty() {
            detail.push_str(" · ");
            detail.push_str(part);
        }
    }
    detail
}

/// The whole chart in a few sentences.
pub(crate) fn description(
    data: &HistoryData<'_>,
    spec: &HistorySpec,
    panes: &[Told<'_>],
    window: (f64, f64),
    legend: &Legend,
) -> String {
    let runs = |rows: &RowMask| format!("{} of {} runs", count(rows.count()), count(data.runs.rows()));
    let groups = panes.iter().filter_map(|pane| pane.groups).max();
    let lines = match groups {
        Some(1) if data.groups.is_none() => format!("the mean of {}", runs(data.matching)),
        Some(groups) => format!("the means of {} {} of runs", count(groups), if groups == 1 { "group" } else { "groups" }),
        None => runs(data.matching),
    };
    let value = |height: f64| short(if spec.log { libm::exp2(height) } else { height });
    let metrics = panes.iter().map(|pane| {
        let (low, high) = pane.range;
        let log = if spec.log { ", log" } else { "" };
        format!("{} ({} to {}{log})", pane.metric, value(low), value(high))
    });
    let metrics: Vec<String> = metrics.collect();
    let (from, to) = (x_text(&spec.x, window.0), x_text(&spec.x, window.1));
    let span = if window.0 < window.1 { format!(" from {from} to {to}") } else { format!(", all at {from}") };
    let mut text = format!("Metric history of {lines}: {} by {}{span}", metrics.join("; "), x_name(&spec.x));
    let smoothing = spec.smoothing.bounded().words();
    if !smoothing.is_empty() {
        text.extend([". Smoothed: ", &smoothing]);
    }
    if let (Some(colour), true) = (&spec.colour, *legend != Legend::None) {
        text.extend([". Coloured by ", &colour.key, &legend.reach_words()]);
    }
    text.push('.');
    text
}

/// What a pane does not show, or shows apart, one sentence each.
pub(crate) fn left_out(data: &HistoryData<'_>, spec: &HistorySpec, pane: &Told<'_>, into: &mut Vec<String>) {
    let (metric, matching) = (pane.metric, data.matching.count());
    let mut with = RowMask::none(data.runs.rows());
    for strand in &pane.curves.strands {
        with.set(strand.row as usize, true);
    }
    let mut odd =
        [(0usize, RowMask::none(data.runs.rows())), (0, with.clone()), (0, with.clone()), (0, with.clone()), (0, with.clone())];
    for (_, rows) in &mut odd {
        *rows = RowMask::none(data.runs.rows());
    }
    for point in pane.curves.odd.iter().filter(|point| data.matching.contains(point.row as usize)) {
        let kind = match point.kind {
            OddKind::Nan => 0,
            OddKind::Above => 1,
            OddKind::Below => 2,
            OddKind::NotPositive => 3,
            OddKind::NoX => 4,
        };
        if let Some((points, rows)) = odd.get_mut(kind) {
            *points += 1;
            rows.set(point.row as usize, true);
        }
    }
    let mut without = with;
    for (_, rows) in &odd {
        without.or(rows);
    }
    without.not();
    without.and(data.matching);
    if without.count() > 0 {
        let have = if without.count() == 1 { "has" } else { "have" };
        into.push(format!("{} of {} runs {have} no history of {metric}.", count(without.count()), count(matching)));
    }
    let gap = |place: &str| format!("; lines have a gap there, with a mark {place}");
    let no_x = match &spec.x {
        HistoryX::Metric(other) => format!("without {other} at the same step, left out"),
        _ => "without a time, left out".to_owned(),
    };
    let what = [
        format!("NaN{}", gap("below")),
        format!("infinite{}", gap("above")),
        format!("minus infinity{}", gap("below")),
        format!("0 or less, which a log axis cannot hold{}", gap("below")),
        no_x,
    ];
    for ((points, rows), what) in odd.iter().zip(what) {
        if *points > 0 {
            let counted = |n: usize, one: &str| if n == 1 { format!("1 {one}") } else { format!("{} {one}s", count(n)) };
            let is = if *points == 1 { "is" } else { "are" };
            into.push(format!("{} of {metric} in {} {is} {what}.", counted(*points, "point"), counted(rows.count(), "run")));
        }
    }
    if pane.single_place {
        into.push(format!("All points of {metric} have the same {}, so each run is a dot.", x_name(&spec.x)));
    }
    if spec.cut_outliers {
        let beyond = if pane.beyond == 1 { "1 run goes".to_owned() } else { format!("{} runs go", count(pane.beyond)) };
        into.push(format!("The axis of {metric} is cut to its 1st to 99th percentile; {beyond} beyond it."));
    }
    if pane.crowded {
        into.push(format!(
            "{} are too many lines of {metric} to tell apart: they are drawn as a density, stronger where more runs pass.",
            count(matching)
        ));
    }
    if pane.groups.is_some_and(|groups| groups > MOST_BANDS) {
        into.push(format!("Bands are drawn for up to {MOST_BANDS} groups; of {metric} only the means are."));
    }
}

/// Why a pane is empty.
pub(crate) fn empty(data: &HistoryData<'_>, spec: &HistorySpec, metric: &str, curves: &Curves) -> String {
    let odd = || curves.odd.iter().filter(|point| data.in_filter.contains(point.row as usize));
    let (all, no_x) = (odd().count(), odd().filter(|point| point.kind == OddKind::NoX).count());
    if all == 0 {
        return format!("No run in view has a history of {metric}.");
    }
    match &spec.x {
        HistoryX::Metric(other) if no_x == all => format!("No run in view has {metric} and {other} at the same step."),
        _ if no_x == all => format!("No point of {metric} has a time. Choose steps as the horizontal axis."),
        _ if odd().any(|point| point.kind == OddKind::NotPositive) => {
            format!("All values of {metric} are 0 or less, which a log axis cannot hold. Choose a linear one.")
        }
        _ if all == 1 => format!("The only point of {metric} is not a finite number."),
        _ => format!("None of the {} points of {metric} is a finite number.", count(all)),
    }
}
