use super::super::ParamValue;
use super::Axis;
use super::param::Condition;
use crate::design::{Design, Feature};

/// More different values than this do not decide whether a param exists.
const MOST_VALUES: usize = 50;

/// That a feature exists only where another one has one of some values.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Gate {
    /// The other feature.
    pub(crate) parent: usize,
    /// Its values, ascending.
    pub(crate) values: Vec<f64>,
    /// The smallest and largest value that it had; what lies beyond does as the nearer of them.
    known: (f64, f64),
}

impl Gate {
    /// The condition that the runs of a conditional feature show: the first other category, truth or whole number whose values are never
    /// the same with and without it. `None` where there is none.
    pub(super) fn of(design: &Design, feature: usize) -> Option<Self> {
        let own = design.features.get(feature).filter(|own| own.is_conditional())?;
        (0..design.features.len()).filter(|other| *other != feature).find_map(|parent| {
            let other = design.features.get(parent)?;
            let values = deciding(own, other)?;
            let there = || other.values.iter().copied().filter(|value| !value.is_nan());
            let known = (there().fold(f64::INFINITY, f64::min), there().fold(f64::NEG_INFINITY, f64::max));
            Some(Self { parent, values, known })
        })
    }

    /// The condition in terms of params, as far as the other param may still have these values.
    pub(crate) fn condition(&self, design: &Design, parent_axis: &Axis) -> Option<Condition> {
        let parent = design.features.get(self.parent)?;
        let open = self.open_values(parent_axis);
        let values = open.into_iter().filter_map(|value| ParamValue::of(parent, value)).collect();
        Some(Condition { name: parent.name.clone(), values })
    }

    /// The values of the other feature that remain and with which the feature exists.
    pub(super) fn open_values(&self, parent_axis: &Axis) -> Vec<f64> {
        let candidates: Vec<f64> = match parent_axis {
            &Axis::Range { low, high, .. } => {
                (0..MOST_VALUES).map(|at| low + at as f64).take_while(|value| *value <= high).collect()
            }
            Axis::Choices(values) => values.clone(),
            Axis::Fixed(value) => vec![*value],
            Axis::Absent => Vec::new(),
        };
        candidates.into_iter().filter(|value| self.is_open_at(*value)).collect()
    }

    /// Whether a configuration, one value a feature, has the feature.
    pub(crate) fn is_open(&self, point: &[f64]) -> bool {
        point.get(self.parent).is_some_and(|value| self.is_open_at(*value))
    }

    fn is_open_at(&self, value: f64) -> bool {
        if value.is_nan() {
            return false;
        }
        let known = value.max(self.known.0).min(self.known.1);
        self.values.iter().any(|open| open.to_bits() == known.to_bits())
    }
}

/// The values of `parent` that decide whether `own` exists, if some do.
fn deciding(own: &Feature, parent: &Feature) -> Option<Vec<f64>> {
    let is_level = |value: f64| value - libm::floor(value) == 0.0;
    // With and without: neighbours in one list of different values.
    let mut levels: Vec<(f64, bool)> = Vec::new();
    for (value, other) in own.values.iter().zip(&parent.values) {
        let exists = !value.is_nan();
        if other.is_nan() && !exists {
            continue;
        }
        if other.is_nan() || !is_level(*other) {
            return None;
        }
        match levels.iter().find(|(level, _)| level.to_bits() == other.to_bits()) {
            Some((_, known)) if *known != exists => return None,
            Some(_) => {}
            None if levels.len() >= MOST_VALUES => return None,
            None => levels.push((*other, exists)),
        }
    }
    let mut open: Vec<f64> = levels.iter().filter(|(_, exists)| *exists).map(|(level, _)| *level).collect();
    runloom_table::sort_reals(&mut open);
    (open.len() < levels.len() && !open.is_empty()).then_some(open)
}
