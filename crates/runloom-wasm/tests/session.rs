//! The session behind the page, driven natively over a real export.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use runloom_source::{ByteSource, Limits, MemorySource, Step, open};
use runloom_table::ColumnName;
use runloom_wasm::protocol::{Intent, Palette, PictureRequest, SelectMode, SortDirection, Update};
use runloom_wasm::session::Session;

const RUNS: &[u8] = include_bytes!("../../../www/examples/novabio-search/runs.parquet");

struct Page {
    session: Session,
    file: MemorySource,
}

impl Page {
    fn open() -> Self {
        let file = MemorySource::new(RUNS);
        let source = open(&file, "runs.parquet", Limits::default(), &mut |_| {}).unwrap();
        let mut session = Session::default();
        session.add(source, Some("examples/novabio-search/runs.parquet".into()));
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

    fn update(&mut self) -> Update {
        let needed = self.session.columns_for_view();
        self.load(&needed);
        self.session.evaluate()
    }

    fn apply(&mut self, intent: Intent) -> Update {
        self.session.apply(intent);
        self.update()
    }

    fn filter(&mut self, text: &str) -> Update {
        self.apply(Intent::Filter { text: text.into() })
    }

    fn picture(&mut self) -> runloom_wasm::protocol::Picture {
        let needed = self.session.columns_for_picture();
        self.load(&needed);
        self.session.picture(&request())
    }

    fn names(&mut self, count: usize) -> Vec<String> {
        let needed = self.session.columns_for_rows(&[]);
        self.load(&needed);
        self.session.rows(0, count, &[]).rows.into_iter().map(|row| row.name).collect()
    }
}

fn request() -> PictureRequest {
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
            soft_ink: colour("#667085"),
            axis: colour("#b3bac6"),
            context: colour("#cfd5df"),
            accent: colour("#2f6bff"),
            bar: colour("#3b6fb6"),
        },
    }
}

#[test]
fn a_filter_counts_and_a_wrong_one_keeps_the_last() {
    let mut page = Page::open();
    assert_eq!((page.update().total, page.update().matching), (51, 51));
    let good = page.filter("metrics.val_auc > 0.99");
    assert_eq!(good.matching, 19);
    let wrong = page.filter("metrics.val_auc > ");
    assert_eq!(wrong.matching, good.matching);
    assert!(!wrong.diagnostics.is_empty());
    assert_eq!(wrong.view.filter, "metrics.val_auc > ");
}

#[test]
fn sorting_is_by_value() {
    let mut page = Page::open();
    page.update();
    page.apply(Intent::Sort { column: "metrics.val_auc".into(), direction: Some(SortDirection::Desc), add: false });
    assert_eq!(page.names(3), ["config-025", "config-002", "config-033"]);
    let update = page.apply(Intent::Sort { column: "params.max_depth".into(), direction: Some(SortDirection::Asc), add: true });
    let grid = update.grid.unwrap();
    let ranks: Vec<_> = grid.columns.iter().filter_map(|c| c.sort_rank.map(|rank| (c.name.clone(), rank))).collect();
    assert_eq!(ranks, [("metrics.val_auc".to_owned(), 1), ("params.max_depth".to_owned(), 2)]);
}

#[test]
fn a_link_that_brushes_keeps_the_proposed_axes() {
    let mut page = Page::open();
    let proposed = page.apply(Intent::Restore { fragment: String::new() }).view.axes.len();
    let fragment = "brush=params.max_depth:6..7,tags.mlflow.runName:=config-001|config-002";
    let update = page.apply(Intent::Restore { fragment: fragment.to_owned() });
    assert_eq!(update.view.axes.len(), proposed + 1);
    assert_eq!(update.chips.len(), 2);
    assert!(update.matching <= 2, "{}", update.matching);
    assert!(update.fragment.ends_with(fragment), "{}", update.fragment);
    let cleared = page.apply(Intent::ClearBrushes);
    assert_eq!((cleared.view.axes.len(), cleared.chips.len()), (proposed + 1, 0));
}

#[test]
fn a_brush_is_a_filter_that_can_be_taken_back() {
    let mut page = Page::open();
    page.update();
    let picture = page.picture();
    let at = picture.axes.iter().position(|axis| axis.column == "params.max_depth").unwrap();
    let (top, bottom) = (picture.axes[at].top_px, picture.axes[at].bottom_px);
    let brushed = page.apply(Intent::BrushPx { axis: at, from_px: top - 4.0, to_px: f64::midpoint(top, bottom), interval: None });
    assert!(brushed.matching > 0 && brushed.matching < 51);
    assert_eq!(brushed.chips.len(), 1);
    assert!(brushed.chips[0].label.starts_with("max_depth "), "{}", brushed.chips[0].label);
    assert!(brushed.fragment.contains("brush=params.max_depth"), "{}", brushed.fragment);
    let cleared = page.apply(Intent::ClearBrushes);
    assert_eq!(cleared.matching, 51);
}

#[test]
fn the_fragment_restores_everything() {
    let mut page = Page::open();
    page.update();
    page.picture();
    page.filter("metrics.val_auc > 0.9");
    page.apply(Intent::Sort { column: "metrics.val_auc".into(), direction: Some(SortDirection::Desc), add: false });
    page.apply(Intent::Select { positions: vec![0, 2], mode: SelectMode::Set });
    page.apply(Intent::InvertAxis { axis: 0 });
    let before = page.apply(Intent::BrushPx { axis: 1, from_px: 0.0, to_px: 200.0, interval: None });
    let mut other = Page::open();
    let after = other.apply(Intent::Restore { fragment: before.fragment.clone() });
    assert_eq!((after.matching, after.selected, &after.fragment), (before.matching, before.selected, &before.fragment));
    assert_eq!(other.names(5), page.names(5));
}

#[test]
fn constant_columns_are_folded_and_counted() {
    let mut page = Page::open();
    let folded = page.update().grid.unwrap();
    assert!(folded.folded_constant > 0);
    let all = page.apply(Intent::OnlyDiffering { on: false }).grid.unwrap();
    assert_eq!(all.columns.len(), folded.columns.len() + folded.folded_constant);
    let hidden = page.apply(Intent::Hide { column: "metrics.val_auc".into() }).grid.unwrap();
    assert_eq!(hidden.hidden, 1);
    let again = page.apply(Intent::ShowAll).grid.unwrap();
    assert_eq!(again, all);
}

#[test]
fn columns_move_and_stay_where_they_are_put() {
    let mut page = Page::open();
    let before = page.update().grid.unwrap();
    let (first, third) = (before.columns[0].name.clone(), before.columns[2].name.clone());
    let moved = page.apply(Intent::MoveColumn { column: third.clone(), before: Some(first.clone()) }).grid.unwrap();
    assert_eq!(moved.columns[0].name, third);
    assert_eq!(moved.columns[1].name, first);
    let pinned = page.apply(Intent::Pin { column: first.clone(), pinned: true }).grid.unwrap();
    assert_eq!((&pinned.columns[0].name, pinned.columns[0].pinned), (&first, true));
}
