use super::{Axis, AxisScale, Ends, Interval};
use crate::log2::Log2;
use crate::scale::NumericScale;

/// How near to the end of an axis a brush takes the end itself.
const SNAP_PX: f64 = 2.0;

impl Axis {
    /// Where the ends of an interval stand.
    pub(crate) fn extent(&self, interval: &Interval, ends: &Ends, log2: &Log2) -> Option<(f64, f64)> {
        match (&self.scale, interval) {
            (AxisScale::Numeric(scale), Interval::Numbers { low, high }) => {
                let height = |value: f64| {
                    if value == f64::INFINITY {
                        ends.lanes.above.unwrap_or(ends.one_px)
                    } else if value == f64::NEG_INFINITY || (scale.log && value <= 0.0) {
                        ends.lanes.below.unwrap_or(ends.zero_px)
                    } else {
                        ends.height_px(scale.place(value, log2))
                    }
                };
                Some((height(*low), height(*high)))
            }
            (AxisScale::Categories(categories), interval) => {
                let held = |text: &String| match interval {
                    Interval::Categories(_) => interval.holds_category(text),
                    Interval::Numbers { .. } => {
                        runloom_table::parse_real(text).is_some_and(|number| interval.holds_number(number))
                    }
                };
                let places = || {
                    categories.texts().iter().enumerate().filter(|(_, text)| held(text)).map(|(rank, _)| categories.place(rank))
                };
                let (first, last) = (places().next()?, places().next_back()?);
                let half = if categories.len() > 1 { 0.5 / (categories.len() - 1) as f64 } else { 0.5 };
                let pad = (half * (ends.one_px - ends.zero_px).abs()).min(9.0) * (ends.one_px - ends.zero_px).signum();
                Some((ends.height_px(first) - pad, ends.height_px(last) + pad))
            }
            _ => None,
        }
    }

    /// The interval that a drag along the axis from one place to another means; `None` where it holds nothing that can be said.
    ///
    /// An end at or past the end of the axis is the end itself; past the lane of infinite values, it is infinite. Numbers are rounded as
    /// far as half a pixel allows.
    pub(crate) fn interval_between(&self, ends: &Ends, from_px: f64, to_px: f64) -> Option<Interval> {
        if !(from_px.is_finite() && to_px.is_finite()) {
            return None;
        }
        let (a, b) = (ends.place(from_px), ends.place(to_px));
        let (low, high) = (a.min(b), a.max(b));
        match &self.scale {
            AxisScale::Empty => None,
            AxisScale::Numeric(scale) => {
                let (top, bottom) = (from_px.min(to_px), from_px.max(to_px));
                let reaches = |lane: Option<f64>| lane.is_some_and(|lane| (top..=bottom).contains(&lane));
                let below = reaches(ends.lanes.below);
                let above = reaches(ends.lanes.above);
                if (low > 1.0 && !above) || (high < 0.0 && !below) {
                    let end = if low > 1.0 { scale.high } else { scale.low };
                    return Some(Interval::Numbers { low: end, high: end });
                }
                let low = if below { f64::NEG_INFINITY } else { value_near(scale, low, ends) };
                let high = if above { f64::INFINITY } else { value_near(scale, high, ends) };
                Some(Interval::Numbers { low, high })
            }
            AxisScale::Categories(categories) => {
                let texts = categories.texts().iter().enumerate();
                let held = texts.filter(|(rank, _)| (low..=high).contains(&categories.place(*rank)));
                let held: Vec<String> = held.map(|(_, text)| text.clone()).collect();
                (!held.is_empty()).then_some(Interval::Categories(held))
            }
        }
    }
}

/// The number at a place, rounded as far as the neighbouring half pixels allow.
fn value_near(scale: &NumericScale, place: f64, ends: &Ends) -> f64 {
    let pixel = 1.0 / (ends.one_px - ends.zero_px).abs();
    if place <= SNAP_PX * pixel {
        return scale.low;
    }
    if place >= 1.0 - SNAP_PX * pixel {
        return scale.high;
    }
    let (low, high) = (scale.value_at(place - pixel / 2.0), scale.value_at(place + pixel / 2.0));
    let middle = scale.value_at(place);
    let rounded = (0..17).map(|digits| format!("{middle:.digits$e}")).filter_map(|text| text.parse().ok());
    rounded.into_iter().find(|value| low <= *value && *value <= high).unwrap_or(middle)
}
