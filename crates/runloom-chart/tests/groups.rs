//! Charts whose lines are groups of runs.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it cannot go on")]

use runloom_chart::{AxisSpec, ColourScale, Palette, ParallelChart, ParallelSpec};
use runloom_table::{Column, ColumnName, RowMask, RunTable, TextValues, Values};

fn spec() -> ParallelSpec {
    ParallelSpec {
        axes: ["params.model", "params.seed", "metrics.auc"].map(|name| AxisSpec::new(ColumnName::parse(name))).to_vec(),
        colour: Some(ColumnName::metric("auc")),
        colour_scale: ColourScale::Automatic,
        curves: false,
        bands: None,
        width_px: 800.0,
        height_px: 300.0,
        device_pixel_ratio: 1.0,
        palette: Palette::LIGHT,
    }
}

/// Three models with two seeds each.
fn runs() -> RunTable {
    let mut runs = RunTable::new(6);
    let models = ["a", "b", "c", "a", "b", "c"].map(Some);
    runs.push(Column::loaded(ColumnName::param("model"), Values::from_texts(models)));
    runs.push(Column::loaded(ColumnName::param("seed"), Values::from_texts(["0", "0", "0", "1", "1", "1"].map(Some))));
    runs.push(Column::loaded(ColumnName::metric("auc"), Values::from_reals([0.5, 0.6, 0.7, 0.71, 0.8, 0.9].map(Some))));
    runs
}

/// The groups by model, one of them without a metric.
fn groups(runs: &RunTable, models: &[&str], aucs: &[Option<f64>]) -> RunTable {
    let Some(Values::Text(texts)) = runs.values(&ColumnName::param("model")).unwrap() else { panic!("models are texts") };
    let codes = models.iter().map(|model| texts.code_of(model)).collect();
    let mut groups = RunTable::new(models.len());
    let models = TextValues::new(&codes, texts.distinct().clone());
    groups.push(Column::loaded(ColumnName::param("model"), Values::Text(models)));
    groups.push(Column::loaded(ColumnName::param("seed"), Values::from_reals(aucs.iter().map(|_| Some(0.5)))));
    groups.push(Column::loaded(ColumnName::metric("auc"), Values::from_reals(aucs.iter().copied())));
    groups
}

#[test]
fn groups_stand_on_the_axes_of_their_runs() {
    let runs = runs();
    let all = RowMask::all(6);
    let of_runs = ParallelChart::build(&runs, &all, &all, None, &spec()).unwrap();
    let groups = groups(&runs, &["c", "a"], &[Some(0.8), Some(0.6)]);
    let of_groups = ParallelChart::build_groups(&runs, &all, &groups, &RowMask::all(2), None, &spec()).unwrap();
    assert_eq!(of_groups.axes, of_runs.axes);
    let start = "Parallel coordinates of 2 groups of runs over 3 axes: model (c, b, a); seed (0 to 1); auc (0.5 to 0.9)";
    assert!(of_groups.description.starts_with(start), "{}", of_groups.description);
    assert_eq!(of_groups.left_out, Vec::<String>::new());
    let heights = |row| of_groups.describe_row(&groups, row).unwrap().values.iter().map(|value| value.y_px).collect::<Vec<_>>();
    let axis = &of_groups.axes[2];
    let at = |share: f64| axis.bottom_px + (axis.top_px - axis.bottom_px) * share;
    assert!((heights(0)[2] - at(0.75)).abs() < 0.2 && (heights(1)[2] - at(0.25)).abs() < 0.2);
    assert!(heights(1)[0] < heights(0)[0], "models are told apart by the texts of the runs");
}

#[test]
fn words_count_the_groups_that_are_there() {
    let runs = runs();
    let groups = groups(&runs, &["a", "b", "b"], &[Some(0.6), None, None]);
    let focus = RowMask::from_fn(3, |row| row < 2);
    let chart = ParallelChart::build_groups(&runs, &RowMask::all(6), &groups, &focus, None, &spec()).unwrap();
    assert!(chart.description.starts_with("Parallel coordinates of 2 groups"), "{}", chart.description);
    assert_eq!(
        chart.left_out,
        [
            "1 of 2 groups has no single value for auc; it stands in the missing lane.",
            "1 of 2 groups has no auc to colour it and is drawn in a neutral grey.",
        ]
    );
    assert!(chart.axes[2].missing_px.is_some());
}
