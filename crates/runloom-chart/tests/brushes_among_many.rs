//! Plots keep what they counted from picture to picture; whatever is brushed, they have to look as if made anew.

use runloom_chart::{AxisSpec, ColourScale, Mark, Palette, PlotChart, PlotKind, PlotOptions, PlotSpec};
use runloom_table::{Column, ColumnName, RowMask, RunTable, Values};

const RUNS: usize = 12_000;

fn noise(row: usize, salt: usize) -> f64 {
    ((row + 1).wrapping_mul(7919).wrapping_add(salt * 104_729) ^ (row * salt)) as f64 % 1000.0 / 1000.0
}

/// Runs of which some lack each value.
fn runs() -> RunTable {
    let mut table = RunTable::new(RUNS);
    let reals = |salt: usize, of: &dyn Fn(f64) -> f64| {
        Values::from_reals((0..RUNS).map(|row| (row % (20 + salt) > 0).then(|| of(noise(row, salt)))))
    };
    let names = ["mlp", "tree", "7", "0.5"];
    let name = |row: usize| (!row.is_multiple_of(17)).then(|| names[(noise(row, 4) * 4.0) as usize]);
    let moment = |row: usize, salt: usize| {
        (!row.is_multiple_of(13)).then(|| ((row as f64 * 700.0 + noise(row, salt) * 9e5) * 1000.0) as i64)
    };
    let columns = [
        (ColumnName::param("rate"), reals(1, &|part| 10f64.powf(-4.0 * part))),
        (ColumnName::param("depth"), reals(2, &|part| (part * 6.0).floor())),
        (ColumnName::param("model"), Values::from_texts((0..RUNS).map(name))),
        (ColumnName::metric("loss"), reals(5, &|part| if part > 0.99 { f64::NAN } else { part * part })),
        (ColumnName::metric("auc"), reals(6, &|part| if part > 0.995 { f64::INFINITY } else { part })),
        (ColumnName::attribute("start_time"), Values::from_times((0..RUNS).map(|row| moment(row, 7)))),
        (ColumnName::attribute("end_time"), Values::from_times((0..RUNS).map(|row| moment(row + 900, 8)))),
        (ColumnName::attribute("status"), Values::from_texts((0..RUNS).map(|row| Some(["FINISHED", "RUNNING"][row % 2])))),
    ];
    for (name, values) in columns {
        table.push(Column::loaded(name, values));
    }
    table
}

fn roles(kind: PlotKind) -> Vec<(&'static str, Vec<ColumnName>)> {
    let (rate, depth, model) = (ColumnName::param("rate"), ColumnName::param("depth"), ColumnName::param("model"));
    let (loss, auc, start) = (ColumnName::metric("loss"), ColumnName::metric("auc"), ColumnName::attribute("start_time"));
    match kind {
        PlotKind::Scatter => vec![("x", vec![depth]), ("y", vec![auc]), ("size", vec![rate])],
        PlotKind::ScatterMatrix => vec![("columns", vec![rate, depth, model, auc])],
        PlotKind::Histogram => vec![("x", vec![auc]), ("by", vec![model])],
        PlotKind::Bar | PlotKind::Box => vec![("value", vec![auc]), ("by", vec![model])],
        PlotKind::Edf => vec![("target", vec![auc]), ("by", vec![model])],
        PlotKind::OptimizationHistory => vec![("target", vec![auc]), ("order", vec![start])],
        PlotKind::Slice => vec![("target", vec![auc]), ("params", vec![rate, depth, model])],
        PlotKind::Contour | PlotKind::Rank => vec![("x", vec![rate]), ("y", vec![model]), ("target", vec![loss])],
        PlotKind::Pareto => vec![("x", vec![loss]), ("y", vec![auc])],
        PlotKind::Timeline => {
            let attribute = |name: &str| vec![ColumnName::attribute(name)];
            vec![("start", vec![start]), ("end", attribute("end_time")), ("status", attribute("status"))]
        }
    }
}

/// All, a little less, a jump, few, none, and all again; of few runs there are points, of many a density.
fn brushes() -> Vec<RowMask> {
    let between = |from: usize, to: usize| RowMask::from_fn(RUNS, |row| (from..to).contains(&(row * 37 % RUNS)));
    vec![
        between(0, RUNS),
        between(0, 11_000),
        between(300, 11_500),
        between(9_000, 11_900),
        between(9_000, 9_050),
        between(0, 0),
        between(0, RUNS),
    ]
}

fn seen(chart: &PlotChart) -> String {
    let PlotChart { scene, pixels, parts, description, left_out, .. } = chart;
    format!("{description}\n{left_out:#?}\n{parts:#?}\n{scene:#?}\n{:?}", pixels.rgba)
}

#[test]
fn brushed_plots_are_those_made_anew() {
    let table = runs();
    let in_filter = RowMask::from_fn(RUNS, |row| row % 50 > 0);
    for kind in PlotKind::ALL {
        let axes = |columns: Vec<ColumnName>| columns.into_iter().map(AxisSpec::new).collect();
        let spec = PlotSpec {
            kind,
            roles: roles(kind).into_iter().map(|(role, columns)| (role, axes(columns))).collect(),
            options: PlotOptions { trend: true, ..PlotOptions::default() },
            colour: kind.has_page_colour(false).then(|| ColumnName::metric("loss")),
            colour_scale: ColourScale::Automatic,
            width_px: 420.0,
            height_px: Some(300.0),
            device_pixel_ratio: 1.0,
            palette: Palette::LIGHT,
        };
        let mut kept = PlotChart::build(&table, &in_filter, &in_filter, None, &spec).unwrap();
        for (step, brushed) in brushes().iter().enumerate() {
            kept.redraw(&table, brushed, &in_filter, None, &spec).unwrap();
            let anew = PlotChart::build(&table, brushed, &in_filter, None, &spec).unwrap();
            assert!(kept.note.is_none(), "{kind:?}: {:?}", kept.note);
            let (kept, anew) = (seen(&kept), seen(&anew));
            let differ = kept.lines().zip(anew.lines()).find(|(kept, anew)| kept != anew);
            assert!(kept == anew, "{kind:?}, brush {step}: {differ:.300?}");
        }
    }
}

#[test]
fn the_run_under_the_pointer_is_found_among_many() {
    let (table, all) = (runs(), RowMask::all(RUNS));
    let axis = |column: ColumnName| vec![AxisSpec::new(column)];
    let spec = PlotSpec {
        kind: PlotKind::Scatter,
        roles: vec![("x", axis(ColumnName::param("rate"))), ("y", axis(ColumnName::metric("auc")))],
        options: PlotOptions::default(),
        colour: None,
        colour_scale: ColourScale::Automatic,
        width_px: 420.0,
        height_px: Some(300.0),
        device_pixel_ratio: 2.0,
        palette: Palette::LIGHT,
    };
    let chart = PlotChart::build(&table, &all, &all, None, &spec).unwrap();
    let place = |row: usize| {
        let marks = chart.hover_scene(&chart.describe_row(&table, row, &[]).unwrap(), None).marks;
        marks.iter().find_map(|mark| if let Mark::Circle { centre, .. } = mark { Some(*centre) } else { None })
    };
    let mut found = 0;
    for row in (0..RUNS).step_by(97) {
        let Some(at) = place(row) else { continue };
        assert_eq!(chart.hover(at.x, at.y).and_then(place), Some(at), "row {row}");
        for aside in [-8.9, 8.9] {
            assert!(chart.hover(at.x + aside, at.y).is_some(), "row {row}");
        }
        found += 1;
    }
    assert!(found > 100, "{found}");
    assert_eq!(chart.hover(1.0, 1.0), None);
}
