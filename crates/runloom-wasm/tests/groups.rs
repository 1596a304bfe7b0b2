//! Runs in groups, driven natively over a real export: 66 runs of experiment 9, which trained each model with several seeds.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use runloom_table::ColumnName;
use runloom_wasm::protocol::{GoalName, Intent, LinesName, SelectMode, SortDirection, StatisticName, Update};
use support::Page;

const GROUPED: &str = "where=experiment_id = '9'&group=params.model,params.n_estimators&order=metrics.test_auc DESC";
const COLUMNS: [&str; 5] = ["metrics.test_auc", "params.max_depth", "params.criterion", "params.seed", "params.model"];

fn page(more: &str) -> (Page, Update) {
    let mut page = Page::open("novabio-all/runs.parquet");
    let update = page.restore(&format!("{GROUPED}{more}"));
    (page, update)
}

/// Each row of the table: its name and its cells.
fn table(page: &mut Page, columns: &[&str]) -> Vec<String> {
    let line = |row: runloom_wasm::protocol::Row| {
        let cells: Vec<String> = row.cells.into_iter().map(|cell| cell.unwrap_or_else(|| "–".into())).collect();
        format!("{} | {}", row.name, cells.join(" | "))
    };
    page.rows(columns).into_iter().map(line).collect()
}

fn column(page: &mut Page, name: &str) -> Vec<String> {
    page.rows(&[name]).into_iter().map(|mut row| row.cells.remove(0).unwrap_or_else(|| "–".into())).collect()
}

#[test]
fn groups_stand_by_their_means() {
    let (mut page, update) = page("");
    assert_eq!((update.matching, update.grouping.groups, update.grouping.rows, update.grouping.expanded), (66, 8, 8, 0));
    assert_eq!(update.grouping.columns, ["params.model", "params.n_estimators"]);
    assert_eq!(
        table(&mut page, &COLUMNS),
        [
            "model = rf, n_estimators = 100 | 0.9399 ± 0.0066 | 9.00 ± 3.83 | 2 values | 3.250 ± 1.500 | rf",
            "model = rf, n_estimators = 50 | 0.9380 ± 0.0054 | 9.60 ± 3.58 | 2 values | 0.800 ± 1.095 | rf",
            "model = et, n_estimators = 100 | 0.9365 ± 0.0060 | 9.33 ± 2.31 (3) | – | 2.800 ± 0.837 | et",
            "model = et, n_estimators = 50 | 0.9333 ± 0.0130 | 9.33 ± 4.62 | – | 3.333 ± 1.155 | et",
            "model = rf, n_estimators = 20 | 0.9226 | None | gini | 4 | rf",
            "model = hgb, n_estimators missing | 0.9209 ± 0.0093 | – | – | 2.133 ± 1.408 | hgb",
            "model = et, n_estimators = 20 | 0.9183 ± 0.0158 | 8.67 ± 3.93 (6) | – | 2.143 ± 1.464 | et",
            "model = lr, n_estimators missing | 0.9118 ± 0.0066 | – | – | 2.091 ± 1.221 | lr",
        ]
    );
    let sizes: Vec<usize> = page.rows(&[]).into_iter().filter_map(|row| row.group).map(|group| group.size).collect();
    assert_eq!(sizes, [4, 5, 5, 3, 1, 30, 7, 11]);
}

#[test]
fn the_statistic_and_the_order_follow_the_choice() {
    let (mut page, _) = page("&statistic=max");
    assert_eq!(column(&mut page, "metrics.test_auc")[..3], ["0.9472", "0.9466", "0.9463"]);
    page.apply(Intent::GroupStatistic { statistic: StatisticName::Min });
    assert_eq!(column(&mut page, "metrics.test_auc")[..3], ["0.9337", "0.9323", "0.9320"]);
    let update = page.apply(Intent::GroupStatistic { statistic: StatisticName::Median });
    assert_eq!(column(&mut page, "metrics.test_auc")[..2], ["0.9405", "0.9363"]);
    assert!(update.fragment.ends_with("&statistic=median"), "{}", update.fragment);
    page.apply(Intent::Sort { column: "params.model".into(), direction: Some(SortDirection::Asc), add: false });
    assert_eq!(column(&mut page, "params.model"), ["et", "et", "et", "hgb", "lr", "rf", "rf", "rf"]);
    page.apply(Intent::Sort { column: "params.max_depth".into(), direction: Some(SortDirection::Desc), add: false });
    let depths = column(&mut page, "params.max_depth");
    // The values are loaded by now, so the column is sorted by number, and `None` is none.
    assert_eq!((depths[0].as_str(), depths[5..].to_vec()), ("12", ["–", "–", "None"].map(String::from).to_vec()));
}

#[test]
fn the_best_run_stands_for_its_group() {
    let (mut page, update) = page("&statistic=best");
    let best = update.grouping.best.unwrap();
    assert_eq!((best.column.as_str(), best.goal, best.chosen), ("metrics.test_auc", GoalName::Max, false));
    let rows = table(&mut page, &["metrics.test_auc", "params.seed", "run_name"]);
    assert_eq!(rows[0], "model = et, n_estimators = 50 | 0.9472 | 2 | et-0738");
    assert_eq!(rows[2], "model = rf, n_estimators = 100 | 0.9463 | 4 | rf-0582");
    let chosen = Intent::GroupBest { column: Some("metrics.test_auc".into()), goal: GoalName::Min };
    let update = page.apply(chosen);
    assert!(update.fragment.ends_with("&best=metrics.test_auc:min"), "{}", update.fragment);
    assert!(update.grouping.best.unwrap().chosen);
    let rows = table(&mut page, &["metrics.test_auc", "run_name"]);
    assert!(rows.contains(&"model = rf, n_estimators = 100 | 0.9323 | rf-0510".to_owned()), "{rows:?}");
}

#[test]
fn a_cell_says_everything_on_demand() {
    let (mut page, _) = page("");
    page.rows(&COLUMNS);
    let summary = page.session.summary(0, &ColumnName::metric("test_auc")).unwrap();
    assert_eq!((summary.runs, summary.count), (4, 4));
    let texts: Vec<String> = summary.statistics.iter().map(|named| format!("{} {}", named.name, named.text)).collect();
    assert_eq!(texts, ["mean 0.9399", "std 0.0066", "min 0.9323", "median 0.9405", "max 0.9463"]);
    let summary = page.session.summary(0, &ColumnName::param("criterion")).unwrap();
    let values: Vec<String> = summary.values.iter().map(|value| format!("{} {}", value.text, value.runs)).collect();
    assert_eq!((values, summary.others), (["entropy 2", "gini 2"].map(String::from).to_vec(), 0));
    let exact = page.session.exact(0, &ColumnName::metric("test_auc")).unwrap();
    assert!(exact.starts_with("0.93989849833147") && exact.contains(" ± 0.0065908860641214"), "{exact}");
    page.apply(Intent::Expand { position: 0, on: true });
    assert!(page.session.summary(1, &ColumnName::metric("test_auc")).is_none());
}

#[test]
fn groups_open_and_close() {
    let (mut page, _) = page("");
    let update = page.apply(Intent::Expand { position: 1, on: true });
    assert_eq!((update.grouping.rows, update.grouping.expanded), (13, 1));
    let names: Vec<String> = page.rows(&[]).into_iter().map(|row| row.name).collect();
    assert_eq!(names[2..7], ["rf-0762", "rf-0342", "rf-0054", "rf-0618", "rf-0030"]);
    assert_eq!(names[7], "model = et, n_estimators = 100");
    assert_eq!(page.block(3, 2, &[]).rows.into_iter().map(|row| row.position).collect::<Vec<_>>(), [3, 4]);
    let filtered = page.apply(Intent::Filter { text: "experiment_id = '9' AND metrics.test_auc > 0.935".into() });
    assert_eq!((filtered.grouping.groups, filtered.grouping.expanded), (5, 1));
    let all = page.apply(Intent::ExpandAll { on: true });
    assert_eq!((all.grouping.rows, all.grouping.expanded), (all.matching + 5, 5));
    let none = page.apply(Intent::ExpandAll { on: false });
    assert_eq!((none.grouping.rows, none.grouping.expanded), (5, 0));
}

#[test]
fn choosing_a_group_chooses_its_runs() {
    let (mut page, _) = page("");
    let update = page.apply(Intent::Select { positions: vec![3], mode: SelectMode::Toggle });
    assert_eq!(update.selected, 3);
    page.apply(Intent::Expand { position: 3, on: true });
    let part = page.apply(Intent::Select { positions: vec![5], mode: SelectMode::Toggle });
    assert_eq!(part.selected, 2);
    let row = &page.rows(&[])[3];
    assert_eq!((row.selected, row.group.as_ref().unwrap().selected), (false, 2));
    let whole = page.apply(Intent::Select { positions: vec![3], mode: SelectMode::Toggle });
    assert_eq!(whole.selected, 3);
    assert_eq!(page.apply(Intent::SelectRange { from: 0, to: 2 }).selected, 3 + 4 + 5 + 5);
}

#[test]
fn columns_are_written_as_the_language_writes_them() {
    let (mut page, _) = page("");
    let columns = vec!["tags.pipeline version".to_owned(), "params.model".to_owned(), "run_name".to_owned()];
    let update = page.apply(Intent::GroupBy { columns: columns.clone() });
    assert_eq!(update.grouping.text, "tags.`pipeline version`, params.model, run_name");
    assert_eq!(update.grouping.columns, columns);
    let twice = page.apply(Intent::Group { text: "params.model, params.model".into() });
    assert_eq!((twice.grouping.columns.len(), twice.grouping.groups), (1, 4));
    let none = page.apply(Intent::GroupBy { columns: Vec::new() });
    assert_eq!((none.grouping.rows, none.grouping.columns.len()), (66, 0));
    assert!(!none.fragment.contains("group"), "{}", none.fragment);
}

#[test]
fn a_wrong_link_groups_nothing_and_says_why() {
    for (text, start, word) in
        [("params.modell", 0, "params.modell"), ("params.model,, 1", 13, "column"), ("params.a AND", 9, "comma")]
    {
        let mut page = Page::open("novabio-all/runs.parquet");
        let update = page.restore(&format!("group={text}"));
        assert_eq!((update.grouping.rows, update.grouping.groups, update.grouping.columns.len()), (847, 0, 0), "{text}");
        let problem = &update.grouping.problems[0];
        assert!(problem.message.contains(word) && problem.start == start, "{text}: {problem:?}");
        assert_eq!(update.grouping.text, text);
        assert!(page.rows(&["params.model"]).iter().all(|row| row.group.is_none()));
    }
}

#[test]
fn nothing_that_matches_makes_no_groups() {
    let (mut page, _) = page("");
    let update = page.apply(Intent::Filter { text: "metrics.test_auc > 2".into() });
    assert_eq!((update.matching, update.grouping.groups, update.grouping.rows), (0, 0, 0));
    assert!(page.rows(&COLUMNS).is_empty());
    page.apply(Intent::Lines { lines: LinesName::Groups });
    assert!(page.picture().note.is_some());
}

#[test]
fn a_group_can_be_a_line() {
    let (mut page, _) = page("&axes=params.model,params.max_depth,metrics.test_auc&color=metrics.test_auc");
    let of_runs = page.picture();
    let update = page.apply(Intent::Lines { lines: LinesName::Groups });
    assert!(update.fragment.contains("&lines=groups&"), "{}", update.fragment);
    let picture = page.picture();
    assert!(
        picture.description.starts_with("Parallel coordinates of 8 groups of runs over 3 axes: model"),
        "{}",
        picture.description
    );
    assert_eq!(
        picture.left_out[0],
        "Each line is a group of runs with the same model and n_estimators, at the means of its runs. \
         Brushes choose runs before they are grouped."
    );
    let ends = |picture: &runloom_wasm::protocol::Picture| {
        picture.axes.iter().map(|axis| (axis.x_px, axis.top_px, axis.bottom_px, axis.detail.clone())).collect::<Vec<_>>()
    };
    assert_eq!(ends(&picture), ends(&of_runs), "the axes are those of the runs");

    let hover = page.session.hover_row(1).unwrap();
    assert_eq!(hover.name, "model = rf, n_estimators = 50 (5 runs)");
    let texts: Vec<&str> = hover.values.iter().map(|value| value.text.as_str()).collect();
    assert_eq!(texts, ["rf", "9.6", "0.9380422691879866"]);
    let under = page.session.hover(hover.values[2].x_px - 0.5, hover.values[2].y_px).unwrap();
    assert_eq!((under.position, under.name), (Some(1), hover.name));

    page.apply(Intent::Expand { position: 1, on: true });
    page.picture();
    let rows = page.rows(&[]);
    assert!(rows[1].colour.is_some() && rows[1].colour == rows[2].colour && rows[0].colour != rows[1].colour);
    assert_eq!(page.session.hover_row(2).unwrap().name, "model = rf, n_estimators = 50 (5 runs)");
    assert_eq!(page.session.hover(under.values[2].x_px - 0.5, under.values[2].y_px).unwrap().position, Some(1));
}

#[test]
fn brushes_choose_runs_before_they_are_grouped() {
    let (mut page, _) = page("&axes=params.model,metrics.test_auc&lines=groups");
    page.picture();
    let update =
        page.restore(&format!("{GROUPED}&axes=params.model,metrics.test_auc&brush=metrics.test_auc:0.935..&lines=groups"));
    let of_filter = page.apply(Intent::Filter { text: "experiment_id = '9'".into() });
    assert_eq!((update.matching, of_filter.matching), (10, 10));
    let auc = column(&mut page, "metrics.test_auc");
    assert_eq!(auc[0], "0.9472");
    let picture = page.picture();
    assert!(picture.description.starts_with("Parallel coordinates of 5 groups"), "{}", picture.description);
    assert_eq!(picture.axes[1].brushes.len(), 1);
    let without = page.apply(Intent::ClearBrushes);
    assert_eq!(without.matching, 66);
}

#[test]
fn runs_that_have_lines_of_their_own_have_their_colours_under_groups() {
    let (mut page, _) = page("");
    page.apply(Intent::Expand { position: 0, on: true });
    page.picture();
    let rows = page.rows(&[]);
    assert!(rows[0].colour.is_none() && rows[1].colour.is_some());
    assert!(page.session.hover_row(0).is_none());
    assert_eq!(page.session.hover_row(1).unwrap().position, Some(1));
    page.apply(Intent::Expand { position: 0, on: false });
    let run = page.session.hover_row(0);
    assert!(run.is_none());
}

#[test]
fn a_link_brings_everything_back() {
    let (mut page, _) = page("&axes=params.model,metrics.test_auc&lines=groups&statistic=best&best=metrics.test_f1");
    let update = page.apply(Intent::Sort { column: "metrics.test_f1".into(), direction: Some(SortDirection::Desc), add: false });
    let mut other = Page::open("novabio-all/runs.parquet");
    let again = other.restore(&update.fragment);
    assert_eq!(again.fragment, update.fragment);
    assert_eq!(again.grouping.best, update.grouping.best);
    assert_eq!(table(&mut other, &COLUMNS), table(&mut page, &COLUMNS));
}
