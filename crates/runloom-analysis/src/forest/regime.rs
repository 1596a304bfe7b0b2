use super::encode::absent_part;
use super::{Encoded, Measure, Spread};
use crate::design::{Design, Domain, Feature};

/// The space in which conditional params live: the measures of all columns, over those runs only that have all of these params, and which
/// part of the runs these are.
///
/// Other params keep the range that they have everywhere, but categories and steps that never occur together with the param have no part
/// in it, and other conditional params are absent as often as they are there. Without this, most of the space of a conditional param
/// would be combinations that cannot occur, and its importance would be thinned by them.
pub(crate) fn regime(design: &Design, encoded: &Encoded, of: &[usize]) -> (Vec<Measure>, f64) {
    regime_of_runs(design, encoded, |run| of.iter().all(|feature| !design.features[*feature].values[run].is_nan()))
}

/// What [`regime`] gives, for any choice of runs.
pub(crate) fn regime_of_runs(design: &Design, encoded: &Encoded, is_of: impl Fn(usize) -> bool) -> (Vec<Measure>, f64) {
    let mut measures: Vec<Measure> = encoded.columns.iter().map(|column| column.measure.clone()).collect();
    let has: Vec<bool> = (0..design.runs()).map(is_of).collect();
    let part = has.iter().filter(|has| **has).count() as f64 / design.runs() as f64;
    if part >= 1.0 {
        return (measures, part);
    }
    for (feature, columns) in design.features.iter().zip(&encoded.of_feature) {
        let kept = feature.values.iter().zip(&has).filter(|(_, has)| **has).map(|(value, _)| *value);
        let there = Feature { values: kept.collect(), ..feature.clone() };
        let there = Feature { runs: there.values.iter().filter(|value| !value.is_nan()).count(), ..there };
        let Some(measure) = measures.get_mut(columns.start).filter(|_| !there.values.is_empty()) else { continue };
        measure.absent = absent_part(&there);
        if there.runs == 0 {
            continue;
        }
        let places = &encoded.columns[columns.start].places;
        match (&feature.domain, &measure.values) {
            (Domain::Categories(_), Spread::Cells(_)) => {
                let mut weights = vec![0.0; places.len()];
                for value in there.values.iter().filter(|value| !value.is_nan()) {
                    if let Some(weight) = places.get(*value as usize).and_then(|place| weights.get_mut(*place as usize)) {
                        *weight = 1.0;
                    }
                }
                *measure = Measure::cells(measure.absent, &weights);
            }
            (Domain::Numeric { step: Some(step), log, .. }, &Spread::Even { low, high }) => {
                let place = |v: f64| if *log { libm::log(v) } else { v };
                let least = there.values.iter().copied().fold(f64::INFINITY, f64::min) - step / 2.0;
                let most = there.values.iter().copied().fold(f64::NEG_INFINITY, f64::max) + step / 2.0;
                measure.values = Spread::Even { low: place(least).max(low), high: place(most).min(high) };
            }
            _ => {}
        }
    }
    (measures, part)
}
