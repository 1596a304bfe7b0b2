use runloom_table::{ColumnName, RunTable, Value, bits_of, block_at};

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
        let beside = Beside { from, to, along, height: y_px * units, slope: steepness / width };
        let mut best = Nearest::default();
        for (index, (drawn, matching)) in self.frame.drawn.words().iter().zip(self.matching.words()).enumerate() {
            let mut rest = best.better(index, *drawn, *matching, &beside, units);
            while rest != 0 {
                let bit = rest.trailing_zeros();
                rest &= rest - 1;
                let row = index * 64 + bit as usize;
                if best.takes(beside.away(row) / units, row, matching >> bit & 1 == 1) {
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

/// Lines between two axes, beside a point. All lengths are in the units of heights.
struct Beside<'a> {
    from: &'a [u16],
    to: &'a [u16],
    /// Where the point is, as a part of the way.
    along: f64,
    height: f64,
    /// Of a line there, for each unit that its ends differ.
    slope: f64,
}

impl Beside<'_> {
    /// How far away a line is, across it.
    fn away(&self, row: usize) -> f64 {
        let (Some(&from), Some(&to)) = (self.from.get(row), self.to.get(row)) else { return f64::INFINITY };
        let (from, to) = (f64::from(from), f64::from(to));
        let slope = (to - from) * self.slope;
        (from + (to - from) * self.along - self.height).abs() / (1.0 + slope * slope).sqrt()
    }

    /// Those of 64 lines that may be within a reach, as bits, and few others: a line is as far above or below as it is away, times at most one
    /// more than its slope.
    fn near(&self, start: usize, lines: u64, reach: f64) -> u64 {
        if lines == 0 {
            return 0;
        }
        let (from, to) = (block_at(self.from, start), block_at(self.to, start));
        let (along, height, per_rise) = (self.along as f32, self.height as f32, (self.slope * reach) as f32);
        // Heights have 16 bits of the 24 of these numbers: sums are off by less than a tenth of a unit.
        let reach = reach as f32 + 1.0;
        let beyond: [f32; 64] = std::array::from_fn(|line| {
            let (from, rise) = (f32::from(from[line]), f32::from(to[line]) - f32::from(from[line]));
            (from + rise * along - height).abs() - rise.abs() * per_rise
        });
        let count = beyond.iter().map(|beyond| u32::from(*beyond <= reach)).sum::<u32>();
        if count > 0 { lines & bits_of(|line| beyond[line] <= reach) } else { 0 }
    }
}

/// The nearest lines so far, with how far away they are.
#[derive(Default)]
struct Nearest {
    matching: Option<(f64, usize)>,
    other: Option<(f64, usize)>,
}

impl Nearest {
    /// Which of 64 lines may still be better, as bits: matching ones, and as long as none of them is near, others.
    fn better(&self, block: usize, drawn: u64, matching: u64, beside: &Beside<'_>, units: f64) -> u64 {
        let near = |lines, px: f64| beside.near(block * 64, lines, px * units);
        match (self.matching, self.other) {
            (None, None) => near(drawn, REACH_PX),
            (None, Some((other_px, _))) if other_px > CLOSE_PX => {
                near(drawn & matching, REACH_PX) | near(drawn & !matching, other_px - CLOSE_PX)
            }
            (None, Some(_)) => near(drawn & matching, REACH_PX),
            (Some((distance_px, _)), _) => near(drawn & matching, distance_px - CLOSE_PX),
        }
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

    use super::Beside;

    proptest! {
        #[test]
        fn lines_that_are_near_are_looked_at_and_few_others(
            lines in proptest::collection::vec((any::<u16>(), any::<u16>()), 1..70),
            along in 0.0..=1.0f64,
            height in prop_oneof![8 => 0.0..65_536.0f64, 1 => -1e9..1e9],
            reach in 0.0..600.0f64,
            slope in 0.0..0.0015f64,
            wanted in any::<u64>(),
        ) {
            let (from, to): (Vec<u16>, Vec<u16>) = lines.into_iter().unzip();
            let beside = Beside { from: &from, to: &to, along, height, slope };
            for (row, (from, to)) in from.iter().zip(&to).enumerate() {
                let found = beside.near(row / 64 * 64, wanted, reach) >> (row % 64) & 1 == 1;
                let difference = f64::from(*to) - f64::from(*from);
                let least = (f64::from(*from) + difference * along - height).abs() / (1.0 + difference.abs() * slope);
                let is_wanted = wanted >> (row % 64) & 1 == 1;
                prop_assert!(found || beside.away(row) > reach || !is_wanted, "{}", beside.away(row));
                prop_assert!(!found || is_wanted && least <= reach + 12.0, "{least}");
            }
        }
    }
}
