//! How runs are drawn: colours, curves, bands, and the axes that were taken away.

use runloom_chart::ColourScale;
use runloom_report::AxisView;
use runloom_table::{ColumnKind, ColumnName};

use super::Session;
use super::brush::clear;
use crate::protocol::{Drawing, Intent};

impl Session {
    pub(super) fn change_drawing(&mut self, intent: Intent) {
        match intent {
            Intent::Colour { column } => self.colour_by(column.map(|name| ColumnName::parse(&name))),
            Intent::ColourScale { scale, centre } => {
                self.view.colour = self.colour_column();
                self.view.colour_scale = scale.around(centre);
            }
            Intent::NoColour => self.view.uncoloured = true,
            Intent::Draw { curves, bands } => {
                self.view.curves = curves;
                self.view.bands = bands.map(Into::into);
            }
            Intent::ProposeAxes => {
                self.view.brushes = self.brushed_axes().cloned().collect();
                self.view.axes = None;
            }
            _ => {}
        }
    }

    /// Colours the runs by a column, or by the one that the page proposes.
    pub(super) fn colour_by(&mut self, column: Option<ColumnName>) {
        if column != self.view.colour {
            self.view.colour_scale = ColourScale::default();
        }
        self.view.colour = column;
        self.view.uncoloured = false;
    }

    pub(super) fn drawing(&self) -> Drawing {
        let axes = self.axes();
        let has_axis = |name: &ColumnName| axes.iter().any(|axis| axis.column == *name);
        let (view, columns) = (&self.view, self.runs().columns().iter());
        let dropped = self.dropped.iter().rev().map(|(_, axis)| &axis.column);
        let is_folded = |kind| matches!(kind, ColumnKind::Param | ColumnKind::Metric);
        let folded = columns.filter(|column| column.summary().differs == Some(false) && is_folded(column.name().kind));
        Drawing {
            colour_automatic: view.colour.is_none() && !view.uncoloured,
            colour_scale: view.colour_scale.into(),
            colour_centre: if let ColourScale::Centred(centre) = view.colour_scale { centre } else { None },
            curves: view.curves,
            bands: view.bands.map(Into::into),
            axes_automatic: view.axes.is_none(),
            dropped: dropped.filter(|name| !has_axis(name)).map(ToString::to_string).collect(),
            folded: folded.filter(|column| !has_axis(column.name())).count(),
        }
    }

    /// Takes an axis away and remembers it.
    pub(super) fn drop_axis(&mut self, axes: &mut Vec<AxisView>, at: usize) {
        let mut axis = axes.remove(at);
        clear(&mut axis);
        self.dropped.retain(|(_, other)| other.column != axis.column);
        self.dropped.push((at, axis));
    }

    /// An axis as it was when it was taken away, and where it was; as any other where it was not.
    pub(super) fn dropped_axis(&mut self, column: ColumnName) -> (Option<usize>, AxisView) {
        match self.dropped.iter().position(|(_, axis)| axis.column == column) {
            Some(found) => {
                let (at, axis) = self.dropped.remove(found);
                (Some(at), axis)
            }
            None => (None, AxisView::new(column)),
        }
    }
}
