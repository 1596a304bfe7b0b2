use runloom_table::{ColumnName, RunTable, Value};

use super::course::course;
use super::{HoverHit, HoverValue, ParallelChart};
use crate::axis::{Interval, PER_PIXEL, words};
use crate::legend::small_text;
use crate::number_text::significant;
use crate::raster::{ease, ease_slope};
use crate::text_width::{shorten, text_width};
use crate::{Anchor, Area, Mark, Point, Scene, Text, Weight};

/// How far from a line, across it, the pointer still finds it.
const REACH_PX: f64 = 6.0;

/// A line is not looked for any more that is only so much nearer: no picture tells which of the two is.
const CLOSE_PX: f64 = 0.25;

/// The size of the labels of a hovered run, and the width at which they are shortened.
const LABEL_SIZE_PX: f64 = 11.0;
const LABEL_ROOM_PX: f64 = 120.0;

impl ParallelChart {
    /// The interval that a drag along an axis from one height to another means; `None` where it holds nothing that can be said.
    ///
    /// An end at or past the end of the axis is the end itself; past the lane of infinite values, it is infinite. Numbers are rounded as
    /// far as half a pixel allows.
    pub fn interval_from_px(&self, axis: usize, from_px: f64, to_px: f64) -> Option<Interval> {
        self.frame.axes.get(axis)?.interval_between(self.frame.ends.get(axis)?, from_px, to_px)
    }

    /// The row whose line is nearest to a point, at most a few pixels away: a matching run, else one in grey. Among lines that are nearer
    /// by less than a quarter of a pixel it is the first of the table.
    pub fn hover(&self, x_px: f64, y_px: f64) -> Option<usize> {
        let gap = self.axes.windows(2).position(|pair| x_px < pair[1].x_px).unwrap_or(self.axes.len().checked_sub(2)?);
        let (left, right) = (self.axes.get(gap)?.x_px, self.axes.get(gap + 1)?.x_px);
        let part = (x_px - left) / (right - left);
        if !(-0.1..=1.1).contains(&part) || !y_px.is_finite() {
            return None;
        }
        let units = self.frame.pixel_ratio * PER_PIXEL;
        let (from, to) = (self.frame.heights.get(gap)?, self.frame.heights.get(gap + 1)?);
        let width = (right - left) * units;
        let part = part.clamp(0.0, 1.0);
        let (along, steepness) = if self.frame.curved() { (ease(part), ease_slope(part)) } else { (part, 1.0) };
        let mut best = Nearest::default();
        for (index, (word, matching)) in
            self.frame.drawn.words().iter().zip(self.matching.words()).enumerate().filter(|(_, (word, _))| **word != 0)
        {
            let start = index * 64;
            let reach = best.reach_px() * units;
            if let (Some(a), Some(b)) = (from.get(start..start + 64), to.get(start..start + 64))
                && !any_near(a, b, along, y_px * units, reach, steepness / width)
            {
                continue;
            }
            let mut rest = *word;
            while rest != 0 {
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                let row = start + bit as usize;
                let (Some(&a), Some(&b)) = (from.get(row), to.get(row)) else { continue };
                let (a, b) = (f64::from(a), f64::from(b));
                let off = (a + (b - a) * along - y_px * units).abs();
                let slope = (b - a) * steepness / width;
                if off > reach * (1.0 + slope.abs()) {
                    continue;
                }
                if best.takes(off / (1.0 + slope * slope).sqrt() / units, row, matching >> bit & 1 == 1) {
                    return Some(row);
                }
            }
        }
        best.row()
    }

    /// What there is to say of a run on this chart; `None` for a row that the chart does not draw.
    pub fn describe_row(&self, table: &RunTable, row: usize) -> Option<HoverHit> {
        if !self.frame.drawn.contains(row) || self.axes.is_empty() {
            return None;
        }
        let value = |(index, axis): (usize, &super::AxisGeometry)| {
            let height = self.frame.heights.get(index).and_then(|heights| heights.get(row)).copied().unwrap_or_default();
            let cell = table.values(&axis.column).ok().flatten().map_or(Value::Missing, |values| values.at(row));
            HoverValue {
                column: axis.column.clone(),
                text: words::cell(cell),
                x_px: axis.x_px,
                y_px: f64::from(height) / PER_PIXEL / self.frame.pixel_ratio,
            }
        };
        Some(HoverHit {
            row,
            name: run_name(table, row),
            colour: self.frame.colours.colour(row),
            values: self.axes.iter().enumerate().map(value).collect(),
        })
    }

    /// The overlay for a run: the rest dimmed, its line thick, its value at each axis, its name.
    pub fn hover_scene(&self, hit: &HoverHit) -> Scene {
        let palette = &self.frame.palette;
        let mut scene = Scene::new(self.width_px, self.height_px);
        let (Some(first), Some(last)) = (self.axes.first(), self.axes.last()) else { return scene };
        let points: Vec<Point> = hit.values.iter().map(|value| Point::new(value.x_px, value.y_px)).collect();
        let dim = Area::new(first.x_px, first.top_px - 6.0, last.x_px - first.x_px, self.height_px - first.top_px + 6.0);
        scene.marks.push(Mark::Rect { area: dim, radius_px: 0.0, fill: Some(palette.panel.with_alpha(110)), border: None });
        let line = course(&points, self.frame.curved());
        scene.marks.push(Mark::Polyline { points: line.clone(), width_px: 5.0, colour: palette.panel });
        scene.marks.push(Mark::Polyline { points: line, width_px: 3.0, colour: hit.colour });
        let edge = self.frame.layout.legend.map_or(self.width_px, |legend| legend.x - 4.0);
        for (value, point) in hit.values.iter().zip(&points) {
            scene.marks.push(Mark::Circle { centre: *point, radius_px: 4.5, colour: palette.panel });
            scene.marks.push(Mark::Circle { centre: *point, radius_px: 3.0, colour: hit.colour });
            let label = match value.text.parse::<f64>() {
                Ok(number) if value.text.len() > 7 => significant(number, 5),
                _ => shorten(&value.text, LABEL_SIZE_PX, true, LABEL_ROOM_PX),
            };
            let width = text_width(&label, LABEL_SIZE_PX, true);
            let to_the_right = point.x + 9.0 + width <= edge;
            let (x, anchor) = if to_the_right { (point.x + 8.0, Anchor::Start) } else { (point.x - 8.0, Anchor::End) };
            scene.marks.push(Mark::Text(Text {
                at: Point::new(x, point.y),
                text: label,
                size_px: LABEL_SIZE_PX,
                weight: Weight::Bold,
                anchor,
                halo: Some(palette.panel),
                ..small_text(palette.ink)
            }));
        }
        scene.marks.push(Mark::Text(Text {
            at: Point::new(first.x_px, self.height_px - 8.0),
            text: shorten(&hit.name, LABEL_SIZE_PX, true, last.x_px - first.x_px),
            size_px: LABEL_SIZE_PX,
            weight: Weight::Bold,
            anchor: Anchor::Start,
            halo: Some(palette.panel),
            ..small_text(palette.ink)
        }));
        scene
    }
}

/// The nearest lines so far, with how far away they are.
#[derive(Default)]
struct Nearest {
    matching: Option<(f64, usize)>,
    other: Option<(f64, usize)>,
}

impl Nearest {
    /// From how far away a line is taken.
    fn reach_px(&self) -> f64 {
        self.matching.map_or(REACH_PX, |(distance_px, _)| distance_px - CLOSE_PX)
    }

    /// Takes a line if it is nearer; says whether no other can be better.
    fn takes(&mut self, distance_px: f64, row: usize, is_matching: bool) -> bool {
        let place = if is_matching { &mut self.matching } else { &mut self.other };
        if distance_px <= REACH_PX && place.is_none_or(|(nearest_px, _)| distance_px < nearest_px - CLOSE_PX) {
            *place = Some((distance_px, row));
        }
        is_matching && distance_px <= CLOSE_PX
    }

    fn row(&self) -> Option<usize> {
        self.matching.or(self.other).map(|(_, row)| row)
    }
}

/// Whether any of these lines may pass a point at most `reach` away, across it. `slope` is that of a line for each unit that its ends differ.
/// Looks at several at a time, a little generously: a line is at least as far away as it is above or below, divided by one more than its
/// slope.
fn any_near(from: &[u16], to: &[u16], along: f64, height: f64, reach: f64, slope: f64) -> bool {
    // Heights have 16 bits of the 24 of these numbers: sums are off by less than a tenth of a unit.
    let (along, height, per_difference, reach) = (along as f32, height as f32, (reach * slope) as f32, reach as f32 + 1.0);
    let near = |(from, to): (&u16, &u16)| {
        let (from, to) = (f32::from(*from), f32::from(*to));
        (from + (to - from) * along - height).abs() - (to - from).abs() * per_difference <= reach
    };
    from.iter().zip(to).map(near).fold(false, |any, near| any | near)
}

/// The name of a run: `run_name`, else MLflow's tag, else `run_id`, else its number.
pub(crate) fn run_name(table: &RunTable, row: usize) -> String {
    [ColumnName::attribute("run_name"), ColumnName::tag("mlflow.runName"), ColumnName::attribute("run_id")]
        .iter()
        .filter_map(|name| table.values(name).ok().flatten()?.text_at(row).map(std::borrow::Cow::into_owned))
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| format!("run {}", row + 1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::any_near;

    proptest! {
        #[test]
        fn lines_that_are_near_are_looked_at_and_few_others(
            lines in proptest::collection::vec((any::<u16>(), any::<u16>()), 1..9),
            along in 0.0..=1.0f64,
            height in prop_oneof![8 => 0.0..65_536.0f64, 1 => -1e9..1e9],
            reach in 0.0..600.0f64,
            slope in 0.0..0.0015f64,
        ) {
            let (from, to): (Vec<u16>, Vec<u16>) = lines.iter().copied().unzip();
            let distance = |divisor: fn(f64) -> f64| {
                let away = |(from, to): &(u16, u16)| {
                    let difference = f64::from(*to) - f64::from(*from);
                    (f64::from(*from) + difference * along - height).abs() / divisor(difference.abs() * slope)
                };
                lines.iter().map(away).fold(f64::INFINITY, f64::min)
            };
            let found = any_near(&from, &to, along, height, reach, slope);
            let (exact, least) = (distance(|slope| (1.0 + slope * slope).sqrt()), distance(|slope| 1.0 + slope));
            prop_assert!(found || exact > reach, "{exact}");
            prop_assert!(!found || least <= reach + 12.0, "{least}");
        }
    }
}
