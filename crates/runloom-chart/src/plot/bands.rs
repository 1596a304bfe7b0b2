//! Sides along which groups stand: bands of equal width, or ranges as wide as they are.

use std::sync::Arc;

use super::frame::Ground;
use super::groups::Groups;
use super::layout::{Extent, Layout, NAME_PX};
use super::pane::Side;
use crate::axis::{Axis, AxisScale, Categories, Ends, Interval, Lanes, PER_PIXEL, words};
use crate::legend::SMALL_SIZE_PX;
use crate::log2::Log2;
use crate::run_colours::Legend;
use crate::scale::NumericScale;
use crate::text_width::text_width;
use crate::{Area, ScaleKind};

/// The part of a band, to either side of its middle, over which its points are spread.
const SPREAD: f64 = 0.32;
const MOST_SPREAD_PX: f64 = 26.0;
/// The room at the right for the number of runs of each band.
const COUNTS_PX: f64 = 52.0;

/// The room for `bands` bands of equal width below each other, with names at the left and numbers at the right: everything, and the pane.
pub(super) fn room(ground: &Ground<'_>, groups: &Groups, band_px: f64, legend: &Legend) -> (Extent, Area) {
    let (width_px, height_px) = ground.size_px;
    let own = (groups.list.len() as f64 * band_px + 60.0).clamp(180.0, 1400.0);
    let layout = Layout::new(1, width_px, Some(height_px.unwrap_or(own)), legend);
    let widest = groups.list.iter().map(|group| text_width(&group.name, SMALL_SIZE_PX, false)).fold(20.0, f64::max);
    let left_px = libm::ceil(widest.min(width_px * 0.3)) + NAME_PX + 6.0;
    let pane = layout.pane(0);
    let width = (pane.x + pane.width - left_px - COUNTS_PX).max(40.0);
    (layout.extent, Area::new(left_px, pane.y, width, pane.height))
}

impl Side {
    /// The groups of a column from one place to another, in css pixels of the pane. Ranges stand where their numbers do, other groups in
    /// bands of equal width; in these, runs stand scattered about the middle if `points` are wanted.
    pub(super) fn of_groups(ground: &Ground<'_>, groups: &Groups, from_px: f64, to_px: f64, points: bool) -> Self {
        let mut axis = groups.axis.clone();
        let known = Arc::new(groups.known());
        let title = [&axis.column.key, " · ", &words::detail(&axis)].concat();
        if let (Some(low), Some(high)) = (groups.edges.first(), groups.edges.last()) {
            let log = axis.kind == ScaleKind::Log;
            if axis.kind == ScaleKind::Quantile {
                axis.kind = ScaleKind::Linear;
            }
            axis.scale = AxisScale::Numeric(NumericScale::new(log, *low, *high));
            axis.survey.distinct = axis.is_integer().then(|| {
                let starts = groups.edges.iter().take(groups.list.len());
                starts.map(|edge| if log { *edge } else { edge + 0.5 }).collect()
            });
            let ends = Ends::new(from_px, to_px, Lanes::default(), axis.inverted);
            return Self { axis, ends, title, is_column: true, at: Arc::default(), known, bands: Arc::default(), order: None };
        }
        let names = groups.list.iter().map(|group| group.name.clone()).collect();
        let half_px = (to_px - from_px) / groups.list.len().max(1) as f64 / 2.0;
        let ends = Ends::new(from_px + half_px, to_px - half_px, Lanes::default(), false);
        let spread_px = (half_px.abs() * 2.0 * SPREAD).min(MOST_SPREAD_PX);
        let units = ground.pixel_ratio * PER_PIXEL;
        let at = |(run, rank): (usize, &u16)| {
            let middle = from_px + half_px * (2 * groups.of_run(run).unwrap_or_default() + 1) as f64;
            let aside = (f64::from(*rank) / 32_768.0 - 1.0) * spread_px;
            ((middle + aside) * units).clamp(0.0, 65_535.0) as u16
        };
        let at = if points { ground.ranks_y.iter().enumerate().map(at).collect() } else { Vec::new() };
        let title = [&groups.axis.column.key, " · ", axis.column.kind.word()].concat();
        axis =
            Axis { inverted: false, kind: ScaleKind::Category, scale: AxisScale::Categories(Categories::named(names)), ..axis };
        let bands = groups.list.iter().map(|group| group.interval.clone()).collect();
        Self { axis, ends, title, is_column: true, at: Arc::new(at), known, bands: Arc::new(bands), order: None }
    }

    /// Half the width of a band, signed as the bands run; 0 where there are none.
    fn half_px(&self) -> f64 {
        match self.bands.len() {
            0 => 0.0,
            1 => f64::INFINITY,
            bands => (self.ends.one_px - self.ends.zero_px) / (bands - 1) as f64 / 2.0,
        }
    }

    /// The middle of a band.
    pub(super) fn band_px(&self, band: usize) -> f64 {
        let half_px = self.half_px();
        if half_px.is_finite() { self.ends.zero_px + half_px * 2.0 * band as f64 } else { self.ends.zero_px }
    }

    /// What a drag from one place to another means.
    pub(super) fn interval_between(&self, from_px: f64, to_px: f64) -> Option<Interval> {
        if self.bands.is_empty() {
            let interval = self.axis.interval_between(&self.ends, from_px, to_px)?;
            return if let Some(order) = &self.order { order.values_between(&interval) } else { Some(interval) };
        }
        let (low, high, half_px) = (from_px.min(to_px), from_px.max(to_px), self.half_px().abs());
        let touched = |band: &usize| {
            let middle = self.band_px(*band);
            middle - half_px < high && middle + half_px > low
        };
        let held = (0..self.bands.len()).filter(touched).filter_map(|band| self.bands.get(band)?.clone());
        held.reduce(|all, more| match (all, more) {
            (Interval::Numbers { low, high }, Interval::Numbers { low: a, high: b }) => {
                Interval::Numbers { low: low.min(a), high: high.max(b) }
            }
            (Interval::Categories(all), Interval::Categories(more)) => Interval::Categories([all, more].concat()),
            (all, _) => all,
        })
    }

    /// Where the ends of an interval stand.
    pub(super) fn extent(&self, interval: &Interval, log2: &Log2) -> Option<(f64, f64)> {
        if let Some(order) = &self.order {
            let (first, last) = order.positions_of(interval)?;
            return Some((self.number_px(log2, first)?, self.number_px(log2, last)?));
        }
        if self.bands.is_empty() {
            return self.axis.extent(interval, &self.ends, log2);
        }
        let held = |band: &Option<Interval>| match band {
            Some(Interval::Numbers { low, .. }) => interval.holds_number(*low),
            Some(Interval::Categories(names)) => names.iter().all(|name| interval.holds_category(name)),
            None => false,
        };
        let (first, last) = (self.bands.iter().position(held)?, self.bands.iter().rposition(held)?);
        let half_px = self.half_px();
        if half_px.is_infinite() {
            return Some((0.0, f64::INFINITY));
        }
        Some((self.band_px(first) - half_px, self.band_px(last) + half_px))
    }
}
