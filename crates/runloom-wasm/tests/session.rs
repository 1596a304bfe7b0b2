//! The session behind the page, driven natively over a real export.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::fmt::Write as _;

use runloom_source::ParquetWriter;
use runloom_table::{Sheet, Values};
use runloom_wasm::protocol::{Intent, SelectMode, SortDirection, Update};
use support::Page;

fn search() -> Page {
    Page::open("novabio-search/runs.parquet")
}

#[test]
fn a_filter_counts_and_a_wrong_one_keeps_the_last() {
    let mut page = search();
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
    let mut page = search();
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
    let mut page = search();
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
    let mut page = search();
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
    let mut page = search();
    page.update();
    page.picture();
    page.filter("metrics.val_auc > 0.9");
    page.apply(Intent::Sort { column: "metrics.val_auc".into(), direction: Some(SortDirection::Desc), add: false });
    page.apply(Intent::Select { positions: vec![0, 2], mode: SelectMode::Set });
    page.apply(Intent::InvertAxis { axis: 0 });
    let before = page.apply(Intent::BrushPx { axis: 1, from_px: 0.0, to_px: 200.0, interval: None });
    let mut other = search();
    let after = other.apply(Intent::Restore { fragment: before.fragment.clone() });
    assert_eq!((after.matching, after.selected, &after.fragment), (before.matching, before.selected, &before.fragment));
    assert_eq!(other.names(5), page.names(5));
}

#[test]
fn constant_columns_are_folded_and_counted() {
    let mut page = search();
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
    let mut page = search();
    let before = page.update().grid.unwrap();
    let (first, third) = (before.columns[0].name.clone(), before.columns[2].name.clone());
    let moved = page.apply(Intent::MoveColumn { column: third.clone(), before: Some(first.clone()) }).grid.unwrap();
    assert_eq!(moved.columns[0].name, third);
    assert_eq!(moved.columns[1].name, first);
    let pinned = page.apply(Intent::Pin { column: first.clone(), pinned: true }).grid.unwrap();
    assert_eq!((&pinned.columns[0].name, pinned.columns[0].pinned), (&first, true));
}

/// What the clauses of a filter are, how many runs each keeps, and which can be brushes.
fn clauses(update: &Update) -> Vec<(String, usize, bool)> {
    let units: Vec<u16> = update.view.filter.encode_utf16().collect();
    let text = |start: usize, end: usize| String::from_utf16(&units[start..end]).unwrap();
    update.clauses.iter().map(|clause| (text(clause.start, clause.end), clause.runs, clause.brushable)).collect()
}

#[test]
fn every_clause_is_counted_alone() {
    let mut page = search();
    let counted = |update: &Update| clauses(update).into_iter().map(|(_, runs, _)| runs).collect::<Vec<_>>();
    let alone = page.filter("metrics.val_auc > 0.99");
    assert_eq!((counted(&alone), alone.matching), (vec![19], 19));
    let both = page.filter("run_name != '😀' AND metrics.val_auc > 0.99 AND (params.max_depth > 6 OR params.max_depth IS NULL)");
    assert_eq!(
        clauses(&both),
        [
            ("run_name != '😀'".to_owned(), 51, false),
            ("metrics.val_auc > 0.99".to_owned(), 19, true),
            ("(params.max_depth > 6 OR params.max_depth IS NULL)".to_owned(), counted(&both)[2], true),
        ]
    );
    assert!(both.matching < 19 && both.matching > 0, "{}", both.matching);
    let deep = page.filter("params.max_depth > 6 OR params.max_depth IS NULL");
    assert_eq!((deep.matching, counted(&deep).iter().sum::<usize>()), (counted(&both)[2], counted(&both)[2]));
    assert!(deep.clauses.iter().all(|clause| !clause.brushable), "OR joins them");
    assert_eq!(page.filter("metrics.val_auc > ").clauses, []);
    assert_eq!(page.filter("").clauses, []);
    let many = page.filter(&vec!["metrics.val_auc > 0.99"; 51].join(" AND "));
    assert_eq!((many.matching, many.clauses.len()), (19, 0));
}

/// Numbers with NaN, infinities and holes, texts that are numbers but for a few, names, truths and times.
const ODD: &[u8] = b"run_id,start_time,metrics.loss,params.depth,params.odd,params.model,params.flag
a,2026-11-01T00:00:00Z,0.5,6,0.1,xgb,True
b,2026-11-02T12:30:00Z,nan,7,auto,rf,False
c,2026-11-03T00:00:00.250Z,inf,None,0.01,it's,True
d,2026-11-04T00:00:00Z,-0.25,10,1e-3,xgb,False
e,2026-11-05T00:00:00Z,,6,,\"a\"\"b'c\",True
f,2026-11-06T00:00:00Z,12,,None,,
";

#[test]
fn a_clause_becomes_a_brush_and_a_brush_becomes_a_clause() {
    for (text, canonical) in [
        ("metrics.loss > 0.1", "metrics.loss > 0.1"),
        ("metrics.loss <= 0.5", "metrics.loss <= 0.5"),
        ("0.5 <= metrics.loss", "metrics.loss >= 0.5"),
        ("metrics.loss BETWEEN -1 AND 0.5", "metrics.loss BETWEEN -1 AND 0.5"),
        ("metrics.loss = 12", "metrics.loss = 12"),
        ("metrics.loss IN (0.5, 12)", "(metrics.loss = 0.5 OR metrics.loss = 12)"),
        ("metrics.loss IS NULL", "metrics.loss IS NULL"),
        ("metrics.loss IS NAN", "metrics.loss IS NAN"),
        (
            "(metrics.loss >= 1 OR metrics.loss IS NAN OR metrics.loss IS NULL)",
            "(metrics.loss >= 1 OR metrics.loss IS NULL OR metrics.loss IS NAN)",
        ),
        ("(metrics.loss >= -1 AND metrics.loss <= 1)", "metrics.loss BETWEEN -1 AND 1"),
        ("params.depth > 6", "params.depth > 6"),
        ("params.depth = '6'", "params.depth = 6"),
        ("(params.depth IS NULL OR params.depth = 'None')", "(params.depth IS NULL OR params.depth = 'None')"),
        ("params.model = 'xgb'", "params.model = 'xgb'"),
        ("params.model IN ('xgb', 'it\\'s')", "params.model IN ('xgb', 'it\\'s')"),
        ("params.model = \"it's\"", "params.model = \"it's\""),
        ("params.model IS NULL", "params.model IS NULL"),
        ("params.odd = 'auto'", "params.odd = 'auto'"),
        ("params.odd < 0.05", "params.odd < 0.05"),
        ("(params.odd IS NAN OR params.odd = 'auto')", "(params.odd IS NAN OR params.odd = 'auto')"),
        ("params.flag = true", "params.flag = 'True'"),
        ("start_time >= '2026-11-03'", "start_time >= '2026-11-03T00:00:00Z'"),
        ("start_time < '2026-11-03'", "start_time < '2026-11-03T00:00:00Z'"),
        (
            "start_time BETWEEN '2026-11-01' AND '2026-11-02'",
            "start_time BETWEEN '2026-11-01T00:00:00Z' AND '2026-11-02T00:00:00Z'",
        ),
        ("run_id IN ('a', 'f')", "run_id IN ('a', 'f')"),
    ] {
        let mut page = Page::of("odd.csv", ODD);
        page.update();
        let filtered = page.filter(text);
        assert!(
            filtered.diagnostics.is_empty() && filtered.matching > 0 && filtered.matching < 6,
            "{text}: {:?}",
            filtered.diagnostics
        );
        assert!(clauses(&filtered)[0].2, "{text} can be a brush");
        let runs = page.names(6);
        let brushed = page.apply(Intent::ClauseToBrush { clause: 0 });
        assert_eq!((brushed.view.filter.as_str(), page.names(6)), ("", runs.clone()), "{text}");
        assert!(!brushed.chips.is_empty(), "{text}");
        let clause = page.apply(Intent::BrushToFilter { axis: None, interval: None, lane: None });
        assert_eq!((clause.view.filter.as_str(), clause.chips.len(), page.names(6)), (canonical, 0, runs), "{text}");
        let again = page.apply(Intent::ClauseToBrush { clause: 0 });
        assert_eq!(again.fragment, brushed.fragment, "{text}");
    }
}

#[test]
fn clauses_that_no_brush_can_say_stay() {
    let mut page = Page::of("odd.csv", ODD);
    page.update();
    for text in [
        "metrics.loss != 0.5",
        "NOT metrics.loss > 0.5",
        "metrics.loss > 0.1 OR params.model = 'xgb'",
        "metrics.loss * 2 > 0.1",
        "run_id LIKE 'a%'",
        "xgb",
        "params.depth >= 100 AND params.depth > 1",
    ] {
        let before = page.filter(text);
        let clause = usize::from(text.ends_with("> 1"));
        if clause == 1 {
            page.apply(Intent::ClauseToBrush { clause: 0 });
            let nothing_left = page.filter("params.depth < 50");
            assert_eq!(clauses(&nothing_left), [("params.depth < 50".to_owned(), 4, false)]);
        } else {
            assert!(before.clauses.iter().all(|clause| !clause.brushable), "{text}");
            let after = page.apply(Intent::ClauseToBrush { clause: 0 });
            assert_eq!((after.view.filter.as_str(), after.chips.len(), after.matching), (text, 0, before.matching), "{text}");
        }
    }
    page.apply(Intent::ClearBrushes);
    let silent = page.filter("params.depth IS NULL");
    let after = page.apply(Intent::ClauseToBrush { clause: 0 });
    assert_eq!((after.chips.len(), after.matching), (0, silent.matching), "the lane holds the run with None too");
}

#[test]
fn clauses_and_brushes_add_up() {
    let mut page = Page::of("odd.csv", ODD);
    page.update();
    page.filter("params.depth >= 6 AND params.model = 'xgb' AND metrics.loss < 1");
    let middle = page.apply(Intent::ClauseToBrush { clause: 1 });
    assert_eq!(middle.view.filter, "params.depth >= 6 AND metrics.loss < 1");
    let last = page.apply(Intent::ClauseToBrush { clause: 1 });
    assert_eq!((last.view.filter.as_str(), last.chips.len()), ("params.depth >= 6", 2));
    page.filter("params.depth >= 6 OR run_id = 'f'");
    let joined = page.apply(Intent::BrushToFilter { axis: Some("params.model".into()), interval: Some(0), lane: None });
    assert_eq!(joined.view.filter, "(params.depth >= 6 OR run_id = 'f') AND params.model = 'xgb'");
    assert_eq!((joined.chips.len(), joined.matching), (1, 2));
    page.filter("metrics.loss > -1 AND ");
    let inside = page.apply(Intent::ClauseToBrush { clause: 0 });
    assert_eq!((inside.chips.len(), inside.matching, inside.view.filter.as_str()), (1, 2, ""));
    page.filter("params.depth > AND");
    let wrong = page.apply(Intent::BrushToFilter { axis: None, interval: None, lane: None });
    assert_eq!((wrong.chips.len(), wrong.view.filter.as_str()), (1, "params.depth > AND"));
}

#[test]
fn functions_of_a_history_wait_for_it() {
    let mut page = Page::with_history("streamflow");
    assert_eq!(page.filter("min(metrics.val_logloss) < 0.4635").matching, 3);
    assert_eq!(page.filter("count(metrics.val_logloss) > 100").matching, 3);
}

#[test]
fn what_evaluation_refuses_is_said_once_and_leaves_the_runs() {
    let mut number = 1_u32;
    let mut letter = || {
        number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        if number >> 31 == 0 { 'a' } else { 'b' }
    };
    let mut csv = "run_id,tags.t\n".to_owned();
    for run in 0..3_000 {
        write!(csv, "r{run},").unwrap();
        csv.extend((0..200).map(|_| letter()));
        csv.push('\n');
    }
    let mut page = Page::of("runs.csv", csv);
    let refused = page.filter("tags.t RLIKE '[ab]*a[ab]{300}c'");
    assert_eq!((refused.matching, refused.diagnostics.len()), (3_000, 1));
    assert!(refused.diagnostics[0].message.contains("takes too long"), "{:?}", refused.diagnostics);
    assert_eq!(page.apply(Intent::ClearBrushes).diagnostics.len(), 1);
    let right = page.filter("tags.t RLIKE '^a'");
    assert!(right.diagnostics.is_empty() && right.matching > 1_000 && right.matching < 2_000, "{}", right.matching);
    let refused = page.filter("tags.t RLIKE '[ab]*a[ab]{300}c'");
    assert_eq!((refused.matching, refused.diagnostics.len()), (right.matching, 1));
}

#[test]
fn a_run_among_many_that_nobody_sorted_is_found_in_the_table() {
    const RUNS: u32 = 100_100;
    let ids: Vec<String> = (0..RUNS).map(|run| format!("r{run:06}")).collect();
    let values = |step: u32| Values::from_reals((0..RUNS).map(|run| Some(f64::from(run.wrapping_mul(step) % 10_007))));
    let mut sheet = Sheet::new((0..RUNS).collect::<Vec<_>>());
    sheet.push("run_id", Values::from_texts(ids.iter().map(|id| Some(id.as_str()))));
    sheet.push("params.a", values(7919));
    sheet.push("metrics.m", values(104_729));
    let mut writer = ParquetWriter::new(&sheet);
    let mut file = Vec::new();
    while let Some(block) = writer.next_block().unwrap() {
        file.extend(block);
    }
    for view in ["", "order=metrics.m DESC", "order=params.a&brush=params.a:0..10003"] {
        let mut page = Page::of("runs.parquet", file.clone());
        page.restore(&format!("axes=params.a,metrics.m&{view}"));
        page.names(1);
        page.picture();
        let mut found = 0;
        for y_px in [60.0, 120.0, 200.0, 280.0] {
            let Some(hover) = page.session.hover(600.0, y_px) else { continue };
            let position = hover.position.unwrap();
            assert_eq!(page.block(position, 1, &[]).rows[0].name, hover.name, "{view}");
            found += 1;
        }
        assert!(found > 1, "{view}");
    }
}
