//! Panels that are arranged, called otherwise, added and taken away.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use runloom_wasm::protocol::{Intent, PlotSettings, Update};
use support::Page;

fn search() -> Page {
    let mut page = Page::open("novabio-search/runs.parquet");
    page.restore("");
    page
}

fn panels(update: &Update) -> Vec<(&str, Option<[u32; 4]>)> {
    update.view.panels.iter().map(|panel| (panel.name.as_str(), panel.place)).collect()
}

fn arrange(page: &mut Page, places: &[(&str, [u32; 4])]) -> Update {
    page.apply(Intent::Arrange { places: places.iter().map(|(name, place)| ((*name).to_owned(), *place)).collect() })
}

fn show(page: &mut Page, names: &[&str]) -> Update {
    page.apply(Intent::Panels { panels: Some(names.iter().map(|name| (*name).to_owned()).collect()) })
}

#[test]
fn panels_stand_in_the_order_of_their_places_and_the_link_keeps_them() {
    let mut page = search();
    show(&mut page, &["parallel", "scatter", "table"]);
    let update = arrange(&mut page, &[("parallel", [0, 8, 12, 8]), ("scatter", [6, 0, 6, 8]), ("table", [0, 0, 6, 8])]);
    let expected = [("table", Some([0, 0, 6, 8])), ("scatter", Some([6, 0, 6, 8])), ("parallel", Some([0, 8, 12, 8]))];
    assert_eq!(panels(&update), expected);
    assert!(
        update.fragment.ends_with("panels=table,scatter,parallel&parallel.at=0,8,12,8&scatter.at=6,0,6,8&table.at=0,0,6,8"),
        "{}",
        update.fragment
    );
    assert_eq!(panels(&search().restore(&update.fragment)), expected);
    let update = arrange(&mut page, &[]);
    assert_eq!(panels(&update), [("table", None), ("scatter", None), ("parallel", None)]);
}

#[test]
fn proposed_panels_stay_proposed_while_their_order_is_the_same() {
    let mut page = search();
    let update = arrange(&mut page, &[("parallel", [0, 0, 12, 12]), ("importance", [0, 12, 12, 9]), ("table", [0, 21, 12, 9])]);
    assert!(!update.fragment.contains("panels="), "{}", update.fragment);
    let update = arrange(&mut page, &[("parallel", [0, 12, 99, 1_000_000]), ("table", [7, 0, 12, 0])]);
    let expected = [("table", Some([0, 0, 12, 1])), ("parallel", Some([0, 12, 12, 100])), ("importance", None)];
    assert_eq!(panels(&update), expected);
    assert!(update.fragment.contains("panels=table,parallel,importance"));
}

#[test]
fn a_title_is_one_line_and_an_empty_one_is_that_of_the_kind() {
    let mut page = search();
    let mut name = |title: &str| {
        let update = page.apply(Intent::Title { panel: "table".into(), title: title.into() });
        let panel = update.view.panels.last().unwrap().clone();
        assert_eq!(panel.kind, "Runs");
        (panel.title, update.fragment.contains("table.title="))
    };
    assert_eq!(name("  All\n runs "), ("All runs".into(), true));
    assert_eq!(name("Runs"), ("Runs".into(), false));
    assert_eq!(name("again"), ("again".into(), true));
    assert_eq!(name(" "), ("Runs".into(), false));
    let update = page.apply(Intent::Title { panel: "nothing".into(), title: "x".into() });
    assert!(!update.fragment.contains("title"));
}

#[test]
fn what_is_taken_away_leaves_nothing_in_the_link() {
    let mut page = search();
    show(&mut page, &["scatter", "scatter-2", "table"]);
    for panel in ["scatter", "scatter-2"] {
        let roles = vec![("x".to_owned(), vec!["params.max_depth".to_owned()])];
        let settings = PlotSettings { roles, minimise: None, minimise_x: None, trend: true, statistic: None };
        page.apply(Intent::Plot { panel: panel.into(), settings });
        page.apply(Intent::Title { panel: panel.into(), title: "Depth".into() });
    }
    arrange(&mut page, &[("scatter", [0, 0, 6, 8]), ("scatter-2", [6, 0, 6, 8]), ("table", [0, 8, 12, 9])]);
    let update = show(&mut page, &["table"]);
    let kept = update.fragment.split_once("panels=").unwrap().1;
    assert_eq!(kept, "table&table.at=0,8,12,9&scatter.x=params.max_depth&scatter.trend=on");
    let update = show(&mut page, &["scatter", "scatter-2", "table"]);
    assert!(!update.fragment.contains("title") && !update.fragment.contains("scatter-2."), "{}", update.fragment);
}
