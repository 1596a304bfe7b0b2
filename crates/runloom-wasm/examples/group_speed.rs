//! How long the session takes to group the runs of a Parquet file.
//!
//! ```text
//! cargo run --release -p runloom-wasm --example group_speed -- runs.parquet "params.a, params.b" metrics.auc
//! ```
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "an example that cannot go on ends, and tells what it measured")]

use std::time::Instant;

use runloom_source::{ByteSource, Limits, MemorySource, Step, open};
use runloom_table::ColumnName;
use runloom_wasm::protocol::{Intent, LinesName, Palette, PictureRequest, StatisticName};
use runloom_wasm::session::Session;

struct Page {
    session: Session,
    file: MemorySource,
}

impl Page {
    fn load(&mut self, columns: &[ColumnName]) {
        let mut task = self.session.workspace().load(columns);
        loop {
            match task.step().unwrap() {
                Step::Need(ranges) => {
                    for need in ranges {
                        task.push(need.source, need.range.clone(), self.file.read(need.range).unwrap());
                    }
                }
                Step::Working(_) => {}
                Step::Done(()) => break,
            }
        }
        self.session.finish_load(task);
    }

    fn apply(&mut self, what: &str, intent: Intent) {
        self.session.apply(intent);
        let needed = self.session.columns_for_view();
        self.load(&needed);
        let start = Instant::now();
        let update = self.session.evaluate();
        let ms = start.elapsed().as_secs_f64() * 1000.0;
        println!(
            "{what:40} {ms:8.1} ms  ({} runs, {} groups, {} rows)",
            update.matching, update.grouping.groups, update.grouping.rows
        );
    }

    fn rows(&mut self, columns: &[ColumnName]) {
        let needed = self.session.columns_for_rows(columns);
        self.load(&needed);
        for what in ["first rows", "rows again"] {
            let start = Instant::now();
            let rows = self.session.rows(0, 64, columns).rows.len();
            println!("  {what:38} {:8.1} ms  ({rows} rows x {} columns)", start.elapsed().as_secs_f64() * 1000.0, columns.len());
        }
    }

    fn picture(&mut self) {
        let needed = self.session.columns_for_picture();
        self.load(&needed);
        let text = |colour: &str| colour.to_owned();
        let request = PictureRequest {
            width_px: 1200.0,
            height_px: 320.0,
            device_pixel_ratio: 1.0,
            palette: Palette {
                background: text("#f5f6f8"),
                panel: text("#ffffff"),
                hairline: text("#e1e4ea"),
                ink: text("#1b1f27"),
                soft_ink: text("#5d6779"),
                axis: text("#b3bac6"),
                context: text("#cfd5df"),
                accent: text("#2f6bff"),
                bar: text("#3b6fb6"),
            },
        };
        let start = Instant::now();
        self.session.picture(&request);
        println!("  {:38} {:8.1} ms", "picture", start.elapsed().as_secs_f64() * 1000.0);
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().unwrap();
    let by = arguments.next().unwrap();
    let metric = arguments.next().unwrap();
    let file = MemorySource::new(std::fs::read(&path).unwrap());
    let source = open(&file, &path, Limits::default(), &mut |_| {}).unwrap();
    let mut session = Session::default();
    session.add(source, None);
    let mut page = Page { session, file };
    let columns: Vec<ColumnName> =
        page.session.workspace().dataset().runs.columns().iter().map(|column| column.name().clone()).collect();
    page.apply("open", Intent::Restore { fragment: format!("order={metric} DESC") });
    for by in [by.as_str(), "run_id"] {
        page.apply(&format!("group by {by}"), Intent::Group { text: by.to_owned() });
        page.rows(&columns);
        page.apply("median", Intent::GroupStatistic { statistic: StatisticName::Median });
        page.rows(&columns);
        page.apply("mean", Intent::GroupStatistic { statistic: StatisticName::Mean });
        page.apply("filter", Intent::Filter { text: format!("{metric} IS NOT NULL AND {metric} > 0.1") });
        page.rows(&columns);
        page.apply("no filter", Intent::Filter { text: String::new() });
        page.apply("expand all", Intent::ExpandAll { on: true });
        page.rows(&columns);
        page.apply("lines of groups", Intent::Lines { lines: LinesName::Groups });
        page.picture();
        page.apply("lines of runs", Intent::Lines { lines: LinesName::Runs });
    }
}
