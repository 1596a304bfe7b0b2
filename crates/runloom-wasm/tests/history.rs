//! The metric history behind the page, over real exports.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use runloom_wasm::protocol::{
    BandName, HistoryPicture, HistoryRequest, HistorySettings, HistoryWindow, HistoryXName, Intent, SelectMode, SmoothingName,
};
use support::{Page, request};

fn history(page: &mut Page) -> HistoryPicture {
    windowed(page, None)
}

fn windowed(page: &mut Page, window: Option<HistoryWindow>) -> HistoryPicture {
    let needed = page.session.columns_for_history();
    page.load(&needed);
    page.session.history(&HistoryRequest { picture: request(), window })
}

fn set(page: &mut Page, change: impl FnOnce(&mut HistorySettings)) -> String {
    let mut settings = history(page).settings;
    change(&mut settings);
    page.apply(Intent::History { settings }).fragment
}

#[test]
fn the_metric_with_the_most_to_tell_is_shown_first() {
    let mut page = Page::with_history("streamflow");
    let picture = history(&mut page);
    assert_eq!(picture.settings.metrics, ["val_logloss"]);
    assert_eq!(picture.note, None);
    assert_eq!(picture.pixels.len(), picture.width * picture.height * 4);
    assert!(picture.pixels.chunks(4).any(|pixel| pixel[3] > 200));
    let start = "Metric history of 9 of 9 runs: val_logloss (0.4623 to 0.4882) by step from 0 to 213. Coloured by ";
    assert!(picture.description.starts_with(start), "{}", picture.description);
    assert_eq!(picture.left_out, ["3 of 9 runs have no history of val_logloss."]);
    assert_eq!(picture.panes.len(), 1);
    let counts: Vec<_> =
        page.session.history_metrics().into_iter().map(|metric| (metric.key, metric.runs, metric.points)).collect();
    assert!(counts.contains(&("train_logloss".to_owned(), 6, 702)), "{counts:?}");
}

#[test]
fn settings_are_in_the_link_and_come_back_from_it() {
    let mut page = Page::with_history("streamflow");
    let fragment = set(&mut page, |settings| {
        settings.metrics = vec!["val_logloss".into(), "train_logloss".into()];
        settings.automatic = false;
        (settings.x, settings.log, settings.cut_outliers) = (HistoryXName::Relative, true, true);
        (settings.smoothing, settings.amount) = (SmoothingName::Ema, 0.6);
        settings.mean = Some(BandName::Std);
    });
    let words =
        "history=metrics.val_logloss,metrics.train_logloss&history-x=relative&history-y=log&smooth=ema:0.6&history-mean=std";
    assert!(fragment.contains(words), "{fragment}");
    let shown = history(&mut page);
    assert_eq!(shown.panes.len(), 2);
    assert!(shown.description.starts_with("Metric history of the mean of 9 of 9 runs: val_logloss"), "{}", shown.description);
    page.restore("");
    assert_eq!(history(&mut page).settings.metrics, ["val_logloss"]);
    page.restore(&fragment);
    assert_eq!(history(&mut page).settings, shown.settings);
}

#[test]
fn odd_points_are_counted_and_said() {
    let mut page = Page::with_history("streamflow");
    set(&mut page, |settings| {
        (settings.metrics, settings.automatic) = (vec!["val_log_loss".into(), "val_auc".into(), "nothing".into()], false);
    });
    let picture = history(&mut page);
    let left_out = picture.left_out.join(" ");
    for words in ["No run in view has a history of nothing.", "1 point of val_auc in 1 run is NaN;"] {
        assert!(left_out.contains(words), "{left_out}");
    }
    set(&mut page, |settings| (settings.metrics, settings.automatic) = (vec!["nothing".into()], false));
    assert_eq!(history(&mut page).note.unwrap(), "No run in view has a history of nothing.");
}

#[test]
fn without_a_history_the_page_says_how_to_have_one() {
    let mut page = Page::open("streamflow/runs.parquet");
    page.restore("");
    let picture = history(&mut page);
    assert!(picture.note.as_ref().unwrap().contains("Open a history file beside the runs"), "{:?}", picture.note);
    assert!(picture.description.starts_with("Metric history"));
    assert!(page.session.history_metrics().is_empty());
}

#[test]
fn the_pointer_finds_runs_and_the_table_their_lines() {
    let mut page = Page::with_history("novabio-search");
    let picture = history(&mut page);
    let pane = &picture.panes[0];
    let (x, y) = (pane.left_px + pane.width_px * 0.5, pane.top_px + pane.height_px * 0.75);
    let hover = page.session.history_hover(x, y).unwrap();
    let position = hover.position.unwrap();
    let row = page.session.history_hover_row(position, Some(x)).unwrap();
    assert_eq!(
        (&row.name, &row.values[0].text, &row.values[0].place),
        (&hover.name, &hover.values[0].text, &hover.values[0].place)
    );
    assert!(hover.values[0].place.starts_with("step "), "{:?}", hover.values);
    let value: f64 = hover.values[0].text.parse().unwrap();
    assert!((0.1..0.3).contains(&value), "{value}");
    assert!(page.session.history_hover(x, 0.0).is_none());
    set(&mut page, |settings| (settings.smoothing, settings.amount) = (SmoothingName::Mean, 9.0));
    history(&mut page);
    let smoothed = page.session.history_hover_row(position, Some(x)).unwrap();
    assert_eq!(smoothed.values[0].raw.as_ref(), Some(&hover.values[0].text));
}

#[test]
fn groups_are_means_with_bands() {
    let mut page = Page::with_history("novabio-search");
    page.restore("group=params.max_depth&lines=groups");
    let picture = history(&mut page);
    assert_eq!(picture.grouped_by.as_deref(), Some("params.max_depth"));
    assert!(picture.description.starts_with("Metric history of the means of 4 groups of runs"), "{}", picture.description);
    let pane = &picture.panes[0];
    let hover = (0..40).find_map(|part| page.session.history_hover(pane.left_px + 300.0, pane.top_px + f64::from(part) * 6.0));
    assert!(hover.unwrap().name.starts_with("max_depth = "));
}

#[test]
fn a_window_that_moves_leaves_the_view_alone() {
    let mut page = Page::with_history("novabio-search");
    let whole = history(&mut page);
    let window = HistoryWindow { low: 100.0, high: 200.0 };
    let part = windowed(&mut page, Some(window));
    assert_eq!((part.panes[0].window, part.panes[0].all), (window, whole.panes[0].all));
    assert_eq!(part.settings.zoom, None);
    assert!(!page.session.view().to_fragment().contains("zoom"));
    let fragment = set(&mut page, |settings| settings.zoom = Some(window));
    assert!(fragment.contains("history-zoom=100..200"), "{fragment}");
    assert_eq!(history(&mut page).pixels, part.pixels);
    let again = windowed(&mut page, Some(whole.panes[0].window));
    assert_eq!(again.pixels, whole.pixels, "what is kept for the next picture does not change it");
}

#[test]
fn filter_brush_and_selection_show() {
    let mut page = Page::with_history("novabio-search");
    let all = history(&mut page);
    page.apply(Intent::Select { positions: vec![3], mode: SelectMode::Set });
    let selected = history(&mut page);
    assert_ne!(selected.pixels, all.pixels);
    page.restore("brush=metrics.val_auc:0.99..");
    let brushed = history(&mut page);
    assert!(brushed.description.contains(" of 51 runs") && !brushed.description.contains("51 of 51"), "{}", brushed.description);
    assert_eq!(brushed.panes[0].window, all.panes[0].window, "brushes leave the axes alone");
    page.restore("where=metrics.val_auc > 2");
    assert!(history(&mut page).note.unwrap().contains("No run matches the filter"));
}

#[test]
fn colours_have_the_scale_that_the_page_has() {
    let mut page = Page::with_history("novabio-all");
    let mut pictures = Vec::new();
    for (colour, words) in [("", ""), (":log", ", log."), (":quantile", ", by rank."), (":centred:0.75", ", around 0.75.")] {
        page.restore(&format!("color=metrics.val_auc{colour}&axes=params.max_depth,metrics.val_auc"));
        let drawn = history(&mut page);
        assert!(drawn.description.ends_with(words), "{}", drawn.description);
        pictures.push(drawn.pixels);
    }
    for (at, pixels) in pictures.iter().enumerate() {
        assert!(!pictures[..at].contains(pixels), "{at}");
    }
}
