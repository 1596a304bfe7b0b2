//! Plots of how values are spread.

use runloom_chart::{Interval, Palette, PlotChart, PlotKind, PlotOptions, PlotSpec, Statistic};
use runloom_table::{Column, ColumnName, RowMask, RunTable, Values};

use super::cases::{Case, crowd, odd};
use super::data;
use super::plots::{draw, hovered, named, spec_of};

pub(crate) fn all() -> Vec<Case> {
    let search = data::csv("mlflow-novabio/search.csv", ColumnName::parse);
    let everything = data::csv("mlflow-novabio/all.csv", ColumnName::parse);
    let crowd = crowd(20_000);
    let histogram = |x: &str| spec_of(PlotKind::Histogram, vec![("x", named(&[x]))], "metrics.val_auc");
    let split =
        |x: &str, by: &str| spec_of(PlotKind::Histogram, vec![("x", named(&[x])), ("by", named(&[by]))], "metrics.val_auc");
    let brushed = |mut spec: PlotSpec, column: &str, low: f64, high: f64| {
        spec.roles.push(("brushed", named(&[column])));
        spec.roles.last_mut().unwrap().1[0].intervals.push(Interval::Numbers { low, high });
        PlotSpec { palette: Palette::DARK, ..spec }
    };
    let bar = |value: &str, by: &[&str], statistic: Statistic| {
        let spec = spec_of(PlotKind::Bar, vec![("value", named(&[value])), ("by", named(by))], value);
        PlotSpec { options: PlotOptions { statistic, ..spec.options }, ..spec }
    };
    let boxes = |value: &str, by: &str| spec_of(PlotKind::Box, vec![("value", named(&[value])), ("by", named(&[by]))], value);
    let edf = |target: &str, by: &[&str]| spec_of(PlotKind::Edf, vec![("target", named(&[target])), ("by", named(by))], target);
    let (auc, mean) = ("metrics.test_auc", Statistic::Mean);
    vec![
        draw("histogram-search", &search, &histogram("metrics.val_auc")),
        draw("histogram-split", &everything, &split("metrics.test_auc", "params.model")),
        draw("histogram-split-dark", &everything, &brushed(split(auc, "params.model"), "params.n_estimators", 30.0, 200.0)),
        draw("histogram-log", &crowd, &histogram("params.lr")),
        draw("histogram-steps", &crowd, &split("params.layers", "params.dropout")),
        draw("histogram-times", &odd(), &histogram("start_time")),
        draw("histogram-names", &everything, &split("params.model", "status")),
        draw("histogram-narrow", &everything, &PlotSpec { width_px: 360.0, ..split("metrics.test_auc", "params.model") }),
        draw("histogram-odd-range", &odd(), &histogram("params.range")),
        draw("histogram-odd-names", &odd(), &histogram("tags.تجربة")),
        draw("histogram-many-names", &many_names(), &PlotSpec { palette: Palette::DARK, ..histogram("params.name") }),
        draw("bar-models", &everything, &bar(auc, &["params.model"], mean)),
        draw(
            "bar-models-dark",
            &everything,
            &brushed(bar(auc, &["params.model"], Statistic::Median), "params.n_estimators", 30.0, 200.0),
        ),
        draw("bar-from-zero", &everything, &bar("metrics.fit_seconds", &["params.model"], mean)),
        draw("bar-ranges", &crowd, &bar("metrics.loss", &["params.lr"], mean)),
        draw("bar-share-dark", &everything, &brushed(bar(auc, &["tags.evaluator"], Statistic::Share), auc, 0.9, 1.0)),
        draw("bar-runs", &search, &bar("metrics.val_auc", &[], mean)),
        draw("bar-runs-dark", &search, &brushed(bar("metrics.val_log_loss", &[], mean), "params.max_depth", 4.0, 5.0)),
        draw("bar-many-names", &many_names(), &PlotSpec { width_px: 360.0, ..bar("metrics.loss", &["params.name"], mean) }),
        draw("bar-odd", &odd(), &bar("metrics.loss", &["tags.تجربة"], mean)),
        hovered(
            "box-models",
            &everything,
            &PlotSpec { colour: Some(ColumnName::param("max_depth")), ..boxes(auc, "params.model") },
        ),
        draw(
            "box-models-dark",
            &everything,
            &brushed(
                PlotSpec { colour: Some(ColumnName::param("max_depth")), ..boxes(auc, "params.model") },
                "params.n_estimators",
                30.0,
                200.0,
            ),
        ),
        draw("box-search", &search, &boxes("metrics.val_auc", "params.max_depth")),
        draw("box-crowd", &crowd, &boxes("metrics.loss", "params.layers")),
        draw("box-odd", &odd(), &PlotSpec { width_px: 360.0, ..boxes("params.range", "tags.تجربة") }),
        draw("edf-search", &search, &edf("metrics.val_auc", &[])),
        draw("edf-models", &everything, &edf(auc, &["params.model"])),
        draw("edf-models-dark", &everything, &brushed(edf(auc, &["params.model"]), "params.n_estimators", 30.0, 200.0)),
        read("edf-crowd", &crowd, &edf("metrics.loss", &["params.lr"])),
        draw("edf-odd", &odd(), &PlotSpec { width_px: 360.0, ..edf("params.range", &["tags.تجربة"]) }),
    ]
}

/// With what the curves are in the middle.
fn read(name: &'static str, table: &RunTable, spec: &PlotSpec) -> Case {
    let all = RowMask::all(table.rows());
    let chart = PlotChart::build(table, &all, &all, None, spec).unwrap();
    let (_, overlay) = chart.reading(280.0, 150.0).unwrap();
    let mut scene = chart.scene;
    scene.marks.extend(overlay.marks);
    Case { name, scene, pixels: chart.pixels, palette: spec.palette }
}

/// 3,000 runs with 1,500 names, some of which are frequent.
pub(crate) fn many_names() -> RunTable {
    let mut table = data::made(3000, &["metrics.loss"], |row, _| Some(data::noise(row, 3)));
    let name =
        |row: usize| format!("name-{}", (data::noise(row, 1) * data::noise(row, 2) * data::noise(row, 4) * 1500.0) as usize);
    let names: Vec<String> = (0..3000).map(name).collect();
    table.push(Column::loaded(ColumnName::param("name"), Values::from_texts(names.iter().map(|name| Some(name.as_str())))));
    table
}
