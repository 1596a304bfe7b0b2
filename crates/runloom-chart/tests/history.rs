//! What a metric history promises, from outside.
#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use proptest::prelude::*;
use runloom_chart::{Band, Beneath, ColourScale, HistoryChart, HistoryData, HistorySpec, HistoryX, Mark, Palette, Smoothing};
use runloom_table::{Column, ColumnName, History, HistoryBuilder, Point, RowMask, RunTable, Values};

fn runs(rows: usize) -> RunTable {
    let mut runs = RunTable::new(rows);
    runs.push(Column::loaded(ColumnName::param("lr"), Values::from_reals((0..rows).map(|row| Some(row as f64)))));
    runs
}

/// A metric `loss` of so many runs, each of a height of its own.
fn crowd(rows: u32) -> History {
    let points =
        |run: u32| (0..400).map(move |step| (run, step, f64::from(run) + (step as f64 * 0.1 + f64::from(run)).sin() * 20.0));
    history(&(0..rows).flat_map(points).collect::<Vec<_>>())
}

/// A metric `loss`, its points by run, step and value.
fn history(points: &[(u32, i64, f64)]) -> History {
    let mut builder = HistoryBuilder::default();
    let loss = builder.key("loss");
    for (run, step, value) in points {
        builder.push(*run, loss, Point { step: *step, time_us: None, value: *value });
    }
    builder.finish()
}

fn spec() -> HistorySpec {
    HistorySpec {
        metrics: vec!["loss".to_owned()],
        x: HistoryX::Step,
        log: false,
        smoothing: Smoothing::None,
        mean: None,
        cut_outliers: false,
        window: None,
        coarse: false,
        colour: Some(ColumnName::param("lr")),
        colour_scale: ColourScale::Automatic,
        width_px: 600.0,
        height_px: 240.0,
        device_pixel_ratio: 1.0,
        palette: Palette::LIGHT,
    }
}

fn build(rows: usize, history: &History, spec: &HistorySpec) -> HistoryChart {
    let (runs, all) = (runs(rows), RowMask::all(rows));
    let data = HistoryData { runs: &runs, history, in_filter: &all, matching: &all, selected: None, groups: None };
    HistoryChart::build(&data, spec).unwrap()
}

fn inked(chart: &HistoryChart) -> usize {
    chart.pixels.rgba.chunks(4).filter(|pixel| pixel[3] > 0 && pixel[..3] != [0xe1, 0xe4, 0xea]).count()
}

#[test]
fn odd_histories_are_pictures() {
    let one = build(1, &history(&[(0, 7, 0.5)]), &spec());
    assert_eq!(one.note, None);
    assert!(inked(&one) > 4, "a single point is a dot");
    assert_eq!(one.left_out, ["All points of loss have the same step, so each run is a dot."]);
    let constant = build(2, &history(&[(0, 0, 3.0), (0, 9, 3.0), (1, 2, 3.0), (1, 5, 3.0)]), &spec());
    assert!(constant.note.is_none() && inked(&constant) > 500);
    let huge = build(2, &history(&[(0, 0, 1e300), (0, 9, -1.7e308), (1, 0, 1.7e308), (1, 9, 1e-300)]), &spec());
    assert!(huge.note.is_none() && inked(&huge) > 500);
    let tiny = HistorySpec { log: true, ..spec() };
    let tiny = build(1, &history(&[(0, i64::MIN, 5e-324), (0, i64::MAX, 1.7e308)]), &tiny);
    assert!(tiny.note.is_none() && inked(&tiny) > 500);
    let backwards = history(&[(0, 9, 1.0), (0, 3, 2.0), (0, 3, 2.5), (0, 1, 4.0)]);
    let chart = build(1, &backwards, &spec());
    assert_eq!((chart.panes[0].x_low, chart.panes[0].x_high), (1.0, 9.0));
}

#[test]
fn without_a_picture_there_is_a_sentence() {
    let note = |chart: HistoryChart| {
        assert!(chart.pixels.rgba.is_empty() && chart.description.starts_with("Metric history"));
        chart.note.unwrap()
    };
    let some = history(&[(0, 0, 1.0), (0, 1, 2.0)]);
    let nan = history(&[(0, 0, f64::NAN), (0, 1, f64::NAN), (0, 2, f64::INFINITY)]);
    assert!(note(build(0, &some, &spec())).contains("no runs"));
    assert!(note(build(1, &History::default(), &spec())).contains("Open a history file"));
    assert_eq!(note(build(1, &nan, &spec())), "None of the 3 points of loss is a finite number.");
    assert!(note(build(1, &history(&[(0, 0, -1.0)]), &HistorySpec { log: true, ..spec() })).contains("Choose a linear one"));
    assert!(note(build(1, &some, &HistorySpec { metrics: vec![], ..spec() })).contains("No metric is chosen"));
    assert!(note(build(1, &some, &HistorySpec { metrics: vec!["auc".into()], ..spec() })).contains("has a history of auc"));
    assert!(note(build(1, &some, &HistorySpec { x: HistoryX::Time, ..spec() })).contains("has a time"));
    assert!(note(build(1, &some, &HistorySpec { x: HistoryX::Metric("epoch".into()), ..spec() })).contains("loss and epoch"));
    for (width_px, height_px) in [(0.0, 0.0), (f64::NAN, 240.0), (600.0, -3.0)] {
        assert!(note(build(1, &some, &HistorySpec { width_px, height_px, ..spec() })).contains("no room"));
    }
}

#[test]
fn nothing_is_left_out_silently() {
    let points = [(0, 0, 1.0), (0, 1, f64::NAN), (0, 2, 0.0), (1, 0, f64::INFINITY), (1, 1, 2.0), (1, 2, f64::NEG_INFINITY)];
    let chart = build(4, &history(&points), &HistorySpec { log: true, ..spec() });
    assert_eq!(
        chart.left_out,
        [
            "2 of 4 runs have no history of loss.",
            "1 point of loss in 1 run is NaN; lines have a gap there, with a mark below.",
            "1 point of loss in 1 run is infinite; lines have a gap there, with a mark above.",
            "1 point of loss in 1 run is minus infinity; lines have a gap there, with a mark below.",
            "1 point of loss in 1 run is 0 or less, which a log axis cannot hold; lines have a gap there, with a mark below.",
        ]
    );
    let texts: Vec<&str> = chart
        .scene
        .marks
        .iter()
        .filter_map(|mark| if let Mark::Text(text) = mark { Some(text.text.as_str()) } else { None })
        .collect();
    assert!(texts.contains(&"∞") && texts.contains(&"NaN −∞ ≤ 0"), "{texts:?}");
    let spiky: Vec<_> = (0..1000).map(|step| (0, step, if step == 500 { 1e6 } else { (step % 10) as f64 })).collect();
    let cut = build(1, &history(&spiky), &HistorySpec { cut_outliers: true, ..spec() });
    assert_eq!(cut.left_out, ["The axis of loss is cut to its 1st to 99th percentile; 1 run goes beyond it."]);
    assert!(cut.description.contains("loss (0 to 9)"), "{}", cut.description);
}

#[test]
fn a_chart_drawn_again_is_the_chart_drawn_anew() {
    let points: Vec<_> =
        (0..50u32).flat_map(|run| (0..200).map(move |step| (run, step, f64::from((run * 31 + step as u32 * 7) % 97)))).collect();
    let (history, runs, all) = (history(&points), runs(50), RowMask::all(50));
    let few = RowMask::from_fn(50, |row| row % 4 == 0);
    let data =
        |matching| HistoryData { runs: &runs, history: &history, in_filter: &all, matching, selected: Some(&few), groups: None };
    let mut chart = HistoryChart::build(&data(&all), &spec()).unwrap();
    for (matching, change) in [
        (&all, HistorySpec { window: Some((20.0, 60.0)), ..spec() }),
        (&few, HistorySpec { mean: Some(Band::Std), ..spec() }),
        (&all, HistorySpec { mean: Some(Band::Std), ..spec() }),
        (&few, HistorySpec { smoothing: Smoothing::Ema(0.5), log: true, ..spec() }),
        (&few, HistorySpec { palette: Palette::DARK, width_px: 500.0, ..spec() }),
    ] {
        chart.redraw(&data(matching), &change).unwrap();
        let anew = HistoryChart::build(&data(matching), &change).unwrap();
        assert!(chart.pixels == anew.pixels && chart.scene == anew.scene, "{change:?}");
        assert_eq!((&chart.description, &chart.left_out, &chart.panes), (&anew.description, &anew.left_out, &anew.panes));
    }
}

#[test]
fn while_a_window_moves_crowds_are_drawn_coarsely() {
    let (few, many) = (crowd(200), crowd(600));
    let wide = HistorySpec { width_px: 1400.0, window: Some((100.0, 200.0)), ..spec() };
    let coarse = HistorySpec { coarse: true, ..wide.clone() };
    assert_eq!(build(200, &few, &coarse).pixels, build(200, &few, &wide).pixels, "lines stay as they are");
    let (fine, moving) = (build(600, &many, &wide), build(600, &many, &coarse));
    assert_eq!((&moving.scene, &moving.panes, &moving.description), (&fine.scene, &fine.panes, &fine.description));
    assert_ne!(moving.pixels, fine.pixels);
    let pane = &moving.panes[0];
    let (left, top) = (pane.left_px.round() as usize, pane.top_px.round() as usize);
    let alpha = |chart: &HistoryChart, column: usize| -> usize {
        let rows = top..top + pane.height_px.round() as usize;
        rows.map(|row| usize::from(chart.pixels.rgba[(row * chart.pixels.width + left + column) * 4 + 3])).sum()
    };
    for column in (0..pane.width_px as usize - 1).step_by(2) {
        assert_eq!(alpha(&moving, column), alpha(&moving, column + 1), "{column}");
        assert!(alpha(&moving, column).abs_diff(alpha(&fine, column)) * 8 < alpha(&fine, column), "{column}");
    }
}

#[test]
fn the_run_under_the_pointer_is_found() {
    let points: Vec<_> =
        (0..3u32).flat_map(|run| (0..=100).map(move |step| (run, step, f64::from(run) + step as f64 / 500.0))).collect();
    let (history, table) = (history(&points), runs(3));
    let chart = build(3, &history, &spec());
    for row in 0..3 {
        let x = chart.panes[0].left_px + chart.panes[0].width_px * 0.4;
        let hit = chart.describe_row(&table, &history, row, Some(x)).unwrap();
        let value = &hit.values[0];
        assert_eq!((value.x_text.as_str(), value.text.parse::<f64>().unwrap()), ("40", row as f64 + 0.08));
        assert_eq!(chart.hover(value.x_px, value.y_px + 2.0), Some(row));
        assert!(chart.hover_scene(&hit).marks.len() > 4);
    }
    assert_eq!(chart.describe_row(&table, &history, 0, None).unwrap().values[0].x_text, "100");
    assert_eq!(chart.hover(f64::NAN, 100.0), None);
    assert_eq!(chart.hover(2.0, 2.0), None);
}

#[test]
fn charts_leave_as_lines_where_these_are_few() {
    let points: Vec<_> = (0..30u32).flat_map(|run| (0..20).map(move |step| (run, step, f64::from(run) + step as f64))).collect();
    let svg = build(30, &history(&points), &spec()).into_figure().to_svg(Beneath::Marks).unwrap();
    assert_eq!((svg.matches("stroke-width=\"1.4\"").count(), svg.contains("<image")), (30, false));
    let mean = HistorySpec { mean: Some(Band::Std), ..spec() };
    let svg = build(30, &history(&points), &mean).into_figure().to_svg(Beneath::Marks).unwrap();
    assert_eq!(svg.matches("stroke-width=\"2\"").count(), 1, "one mean");
    let points: Vec<_> = (0..3000u32).flat_map(|run| (0..3).map(move |step| (run, step, f64::from(run)))).collect();
    let crowd = build(3000, &history(&points), &spec());
    assert!(crowd.left_out[0].contains("as a density"), "{:?}", crowd.left_out);
    let figure = crowd.into_figure();
    assert!(figure.to_svg(Beneath::Marks).is_err() && figure.to_svg(Beneath::Pixels).unwrap().contains("<image"));
}

/// Whether runs are drawn within the plot, beyond the thin lines of the labels.
fn has_ink(chart: &HistoryChart) -> bool {
    let hairline = Palette::LIGHT.hairline;
    chart.pixels.rgba.chunks(4).any(|pixel| pixel[3] > 0 && pixel[..3] != [hairline.r, hairline.g, hairline.b])
}

#[test]
fn odd_histories_have_a_picture_or_a_sentence() {
    type Points = Vec<(u32, i64, f64)>;
    let pictures: [(&str, Points); 6] = [
        ("one point", vec![(0, 5, 0.5)]),
        ("identical values", (0..2u32).flat_map(|run| (0..9).map(move |step| (run, step, 7.0))).collect()),
        ("extreme values", vec![(0, 0, 1e-300), (0, 1, 1e300), (0, 2, -1e300), (1, 0, 1e-300)]),
        ("repeated steps", vec![(0, 1, 1.0), (0, 1, 5.0), (0, 1, 3.0), (0, 2, 2.0)]),
        ("steps backwards", vec![(0, 9, 1.0), (0, -4, 2.0), (0, 3, 3.0), (0, i64::MIN, 4.0), (0, i64::MAX, 5.0)]),
        ("an infinite end", vec![(0, 0, 1.0), (0, 1, 2.0), (0, 2, f64::INFINITY)]),
    ];
    for (name, points) in pictures {
        let chart = build(2, &history(&points), &spec());
        assert!(chart.note.is_none() && has_ink(&chart), "{name}: {:?}", chart.note);
        assert!(!chart.description.contains("NaN") && !chart.description.contains("inf "), "{name}: {}", chart.description);
    }
    let said = |points: &[(u32, i64, f64)], spec: &HistorySpec| build(2, &history(points), spec).note.unwrap_or_default();
    let (above, below) = (f64::INFINITY, f64::NEG_INFINITY);
    assert_eq!(said(&[(0, 0, above), (1, 1, below)], &spec()), "None of the 2 points of loss is a finite number.");
    assert_eq!(said(&[(0, 0, f64::NAN)], &spec()), "The only point of loss is not a finite number.");
    for px in [0.0, f64::NAN, -5.0] {
        let small = HistorySpec { width_px: px, height_px: px, ..spec() };
        assert!(said(&[(0, 0, 1.0)], &small).starts_with("There is no room for a chart here"), "{px}");
    }
}

#[test]
fn long_names_right_to_left_ones_and_old_times_are_drawn() {
    let (long, hebrew) = ("x".repeat(200), "אובדן אימות");
    let mut builder = HistoryBuilder::default();
    for key in [long.as_str(), hebrew] {
        let code = builder.key(key);
        for step in 0..5 {
            let time_us = Some(-86_400_000_000 * 365 * (20 - step));
            builder.push(0, code, Point { step, time_us, value: step as f64 });
        }
    }
    let history = builder.finish();
    let by_time = HistorySpec { metrics: vec![long.clone(), hebrew.to_owned()], x: HistoryX::Time, ..spec() };
    let chart = build(1, &history, &by_time);
    assert!(chart.note.is_none() && has_ink(&chart) && chart.panes.len() == 2);
    assert!(chart.description.contains("1950") && chart.description.contains(hebrew), "{}", chart.description);
    for mark in &chart.scene.marks {
        if let Mark::Text(text) = mark {
            assert!(text.text.chars().count() < 190 && text.at.x >= 0.0 && text.at.x <= chart.width_px, "{text:?}");
        }
    }
}

fn value() -> impl Strategy<Value = f64> {
    prop_oneof![-1e3..1e3f64, proptest::num::f64::ANY]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_history_is_drawn_or_explained(
        points in proptest::collection::vec((0..5u32, prop_oneof![0..50i64, any::<i64>()], value()), 0..60),
        log: bool,
        smoothing in prop_oneof![Just(Smoothing::None), value().prop_map(Smoothing::Ema), value().prop_map(Smoothing::Gaussian), any::<u32>().prop_map(Smoothing::Mean)],
        window in proptest::option::of((value(), value())),
        mean in proptest::option::of(prop_oneof![Just(Band::MinMax), Just(Band::Std)]),
        cut_outliers: bool,
        x in prop_oneof![Just(HistoryX::Step), Just(HistoryX::Metric("loss".to_owned()))],
    ) {
        let spec = HistorySpec { log, smoothing, window, mean, cut_outliers, x, width_px: 300.0, height_px: 160.0, ..spec() };
        let chart = build(5, &history(&points), &spec);
        prop_assert_eq!(chart.note.is_some(), chart.pixels.rgba.is_empty());
        for pane in &chart.panes {
            prop_assert!(pane.x_low <= pane.x_high && pane.width_px >= 8.0);
        }
        let finite = |mark: &Mark| match mark {
            Mark::Text(text) => text.at.x.is_finite() && text.at.y.is_finite(),
            Mark::Line { from, to, .. } => [from.x, from.y, to.x, to.y].iter().all(|px| px.is_finite()),
            _ => true,
        };
        prop_assert!(chart.scene.marks.iter().all(finite));
        chart.hover(150.0, 80.0);
    }
}
