use runloom_table::sort_reals;

use super::Shapes;
use crate::fanova::{Partition, grid};
use crate::forest::regime;

/// How the target depends on two params together, all others being averaged over the space.
#[derive(Clone, Debug, PartialEq)]
pub struct Surface {
    /// Values of the first param, ascending; indexes of categories.
    pub first: Vec<f64>,
    /// Values of the second.
    pub second: Vec<f64>,
    /// The marginal prediction by value of the first, then of the second, in the units of the target as it was given.
    pub means: Vec<f64>,
}

impl Shapes {
    /// The marginal surface of two different features (Hutter et al. 2014, equation 4) at about so many values of each, evenly spread on
    /// their scales. Of params that some runs lack, over the runs that have both. Empty where there are no such features.
    pub fn surface(&self, first: usize, second: usize, points: usize) -> Surface {
        let mut surface = Surface { first: Vec::new(), second: Vec::new(), means: Vec::new() };
        let (Some(rows), Some(columns)) = (self.column(first), self.column(second)) else { return surface };
        if first == second {
            return surface;
        }
        let (measures, _) = regime(&self.design, self.forest.encoded(), &[first, second]);
        surface.first = self.values(first, points);
        surface.second = self.values(second, points);
        let places = |feature: usize, values: &[f64]| {
            let mut places: Vec<f64> = values.iter().map(|value| self.place(feature, *value)).collect();
            sort_reals(&mut places);
            places
        };
        let (down, across) = (places(first, &surface.first), places(second, &surface.second));
        let mut sums = vec![0.0; down.len() * across.len()];
        let members = self.forest.members();
        for tree in (0..members).flat_map(|member| self.forest.member(member)) {
            let partition = Partition::of(tree, measures.len());
            for (sum, value) in sums.iter_mut().zip(grid(&partition, &measures, &[(rows, &down), (columns, &across)])) {
                *sum += value;
            }
        }
        let at = |places: &[f64], place: f64| places.partition_point(|other| *other < place);
        for value in &surface.first {
            let row = at(&down, self.place(first, *value));
            let cell = |other: &f64| sums[row * across.len() + at(&across, self.place(second, *other))];
            surface.means.extend(surface.second.iter().map(|other| self.in_units(cell(other) / members as f64)));
        }
        surface
    }
}
