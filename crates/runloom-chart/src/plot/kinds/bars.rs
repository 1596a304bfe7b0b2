//! Bars of groups, upright over ranges or lying beside the names of categories.

use super::Dress;
use crate::legend::small_text;
use crate::number_text::count;
use crate::plot::groups::Groups;
use crate::plot::pane::Pane;
use crate::{Anchor, Area, Colour, Mark, Point, Text};

/// The part of a band that its bar takes, and how thick a bar is at most.
const THICK: f64 = 0.74;
const MOST_THICK_PX: f64 = 40.0;
/// The least length of a bar that stands for something.
const LEAST_PX: f64 = 1.0;

/// Where bars stand in a pane.
#[derive(Clone, Copy)]
pub(super) struct Bars<'a> {
    pub(super) pane: &'a Pane,
    pub(super) groups: &'a Groups,
    /// Whether they stand upright.
    pub(super) upright: bool,
}

impl Bars<'_> {
    /// From where to where the bar of a group reaches across, in css pixels of the picture.
    pub(super) fn across(&self, dress: &Dress<'_>, group: usize) -> Option<(f64, f64)> {
        let Pane { area, x, y, .. } = self.pane;
        let (side, start) = if self.upright { (x, area.x) } else { (y, area.y) };
        if let (Some(low), Some(high)) = (self.groups.edges.get(group), self.groups.edges.get(group + 1)) {
            let (a, b) = (start + side.number_px(dress.log2, *low)?, start + side.number_px(dress.log2, *high)?);
            let (from, to) = (a.min(b), a.max(b));
            let gap = if to - from > 3.0 { 0.5 } else { 0.0 };
            return Some((from + gap, to - gap));
        }
        let middle = start + side.band_px(group);
        let length = if self.upright { area.width } else { area.height };
        let half = (length / self.groups.list.len().max(1) as f64 * THICK).min(MOST_THICK_PX) / 2.0;
        Some((middle - half, middle + half))
    }

    /// The whole band of a group.
    pub(super) fn band(&self, dress: &Dress<'_>, group: usize) -> Area {
        let area = self.pane.area;
        match self.across(dress, group) {
            Some((from, to)) if self.upright => Area { x: from, width: to - from, ..area },
            Some((from, to)) => Area { y: from, height: to - from, ..area },
            None => area,
        }
    }

    /// Where a value stands, in css pixels of the picture.
    pub(super) fn value_px(&self, dress: &Dress<'_>, value: f64) -> Option<f64> {
        let Pane { area, x, y, .. } = self.pane;
        let (side, start) = if self.upright { (y, area.y) } else { (x, area.x) };
        Some(start + side.number_px(dress.log2, value)?)
    }

    /// The place of the bar of a group from one value to another.
    pub(super) fn area(&self, dress: &Dress<'_>, group: usize, from: f64, to: f64) -> Option<Area> {
        let (low, high) = self.across(dress, group)?;
        let (a, b) = (self.value_px(dress, from)?, self.value_px(dress, to)?);
        let (start, length) = (a.min(b), (a - b).abs());
        if self.upright {
            let height = length.max(LEAST_PX);
            return Some(Area::new(low, start + length - height, (high - low).max(LEAST_PX), height));
        }
        Some(Area::new(start, low, length.max(LEAST_PX), (high - low).max(LEAST_PX)))
    }
}

impl Dress<'_> {
    pub(super) fn rect(&mut self, area: Option<Area>, colour: Colour) {
        if let Some(area) = area {
            self.scene.marks.push(Mark::Rect { area, radius_px: 0.0, fill: Some(colour), border: None });
        }
    }

    pub(super) fn line(&mut self, from: Point, to: Point, width_px: f64, colour: Colour) {
        self.scene.marks.push(Mark::Line { from, to, width_px, colour });
    }

    pub(super) fn small(&mut self, at: Point, text: String, anchor: Anchor, colour: Colour) {
        let halo = Some(self.frame.palette.panel);
        self.scene.marks.push(Mark::Text(Text { at, text, anchor, halo, ..small_text(colour) }));
    }

    /// A short text at the right of a band, where there is room.
    pub(super) fn beside_band(&mut self, pane: &Pane, band: usize, text: String) {
        let bands = pane.y.bands.len().max(1) as f64;
        let every = libm::ceil(11.0 / (pane.area.height / bands)) as usize;
        if band.is_multiple_of(every.max(1)) {
            let at = Point::new(pane.area.x + pane.area.width + 54.0, pane.area.y + pane.y.band_px(band));
            let ink = self.frame.palette.soft_ink;
            self.small(at, text, Anchor::End, ink);
        }
    }

    /// The number of runs at the right of a band.
    pub(super) fn band_count(&mut self, pane: &Pane, band: usize, runs: usize) {
        self.beside_band(pane, band, ["n = ", &count(runs)].concat());
    }

    /// Says what categories are not groups of their own.
    pub(super) fn tell_others(&mut self, groups: &Groups) {
        if groups.others > 0 {
            let (key, others) = (&groups.axis.column.key, count(groups.others));
            let are = if groups.list.iter().any(|group| group.interval.is_none()) {
                "are together under “other”"
            } else {
                "are not drawn"
            };
            let many = if groups.others == 1 { "value" } else { "values" };
            self.left_out.push(format!("{others} less frequent {many} of {key} {are}."));
        }
    }

    /// Says how many of the runs in focus are in no group.
    pub(super) fn tell_ungrouped(&mut self, groups: &Groups) {
        let grouped: usize = groups.counts(self.focus).iter().sum();
        let (all, key) = (self.focus.count(), &groups.axis.column.key);
        if grouped < all {
            self.left_out.push(format!("{} of {} runs are in no group of {key}.", count(all - grouped), count(all)));
        }
    }
}
