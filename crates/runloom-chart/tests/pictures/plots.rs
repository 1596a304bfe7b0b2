//! Plots that there is a picture of.

use runloom_chart::{AxisSpec, ColourScale, Interval, Palette, PlotChart, PlotKind, PlotOptions, PlotSpec, brush_mask};
use runloom_table::{ColumnName, RowMask, RunTable};

use super::cases::{Case, crowd, odd};
use super::data;

pub(crate) fn all() -> Vec<Case> {
    let search = data::csv("mlflow-novabio/search.csv", ColumnName::parse);
    let crowd = crowd(20_000);
    let scatter = |x: &str, y: &str| spec_of(PlotKind::Scatter, vec![("x", named(&[x])), ("y", named(&[y]))], y);
    let mut sized = scatter("params.learning_rate", "metrics.val_auc");
    sized.roles.push(("size", named(&["params.max_depth"])));
    sized.options.trend = true;
    let mut brushed = sized.clone();
    brushed.roles[0].1[0].intervals.push(Interval::Numbers { low: 0.02, high: 0.2 });
    vec![
        draw("scatter-search-light", &search, &sized),
        hovered("scatter-search-dark", &search, &PlotSpec { palette: Palette::DARK, ..brushed }),
        draw("scatter-crowd", &crowd, &scatter("params.lr", "metrics.loss")),
        draw("scatter-odd-values", &odd(), &scatter("params.range", "metrics.loss")),
    ]
}

pub(crate) fn draw(name: &'static str, table: &RunTable, spec: &PlotSpec) -> Case {
    let chart = build(table, spec);
    Case { name, scene: chart.scene, pixels: chart.pixels, palette: spec.palette }
}

/// With the first run in focus under the pointer.
pub(crate) fn hovered(name: &'static str, table: &RunTable, spec: &PlotSpec) -> Case {
    let chart = build(table, spec);
    let row = brush_mask(table, &axes(spec)).unwrap().rows().next().unwrap();
    let hit = chart.describe_row(table, row, &spec.columns()).unwrap();
    let mut scene = chart.scene.clone();
    scene.marks.extend(chart.hover_scene(&hit, None).marks);
    Case { name, scene, pixels: chart.pixels, palette: spec.palette }
}

pub(crate) fn build(table: &RunTable, spec: &PlotSpec) -> PlotChart {
    let matching = brush_mask(table, &axes(spec)).unwrap();
    PlotChart::build(table, &matching, &RowMask::all(table.rows()), None, spec).unwrap()
}

fn axes(spec: &PlotSpec) -> Vec<AxisSpec> {
    spec.roles.iter().flat_map(|(_, axes)| axes).cloned().collect()
}

pub(crate) fn spec_of(kind: PlotKind, roles: Vec<(&'static str, Vec<AxisSpec>)>, colour: &str) -> PlotSpec {
    PlotSpec {
        kind,
        roles,
        options: PlotOptions::default(),
        colour: Some(ColumnName::parse(colour)),
        colour_scale: ColourScale::Automatic,
        width_px: if kind == PlotKind::ScatterMatrix { 1100.0 } else { 640.0 },
        height_px: None,
        device_pixel_ratio: 1.0,
        palette: Palette::LIGHT,
    }
}

pub(crate) fn named(names: &[&str]) -> Vec<AxisSpec> {
    names.iter().map(|name| AxisSpec::new(ColumnName::parse(name))).collect()
}
