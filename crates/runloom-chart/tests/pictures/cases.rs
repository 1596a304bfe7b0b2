//! What there is a picture of.

use runloom_chart::{
    AxisSpec, Bands, ColourScale, Interval, Palette, ParallelChart, ParallelSpec, Raster, ScaleKind, Scene, brush_mask,
    default_axes,
};
use runloom_table::{Column, ColumnKind, ColumnName, RowMask, RunTable, Values};

use super::data;

pub(crate) struct Case {
    pub name: &'static str,
    pub scene: Scene,
    pub pixels: Raster,
    pub palette: Palette,
}

pub(crate) fn all() -> Vec<Case> {
    let search = data::csv("mlflow-novabio/search.csv", ColumnName::parse);
    let everything = data::csv("mlflow-novabio/all.csv", ColumnName::parse);
    let cars = data::csv("parcoords-cars/cars.csv", |key| ColumnName::metric(key));
    vec![
        draw("search-light", &search, &brushed_search(Palette::LIGHT, 1364.0, 316.0, 1.0)),
        draw("search-dark", &search, &brushed_search(Palette::DARK, 1364.0, 316.0, 1.0)),
        draw("search-narrow", &search, &brushed_search(Palette::LIGHT, 360.0, 240.0, 2.0)),
        draw("search-wide", &search, &brushed_search(Palette::DARK, 2560.0, 800.0, 1.0)),
        hovered("search-hover", &search, &brushed_search(Palette::LIGHT, 1000.0, 316.0, 1.0)),
        draw("everything", &everything, &everything_spec(&everything)),
        draw("cars-categories", &cars, &cars_spec()),
        draw("crowd", &crowd(20_000), &crowd_spec(Palette::LIGHT, false)),
        draw("crowd-brushed-dark", &crowd(20_000), &crowd_spec(Palette::DARK, true)),
        draw("odd-values", &odd(), &odd_spec()),
        draw("search-curved-centred", &search, &curved(&brushed_search(Palette::LIGHT, 1000.0, 316.0, 1.0), Some(0.99))),
        draw("search-by-rank-dark", &search, &by_rank(brushed_search(Palette::DARK, 1000.0, 316.0, 1.0))),
        draw(
            "cars-bands",
            &cars,
            &ParallelSpec { bands: Some(Bands::Quartiles), curves: true, ..cars_by_cylinders(Palette::LIGHT) },
        ),
        draw("cars-bands-dark", &cars, &ParallelSpec { bands: Some(Bands::MinMax), ..cars_by_cylinders(Palette::DARK) }),
        draw("crowd-curved", &crowd(20_000), &curved(&crowd_spec(Palette::LIGHT, true), None)),
        draw("crowd-centred-dark", &crowd(20_000), &curved(&crowd_spec(Palette::DARK, false), None)),
        draw("one-run", &data::made(1, &["params.a", "metrics.b"], |_, _| Some(3.0)), &plain(&["params.a", "metrics.b"])),
        draw("one-axis", &data::made(40, &["metrics.b"], |row, _| Some(data::noise(row, 0))), &plain(&["metrics.b"])),
    ]
}

fn draw(name: &'static str, table: &RunTable, spec: &ParallelSpec) -> Case {
    let chart = build(table, spec);
    Case { name, scene: chart.scene, pixels: chart.pixels, palette: spec.palette }
}

fn hovered(name: &'static str, table: &RunTable, spec: &ParallelSpec) -> Case {
    let chart = build(table, spec);
    let row = brush_mask(table, &spec.axes).unwrap().rows().next().unwrap();
    let hit = chart.describe_row(table, row).unwrap();
    let mut scene = chart.scene.clone();
    scene.marks.extend(chart.hover_scene(&hit).marks);
    Case { name, scene, pixels: chart.pixels, palette: spec.palette }
}

fn build(table: &RunTable, spec: &ParallelSpec) -> ParallelChart {
    let matching = brush_mask(table, &spec.axes).unwrap();
    ParallelChart::build(table, &matching, &RowMask::all(table.rows()), None, spec).unwrap()
}

fn sized(axes: Vec<AxisSpec>, colour: Option<ColumnName>, width_px: f64, height_px: f64) -> ParallelSpec {
    ParallelSpec {
        axes,
        colour,
        colour_scale: ColourScale::Automatic,
        curves: false,
        bands: None,
        width_px,
        height_px,
        device_pixel_ratio: 1.0,
        palette: Palette::LIGHT,
    }
}

fn plain(axes: &[&str]) -> ParallelSpec {
    sized(axes.iter().map(|name| AxisSpec::new(ColumnName::parse(name))).collect(), None, 640.0, 300.0)
}

fn brushed_search(palette: Palette, width_px: f64, height_px: f64, device_pixel_ratio: f64) -> ParallelSpec {
    let names = ["params.learning_rate", "params.max_depth", "params.subsample", "params.colsample_bytree"];
    let results = ["metrics.best_iteration", "metrics.val_log_loss", "metrics.val_auc"];
    let mut axes: Vec<AxisSpec> = names.iter().chain(&results).map(|name| AxisSpec::new(ColumnName::parse(name))).collect();
    axes[0].scale = Some(ScaleKind::Log);
    axes[0].intervals.push(Interval::Numbers { low: 0.03, high: 0.06 });
    axes[1].intervals.push(Interval::Numbers { low: 5.6, high: 7.0 });
    ParallelSpec { palette, device_pixel_ratio, ..sized(axes, Some(ColumnName::metric("val_auc")), width_px, height_px) }
}

fn everything_spec(table: &RunTable) -> ParallelSpec {
    let mut axes: Vec<AxisSpec> = default_axes(table).into_iter().map(AxisSpec::new).collect();
    axes.retain(|axis| axis.column != ColumnName::param("model"));
    axes.insert(0, AxisSpec::new(ColumnName::param("model")));
    sized(axes, Some(ColumnName::param("model")), 1200.0, 360.0)
}

fn cars_spec() -> ParallelSpec {
    let names = ["year", "cylinders", "economy (mpg)", "displacement (cc)", "power (hp)", "weight (lb)", "0-60 mph (s)"];
    let mut axes: Vec<AxisSpec> = names.iter().map(|name| AxisSpec::new(ColumnName::new(ColumnKind::Metric, *name))).collect();
    axes[1].scale = Some(ScaleKind::Category);
    axes[1].intervals = vec![Interval::Categories(vec!["3".into(), "4".into()]), Interval::Categories(vec!["8".into()])];
    axes[2].inverted = true;
    sized(axes, Some(ColumnName::metric("cylinders")), 900.0, 360.0)
}

/// The same with curves, in two hues around a value or the median.
fn curved(spec: &ParallelSpec, centre: Option<f64>) -> ParallelSpec {
    ParallelSpec { curves: true, colour_scale: ColourScale::Centred(centre), ..spec.clone() }
}

fn by_rank(mut spec: ParallelSpec) -> ParallelSpec {
    spec.axes.iter_mut().skip(4).for_each(|axis| axis.scale = Some(ScaleKind::Quantile));
    ParallelSpec { colour_scale: ColourScale::Quantile, ..spec }
}

fn cars_by_cylinders(palette: Palette) -> ParallelSpec {
    let mut spec = cars_spec();
    spec.axes.iter_mut().for_each(|axis| axis.intervals.clear());
    spec.axes.remove(1);
    ParallelSpec { palette, ..spec }
}

pub(crate) fn crowd(rows: usize) -> RunTable {
    let names = ["params.lr", "params.layers", "params.dropout", "params.width", "metrics.loss", "metrics.acc"];
    data::made(rows, &names, |row, column| {
        let lr = data::noise(row, 0);
        let layers = (data::noise(row, 1) * 6.0).floor();
        let dropout = data::noise(row, 2);
        let fit = 1.0 - (lr - 0.6).abs() - 0.04 * (layers - 3.0).abs() + 0.08 * (data::noise(row, 4) + data::noise(row, 5) - 1.0);
        Some(match column {
            0 => 10f64.powf(lr * 4.0 - 5.0),
            1 => layers + 1.0,
            2 => dropout,
            3 => 2f64.powf((data::noise(row, 3) * 5.0).floor() + 5.0),
            4 => (1.2 - fit).max(0.01) * (0.8 + 0.4 * dropout),
            _ => fit,
        })
    })
}

fn crowd_spec(palette: Palette, brushed: bool) -> ParallelSpec {
    let names = ["params.lr", "params.layers", "params.dropout", "params.width", "metrics.loss", "metrics.acc"];
    let mut axes: Vec<AxisSpec> = names.iter().map(|name| AxisSpec::new(ColumnName::parse(name))).collect();
    if brushed {
        axes[1].intervals.push(Interval::Numbers { low: 2.5, high: 4.5 });
        axes[5].intervals.push(Interval::Numbers { low: 0.85, high: f64::INFINITY });
    }
    ParallelSpec { palette, ..sized(axes, Some(ColumnName::metric("acc")), 1200.0, 360.0) }
}

pub(crate) fn odd() -> RunTable {
    let mut table =
        data::made(60, &["params.range", "metrics.loss", "metrics.nothing", "metrics.same"], |row, column| match column {
            0 => Some(10f64.powf(data::noise(row, 0) * 600.0 - 300.0)),
            1 => match row % 10 {
                0 => None,
                1 => Some(f64::NAN),
                2 => Some(f64::INFINITY),
                3 => Some(f64::NEG_INFINITY),
                _ => Some(data::noise(row, 1) * 2.0 - 1.0),
            },
            2 => None,
            _ => Some(42.0),
        });
    let long = "a_name_that_goes_on_and_on.".repeat(8);
    let flags = (0..60).map(|row| Some(["true", "false"][row % 2]));
    table.push(Column::loaded(ColumnName::param(long), Values::from_texts(flags)));
    let words = ["שלום עולם", "нет", "日本語の設定", "a category with quite a long name indeed", "<b>&amp;"];
    table.push(Column::loaded(ColumnName::tag("تجربة"), Values::from_texts((0..60).map(|row| Some(words[row % 5])))));
    let times = (0..60).map(|row| Some((i64::from(row) - 50) * 86_400_000_000 * 30)).collect();
    table.push(Column::loaded(ColumnName::attribute("start_time"), Values::Time(times)));
    table
}

fn odd_spec() -> ParallelSpec {
    let table = odd();
    let axes = table.columns().iter().map(|column| AxisSpec::new(column.name().clone())).collect();
    sized(axes, Some(ColumnName::metric("loss")), 1000.0, 340.0)
}
