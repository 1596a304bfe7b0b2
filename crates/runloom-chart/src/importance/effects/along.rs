use runloom_analysis::Domain;

use crate::ScaleKind;
use crate::legend::SMALL_SIZE_PX;
use crate::log2::Log2;
use crate::number_text::short;
use crate::scale::NumericScale;
use crate::text_width::shorten;
use crate::ticks::{Wanted, thin};

/// Half the width of the points of a category.
pub(super) const HALF_CATEGORY_PX: f64 = 14.0;

/// Where the values of a param are along a side of a frame.
pub(super) struct Along<'a> {
    from_px: f64,
    /// Negative where values grow upwards.
    length_px: f64,
    inset_px: f64,
    kind: Kind<'a>,
}

enum Kind<'a> {
    Numbers { scale: NumericScale, integer: bool, kept: Vec<f64> },
    Categories(&'a [String]),
}

impl<'a> Along<'a> {
    /// The values of a param from a place on; numbers keep off the ends by `inset_px`. `values` are those that are asked about.
    pub(super) fn new(domain: &'a Domain, values: &[f64], (from_px, length_px): (f64, f64), inset_px: f64) -> Self {
        let kind = match domain {
            Domain::Categories(names) => Kind::Categories(names),
            Domain::Numeric { low, high, log, step, .. } => {
                let kept = if step.is_some() && !log && values.len() <= 12 { values.to_vec() } else { Vec::new() };
                Kind::Numbers { scale: NumericScale::new(*log, *low, *high), integer: step.is_some(), kept }
            }
        };
        Self { from_px, length_px, inset_px, kind }
    }

    /// The names, where values are categories.
    pub(super) fn categories(&self) -> Option<&'a [String]> {
        match self.kind {
            Kind::Categories(names) => Some(names),
            Kind::Numbers { .. } => None,
        }
    }

    fn at(&self, place: f64) -> f64 {
        let inset = self.inset_px * self.length_px.signum();
        self.from_px + inset + place * (self.length_px - 2.0 * inset)
    }

    /// The place of a value, which is an index for categories.
    pub(super) fn px(&self, value: f64, log2: &Log2) -> f64 {
        match &self.kind {
            Kind::Numbers { scale, .. } => self.at(scale.place(value, log2)),
            Kind::Categories(names) => self.from_px + self.length_px * (value + 0.5) / names.len().max(1) as f64,
        }
    }

    /// How far beside its category a point stands, so that points of one category do not hide each other: a number for each index and side.
    pub(super) fn beside_px(&self, index: usize, side: u32) -> f64 {
        let Kind::Categories(names) = &self.kind else { return 0.0 };
        let half = HALF_CATEGORY_PX.min(self.length_px.abs() / names.len().max(1) as f64 * 0.35);
        let part = (index as u32).wrapping_add(1).wrapping_mul(2_654_435_769).rotate_left(side * 13) >> 16;
        (f64::from(part) / 32_768.0 - 1.0) * half
    }

    /// From where to where each of some ascending values reaches: half-way to the next ones, and to the ends of the frame.
    pub(super) fn cells(&self, values: &[f64], log2: &Log2) -> Vec<(f64, f64)> {
        let between = |pair: &[f64]| f64::midpoint(self.px(pair[0], log2), self.px(pair[1], log2));
        let mut edges = vec![self.from_px];
        edges.extend(values.windows(2).map(between));
        edges.push(self.from_px + self.length_px);
        edges.windows(2).map(|edges| (edges[0].min(edges[1]), edges[0].max(edges[1]))).collect()
    }

    /// Places and texts of some values, so far apart. Names are shortened to `room_px`, or to what is free along the side.
    pub(super) fn labels(&self, apart_px: f64, room_px: Option<f64>, log2: &Log2) -> Vec<(f64, String)> {
        let length_px = self.length_px.abs();
        match &self.kind {
            Kind::Categories(names) => {
                let room = length_px / names.len().max(1) as f64;
                let every = (apart_px / room).ceil().max(1.0) as usize;
                let shown = names.iter().enumerate().step_by(every);
                let free = room_px.unwrap_or(room * every as f64 - 6.0);
                let label = |(at, name): (usize, &String)| (self.px(at as f64, log2), shorten(name, SMALL_SIZE_PX, false, free));
                shown.map(label).collect()
            }
            Kind::Numbers { kept, .. } if !kept.is_empty() && kept.len() as f64 * apart_px <= length_px => {
                kept.iter().map(|value| (self.px(*value, log2), short(*value))).collect()
            }
            Kind::Numbers { scale, integer, .. } => {
                let kind = if scale.log { ScaleKind::Log } else { ScaleKind::Linear };
                let most = (length_px / apart_px / 1.5).max(1.0) as usize;
                let wanted = Wanted { kind, scale: scale.clone(), distinct: None, integer: *integer, most };
                thin(wanted.ticks(log2), apart_px, |tick| self.at(tick.place))
            }
        }
    }
}
