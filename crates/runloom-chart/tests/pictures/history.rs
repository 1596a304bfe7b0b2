//! Metric histories that there is a picture of.

use runloom_chart::{Band, ColourScale, HistoryChart, HistoryData, HistoryGroups, HistorySpec, HistoryX, Palette, Smoothing};
use runloom_table::{Column, ColumnName, History, HistoryBuilder, Point, RowMask, RunTable, Values};

use super::cases::Case;
use super::data;

pub(crate) fn all() -> Vec<Case> {
    let runs = data::csv("mlflow-novabio/search.csv", ColumnName::parse);
    let history = search_history();
    let search = |palette| HistorySpec { palette, colour: Some(ColumnName::metric("val_auc")), ..spec(&["val_logloss"]) };
    let all = Rows::all(&runs);
    let brushed = Rows {
        matching: RowMask::from_fn(runs.rows(), |row| row % 3 == 0),
        selected: Some(RowMask::from_fn(runs.rows(), |row| row == 12 || row == 27)),
        ..Rows::all(&runs)
    };
    let (mixed_runs, mixed) = mixed();
    let mixed_rows = Rows::all(&mixed_runs);
    let four = HistorySpec { width_px: 1180.0, ..spec(&["accuracy", "loss", "scale", "gone"]) };
    let smoothed = HistorySpec { smoothing: Smoothing::Ema(0.9), ..spec(&["loss"]) };
    let odd = HistorySpec { log: true, width_px: 640.0, ..spec(&["odd"]) };
    let by_time = HistorySpec { x: HistoryX::Time, width_px: 640.0, ..spec(&["loss"]) };
    let relative = HistorySpec { x: HistoryX::Relative, width_px: 640.0, smoothing: Smoothing::Gaussian(3.0), ..spec(&["loss"]) };
    let by_metric = HistorySpec { x: HistoryX::Metric("accuracy".to_owned()), width_px: 640.0, ..spec(&["loss"]) };
    let cut = HistorySpec { cut_outliers: true, colour: Some(ColumnName::param("model")), ..spec(&["spiky"]) };
    let (crowd_runs, crowd) = crowd();
    let crowd_rows = Rows::all(&crowd_runs);
    let crowd_brushed = Rows { matching: RowMask::from_fn(crowd_runs.rows(), |row| row % 40 < 30), ..Rows::all(&crowd_runs) };
    let many = HistorySpec { colour: Some(ColumnName::param("lr")), ..spec(&["loss"]) };
    vec![
        draw("history-search-light", &runs, &history, &all, &search(Palette::LIGHT)),
        draw("history-search-dark", &runs, &history, &brushed, &HistorySpec { log: true, ..search(Palette::DARK) }),
        draw(
            "history-zoomed",
            &runs,
            &history,
            &brushed,
            &HistorySpec { window: Some((100.0, 160.0)), device_pixel_ratio: 2.0, width_px: 500.0, ..search(Palette::LIGHT) },
        ),
        hovered("history-hover", &runs, &history, &all, &search(Palette::LIGHT)),
        draw("history-mean", &runs, &history, &all, &HistorySpec { mean: Some(Band::Std), ..search(Palette::LIGHT) }),
        grouped(
            "history-groups-dark",
            &runs,
            &history,
            &HistorySpec { mean: Some(Band::MinMax), colour: Some(ColumnName::param("max_depth")), ..search(Palette::DARK) },
        ),
        draw("history-panes", &mixed_runs, &mixed, &mixed_rows, &four),
        draw("history-smoothed-dark", &mixed_runs, &mixed, &mixed_rows, &HistorySpec { palette: Palette::DARK, ..smoothed }),
        draw("history-odd-values", &mixed_runs, &mixed, &mixed_rows, &odd),
        draw("history-time", &mixed_runs, &mixed, &mixed_rows, &by_time),
        draw("history-relative", &mixed_runs, &mixed, &mixed_rows, &relative),
        draw("history-by-metric", &mixed_runs, &mixed, &mixed_rows, &by_metric),
        draw("history-outliers", &mixed_runs, &mixed, &mixed_rows, &cut),
        draw("history-crowd", &crowd_runs, &crowd, &crowd_rows, &many),
        draw(
            "history-crowd-moving",
            &crowd_runs,
            &crowd,
            &crowd_rows,
            &HistorySpec { window: Some((30.0, 120.0)), coarse: true, ..many.clone() },
        ),
        draw(
            "history-crowd-dark",
            &crowd_runs,
            &crowd,
            &crowd_brushed,
            &HistorySpec { palette: Palette::DARK, log: true, ..many },
        ),
    ]
}

struct Rows {
    in_filter: RowMask,
    matching: RowMask,
    selected: Option<RowMask>,
}

impl Rows {
    fn all(runs: &RunTable) -> Self {
        let all = RowMask::all(runs.rows());
        Self { in_filter: all.clone(), matching: all, selected: None }
    }
}

fn draw(name: &'static str, runs: &RunTable, history: &History, rows: &Rows, spec: &HistorySpec) -> Case {
    let chart = HistoryChart::build(&given(runs, history, rows), spec).unwrap();
    Case { name, scene: chart.scene, pixels: chart.pixels, palette: spec.palette }
}

fn given<'a>(runs: &'a RunTable, history: &'a History, rows: &'a Rows) -> HistoryData<'a> {
    let Rows { in_filter, matching, selected } = rows;
    HistoryData { runs, history, in_filter, matching, selected: selected.as_ref(), groups: None }
}

fn hovered(name: &'static str, runs: &RunTable, history: &History, rows: &Rows, spec: &HistorySpec) -> Case {
    let chart = HistoryChart::build(&given(runs, history, rows), spec).unwrap();
    let pane = &chart.panes[0];
    let x_px = pane.left_px + pane.width_px * 0.3;
    let row = chart.hover(x_px, pane.top_px + pane.height_px * 0.55).unwrap();
    let hit = chart.describe_row(runs, history, row, Some(x_px)).unwrap();
    let mut scene = chart.scene.clone();
    scene.marks.extend(chart.hover_scene(&hit).marks);
    Case { name, scene, pixels: chart.pixels, palette: spec.palette }
}

/// The means of the runs with the same depth, which is four groups and one run without.
fn grouped(name: &'static str, runs: &RunTable, history: &History, spec: &HistorySpec) -> Case {
    let depth = ColumnName::param("max_depth");
    let values = runs.values(&depth).unwrap().unwrap();
    let depths = ["3", "4", "6", "7"];
    let members: Vec<Vec<u32>> = depths
        .iter()
        .map(|depth| {
            (0..runs.rows()).filter(|row| values.text_at(*row).as_deref() == Some(*depth)).map(|row| row as u32).collect()
        })
        .collect();
    let rows: Vec<&[u32]> = members.iter().map(Vec::as_slice).collect();
    let picked: Vec<Option<u32>> = members.iter().map(|rows| rows.first().copied()).collect();
    let mut table = RunTable::new(rows.len());
    table.push(Column::loaded(depth.clone(), values.pick(&picked)));
    let all = Rows::all(runs);
    let groups = HistoryGroups { table: &table, rows: &rows };
    let chart = HistoryChart::build(&HistoryData { groups: Some(groups), ..given(runs, history, &all) }, spec).unwrap();
    Case { name, scene: chart.scene, pixels: chart.pixels, palette: spec.palette }
}

fn spec(metrics: &[&str]) -> HistorySpec {
    HistorySpec {
        metrics: metrics.iter().map(|metric| (*metric).to_owned()).collect(),
        x: HistoryX::Step,
        log: false,
        smoothing: Smoothing::None,
        mean: None,
        cut_outliers: false,
        window: None,
        coarse: false,
        colour: None,
        colour_scale: ColourScale::Automatic,
        width_px: 1000.0,
        height_px: 300.0,
        device_pixel_ratio: 1.0,
        palette: Palette::LIGHT,
    }
}

fn search_history() -> History {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/mlflow-novabio/search-val-logloss.csv");
    let mut builder = HistoryBuilder::default();
    let key = builder.key("val_logloss");
    for record in csv::Reader::from_path(path).unwrap().records() {
        let record = record.unwrap();
        let point = Point { step: record[1].parse().unwrap(), time_us: None, value: record[2].parse().unwrap() };
        builder.push(record[0].parse().unwrap(), key, point);
    }
    builder.finish()
}

/// Six runs of made-up training: noise, gaps, infinities, one point, huge numbers, spikes.
fn mixed() -> (RunTable, History) {
    let mut runs = data::made(6, &["params.lr"], |row, _| Some(10f64.powf(row as f64 - 5.0)));
    let models = ["cnn", "cnn", "mlp", "mlp", "rnn", "rnn"];
    runs.push(Column::loaded(ColumnName::param("model"), Values::from_texts(models.map(Some))));
    let mut builder = HistoryBuilder::default();
    let [accuracy, loss, scale, odd, spiky] = ["accuracy", "loss", "scale", "odd", "spiky"].map(|key| builder.key(key));
    for run in 0..6u32 {
        let steps = [400i64, 300, 400, 120, 400, 1][run as usize];
        for step in 0..steps {
            let noise = data::noise(step as usize, run as usize) - 0.5;
            let fit = 1.0 - 1.0 / (1.0 + step as f64 * 0.01 * f64::from(run + 1));
            let time_us = Some(1_780_000_000_000_000 + i64::from(run) * 3_000_000_000 + step * 17_000_000);
            let mut push = |key, value| builder.push(run, key, Point { step, time_us, value });
            push(loss, 2.0 - 1.6 * fit + noise * 0.4);
            if step % 10 == 0 {
                push(accuracy, 0.5 + 0.45 * fit + noise * 0.05);
                push(scale, 10f64.powf(300.0 * fit));
            }
            push(spiky, fit + noise * 0.1 + if step % 197 == 5 { 40.0 } else { 0.0 });
            push(
                odd,
                match (step / 20 + i64::from(run)) % 8 {
                    3 if step % 20 < 4 => f64::NAN,
                    5 if step % 20 == 9 => f64::INFINITY,
                    6 if step % 20 < 6 => 0.0,
                    _ => fit + 0.01 + noise * 0.01 + 0.02 * f64::from(run),
                },
            );
        }
    }
    (runs, builder.finish())
}

/// 1,200 runs, some of which diverge.
fn crowd() -> (RunTable, History) {
    let runs = data::made(1200, &["params.lr"], |row, _| Some(10f64.powf(data::noise(row, 7) * 3.0 - 4.0)));
    let mut builder = HistoryBuilder::default();
    let loss = builder.key("loss");
    for run in 0..1200u32 {
        let (speed, floor) = (data::noise(run as usize, 7), data::noise(run as usize, 8) * 0.3);
        for step in 0..150i64 {
            let noise = data::noise(step as usize, 1000 + run as usize) - 0.5;
            let value = 0.05 + floor + 2.0 / (1.0 + step as f64 * (0.02 + 0.3 * speed * speed)) + noise * 0.15 * (0.2 + floor);
            builder.push(run, loss, Point { step, time_us: None, value });
        }
    }
    (runs, builder.finish())
}
