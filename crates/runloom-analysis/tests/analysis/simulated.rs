//! Importance where the truth is known: test functions of sensitivity analysis, noise, and additive models.

use runloom_analysis::{Design, DesignOptions, Domain, Goal, Importance, ImportanceOptions, Method, importance};
use runloom_table::{Column, ColumnName, RunTable, Values};

use crate::reference::design_of;

/// Pseudo-random numbers below 1, independent of those that the statistics use.
struct Uniform(u64);

impl Uniform {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 ^ (self.0 >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.next()).sum::<f64>() - 6.0
    }
}

/// Runs whose params are uniform on `low..high`, and their value.
fn simulated(seed: u64, runs: usize, params: usize, (low, high): (f64, f64), value: &dyn Fn(&[f64], &mut Uniform) -> f64) -> Design {
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
fn ishigami(x: &[f64], _: &mut Uniform) -> f64 {
    x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin()
}

/// Sobol's g-function with a = 0, 1, 4.5, 9, 99, 99; first-order indices 0.7162, 0.1790, 0.0237, 0.0072, 0.0001, 0.0001.
fn sobol_g(x: &[f64], _: &mut Uniform) -> f64 {
    [0.0, 1.0, 4.5, 9.0, 99.0, 99.0].iter().zip(x).map(|(a, x)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product()
}

#[test]
fn first_order_indices_of_ishigami_and_sobol() {
    let pi = std::f64::consts::PI;
    for seed in 1..=5 {
        let found = by_name(&importance(simulated(seed, 2000, 4, (-pi, pi), &ishigami), Goal::Minimise, &plain()));
        println!("ishigami {found:.3?}");
        let found = by_name(&importance(simulated(seed, 2000, 6, (0.0, 1.0), &sobol_g), Goal::Minimise, &plain()));
        println!("g {found:.3?}");
    }
}

#[test]
fn noise_lies_within_its_floor() {
    for method in Method::ALL {
        for (runs, params) in [(60, 5), (200, 8)] {
            let t = std::time::Instant::now();
            let within = (0..100).filter(|seed| {
                let design = simulated(*seed, runs, params, (0.0, 1.0), &|_, random| random.normal());
                let found = importance(design, Goal::Minimise, &ImportanceOptions { method, resamples: 0, seed: *seed, ..ImportanceOptions::default() });
                found.params.iter().all(|param| param.importance <= param.noise_floor)
            });
            println!("{method:?} {runs} {params}: {} in {:?}", within.count(), t.elapsed());
        }
    }
}

#[test]
fn intervals_cover_the_truth() {
    for (runs, noise) in [(150, 0.0), (150, 0.2), (400, 0.0), (400, 0.2)] {
        let weights = [2.0, 1.0, 0.5, 0.0];
        // A sum of lines and a parabola, each with its variance; the truth is the part of what params explain.
        let parts = |x: &[f64]| [2.0 * x[0], 4.0 * (x[1] - 0.5).powi(2), 0.5 * x[2], 0.0 * x[3]];
        let variances = [4.0 / 12.0, 16.0 / 180.0, 0.25 / 12.0, 0.0];
        let all: f64 = variances.iter().sum();
        let _ = weights;
        let mut covered = [0; 4];
        let mut mean = [0.0; 4]; let mut width = [0.0; 4];
        let n = 60;
        for seed in 0..n {
            let design = simulated(seed + 1000, runs, 4, (0.0, 1.0), &|x, random| parts(x).iter().sum::<f64>() + noise * random.normal());
            let found = importance(design, Goal::Minimise, &ImportanceOptions { permutations: 0, seed, ..ImportanceOptions::default() });
            for param in &found.params {
                let at: usize = param.name.key[1..].parse::<usize>().unwrap() - 1;
                let truth = variances[at] / all;
                covered[at] += u32::from(param.low <= truth + 1e-12 && truth <= param.high);
                mean[at] += param.importance / n as f64; width[at] += (param.high - param.low) / n as f64;
            }
        }
        println!("{runs} {noise} covered {covered:?} of {n}, truth {:.3?} mean {mean:.3?} width {width:.3?}", variances.map(|v| v / all));
    }
}

#[test]
fn speed() {
    for (runs, params) in [(1000, 10), (10_000, 32), (800, 4), (100, 8)] {
        for method in Method::ALL {
            let design = simulated(3, runs, params, (0.0, 1.0), &|x, random| x[0] * x[1] + x[2] + 0.1 * random.normal());
            let t = std::time::Instant::now();
            importance(design.clone(), Goal::Minimise, &ImportanceOptions { method, ..plain() });
            let plain = t.elapsed();
            importance(design, Goal::Minimise, &ImportanceOptions { method, ..ImportanceOptions::default() });
            println!("{runs}x{params} {method:?} plain {plain:?} all {:?}", t.elapsed() - plain);
        }
    }
}
