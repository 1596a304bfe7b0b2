//! Pictures of the kinds of plots that people know from Optuna, of studies that were really run.

use runloom_chart::{AxisSpec, Interval, Palette, PlotKind, PlotOptions, PlotSpec};
use runloom_table::{Column, ColumnName, RunTable, Values};

use super::cases::{Case, crowd, odd};
use super::data;
use super::plots::{build, draw, hovered, named, spec_of};

pub(crate) fn all() -> Vec<Case> {
    [history(), slice(), contour(), rank(), pareto(), timeline()].into_iter().flatten().collect()
}

fn less(spec: PlotSpec) -> PlotSpec {
    PlotSpec { options: PlotOptions { minimise: Some(true), ..spec.options }, ..spec }
}

fn dark(spec: PlotSpec) -> PlotSpec {
    PlotSpec { palette: Palette::DARK, ..spec }
}

fn wide(spec: PlotSpec, width_px: f64) -> PlotSpec {
    PlotSpec { width_px, ..spec }
}

fn own(kind: PlotKind, roles: Vec<(&'static str, Vec<AxisSpec>)>) -> PlotSpec {
    PlotSpec { colour: None, ..spec_of(kind, roles, "metrics.value") }
}

fn brushed(mut spec: PlotSpec, role: usize, low: f64, high: f64) -> PlotSpec {
    spec.roles[role].1[0].intervals.push(Interval::Numbers { low, high });
    spec
}

fn history() -> Vec<Case> {
    let sgd = data::study("sgd-pruned");
    let of = |target: &str, order: &str, colour: &str| {
        spec_of(PlotKind::OptimizationHistory, vec![("target", named(&[target])), ("order", named(&[order]))], colour)
    };
    let spec = less(of("metrics.value", "start_time", "status"));
    vec![
        draw("optimization-history-sgd-light", &sgd, &spec),
        hovered("optimization-history-sgd-dark", &sgd, &brushed(dark(spec), 0, 0.0, 0.22)),
        draw("optimization-history-crowd", &crowd(20_000), &of("metrics.loss", "start_time", "metrics.loss")),
        draw("optimization-history-odd", &odd(), &of("metrics.loss", "start_time", "metrics.loss")),
        draw("optimization-history-narrow", &sgd, &wide(of("metrics.value", "start_time", "metrics.value"), 360.0)),
    ]
}

fn slice() -> Vec<Case> {
    let sgd = data::study("sgd-pruned");
    let of = |target: &str, params: &[&str]| {
        wide(
            own(
                PlotKind::Slice,
                vec![("target", named(&[target])), ("params", named(params)), ("order", named(&["start_time"]))],
            ),
            1000.0,
        )
    };
    let spec = of("metrics.value", &["params.alpha", "params.eta0", "params.penalty", "params.schedule"]);
    vec![
        draw("slice-sgd-light", &sgd, &spec),
        draw("slice-sgd-dark", &sgd, &brushed(dark(spec), 1, 1e-5, 1e-3)),
        draw("slice-odd", &odd(), &of("metrics.loss", &["params.range", "metrics.nothing", "metrics.same", "tags.تجربة"])),
        draw("slice-narrow", &data::study("ishigami"), &wide(of("metrics.value", &["params.x1", "params.x2"]), 360.0)),
    ]
}

fn contour() -> Vec<Case> {
    let of = |x: &str, y: &str, target: &str| {
        own(PlotKind::Contour, vec![("x", named(&[x])), ("y", named(&[y])), ("target", named(&[target]))])
    };
    let (sgd, ishigami) = (data::study("sgd-pruned"), data::study("ishigami"));
    vec![
        draw("contour-ishigami-light", &ishigami, &of("params.x1", "params.x2", "metrics.value")),
        hovered("contour-ishigami-dark", &ishigami, &brushed(dark(of("params.x1", "params.x2", "metrics.value")), 0, -2.0, 2.0)),
        draw("contour-sgd", &sgd, &less(of("params.alpha", "params.eta0", "metrics.value"))),
        draw("contour-categories", &sgd, &less(of("params.eta0", "params.penalty", "metrics.value"))),
        draw("contour-crowd", &crowd(20_000), &of("params.lr", "params.layers", "metrics.loss")),
        draw("contour-odd", &odd(), &of("params.range", "tags.تجربة", "metrics.loss")),
    ]
}

fn rank() -> Vec<Case> {
    let of = |x: &str, y: &str, target: &str| {
        own(PlotKind::Rank, vec![("x", named(&[x])), ("y", named(&[y])), ("target", named(&[target]))])
    };
    let sgd = data::study("sgd-pruned");
    let spec = less(of("params.alpha", "params.eta0", "metrics.value"));
    vec![
        draw("rank-sgd-light", &sgd, &spec),
        draw("rank-sgd-dark", &sgd, &dark(spec)),
        draw("rank-odd", &odd(), &of("params.range", "tags.تجربة", "metrics.loss")),
    ]
}

fn pareto() -> Vec<Case> {
    let of = |x: &str, y: &str| own(PlotKind::Pareto, vec![("x", named(&[x])), ("y", named(&[y]))]);
    let study = data::study("accuracy-vs-time");
    let mut spec = of("metrics.1", "metrics.0");
    spec.options.minimise_x = Some(true);
    vec![
        draw("pareto-study-light", &study, &spec),
        hovered("pareto-study-dark", &study, &brushed(dark(spec), 0, 0.05, 0.3)),
        draw("pareto-crowd", &crowd(20_000), &of("metrics.loss", "metrics.acc")),
        draw("pareto-odd", &odd(), &of("params.range", "metrics.loss")),
    ]
}

fn timeline() -> Vec<Case> {
    let spec = own(
        PlotKind::Timeline,
        vec![("start", named(&["start_time"])), ("end", named(&["end_time"])), ("status", named(&["status"]))],
    );
    let office = workers(60);
    let half = brushed(dark(spec.clone()), 0, 0.0, 1_700_001_000_000.0);
    vec![
        draw("timeline-sgd-light", &data::study("sgd-pruned"), &spec),
        draw("timeline-workers-light", &office, &spec),
        over_a_part("timeline-workers-dark", &office, &half),
        draw("timeline-crowd", &workers(6000), &spec),
        draw("timeline-odd", &odd(), &spec),
    ]
}

/// With the twelfth bar under the pointer.
fn over_a_part(name: &'static str, table: &RunTable, spec: &PlotSpec) -> Case {
    let chart = build(table, spec);
    let mut case = draw(name, table, spec);
    case.scene.marks.extend(chart.part_scene(&chart.parts[11]).marks);
    case
}

/// Runs of four workers, of which some fail and the last ones still go on.
fn workers(runs: usize) -> RunTable {
    let mut table = RunTable::new(runs);
    let mut free_ms = [1_700_000_000_000_i64; 4];
    let (mut starts, mut ends, mut statuses) = (Vec::new(), Vec::new(), Vec::new());
    for run in 0..runs {
        let worker = (0..4).min_by_key(|worker| free_ms[*worker]).unwrap();
        let took_ms = (200_000.0 * (0.1 + data::noise(run, 7) * data::noise(run, 8) * 3.0)) as i64;
        let start_ms = free_ms[worker] + (data::noise(run, 9) * 20_000.0) as i64;
        free_ms[worker] = start_ms + took_ms;
        let (status, end) = match run {
            run if run + 3 > runs => ("RUNNING", None),
            run if run % 13 == 5 => ("FAILED", Some(free_ms[worker])),
            run if run % 17 == 6 => ("KILLED", None),
            _ => ("FINISHED", Some(free_ms[worker])),
        };
        starts.push(Some(start_ms * 1000));
        ends.push(end.map(|end| end * 1000));
        statuses.push(Some(status));
    }
    table.push(Column::loaded(ColumnName::attribute("start_time"), Values::from_times(starts)));
    table.push(Column::loaded(ColumnName::attribute("end_time"), Values::from_times(ends)));
    table.push(Column::loaded(ColumnName::attribute("status"), Values::from_texts(statuses)));
    table
}
