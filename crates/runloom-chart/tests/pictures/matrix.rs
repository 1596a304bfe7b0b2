//! Scatter matrices that there is a picture of.

use runloom_chart::{AxisSpec, Interval, Palette, PlotKind, PlotSpec, ScaleKind, complete_roles};
use runloom_table::ColumnName;

use super::cases::{Case, crowd, odd};
use super::data;
use super::distributions::many_names;
use super::plots::{draw, hovered, named, spec_of};

pub(crate) fn all() -> Vec<Case> {
    let search = data::csv("mlflow-novabio/search.csv", ColumnName::parse);
    let everything = data::csv("mlflow-novabio/all.csv", ColumnName::parse);
    let cars = data::csv("parcoords-cars/cars.csv", |key| ColumnName::metric(key));
    let (_, chosen) = complete_roles(PlotKind::ScatterMatrix, &search, |_| Vec::new()).remove(0);
    let chosen = chosen.into_iter().map(AxisSpec::new).collect();
    let proposed = spec(chosen, "metrics.val_auc");
    let mut brushed = proposed.clone();
    columns(&mut brushed)[0].intervals.push(Interval::Numbers { low: 5.5, high: 7.0 });
    let models = named(&["params.model", "metrics.test_auc", "metrics.fit_seconds"]);
    let mut by_model = spec(models, "params.model");
    columns(&mut by_model)[2].scale = Some(ScaleKind::Log);
    let mut by_cylinders =
        spec(named(&["metrics.cylinders", "metrics.economy (mpg)", "metrics.power (hp)"]), "metrics.cylinders");
    columns(&mut by_cylinders)[1].inverted = true;
    let crowded = spec(named(&["params.lr", "params.layers", "params.dropout", "metrics.loss", "metrics.acc"]), "metrics.acc");
    let mut focused = PlotSpec { palette: Palette::DARK, ..crowded.clone() };
    columns(&mut focused)[4].intervals.push(Interval::Numbers { low: 0.85, high: f64::INFINITY });
    let odd_columns = named(&["params.range", "metrics.loss", "metrics.nothing", "metrics.same"]);
    let long_names = spec(named(&["metrics.loss", "params.name"]), "metrics.loss");
    vec![
        draw("matrix-search-light", &search, &proposed),
        draw("matrix-search-dark", &search, &PlotSpec { palette: Palette::DARK, ..brushed.clone() }),
        draw("matrix-narrow", &search, &PlotSpec { width_px: 360.0, device_pixel_ratio: 2.0, ..proposed.clone() }),
        hovered("matrix-hover", &search, &PlotSpec { width_px: 760.0, height_px: Some(420.0), ..brushed }),
        draw("matrix-categories", &everything, &by_model),
        draw("matrix-cars", &cars, &PlotSpec { width_px: 640.0, ..by_cylinders }),
        draw("matrix-crowd", &crowd(20_000), &crowded),
        draw("matrix-crowd-brushed-dark", &crowd(20_000), &focused),
        draw("matrix-odd-values", &odd(), &PlotSpec { width_px: 640.0, ..spec(odd_columns, "metrics.loss") }),
        draw("matrix-long-names", &many_names(), &PlotSpec { width_px: 640.0, ..long_names }),
    ]
}

fn spec(columns: Vec<AxisSpec>, colour: &str) -> PlotSpec {
    spec_of(PlotKind::ScatterMatrix, vec![("columns", columns)], colour)
}

fn columns(spec: &mut PlotSpec) -> &mut [AxisSpec] {
    &mut spec.roles[0].1
}
