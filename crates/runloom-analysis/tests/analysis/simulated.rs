//! Importance where the truth is known: test functions of sensitivity analysis, noise, and additive models.

use runloom_analysis::{Design, DesignOptions, Domain, Goal, Importance, ImportanceOptions, Method, importance};
use runloom_table::{Column, ColumnName, RunTable, Values};

use crate::reference::design_of;

/// Pseudo-random numbers below 1, independent of those that the statistics use.
pub(crate) struct Uniform(pub(crate) u64);

impl Uniform {
    pub(crate) fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 ^ (self.0 >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.next()).sum::<f64>() - 6.0
    }
}

/// Runs whose params are uniform on `low..high`, and their value.
pub(crate) fn simulated(
    seed: u64,
    runs: usize,
    params: usize,
    (low, high): (f64, f64),
    value: &dyn Fn(&[f64], &mut Uniform) -> f64,
) -> Design {
    let mut random = Uniform(seed.wrapping_mul(0x2545_f491_4f6c_dd1d));
    let rows: Vec<Vec<f64>> = (0..runs).map(|_| (0..params).map(|_| low + (high - low) * random.next()).collect()).collect();
    let values: Vec<f64> = rows.iter().map(|row| value(row, &mut random)).collect();
    let mut table = RunTable::new(runs);
    let names: Vec<ColumnName> = (1..=params).map(|at| ColumnName::param(format!("x{at}"))).collect();
    for (at, name) in names.iter().enumerate() {
        table.push(Column::loaded(name.clone(), Values::from_reals(rows.iter().map(|row| Some(row[at])))));
    }
    table.push(Column::loaded(ColumnName::metric("value"), Values::from_reals(values.into_iter().map(Some))));
    let declared: Vec<_> = names.into_iter().map(|name| (name, Domain::Numeric { low, high, log: false, step: None })).collect();
    design_of(&table, "value", &DesignOptions { declared: &declared, ..DesignOptions::default() })
}

fn plain() -> ImportanceOptions {
    ImportanceOptions { resamples: 0, permutations: 0, ..ImportanceOptions::default() }
}

fn by_name(found: &Importance) -> Vec<f64> {
    let mut named: Vec<_> = found.params.iter().map(|param| (param.name.key.clone(), param.importance)).collect();
    named.sort_by(|a, b| a.0.cmp(&b.0));
    named.into_iter().map(|(_, importance)| importance).collect()
}

/// Ishigami and Homma 1990, with a = 7 and b = 0.1; first-order indices 0.3139, 0.4424, 0, 0.
pub(crate) fn ishigami(x: &[f64], _: &mut Uniform) -> f64 {
    x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin()
}

/// Sobol's g-function with a = 0, 1, 4.5, 9, 99, 99; first-order indices 0.7162, 0.1790, 0.0237, 0.0072, 0.0001, 0.0001.
fn sobol_g(x: &[f64], _: &mut Uniform) -> f64 {
    [0.0, 1.0, 4.5, 9.0, 99.0, 99.0].iter().zip(x).map(|(a, x)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
}

fn assert_near(found: &[f64], truth: &[f64], tolerance: f64) {
    assert!(found.iter().zip(truth).all(|(found, truth)| (found - truth).abs() <= tolerance), "{found:.3?} for {truth:?}");
}

#[test]
fn first_order_indices_of_ishigami_and_sobol() {
    let pi = std::f64::consts::PI;
    for seed in 1..=3 {
        let found = by_name(&importance(simulated(seed, 2000, 4, (-pi, pi), &ishigami), Goal::Minimise, &plain()));
        assert_near(&found, &[0.3139, 0.4424, 0.0, 0.0], 0.03);
        let found = by_name(&importance(simulated(seed, 2000, 6, (0.0, 1.0), &sobol_g), Goal::Minimise, &plain()));
        assert_near(&found, &[0.7162, 0.1790, 0.0237, 0.0072, 0.0001, 0.0001], 0.03);
    }
}

#[test]
fn noise_lies_within_its_floor() {
    for method in Method::ALL {
        let within = |seed: &u64| {
            let design = simulated(*seed, 40, 4, (0.0, 1.0), &|_, random| random.normal());
            let options = ImportanceOptions { method, resamples: 0, seed: *seed, ..ImportanceOptions::default() };
            importance(design, Goal::Minimise, &options).params.iter().all(|param| param.importance <= param.noise_floor)
        };
        let count = (0..100).filter(within).count();
        assert!(count >= 95, "{method:?}: {count} of 100");
    }
}

#[test]
fn intervals_cover_the_truth() {
    // Lines and a parabola; the truth is the part of each in what params explain, whatever noise there is.
    let value = |x: &[f64], random: &mut Uniform| 2.0 * x[0] + 4.0 * (x[1] - 0.5).powi(2) + 0.5 * x[2] + 0.2 * random.normal();
    let variances = [4.0 / 12.0, 16.0 / 180.0, 0.25 / 12.0, 0.0];
    let all: f64 = variances.iter().sum();
    let mut covered = [0; 4];
    for seed in 0..20 {
        let options = ImportanceOptions { permutations: 0, seed, ..ImportanceOptions::default() };
        let found = importance(simulated(seed + 1000, 150, 4, (0.0, 1.0), &value), Goal::Minimise, &options);
        for param in &found.params {
            let at = param.name.key[1..].parse::<usize>().unwrap() - 1;
            covered[at] += u32::from(param.low <= variances[at] / all && variances[at] / all <= param.high);
            assert!(param.low <= param.importance && param.importance <= param.high && param.high - param.low < 0.4, "{param:?}");
        }
    }
    assert!(covered.iter().all(|covered| *covered >= 19), "{covered:?} of 20");
}
