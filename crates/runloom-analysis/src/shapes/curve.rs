use runloom_table::sort_reals;

use super::Shapes;
use crate::fanova::{Partition, grid};
use crate::forest::regime;

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
    /// that some runs lack, over the runs that have it. Empty where there is no such feature.
    pub fn curve(&self, feature: usize, points: usize) -> Curve {
        let mut curve = Curve { values: Vec::new(), means: Vec::new(), low: Vec::new(), high: Vec::new() };
        let Some(column) = self.column(feature) else { return curve };
        let (measures, _) = regime(&self.design, self.forest.encoded(), &[feature]);
        let values = self.values(feature, points);
        let mut places: Vec<f64> = values.iter().map(|value| self.place(feature, *value)).collect();
        sort_reals(&mut places);
        let members = self.forest.members();
        let mut of_members = vec![vec![0.0; places.len()]; members];
        for (member, sums) in of_members.iter_mut().enumerate() {
            for tree in self.forest.member(member) {
                let partition = Partition::of(tree, measures.len());
                for (sum, value) in sums.iter_mut().zip(grid(&partition, &measures, &[(column, &places)])) {
                    *sum += value;
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
}
