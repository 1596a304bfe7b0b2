use super::space::{Axis, Reach, SearchSpace};
use super::words::{counted, reason};
use super::{ParamValue, SpaceParam, SpaceValues};
use crate::design::{Design, Domain};

/// Fewer runs than this say next to nothing.
const FEW_RUNS: usize = 20;

/// Of more best runs, which are those that equal each other, the values of so many are told.
const MOST_BEST: usize = 50;

/// What is suggested for a feature after the best runs; `frozen` is why it was frozen, if it was.
pub(super) fn space_param(
    design: &Design,
    space: &SearchSpace,
    (at, best): (usize, &[usize]),
    reach: &Reach,
    frozen: Option<String>,
) -> SpaceParam {
    let (feature, axis) = (&design.features[at], &space.axes[at]);
    let named = |values: &[f64]| values.iter().filter_map(|value| ParamValue::of(feature, *value)).collect();
    let values = match axis {
        &Axis::Range { low, high, log, step } => {
            SpaceValues::Range { low, high, log, whole: step.is_some(), tried: reach.tried, ends: reach.ends }
        }
        Axis::Choices(values) => SpaceValues::Choices { kept: named(values), left_out: named(&reach.ruled_out) },
        Axis::Fixed(value) => ParamValue::of(feature, *value).map_or(SpaceValues::LeftOut, SpaceValues::Frozen),
        Axis::Absent => SpaceValues::LeftOut,
    };
    let runs_within = feature.values.iter().filter(|value| axis.holds(**value)).count();
    let gate = space.gates[at].as_ref().filter(|_| *axis != Axis::Absent);
    SpaceParam {
        name: feature.name.clone(),
        values,
        only_when: gate.and_then(|gate| gate.condition(design, &space.axes[gate.parent])),
        best: reach.best,
        of_best: best.iter().take(MOST_BEST).map(|run| ParamValue::of(feature, feature.values[*run])).collect(),
        runs: reach.runs,
        runs_within,
        reason: frozen.unwrap_or_else(|| reason(feature, axis, reach, runs_within)),
    }
}

/// What a reader should know before acting upon a suggestion, a sentence each.
pub(super) fn notes(design: &Design, space: &SearchSpace) -> Vec<String> {
    let runs = design.runs();
    let mut notes = Vec::new();
    match runs {
        0 => notes.push("No run can be used, so nothing can be suggested.".to_owned()),
        1 => notes.push("Only one run can be used, so there are no best runs to go by.".to_owned()),
        _ if design.target_is_constant() => {
            notes.push("All runs have the same target, so none is better and nothing is narrowed.".to_owned());
        }
        2..FEW_RUNS => {
            notes.push(format!("With {} most of this can be chance, and hardly anything is narrowed.", counted(runs, "run")));
        }
        _ => {}
    }
    if runs > 1 && design.features.is_empty() {
        notes.push("No param differs between the runs, so there is nothing to search over.".to_owned());
    } else if runs > 0 && !design.features.is_empty() && space.free().is_empty() {
        notes.push("Nothing remains to be searched over.".to_owned());
    }
    let held = space.axes.iter().zip(&design.features).filter(|(axis, feature)| is_held(axis, &feature.domain));
    let held: Vec<&str> = held.map(|(_, feature)| feature.name.key.as_str()).take(8).collect();
    if !held.is_empty() {
        notes.push(format!("Kept from 0 to 1, as all their values are: {}.", held.join(", ")));
    }
    if design.left_out.thinned > 0 {
        notes.push(format!(
            "{runs} runs, evenly spaced ones and the best ones, were looked at instead of {}.",
            runs + design.left_out.thinned
        ));
    }
    notes
}

/// Whether a range was moved out and held at 1 or below.
fn is_held(axis: &Axis, domain: &Domain) -> bool {
    match (axis, domain) {
        (&Axis::Range { high, step: None, log: false, .. }, &Domain::Numeric { high: tried, .. }) => high > tried && high <= 1.0,
        _ => false,
    }
}
