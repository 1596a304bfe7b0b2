//! Importance as a chart: what it says where there is no picture, and of what it leaves out.

#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use runloom_analysis::{Goal, Method};
use runloom_chart::{
    Beneath, ImportanceAnswer, ImportanceChart, ImportanceQuestion, ImportanceSpec, ImportanceWork, Palette, is_sweep,
};
use runloom_table::{Column, ColumnName, ColumnSummary, RowMask, RunTable, Values};

const SPEC: ImportanceSpec =
    ImportanceSpec { width_px: 500.0, height_px: None, effect: None, pair: None, palette: Palette::LIGHT };

/// Runs with a param that matters and one that does not.
fn table(rows: usize) -> RunTable {
    let mut table = RunTable::new(rows);
    let reals = |value: &dyn Fn(usize) -> f64| Values::from_reals((0..rows).map(|row| Some(value(row))));
    let spread = |row: usize, salt: usize| ((row * 7919 + salt * 104_729) % 1009) as f64 / 1009.0;
    table.push(Column::loaded(ColumnName::param("lr"), reals(&|row| spread(row, 1))));
    table.push(Column::loaded(ColumnName::param("width"), reals(&|row| (spread(row * row, 2) * 8.0).floor())));
    table.push(Column::loaded(ColumnName::param("same"), reals(&|_| 3.0)));
    table.push(Column::loaded(ColumnName::metric("loss"), reals(&|row| spread(row, 1) * 2.0)));
    table
}

fn replace(table: &RunTable, name: &ColumnName, values: &Values) -> RunTable {
    let mut other = RunTable::new(table.rows());
    for column in table.columns() {
        other.push(if column.name() == name { Column::loaded(name.clone(), values.clone()) } else { column.clone() });
    }
    other
}

fn ask(table: &RunTable, rows: &RowMask, method: Method) -> ImportanceAnswer {
    let question = ImportanceQuestion::about(table, None, Some(Goal::Minimise), method, None).unwrap();
    let mut work = ImportanceWork::new(table, rows, question).unwrap();
    while !work.step() {}
    work.finish()
}

fn chart(table: &RunTable) -> ImportanceChart {
    ImportanceChart::build(&ask(table, &RowMask::all(table.rows()), Method::Fanova), &SPEC)
}

#[test]
fn what_matters_stands_first_and_constants_are_told() {
    let chart = chart(&table(60));
    let params: Vec<&str> = chart.bars.iter().map(|bar| bar.param.key.as_str()).collect();
    assert_eq!(params, ["lr", "width"]);
    assert!(chart.description.starts_with("Parameter importance for loss by fANOVA"), "{}", chart.description);
    let heading = "lr matters for loss; 1 of 2 params does not stand out from noise. By lr,";
    assert!(chart.description.contains(heading), "{}", chart.description);
    assert!(chart.left_out.iter().any(|sentence| sentence.contains("The same in all runs in view, so not ranked: same.")));
    let svg = chart.into_figure().to_svg(Beneath::Pixels).unwrap();
    assert!(svg.contains(">noise floor<") && svg.contains(">lr<") && !svg.contains("<image"));
}

#[test]
fn the_effect_of_a_param_is_drawn_over_the_runs() {
    let table = table(60);
    let answer = ask(&table, &RowMask::all(60), Method::Fanova);
    let chart = |effect: Option<&str>, width_px: f64| {
        let effect = effect.map(ColumnName::param);
        ImportanceChart::build(&answer, &ImportanceSpec { effect, width_px, ..SPEC })
    };
    for (asked, shown) in [(None, "lr"), (Some("lr"), "lr"), (Some("width"), "width"), (Some("same"), "lr")] {
        let chart = chart(asked, 500.0);
        assert!(chart.description.contains(&format!(" By {shown}, the others averaged, loss is ")), "{}", chart.description);
        let svg = chart.into_figure().to_svg(Beneath::Pixels).unwrap();
        assert!(svg.contains(&format!(">loss by {shown}<")) && svg.contains(">Interactions<"), "{shown}");
        assert!(svg.matches("<circle").count() == 60, "{shown}");
    }
    // Twice the learning rate, which goes from 0 to 1.
    let told = chart(None, 500.0).description;
    let told = told.split("loss is ").nth(1).unwrap().replace('−', "-");
    let means: Vec<f64> = told.split(", ").map(|part| part.split(' ').next().unwrap().parse().unwrap()).collect();
    assert!(means.first().unwrap() < &0.3 && means.last().unwrap() > &1.7, "{told}");
    assert!(!chart(None, 200.0).description.contains("averaged"));
    let heights = [500.0, 1000.0].map(|width| chart(None, width).height_px);
    assert!(heights[0] > heights[1], "{heights:?}");
}

#[test]
fn only_a_forest_knows_effects() {
    let table = table(60);
    for method in [Method::PedAnova, Method::Correlation, Method::Mdi, Method::Permutation] {
        let answer = ask(&table, &RowMask::all(60), method);
        assert!(answer.effects.single.is_empty() && answer.effects.together.is_empty(), "{method:?}");
        assert!(!ImportanceChart::build(&answer, &SPEC).description.contains("averaged"));
    }
}

#[test]
fn a_run_far_off_does_not_flatten_the_curve_and_is_told() {
    let whole = table(60);
    let loss = ColumnName::metric("loss");
    let losses = (0..60).map(|row| Some(if row == 7 { 1e9 } else { f64::from(row % 10) }));
    let other = replace(&whole, &loss, &Values::from_reals(losses));
    let chart = ImportanceChart::build(&ask(&other, &RowMask::all(60), Method::Fanova), &SPEC);
    assert!(chart.left_out.iter().any(|sentence| sentence.contains("1 of 60 runs lies too far off")), "{:?}", chart.left_out);
    assert_eq!(chart.into_figure().to_svg(Beneath::Pixels).unwrap().matches("<circle").count(), 59);
}

#[test]
fn a_constant_that_is_not_loaded_is_told_the_same() {
    let (loaded, mut pending) = (table(60), RunTable::new(60));
    for column in loaded.columns() {
        let is_constant = column.name() == &ColumnName::param("same");
        let summary = ColumnSummary { differs: Some(false), missing: Some(0), ..ColumnSummary::default() };
        pending.push(if is_constant { Column::pending(column.name().clone(), summary) } else { column.clone() });
    }
    let answers = [&loaded, &pending].map(|table| ask(table, &RowMask::all(60), Method::PedAnova));
    assert_eq!(answers[0], answers[1]);
}

#[test]
fn where_nothing_can_be_said_a_sentence_says_why() {
    let whole = table(60);
    let (loss, lr, width) = (ColumnName::metric("loss"), ColumnName::param("lr"), ColumnName::param("width"));
    let constant = |value: f64| Values::from_reals((0..60).map(|_| Some(value)));
    let note = |table: &RunTable, rows: &RowMask| ImportanceChart::build(&ask(table, rows, Method::Fanova), &SPEC).note.unwrap();
    let first = |runs: usize| RowMask::from_fn(60, |row| row < runs);
    assert_eq!(note(&whole, &first(0)), "No run is in view, so there is nothing to judge. Loosen the filter or the brushes.");
    assert_eq!(note(&whole, &first(1)), "8 runs are needed to judge params, and 1 is in view.");
    assert_eq!(note(&whole, &first(3)), "8 runs are needed to judge params, and 3 are in view.");
    let missing = replace(&whole, &loss, &Values::from_reals((0..60).map(|row| (row < 2).then_some(f64::from(row)))));
    assert_eq!(
        note(&missing, &first(60)),
        "8 runs are needed to judge params, and 60 are in view, and only 2 of them can be used: 58 without loss."
    );
    let same = replace(&replace(&whole, &lr, &constant(1.0)), &width, &constant(1.0));
    assert_eq!(note(&same, &first(60)), "No param differs between the 60 runs in view, so none can be judged.");
    let names: Vec<String> = (0..60).map(|row| format!("run {row}")).collect();
    let named = replace(&same, &width, &Values::from_texts(names.iter().map(|name| Some(name.as_str()))));
    assert_eq!(
        note(&named, &first(60)),
        "The params that differ between the 60 runs in view have another text in almost every run: none can be judged."
    );
    // The target differs between all runs, but not between those in view.
    let half = replace(&whole, &loss, &Values::from_reals((0..60).map(|row| Some(if row < 30 { 1.0 } else { f64::from(row) }))));
    assert_eq!(note(&half, &first(30)), "All 30 runs in view have the same loss, so there is nothing to explain.");
    let tiny = ImportanceSpec { width_px: 100.0, ..SPEC };
    let answer = ask(&whole, &first(60), Method::Fanova);
    assert_eq!(
        ImportanceChart::build(&answer, &tiny).note.unwrap(),
        "There is no room for a chart here: it needs 200 × 120 pixels."
    );
}

#[test]
fn only_what_looks_like_a_search_is_one() {
    assert!(is_sweep(&table(8)));
    assert!(!is_sweep(&table(7)));
    let mut failed = table(10);
    failed.push(Column::loaded(
        ColumnName::attribute("status"),
        Values::from_texts((0..10).map(|row| Some(if row < 3 { "FAILED" } else { "FINISHED" }))),
    ));
    assert!(!is_sweep(&failed));
    let one = replace(&table(20), &ColumnName::param("width"), &Values::from_reals((0..20).map(|_| Some(1.0))));
    assert!(!is_sweep(&one));
}

#[test]
fn there_is_a_bar_at_every_height_and_none_beyond() {
    let chart = chart(&table(60));
    let [first, second] = &chart.bars[..] else { panic!("two bars") };
    assert_eq!(chart.hover(10.0, first.area.y + 1.0).unwrap().param, first.param);
    assert_eq!(chart.hover(10.0, second.area.y + 1.0).unwrap().param, second.param);
    assert!(chart.hover(10.0, second.area.y + second.area.height + 2.0).is_none());
}
