use runloom_table::ColumnName;

use super::Shapes;
use crate::fanova::{Partition, grid, places, shared, shared_variance};
use crate::forest::{Measure, regime};

/// What two params do only together.
#[derive(Clone, Debug, PartialEq)]
pub struct Interaction {
    /// The one.
    pub first: ColumnName,
    /// The other.
    pub second: ColumnName,
    /// The part of the target's variance over the space that is due to both together and to neither alone.
    pub importance: f64,
}

impl Shapes {
    /// The pairwise terms of the functional analysis of variance, `V_{ij} = Var(m_{ij}) - V_i - V_j` (Hutter et al. 2014, §4.1), for each
    /// pair of the given features, in their order. As for importances, what the forest's members agree on counts.
    ///
    /// Marginals are exact at the middles of 32 x 32 equal parts (at each pair of categories), and their variance is that over these.
    pub fn interactions(&self, features: &[usize]) -> Vec<Interaction> {
        let pairs =
            features.iter().enumerate().flat_map(|(at, first)| features[at + 1..].iter().map(move |second| (*first, *second)));
        let mut pairs: Vec<Pair> = pairs.filter_map(|(first, second)| self.pair(first, second)).collect();
        for member in 0..self.forest.members() {
            for tree in self.forest.member(member) {
                let partition = Partition::of(tree, self.forest.encoded().columns.len());
                for pair in &mut pairs {
                    pair.add(&partition);
                }
            }
            pairs.iter_mut().for_each(Pair::end_member);
        }
        let whole = shared_variance(&self.forest);
        let name = |feature: usize| self.design.features[feature].name.clone();
        let interaction = |pair: &Pair| Interaction {
            first: name(pair.features.0),
            second: name(pair.features.1),
            importance: if whole > 0.0 { (pair.shared_variance(self.forest.members()) / whole).min(1.0) } else { 0.0 },
        };
        pairs.iter().map(interaction).collect()
    }

    fn pair(&self, first: usize, second: usize) -> Option<Pair> {
        let columns = (self.column(first)?, self.column(second)?);
        let (measures, part) = regime(&self.design, self.forest.encoded(), &[first, second]);
        let at = |column: usize| measures.get(column).map(places);
        let places = (at(columns.0)?, at(columns.1)?);
        let zeros = vec![0.0; places.0.len() * places.1.len()];
        Some(Pair {
            features: (first, second),
            columns,
            measures,
            part,
            places,
            own: zeros.clone(),
            sums: zeros,
            of_members: 0.0,
        })
    }
}

/// Two features, and what is known of them so far.
struct Pair {
    features: (usize, usize),
    columns: (usize, usize),
    measures: Vec<Measure>,
    /// Which part of the runs has both.
    part: f64,
    places: (Vec<f64>, Vec<f64>),
    /// The joint marginal of the member at hand.
    own: Vec<f64>,
    /// What those of all members add up to, each without the marginals of one.
    sums: Vec<f64>,
    /// What their variances add up to.
    of_members: f64,
}

impl Pair {
    fn add(&mut self, partition: &Partition) {
        let columns = [(self.columns.0, self.places.0.as_slice()), (self.columns.1, self.places.1.as_slice())];
        for (own, value) in self.own.iter_mut().zip(grid(partition, &self.measures, &columns)) {
            *own += value;
        }
    }

    fn end_member(&mut self) {
        centre(&mut self.own, self.places.1.len());
        self.of_members += self.own.iter().map(|value| value * value).sum::<f64>() / self.own.len() as f64;
        for (sum, own) in self.sums.iter_mut().zip(&mut self.own) {
            *sum += *own;
            *own = 0.0;
        }
    }

    fn shared_variance(&self, members: usize) -> f64 {
        let members = members as f64;
        let of_mean = self.sums.iter().map(|sum| sum / members * (sum / members)).sum::<f64>() / self.sums.len() as f64;
        shared(of_mean, self.of_members, members) * self.part
    }
}

/// Takes the means of rows and of columns off a grid, which leaves what is due to neither alone.
fn centre(values: &mut [f64], width: usize) {
    let height = values.len() / width.max(1);
    let mut means = vec![0.0; width];
    for row in values.chunks_exact_mut(width.max(1)) {
        let mean = row.iter().sum::<f64>() / width as f64;
        for (value, sum) in row.iter_mut().zip(&mut means) {
            *value -= mean;
            *sum += *value / height as f64;
        }
    }
    for row in values.chunks_exact_mut(width.max(1)) {
        for (value, mean) in row.iter_mut().zip(&means) {
            *value -= mean;
        }
    }
}
