//! What parallel coordinates promise, from outside.
#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use proptest::prelude::*;
use runloom_chart::{
    AxisSpec, Bands, ColourScale, Interval, Mark, Palette, ParallelChart, ParallelSpec, ScaleKind, Scene, Weight, brush_mask,
    interval_words,
};
use runloom_table::{Column, ColumnName, ColumnSummary, RowMask, RunTable, Values};

fn table(columns: Vec<(&str, Values)>) -> RunTable {
    let mut table = RunTable::new(columns.first().map_or(0, |(_, values)| values.len()));
    for (name, values) in columns {
        table.push(Column::loaded(ColumnName::parse(name), values));
    }
    table
}

fn reals(values: &[f64]) -> Values {
    Values::from_reals(values.iter().map(|value| Some(*value)))
}

fn spec(names: &[&str]) -> ParallelSpec {
    ParallelSpec {
        axes: names.iter().map(|name| AxisSpec::new(ColumnName::parse(name))).collect(),
        colour: None,
        colour_scale: ColourScale::Automatic,
        curves: false,
        bands: None,
        width_px: 800.0,
        height_px: 300.0,
        device_pixel_ratio: 1.0,
        palette: Palette::LIGHT,
    }
}

fn build(table: &RunTable, spec: &ParallelSpec) -> ParallelChart {
    let matching = brush_mask(table, &spec.axes).unwrap();
    ParallelChart::build(table, &matching, &RowMask::all(table.rows()), None, spec).unwrap()
}

fn brushed(table: &RunTable, name: &str, change: impl FnOnce(&mut AxisSpec)) -> Vec<usize> {
    let mut axis = AxisSpec::new(ColumnName::parse(name));
    change(&mut axis);
    brush_mask(table, &[axis]).unwrap().rows().collect()
}

fn numbers(low: f64, high: f64) -> Interval {
    Interval::Numbers { low, high }
}

#[test]
fn brushes_hold_any_of_an_axis_and_all_of_the_axes() {
    let table = table(vec![
        ("params.a", Values::from_reals([Some(1.0), Some(2.0), None, Some(f64::NAN), Some(f64::INFINITY), Some(5.0)])),
        ("params.b", Values::from_texts([Some("x"), None, Some("y"), Some("x"), Some("z"), Some("x")])),
    ]);
    assert_eq!(brushed(&table, "params.a", |axis| axis.intervals = vec![numbers(1.0, 1.0), numbers(4.0, 9.0)]), [0, 5]);
    assert_eq!(brushed(&table, "params.a", |axis| axis.intervals = vec![numbers(2.0, f64::INFINITY)]), [1, 4, 5]);
    assert_eq!(brushed(&table, "params.a", |axis| axis.missing = true), [2]);
    assert_eq!(brushed(&table, "params.a", |axis| axis.nan = true), [3]);
    assert_eq!(
        brushed(&table, "params.b", |axis| axis.intervals = vec![Interval::Categories(vec!["x".into(), "z".into()])]),
        [0, 3, 4, 5]
    );
    assert_eq!(brushed(&table, "params.gone", |axis| axis.intervals = vec![numbers(0.0, 1.0)]), [] as [usize; 0]);
    let mut axes = spec(&["params.a", "params.b"]).axes;
    axes[0].intervals.push(numbers(0.0, 3.0));
    axes[1].missing = true;
    assert_eq!(brush_mask(&table, &axes).unwrap().rows().collect::<Vec<_>>(), [1]);
}

#[test]
fn columns_have_to_be_loaded() {
    let mut table = RunTable::new(3);
    table.push(Column::pending(ColumnName::param("a"), ColumnSummary::default()));
    let mut spec = spec(&["params.a"]);
    assert_eq!(brush_mask(&table, &spec.axes).unwrap().count(), 3);
    let all = RowMask::all(3);
    assert_eq!(ParallelChart::build(&table, &all, &all, None, &spec).unwrap_err().0, ColumnName::param("a"));
    spec.axes[0].missing = true;
    assert!(brush_mask(&table, &spec.axes).is_err());
}

#[test]
fn drags_become_intervals() {
    let table = table(vec![
        ("params.lr", reals(&[1e-4, 1e-3, 1e-2, 1e-1])),
        ("params.depth", Values::from_texts([Some("4"), Some("5"), Some("6"), Some("7")])),
        ("params.kind", Values::from_texts([Some("a"), Some("b"), Some("c"), Some("d")])),
        ("metrics.loss", reals(&[0.5, f64::INFINITY, 0.25, f64::NEG_INFINITY])),
    ]);
    let mut spec = spec(&["params.lr", "params.depth", "params.kind", "metrics.loss"]);
    spec.axes[1].inverted = true;
    let chart = build(&table, &spec);
    let [lr, depth, kind, loss] = chart.axes.as_slice() else { unreachable!() };
    let (top, bottom) = (lr.top_px, lr.bottom_px);
    let at = |part: f64| top + (bottom - top) * part;
    assert_eq!((lr.scale, depth.scale, kind.scale), (ScaleKind::Log, ScaleKind::Linear, ScaleKind::Category));
    assert_eq!(chart.interval_from_px(0, bottom + 9.0, top - 9.0), Some(numbers(1e-4, 1e-1)));
    assert_eq!(chart.interval_from_px(0, at(0.5), bottom), Some(numbers(1e-4, 0.0032)));
    assert_eq!(chart.interval_from_px(1, top, at(0.5)), Some(numbers(4.0, 5.5)));
    assert_eq!(interval_words(&table, &spec.axes[1], &numbers(4.0, 5.5)), "depth 4 – 5");
    assert_eq!(chart.interval_from_px(2, top, at(0.4)), Some(Interval::Categories(vec!["b".into(), "a".into()])));
    assert_eq!(chart.interval_from_px(2, at(0.4), at(0.5)), None);
    assert_eq!(chart.interval_from_px(3, at(0.5), 0.0), Some(numbers(0.375, f64::INFINITY)));
    assert_eq!(chart.interval_from_px(3, at(0.5), 1e4), Some(numbers(f64::NEG_INFINITY, 0.375)));
    assert_eq!(chart.interval_from_px(3, loss.top_px, loss.bottom_px), Some(numbers(0.25, 0.5)));
    assert_eq!(chart.interval_from_px(9, 0.0, 1.0), None);
    assert_eq!(chart.interval_from_px(0, f64::NAN, 1.0), None);
}

#[test]
fn an_axis_by_rank_spaces_runs_evenly_and_keeps_values() {
    let table = table(vec![
        ("params.a", reals(&[1.0, 10.0, 10.0, 100.0, 1e6, f64::INFINITY])),
        ("params.b", Values::from_texts([Some("1"), Some("2"), None, Some("auto"), Some("3"), Some("9")])),
        ("metrics.m", reals(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0])),
    ]);
    let mut spec = spec(&["params.a", "params.b", "metrics.m"]);
    spec.axes[0].scale = Some(ScaleKind::Quantile);
    spec.axes[1].scale = Some(ScaleKind::Quantile);
    let chart = build(&table, &spec);
    let axis = &chart.axes[0];
    assert_eq!((axis.scale, axis.detail.as_str()), (ScaleKind::Quantile, "param · quantile"));
    assert!(chart.description.contains("a (1 to 1000000, quantile)"), "{}", chart.description);
    let at = |place: f64| axis.bottom_px + (axis.top_px - axis.bottom_px) * place;
    let y = |row: usize| chart.describe_row(&table, row).unwrap().values[0].y_px;
    for (row, place) in [(0, 0.0), (1, 0.375), (2, 0.375), (3, 0.75), (4, 1.0)] {
        assert!((y(row) - at(place)).abs() <= 5.2, "{row}: {} {}", y(row), at(place));
    }
    assert!(y(5) < axis.top_px, "infinity stands in its lane");
    assert_eq!(chart.interval_from_px(0, axis.bottom_px + 20.0, axis.top_px), Some(numbers(1.0, 1e6)));
    assert!(axis.reach_px.0 < axis.top_px - 10.0, "a brush reaches the lane");
    let texts: Vec<&str> = axis.ticks.iter().map(|tick| tick.text.as_str()).collect();
    assert_eq!(texts, ["∞", "1000000", "100", "10", "1"]);
    assert!(build(&table, &spec).axes[1].nan_px.is_some(), "text that is no number has its lane");

    let many: Vec<f64> = (0..101).map(|row| f64::from(row * row)).collect();
    let table = self::table(vec![("params.a", reals(&many)), ("metrics.m", reals(&many))]);
    let mut spec = self::spec(&["params.a", "metrics.m"]);
    spec.axes[0].scale = Some(ScaleKind::Quantile);
    spec.axes[0].intervals.push(numbers(2500.0, 1e9));
    let chart = build(&table, &spec);
    let texts: Vec<&str> = chart.axes[0].ticks.iter().map(|tick| tick.text.as_str()).collect();
    assert_eq!(texts, ["10000", "5625", "2500", "625", "0"], "ticks stand at the quartiles");
    assert!((chart.axes[0].brushes[0].bottom_px - f64::midpoint(chart.axes[0].top_px, chart.axes[0].bottom_px)).abs() < 0.6);
}

#[test]
fn truth_values_have_two_places_false_below_true() {
    for values in [
        Values::from_texts(["True", "True", "True"].map(Some)),
        Values::from_truths([Some(true), Some(true), None]),
        Values::from_truths([Some(false), Some(false), Some(false)]),
    ] {
        let first = values.text_at(0).unwrap().to_lowercase();
        let table = table(vec![("params.flag", values), ("metrics.m", reals(&[0.0, 1.0, 2.0]))]);
        let chart = build(&table, &spec(&["params.flag", "metrics.m"]));
        let axis = &chart.axes[0];
        assert_eq!(axis.detail, "param · boolean");
        let texts: Vec<String> = axis.ticks.iter().map(|tick| tick.text.to_lowercase()).take(2).collect();
        assert_eq!(texts, ["true", "false"]);
        let end = if first == "true" { axis.top_px } else { axis.bottom_px };
        assert!((chart.describe_row(&table, 0).unwrap().values[0].y_px - end).abs() < 6.0);
        let both = chart.interval_from_px(0, axis.top_px, axis.bottom_px);
        assert!(matches!(both, Some(Interval::Categories(names)) if names.len() == 2));
    }
}

#[test]
fn infinities_of_an_inverted_axis_stand_at_the_other_end() {
    let table = table(vec![("params.a", reals(&[0.0, 1.0, f64::INFINITY])), ("metrics.m", reals(&[0.0, 1.0, 2.0]))]);
    let mut spec = spec(&["params.a", "metrics.m"]);
    let y = |chart: &ParallelChart| chart.describe_row(&table, 2).unwrap().values[0].y_px;
    let upright = build(&table, &spec);
    assert!(y(&upright) < upright.axes[0].top_px);
    spec.axes[0].inverted = true;
    let inverted = build(&table, &spec);
    assert!(y(&inverted) > inverted.axes[0].bottom_px);
    let axis = &inverted.axes[0];
    assert_eq!(
        inverted.interval_from_px(0, f64::midpoint(axis.top_px, axis.bottom_px), axis.reach_px.1),
        Some(numbers(0.5, f64::INFINITY))
    );
}

#[test]
fn curves_are_level_at_the_axes_and_found_where_they_are() {
    let table = table(vec![("params.a", reals(&[0.0, 1.0])), ("metrics.m", reals(&[1.0, 0.0]))]);
    let spec = ParallelSpec { curves: true, ..spec(&["params.a", "metrics.m"]) };
    let chart = build(&table, &spec);
    let hit = chart.describe_row(&table, 0).unwrap();
    let (a, b) = (&hit.values[0], &hit.values[1]);
    let place = |part: f64, along: f64| (a.x_px + (b.x_px - a.x_px) * part, a.y_px + (b.y_px - a.y_px) * along);
    let (x, y) = place(0.2, 0.104);
    assert_eq!(chart.hover(x, y), Some(0));
    let (_, straight) = place(0.2, 0.2);
    assert_eq!(chart.hover(x, straight), None, "no line is where it would be if it were straight");
    let width = chart.pixels.width;
    let painted = |x: f64, y: f64| chart.pixels.rgba[(y as usize * width + x as usize) * 4 + 3];
    assert!(painted(x, y) > 100 && painted(x, straight) == 0);
    let figure = chart.into_figure();
    let Some(Mark::Polyline { points, .. }) = figure.exact.unwrap().first().cloned() else { unreachable!() };
    assert!(points.len() > 8 && (points[1].y - points[0].y).abs() < 0.02 * (b.y_px - a.y_px).abs());
}

#[test]
fn bands_hold_the_middle_half_of_each_category() {
    let rows = 400u32;
    let value = |row: u32| f64::from(row / 2);
    let kinds: Vec<Option<&str>> = (0..rows).map(|row| Some(["x", "y"][row as usize % 2])).collect();
    let table = table(vec![
        ("params.kind", Values::from_texts(kinds)),
        ("params.a", Values::from_reals((0..rows).map(|row| Some(value(row) * if row % 2 == 0 { 0.5 } else { 1.0 })))),
        ("metrics.m", Values::from_reals((0..rows).map(|row| (row % 4 > 1).then(|| value(row))))),
        ("params.few", Values::from_reals((0..rows).map(|row| Some(f64::from(row % 8))))),
    ]);
    let plain = ParallelSpec { colour: Some(ColumnName::param("kind")), ..spec(&["params.a", "metrics.m"]) };
    for bands in [Bands::Quartiles, Bands::MinMax] {
        let chart = build(&table, &ParallelSpec { bands: Some(bands), ..plain.clone() });
        assert!(chart.description.contains("a band that holds"), "{}", chart.description);
        assert!(chart.left_out[0].starts_with("Each colour has a line at its medians"));
        let axis = chart.axes[0].clone();
        let marks = chart.into_figure().exact.unwrap();
        let line = |mark: &Mark| match mark {
            Mark::Polyline { points, .. } => points[0].y,
            _ => f64::NAN,
        };
        let ends: Vec<f64> =
            marks[marks.len() - 6..].iter().map(|mark| (axis.bottom_px - line(mark)) / (axis.bottom_px - axis.top_px)).collect();
        let (low, high) = if bands == Bands::Quartiles { (0.25, 0.75) } else { (0.0, 1.0) };
        for (got, want) in ends.iter().zip([high, 0.5 * high, low, 0.5 * low, 0.5, 0.25]) {
            assert!((got - want).abs() < 0.02, "{ends:?}");
        }
    }
    let by = |column: &str| {
        let colour = Some(ColumnName::parse(column));
        build(&table, &ParallelSpec { bands: Some(Bands::Quartiles), colour, ..plain.clone() }).left_out[0].clone()
    };
    assert!(by("metrics.m").starts_with("There are no bands"));
    assert!(by("params.few").starts_with("Each colour has"));
}

#[test]
fn brush_bands_stand_where_they_were_dragged() {
    let table = table(vec![("params.lr", reals(&[1e-5, 1e-3, 1.0])), ("metrics.m", reals(&[1.0, 2.5, 4.0]))]);
    let mut spec = spec(&["params.lr", "metrics.m"]);
    spec.axes[1].inverted = true;
    let chart = build(&table, &spec);
    for axis in 0..2 {
        let interval = chart.interval_from_px(axis, 100.0, 180.0).unwrap();
        spec.axes[axis].intervals.push(interval);
    }
    for axis in build(&table, &spec).axes {
        assert!((axis.brushes[0].top_px - 100.0).abs() <= 0.6, "{axis:?}");
        assert!((axis.brushes[0].bottom_px - 180.0).abs() <= 0.6, "{axis:?}");
    }
}

#[test]
fn the_run_under_the_pointer_is_found_and_described() {
    let table = table(vec![
        ("run_name", Values::from_texts([Some("first"), Some("second"), Some("third")])),
        ("params.a", reals(&[0.0, 0.5, 1.0])),
        ("metrics.b", Values::from_reals([Some(1.0), Some(0.2), None])),
    ]);
    let mut spec = spec(&["params.a", "metrics.b"]);
    let chart = build(&table, &spec);
    for (row, name) in ["first", "second", "third"].into_iter().enumerate() {
        let hit = chart.describe_row(&table, row).unwrap();
        assert_eq!(hit.name, name);
        let (a, b) = (&hit.values[0], &hit.values[1]);
        assert_eq!(chart.hover(0.7 * a.x_px + 0.3 * b.x_px, 0.7 * a.y_px + 0.3 * b.y_px + 1.0), Some(row));
        assert!(!chart.hover_scene(&hit).marks.is_empty());
    }
    assert_eq!(chart.describe_row(&table, 2).unwrap().values[1].text, "missing");
    assert_eq!(chart.hover(400.0, 299.0), None);
    assert_eq!(chart.hover(f64::NAN, f64::NAN), None);
    assert_eq!(chart.describe_row(&table, 3), None);

    spec.axes[0].intervals.push(numbers(0.0, 0.1));
    let narrowed = build(&table, &spec);
    let grey = chart.describe_row(&table, 2).unwrap().values[0].clone();
    assert_eq!(narrowed.hover(grey.x_px, grey.y_px), Some(2), "grey runs can be found where no coloured one is");
}

#[test]
fn rebuilding_gives_what_building_gives() {
    let values: Vec<f64> = (0..200).map(|row| f64::from(row * 37 % 101)).collect();
    let table = table(vec![("params.a", reals(&values)), ("metrics.b", reals(&values[..200]))]);
    let mut spec = spec(&["params.a", "metrics.b"]);
    spec.colour = Some(ColumnName::metric("b"));
    let before = build(&table, &spec);
    let all = RowMask::all(200);
    let few = RowMask::from_fn(200, |row| row % 7 == 0);
    for (drawn, height_px) in [(&all, 300.0), (&few, 300.0), (&all, 200.0)] {
        spec.height_px = height_px;
        spec.axes[0].intervals = vec![numbers(10.0, 50.0)];
        let matching = brush_mask(&table, &spec.axes).unwrap();
        let mut again = before.clone();
        again.redraw(&table, &matching, drawn, Some(&few), &spec).unwrap();
        let anew = ParallelChart::build(&table, &matching, drawn, Some(&few), &spec).unwrap();
        assert_eq!((&again.scene, &again.pixels, &again.axes), (&anew.scene, &anew.pixels, &anew.axes));
        assert_eq!((&again.description, &again.left_out), (&anew.description, &anew.left_out));
    }
}

#[test]
fn what_is_known_of_the_same_runs_is_used_again_only_where_it_holds() {
    let values = |factor: u32| Values::from_reals((0..200u32).map(|row| (row % 17 != 3).then(|| f64::from(row * factor % 101))));
    let few = Values::from_reals((0..200u32).map(|row| Some(f64::from(row % 4))));
    let table = table(vec![("params.a", values(7)), ("params.b", few), ("metrics.c", values(31)), ("metrics.d", values(57))]);
    let all = RowMask::all(200);
    let some = RowMask::from_fn(200, |row| row % 3 > 0);
    let first = ParallelSpec { colour: Some(ColumnName::parse("metrics.c")), ..spec(&["params.a", "params.b", "metrics.c"]) };
    let mut inverted = first.clone();
    inverted.axes[1].inverted = true;
    let mut ranked = first.clone();
    ranked.axes[0].scale = Some(ScaleKind::Quantile);
    let changes = [
        ParallelSpec { width_px: 700.0, ..first.clone() },
        ParallelSpec { height_px: 333.0, ..first.clone() },
        ParallelSpec { device_pixel_ratio: 2.0, ..first.clone() },
        ParallelSpec { palette: Palette::DARK, ..first.clone() },
        ParallelSpec { colour: Some(ColumnName::parse("metrics.d")), ..first.clone() },
        ParallelSpec { colour_scale: ColourScale::Quantile, ..first.clone() },
        ParallelSpec { axes: spec(&["metrics.c", "metrics.d", "params.b", "params.a", "params.a"]).axes, ..first.clone() },
        ParallelSpec { axes: Vec::new(), ..first.clone() },
        inverted,
        ranked,
    ];
    for (at, change) in changes.iter().enumerate() {
        for drawn in [&all, &some] {
            let mut chart = ParallelChart::build(&table, &all, &all, None, &first).unwrap();
            for (spec, drawn) in [(change, drawn), (&first, drawn), (change, &all)] {
                chart.redraw(&table, &all, drawn, None, spec).unwrap();
                let fresh = ParallelChart::build(&table, &all, drawn, None, spec).unwrap();
                assert!(chart.pixels == fresh.pixels, "change {at}");
                assert_eq!(
                    (&chart.scene, &chart.axes, &chart.left_out),
                    (&fresh.scene, &fresh.axes, &fresh.left_out),
                    "change {at}"
                );
            }
        }
    }
}

#[test]
fn without_a_picture_there_is_a_sentence() {
    let one = table(vec![("params.a", reals(&[1.0])), ("metrics.b", reals(&[2.0]))]);
    let empty = table(vec![("params.a", reals(&[]))]);
    assert!(build(&empty, &spec(&["params.a"])).note.unwrap().contains("no runs"));
    assert!(build(&one, &spec(&[])).note.unwrap().contains("no axes"));
    for (width_px, height_px) in [(0.0, 0.0), (f64::NAN, 300.0), (800.0, -1.0), (800.0, f64::INFINITY)] {
        let chart = build(&one, &ParallelSpec { width_px, height_px, ..spec(&["params.a", "metrics.b"]) });
        assert!(chart.note.unwrap().contains("no room"), "{width_px} {height_px}");
        assert!(chart.pixels.rgba.is_empty());
    }
    let none = RowMask::none(1);
    let chart = ParallelChart::build(&one, &none, &none, None, &spec(&["params.a"])).unwrap();
    assert!(chart.note.unwrap().contains("matches the filter"));
}

#[test]
fn what_is_shown_apart_is_said() {
    let table = table(vec![
        ("params.a", Values::from_reals([Some(0.0), Some(1e-3), Some(10.0), Some(f64::NAN), None, Some(f64::INFINITY)])),
        ("params.b", Values::missing(6)),
    ]);
    let mut spec = spec(&["params.a", "params.b", "params.c"]);
    spec.axes[0].scale = Some(ScaleKind::Log);
    let chart = build(&table, &spec);
    assert_eq!(
        chart.left_out,
        [
            "No source has a column params.c; every run stands in its missing lane.",
            "Up to 6 of 6 runs have no value for a (1) and b (6); they stand in the missing lane.",
            "1 of 6 runs has NaN in a; it stands in the NaN lane.",
            "1 of 6 runs has infinity in a; it stands beyond the upper end.",
            "1 of 6 runs has 0 or less in a, which a log axis cannot hold; it stands beyond the lower end.",
        ]
    );
    assert!(chart.axes[0].missing_px.is_some() && chart.axes[0].nan_px.is_some());
    assert!(chart.note.is_none());
}

#[test]
fn a_hundred_thousand_categories_are_ranked() {
    let texts: Vec<String> = (0..100_000).map(|row| format!("run-{row}")).collect();
    let table = table(vec![
        ("params.a", Values::from_texts(texts.iter().map(|text| Some(text.as_str())))),
        ("metrics.b", Values::from_reals((0..100_000).map(|row| Some(f64::from(row % 977))))),
    ]);
    let chart = build(&table, &spec(&["params.a", "metrics.b"]));
    assert!(chart.left_out.iter().any(|sentence| sentence.contains("100,000 categories")));
    assert!(chart.axes[0].ticks.len() < 20);
    assert!(chart.pixels.rgba.iter().any(|byte| *byte > 0));
}

/// The rectangles of bold text, which are the axes' names, as left and right edges.
fn names(scene: &Scene) -> Vec<(f64, f64)> {
    let names = scene.marks.iter().filter_map(|mark| match mark {
        Mark::Text(text) if text.weight == Weight::Bold => {
            let half = text.text.chars().count() as f64 * 3.0;
            Some((text.at.x - half, text.at.x + half))
        }
        _ => None,
    });
    names.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn names_never_overlap_and_everything_is_inside(
        count in 1usize..14,
        length in 1usize..60,
        width_px in 360.0..2560.0f64,
        height_px in 240.0..800.0f64,
    ) {
        let keys: Vec<String> = (0..count).map(|axis| format!("metrics.{}{axis}", "n".repeat(length))).collect();
        let columns = keys.iter().map(|key| (key.as_str(), reals(&[0.1, 2.0, -3.0]))).collect();
        let table = table(columns);
        let chart = build(&table, &ParallelSpec { width_px, height_px, ..spec(&keys.iter().map(String::as_str).collect::<Vec<_>>()) });
        prop_assert!(chart.width_px >= width_px && chart.note.is_none());
        let names = names(&chart.scene);
        prop_assert_eq!(names.len(), count);
        prop_assert!(names.windows(2).all(|pair| pair[0].1 < pair[1].0), "{:?}", names);
        prop_assert!(names.iter().all(|(left, right)| *left >= 0.0 && *right <= chart.width_px));
        prop_assert!(chart.axes.iter().all(|axis| axis.ticks.windows(2).all(|pair| pair[1].y_px - pair[0].y_px >= 13.9)));
    }

    #[test]
    fn any_numbers_make_a_chart(
        values in proptest::collection::vec(proptest::option::of(proptest::num::f64::ANY), 1..40),
        log in proptest::option::of(proptest::bool::ANY),
        inverted: bool,
        from_px in -50.0..400.0f64,
        to_px in -50.0..400.0f64,
    ) {
        let table = table(vec![
            ("params.a", Values::from_reals(values.iter().copied())),
            ("metrics.b", Values::from_reals(values.iter().rev().copied())),
        ]);
        let mut spec = spec(&["params.a", "metrics.b", "params.a"]);
        spec.colour = Some(ColumnName::metric("b"));
        spec.axes[0].inverted = inverted;
        spec.axes[0].scale = log.map(|log| if log { ScaleKind::Log } else { ScaleKind::Category });
        let chart = build(&table, &spec);
        prop_assert!(chart.note.is_none());
        let drawn = (0..values.len()).filter_map(|row| chart.describe_row(&table, row));
        for hit in drawn {
            prop_assert!(hit.values.iter().all(|value| value.y_px >= 0.0 && value.y_px <= chart.height_px), "{:?}", hit);
        }
        if let Some(interval) = chart.interval_from_px(0, from_px, to_px) {
            spec.axes[0].intervals.push(interval);
            let again = build(&table, &spec);
            prop_assert!(again.axes[0].brushes[0].top_px <= again.axes[0].brushes[0].bottom_px);
            prop_assert_eq!(Scene::from_bytes(&again.scene.to_bytes()), Ok(again.scene.clone()));
        }
    }

    #[test]
    fn any_sequence_of_brushes_draws_what_the_last_one_alone_draws(
        steps in proptest::collection::vec((0usize..3, 0.0..1.0f64, 0.0..1.0f64, 0u8..8), 1..7),
        colour in 0usize..3,
        height_px in 150.0..700.0f64,
        few: bool,
    ) {
        let rows = 9000u32;
        let share = |factor: u32, row: u32| f64::from(row.wrapping_mul(factor) % 10_007) / 10_007.0;
        let levels = if few { 7.0 } else { 1e6 };
        let values = |factor: u32| (0..rows).map(move |row| (row % 97 != factor % 97).then(|| (share(factor, row) * levels).floor() / levels));
        let kinds = ["adam", "sgd", "lion", "muon"];
        let table = table(vec![
            ("params.a", Values::from_reals(values(7919))),
            ("params.kind", Values::from_texts((0..rows).map(|row| Some(kinds[(row % 13 % 4) as usize])))),
            ("metrics.b", Values::from_reals(values(104_729))),
        ]);
        let mut spec = ParallelSpec { width_px: 220.0, height_px, ..spec(&["params.a", "metrics.b", "params.kind"]) };
        spec.colour = [None, Some(ColumnName::metric("b")), Some(ColumnName::param("kind"))][colour].clone();
        let drawn = RowMask::from_fn(rows as usize, |row| row % 31 != 5);
        let mut kept: Option<ParallelChart> = None;
        for (axis, a, b, lanes) in steps {
            let brush = &mut spec.axes[axis];
            brush.intervals = match axis {
                2 if lanes % 2 == 0 => vec![],
                2 => vec![Interval::Categories(kinds.iter().skip((a * 4.0) as usize).map(|kind| (*kind).to_owned()).collect())],
                _ => vec![numbers(a.min(b), a.max(b))],
            };
            brush.missing = lanes == 7;
            let mut matching = brush_mask(&table, &spec.axes).unwrap();
            matching.and(&drawn);
            let selected = RowMask::from_fn(rows as usize, |row| row == usize::from(lanes));
            let fresh = ParallelChart::build(&table, &matching, &drawn, Some(&selected), &spec).unwrap();
            let chart = match kept.take() {
                Some(mut chart) => {
                    chart.redraw(&table, &matching, &drawn, Some(&selected), &spec).unwrap();
                    chart
                }
                None => fresh.clone(),
            };
            prop_assert!(chart.pixels == fresh.pixels, "{} of {} runs in colour", matching.count(), drawn.count());
            prop_assert_eq!(&chart.scene, &fresh.scene);
            kept = Some(chart);
        }
    }
}
