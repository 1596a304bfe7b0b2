use runloom_table::sort_places;

use super::replicates;
use crate::design::{Design, Goal};
use crate::random::Random;

/// The winner is compared with so many next ones.
const RIVALS: usize = 9;
/// How often noise is drawn.
const DRAWS: usize = 4000;
/// Replicates tell the noise if they differ in at least so many ways: runs that have any, less configurations.
const LEAST_DEGREES: usize = 3;

/// How sure it is that the configuration with the best result is the best.
#[derive(Clone, Debug, PartialEq)]
pub struct Winner {
    /// The configurations with the best mean targets, best first: the winner, and the next nine at most.
    pub contenders: Vec<Contender>,
    /// Where the noise is taken from.
    pub source: NoiseSource,
    /// The standard deviation of the noise of one run, in the units of the target.
    pub deviation: f64,
}

/// A configuration that may be the best.
#[derive(Clone, Debug, PartialEq)]
pub struct Contender {
    /// The rows of its runs.
    pub rows: Vec<u32>,
    /// Their mean target, in its units.
    pub mean: f64,
    /// The probability that it is the best of the contenders; these sum to 1.
    pub probability: f64,
}

/// What tells how much results scatter by chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoiseSource {
    /// How runs with the same params differ.
    Replicates {
        /// How many configurations have more than one run.
        configurations: usize,
        /// How many runs these have.
        runs: usize,
    },
    /// What a forest misses of the better half of the runs, each time without having seen the run. It holds what the forest has not learnt,
    /// too, and so is rather too much.
    Residuals {
        /// How many runs repeat a configuration all the same: too few, or to the last digit like the runs that they repeat.
        repeated: usize,
    },
}

/// How sure it is that the best configuration of a design is the best.
///
/// Noise is drawn again and again from the residuals of replicates within their configuration, scaled by √(n / (n − 1)), or else from those
/// of a forest (by how much the target of each run exceeds what trees that have not seen it expect), and added to each result, as many draws as
/// it has runs: a bootstrap of residuals (Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, §9.4). Before, results are drawn
/// together as far as noise alone would set them apart, and noise is lessened alike (empirical Bayes: Morris, "Parametric Empirical Bayes
/// Inference", JASA 78, 1983, §1): the winner was picked for its result, and so is likely to have been lucky.
///
/// `None` where there are fewer than two configurations, or nothing that tells the noise.
pub(crate) fn winner(design: &Design, goal: Goal, residuals: Option<&[f64]>, seed: u64) -> Option<Winner> {
    let groups = replicates(design);
    let mean = |group: &Vec<usize>| group.iter().map(|run| design.target[*run] / group.len() as f64).sum::<f64>();
    let means: Vec<f64> = groups.iter().map(mean).collect();
    let mut order: Vec<u32> = (0..groups.len() as u32).collect();
    sort_places(&mut order, &mut |a, b| means[a as usize].total_cmp(&means[b as usize]).then(a.cmp(&b)));
    order.truncate(RIVALS + 1);
    let (source, noise) = noise(design, &groups, &means, residuals).filter(|_| order.len() > 1)?;
    let variance = noise.iter().map(|residual| residual * residual / noise.len() as f64).sum::<f64>();
    let results: Vec<(f64, usize)> = order.iter().map(|at| (means[*at as usize], groups[*at as usize].len())).collect();
    let probabilities = probabilities(&results, &noise, variance, seed);
    let contender = |(group, probability): (&u32, f64)| Contender {
        rows: groups[*group as usize].iter().map(|run| design.rows[*run]).collect(),
        mean: if goal == Goal::Maximise { -means[*group as usize] } else { means[*group as usize] },
        probability,
    };
    let contenders = order.iter().zip(probabilities).map(contender).collect();
    Some(Winner { contenders, source, deviation: libm::sqrt(variance) })
}

/// The probability of each of some results, means of so many runs, to be the least without noise.
fn probabilities(results: &[(f64, usize)], noise: &[f64], variance: f64, seed: u64) -> Vec<f64> {
    let count = results.len() as f64;
    let centre = results.iter().map(|(mean, _)| mean / count).sum::<f64>();
    let spread: f64 = results.iter().map(|(mean, _)| (mean - centre) * (mean - centre) / (count - 1.0)).sum();
    let by_noise: f64 = results.iter().map(|(_, runs)| variance / *runs as f64 / count).sum();
    let between = (spread - by_noise).max(0.0);
    let believed = |(mean, runs): &(f64, usize)| {
        let of_noise = variance / *runs as f64;
        // Without noise, results are what they seem.
        let trust = if of_noise > 0.0 { between / (between + of_noise) } else { 1.0 };
        (centre + trust * (mean - centre), libm::sqrt(trust) / *runs as f64, *runs)
    };
    let believed: Vec<(f64, f64, usize)> = results.iter().map(believed).collect();
    let mut random = Random::new(seed, 9 << 32);
    let mut wins = vec![0.0; results.len()];
    for _ in 0..DRAWS {
        let mut draw = |(mean, scale, runs): &(f64, f64, usize)| {
            let sum: f64 = (0..*runs).map(|_| noise[random.below(noise.len() as u32) as usize]).sum();
            mean + sum * scale
        };
        let drawn: Vec<f64> = believed.iter().map(&mut draw).collect();
        let least = drawn.iter().copied().fold(f64::INFINITY, f64::min);
        let ties = drawn.iter().filter(|value| **value <= least).count() as f64;
        for (wins, _) in wins.iter_mut().zip(&drawn).filter(|(_, value)| **value <= least) {
            *wins += 1.0 / ties / DRAWS as f64;
        }
    }
    wins
}

/// Residuals to draw from, and where they come from.
fn noise(design: &Design, groups: &[Vec<usize>], means: &[f64], residuals: Option<&[f64]>) -> Option<(NoiseSource, Vec<f64>)> {
    let replicated = groups.iter().zip(means).filter(|(group, _)| group.len() > 1);
    let (mut noise, mut configurations) = (Vec::new(), 0);
    for (group, mean) in replicated {
        let runs = group.len() as f64;
        configurations += 1;
        noise.extend(group.iter().map(|run| (design.target[*run] - mean) * libm::sqrt(runs / (runs - 1.0))));
    }
    let differ = noise.iter().any(|residual: &f64| *residual != 0.0);
    if noise.len() >= configurations + LEAST_DEGREES && differ {
        return Some((NoiseSource::Replicates { configurations, runs: noise.len() }, noise));
    }
    let residuals = residuals.filter(|residuals| residuals.len() == design.runs() && residuals.len() > 1)?;
    let expected: Vec<f64> = design.target.iter().zip(residuals).map(|(target, residual)| target - residual).collect();
    let mut order: Vec<u32> = (0..residuals.len() as u32).collect();
    sort_places(&mut order, &mut |a, b| expected[a as usize].total_cmp(&expected[b as usize]).then(a.cmp(&b)));
    order.truncate(residuals.len().div_ceil(2));
    let source = NoiseSource::Residuals { repeated: noise.len() };
    Some((source, order.into_iter().map(|run| residuals[run as usize]).collect()))
}
