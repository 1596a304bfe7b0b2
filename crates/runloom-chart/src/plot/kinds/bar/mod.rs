//! Bars of a result: one a run, or one for each group of runs.

mod groups;
mod runs;

use runloom_table::NotLoaded;

use super::Dress;
use crate::plot::frame::{Ground, Laid};
use crate::plot::pane::{INSET_PX, Side};
use crate::run_colours::RunColours;
use crate::scale::NumericScale;

pub(super) fn lay(ground: &Ground<'_>, colours: &RunColours) -> Result<Laid, NotLoaded> {
    match (ground.spec.one("value"), ground.spec.one("by")) {
        (Some(value), Some(by)) => groups::lay(ground, value, by, colours),
        (Some(value), None) => runs::lay(ground, value, colours),
        _ => Ok(Laid::default()),
    }
}

pub(super) fn dress(dress: &mut Dress<'_>) -> Result<(), NotLoaded> {
    if dress.frame.findings.bands.is_none() {
        return runs::dress(dress);
    }
    groups::dress(dress);
    Ok(())
}

/// How many times the spread of all values 0 may be away from them and bars still begin there.
const MOST_AWAY: f64 = 2.0;

/// The side along which values run, and where bars begin: at 0, or nowhere if 0 is far from all values; then they have to be points.
fn value_side(rows: usize, title: &str, log: bool, range: (f64, f64), width_px: f64) -> (Side, Option<f64>) {
    let (low, high) = range;
    let away = if low > 0.0 { low } else { -high };
    let from_zero = !log && (away <= 0.0 || low >= high || away <= MOST_AWAY * (high - low));
    let (low, high) = if from_zero { (low.min(0.0), high.max(0.0)) } else { (low, high) };
    let (low, high) = if low < high || log { (low, high) } else { (low - 1.0, high + 1.0) };
    let start_px = if from_zero && low >= 0.0 { 1.0 } else { INSET_PX };
    let side = Side::of_scale(rows, title, NumericScale::new(log, low, high), start_px, width_px - INSET_PX);
    (side, from_zero.then_some(0.0))
}

impl Dress<'_> {
    fn tell_points(&mut self, base: Option<f64>) {
        if base.is_none() {
            self.words.push_str(" Points, not bars, as the axis does not begin at 0.");
        }
    }
}
