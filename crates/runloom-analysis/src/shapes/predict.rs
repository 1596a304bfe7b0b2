use super::Shapes;
use crate::forest::ABSENT;

/// What a forest expects of a configuration.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Prediction {
    /// The mean over its trees; smaller is better, in no unit.
    pub(crate) mean: f64,
    /// Their standard deviation.
    pub(crate) deviation: f64,
}

impl Shapes {
    /// What the first of the forests, a random forest without boosting, expects of a configuration: one value a feature, NaN where it is
    /// absent. Its mean never lies beyond what was observed, and the scatter of its trees is what model-based search takes for its doubt (Hutter,
    /// Hoos, Leyton-Brown, "Sequential Model-Based Optimization for General Algorithm Configuration", 2011, §4.1).
    pub(crate) fn predict(&self, point: &[f64]) -> Prediction {
        let mut places = vec![ABSENT; self.forest.encoded().columns.len()];
        for (feature, value) in point.iter().enumerate().filter(|(_, value)| !value.is_nan()) {
            if let Some(place) = self.column(feature).and_then(|column| places.get_mut(column)) {
                *place = self.place(feature, *value);
            }
        }
        let is_above = |node: &crate::forest::Node| places[node.column as usize] > node.threshold;
        let trees = self.forest.stages.first().map_or(&[][..], |forest| &forest.trees);
        let of_trees: Vec<f64> = trees.iter().map(|tree| tree.predict(is_above)).collect();
        let count = of_trees.len().max(1) as f64;
        let mean = of_trees.iter().sum::<f64>() / count;
        let squares: f64 = of_trees.iter().map(|value| (value - mean) * (value - mean)).sum();
        Prediction { mean, deviation: libm::sqrt(squares / (count - 1.0).max(1.0)) }
    }

    /// What a number in the forest's own size is in the units of the target as it was given.
    pub(crate) fn to_units(&self, prediction: f64) -> f64 {
        self.in_units(prediction)
    }

    /// How large a difference of predictions is in the units of the target; never negative.
    pub(crate) fn size_in_units(&self, difference: f64) -> f64 {
        (self.in_units(difference) - self.in_units(0.0)).abs()
    }

    /// By how much the target of each run of the design exceeds what the trees that have not seen it expect, in the forest's own size.
    pub(crate) fn residuals(&self) -> &[f64] {
        self.forest.stages.last().map_or(&[], |stage| &stage.target)
    }
}
