use super::permutation;
use super::spread::Estimate;
use super::{ImportanceOptions, Method};
use crate::design::Design;
use crate::fanova::{effects, effects_of_trees};
use crate::forest::{Boosted, Encoded, Forest, ForestOptions, Pool};

/// How many forests follow the first of a functional analysis of variance, each on what those before it leave over.
const ROUNDS: usize = 2;

/// Importance by a forest that grows tree by tree.
pub(super) enum ForestImportance {
    /// A sum of forests, judged as a whole.
    Boosted(Boosted),
    /// A forest whose trees are judged one by one.
    Plain(Box<Plain>),
}

/// A forest, and what its trees add up to.
pub(super) struct Plain {
    forest: Forest,
    sums: Vec<f64>,
    counted: f64,
    variance: f64,
}

impl ForestImportance {
    pub(super) fn new(
        encoded: Encoded,
        target: Vec<f64>,
        pool: Pool,
        forest: ForestOptions,
        options: &ImportanceOptions,
    ) -> Self {
        if is_boosted(options) {
            return Self::Boosted(Boosted::new(encoded, target, pool, forest, ROUNDS));
        }
        let runs = target.len() as f64;
        let mean = target.iter().sum::<f64>() / runs;
        let variance = target.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / runs;
        let sums = vec![0.0; encoded.of_feature.len()];
        Self::Plain(Box::new(Plain { forest: Forest::new(encoded, target, pool, forest), sums, counted: 0.0, variance }))
    }

    /// How many trees there are to be in all.
    pub(super) fn trees(forest: &ForestOptions, options: &ImportanceOptions) -> usize {
        if is_boosted(options) { Boosted::trees(forest, ROUNDS) } else { forest.trees }
    }

    /// Grows one more tree; returns whether all are grown.
    pub(super) fn grow(&mut self, method: Method) -> bool {
        match self {
            Self::Boosted(boosted) => boosted.grow(),
            Self::Plain(plain) => plain.grow(method),
        }
    }

    /// The importance of each feature according to all trees so far.
    pub(super) fn estimate(&self, design: &Design, method: Method) -> Estimate {
        let values = match self {
            Self::Boosted(boosted) => {
                let (values, whole) = effects(design, boosted);
                return Estimate { values, whole };
            }
            Self::Plain(plain) if method == Method::Fanova => effects_of_trees(design, &plain.forest),
            Self::Plain(plain) => {
                let mean = |sum: &f64| if plain.counted > 0.0 { sum / plain.counted } else { 0.0 };
                plain.sums.iter().map(mean).collect()
            }
        };
        Estimate { values, whole: 1.0 }
    }
}

fn is_boosted(options: &ImportanceOptions) -> bool {
    options.method == Method::Fanova && !options.as_optuna
}

impl Plain {
    fn grow(&mut self, method: Method) -> bool {
        self.forest.grow();
        let counts = match method {
            Method::Permutation => permutation::add_tree(&self.forest, self.variance, &mut self.sums),
            Method::Mdi => self.add_decrease(),
            _ => false,
        };
        self.counted += f64::from(u8::from(counts));
        self.forest.trees.len() >= self.forest.options.trees
    }

    /// Adds which part of the last tree's whole decrease is due to each feature.
    fn add_decrease(&mut self) -> bool {
        let Some(tree) = self.forest.trees.last() else { return false };
        let all: f64 = tree.decrease.iter().sum();
        if all <= 0.0 {
            return false;
        }
        for (sum, columns) in self.sums.iter_mut().zip(&self.forest.encoded.of_feature) {
            *sum += tree.decrease[columns.clone()].iter().sum::<f64>() / all;
        }
        true
    }
}
