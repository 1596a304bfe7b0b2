//! What the engine answers natively, kept as text for the browser test that asks the same of the Wasm build: every cell, and every byte of pictures.
//!
//! `RUNLOOM_BLESS=1 cargo test -p runloom-wasm --test agreement` writes the list anew.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fmt::Write;
use std::path::Path;

use runloom_source::{ByteSource, Limits, MemorySource, Step, open};
use runloom_table::ColumnName;
use runloom_wasm::protocol::{Intent, Palette, PictureRequest, Update};
use runloom_wasm::session::Session;

const FILES: [&str; 8] = [
    "novabio-all/runs.parquet",
    "novabio-search/runs.parquet",
    "novabio-search/runs.csv",
    "novabio-search/runs.json",
    "streamflow/runs.parquet",
    "streamflow/runs.csv",
    "streamflow/runs.json",
    "streamflow/rest_runs_search.json",
];

/// Views, percent-encoded as a browser would.
const VIEWS: [&str; 8] = [
    "",
    "where=metrics.val_auc%20%3E%200.66&order=metrics.val_auc%20DESC",
    "order=params.learning_rate%20ASC,metrics.val_log_loss%20DESC&color=params.max_depth",
    "where=attributes.run_name%20LIKE%20'config-0%25'%20OR%20params.max_depth%20IN%20(6%2C%208)",
    "brush=metrics.val_auc:0.66..&theme=dark",
    "axes=params.learning_rate:log,metrics.val_auc:inverted,params.max_depth:category&brush=params.max_depth:missing",
    "group=params.max_depth&order=metrics.val_auc%20DESC&lines=groups&color=metrics.val_auc",
    "group=status,params.model&statistic=median&lines=groups&brush=metrics.val_auc:0.66..",
];

/// How many rows have their exact cells compared.
const EXACT_ROWS: usize = 10;

struct Page {
    session: Session,
    file: MemorySource,
}

impl Page {
    fn open(path: &str) -> Self {
        let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/examples").join(path)).unwrap();
        let file = MemorySource::new(bytes);
        let source = open(&file, path, Limits::default(), &mut |_| {}).unwrap();
        let mut session = Session::default();
        session.add(source, Some(format!("examples/{path}")));
        Self { session, file }
    }

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

    fn restore(&mut self, fragment: &str) -> Update {
        self.session.apply(Intent::Restore { fragment: fragment.to_owned() });
        let needed = self.session.columns_for_view();
        self.load(&needed);
        self.session.evaluate()
    }
}

/// FNV-1a of 32 bits, which takes three lines in any language.
#[derive(Clone, Copy)]
struct Hash(u32);

impl Hash {
    fn new() -> Self {
        Self(0x811c_9dc5)
    }

    fn add(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193));
    }

    fn add_text(&mut self, text: Option<&str>) {
        self.add(text.map_or(&[0][..], str::as_bytes));
        self.add(&[1]);
    }
}

fn request(device_pixel_ratio: f64) -> PictureRequest {
    let colour = |text: &str| text.to_owned();
    PictureRequest {
        width_px: 1100.0,
        height_px: 300.0,
        device_pixel_ratio,
        palette: Palette {
            background: colour("#f5f6f8"),
            panel: colour("#ffffff"),
            hairline: colour("#e1e4ea"),
            ink: colour("#1b1f27"),
            soft_ink: colour("#667085"),
            axis: colour("#b3bac6"),
            context: colour("#cfd5df"),
            accent: colour("#2f6bff"),
            bar: colour("#3b6fb6"),
        },
    }
}

/// One view in one line: counts, then hashes of all cells and of the picture at two densities.
fn answer(page: &mut Page, fragment: &str) -> String {
    let update = page.restore(fragment);
    let names: Vec<ColumnName> =
        page.session.workspace().dataset().runs.columns().iter().map(|column| column.name().clone()).collect();
    let needed = page.session.columns_for_rows(&names);
    page.load(&needed);
    let mut cells = Hash::new();
    for row in page.session.rows(0, update.grouping.rows, &names).rows {
        cells.add_text(Some(&row.name));
        row.cells.iter().for_each(|cell| cells.add_text(cell.as_deref()));
    }
    for position in 0..EXACT_ROWS.min(update.grouping.rows) {
        for name in &names {
            cells.add_text(page.session.exact(position, name).as_deref());
        }
    }
    let needed = page.session.columns_for_picture();
    page.load(&needed);
    let mut line = format!("{} of {} runs, {} columns, cells {:08x}", update.matching, update.total, names.len(), cells.0);
    for ratio in [1.0, 2.0] {
        let picture = page.session.picture(&request(ratio));
        let (mut pixels, mut scene) = (Hash::new(), Hash::new());
        pixels.add(&picture.pixels);
        scene.add(&picture.scene);
        write!(line, ", {}x{} pixels {:08x} scene {:08x}", picture.width, picture.height, pixels.0, scene.0).unwrap();
    }
    line
}

#[test]
fn answers_are_those_of_the_list() {
    let mut got = String::new();
    for path in FILES {
        for fragment in VIEWS {
            let mut page = Page::open(path);
            let view = format!("{path} {fragment}");
            writeln!(got, "{}\n  {}", view.trim_end(), answer(&mut page, fragment)).unwrap();
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/agreement/answers.txt");
    if std::env::var_os("RUNLOOM_BLESS").is_some() {
        std::fs::write(&path, &got).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(got.lines().collect::<Vec<_>>(), expected.lines().collect::<Vec<_>>());
}
