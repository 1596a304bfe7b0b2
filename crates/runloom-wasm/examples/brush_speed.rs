//! How long each part of the answer to a brush takes: `cargo run --release -p runloom-wasm --example brush_speed -- RUNS.parquet`.
//!
//! Drags one edge of a brush over two axes of a chart of eight, as a mouse does, and tells the median time of every part.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a tool that reports to its user and may stop")]

use std::time::{Duration, Instant};

use runloom_source::{ByteSource, Limits, MemorySource, Step, open};
use runloom_table::ColumnName;
use runloom_wasm::protocol::{Intent, Palette, PictureRequest};
use runloom_wasm::session::Session;

const AXES: &str = "params.learning_rate,params.max_depth,params.n_estimators,params.subsample,params.dropout,\
    metrics.best_iteration,metrics.val_loss,metrics.val_auc";

/// How many places of the pointer a drag has.
const STEPS: usize = 60;

fn main() {
    let name = std::env::args().nth(1).unwrap_or_else(|| "target/bench/data/runs-1m.parquet".to_owned());
    let file = MemorySource::new(std::fs::read(&name).unwrap());
    let source = open(&file, &name, Limits::default(), &mut |_| {}).unwrap();
    let mut session = Session::default();
    session.add(source, None);
    session.apply(Intent::Restore { fragment: format!("axes={AXES}&color=metrics.val_auc") });
    load(&mut session, &file, Session::columns_for_view);
    session.evaluate();
    load(&mut session, &file, Session::columns_for_picture);
    let (first, picture) = timed(|| session.picture(&request()));
    println!("{} runs, first picture {first:.1?}", session.total());
    for axis in [7, 0, 2] {
        let (top_px, bottom_px) = (picture.axes[axis].top_px, picture.axes[axis].bottom_px);
        let at = |share: f64| top_px + (bottom_px - top_px) * share;
        let mut times: [Vec<Duration>; 2] = Default::default();
        let mut matching = 0;
        for step in 0..STEPS {
            let to_px = at(0.1 + 0.6 * step as f64 / STEPS as f64);
            let interval = (step > 0).then_some(0);
            session.apply(Intent::BrushPx { axis, from_px: at(0.1), to_px, interval });
            load(&mut session, &file, Session::columns_for_view);
            let (time, update) = timed(|| session.evaluate());
            times[0].push(time);
            times[1].push(timed(|| session.picture(&request())).0);
            matching = update.matching;
        }
        let [evaluate, picture] = times.map(|mut times| {
            times.sort();
            (times[times.len() / 2], times[times.len() * 95 / 100])
        });
        println!("axis {axis}, {matching} runs at the end: evaluate {evaluate:.1?}, picture {picture:.1?} (median, 95 %)");
        session.apply(Intent::ClearBrushes);
        session.evaluate();
        session.picture(&request());
    }
}

fn load(session: &mut Session, file: &MemorySource, columns: fn(&Session) -> Vec<ColumnName>) {
    let mut task = session.workspace().load(&columns(session));
    loop {
        match task.step().unwrap() {
            Step::Need(ranges) => {
                for need in ranges {
                    task.push(need.source, need.range.clone(), file.read(need.range).unwrap());
                }
            }
            Step::Working(_) => {}
            Step::Done(()) => break,
        }
    }
    session.finish_load(task);
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed(), result)
}

fn request() -> PictureRequest {
    let colour = |text: &str| text.to_owned();
    PictureRequest {
        width_px: 1360.0,
        height_px: 279.0,
        device_pixel_ratio: 1.0,
        palette: Palette {
            background: colour("#f5f6f8"),
            panel: colour("#ffffff"),
            hairline: colour("#e1e4ea"),
            ink: colour("#1b1f27"),
            soft_ink: colour("#5d6779"),
            axis: colour("#b3bac6"),
            context: colour("#cfd5df"),
            accent: colour("#2f6bff"),
            bar: colour("#3b6fb6"),
        },
    }
}
