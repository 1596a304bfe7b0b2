use runloom_analysis::Domain;

use super::{Effect, PairEffect};
use crate::number_text::{count, significant};

impl Effect {
    /// `By max_depth, val_auc is 0.985 at 4, 0.99 at 5 and 0.991 at 7.`: the ends, and where the curve is least and most.
    pub(in super::super) fn words(&self, target: &str) -> String {
        let means = &self.curve.means;
        let by = |pick: fn(f64, f64) -> bool| {
            (0..means.len()).reduce(|best, at| if pick(means[at], means[best]) { at } else { best }).unwrap_or_default()
        };
        let mut told = vec![0, by(|a, b| a < b), by(|a, b| a > b), means.len().saturating_sub(1)];
        told.sort_unstable();
        told.dedup();
        let places: Vec<String> =
            told.iter().filter_map(|at| Some(format!("{} at {}", significant(*means.get(*at)?, 4), self.value(*at)?))).collect();
        format!("By {}, the others averaged, {target} is {}.", self.param.key, places.join(", "))
    }

    /// How to read the curve, and what it does not show.
    pub(in super::super) fn notes(&self, target: &str) -> Vec<String> {
        let param = &self.param.key;
        let mut notes = vec![format!(
            "The line is what the forest expects of {target} by {param}, the other params averaged over the space; eight tenths of its trees lie in the band. Points are runs as they are, so other params scatter them."
        )];
        let near = self.runs - self.beyond;
        if self.points.len() < near {
            notes.push(format!("{} of {} runs are drawn as points.", count(self.points.len()), count(near)));
        }
        if self.beyond > 0 {
            let lie = if self.beyond == 1 { "lies" } else { "lie" };
            notes.push(format!(
                "{} of {} runs {lie} too far off to be drawn beside the curve.",
                count(self.beyond),
                count(self.runs)
            ));
        }
        notes
    }

    /// A value of the curve as text.
    fn value(&self, at: usize) -> Option<String> {
        value_text(&self.domain, *self.curve.values.get(at)?)
    }
}

impl PairEffect {
    /// `By max_depth and subsample together, the others averaged, val_auc is from 0.985 at 4 and 0.5 to 0.991 at 7 and 0.9.`
    pub(super) fn words(&self, target: &str) -> String {
        let means = &self.surface.means;
        let by = |pick: fn(f64, f64) -> bool| {
            (0..means.len()).reduce(|best, at| if pick(means[at], means[best]) { at } else { best }).unwrap_or_default()
        };
        let told = |at: usize| {
            let width = self.surface.second.len().max(1);
            let [first, second] = [(&self.surface.first, at / width), (&self.surface.second, at % width)];
            let first = value_text(&self.domains[0], *first.0.get(first.1)?)?;
            let second = value_text(&self.domains[1], *second.0.get(second.1)?)?;
            Some(format!("{} at {first} and {second}", significant(*means.get(at)?, 4)))
        };
        let ends = [by(|a, b| a < b), by(|a, b| a > b)].map(|at| told(at).unwrap_or_default());
        let [first, second] = &self.params;
        format!("By {} and {} together, the others averaged, {target} is from {} to {}.", first.key, second.key, ends[0], ends[1])
    }

    /// How to read the surface, and what it does not show.
    pub(super) fn notes(&self, target: &str) -> Vec<String> {
        let mut notes = vec![format!(
            "The colours are what the forest expects of {target} by both params, the other params averaged over the space. Points are runs as they are, in the colours of what they reached; a tenth at either end share the last colour."
        )];
        if self.points.len() < self.runs {
            notes.push(format!("{} of {} runs are drawn as points.", count(self.points.len()), count(self.runs)));
        }
        notes
    }
}

/// A value of a param as text.
fn value_text(domain: &Domain, value: f64) -> Option<String> {
    match domain {
        Domain::Categories(names) => names.get(value as usize).cloned(),
        Domain::Numeric { .. } => Some(significant(value, 3)),
    }
}
