use super::merged::shared;
use crate::forest::Boosted;
use crate::random::Random;

/// Fewest and most points at which a forest is looked at.
const POINTS: (usize, usize) = (512, 1024);

/// The variance over the space that members of a forest agree on (the mean covariance of two of them), from points that are spread as a
/// Latin hypercube (`McKay`, Beckman, Conover, Technometrics 21, 1979): each column is cut into as many equal parts as there are points, and
/// each part has one point.
///
/// The variance of a single tree is a sum over its boxes; that of a forest would be one over all pairs of boxes of different trees.
pub(crate) fn shared_variance(forest: &Boosted) -> f64 {
    let members = forest.members();
    let points = (members * 16).clamp(POINTS.0, POINTS.1);
    let columns = &forest.encoded().columns;
    let mut random = Random::new(forest.options().seed, u64::MAX);
    let mut parts: Vec<u32> = (0..points as u32).collect();
    let mut places = Vec::with_capacity(columns.len() * points);
    for column in columns {
        random.shuffle(&mut parts);
        places.extend(parts.iter().map(|part| column.measure.at((f64::from(*part) + 0.5) / points as f64)));
    }
    let mut sums = vec![0.0; points];
    let mut of_members = 0.0;
    let mut values = vec![0.0; points];
    for member in 0..members {
        values.fill(0.0);
        for tree in forest.member(member) {
            for (point, value) in values.iter_mut().enumerate() {
                *value += tree.predict(|node| places[node.column as usize * points + point] > node.threshold);
            }
        }
        for (sum, value) in sums.iter_mut().zip(&values) {
            *sum += value;
        }
        of_members += variance(&values);
    }
    let members = members as f64;
    shared(variance(&sums) / (members * members), of_members, members)
}

fn variance(values: &[f64]) -> f64 {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / values.len() as f64
}
