//! How long each kind of plot takes over generated runs: `cargo run --release -p runloom-chart --example plot_speed [-- KIND...]`.
//! With each kind stands a digest of its pictures, by which a change that should only be one of speed can be checked.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a tool that reports to its user and may stop")]

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::time::{Duration, Instant};

use runloom_chart::{AxisSpec, ColourScale, Interval, Palette, PlotChart, PlotKind, PlotOptions, PlotSpec, brush_mask};
use runloom_table::{Column, ColumnName, RowMask, RunTable, Values};

const SIZES: [usize; 3] = [1_000, 100_000, 1_000_000];
/// Moves of a brush, and how often they are made: of each the shortest time counts, as other work only makes it longer.
const FRAMES: usize = 24;
const PASSES: usize = 4;
const SIZE_PX: (f64, f64) = (900.0, 420.0);
const MODELS: [&str; 6] = ["gbdt", "forest", "mlp", "knn", "ridge", "svm"];
const STATUSES: [&str; 4] = ["FINISHED", "FINISHED", "FAILED", "RUNNING"];

/// A kind with its columns by role.
struct Case {
    name: &'static str,
    kind: PlotKind,
    roles: Vec<(&'static str, Vec<ColumnName>)>,
    options: PlotOptions,
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    for rows in SIZES {
        let table = runs(rows);
        for case in cases() {
            if wanted.is_empty() || wanted.iter().any(|word| case.name.starts_with(word.as_str())) {
                measure(&table, &case);
            }
        }
    }
}

fn measure(table: &RunTable, case: &Case) {
    let all = RowMask::all(table.rows());
    let axes = |columns: &[ColumnName]| columns.iter().map(|column| AxisSpec::new(column.clone())).collect();
    let spec = PlotSpec {
        kind: case.kind,
        roles: case.roles.iter().map(|(role, columns)| (*role, axes(columns))).collect(),
        options: case.options,
        colour: case.kind.has_page_colour(false).then(|| ColumnName::metric("auc")),
        colour_scale: ColourScale::Automatic,
        width_px: SIZE_PX.0,
        height_px: Some(SIZE_PX.1),
        device_pixel_ratio: 1.0,
        palette: Palette::LIGHT,
    };
    let mut digest = DefaultHasher::new();
    let mut first = Duration::MAX;
    for _ in 0..3 {
        first = first.min(timed(|| PlotChart::build(table, &all, &all, None, &spec).unwrap()).0);
    }
    let mut chart = PlotChart::build(table, &all, &all, None, &spec).unwrap();
    look_at(&chart, &mut digest);
    let mut frames = vec![Duration::MAX; FRAMES];
    for pass in 0..PASSES {
        for (frame, least) in frames.iter_mut().enumerate() {
            let brushed = brush(table, 0.2, 0.4 + 0.5 * frame as f64 / FRAMES as f64);
            *least = (*least).min(timed(|| chart.redraw(table, &brushed, &all, None, &spec).unwrap()).0);
            if pass == 0 {
                look_at(&chart, &mut digest);
            }
        }
    }
    frames.sort();
    let at = |part: usize| frames[(frames.len() - 1) * part / 100];
    println!(
        "{:>9} {:20} first {first:>9.1?}, brush least {:>9.1?}, median {:>9.1?}, 95 % {:>9.1?}, pictures {:016x}",
        table.rows(),
        case.name,
        at(0),
        at(50),
        at(95),
        digest.finish()
    );
}

/// The runs with a dropout between two values: some in each block of rows.
fn brush(table: &RunTable, low: f64, high: f64) -> RowMask {
    let mut axis = AxisSpec::new(ColumnName::param("dropout"));
    axis.intervals = vec![Interval::Numbers { low, high }];
    brush_mask(table, &[axis]).unwrap()
}

fn look_at(chart: &PlotChart, digest: &mut DefaultHasher) {
    let scene = &chart.scene;
    format!("{scene:?}{:?}{:?}{:?}", chart.parts, chart.description, chart.left_out).hash(digest);
    chart.pixels.rgba.hash(digest);
}

fn cases() -> Vec<Case> {
    let (auc, loss) = (ColumnName::metric("auc"), ColumnName::metric("loss"));
    let param = |name: &str| ColumnName::param(name);
    let attribute = |name: &str| ColumnName::attribute(name);
    let (rate, dropout, depth, model) = (param("rate"), param("dropout"), param("depth"), param("model"));
    let case = |name, kind, roles: &[(&'static str, &[&ColumnName])]| {
        let roles = roles.iter().map(|(role, columns)| (*role, columns.iter().map(|column| (*column).clone()).collect()));
        Case { name, kind, roles: roles.collect(), options: PlotOptions::default() }
    };
    let trend = |case: Case| Case { options: PlotOptions { trend: true, ..case.options }, ..case };
    let six = [&rate, &dropout, &depth, &model, &loss, &auc];
    let spans: [(&str, &[&ColumnName]); 3] =
        [("start", &[&attribute("start_time")]), ("end", &[&attribute("end_time")]), ("status", &[&attribute("status")])];
    let start = attribute("start_time");
    vec![
        case("scatter", PlotKind::Scatter, &[("x", &[&rate]), ("y", &[&auc])]),
        trend(case("scatter-trend", PlotKind::Scatter, &[("x", &[&rate]), ("y", &[&auc])])),
        trend(case("scatter-names-trend", PlotKind::Scatter, &[("x", &[&model]), ("y", &[&auc]), ("size", &[&depth])])),
        case("scatter-matrix", PlotKind::ScatterMatrix, &[("columns", &six)]),
        case("histogram", PlotKind::Histogram, &[("x", &[&auc])]),
        case("histogram-split", PlotKind::Histogram, &[("x", &[&auc]), ("by", &[&model])]),
        case("bar-runs", PlotKind::Bar, &[("value", &[&auc])]),
        case("bar-groups", PlotKind::Bar, &[("value", &[&auc]), ("by", &[&model])]),
        case("box", PlotKind::Box, &[("value", &[&auc]), ("by", &[&model])]),
        case("edf", PlotKind::Edf, &[("target", &[&auc])]),
        case("edf-split", PlotKind::Edf, &[("target", &[&auc]), ("by", &[&model])]),
        case("optimization-history", PlotKind::OptimizationHistory, &[("target", &[&auc]), ("order", &[&start])]),
        case("slice", PlotKind::Slice, &[("target", &[&auc]), ("params", &[&rate, &dropout, &depth, &model])]),
        case("contour", PlotKind::Contour, &[("x", &[&rate]), ("y", &[&dropout]), ("target", &[&auc])]),
        case("rank", PlotKind::Rank, &[("x", &[&rate]), ("y", &[&dropout]), ("target", &[&auc])]),
        case("pareto", PlotKind::Pareto, &[("x", &[&loss]), ("y", &[&auc])]),
        case("timeline", PlotKind::Timeline, &spans),
    ]
}

fn runs(rows: usize) -> RunTable {
    let mut table = RunTable::new(rows);
    let score = |row: usize| 0.5 + 0.2 * noise(row, 1) + 0.2 * (1.0 - (2.0 * noise(row, 2) - 1.0).abs()) + 0.05 * noise(row, 9);
    let reals = |of: &dyn Fn(usize) -> f64| Values::from_reals((0..rows).map(|row| Some(of(row))));
    let names = |of: &dyn Fn(usize) -> &'static str| Values::from_texts((0..rows).map(|row| Some(of(row))));
    let start_us = |row: usize| 1_700_000_000_000_000 + (row as f64 * 700e3 + noise(row, 5) * 40e6) as i64;
    let end_us = |row: usize| start_us(row) + (noise(row, 6) * 900e6) as i64;
    let columns = [
        (ColumnName::param("rate"), reals(&|row| 10f64.powf(-4.0 * noise(row, 1)))),
        (ColumnName::param("dropout"), reals(&|row| noise(row, 2))),
        (ColumnName::param("depth"), reals(&|row| (noise(row, 3) * 8.0).floor())),
        (ColumnName::param("model"), names(&|row| MODELS[(noise(row, 4) * 6.0) as usize])),
        (ColumnName::metric("auc"), reals(&score)),
        (ColumnName::metric("loss"), reals(&|row| 1.4 - score(row) + 0.3 * noise(row, 7))),
        (ColumnName::attribute("start_time"), Values::from_times((0..rows).map(|row| Some(start_us(row))))),
        (ColumnName::attribute("end_time"), Values::from_times((0..rows).map(|row| (row % 4 != 3).then(|| end_us(row))))),
        (ColumnName::attribute("status"), names(&|row| STATUSES[row % 4])),
    ];
    for (name, values) in columns {
        table.push(Column::loaded(name, values));
    }
    table
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed(), result)
}

fn noise(row: usize, stream: usize) -> f64 {
    let mut bits =
        (row as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add((stream as u64 + 1).wrapping_mul(0xd1b5_4a32_d192_ed03));
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((bits ^ (bits >> 31)) >> 11) as f64 / (1u64 << 53) as f64
}
