//! Suggestions where the optimum is known, over odd data, and their promises over any data.

use proptest::prelude::{ProptestConfig, any, prop_assert, prop_assert_eq, proptest};
use runloom_analysis::{
    Design, DesignOptions, End, Goal, ParamValue, ProposalKind, SpaceParam, SpaceValues, SuggestOptions, SuggestTask, Suggestion,
    Target, suggest,
};
use runloom_table::{Column, ColumnName, RowMask, RunTable, Values};

use crate::simulated::{Uniform, ishigami, simulated};

const OPTIMIZERS: [&str; 3] = ["sgd", "adam", "rmsprop"];

/// A sweep with its best at lr = 0.01, depth as large as can be, adam, momentum of sgd at 0.9; `other` does nothing.
fn sweep(seed: u64, runs: usize, noise: f64) -> RunTable {
    let mut random = Uniform(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut rows = Vec::new();
    for _ in 0..runs {
        let (lr, depth, optimizer) =
            (10_f64.powf(-5.0 + 5.0 * random.next()), 1 + (8.0 * random.next()) as i64, (3.0 * random.next()) as usize);
        let (momentum, other) = (random.next(), random.next());
        let value = (lr.log10() + 2.0).powi(2) - 0.1 * depth as f64
            + [1.0 + (momentum - 0.9).powi(2), 0.0, 1.5][optimizer]
            + noise * random.normal();
        rows.push((lr, depth, optimizer, momentum, other, value));
    }
    let mut table = RunTable::new(runs);
    let mut push = |name: ColumnName, values: Values| {
        table.push(Column::loaded(name, values));
    };
    push(ColumnName::param("lr"), Values::from_reals(rows.iter().map(|row| Some(row.0))));
    push(ColumnName::param("depth"), Values::Integer(rows.iter().map(|row| Some(row.1)).collect()));
    push(ColumnName::param("optimizer"), Values::from_texts(rows.iter().map(|row| Some(OPTIMIZERS[row.2]))));
    push(ColumnName::param("momentum"), Values::from_reals(rows.iter().map(|row| (row.2 == 0).then_some(row.3))));
    push(ColumnName::param("other"), Values::from_reals(rows.iter().map(|row| Some(row.4))));
    push(ColumnName::param("seed"), Values::Integer((0..runs).map(|run| i64::try_from(run).ok()).collect()));
    push(ColumnName::metric("value"), Values::from_reals(rows.iter().map(|row| Some(row.5))));
    table
}

fn design_for(table: &RunTable, goal: Goal) -> Design {
    let numbers = table.column(&ColumnName::metric("value")).unwrap().typed().unwrap();
    Design::of(table, &RowMask::all(table.rows()), Target { numbers, goal }, &DesignOptions::default()).unwrap()
}

fn of<'a>(found: &'a Suggestion, key: &str) -> &'a SpaceParam {
    found.space.iter().find(|param| param.name.key == key).unwrap()
}

fn holds(param: &SpaceParam, value: &ParamValue) -> bool {
    match (&param.values, value) {
        (SpaceValues::Range { low, high, .. }, ParamValue::Real(value)) => (*low..=*high).contains(value),
        (SpaceValues::Range { low, high, .. }, ParamValue::Whole(value)) => (*low..=*high).contains(&(*value as f64)),
        (SpaceValues::Choices { kept, .. }, value) => kept.contains(value),
        (SpaceValues::Frozen(only), value) => only == value,
        _ => false,
    }
}

#[test]
fn the_region_of_a_known_optimum() {
    for seed in 0..8 {
        let found = suggest(design_for(&sweep(seed, 200, 0.1), Goal::Minimise), Goal::Minimise, &SuggestOptions::default());
        assert!(holds(of(&found, "lr"), &ParamValue::Real(0.01)), "{:?}", of(&found, "lr"));
        let SpaceValues::Range { low, high, log: true, whole: false, ends, .. } = of(&found, "lr").values else {
            panic!("{:?}", of(&found, "lr"))
        };
        assert!(low > 3e-4 && high < 0.4 && ends == (End::Narrowed, End::Narrowed), "{:?}", of(&found, "lr"));
        // Deeper is always better, and no run was deeper than 8.
        let SpaceValues::Range { high, whole: true, ends: (_, upper), .. } = of(&found, "depth").values else {
            panic!("{:?}", of(&found, "depth"))
        };
        assert!(upper != End::Widened || high > 8.0);
        let SpaceValues::Choices { kept, left_out } = &of(&found, "optimizer").values else { panic!() };
        assert!(kept.contains(&ParamValue::Text("adam".into())) && left_out.contains(&ParamValue::Text("rmsprop".into())));
        assert_eq!(of(&found, "seed").values, SpaceValues::LeftOut);
        let region = found.region.unwrap();
        assert_eq!((region.best_runs, region.runs, found.best.len()), (20, 200, 20));
        assert!(region.median_within < region.median_outside.unwrap() - 0.5 && region.volume < 0.5, "{region:?}");
        let (within, all) = region.expected.unwrap();
        assert!(within < all - 0.5, "{region:?}");
    }
}

#[test]
fn goals_are_mirrored() {
    let table = sweep(3, 150, 0.1);
    let least = suggest(design_for(&table, Goal::Minimise), Goal::Minimise, &SuggestOptions::default());
    let mut design = design_for(&table, Goal::Maximise);
    design.target.iter_mut().for_each(|value| *value = -*value);
    let most = suggest(design, Goal::Maximise, &SuggestOptions::default());
    assert_eq!(least.space, most.space);
    assert_eq!(least.region.unwrap().best.to_bits(), (-most.region.unwrap().best).to_bits());
    let (least, most) = (least.proposals[0].expected.unwrap(), most.proposals[0].expected.unwrap());
    assert!((least.0 + most.0).abs() < 1e-9 && (least.1 - most.1).abs() < 1e-9);
}

#[test]
fn a_param_that_another_decides_follows_it() {
    let found =
        suggest(design_for(&sweep(1, 60, 0.1), Goal::Maximise), Goal::Maximise, &SuggestOptions { proposals: 12, seed: 4 });
    let condition = of(&found, "momentum").only_when.clone();
    let SpaceValues::Choices { kept, .. } = &of(&found, "optimizer").values else { panic!() };
    assert!(kept.contains(&ParamValue::Text("sgd".into())), "{kept:?}");
    assert_eq!(condition.unwrap().values, [ParamValue::Text("sgd".into())]);
    for proposal in &found.proposals {
        let value = |key: &str| proposal.params.iter().find(|(name, _)| name.key == key).map(|(_, value)| value.clone());
        assert_eq!(value("momentum").is_some(), value("optimizer") == Some(ParamValue::Text("sgd".into())), "{proposal:?}");
        assert!(value("seed").is_none());
    }
}

#[test]
fn what_does_nothing_is_frozen_and_nothing_else() {
    let pi = std::f64::consts::PI;
    let design = simulated(5, 1000, 4, (-pi, pi), &ishigami);
    let found = suggest(design.clone(), Goal::Minimise, &SuggestOptions::default());
    let frozen: Vec<&str> = found
        .space
        .iter()
        .filter(|param| matches!(param.values, SpaceValues::Frozen(_)))
        .map(|param| param.name.key.as_str())
        .collect();
    // x3 does nothing alone, but much together with x1.
    assert_eq!(frozen, ["x4"], "{:?}", found.freezing);
    let best = design.target.iter().enumerate().min_by(|a, b| a.1.total_cmp(b.1)).unwrap().0;
    assert_eq!(of(&found, "x4").values, SpaceValues::Frozen(ParamValue::Real(design.features[3].values[best])));
    let few = suggest(simulated(5, 40, 4, (-pi, pi), &ishigami), Goal::Minimise, &SuggestOptions::default());
    assert!(few.space.iter().all(|param| !matches!(param.values, SpaceValues::Frozen(_))));
    assert!(few.freezing.contains("50 runs") || few.freezing.contains("Every param"), "{}", few.freezing);
}

#[test]
fn proposals_improve_on_random_ones() {
    let value = |proposal: &runloom_analysis::Proposal| {
        let real = |key: &str| proposal.params.iter().find(|(name, _)| name.key == key).map(|(_, value)| value.clone());
        let Some(ParamValue::Real(lr)) = real("lr") else { panic!() };
        let Some(ParamValue::Whole(depth)) = real("depth") else { panic!() };
        let optimizer = if real("optimizer") == Some(ParamValue::Text("adam".into())) { 0.0 } else { 1.2 };
        (lr.log10() + 2.0).powi(2) - 0.1 * depth as f64 + optimizer
    };
    let mut sums = [0.0; 2];
    for seed in 0..6 {
        let found =
            suggest(design_for(&sweep(seed, 120, 0.1), Goal::Minimise), Goal::Minimise, &SuggestOptions { proposals: 6, seed });
        for proposal in &found.proposals {
            sums[usize::from(proposal.kind == ProposalKind::SpaceFilling)] += value(proposal) / 18.0;
        }
    }
    // The best of what was tried is about -0.7; a random configuration is at 2.7 on average.
    assert!(sums[0] < -0.5 && sums[1] < 1.3, "{sums:?}");
}

#[test]
fn too_little_is_told() {
    for rows in 0..5 {
        let found = suggest(design_for(&sweep(1, rows, 0.1), Goal::Minimise), Goal::Minimise, &SuggestOptions::default());
        assert!(!found.notes.is_empty(), "{rows}");
        assert_eq!(found.region.is_some(), rows > 1);
        for param in &found.space {
            if let SpaceValues::Range { low, high, tried, .. } = param.values {
                assert!(low <= tried.0 && high >= tried.1, "{param:?}");
            }
        }
    }
    let mut design = design_for(&sweep(1, 50, 0.1), Goal::Minimise);
    design.target.fill(0.25);
    let found = suggest(design, Goal::Minimise, &SuggestOptions::default());
    assert!(found.region.is_none() && found.notes[0].contains("same target"), "{:?}", found.notes);
    assert!(found.proposals.len() == 5 && found.proposals.iter().all(|proposal| proposal.kind == ProposalKind::SpaceFilling));
}

#[test]
fn a_small_space_runs_out() {
    let mut table = RunTable::new(60);
    let level = |row: usize| ["a", "b"][row % 2];
    table.push(Column::loaded(ColumnName::param("letter"), Values::from_texts((0..60).map(|row| Some(level(row))))));
    table.push(Column::loaded(ColumnName::param("flag"), Values::from_truths((0..60).map(|row| Some(row % 4 < 2 && row != 6)))));
    table.push(Column::loaded(ColumnName::metric("value"), Values::from_reals((0..60).map(|row| Some(f64::from(row * 7 % 13))))));
    let found = suggest(design_for(&table, Goal::Minimise), Goal::Minimise, &SuggestOptions::default());
    assert!(found.proposals.is_empty() && found.notes.iter().any(|note| note.contains("was tried")), "{found:?}");
}

#[test]
fn many_runs_are_sampled_and_the_best_stay() {
    let table = sweep(2, 3000, 0.1);
    let numbers = table.column(&ColumnName::metric("value")).unwrap().typed().unwrap();
    let target = Target { numbers, goal: Goal::Minimise };
    let options = DesignOptions { most_runs: Some(100), keep_best: SuggestTask::KEEP_BEST, ..DesignOptions::default() };
    let sample = Design::of(&table, &RowMask::all(3000), target, &options).unwrap();
    let found = suggest(sample, Goal::Minimise, &SuggestOptions::default());
    let all = suggest(design_for(&table, Goal::Minimise), Goal::Minimise, &SuggestOptions::default());
    assert_eq!((&found.best, found.region.unwrap().runs), (&all.best, 3000));
    assert!(found.notes.iter().any(|note| note.contains("instead of 3000")), "{:?}", found.notes);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn promises(seed in any::<u64>(), runs in 2_usize..90, noise in 0.0_f64..3.0, proposals in 0_usize..8) {
        let table = sweep(seed, runs, noise);
        let options = SuggestOptions { proposals, seed };
        let design = design_for(&table, Goal::Minimise);
        let found = suggest(design.clone(), Goal::Minimise, &options);
        prop_assert_eq!(&found, &suggest(design.clone(), Goal::Minimise, &options));
        for (feature, param) in design.features.iter().zip(&found.space) {
            let of_best = design.rows.iter().zip(&feature.values).filter(|(row, value)| found.best.contains(row) && !value.is_nan());
            for (_, value) in of_best {
                match &param.values {
                    SpaceValues::Range { low, high, .. } => prop_assert!((*low..=*high).contains(value), "{param:?} {value}"),
                    SpaceValues::Choices { kept, .. } => {
                        let name = &feature.domain.categories().unwrap()[*value as usize];
                        prop_assert!(kept.contains(&ParamValue::Text(name.clone())), "{param:?} {name}");
                    }
                    SpaceValues::Frozen(_) | SpaceValues::LeftOut => {}
                }
            }
        }
        for proposal in &found.proposals {
            for (name, value) in &proposal.params {
                let param = found.space.iter().find(|param| param.name == *name).unwrap();
                prop_assert!(holds(param, value), "{param:?} {value}");
            }
        }
        for (at, proposal) in found.proposals.iter().enumerate() {
            prop_assert!(found.proposals[..at].iter().all(|other| other.params != proposal.params));
        }
    }
}
