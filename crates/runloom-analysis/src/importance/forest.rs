use super::permutation;
use super::spread::Estimate;
use super::{ImportanceOptions, Method};
use crate::design::Design;
use crate::fanova::effects;
use crate::forest::Forest;

/// Importance by a forest, which grows tree by tree.
pub(super) struct ForestImportance {
    pub(super) forest: Forest,
    sums: Vec<f64>,
    counted: f64,
    variance: f64,
}

impl ForestImportance {
    pub(super) fn new(forest: Forest, features: usize) -> Self {
        let runs = forest.target.len() as f64;
        let mean = forest.target.iter().sum::<f64>() / runs;
        let variance = forest.target.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / runs;
        Self { forest, sums: vec![0.0; features], counted: 0.0, variance }
    }

    /// Grows one more tree.
    pub(super) fn grow(&mut self, method: Method) {
        self.forest.grow();
        let counts = match method {
            Method::Permutation => permutation::add_tree(&self.forest, self.variance, &mut self.sums),
            Method::Mdi => self.add_decrease(),
            _ => false,
        };
        self.counted += f64::from(u8::from(counts));
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

    /// The importance of each feature according to all trees so far.
    pub(super) fn estimate(&self, design: &Design, options: &ImportanceOptions) -> Estimate {
        if options.method == Method::Fanova {
            let effects = effects(design, &self.forest);
            return Estimate { values: effects.of_forest, others: effects.of_trees };
        }
        let mean = |sum: &f64| if self.counted > 0.0 { sum / self.counted } else { 0.0 };
        let values: Vec<f64> = self.sums.iter().map(mean).collect();
        Estimate { others: values.clone(), values }
    }
}
