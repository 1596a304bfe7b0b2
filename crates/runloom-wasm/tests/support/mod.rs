//! A page without a browser: a session over a real export.
#![expect(dead_code, reason = "each test needs another part of a page")]

use std::path::Path;

use runloom_source::{ByteSource, Limits, MemorySource, Step, open};
use runloom_table::ColumnName;
use runloom_wasm::protocol::{Block, ImportancePicture, Intent, Palette, Picture, PictureRequest, Row, SuggestInfo, Update};
use runloom_wasm::session::Session;

pub(crate) struct Page {
    pub(crate) session: Session,
    file: MemorySource,
}

impl Page {
    /// Opens one of the examples.
    pub(crate) fn open(path: &str) -> Self {
        let bytes = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/examples").join(path)).unwrap();
        Self::of(path, bytes)
    }

    /// Opens the runs and the histories of an example.
    pub(crate) fn with_history(example: &str) -> Self {
        let mut page = Self::open(&format!("{example}/runs.parquet"));
        page.add_history(example);
        page.restore("");
        page
    }

    /// Opens the histories of an example beside what is open.
    pub(crate) fn add_history(&mut self, example: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/examples").join(example).join("history.parquet");
        let file = MemorySource::new(std::fs::read(path).unwrap());
        self.session.add(open(&file, "history.parquet", Limits::default(), &mut |_| {}).unwrap(), None);
    }

    /// Opens a file.
    pub(crate) fn of(name: &str, bytes: impl Into<bytes::Bytes>) -> Self {
        let file = MemorySource::new(bytes);
        let source = open(&file, name, Limits::default(), &mut |_| {}).unwrap();
        let mut session = Session::default();
        session.add(source, Some(name.to_owned()));
        Self { session, file }
    }

    pub(crate) fn load(&mut self, columns: &[ColumnName]) {
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

    pub(crate) fn apply(&mut self, intent: Intent) -> Update {
        self.session.apply(intent);
        self.update()
    }

    /// What the page shows, with the columns that it needs.
    pub(crate) fn update(&mut self) -> Update {
        let needed = self.session.columns_for_view();
        self.load(&needed);
        self.session.evaluate()
    }

    pub(crate) fn restore(&mut self, fragment: &str) -> Update {
        self.apply(Intent::Restore { fragment: fragment.to_owned() })
    }

    pub(crate) fn filter(&mut self, text: &str) -> Update {
        self.apply(Intent::Filter { text: text.into() })
    }

    /// The names of the first runs.
    pub(crate) fn names(&mut self, count: usize) -> Vec<String> {
        self.block(0, count, &[]).rows.into_iter().map(|row| row.name).collect()
    }

    pub(crate) fn block(&mut self, start: usize, count: usize, columns: &[&str]) -> Block {
        let columns: Vec<ColumnName> = columns.iter().map(|name| ColumnName::parse(name)).collect();
        let needed = self.session.columns_for_rows(&columns);
        self.load(&needed);
        self.session.rows(start, count, &columns)
    }

    pub(crate) fn rows(&mut self, columns: &[&str]) -> Vec<Row> {
        self.block(0, 2000, columns).rows
    }

    /// The importance of params, when all of it is done.
    pub(crate) fn importance(&mut self, request: &PictureRequest) -> ImportancePicture {
        loop {
            let needed = self.session.columns_for_importance();
            if needed.is_empty() {
                break;
            }
            self.load(&needed);
        }
        while !self.session.importance_step() {}
        self.session.importance(request)
    }

    /// What to try next, when all of it is done.
    pub(crate) fn suggest(&mut self) -> SuggestInfo {
        loop {
            let needed = self.session.columns_for_suggest();
            if needed.is_empty() {
                break;
            }
            self.load(&needed);
        }
        while !self.session.suggest_step() {}
        self.session.suggest()
    }

    pub(crate) fn picture(&mut self) -> Picture {
        let needed = self.session.columns_for_picture();
        self.load(&needed);
        self.session.picture(&request())
    }
}

pub(crate) fn request() -> PictureRequest {
    let colour = |text: &str| text.to_owned();
    PictureRequest {
        width_px: 1200.0,
        height_px: 320.0,
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
