use super::merged::shared;
use crate::forest::Forest;
use crate::random::Random;

/// Fewest and most points at which a forest is looked at.
const POINTS: (usize, usize) = (512, 1024);

/// The variance over the space that trees of a forest agree on (the mean covariance of two of them), from points that are spread as a Latin
/// hypercube (McKay, Beckman, Conover, Technometrics 21, 1979): each column is cut into as many equal parts as there are points, and each
/// part has one point.
///
/// The variance of a single tree is a sum over its boxes; that of a forest would be one over all pairs of boxes of different trees.
pub(super) fn shared_variance(forest: &Forest) -> f64 {
    let points = (forest.trees.len() * 16).clamp(POINTS.0, POINTS.1);
    let columns = &forest.encoded.columns;
    let mut random = Random::new(forest.options.seed, u64::MAX);
    let mut parts: Vec<u32> = (0..points as u32).collect();
    let mut places = Vec::with_capacity(columns.len() * points);
    for column in columns {
        random.shuffle(&mut parts);
        places.extend(parts.iter().map(|part| column.measure.at((f64::from(*part) + 0.5) / points as f64)));
    }
    let mut sums = vec![0.0; points];
    let mut of_trees = 0.0;
    for tree in &forest.trees {
        let (mut mean, mut square) = (0.0, 0.0);
        for (point, sum) in sums.iter_mut().enumerate() {
            let value = tree.predict(|column| places[column * points + point]);
            *sum += value;
            mean += value;
            square += value * value;
        }
        mean /= points as f64;
        of_trees += square / points as f64 - mean * mean;
    }
    let trees = forest.trees.len() as f64;
    let mean = sums.iter().sum::<f64>() / points as f64 / trees;
    let square = sums.iter().map(|sum| sum / trees * (sum / trees)).sum::<f64>() / points as f64;
    shared(square - mean * mean, of_trees, trees)
}
