use runloom_chart::{
    AxisSpec, Interval, ScaleKind, axes_by_importance, brush_mask, default_axes, default_colour, interval_words, suits_an_axis,
};
use runloom_report::{AxisInterval, AxisScale, AxisView};
use runloom_table::{ColumnName, RowMask};

use super::Session;
use super::typed_brush::{Typed, read_brush};
use crate::protocol::{BrushChip, BrushEdge, Intent, Lane, ScaleName};

impl Session {
    /// The axes in view: those the user chose, else those the chart proposes and after them those that a link brushes besides.
    pub(super) fn axes(&self) -> Vec<AxisView> {
        let known = |axis: &&AxisView| self.runs().column(&axis.column).is_some();
        if let Some(axes) = &self.view.axes {
            return axes.iter().filter(known).cloned().collect();
        }
        let proposed = self.proposed_axes().map_or_else(|| default_axes(self.runs()), <[ColumnName]>::to_vec);
        let mut axes: Vec<AxisView> = proposed.into_iter().map(AxisView::new).collect();
        for brushed in self.view.brushes.iter().filter(known) {
            match axes.iter_mut().find(|axis| axis.column == brushed.column) {
                Some(axis) => axis.clone_from(brushed),
                None => axes.push(brushed.clone()),
            }
        }
        axes
    }

    /// The axes that the chart proposes, if that was found for the runs that are open.
    pub(super) fn proposed_axes(&self) -> Option<&[ColumnName]> {
        let (version, axes) = self.proposed.as_ref()?;
        (*version == self.kept.data_version).then_some(axes)
    }

    /// Finds the axes to propose, once for the same runs, unless a column turns out to suit no axis.
    pub(super) fn propose_axes(&mut self) {
        let suit = |axes: &[ColumnName]| axes.iter().all(|name| suits_an_axis(self.runs(), name));
        if self.view.axes.is_none() && !self.proposed_axes().is_some_and(suit) {
            self.proposed = Some((self.kept.data_version, axes_by_importance(self.runs())));
        }
    }

    pub(super) fn axis_specs(&self) -> Vec<AxisSpec> {
        self.axes().iter().map(AxisSpec::from).collect()
    }

    pub(super) fn brushed_axes(&self) -> impl Iterator<Item = &AxisView> {
        self.view.axes.as_ref().unwrap_or(&self.view.brushes).iter().filter(|axis| axis.is_brushed())
    }

    /// The column that colours the runs, chosen or proposed.
    pub(super) fn colour_column(&self) -> Option<ColumnName> {
        if self.view.uncoloured {
            return None;
        }
        let chosen = self.view.colour.clone().filter(|name| self.runs().column(name).is_some());
        chosen.or_else(|| default_colour(self.runs()))
    }

    /// The runs inside all brushes; `None` where nothing is brushed. Looks only at the axes whose brushes have changed.
    pub(super) fn brush_mask(&mut self) -> Option<RowMask> {
        let (version, old) = std::mem::take(&mut self.kept.brushed);
        let mut old = if version == self.kept.data_version { old } else { Vec::new() };
        let mut masks = Vec::new();
        for spec in self.axis_specs().into_iter().filter(AxisSpec::is_brushed) {
            let mask = match old.iter().position(|(other, _)| *other == spec) {
                Some(at) => old.swap_remove(at).1,
                None => brush_mask(self.runs(), std::slice::from_ref(&spec)).ok()?,
            };
            masks.push((spec, mask));
        }
        let mut all: Option<RowMask> = None;
        for (_, mask) in &masks {
            match &mut all {
                Some(all) => all.and(mask),
                None => all = Some(mask.clone()),
            }
        }
        self.kept.brushed = (self.kept.data_version, masks);
        all
    }

    /// The brushes in words.
    pub(super) fn chips(&self) -> Vec<BrushChip> {
        let mut chips = Vec::new();
        for axis in self.axes() {
            let (name, key, spec) = (axis.column.to_string(), &axis.column.key, AxisSpec::from(&axis));
            let mut chip = |label, interval, lane| chips.push(BrushChip { axis: name.clone(), label, interval, lane });
            for (at, interval) in spec.intervals.iter().enumerate() {
                chip(interval_words(self.runs(), &spec, interval), Some(at), None);
            }
            if axis.missing {
                chip(format!("{key} missing"), None, Some(Lane::Missing));
            }
            if axis.nan {
                chip(format!("{key} NaN"), None, Some(Lane::Nan));
            }
        }
        chips
    }

    /// Carries out an intent about brushes on a copy of the axes.
    pub(super) fn change_brushes(&mut self, axes: &mut [AxisView], intent: &Intent) {
        match intent {
            Intent::BrushPx { axis, from_px, to_px, interval } => {
                let Some(found) = self.chart.as_ref().and_then(|chart| chart.interval_from_px(*axis, *from_px, *to_px)) else {
                    return;
                };
                let Some(axis) = axes.get_mut(*axis) else { return };
                set_interval(axis, *interval, view_interval(found));
            }
            Intent::TypeBrush { axis, text, interval } => {
                let Some(axis) = axes.get_mut(*axis) else { return };
                let Some(column) = self.workspace.dataset().runs.column(&axis.column) else { return };
                match read_brush(text, axis, column) {
                    Ok(Typed::Interval(found)) => set_interval(axis, *interval, found),
                    Ok(Typed::Lane(Lane::Missing)) => axis.missing = true,
                    Ok(Typed::Lane(Lane::Nan)) => axis.nan = true,
                    Err(problem) => self.brush_problem = Some(problem),
                }
            }
            Intent::NudgeBrush { axis, interval, edge, steps } => {
                if let Some(moved) = self.nudged(*axis, *interval, *edge, *steps)
                    && let Some(axis) = axes.get_mut(*axis)
                {
                    set_interval(axis, Some(*interval), moved);
                }
            }
            Intent::BrushLane { axis, lane, on } => {
                if let Some(axis) = axes.get_mut(*axis) {
                    match lane {
                        Lane::Missing => axis.missing = *on,
                        Lane::Nan => axis.nan = *on,
                    }
                }
            }
            Intent::ClearBrush { axis, interval, lane } => {
                let name = ColumnName::parse(axis);
                for axis in axes.iter_mut().filter(|other| other.column == name) {
                    match (interval, lane) {
                        (Some(at), _) if *at < axis.intervals.len() => drop(axis.intervals.remove(*at)),
                        (None, Some(Lane::Missing)) => axis.missing = false,
                        (None, Some(Lane::Nan)) => axis.nan = false,
                        (None, None) => clear(axis),
                        _ => {}
                    }
                }
            }
            Intent::ClearBrushes => axes.iter_mut().for_each(clear),
            _ => {}
        }
    }

    /// A brush moved by steps of its axis, through the pixels of the last picture.
    fn nudged(&self, axis: usize, interval: usize, edge: BrushEdge, steps: i32) -> Option<AxisInterval> {
        let chart = self.chart.as_ref()?;
        let geometry = chart.axes.get(axis)?;
        let band = geometry.brushes.get(interval)?;
        let up_px = f64::from(steps) * chart.step_px(axis)?;
        let (mut top_px, mut bottom_px) = (band.top_px, band.bottom_px);
        if edge != BrushEdge::Low {
            top_px -= up_px;
        }
        if edge != BrushEdge::High {
            bottom_px -= up_px;
        }
        if edge == BrushEdge::Both {
            let inside = (geometry.top_px - top_px).max(0.0) - (bottom_px - geometry.bottom_px).max(0.0);
            top_px += inside;
            bottom_px += inside;
        }
        // From the end of the axis the next step is the lane of infinite values.
        let (highest_px, lowest_px) = geometry.reach_px;
        if top_px < geometry.top_px && band.top_px <= geometry.top_px + 1.0 {
            top_px = highest_px;
        }
        if bottom_px > geometry.bottom_px && band.bottom_px >= geometry.bottom_px - 1.0 {
            bottom_px = lowest_px;
        }
        chart.interval_from_px(axis, top_px.max(highest_px), bottom_px.min(lowest_px)).map(view_interval)
    }
}

pub(super) fn clear(axis: &mut AxisView) {
    axis.intervals.clear();
    axis.missing = false;
    axis.nan = false;
}

fn set_interval(axis: &mut AxisView, at: Option<usize>, interval: AxisInterval) {
    match at.and_then(|at| axis.intervals.get_mut(at)) {
        Some(old) => *old = interval,
        None => axis.intervals.push(interval),
    }
}

fn view_interval(interval: Interval) -> AxisInterval {
    match interval {
        Interval::Numbers { low, high } => AxisInterval::Numeric { low, high },
        Interval::Categories(names) => AxisInterval::Categories(names),
    }
}

impl From<ScaleName> for AxisScale {
    fn from(scale: ScaleName) -> Self {
        match scale {
            ScaleName::Linear => Self::Linear,
            ScaleName::Log => Self::Log,
            ScaleName::Quantile => Self::Quantile,
            ScaleName::Category => Self::Category,
            ScaleName::Time => Self::Time,
        }
    }
}

impl From<AxisScale> for ScaleName {
    fn from(scale: AxisScale) -> Self {
        match scale {
            AxisScale::Linear => Self::Linear,
            AxisScale::Log => Self::Log,
            AxisScale::Quantile => Self::Quantile,
            AxisScale::Category => Self::Category,
            AxisScale::Time => Self::Time,
        }
    }
}

impl From<ScaleKind> for ScaleName {
    fn from(scale: ScaleKind) -> Self {
        match scale {
            ScaleKind::Linear => Self::Linear,
            ScaleKind::Log => Self::Log,
            ScaleKind::Quantile => Self::Quantile,
            ScaleKind::Category => Self::Category,
            ScaleKind::Time => Self::Time,
        }
    }
}
