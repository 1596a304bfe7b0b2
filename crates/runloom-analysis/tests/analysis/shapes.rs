//! Curves, surfaces and interactions of a forest.

use runloom_analysis::{Design, DesignOptions, Goal, ImportanceOptions, ImportanceTask, Shapes};
use runloom_table::{Column, ColumnName, RunTable, Values};

use crate::reference::{design, design_of, runs};
use crate::simulated::{ishigami, simulated};

fn shapes(design: Design, goal: Goal) -> Shapes {
    let mut task =
        ImportanceTask::new(design, goal, &ImportanceOptions { resamples: 0, permutations: 0, ..ImportanceOptions::default() });
    while !task.step() {
        let (done, all) = task.progress();
        assert!(done < all);
    }
    task.finish().1.unwrap()
}

#[test]
fn interactions_of_ishigami() {
    let pi = std::f64::consts::PI;
    let shapes = shapes(simulated(1, 2000, 4, (-pi, pi), &ishigami), Goal::Minimise);
    let found = shapes.interactions(&[0, 1, 2, 3]);
    assert_eq!(found.len(), 6);
    // The only one is that of x1 and x3: 0.2437.
    for pair in found {
        let expected = if pair.first.key == "x1" && pair.second.key == "x3" { 0.2437 } else { 0.0 };
        assert!((pair.importance - expected).abs() < 0.03, "{pair:?}");
    }
}

#[test]
fn curves_follow_the_function() {
    let pi = std::f64::consts::PI;
    let shapes = shapes(simulated(2, 2000, 4, (-pi, pi), &ishigami), Goal::Minimise);
    let curve = shapes.curve(1, 41);
    assert_eq!((curve.values.len(), curve.means.len()), (41, 41));
    assert!((curve.values[0] + pi).abs() < 1e-12 && (curve.values[40] - pi).abs() < 1e-12);
    for (at, value) in curve.values.iter().enumerate().skip(1).take(39) {
        // The mean of the rest is 0.
        let expected = 7.0 * value.sin().powi(2);
        assert!((curve.means[at] - expected).abs() < 0.7, "{value}: {} for {expected}", curve.means[at]);
        assert!(curve.low[at] <= curve.means[at] && curve.means[at] <= curve.high[at]);
    }
    let surface = shapes.surface(0, 2, 9);
    assert_eq!(surface.means.len(), 81);
    let at = |x1: usize, x3: usize| surface.means[x1 * 9 + x3];
    // Where x1 is π/2, x3 at its ends adds much; where x1 is -π/2, it takes as much away.
    assert!(
        at(6, 0) > at(6, 4) + 4.0 && at(2, 8) < at(2, 4) - 4.0,
        "{:.1} {:.1} {:.1} {:.1}",
        at(6, 0),
        at(6, 4),
        at(2, 8),
        at(2, 4)
    );
}

#[test]
fn curves_are_in_the_units_of_params_and_target() {
    for goal in [Goal::Minimise, Goal::Maximise] {
        let mut design = design(&runs(400, true));
        if goal == Goal::Maximise {
            design.target.iter_mut().for_each(|value| *value = -*value);
        }
        let shapes = shapes(design, goal);
        let lr = shapes.curve(0, 5);
        for (value, expected) in lr.values.iter().zip([1e-5, 1e-4, 1e-3, 1e-2, 1e-1]) {
            assert!((value / expected - 1.0).abs() < 1e-9, "{:?}", lr.values);
        }
        // (log10(lr) + 3)² and the means of the rest.
        for (mean, expected) in lr.means.iter().zip([4.6, 1.6, 0.6, 1.6, 4.6]) {
            assert!((mean - expected).abs() < 0.35, "{:.2?}", lr.means);
        }
        let optimizer = shapes.curve(2, 5);
        assert_eq!(optimizer.values, [0.0, 1.0, 2.0]);
        assert!(optimizer.means[0] > optimizer.means[2] && optimizer.means[2] > optimizer.means[1], "{:.2?}", optimizer.means);
        // Momentum exists with sgd only, and is judged there: half a unit from end to end.
        let momentum = shapes.curve(1, 11);
        let rise = momentum.means[10] - momentum.means[0];
        assert!((0.1..0.8).contains(&rise), "{:.2?}", momentum.means);
        assert!(shapes.curve(99, 5).values.is_empty());
    }
}

#[test]
fn a_category_is_judged_by_what_can_occur_with_it() {
    let runs = 200;
    let spread = |run: usize, salt: usize| ((run * 7919 + salt * 104_729) % 1009) as f64 / 1009.0;
    let has_rate = |run: usize| run.is_multiple_of(2);
    let mut table = RunTable::new(runs);
    let models = (0..runs).map(|run| Some(if has_rate(run) { "net" } else { "tree" }));
    table.push(Column::loaded(ColumnName::param("model"), Values::from_texts(models)));
    let rates = (0..runs).map(|run| has_rate(run).then(|| spread(run, 1)));
    table.push(Column::loaded(ColumnName::param("rate"), Values::from_reals(rates)));
    let losses = (0..runs).map(|run| Some(if has_rate(run) { 10.0 * spread(run, 1) } else { 9.0 + 0.1 * spread(run, 2) }));
    table.push(Column::loaded(ColumnName::metric("loss"), Values::from_reals(losses)));
    let shapes = shapes(design_of(&table, "loss", &DesignOptions::default()), Goal::Minimise);
    let at = shapes.design().features.iter().position(|feature| feature.name.key == "model").unwrap();
    let curve = shapes.curve(at, 5);
    let names = shapes.design().features[at].domain.categories().unwrap();
    for (name, mean) in names.iter().zip(&curve.means) {
        let expected = if name == "net" { 5.0 } else { 9.05 };
        assert!((mean - expected).abs() < 0.5, "{name}: {mean} for {expected}");
    }
}
