//! What to try next behind the page, over a real search.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::path::Path;

use runloom_wasm::protocol::{GoalName, ImportanceSettings, Intent, PanelShownBy, SuggestFormatName, SuggestInfo};
use support::Page;

fn open(fragment: &str) -> Page {
    let mut page = Page::open("novabio-search/runs.parquet");
    page.restore(fragment);
    page
}

/// A recorded sweep in which the best runs lie close together.
fn narrow() -> Page {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/optuna-recorded/svc-or-rf.parquet");
    let mut page = Page::of("svc-or-rf.parquet", std::fs::read(path).unwrap());
    page.restore("panels=suggest,table&axes=metrics.value&importance.target=metrics.value&importance.goal=max");
    page
}

fn param<'i>(info: &'i SuggestInfo, key: &str) -> &'i runloom_wasm::protocol::SuggestParamInfo {
    info.params.iter().find(|param| param.key == key).unwrap()
}

#[test]
fn it_is_found_step_by_step_and_kept() {
    let mut page = open("panels=suggest,table");
    assert_eq!(page.update().view.panels[0].shown_by, PanelShownBy::Suggest);
    assert_eq!(page.update().view.panels[0].title, "What next");
    assert_eq!(page.session.suggest_file(SuggestFormatName::Json).unwrap_err().why, "What to try next is still being computed.");
    let needed = page.session.columns_for_suggest();
    page.load(&needed);
    assert!(!page.session.suggest_step());
    let unfinished = page.session.suggest();
    assert!(unfinished.progress.unwrap() > 0.0 && unfinished.params.is_empty());
    let info = page.suggest();
    assert_eq!((info.progress, info.note.as_deref()), (None, None));
    assert_eq!(info.headline, "What to try next for metrics.val_auc, maximised, after 50 runs (left out: 1 missing)");
    let questions: Vec<&str> = info.findings.iter().map(|finding| finding.question.as_str()).collect();
    assert_eq!(questions, ["Is the winner better than noise?", "Has the search flattened?", "Where do the best runs lie?"]);
    assert_eq!(info.params[0].key, "max_depth");
    assert!(info.proposals.len() == 5 && info.proposals.iter().all(|proposal| proposal.cells.len() == info.columns.len()));
    assert!(page.session.suggest_step());
}

#[test]
fn strips_lie_between_their_ends_and_hold_the_best_runs() {
    let info = narrow().suggest();
    for param in &info.params {
        let Some(strip) = &param.strip else { continue };
        let (low, high) = strip.kept;
        assert!(0.0 <= low && low <= high && high <= 1.0, "{param:?}");
        assert!(strip.marks.iter().all(|mark| (low - 1e-9..=high + 1e-9).contains(mark)), "{param:?}");
        assert_eq!(strip.marks.first().copied(), strip.best);
    }
    assert!(info.params.iter().any(|param| param.strip.as_ref().is_some_and(|strip| strip.kept != (0.0, 1.0))));
}

#[test]
fn a_click_brushes_what_is_suggested_and_another_takes_it_away() {
    let mut page = narrow();
    let before = page.suggest();
    let (narrowed, runs) = (before.params.iter().find(|param| param.ends.contains("narrowed")).unwrap(), page.session.total());
    let brush = Intent::BrushSuggested { column: narrowed.column.clone() };
    let update = page.apply(brush.clone());
    assert!(update.matching < runs, "{}", update.fragment);
    assert!(update.fragment.contains(&format!("brush={}:", narrowed.column)), "{}", update.fragment);
    assert!(param(&page.suggest(), &narrowed.key).brushed);
    let update = page.apply(brush);
    assert_eq!(update.matching, runs);
    assert_eq!(page.suggest().params.iter().filter(|param| param.brushed).count(), 0);
    assert_eq!(page.apply(Intent::BrushSuggested { column: "params.none".to_owned() }).matching, runs);
}

#[test]
fn categories_and_truths_are_brushed_by_their_texts() {
    let rows = (0..60).map(|run| {
        let (kind, on) = (["a", "b", "c"][run % 3], run % 2 == 0);
        let loss = f64::from(u8::from(kind != "b")) + f64::from(u8::from(!on)) + run as f64 / 1000.0;
        format!("{run},{kind},{},{},{loss}\n", if on { "True" } else { "False" }, run * 7 % 11)
    });
    let csv = "run_id,params.kind,params.on,params.width,metrics.loss\n".to_owned() + &rows.collect::<String>();
    let mut page = Page::of("runs.csv", csv);
    page.restore("");
    let info = page.suggest();
    let kinds: Vec<(&str, bool)> =
        param(&info, "kind").choices.iter().map(|choice| (choice.text.as_str(), choice.kept)).collect();
    assert_eq!(kinds, [("b", true), ("a", false), ("c", false)]);
    assert!(param(&info, "kind").choices[0].best);
    assert_eq!(page.apply(Intent::BrushSuggested { column: "params.kind".to_owned() }).matching, 20);
    page.apply(Intent::ClearBrushes);
    page.suggest();
    assert_eq!(page.apply(Intent::BrushSuggested { column: "params.on".to_owned() }).matching, 30);
}

#[test]
fn the_target_is_that_of_the_importance_of_params() {
    let mut page = open("panels=suggest,table");
    let settings = ImportanceSettings {
        target: Some("metrics.val_log_loss".to_owned()),
        goal: None,
        method: "fanova".to_owned(),
        best_percent: None,
        pair: None,
    };
    let update = page.apply(Intent::Importance { settings });
    assert!(update.fragment.contains("importance.target=metrics.val_log_loss"), "{}", update.fragment);
    let asked = page.suggest().asked.unwrap();
    assert_eq!((asked.key.as_str(), asked.goal), ("val_log_loss", GoalName::Min));
    page.filter("metrics.val_log_loss < 0");
    let info = page.suggest();
    assert_eq!(info.note.as_deref(), Some("No run can be used, so nothing can be suggested."));
    page.filter("metrics.val_log_loss <");
    assert!(page.suggest().progress.is_none());
}
