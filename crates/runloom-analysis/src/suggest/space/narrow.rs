use runloom_table::sort_reals;

use super::super::round::{Rounding, round};
use super::edge::Tried;
use super::limits::Limits;
use super::param::End;
use super::range::span;
use super::search::Reach;
use super::{Axis, choices};
use crate::design::Feature;

/// An end that would move by less than this part of the range stays.
const LEAST_MOVE: f64 = 0.01;

/// The smallest and largest of some values, NaN aside.
pub(super) fn ends(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
    (values.clone().fold(f64::INFINITY, f64::min), values.fold(f64::NEG_INFINITY, f64::max))
}

/// Draws an axis in, or moves it out, to where the values of the best runs are.
pub(super) fn narrow(axis: &mut Axis, feature: &Feature, best: &[f64], reach: &mut Reach) {
    match axis {
        Axis::Choices(values) => {
            let count = |values: &[f64], value: f64| values.iter().filter(|other| other.to_bits() == value.to_bits()).count();
            let tried: Vec<(usize, usize)> =
                values.iter().map(|value| (count(&feature.values, *value), count(best, *value))).collect();
            let kept = choices::kept(&tried);
            let part = |wanted: bool| values.iter().zip(&kept).filter(move |(_, kept)| **kept == wanted).map(|(v, _)| *v);
            reach.ruled_out = part(false).collect();
            *values = part(true).collect();
        }
        Axis::Range { .. } => narrow_range(axis, feature, best, reach),
        Axis::Fixed(_) | Axis::Absent => {}
    }
}

fn narrow_range(axis: &mut Axis, feature: &Feature, best: &[f64], reach: &mut Reach) {
    let Axis::Range { low, high, log, step } = axis else { return };
    *log &= *low > 0.0;
    let (step, log) = (*step, *log);
    let all: Vec<f64> = feature.values.iter().copied().filter(|value| !value.is_nan()).collect();
    let Some(found) = span(&all, best, log) else { return };
    let tried = Tried { all: on_scale(&all, log), best: on_scale(best, log), step: step.filter(|_| !log).unwrap_or(0.0) };
    let limits = Limits::of(*low, *high, step.is_some(), log);
    let back = |place: f64| if log { libm::exp(place) } else { place };
    let (mut lower, mut upper) = ((*low, End::Kept), (*high, End::Kept));
    if found.cuts_low {
        lower = (found.low, End::Narrowed);
    } else if let Some(beyond) = tried.mirrored().beyond() {
        lower = limits.low_end(*low, back(-beyond));
    }
    // Next to zero, half of the way to it is nowhere.
    if !log && lower.1 == End::Widened && *low - lower.0 < LEAST_MOVE * (*high - *low) {
        lower = (*low, End::Kept);
    }
    if found.cuts_high {
        upper = (found.high, End::Narrowed);
    } else if let Some(beyond) = tried.beyond() {
        upper = limits.high_end(*high, back(beyond));
    }
    let width = upper.0 - lower.0;
    let tidy = |(value, end): (f64, End), limit: Option<f64>, outwards: Rounding| {
        let is_limit = limit.is_some_and(|limit| limit.to_bits() == value.to_bits());
        match (end, step) {
            (End::Kept | End::Limit, _) => value,
            // Whole numbers that are drawn in end at the last one inside.
            (End::Narrowed, Some(_)) if outwards == Rounding::Down => libm::ceil(value),
            (End::Narrowed, Some(_)) => libm::floor(value),
            (_, Some(_)) if outwards == Rounding::Down => libm::floor(value),
            (_, Some(_)) => libm::ceil(value),
            _ if is_limit => value,
            (_, None) => round(value, if log { value } else { width }, outwards),
        }
    };
    let mut from = tidy(lower, limits.low, Rounding::Down);
    let mut to = tidy(upper, limits.high, Rounding::Up);
    if lower.1 == End::Narrowed {
        from = from.max(*low);
    }
    if upper.1 == End::Narrowed {
        to = to.min(*high);
    }
    if from.is_finite() && to.is_finite() && from <= to {
        (*low, *high) = (from, to);
        reach.ends = (lower.1, upper.1);
    }
}

/// Values on the scale of a param, ascending.
fn on_scale(values: &[f64], log: bool) -> Vec<f64> {
    let mut places: Vec<f64> = values.iter().map(|value| if log { libm::log(*value) } else { *value }).collect();
    sort_reals(&mut places);
    places
}
