//! Importances that there is a picture of.

use runloom_analysis::{Goal, Method};
use runloom_chart::{ImportanceAnswer, ImportanceChart, ImportanceQuestion, ImportanceSpec, ImportanceWork, Palette, Raster};
use runloom_table::{ColumnName, RowMask, RunTable};

use super::cases::Case;
use super::data;

pub(crate) fn all() -> Vec<Case> {
    let runs = data::csv("mlflow-novabio/search.csv", ColumnName::parse);
    let search = answer(&runs, "metrics.val_auc", Method::Fanova);
    let permuted = answer(&runs, "metrics.val_auc", Method::Permutation);
    let sgd = data::study("sgd-pruned");
    let light = ImportanceSpec { width_px: 560.0, height_px: None, effect: None, pair: None, palette: Palette::LIGHT };
    let dark = ImportanceSpec { palette: Palette::DARK, ..light.clone() };
    let effect = Some(ColumnName::param("penalty"));
    let categories = ImportanceSpec { width_px: 1000.0, height_px: Some(300.0), effect, ..dark.clone() };
    let pair = |first: &str, second: &str| Some([ColumnName::param(first), ColumnName::param(second)]);
    let surface =
        ImportanceSpec { width_px: 1000.0, height_px: Some(330.0), pair: pair("max_depth", "learning_rate"), ..light.clone() };
    let surface_of_categories = ImportanceSpec { pair: pair("penalty", "alpha"), palette: Palette::DARK, ..surface.clone() };
    vec![
        draw("importance-surface-light", &search, &surface),
        draw("importance-surface-dark", &search, &ImportanceSpec { palette: Palette::DARK, ..surface.clone() }),
        draw("importance-surface-of-categories", &answer(&sgd, "metrics.value", Method::Fanova), &surface_of_categories),
        draw("importance-surface-narrow", &search, &ImportanceSpec { width_px: 300.0, height_px: None, ..surface }),
        draw("importance-search-light", &search, &light),
        hovered("importance-search-dark", &permuted, &dark),
        draw("importance-search-narrow", &search, &ImportanceSpec { width_px: 300.0, height_px: Some(260.0), ..light.clone() }),
        draw("importance-search-wide", &permuted, &ImportanceSpec { width_px: 1364.0, height_px: Some(320.0), ..dark.clone() }),
        draw("importance-sgd-ped-anova", &answer(&sgd, "metrics.value", Method::PedAnova), &light),
        draw("importance-effect-of-categories", &answer(&sgd, "metrics.value", Method::Fanova), &categories),
        draw("importance-one-param", &answer(&one_param(), "metrics.loss", Method::Fanova), &light),
        draw(
            "importance-forty-params",
            &answer(&many_params(), "metrics.loss", Method::Correlation),
            &ImportanceSpec { height_px: Some(300.0), ..dark },
        ),
        draw(
            "importance-odd-names",
            &answer(&odd_names(), "metrics.loss", Method::Mdi),
            &ImportanceSpec { width_px: 380.0, ..light },
        ),
    ]
}

fn answer(table: &RunTable, target: &str, method: Method) -> ImportanceAnswer {
    let target = ColumnName::parse(target);
    let goal = Goal::guess(&target.key);
    let question = ImportanceQuestion { target, goal, method, best_percent: None };
    let mut work = ImportanceWork::new(table, &RowMask::all(table.rows()), question).unwrap();
    while !work.step() {}
    work.finish()
}

fn draw(name: &'static str, answer: &ImportanceAnswer, spec: &ImportanceSpec) -> Case {
    let chart = ImportanceChart::build(answer, spec);
    Case { name, scene: chart.scene, pixels: Raster::default(), palette: spec.palette }
}

/// With the pointer over the second bar.
fn hovered(name: &'static str, answer: &ImportanceAnswer, spec: &ImportanceSpec) -> Case {
    let chart = ImportanceChart::build(answer, spec);
    let area = chart.bars[1].area;
    let bar = chart.hover(area.x + 5.0, area.y + 5.0).unwrap();
    let mut scene = chart.scene.clone();
    scene.marks.extend(chart.hover_scene(bar).marks);
    Case { name, scene, pixels: Raster::default(), palette: spec.palette }
}

fn one_param() -> RunTable {
    data::made(60, &["params.lr", "params.same", "metrics.loss"], |row, column| match column {
        0 => Some(data::noise(row, 0)),
        1 => Some(3.0),
        _ => Some(data::noise(row, 0) + 0.1 * data::noise(row, 1)),
    })
}

fn many_params() -> RunTable {
    let names: Vec<String> = (0..40).map(|param| format!("params.layer_{param:02}.width")).collect();
    let columns: Vec<&str> = names.iter().map(String::as_str).chain(["metrics.loss"]).collect();
    data::made(120, &columns, |row, column| {
        let part = |param: usize| data::noise(row, param) / (param + 1) as f64;
        Some(if column < 40 { data::noise(row, column) } else { part(0) + part(1) + part(2) + part(3) })
    })
}

fn odd_names() -> RunTable {
    let long = format!("params.{}", "a_name_that_goes_on_and_on.".repeat(8));
    let columns = [long.as_str(), "params.שלום עולם", "params.日本語の設定", "params.<b>&amp;", "metrics.loss"];
    data::made(80, &columns, |row, column| {
        Some(match column {
            4 => data::noise(row, 0) + 0.5 * data::noise(row, 2),
            column => data::noise(row, column),
        })
    })
}
