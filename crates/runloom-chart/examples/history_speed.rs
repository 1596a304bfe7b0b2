//! How long a metric history of 1,000 runs with 10,000 points each takes: `cargo run --release -p runloom-chart --example history_speed`.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a tool that reports to its user and may stop")]

use std::time::{Duration, Instant};

use runloom_chart::{ColourScale, HistoryChart, HistoryData, HistorySpec, HistoryX, Palette, Smoothing};
use runloom_table::{Column, ColumnName, HistoryBuilder, Point, RowMask, RunTable, Values};

const RUNS: u32 = 1000;
const POINTS: i64 = 10_000;
const FRAMES: u32 = 60;

fn main() {
    let mut builder = HistoryBuilder::default();
    let loss = builder.key("loss");
    for run in 0..RUNS {
        for step in 0..POINTS {
            let noise = f64::from((run.wrapping_mul(7919) ^ (step as u32).wrapping_mul(104_729)) % 1000) / 1000.0;
            let value = 2.0 / (1.0 + step as f64 * 1e-3 * f64::from(run % 40 + 1)) + 0.2 * noise;
            builder.push(run, loss, Point { step, time_us: None, value });
        }
    }
    let history = builder.finish();
    let mut runs = RunTable::new(RUNS as usize);
    runs.push(Column::loaded(ColumnName::param("lr"), Values::from_reals((0..RUNS).map(|run| Some(f64::from(run % 40))))));
    let all = RowMask::all(RUNS as usize);
    let data = HistoryData { runs: &runs, history: &history, in_filter: &all, matching: &all, selected: None, groups: None };
    let mut spec = HistorySpec {
        metrics: vec!["loss".to_owned()],
        x: HistoryX::Step,
        log: false,
        smoothing: Smoothing::None,
        mean: None,
        cut_outliers: false,
        window: None,
        coarse: false,
        colour: Some(ColumnName::param("lr")),
        colour_scale: ColourScale::Automatic,
        width_px: 1360.0,
        height_px: 320.0,
        device_pixel_ratio: 1.0,
        palette: Palette::LIGHT,
    };
    let bytes = vec![1u64; 2 * history.points().len()];
    bytes.clone().truncate(1);
    let (copy, _) = timed(|| bytes.clone());
    println!("copying the points' 16 bytes each: {copy:.1?}");
    let (first, mut chart) = timed(|| HistoryChart::build(&data, &spec).unwrap());
    println!("{} points, first picture {first:.1?}", history.points().len());
    let last = (POINTS - 1) as f64;
    let mut frames = |name: &str, window: &dyn Fn(f64) -> (f64, f64)| {
        let mut times: Vec<Duration> = (0..FRAMES)
            .map(|frame| {
                spec.window = Some(window(f64::from(frame) / f64::from(FRAMES)));
                timed(|| chart.redraw(&data, &spec).unwrap()).0
            })
            .collect();
        times.sort();
        println!(
            "{name}: least {:.1?}, median {:.1?}, 95 % {:.1?}",
            times[0],
            times[times.len() / 2],
            times[times.len() * 95 / 100]
        );
    };
    frames("zoom", &|part| (last * part * 0.5, last - last * part * 0.49));
    frames("pan over half", &|part| (last * 0.5 * part, last * 0.5 * (1.0 + part)));
    frames("pan over a tenth", &|part| (last * 0.9 * part, last * (0.9 * part + 0.1)));
    spec.window = None;
    for smoothing in [Smoothing::Ema(0.9), Smoothing::Mean(31), Smoothing::Gaussian(2.0), Smoothing::Gaussian(50.0)] {
        spec.smoothing = smoothing;
        let (time, ()) = timed(|| chart.redraw(&data, &spec).unwrap());
        println!("first picture with {}: {time:.1?}", smoothing.words());
    }
    let (hover, _) = timed(|| (0..100).filter_map(|y| chart.hover(600.0, f64::from(y) * 3.0)).count());
    println!("hover {:.2?}", hover / 100);
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed(), result)
}
