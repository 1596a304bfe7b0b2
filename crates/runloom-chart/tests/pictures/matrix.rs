//! Scatter matrices that there is a picture of.

use runloom_chart::{AxisSpec, Interval, MatrixChart, MatrixSpec, Palette, ScaleKind, brush_mask, default_matrix_columns};
use runloom_table::{ColumnName, RowMask, RunTable};

use super::cases::{Case, crowd, odd};
use super::data;

pub(crate) fn all() -> Vec<Case> {
    let search = data::csv("mlflow-novabio/search.csv", ColumnName::parse);
    let everything = data::csv("mlflow-novabio/all.csv", ColumnName::parse);
    let cars = data::csv("parcoords-cars/cars.csv", |key| ColumnName::metric(key));
    let chosen = default_matrix_columns(&search).into_iter().map(AxisSpec::new).collect();
    let proposed = spec(chosen, "metrics.val_auc");
    let mut brushed = proposed.clone();
    brushed.columns[0].intervals.push(Interval::Numbers { low: 5.5, high: 7.0 });
    let models = named(&["params.model", "metrics.test_auc", "metrics.fit_seconds"]);
    let mut by_model = spec(models, "params.model");
    by_model.columns[2].scale = Some(ScaleKind::Log);
    let mut by_cylinders =
        spec(named(&["metrics.cylinders", "metrics.economy (mpg)", "metrics.power (hp)"]), "metrics.cylinders");
    by_cylinders.columns[1].inverted = true;
    let crowded = spec(named(&["params.lr", "params.layers", "params.dropout", "metrics.loss", "metrics.acc"]), "metrics.acc");
    let mut focused = MatrixSpec { palette: Palette::DARK, ..crowded.clone() };
    focused.columns[4].intervals.push(Interval::Numbers { low: 0.85, high: f64::INFINITY });
    let odd_columns = named(&["params.range", "metrics.loss", "metrics.nothing", "metrics.same"]);
    vec![
        draw("matrix-search-light", &search, &proposed),
        draw("matrix-search-dark", &search, &MatrixSpec { palette: Palette::DARK, ..brushed.clone() }),
        draw("matrix-narrow", &search, &MatrixSpec { width_px: 360.0, device_pixel_ratio: 2.0, ..proposed.clone() }),
        hovered("matrix-hover", &search, &MatrixSpec { width_px: 760.0, height_px: Some(420.0), ..brushed }),
        draw("matrix-categories", &everything, &by_model),
        draw("matrix-cars", &cars, &MatrixSpec { width_px: 640.0, ..by_cylinders }),
        draw("matrix-crowd", &crowd(20_000), &crowded),
        draw("matrix-crowd-brushed-dark", &crowd(20_000), &focused),
        draw("matrix-odd-values", &odd(), &MatrixSpec { width_px: 640.0, ..spec(odd_columns, "metrics.loss") }),
    ]
}

fn draw(name: &'static str, table: &RunTable, spec: &MatrixSpec) -> Case {
    let chart = build(table, spec);
    Case { name, scene: chart.scene, pixels: chart.pixels, palette: spec.palette }
}

fn hovered(name: &'static str, table: &RunTable, spec: &MatrixSpec) -> Case {
    let chart = build(table, spec);
    let row = brush_mask(table, &spec.columns).unwrap().rows().next().unwrap();
    let mut scene = chart.scene.clone();
    scene.marks.extend(chart.hover_scene(&chart.describe_row(table, row).unwrap()).marks);
    Case { name, scene, pixels: chart.pixels, palette: spec.palette }
}

fn build(table: &RunTable, spec: &MatrixSpec) -> MatrixChart {
    let matching = brush_mask(table, &spec.columns).unwrap();
    MatrixChart::build(table, &matching, &RowMask::all(table.rows()), None, spec).unwrap()
}

fn spec(columns: Vec<AxisSpec>, colour: &str) -> MatrixSpec {
    let colour = Some(ColumnName::parse(colour));
    MatrixSpec { columns, colour, width_px: 1100.0, height_px: None, device_pixel_ratio: 1.0, palette: Palette::LIGHT }
}

fn named(names: &[&str]) -> Vec<AxisSpec> {
    names.iter().map(|name| AxisSpec::new(ColumnName::parse(name))).collect()
}
