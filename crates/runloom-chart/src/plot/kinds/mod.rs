//! One file for each kind: `lay` places its panes, `dress` draws over them and finds the words.

mod bar;
mod bars;
mod box_plot;
mod contour;
mod edf;
mod histogram;
mod matrix;
mod optimization_history;
mod over_two;
mod pane_labels;
mod pareto;
mod rank;
mod scatter;
mod slice;
mod split;
mod timeline;
mod values;

pub(super) use contour::Field;
pub(super) use matrix::Spread;
pub(super) use timeline::Spans;

use runloom_table::{NotLoaded, RowMask, RunTable};

use super::crosshair::Curve;
use super::frame::{Frame, Ground, Laid};
use super::pane::Side;
use super::{PlotKind, PlotPart, PlotSpec};
use crate::log2::Log2;
use crate::number_text::count;
use crate::run_colours::RunColours;
use crate::{Area, Colour, Scene};

/// What is put over the points, and what is said.
pub(super) struct Dress<'a> {
    pub(super) table: &'a RunTable,
    pub(super) spec: &'a PlotSpec,
    pub(super) frame: &'a Frame,
    /// The runs in colour.
    pub(super) focus: &'a RowMask,
    pub(super) log2: &'a Log2,
    pub(super) scene: Scene,
    pub(super) parts: Vec<PlotPart>,
    pub(super) curves: Vec<Curve>,
    /// What follows on `Scatter matrix of 40 of 50 runs`, with a space before it; mostly nothing.
    pub(super) scope: String,
    /// What follows behind a colon.
    pub(super) words: String,
    pub(super) left_out: Vec<String>,
    /// Areas beneath the points.
    pub(super) fills: Vec<(Area, Colour)>,
}

/// What the colours of a plot stand for.
pub(super) fn legend_title(spec: &PlotSpec) -> Option<&str> {
    let key = |word: &str| spec.one(word).map(|axis| axis.column.key.as_str());
    match (&spec.colour, spec.kind) {
        (Some(column), _) => Some(&column.key),
        (None, PlotKind::Contour | PlotKind::Rank) => key("target"),
        (None, PlotKind::Slice) => Some("order"),
        (None, PlotKind::Timeline) => key("status"),
        (None, _) => None,
    }
}

/// Places the panes of a kind.
pub(super) fn lay(ground: &Ground<'_>, colours: &RunColours) -> Result<Laid, NotLoaded> {
    match ground.spec.kind {
        PlotKind::Scatter => scatter::lay(ground, colours),
        PlotKind::ScatterMatrix => matrix::lay(ground, colours),
        PlotKind::Histogram => histogram::lay(ground, colours),
        PlotKind::Bar => bar::lay(ground, colours),
        PlotKind::Box => box_plot::lay(ground, colours),
        PlotKind::Edf => edf::lay(ground, colours),
        PlotKind::OptimizationHistory => optimization_history::lay(ground, colours),
        PlotKind::Slice => slice::lay(ground, colours),
        PlotKind::Contour => contour::lay(ground),
        PlotKind::Rank => rank::lay(ground),
        PlotKind::Pareto => pareto::lay(ground, colours),
        PlotKind::Timeline => timeline::lay(ground, colours),
    }
}

/// Draws over the panes of a kind, and says what it shows.
pub(super) fn dress(dress: &mut Dress<'_>) -> Result<(), NotLoaded> {
    match dress.spec.kind {
        PlotKind::Scatter => scatter::dress(dress),
        PlotKind::ScatterMatrix => matrix::dress(dress),
        PlotKind::Histogram => histogram::dress(dress),
        PlotKind::Bar => bar::dress(dress),
        PlotKind::Box => {
            box_plot::dress(dress);
            Ok(())
        }
        PlotKind::Edf => {
            edf::dress(dress);
            Ok(())
        }
        PlotKind::OptimizationHistory => optimization_history::dress(dress),
        PlotKind::Slice => slice::dress(dress),
        PlotKind::Contour => contour::dress(dress),
        PlotKind::Rank => rank::dress(dress),
        PlotKind::Pareto => pareto::dress(dress),
        PlotKind::Timeline => {
            timeline::dress(dress);
            Ok(())
        }
    }
}

impl Dress<'_> {
    /// Says how many of the runs in focus have no place on a side.
    pub(super) fn tell_without(&mut self, side: &Side) {
        let mut without = side.known().clone();
        without.not();
        without.and(self.focus);
        let runs = without.count();
        if runs > 0 {
            let (some, all) = (count(runs), count(self.focus.count()));
            let verb = if runs == 1 { "has" } else { "have" };
            self.left_out.push(format!("{some} of {all} runs {verb} no place on {}.", side.axis.column.key));
        }
    }
}
