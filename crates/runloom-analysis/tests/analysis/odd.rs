//! Data that other tools answer with NaN, a panic or silence.

use runloom_analysis::{Design, DesignOptions, Goal, Importance, ImportanceOptions, Method, Target, WhyUnjudged, importance};
use runloom_table::{Column, ColumnName, RowMask, RunTable, Values};

use crate::reference::{design, design_of, runs};

fn table(rows: usize, params: Vec<(&str, Values)>, value: Values) -> RunTable {
    let mut table = RunTable::new(rows);
    for (name, values) in params {
        table.push(Column::loaded(ColumnName::param(name), values));
    }
    table.push(Column::loaded(ColumnName::metric("value"), value));
    table
}

fn reals(rows: usize, value: impl Fn(usize) -> f64) -> Values {
    Values::from_reals((0..rows).map(|row| Some(value(row))))
}

/// Numbers without a pattern, below 1.
fn mixed(row: usize, salt: u64) -> f64 {
    let mut z = (row as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ salt.wrapping_mul(0xd134_2543_de82_ef95);
    z = (z ^ (z >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    ((z ^ (z >> 32)) >> 11) as f64 / (1_u64 << 53) as f64
}

fn all_methods(design: &Design) -> Vec<Importance> {
    let options = |method| ImportanceOptions { method, trees: 16, resamples: 3, permutations: 3, ..ImportanceOptions::default() };
    let found: Vec<_> = Method::ALL.map(|method| importance(design.clone(), Goal::Minimise, &options(method))).into();
    for found in &found {
        for param in &found.params {
            let numbers = [param.importance, param.low, param.high, param.noise_floor];
            assert!(numbers.iter().all(|number| number.is_finite()), "{:?} {param:?}", found.method);
            assert!(param.low <= param.importance && param.importance <= param.high, "{:?} {param:?}", found.method);
        }
    }
    found
}

#[test]
fn one_constant_param_is_named_and_spoils_nothing() {
    let constant = Values::from_texts((0..60).map(|_| Some("same")));
    let params = vec![("a", reals(60, |row| mixed(row, 1))), ("constant", constant), ("b", reals(60, |row| mixed(row, 2)))];
    let design = design_of(&table(60, params, reals(60, |row| mixed(row, 1))), "value", &DesignOptions::default());
    assert_eq!((design.unjudged[0].name.key.as_str(), design.unjudged[0].why), ("constant", WhyUnjudged::Constant));
    for found in all_methods(&design) {
        assert_eq!(found.params[0].name.key, "a", "{:?}", found.method);
        assert!(found.params[0].importance > found.params[1].importance);
    }
}

#[test]
fn few_runs_and_equal_targets_are_told() {
    for rows in 0..4 {
        let params = vec![("a", reals(rows, |row| row as f64)), ("b", reals(rows, |row| mixed(row, 3)))];
        let design = design_of(&table(rows, params, reals(rows, |row| row as f64)), "value", &DesignOptions::default());
        for found in all_methods(&design) {
            assert_eq!((found.runs_used, found.notes.is_empty()), (rows, false), "{:?}", found.method);
        }
    }
    let design =
        design_of(&table(50, vec![("a", reals(50, |row| row as f64))], reals(50, |_| 0.3)), "value", &DesignOptions::default());
    for found in all_methods(&design) {
        assert_eq!(found.params[0].importance.to_bits(), 0);
        assert!(found.notes[0].contains("same target"), "{:?}", found.notes);
    }
}

#[test]
fn runs_without_a_finite_target_are_counted() {
    let value = |row: usize| match row {
        0..5 => None,
        5..7 => Some(f64::NAN),
        7..10 => Some(f64::NEG_INFINITY),
        _ => Some(mixed(row, 4)),
    };
    let mut table = table(60, vec![("a", reals(60, |row| mixed(row, 5)))], Values::from_reals((0..60).map(value)));
    let status = |row: usize| ["FAILED", "RUNNING", "PRUNED"].get(row.wrapping_sub(40)).copied().unwrap_or("FINISHED");
    table.push(Column::loaded(ColumnName::attribute("status"), Values::from_texts((0..60).map(|row| Some(status(row))))));
    let design = design_of(&table, "value", &DesignOptions::default());
    let counts = design.left_out.reasons().map(|(_, runs)| runs);
    assert_eq!((counts, design.runs()), ([1, 1, 1, 5, 2, 3, 0, 0], 47));
    let design =
        design_of(&table, "value", &DesignOptions { all_statuses: true, most_runs: Some(20), ..DesignOptions::default() });
    assert_eq!((design.runs(), design.left_out.thinned, design.left_out.total()), (17, 33, 43));
    all_methods(&design);
}

#[test]
fn params_that_say_the_same_are_named_and_share() {
    let params = vec![
        ("a", reals(200, |row| mixed(row, 6))),
        ("minus_a", reals(200, |row| -mixed(row, 6))),
        ("b", reals(200, |row| mixed(row, 7))),
    ];
    let design = design_of(&table(200, params, reals(200, |row| mixed(row, 6))), "value", &DesignOptions::default());
    assert_eq!(design.twins(), [[0, 1]]);
    for found in all_methods(&design) {
        assert_eq!(found.twins[0].len(), 2);
        let of = |name: &str| found.params.iter().find(|param| param.name.key == name).unwrap().importance;
        let ratio = of("a") / of("minus_a");
        assert!((0.3..3.0).contains(&ratio), "{:?} {ratio}", found.method);
        assert!(found.notes.iter().any(|note| note.contains("always change together")), "{:?}", found.notes);
    }
}

#[test]
fn conditional_params_are_judged_where_they_exist() {
    let rows = 400_usize;
    let is_svm = |row: usize| row.is_multiple_of(4);
    let gamma = Values::from_reals((0..rows).map(|row| is_svm(row).then(|| mixed(row, 8))));
    let model = Values::from_texts((0..rows).map(|row| Some(if is_svm(row) { "svm" } else { "forest" })));
    let value = reals(rows, |row| if is_svm(row) { 4.0 * mixed(row, 8) } else { 2.0 } + 0.1 * mixed(row, 10));
    let params = vec![("gamma", gamma), ("model", model), ("other", reals(rows, |row| mixed(row, 9)))];
    let found = all_methods(&design_of(&table(rows, params, value), "value", &DesignOptions::default()));
    for found in found {
        let gamma = found.params.iter().find(|param| param.name.key == "gamma").unwrap();
        assert_eq!(gamma.runs, 100);
        let other = found.params.iter().find(|param| param.name.key == "other").unwrap();
        assert!(gamma.importance > 3.0 * other.importance, "{:?} {gamma:?} {other:?}", found.method);
    }
}

#[test]
fn rare_params_many_texts_and_extremes() {
    let rows = 300_usize;
    let names: Vec<String> = (0..rows).map(|row| format!("run {row}")).collect();
    let odd = [f64::MAX, f64::MIN, 1e-300, -0.0, 0.0, f64::INFINITY, f64::NAN];
    let params = vec![
        ("rare", Values::from_reals((0..rows).map(|row| row.is_multiple_of(100).then(|| mixed(row, 11))))),
        ("name", Values::from_texts(names.iter().map(|name| Some(name.as_str())))),
        ("some", Values::from_texts((0..rows).map(|row| ["x", "y", "None"].get(row % 4).copied()))),
        ("flag", Values::from_truths((0..rows).map(|row| Some(row.is_multiple_of(3))))),
        ("odd", reals(rows, |row| odd[row % 7])),
        ("never", Values::missing(rows)),
    ];
    let design = design_of(&table(rows, params, reals(rows, |row| odd[row % 5])), "value", &DesignOptions::default());
    let unjudged: Vec<_> = design.unjudged.iter().map(|param| (param.name.key.as_str(), param.why)).collect();
    assert_eq!(unjudged, [("name", WhyUnjudged::NamesEachRun), ("never", WhyUnjudged::NoValues)]);
    for found in all_methods(&design) {
        assert_eq!(found.params.len(), 4);
    }
}

#[test]
fn more_params_than_runs() {
    let (rows, names) = (50, (0..500).map(|at| format!("p{at}")).collect::<Vec<_>>());
    let params = names.iter().enumerate().map(|(at, name)| (name.as_str(), reals(rows, |row| mixed(row, at as u64)))).collect();
    let design = design_of(&table(rows, params, reals(rows, |row| mixed(row, 17))), "value", &DesignOptions::default());
    let options = ImportanceOptions { resamples: 0, permutations: 0, ..ImportanceOptions::default() };
    let found = importance(design, Goal::Minimise, &options);
    assert_eq!(found.params[0].name.key, "p17");
    assert!(found.notes[0].contains("500 params"), "{:?}", found.notes);
}

#[test]
fn the_same_seed_gives_the_same_and_another_another() {
    let of = |method, seed| {
        let options = ImportanceOptions { method, seed, trees: 8, resamples: 2, permutations: 2, ..ImportanceOptions::default() };
        importance(design(&runs(120, true)), Goal::Minimise, &options)
    };
    for method in Method::ALL {
        assert_eq!(of(method, 7), of(method, 7));
        let other = of(method, 8);
        assert!(of(method, 7).params.iter().zip(&other.params).any(|(a, b)| a.low.to_bits() != b.low.to_bits()), "{method:?}");
    }
}

#[test]
fn what_matters_among_the_best_is_another_question() {
    let rows = 600;
    // Below the middle of `a`, all depends on `a`; above it, on `b`.
    let value = |row: usize| if mixed(row, 1) < 0.5 { 10.0 - 10.0 * mixed(row, 1) } else { mixed(row, 2) };
    let params = vec![("a", reals(rows, |row| mixed(row, 1))), ("b", reals(rows, |row| mixed(row, 2)))];
    let table = table(rows, params, reals(rows, value));
    let numbers = table.column(&ColumnName::metric("value")).unwrap().typed().unwrap();
    let target = Target { numbers, goal: Goal::Minimise };
    let design = Design::of(&table, &RowMask::all(rows), target, &DesignOptions::default()).unwrap();
    let first = |design: Design| {
        let options = ImportanceOptions { resamples: 0, permutations: 0, ..ImportanceOptions::default() };
        importance(design, Goal::Minimise, &options).params[0].name.key.clone()
    };
    let best = design.among_best(0.3);
    assert_eq!((best.runs(), best.left_out.not_best), (180, 420));
    assert_eq!((first(design), first(best)), ("a".to_owned(), "b".to_owned()));
}

#[test]
fn params_next_to_zero_are_judged_like_others() {
    let params = vec![("a", reals(40, |row| f64::from_bits(row as u64 + 1))), ("b", reals(40, |row| mixed(row, 5)))];
    let design = design_of(&table(40, params, reals(40, |row| mixed(row, 6))), "value", &DesignOptions::default());
    for found in all_methods(&design) {
        assert_eq!(found.params.len(), 2, "{:?}", found.method);
    }
}
