//! What optimization history, slice, contour, rank, Pareto front and timeline compute, say and brush.
#![expect(clippy::unwrap_used, reason = "a test stops where it cannot go on")]

use runloom_chart::{
    AxisSpec, ColourScale, Interval, Mark, Palette, PlotChart, PlotKind, PlotOptions, PlotSpec, Point, complete_roles,
};
use runloom_table::{Column, ColumnName, RowMask, RunTable, Values};

const KINDS: [PlotKind; 6] =
    [PlotKind::OptimizationHistory, PlotKind::Slice, PlotKind::Contour, PlotKind::Rank, PlotKind::Pareto, PlotKind::Timeline];

fn spec(kind: PlotKind, table: &RunTable, options: PlotOptions) -> PlotSpec {
    let roles = complete_roles(kind, table, |_| Vec::new()).into_iter();
    PlotSpec {
        kind,
        roles: roles.map(|(role, names)| (role, names.into_iter().map(AxisSpec::new).collect())).collect(),
        options,
        colour: None,
        colour_scale: ColourScale::Automatic,
        width_px: 640.0,
        height_px: None,
        device_pixel_ratio: 1.0,
        palette: Palette::LIGHT,
    }
}

fn less() -> PlotOptions {
    PlotOptions { minimise: Some(true), ..PlotOptions::default() }
}

fn built(table: &RunTable, focus: &RowMask, spec: &PlotSpec) -> PlotChart {
    PlotChart::build(table, focus, &RowMask::all(table.rows()), None, spec).unwrap()
}

fn push(table: &mut RunTable, name: &str, values: &[Option<f64>]) {
    table.push(Column::loaded(ColumnName::parse(name), Values::from_reals(values.iter().copied())));
}

fn times(table: &mut RunTable, name: &str, seconds: &[Option<i64>]) {
    let micros = seconds.iter().map(|second| second.map(|second| second * 1_000_000));
    table.push(Column::loaded(ColumnName::attribute(name), Values::from_times(micros)));
}

/// Twelve runs, the last of which in the table began first; one has no start and one no result.
fn search() -> RunTable {
    let mut table = RunTable::new(12);
    let starts: Vec<Option<i64>> = (0..12).map(|row| if row == 3 { None } else { Some(1000 - 10 * row) }).collect();
    let ends: Vec<Option<i64>> = starts.iter().map(|start| start.map(|start| start + 15)).collect();
    times(&mut table, "start_time", &starts);
    times(&mut table, "end_time", &ends);
    let names: Vec<String> = (0..12).map(|row| format!("r{row}")).collect();
    table.push(Column::loaded(
        ColumnName::attribute("run_name"),
        Values::from_texts(names.iter().map(|name| Some(name.as_str()))),
    ));
    let values = [9.0, 8.0, 7.0, 0.0, 5.0, 6.0, 2.0, 4.0, 3.0, 5.0, 4.5, 5.0].map(Some);
    push(&mut table, "metrics.value", &[&values[..4], &[None], &values[5..]].concat());
    push(&mut table, "params.a", &(0..12).map(|row| Some(f64::from(row))).collect::<Vec<_>>());
    push(&mut table, "params.b", &(0..12).map(|row| Some(f64::from(row * 7 % 12))).collect::<Vec<_>>());
    let status = ["FINISHED", "FAILED", "RUNNING"];
    table.push(Column::loaded(ColumnName::attribute("status"), Values::from_texts((0..12).map(|row| Some(status[row % 3])))));
    table
}

#[test]
fn the_best_so_far_follows_the_order_of_starts() {
    let table = search();
    let all = RowMask::all(12);
    let chart = built(&table, &all, &spec(PlotKind::OptimizationHistory, &table, less()));
    // From the last row to the first: 5, 4.5, 5, 3, 4, 2, 6, –, 7, 8, 9, and row 3, which has no start, at the end with 0.
    let expected = "Optimization history of 12 of 12 runs: value, in the order of start_time; less is better. \
                    Best 0 of r3, found by the last run, after 4 improvements in 11 runs.";
    assert_eq!(chart.description, expected);
    assert_eq!(
        chart.left_out,
        ["1 of 12 runs has no place on value.", "1 runs without start_time come last; these stand in the order of the table."]
    );
    let focus = RowMask::from_fn(12, |row| row != 3);
    let chart = built(&table, &focus, &spec(PlotKind::OptimizationHistory, &table, less()));
    assert!(
        chart.description.ends_with("Best 2 of r6, found 4 runs ago, after 3 improvements in 10 runs."),
        "{}",
        chart.description
    );
    let more = built(&table, &focus, &spec(PlotKind::OptimizationHistory, &table, PlotOptions::default()));
    assert!(more.description.contains("more is better. Best 9 of r0, found by the last run"), "{}", more.description);
}

#[test]
fn a_search_that_stands_still_has_flattened() {
    let mut table = RunTable::new(40);
    push(&mut table, "metrics.loss", &(0..40).map(|row| Some(f64::from((20 - row).max(0)))).collect::<Vec<_>>());
    let all = RowMask::all(40);
    let chart = built(&table, &all, &spec(PlotKind::OptimizationHistory, &table, PlotOptions::default()));
    let expected = "loss, in the order of the table; less is better. Best 0 of run 21, found 19 runs ago, \
                    after 20 improvements in 40 runs: it has flattened.";
    assert!(chart.description.ends_with(expected), "{}", chart.description);
}

#[test]
fn a_brush_along_the_order_means_moments() {
    let table = search();
    let chart = built(&table, &RowMask::all(12), &spec(PlotKind::OptimizationHistory, &table, less()));
    let cell = &chart.cells[0];
    assert_eq!((cell.x.as_ref().unwrap().to_string(), cell.label.as_str()), ("start_time".to_owned(), "value by start_time"));
    // Twelve positions between 10 px from the left and 10 px from the right; the third to the fifth of them.
    let step = (cell.area.width - 20.0) / 11.0;
    let at = |position: f64| cell.area.x + 10.0 + (position - 1.0) * step;
    let (top, bottom) = (cell.area.y, cell.area.y + cell.area.height);
    let found = chart.intervals_from_px(Point::new(at(2.7), top), Point::new(at(5.2), bottom)).unwrap();
    let (column, interval) = &found[0];
    assert_eq!((column.to_string(), interval), ("start_time".to_owned(), &Interval::Numbers { low: 910_000.0, high: 930_000.0 }));
    let area = chart.area_of(cell, Some(interval), None).unwrap();
    assert!((cell.area.x + area.x - at(2.5)).abs() < 0.5 && (area.width - 3.0 * step).abs() < 0.5, "{area:?}");
}

#[test]
fn slices_share_their_target_and_know_early_from_late() {
    let table = search();
    let chart = built(&table, &RowMask::all(12), &spec(PlotKind::Slice, &table, PlotOptions::default()));
    let labels: Vec<&str> = chart.cells.iter().map(|cell| cell.label.as_str()).collect();
    assert_eq!(labels, ["value by a", "value by b"]);
    assert!(chart.cells.iter().all(|cell| cell.area.height.total_cmp(&chart.cells[0].area.height).is_eq()));
    assert!(chart.description.contains("coloured from the first to the last run. The strongest rank correlation: "));
    assert_ne!(chart.colour_of(11), chart.colour_of(0));
}

#[test]
fn surfaces_and_ranks_name_the_best_run() {
    let table = search();
    for (kind, how) in [(PlotKind::Contour, "over a surface of value"), (PlotKind::Rank, "coloured by the rank of value")] {
        let chart = built(&table, &RowMask::all(12), &spec(kind, &table, less()));
        let expected = format!("b by a, {how}; less is better. Best 0 of r3: a 3, b 9.");
        assert!(chart.description.contains(&expected), "{}", chart.description);
        assert!(chart.left_out.iter().any(|sentence| sentence == "1 of 12 runs without value: grey."), "{:?}", chart.left_out);
    }
}

#[test]
fn the_legend_of_ranks_tells_quantiles() {
    let mut table = RunTable::new(101);
    push(&mut table, "metrics.loss", &(0..101).map(|row| Some(f64::from(row))).collect::<Vec<_>>());
    push(&mut table, "params.a", &(0..101).map(|row| Some(f64::from(row))).collect::<Vec<_>>());
    push(&mut table, "params.b", &(0..101).map(|row| Some(f64::from(row * row))).collect::<Vec<_>>());
    let texts = |options: PlotOptions| -> Vec<String> {
        let chart = built(&table, &RowMask::all(101), &spec(PlotKind::Rank, &table, options));
        let text = |mark: Mark| match mark {
            Mark::Text(text) => Some(text.text),
            _ => None,
        };
        let texts = chart.scene.marks.into_iter().filter_map(text);
        texts.filter(|text| ["best", "25 %", "median", "75 %", "worst"].iter().any(|name| text.starts_with(name))).collect()
    };
    assert_eq!(texts(less()), ["best 0", "25 % 25", "median 50", "75 % 75", "worst 100"]);
    let more = PlotOptions { minimise: Some(false), ..PlotOptions::default() };
    assert_eq!(texts(more), ["best 100", "25 % 75", "median 50", "75 % 25", "worst 0"]);
}

#[test]
fn the_front_is_of_the_runs_in_focus() {
    let mut table = RunTable::new(6);
    push(&mut table, "metrics.acc", &[0.9, 0.8, 0.7, 0.8, 0.5, f64::NAN].map(Some));
    push(&mut table, "metrics.latency", &[3.0, 2.0, 2.5, 2.0, 1.0, 0.1].map(Some));
    let mut spec = spec(PlotKind::Pareto, &table, PlotOptions::default());
    spec.roles =
        vec![("x", vec![AxisSpec::new(ColumnName::metric("latency"))]), ("y", vec![AxisSpec::new(ColumnName::metric("acc"))])];
    assert_eq!(spec.goals(), [Some(false), Some(true)]);
    let words = |focus: &RowMask, spec: &PlotSpec| built(&table, focus, spec).description;
    let all = words(&RowMask::all(6), &spec);
    let expected = "more acc and less latency are better. 4 runs are on the front of 5: run 5 (1, 0.5), run 2 (2, 0.8), run 4 (2, 0.8), run 1 (3, 0.9).";
    assert!(all.ends_with(expected), "{all}");
    let some = words(&RowMask::from_fn(6, |row| row == 2 || row == 4), &spec);
    assert!(some.contains("2 runs are on the front of 2"), "{some}");
    spec.options.minimise_x = Some(false);
    let turned = words(&RowMask::all(6), &spec);
    assert!(turned.contains("more acc and more latency are better. 1 run is on the front of 5: run 1"), "{turned}");
}

#[test]
fn a_timeline_says_what_it_knows_of_ends() {
    let mut table = RunTable::new(5);
    times(&mut table, "start_time", &[Some(0), Some(10), Some(20), None, Some(40)]);
    times(&mut table, "end_time", &[Some(15), Some(20), None, Some(90), None]);
    let statuses = ["FINISHED", "COMPLETE", "RUNNING", "FAILED", "KILLED"];
    table.push(Column::loaded(ColumnName::attribute("status"), Values::from_texts(statuses.map(Some))));
    let chart = built(&table, &RowMask::all(5), &spec(PlotKind::Timeline, &table, PlotOptions::default()));
    let expected = "Timeline of 5 of 5 runs: from 1 Jan 1970 00:00 to 1 Jan 1970 00:01, at most 2 at once. \
                    2 finished, 1 failed, 1 running, 1 killed.";
    assert_eq!(chart.description, expected);
    assert_eq!(
        chart.left_out,
        [
            "1 of 5 runs without a start: not drawn.",
            "1 of 5 runs without an end: only the start is drawn.",
            "1 of 5 runs still going on: they fade out at the latest moment that is known.",
        ]
    );
    let areas: Vec<_> = chart.parts.iter().map(|part| (part.run.unwrap(), part.area)).collect();
    let of = |run: usize| areas.iter().find(|(other, _)| *other == run).unwrap().1;
    assert_eq!(areas.len(), 4);
    assert!(of(1).y > of(0).y && (of(2).y - of(0).y).abs() < 0.1, "lanes are used again once they are free");
    assert!((of(2).x - of(1).x - of(1).width).abs() < 0.1, "10 to 20 and from 20 on");
    assert!(of(2).width > of(0).width * 4.0, "running until 90 s, the latest moment known");
    let middle = of(0);
    assert_eq!(chart.part_at(middle.x + middle.width / 2.0, middle.y + 2.0).unwrap().run, Some(0));
}

#[test]
fn durations_stand_in_for_ends() {
    let mut table = RunTable::new(2);
    times(&mut table, "start_time", &[Some(0), Some(50)]);
    push(&mut table, "duration", &[Some(100.0), Some(50.0)]);
    let chart = built(&table, &RowMask::all(2), &spec(PlotKind::Timeline, &table, PlotOptions::default()));
    assert!(chart.description.contains("at most 2 at once"), "{}", chart.description);
    assert!((chart.parts[0].area.width - chart.parts[1].area.width * 2.0).abs() < 0.1);
}

#[test]
fn each_takes_columns_that_suit_it() {
    let table = search();
    let roles = |kind: PlotKind| -> Vec<String> {
        let roles = complete_roles(kind, &table, |_| Vec::new()).into_iter();
        roles.flat_map(|(role, names)| names.into_iter().map(move |name| format!("{role}={name}"))).collect()
    };
    assert_eq!(roles(PlotKind::OptimizationHistory), ["target=metrics.value", "order=start_time"]);
    assert_eq!(roles(PlotKind::Slice), ["target=metrics.value", "params=params.a", "params=params.b", "order=start_time"]);
    assert_eq!(roles(PlotKind::Contour), ["x=params.a", "y=params.b", "target=metrics.value"]);
    assert_eq!(roles(PlotKind::Pareto), ["y=metrics.value"]);
    assert_eq!(roles(PlotKind::Timeline), ["start=start_time", "end=end_time", "status=status"]);
}

/// A table of every sort of odd column.
fn odd(rows: usize, value: impl Fn(usize) -> Option<f64>) -> RunTable {
    let mut table = RunTable::new(rows);
    let of = |salt: usize| (0..rows).map(|row| value(row * 31 + salt)).collect::<Vec<_>>();
    for (at, name) in ["metrics.value", "metrics.loss", "params.a", "params.b"].into_iter().enumerate() {
        push(&mut table, name, &of(at));
    }
    let before_1970 = (0..rows).map(|row| value(row).map(|_| -1_000_000_000 - i64::try_from(row).unwrap())).collect::<Vec<_>>();
    times(&mut table, "start_time", &before_1970);
    table
}

#[test]
fn odd_values_give_a_picture_or_a_sentence() {
    let long = format!("params.{}", "a_long_name ".repeat(20));
    let mut named = odd(30, |row| Some((row % 7) as f64));
    let names = ["שלום עולם", "نعم", "", "<b>"];
    named.push(Column::loaded(ColumnName::parse(&long), Values::from_texts((0..30).map(|row| Some(names[row % 4])))));
    let tables = [
        RunTable::new(0),
        RunTable::new(3),
        odd(5, |_| None),
        odd(1, |_| Some(2.0)),
        odd(50, |_| Some(2.0)),
        odd(50, |row| Some(if row % 2 == 0 { f64::INFINITY } else { f64::NEG_INFINITY })),
        odd(50, |_| Some(f64::NAN)),
        odd(50, |row| Some(10f64.powi(i32::try_from(row % 601).unwrap() - 300))),
        odd(50, |row| Some([f64::MAX, f64::MIN, 0.0][row % 3])),
        odd(50, |row| Some([5e-324, 0.0][row % 2])),
        named,
    ];
    for (at, table) in tables.iter().enumerate() {
        for kind in KINDS {
            for size in [(640.0, None), (0.0, Some(0.0)), (120.0, Some(120.0)), (f64::NAN, None)] {
                let (width_px, height_px) = size;
                let mut spec = PlotSpec { width_px, height_px, ..spec(kind, table, PlotOptions::default()) };
                if kind == PlotKind::Pareto {
                    spec.roles = vec![
                        ("x", vec![AxisSpec::new(ColumnName::metric("loss"))]),
                        ("y", vec![AxisSpec::new(ColumnName::metric("value"))]),
                    ];
                }
                for focus in [RowMask::all(table.rows()), RowMask::none(table.rows())] {
                    let chart = built(table, &focus, &spec);
                    let words = chart.note.as_ref().unwrap_or(&chart.description);
                    assert!(words.ends_with('.') || words.ends_with("pixels."), "{at} {kind:?}: {words}");
                    assert!(chart.note.is_some() || !chart.scene.marks.is_empty(), "{at} {kind:?}");
                    assert!(!format!("{:?}", chart.scene.marks).contains("NaN,"), "{at} {kind:?}: a mark at no place");
                }
            }
        }
    }
}

#[test]
fn points_without_a_place_are_a_sentence() {
    let mut table = RunTable::new(4);
    push(&mut table, "params.lr", &[Some(f64::INFINITY), Some(f64::NAN), None, Some(f64::NEG_INFINITY)]);
    push(&mut table, "metrics.loss", &[Some(1.0), Some(2.0), Some(3.0), Some(4.0)]);
    let axis = |name: &str| vec![AxisSpec::new(ColumnName::parse(name))];
    let note = |x: &str, y: &str| {
        let roles = vec![("x", axis(x)), ("y", axis(y))];
        built(&table, &RowMask::all(4), &PlotSpec { roles, ..spec(PlotKind::Scatter, &table, PlotOptions::default()) }).note
    };
    let sentence = "No run in the filter has a place by loss and lr. Choose other columns, or loosen the filter.";
    assert_eq!(note("params.lr", "metrics.loss").as_deref(), Some(sentence));
    assert_eq!(note("metrics.loss", "metrics.loss"), None);
}

#[test]
fn a_hundred_thousand_categories_are_a_sentence_or_a_picture() {
    let rows = 100_000;
    let mut table = odd(rows, |row| Some((row % 1000) as f64));
    let names: Vec<String> = (0..rows).map(|row| format!("name {row}")).collect();
    table.push(Column::loaded(ColumnName::param("name"), Values::from_texts(names.iter().map(|name| Some(name.as_str())))));
    for kind in KINDS {
        let mut spec = spec(kind, &table, PlotOptions::default());
        for (role, columns) in &mut spec.roles {
            if matches!(*role, "x" | "params") {
                *columns = vec![AxisSpec::new(ColumnName::param("name"))];
            }
        }
        let chart = built(&table, &RowMask::all(rows), &spec);
        let refused = matches!(kind, PlotKind::Contour | PlotKind::Pareto);
        assert_eq!(chart.note.is_some(), refused, "{kind:?}: {:?}", chart.note);
    }
}

#[test]
fn a_redrawn_plot_is_the_one_built_anew() {
    let table = search();
    for kind in KINDS {
        let spec = spec(kind, &table, PlotOptions::default());
        let focus = RowMask::from_fn(12, |row| row % 3 != 1);
        let mut redrawn = built(&table, &RowMask::all(12), &spec);
        redrawn.redraw(&table, &focus, &RowMask::all(12), None, &spec).unwrap();
        let anew = built(&table, &focus, &spec);
        assert_eq!(redrawn.description, anew.description);
        assert!(redrawn.scene == anew.scene && redrawn.pixels == anew.pixels && redrawn.parts == anew.parts, "{kind:?}");
    }
}
