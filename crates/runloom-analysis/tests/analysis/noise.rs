//! How sure it is that the best is the best, where the truth is known.

use runloom_analysis::{Design, DesignOptions, Goal, NoiseSource, SuggestOptions, Winner, difference, replicates, suggest};
use runloom_table::{Column, ColumnName, RunTable, Values};

use crate::reference::design_of;
use crate::simulated::Uniform;

/// Configurations of these true values, each run so many times with normal noise, under a seed of its own.
fn replicated(random: &mut Uniform, truths: &[f64], repeats: usize, noise: f64) -> Design {
    let rows: Vec<(usize, f64)> = (0..truths.len() * repeats)
        .map(|row| (row % truths.len(), truths[row % truths.len()] + noise * random.normal()))
        .collect();
    let mut table = RunTable::new(rows.len());
    table.push(Column::loaded(ColumnName::param("setting"), Values::from_reals(rows.iter().map(|row| Some(row.0 as f64)))));
    table.push(Column::loaded(ColumnName::param("train.seed"), Values::from_reals((0..rows.len()).map(|row| Some(row as f64)))));
    table.push(Column::loaded(ColumnName::metric("value"), Values::from_reals(rows.iter().map(|row| Some(row.1)))));
    design_of(&table, "value", &DesignOptions::default())
}

fn winner(design: Design) -> Winner {
    suggest(design, Goal::Minimise, &SuggestOptions { proposals: 0, seed: 1 }).winner.unwrap()
}

#[test]
fn replicates_are_found_by_themselves() {
    let design = replicated(&mut Uniform(7), &[0.0, 1.0, 2.0], 4, 0.1);
    assert_eq!(replicates(&design), [[0, 3, 6, 9], [1, 4, 7, 10], [2, 5, 8, 11]]);
    let found = winner(design);
    assert_eq!(found.source, NoiseSource::Replicates { configurations: 3, runs: 12 });
    assert_eq!(found.contenders[0].rows, [0, 3, 6, 9]);
    assert!(found.contenders[0].probability > 0.99 && (0.04..0.2).contains(&found.deviation), "{found:?}");
    // What repeats to the last digit tells of no noise.
    let same = winner(replicated(&mut Uniform(7), &[0.0, 1.0, 2.0, 3.0], 4, 0.0));
    assert_eq!(same.source, NoiseSource::Residuals { repeated: 16 });
    // Without the seeds' name each run is a configuration.
    let single = replicated(&mut Uniform(7), &[0.0, 1.0, 2.0], 1, 0.1);
    assert_eq!(replicates(&single).len(), 3);
}

#[test]
fn luck_is_not_taken_for_merit() {
    let mut sum = 0.0;
    for seed in 1..=10 {
        let found = winner(replicated(&mut Uniform(seed * 999), &[0.5; 12], 3, 1.0));
        let all: f64 = found.contenders.iter().map(|contender| contender.probability).sum();
        assert!((all - 1.0).abs() < 1e-9 && found.contenders.len() == 10);
        sum += found.contenders[0].probability / 10.0;
    }
    assert!(sum < 0.25, "{sum}");
}

#[test]
fn probabilities_are_as_often_true() {
    let (mut said, mut was) = (0.0, 0.0);
    for seed in 1..=60 {
        let mut random = Uniform(seed * 7919);
        let truths: Vec<f64> = (0..8).map(|_| random.normal()).collect();
        let found = winner(replicated(&mut random, &truths, 3, 0.8));
        let best = (0..8).min_by(|a, b| truths[*a].total_cmp(&truths[*b])).unwrap();
        said += found.contenders[0].probability / 60.0;
        was += f64::from(u8::from(found.contenders[0].rows[0] as usize == best)) / 60.0;
    }
    assert!((said - was).abs() < 0.12, "said {said}, was {was}");
}

#[test]
fn without_replicates_a_forest_tells() {
    let mut random = Uniform(77);
    let rows: Vec<(f64, f64)> = (0..120)
        .map(|_| {
            let x = random.next();
            (x, 3.0 * x + 0.3 * random.normal())
        })
        .collect();
    let mut table = RunTable::new(rows.len());
    table.push(Column::loaded(ColumnName::param("x"), Values::from_reals(rows.iter().map(|row| Some(row.0)))));
    table.push(Column::loaded(ColumnName::metric("value"), Values::from_reals(rows.iter().map(|row| Some(row.1)))));
    let found = winner(design_of(&table, "value", &DesignOptions::default()));
    assert_eq!(found.source, NoiseSource::Residuals { repeated: 0 });
    assert!((0.2..0.5).contains(&found.deviation) && found.contenders[0].probability < 0.5, "{found:?}");
}

#[test]
fn intervals_of_differences_cover_the_truth() {
    let mut covered = 0;
    let mut random = Uniform(4242);
    for _ in 0..400 {
        let first: Vec<f64> = (0..5).map(|_| 1.0 + 2.0 * random.normal()).collect();
        let second: Vec<f64> = (0..12).map(|_| 0.5 * random.normal()).collect();
        let found = difference(&first, &second).unwrap();
        covered += u32::from((found.low..=found.high).contains(&1.0));
    }
    // 380 of 400 are expected, with a standard deviation of 4.4.
    assert!((365..=394).contains(&covered), "{covered} of 400");
}
