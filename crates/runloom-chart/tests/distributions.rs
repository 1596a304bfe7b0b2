//! What plots of how values are spread promise, from outside.
#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use proptest::prelude::*;
use runloom_chart::{
    AxisSpec, ColourScale, Interval, Mark, Palette, PlotChart, PlotKind, PlotOptions, PlotPart, PlotSpec, ScaleKind, Statistic,
    brush_mask,
};
use runloom_table::{Column, ColumnName, RowMask, RunTable, Values};

const KINDS: [(PlotKind, &str); 4] =
    [(PlotKind::Histogram, "x"), (PlotKind::Bar, "value"), (PlotKind::Box, "value"), (PlotKind::Edf, "target")];

fn table(columns: Vec<(&str, Values)>) -> RunTable {
    let mut table = RunTable::new(columns.first().map_or(0, |(_, values)| values.len()));
    for (name, values) in columns {
        table.push(Column::loaded(ColumnName::parse(name), values));
    }
    table
}

fn reals(values: impl IntoIterator<Item = f64>) -> Values {
    Values::from_reals(values.into_iter().map(Some))
}

fn texts(values: &[&str]) -> Values {
    Values::from_texts(values.iter().map(|text| (!text.is_empty()).then_some(*text)))
}

fn spec(kind: PlotKind, column: &str, by: Option<&str>) -> PlotSpec {
    let axis = |name: &str| AxisSpec::new(ColumnName::parse(name));
    let role = KINDS.iter().find(|(known, _)| *known == kind).unwrap().1;
    PlotSpec {
        kind,
        roles: vec![(role, vec![axis(column)]), ("by", by.into_iter().map(axis).collect())],
        options: PlotOptions::default(),
        colour: None,
        colour_scale: ColourScale::Automatic,
        width_px: 640.0,
        height_px: None,
        device_pixel_ratio: 1.0,
        palette: Palette::LIGHT,
    }
}

fn build(table: &RunTable, spec: &PlotSpec) -> PlotChart {
    let all = RowMask::all(table.rows());
    PlotChart::build(table, &all, &all, None, spec).unwrap()
}

fn fact<'a>(part: &'a PlotPart, label: &str) -> &'a str {
    part.facts.iter().find(|(known, _)| known == label).map_or("", |(_, value)| value)
}

/// How many runs what a part stands for holds.
fn brushed(table: &RunTable, part: &PlotPart) -> usize {
    let axes: Vec<AxisSpec> = part
        .intervals
        .iter()
        .map(|(column, interval)| AxisSpec { intervals: vec![interval.clone()], ..AxisSpec::new(column.clone()) })
        .collect();
    brush_mask(table, &axes).unwrap().count()
}

fn runs(part: &PlotPart) -> usize {
    fact(part, "runs").replace(',', "").parse().unwrap()
}

#[test]
fn whole_numbers_and_few_numbers_have_a_bar_each() {
    let many = (0..90).map(|row| f64::from(row % 30 + row % 7));
    let runs = table(vec![
        ("params.depth", Values::from_texts((0..90).map(|row| Some(["4", "5", "6"][row % 3])))),
        ("metrics.n", reals(many)),
    ]);
    let chart = build(&runs, &spec(PlotKind::Histogram, "params.depth", None));
    let names: Vec<&str> = chart.parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["depth 4", "depth 5", "depth 6"]);
    assert!(chart.parts.iter().all(|part| fact(part, "runs") == "30" && fact(part, "share") == "33 %"));
    let chart = build(&runs, &spec(PlotKind::Histogram, "metrics.n", None));
    assert!(chart.description.contains("The median 17.5 (n = 90)"), "{}", chart.description);
}

#[test]
fn categories_stand_by_frequency_and_the_rest_is_one_bar() {
    let names: Vec<String> =
        (0..100_000).map(|row| if row % 4 == 0 { "often".to_owned() } else { format!("name {row}") }).collect();
    let runs = table(vec![("tags.name", Values::from_texts(names.iter().map(|name| Some(name.as_str()))))]);
    let chart = build(&runs, &spec(PlotKind::Histogram, "tags.name", None));
    assert_eq!(chart.parts.len(), 41);
    assert_eq!((chart.parts[0].name.as_str(), fact(&chart.parts[0], "runs")), ("name often", "25,000"));
    let last = chart.parts.last().unwrap();
    assert_eq!((last.name.as_str(), fact(last, "runs"), last.intervals.len()), ("name other 74,961", "74,961", 0));
    assert_eq!(
        chart.left_out,
        [
            "The bar of all others is cut off; its number is beside it.",
            "74,961 less frequent values of name are together under “other”."
        ]
    );
}

#[test]
fn moments_are_counted_by_units_of_the_calendar() {
    let months = (0..400).map(|row| Some((row * 3 - 600) * 86_400_000_000));
    let runs = table(vec![("start_time", Values::from_times(months))]);
    let chart = build(&runs, &spec(PlotKind::Histogram, "start_time", None));
    let first = &chart.parts[0];
    let Interval::Numbers { low, .. } = first.intervals[0].1 else { panic!("{first:?}") };
    assert!((low / 86_400_000.0).fract().abs() < 1e-12, "{low}");
    assert_eq!(chart.parts.iter().map(self::runs).sum::<usize>(), 400);
}

#[test]
fn a_split_counts_every_run_once_and_the_legend_has_the_numbers() {
    let runs = table(vec![
        ("metrics.auc", reals((0..40).map(|row| f64::from(row) / 40.0))),
        ("params.model", texts(&["a", "b", "a", ""].repeat(10))),
    ]);
    let chart = build(&runs, &spec(PlotKind::Histogram, "metrics.auc", Some("params.model")));
    let texts: Vec<&str> = chart
        .scene
        .marks
        .iter()
        .filter_map(|mark| if let Mark::Text(text) = mark { Some(text.text.as_str()) } else { None })
        .collect();
    for entry in ["a · 20", "b · 10", "no model · 10"] {
        assert!(texts.contains(&entry), "{texts:?}");
    }
    let bars = chart.parts.iter().filter(|part| part.name.starts_with("auc"));
    let of = |label: &str| bars.clone().filter_map(|part| fact(part, label).parse::<usize>().ok()).sum::<usize>();
    assert_eq!((of("runs"), of("a"), of("b"), of("no model")), (40, 20, 10, 10));
}

#[test]
fn bars_tell_means_with_intervals_best_first() {
    let runs = table(vec![
        (
            "metrics.auc",
            Values::from_reals([
                Some(1.0),
                Some(2.0),
                Some(3.0),
                Some(4.0),
                Some(5.0),
                Some(7.0),
                Some(9.0),
                None,
                Some(f64::NAN),
            ]),
        ),
        ("params.model", texts(&["slow", "slow", "slow", "slow", "slow", "fast", "fast", "fast", "fast"])),
    ]);
    let mut of_models = spec(PlotKind::Bar, "metrics.auc", Some("params.model"));
    let chart = build(&runs, &of_models);
    let [fast, slow] = chart.parts.as_slice() else { panic!("{:?}", chart.parts) };
    assert_eq!((fast.name.as_str(), fact(fast, "mean"), fact(fast, "runs")), ("model fast", "8", "2"));
    assert_eq!((slow.name.as_str(), fact(slow, "mean"), fact(slow, "95 % interval")), ("model slow", "3", "1.037 – 4.963"));
    assert!(chart.left_out.contains(&"2 of 9 runs have no place on auc.".to_owned()), "{:?}", chart.left_out);
    for (statistic, first, value) in [
        (Statistic::Median, "model fast", "8"),
        (Statistic::Min, "model fast", "7"),
        (Statistic::Max, "model fast", "9"),
        (Statistic::Share, "model slow", "71.4 %"),
    ] {
        of_models.options.statistic = statistic;
        let chart = build(&runs, &of_models);
        assert_eq!((chart.parts[0].name.as_str(), fact(&chart.parts[0], statistic.word())), (first, value));
    }
    of_models.options = PlotOptions { minimise: Some(true), ..PlotOptions::default() };
    assert_eq!(build(&runs, &of_models).parts[0].name, "model slow");
}

#[test]
fn bars_begin_at_zero_or_are_points() {
    let of = |low: f64| {
        table(vec![
            ("metrics.auc", reals((0..20).map(|row| low + f64::from(row) / 400.0))),
            ("params.model", texts(&["a", "b"].repeat(10))),
        ])
    };
    let is_of_points = |low: f64| {
        build(&of(low), &spec(PlotKind::Bar, "metrics.auc", Some("params.model"))).description.contains("does not begin at 0")
    };
    assert!(is_of_points(0.9) && is_of_points(-0.9) && !is_of_points(0.0) && !is_of_points(-0.02));
}

#[test]
fn the_best_sixty_runs_have_a_bar_of_their_own() {
    let runs = table(vec![("metrics.loss", reals((0..100).map(|row| f64::from((row * 37) % 100) + 1.0)))]);
    let chart = build(&runs, &spec(PlotKind::Bar, "metrics.loss", None));
    assert_eq!(chart.parts.len(), 60);
    assert_eq!((chart.parts[0].run, fact(&chart.parts[0], "loss"), fact(&chart.parts[59], "loss")), (Some(0), "1", "60"));
    assert_eq!(chart.left_out, ["Only the best 60 of 100 runs have a bar."]);
    assert!(chart.description.contains("the smallest 60 of 100"), "{}", chart.description);
}

#[test]
fn boxes_are_tukeys_and_small_groups_have_none() {
    let values = [1.0, 2.0, 3.0, 4.0, 100.0, 7.0, 8.0];
    let runs = table(vec![("metrics.f1", reals(values)), ("params.model", texts(&["a", "a", "a", "a", "a", "b", "b"]))]);
    let chart = build(&runs, &spec(PlotKind::Box, "metrics.f1", Some("params.model")));
    let [b, a] = chart.parts.as_slice() else { panic!("{:?}", chart.parts) };
    let numbers = ["lower whisker", "first quartile", "median", "third quartile", "upper whisker", "beyond whiskers"]
        .map(|label| fact(a, label));
    assert_eq!(numbers, ["1", "2", "3", "4", "4", "1"]);
    assert_eq!((fact(b, "median"), fact(b, "box")), ("", "from 5 runs on"));
    assert!(chart.left_out.contains(&"Of fewer than 5 runs there are points only, no box.".to_owned()));
    let places = (0..120).flat_map(|x| (0..8).map(move |y| (f64::from(x) * 5.0, f64::from(y) * 5.0)));
    let found: std::collections::BTreeSet<usize> = places.filter_map(|(x, y)| chart.hover(b.area.x + x, b.area.y + y)).collect();
    assert_eq!(found.into_iter().collect::<Vec<_>>(), [5, 6]);
}

#[test]
fn distribution_functions_tell_the_share_up_to_a_value() {
    let runs = table(vec![
        ("metrics.auc", reals((0..8).map(|row| f64::from(row) / 7.0))),
        ("params.model", texts(&["a", "a", "a", "a", "b", "b", "b", "b"])),
    ]);
    let chart = build(&runs, &spec(PlotKind::Edf, "metrics.auc", Some("params.model")));
    let cell = chart.cells[0].area;
    let (part, _) = chart.reading(cell.x + cell.width / 2.0, cell.y + 20.0).unwrap();
    assert_eq!((fact(&part, "a"), fact(&part, "b")), ("100.0 %", "0.0 %"));
    let (part, _) = chart.reading(cell.x + cell.width - 1.0, cell.y + 20.0).unwrap();
    assert_eq!((fact(&part, "a"), fact(&part, "b")), ("100.0 %", "100.0 %"));
    let many = table(vec![("metrics.auc", reals((0..50_000).map(|row| f64::from(row) / 49_999.0)))]);
    let chart = build(&many, &spec(PlotKind::Edf, "metrics.auc", None));
    let (part, _) = chart.reading(cell.x + cell.width / 4.0, cell.y + 20.0).unwrap();
    assert!(part.facts[0].1.starts_with('2'), "{part:?}");
    assert!(chart.scene.marks.len() < 60);
}

#[test]
fn brushes_move_no_bar() {
    let runs = table(vec![
        ("metrics.auc", reals((0..60).map(|row| f64::from((row * 7) % 60)))),
        ("params.model", texts(&["a", "b", "c"].repeat(20))),
    ]);
    let all = RowMask::all(60);
    let some = RowMask::from_fn(60, |row| row % 3 == 1 && row > 20);
    for kind in [PlotKind::Bar, PlotKind::Box] {
        let spec = spec(kind, "metrics.auc", Some("params.model"));
        let mut chart = build(&runs, &spec);
        let before: Vec<String> = chart.parts.iter().map(|part| part.name.clone()).collect();
        chart.redraw(&runs, &some, &all, None, &spec).unwrap();
        let after: Vec<String> = chart.parts.iter().map(|part| part.name.clone()).collect();
        assert_eq!(before, after);
        assert_eq!(chart.parts.iter().map(self::runs).sum::<usize>(), some.count());
        let built = PlotChart::build(&runs, &some, &all, None, &spec).unwrap();
        assert_eq!((built.scene, built.description), (chart.scene, chart.description));
    }
}

fn odd_tables() -> Vec<(&'static str, RunTable)> {
    let by = |rows: usize| {
        Values::from_texts(
            (0..rows)
                .map(|row| Some(["x".repeat(200), "שלום".to_owned()][row % 2].clone()))
                .collect::<Vec<_>>()
                .iter()
                .map(|text| text.as_deref()),
        )
    };
    let of = |values: Vec<Option<f64>>| {
        let rows = values.len();
        table(vec![("metrics.m", Values::from_reals(values)), ("params.by", by(rows))])
    };
    vec![
        ("all missing", of(vec![None; 9])),
        ("one run", of(vec![Some(3.0)])),
        ("identical", of(vec![Some(0.1); 30])),
        ("zero", of(vec![Some(0.0), Some(-0.0), Some(0.0)])),
        ("infinite", of(vec![Some(f64::INFINITY), Some(f64::NEG_INFINITY), Some(f64::NAN)])),
        ("wide", of((0..60).map(|n| Some(10f64.powi(n * 10 - 300))).collect())),
        ("both ends", of(vec![Some(f64::MIN), Some(f64::MAX), Some(0.0), Some(1.0), Some(f64::MIN_POSITIVE), Some(5e-324)])),
        ("negative", of((0..50).map(|n| Some(f64::from(n) - 200.0)).collect())),
    ]
}

#[test]
fn odd_values_give_a_picture_or_a_sentence() {
    for (name, runs) in odd_tables() {
        for (kind, _) in KINDS {
            for by in [None, Some("params.by")] {
                for (width_px, statistic) in
                    [(640.0, Statistic::Mean), (0.0, Statistic::Mean), (120.0, Statistic::Median), (2560.0, Statistic::Share)]
                {
                    let mut spec = PlotSpec { width_px, ..spec(kind, "metrics.m", by) };
                    spec.options.statistic = statistic;
                    let chart = build(&runs, &spec);
                    assert!(chart.note.is_some() || !chart.scene.marks.is_empty(), "{name} {kind:?}");
                    assert!(!chart.description.is_empty());
                    let finite = chart.parts.iter().all(|part| {
                        [part.area.x, part.area.y, part.area.width, part.area.height]
                            .iter()
                            .all(|px| px.is_finite() && px.abs() < 5000.0)
                    });
                    assert!(finite, "{name} {kind:?}: {:?}", chart.parts);
                    for mark in &chart.scene.marks {
                        let points: Vec<f64> = match mark {
                            Mark::Rect { area, .. } => vec![area.x, area.y, area.width, area.height],
                            Mark::Line { from, to, .. } => vec![from.x, from.y, to.x, to.y],
                            Mark::Polyline { points, .. } => points.iter().flat_map(|point| [point.x, point.y]).collect(),
                            _ => Vec::new(),
                        };
                        assert!(points.iter().all(|px| px.is_finite() && px.abs() < 5000.0), "{name} {kind:?} {mark:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_smallest_and_the_largest_numbers_have_bars() {
    let widest = [f64::MIN_POSITIVE, f64::MAX];
    for ends in [[6.012_877_196_437e-310, 9.741_979_438_017_427e252], [1e-300, 1e260], [5e-324, 1e-323], widest] {
        let table = table(vec![("metrics.m", Values::from_reals(ends.map(Some).to_vec()))]);
        let chart = build(&table, &spec(PlotKind::Histogram, "metrics.m", None));
        assert_eq!((chart.note, chart.parts.iter().map(runs).sum()), (None, 2), "{ends:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Every run that has a place is counted in one bar, however far the numbers lie apart.
    #[test]
    fn every_run_is_counted_once(
        values in proptest::collection::vec(prop_oneof![any::<f64>(), (-323..309i32, 1.0..1.7f64).prop_map(|(n, m)| m * 10f64.powi(n))], 1..50),
        scale in proptest::option::of(proptest::sample::select(vec![ScaleKind::Linear, ScaleKind::Log, ScaleKind::Quantile])),
    ) {
        let values: Vec<f64> = values.into_iter().filter(|value| value.is_finite() && (scale != Some(ScaleKind::Log) || *value > 0.0)).collect();
        prop_assume!(!values.is_empty());
        let table = table(vec![("metrics.m", reals(values.iter().copied()))]);
        let mut spec = spec(PlotKind::Histogram, "metrics.m", None);
        spec.roles[0].1[0].scale = scale;
        let chart = build(&table, &spec);
        prop_assert_eq!(chart.parts.iter().map(runs).sum::<usize>(), values.len(), "{:?}", values);
    }

    /// What a bar counts is what a click on it brushes, whatever the numbers, and no two bars share a run.
    #[test]
    fn bars_count_what_they_brush(
        values in proptest::collection::vec(proptest::option::of(prop_oneof![any::<f64>(), -50.0..50.0f64, (0..40i32).prop_map(f64::from), 1e-6..1e3f64]), 1..80),
        scale in proptest::option::of(proptest::sample::select(vec![ScaleKind::Linear, ScaleKind::Log, ScaleKind::Quantile, ScaleKind::Category])),
        whole: bool,
    ) {
        let values: Vec<Option<f64>> = values.into_iter().map(|value| value.map(|value| if whole { (value % 1e9).round() } else { value })).collect();
        let runs = table(vec![("metrics.m", Values::from_reals(values.clone()))]);
        let mut spec = spec(PlotKind::Histogram, "metrics.m", None);
        spec.roles[0].1[0].scale = scale;
        let chart = build(&runs, &spec);
        let mut sum = 0;
        for part in chart.parts.iter().filter(|part| !part.intervals.is_empty()) {
            let (counted, held) = (self::runs(part), brushed(&runs, part));
            prop_assert_eq!(counted, held, "{:?}", part);
            sum += counted;
        }
        prop_assert!(sum <= values.len());
        prop_assert!(chart.parts.len() <= 63);
    }
}
