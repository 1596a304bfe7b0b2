use runloom_analysis::{Importance, Shapes};
use runloom_table::ColumnName;

use super::{Effect, Effects, PairEffect};

/// The effects of as many params are looked at, most important first, and of pairs of as many.
const MOST_SINGLE: usize = 8;
const MOST_IN_PAIRS: usize = 4;

/// Effects that are being found in small steps.
pub(in super::super) struct EffectsWork {
    shapes: Shapes,
    /// Features, most important first.
    features: Vec<usize>,
    pairs: Vec<[usize; 2]>,
    found: Effects,
    steps_done: usize,
}

impl EffectsWork {
    pub(in super::super) fn new(shapes: Shapes, found: &Importance) -> Self {
        let place = |name: &ColumnName| shapes.design().features.iter().position(|feature| feature.name == *name);
        let features: Vec<usize> = found.params.iter().take(MOST_SINGLE).filter_map(|param| place(&param.name)).collect();
        let paired = features.get(..MOST_IN_PAIRS).unwrap_or(&features);
        let pairs = paired.iter().enumerate().flat_map(|(at, first)| paired[at + 1..].iter().map(|second| [*first, *second]));
        Self { pairs: pairs.collect(), shapes, features, found: Effects::default(), steps_done: 0 }
    }

    /// Looks at one param or pair; returns whether none is left.
    pub(in super::super) fn step(&mut self) -> bool {
        if let Some(feature) = self.features.get(self.steps_done) {
            self.found.single.extend(Effect::of(&self.shapes, *feature));
        } else if let Some(pair) = self.pairs.get(self.steps_done - self.features.len()) {
            self.found.together.extend(self.shapes.interactions(pair));
            self.found.surfaces.extend(PairEffect::of(&self.shapes, *pair));
        } else {
            return true;
        }
        self.steps_done += 1;
        self.steps_done == self.steps().1
    }

    /// How many steps are done, and how many there are.
    pub(in super::super) fn steps(&self) -> (usize, usize) {
        (self.steps_done, self.features.len() + self.pairs.len())
    }

    pub(in super::super) fn finish(self) -> Effects {
        self.found
    }
}
