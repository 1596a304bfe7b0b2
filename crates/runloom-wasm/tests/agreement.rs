//! What the engine answers natively, kept as text for the browser test that asks the same of the Wasm build: every cell, and every byte of pictures.
//!
//! `RUNLOOM_BLESS=1 cargo test -p runloom-wasm --test agreement` writes the list anew.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fmt::Write;
use std::path::Path;

use runloom_report::Panel;
use runloom_table::ColumnName;
use runloom_wasm::protocol::{ExportForm, ExportRequest, HistoryRequest, PictureRequest, SuggestFormatName};
use support::Page;

mod support;

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

/// Views of the metric history of an example with both its files.
const HISTORIES: [&str; 5] = [
    "",
    "history=metrics.val_logloss,metrics.train_logloss&smooth=ema:0.6&history-y=log&theme=dark",
    "history=metrics.train_logloss&color=metrics.val_logloss&history-zoom=20..140",
    "history=metrics.val_logloss&history-mean=std&smooth=gaussian:9",
    "history=metrics.train_logloss,metrics.val_logloss&history-x=relative&history-outliers=cut&smooth=mean:5",
];

/// Views with the importance of params, of the search: numbers to the bit (as text that gives them back), and the scene.
const IMPORTANCES: [&str; 6] = [
    "panels=importance,table&importance.pair=params.max_depth,params.learning_rate",
    "panels=importance,table",
    "panels=importance,table&importance.method=permutation&brush=params.max_depth:5..7",
    "panels=importance,table&importance.method=mdi&importance.target=metrics.val_log_loss",
    "panels=importance,table&importance.method=ped-anova&importance.goal=min",
    "panels=importance,table&importance.method=correlation&where=metrics.val_auc%20%3E%200.986",
];

/// Views with what to try next, of the search: the whole answer, as a file.
const SUGGESTIONS: [&str; 3] = [
    "panels=suggest,table",
    "panels=suggest,table&importance.target=metrics.val_log_loss&brush=params.max_depth:5..7",
    "panels=suggest,table&importance.goal=min&where=metrics.val_auc%20%3E%200.986",
];

/// The plots that are compared.
const PLOTS: [&str; 1] = ["scatter-matrix"];

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
    let mut request = PictureRequest { width_px: 1100.0, height_px: 300.0, device_pixel_ratio, ..support::request() };
    "#667085".clone_into(&mut request.palette.soft_ink);
    request
}

/// The size of a picture and hashes of all that is in it.
fn hashes(width: usize, height: usize, pixels: &[u8], scene: &[u8]) -> String {
    let (mut of_pixels, mut of_scene) = (Hash::new(), Hash::new());
    of_pixels.add(pixels);
    of_scene.add(scene);
    format!("{width}x{height} pixels {:08x} scene {:08x}", of_pixels.0, of_scene.0)
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
        write!(line, ", {}", hashes(picture.width, picture.height, &picture.pixels, &picture.scene)).unwrap();
    }
    for name in PLOTS {
        let panel = Panel::read(name).unwrap();
        let needed = page.session.columns_for_plot(panel);
        page.load(&needed);
        for ratio in [1.0, 2.0] {
            let picture = page.session.plot(panel, &request(ratio));
            write!(line, ", {name} {}", hashes(picture.width, picture.height, &picture.pixels, &picture.scene)).unwrap();
        }
    }
    let needed = page.session.columns_for_history();
    page.load(&needed);
    for ratio in [1.0, 2.0] {
        let picture = page.session.history(&HistoryRequest { picture: request(ratio), window: None });
        write!(line, ", history {}", hashes(picture.width, picture.height, &picture.pixels, &picture.scene)).unwrap();
    }
    if fragment.starts_with("panels=importance") {
        let picture = page.importance(&request(1.0));
        let form = ExportForm::Csv;
        let request = ExportRequest { panel: "importance".to_owned(), form, picture: request(1.0) };
        let mut of_numbers = Hash::new();
        of_numbers.add(&page.session.export(&request).unwrap());
        let picture = hashes(picture.width, picture.height, &picture.pixels, &picture.scene);
        write!(line, ", importance {picture} numbers {:08x}", of_numbers.0).unwrap();
    }
    if fragment.starts_with("panels=suggest") {
        page.suggest();
        let mut file = Hash::new();
        file.add(&page.session.suggest_file(SuggestFormatName::Json).unwrap());
        write!(line, ", suggestion {:08x}", file.0).unwrap();
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
    for fragment in HISTORIES {
        let example = "streamflow";
        let mut page = Page::with_history(example);
        let view = format!("{example}/runs.parquet src=examples/{example}/history.parquet&{fragment}");
        writeln!(got, "{}\n  {}", view.trim_end_matches('&'), answer(&mut page, fragment)).unwrap();
    }
    for fragment in IMPORTANCES.into_iter().chain(SUGGESTIONS) {
        let file = "novabio-search/runs.parquet";
        writeln!(got, "{file} {fragment}\n  {}", answer(&mut Page::open(file), fragment)).unwrap();
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/agreement/answers.txt");
    if std::env::var_os("RUNLOOM_BLESS").is_some() {
        std::fs::write(&path, &got).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    let differing = got.lines().zip(expected.lines()).filter(|(got, expected)| got != expected);
    let first: Vec<String> = differing.take(3).map(|(got, expected)| format!("got      {got}\nexpected {expected}")).collect();
    assert!(got == expected, "the first that differ:\n{}", first.join("\n"));
}
