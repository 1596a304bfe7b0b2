//! The importance of params behind the page, over a real search.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use runloom_wasm::protocol::{
    ExportForm, ExportRequest, GoalName, ImportancePicture, ImportanceSettings, Intent, PanelShownBy, Update,
};
use support::{Page, request};

fn open() -> (Page, Update) {
    let mut page = Page::open("novabio-search/runs.parquet");
    let update = page.restore("");
    (page, update)
}

fn importance(page: &mut Page) -> ImportancePicture {
    page.importance(&request())
}

fn settings(method: &str) -> ImportanceSettings {
    ImportanceSettings { method: method.to_owned(), ..ImportanceSettings::default() }
}

fn csv(page: &Page) -> Result<String, String> {
    let request = ExportRequest { panel: "importance".to_owned(), form: ExportForm::Csv, picture: request() };
    let file = page.session.export(&request).map_err(|error| error.why)?;
    Ok(String::from_utf8(file).unwrap())
}

fn shown(update: &Update) -> Vec<&str> {
    update.view.panels.iter().map(|panel| panel.name.as_str()).collect()
}

#[test]
fn a_search_is_shown_with_its_importance_and_a_link_may_leave_it_out() {
    let (mut page, update) = open();
    assert_eq!(shown(&update), ["parallel", "importance", "table"]);
    assert_eq!(update.view.panels[1].shown_by, PanelShownBy::Importance);
    assert_eq!(shown(&page.restore("panels=parallel,table")), ["parallel", "table"]);
    let mut few = Page::open("streamflow/runs.csv");
    assert_eq!(few.restore("").total, 9);
    let three = "run_id,params.a,params.b,metrics.loss\n1,1,2,0.5\n2,2,3,0.4\n3,3,5,0.1\n";
    assert_eq!(shown(&Page::of("runs.csv", three).restore("")), ["parallel", "table"]);
}

#[test]
fn it_is_computed_step_by_step_and_kept() {
    let (mut page, _) = open();
    let needed = page.session.columns_for_importance();
    page.load(&needed);
    assert!(page.session.columns_for_importance().is_empty());
    assert!(!page.session.importance_step());
    let unfinished = page.session.importance(&request());
    assert!(unfinished.progress.unwrap() > 0.0 && unfinished.bars.is_empty());
    assert_eq!(csv(&page).unwrap_err(), "The importance of params is still being computed.");
    let picture = importance(&mut page);
    assert_eq!(picture.progress, None);
    assert_eq!(picture.bars[0].column, "params.max_depth");
    assert!(picture.bars[0].label.starts_with("max_depth: importance 0.63, 95 % interval"), "{}", picture.bars[0].label);
    let asked = picture.asked.unwrap();
    assert_eq!((asked.target.as_str(), asked.goal), ("metrics.val_auc", GoalName::Max));
    assert!(page.session.importance_step(), "another picture of the same answer needs no work");
    // Colours do not matter for it.
    page.apply(Intent::Colour { column: Some("params.max_depth".to_owned()) });
    assert!(page.session.importance_step());
}

#[test]
fn filter_brushes_and_method_change_the_numbers() {
    let (mut page, _) = open();
    page.apply(Intent::Importance { settings: settings("correlation") });
    importance(&mut page);
    let all = csv(&page).unwrap();
    assert!(all.starts_with("param,importance,low,high,noise_floor,correlation,runs\nmax_depth,0.47"), "{all}");
    page.restore("importance.method=correlation&brush=params.max_depth:5..7");
    assert!(csv(&page).is_err(), "what was found for other runs is not exported");
    importance(&mut page);
    let brushed = csv(&page).unwrap();
    assert_ne!(all, brushed);
    page.filter("metrics.val_auc > 2");
    let note = importance(&mut page).note.unwrap();
    assert!(note.starts_with("No run is in view"), "{note}");
    page.filter("run_name LIKE 'config-00%'");
    page.apply(Intent::ClearBrushes);
    let note = importance(&mut page).note;
    assert!(note.is_none() || note.as_deref().unwrap_or_default().starts_with("8 runs are needed"), "{note:?}");
}

#[test]
fn a_link_keeps_target_goal_and_method() {
    let (mut page, _) = open();
    let chosen = ImportanceSettings {
        target: Some("metrics.val_log_loss".to_owned()),
        goal: Some(GoalName::Min),
        method: "ped-anova".to_owned(),
        best_percent: Some(50),
        pair: None,
    };
    let update = page.apply(Intent::Importance { settings: chosen.clone() });
    let part = "importance.target=metrics.val_log_loss&importance.goal=min&importance.method=ped-anova&importance.best=50";
    assert!(update.fragment.contains(part), "{}", update.fragment);
    let (mut other, _) = open();
    other.restore(part);
    let picture = importance(&mut other);
    assert_eq!(picture.settings, chosen);
    assert!(picture.description.contains("for val_log_loss among the best 50 % by"), "{}", picture.description);
    assert!(picture.left_out.iter().any(|why| why.contains("25 not among the best")), "{:?}", picture.left_out);
}

#[test]
fn a_bar_colours_the_runs_and_orders_the_axes() {
    let (mut page, _) = open();
    let picture = importance(&mut page);
    let ranked: Vec<String> = picture.bars.iter().map(|bar| bar.column.clone()).collect();
    let weak = ranked.last().unwrap().clone();
    page.apply(Intent::SetAxes { columns: vec!["metrics.val_auc".into(), ranked[1].clone(), ranked[0].clone()] });
    let update = page.apply(Intent::AxesByImportance { column: weak.clone() });
    let axes: Vec<&str> = update.view.axes.iter().map(|axis| axis.column.as_str()).collect();
    assert_eq!(axes, [&ranked[0], &ranked[1], &weak, "metrics.val_auc"]);
    assert_eq!(update.view.colour, Some(weak));
}

#[test]
fn a_place_on_a_bar_tells_of_it() {
    let (mut page, _) = open();
    let bar = importance(&mut page).bars[1].clone();
    let hover = page.session.importance_hover(bar.x_px + 2.0, bar.y_px + 2.0).unwrap();
    assert_eq!(hover.name, "learning_rate");
    assert_eq!(hover.position, None);
    assert!(page.session.importance_hover(2.0, 2.0).is_none());
    page.apply(Intent::Panels { panels: Some(vec!["table".to_owned()]) });
    assert!(page.session.importance_hover(bar.x_px + 2.0, bar.y_px + 2.0).is_none(), "nothing is kept for a panel that is gone");
}
