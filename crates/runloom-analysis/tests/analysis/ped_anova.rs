//! PED-ANOVA against the recorded answers of Optuna 5, and its use for choosing axes.

use runloom_analysis::{PedAnovaOptions, ped_anova, quick_importance};
use runloom_table::{Column, ColumnName, ColumnSummary, RowMask, RunTable, Values};

use crate::reference::{design, of, recorded, runs, studies, study_design};

fn assert_recorded(case: &str, n: usize, method: &str, options: &PedAnovaOptions) {
    let table = runs(n, case.starts_with("cond"));
    let design = design(&table);
    let found = ped_anova(&design, options);
    for (param, expected) in recorded(case, method) {
        let importance = of(&design, &found, &param);
        assert!((importance - expected).abs() <= 1e-9 * expected, "{case} {method} {param}: {importance} for {expected}");
    }
}

#[test]
fn as_optuna_computes_it() {
    let default = PedAnovaOptions::default();
    for n in [50, 200, 1000] {
        let case = n.to_string();
        assert_recorded(&case, n, "ped_default", &default);
        assert_recorded(&case, n, "ped_global", &PedAnovaOptions { evaluate_on_local: false, ..default });
        let quarter_of_half = PedAnovaOptions { target_quantile: 0.25, region_quantile: 0.5, ..default };
        assert_recorded(&case, n, "ped_q25_r50", &quarter_of_half);
    }
    assert_recorded("cond200", 200, "ped_cond", &default);
}

#[test]
fn as_optuna_computes_it_for_recorded_studies() {
    let default = PedAnovaOptions::default();
    let settings = [
        ("ped_default", default),
        ("ped_global", PedAnovaOptions { evaluate_on_local: false, ..default }),
        ("ped_q25_r50", PedAnovaOptions { target_quantile: 0.25, region_quantile: 0.5, ..default }),
    ];
    let mut compared = 0;
    for (name, study) in studies() {
        let design = study_design(&study);
        for (recorded_as, options) in &settings {
            let found = ped_anova(&design, options);
            for (param, expected) in study[recorded_as].as_object().unwrap() {
                let (importance, expected) = (of(&design, &found, param), expected.as_f64().unwrap());
                assert!(
                    (importance - expected).abs() <= 1e-9 * expected,
                    "{name} {recorded_as} {param}: {importance} for {expected}"
                );
                compared += usize::from(expected > 0.0);
            }
        }
    }
    assert_eq!(compared, 17);
}

#[test]
fn axes_are_proposed_by_importance() {
    let mut table = runs(1000, false);
    table.push(Column::loaded(ColumnName::param("constant"), Values::from_reals((0..1000).map(|_| Some(1.0)))));
    let names: Vec<String> = (0..1000).map(|i| format!("run {i}")).collect();
    table.push(Column::loaded(ColumnName::param("name"), Values::from_texts(names.iter().map(|name| Some(name.as_str())))));
    table.push(Column::pending(ColumnName::param("pending"), ColumnSummary::default()));
    let (all, target) = (RowMask::all(1000), ColumnName::metric("value"));
    let found = quick_importance(&table, &all, &target, true);
    let order: Vec<&str> = found.iter().map(|(name, _)| name.key.as_str()).collect();
    assert_eq!(order[..3], ["lr", "optimizer", "momentum"]);
    assert_eq!(order.len(), 5);
    assert!((found.iter().map(|(_, part)| part).sum::<f64>() - 1.0).abs() < 1e-12);
    assert_ne!(quick_importance(&table, &all, &target, false), found);
    assert!(quick_importance(&table, &all, &ColumnName::metric("none"), true).is_empty());
}

#[test]
fn nothing_is_nan() {
    let (none, one) = (RowMask::none(50), RowMask::from_fn(50, |row| row == 3));
    let target = ColumnName::metric("value");
    assert!(quick_importance(&runs(50, false), &none, &target, true).is_empty());
    assert!(quick_importance(&runs(50, false), &one, &target, true).is_empty());
    let odd = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, f64::MIN, 1e-300, 0.0, 5.0];
    for shift in 0..8 {
        let mut table = RunTable::new(40);
        let value = |row: usize| Some(odd[(row * 7 + shift + row / 8) % 8]);
        table.push(Column::loaded(ColumnName::param("odd"), Values::from_reals((0..40).map(value))));
        table.push(Column::loaded(ColumnName::param("even"), Values::from_reals((0..40).map(|row| Some(f64::from(row))))));
        table.push(Column::loaded(ColumnName::metric("value"), Values::from_reals((0..40).map(|row| value(row * 3 + 1)))));
        for lower in [true, false] {
            let found = quick_importance(&table, &RowMask::all(40), &target, lower);
            assert!(found.iter().all(|(_, part)| part.is_finite() && *part >= 0.0), "{found:?}");
        }
    }
}
