use std::ops::Range;

use runloom_table::sort_reals;

use super::Shapes;
use crate::design::Feature;
use crate::fanova::{Partition, grid};
use crate::forest::{Measure, regime, regime_of_runs};

/// More categories than this share a space: each one costs a pass over the forest.
const MOST_SPACES: usize = 32;

/// How the target depends on one param, all others being averaged over the space.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// Values of the param, ascending; indexes of categories.
    pub values: Vec<f64>,
    /// The marginal prediction at each, in the units of the target as it was given.
    pub means: Vec<f64>,
    /// Nine tenths of the forest's members lie above this.
    pub low: Vec<f64>,
    /// Nine tenths of the forest's members lie below this.
    pub high: Vec<f64>,
}

impl Shapes {
    /// The marginal curve of a feature (Hutter et al. 2014, equation 4) at about so many values, evenly spread on its scale. Of a param
    /// that some runs lack, over the runs that have it; at each category of a param, over the space of the runs that have it, where these are few and some
    /// params exist only under a condition. Empty where there is no such feature.
    pub fn curve(&self, feature: usize, points: usize) -> Curve {
        let mut curve = Curve { values: Vec::new(), means: Vec::new(), low: Vec::new(), high: Vec::new() };
        let Some(column) = self.column(feature) else { return curve };
        let values = self.values(feature, points);
        let spaces = self.spaces(feature, &values);
        let mut places: Vec<f64> = values.iter().map(|value| self.place(feature, *value)).collect();
        sort_reals(&mut places);
        let members = self.forest.members();
        let mut of_members = vec![vec![0.0; places.len()]; members];
        for (member, sums) in of_members.iter_mut().enumerate() {
            for tree in self.forest.member(member) {
                let partition = Partition::of(tree, self.forest.encoded().columns.len());
                for (measures, range) in &spaces {
                    let places = &places[range.clone()];
                    let values = grid(&partition, measures, &[(column, places)]);
                    sums[range.clone()].iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
                }
            }
        }
        for value in values {
            let place = self.place(feature, value);
            let at = places.partition_point(|other| *other < place);
            let mut here: Vec<f64> = of_members.iter().map(|sums| self.in_units(sums[at])).collect();
            sort_reals(&mut here);
            let ninth = members.saturating_sub(1) / 10;
            curve.values.push(value);
            curve.means.push(here.iter().sum::<f64>() / members as f64);
            curve.low.push(here[ninth]);
            curve.high.push(here[members - 1 - ninth]);
        }
        curve
    }

    /// The spaces of the other params, and which places they belong to. Where params exist only under a condition, each category has the
    /// space of its own runs, so that none is judged by combinations that cannot occur.
    fn spaces(&self, feature: usize, values: &[f64]) -> Vec<(Vec<Measure>, Range<usize>)> {
        let (design, encoded) = (&self.design, self.forest.encoded());
        let judged = &design.features[feature];
        if !judged.is_category() || values.len() > MOST_SPACES || !design.features.iter().any(Feature::is_conditional) {
            return vec![(regime(design, encoded, &[feature]).0, 0..values.len())];
        }
        let mut in_order = values.to_vec();
        in_order.sort_by(|a, b| self.place(feature, *a).total_cmp(&self.place(feature, *b)));
        let of_category = |(at, category): (usize, &f64)| {
            let is_of = |run: usize| judged.values[run].to_bits() == category.to_bits();
            (regime_of_runs(design, encoded, is_of).0, at..at + 1)
        };
        in_order.iter().enumerate().map(of_category).collect()
    }
}
