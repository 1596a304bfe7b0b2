#![expect(clippy::cast_possible_wrap, reason = "pixel rows and columns are far below 2^31")]

use runloom_table::{History, RunTable};

use super::HistoryChart;
use super::curves::Curves;
use super::grid::Grid;
use super::trace::{Ink, Tracer};
use super::words::{x_name, x_text};
use crate::legend::small_text;
use crate::number_text::significant;
use crate::parallel::run_name;
use crate::text_width::{shorten, text_width};
use crate::{Anchor, Area, Colour, Mark, Point, Scene, Text, Weight};

/// How far from a line the pointer still finds it.
const REACH_PX: f64 = 28.0;
/// How far to the left and right of the pointer a line may come near.
const BESIDE_PX: f64 = 3.0;
/// How far a drawn line may stray from its points.
const SLACK_PX: f64 = 0.6;
const LABEL_SIZE_PX: f64 = 11.0;
const LABEL_ROOM_PX: f64 = 220.0;

/// A run under the pointer.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryHit {
    /// Its row; the number of a group where means are drawn.
    pub row: usize,
    /// Its name.
    pub name: String,
    /// The colour of its line.
    pub colour: Colour,
    /// What it holds where the pointer is, or at its end where there is none: one entry a pane that it is in.
    pub values: Vec<HistoryValue>,
}

/// What a run holds in one pane.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryValue {
    /// The metric.
    pub metric: String,
    /// What the horizontal axis is called.
    pub x_name: String,
    /// Where it is on that axis.
    pub x_text: String,
    /// The value as it is drawn.
    pub text: String,
    /// The value as it was logged, where that is not the one that is drawn.
    pub raw_text: Option<String>,
    /// Its place in the picture.
    pub x_px: f64,
    /// Its place in the picture.
    pub y_px: f64,
}

impl HistoryChart {
    /// The run whose line is nearest to a point, at most a few pixels away: a matching one, else one in grey. The number of a group
    /// where means are drawn.
    pub fn hover(&self, x_px: f64, y_px: f64) -> Option<usize> {
        let pane = self.panes.iter().position(|pane| {
            let (right, bottom) = (pane.left_px + pane.width_px, pane.top_px + pane.height_px);
            (pane.left_px - 2.0..=right + 2.0).contains(&x_px) && (pane.top_px - 8.0..=bottom + 8.0).contains(&y_px)
        })?;
        let grid = self.grid(pane)?;
        let left = self.panes.get(pane)?.left_px;
        let curves = self.curves(pane)?;
        let xs = [x_px - BESIDE_PX, x_px, x_px + BESIDE_PX].map(|x| grid.x_at(x - left));
        let y = |height: f64| f64::from(grid.y(height)) / 16.0;
        let mut best: [Option<(f64, f64, u32)>; 2] = [None, None];
        for strand in &curves.strands {
            let is_focus = self.drawn.has_means || self.drawn.matching.contains(strand.row as usize);
            if !is_focus && !self.drawn.in_filter.contains(strand.row as usize) {
                continue;
            }
            let ys = xs.map(|x| curves.height_at(strand, x).map(y));
            let low = ys.iter().flatten().copied().fold(f64::INFINITY, f64::min);
            let high = ys.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
            if low > high {
                continue;
            }
            let away = (low - y_px).max(y_px - high).max(0.0);
            let middle = (ys[1].unwrap_or(low) - y_px).abs();
            let slot = &mut best[usize::from(!is_focus)];
            if away <= REACH_PX && slot.is_none_or(|(a, b, _)| (away, middle) < (a, b)) {
                *slot = Some((away, middle, strand.row));
            }
        }
        best.into_iter().flatten().next().map(|(_, _, row)| row as usize)
    }

    /// What there is to say of a run on this chart, at the place of the pointer or at its end; `None` where it is in no pane.
    pub fn describe_row(&self, runs: &RunTable, history: &History, row: usize, x_px: Option<f64>) -> Option<HistoryHit> {
        if !self.drawn.has_means && !self.drawn.in_filter.contains(row) {
            return None;
        }
        let values: Vec<HistoryValue> =
            (0..self.panes.len()).filter_map(|pane| self.value(history, pane, row as u32, x_px)).collect();
        if values.is_empty() {
            return None;
        }
        Some(HistoryHit { row, name: run_name(runs, row), colour: self.drawn.colours.colour(row), values })
    }

    /// The overlay for a run: the rest dimmed, its line thick in every pane, its value beside the pointer.
    pub fn hover_scene(&self, hit: &HistoryHit) -> Scene {
        let palette = &self.drawn.palette;
        let mut scene = Scene::new(self.width_px, self.height_px);
        for (index, pane) in self.panes.iter().enumerate() {
            let area = Area::new(pane.left_px, pane.top_px, pane.width_px, pane.height_px);
            scene.marks.push(Mark::Rect { area, radius_px: 0.0, fill: Some(palette.panel.with_alpha(110)), border: None });
            for points in self.line(index, hit.row as u32) {
                scene.marks.push(Mark::Polyline { points: points.clone(), width_px: 4.5, colour: palette.panel });
                scene.marks.push(Mark::Polyline { points, width_px: 2.4, colour: hit.colour });
            }
        }
        for value in &hit.values {
            let Some(pane) = self.panes.iter().find(|pane| pane.metric == value.metric) else { continue };
            let (top, bottom) = (pane.top_px, pane.top_px + pane.height_px);
            let rule = |from: f64, to: f64| Mark::Line {
                from: Point::new(value.x_px, from),
                to: Point::new(value.x_px, to),
                width_px: 1.0,
                colour: palette.axis,
            };
            scene.marks.push(rule(top, bottom));
            let centre = Point::new(value.x_px, value.y_px);
            scene.marks.push(Mark::Circle { centre, radius_px: 4.5, colour: palette.panel });
            scene.marks.push(Mark::Circle { centre, radius_px: 3.0, colour: hit.colour });
            let place = format!("{} {}", value.x_name, value.x_text);
            let number = shorten(&value.text, LABEL_SIZE_PX, true, LABEL_ROOM_PX);
            let widest = text_width(&number, LABEL_SIZE_PX, true).max(text_width(&place, 10.5, false));
            let to_the_right = value.x_px + 12.0 + widest <= pane.left_px + pane.width_px;
            let (x, anchor) = if to_the_right { (value.x_px + 9.0, Anchor::Start) } else { (value.x_px - 9.0, Anchor::End) };
            let y = (value.y_px - 8.0).clamp(top + 8.0, (bottom - 20.0).max(top + 8.0));
            let text = Text {
                anchor,
                halo: Some(palette.panel),
                weight: Weight::Bold,
                size_px: LABEL_SIZE_PX,
                ..small_text(palette.ink)
            };
            scene.marks.push(Mark::Text(Text { at: Point::new(x, y), text: number, ..text.clone() }));
            let soft = small_text(palette.soft_ink);
            scene.marks.push(Mark::Text(Text { at: Point::new(x, y + 13.0), text: place, anchor, halo: text.halo, ..soft }));
        }
        if let Some(first) = self.panes.first() {
            scene.marks.push(Mark::Text(Text {
                at: Point::new(first.left_px, first.top_px + first.height_px + 26.0),
                text: shorten(&hit.name, LABEL_SIZE_PX, true, first.width_px * 0.7),
                size_px: LABEL_SIZE_PX,
                weight: Weight::Bold,
                anchor: Anchor::Start,
                halo: Some(palette.panel),
                ..small_text(palette.ink)
            }));
        }
        scene
    }

    pub(crate) fn curves(&self, pane: usize) -> Option<&Curves> {
        let kept = self.drawn.kept.get(pane)?;
        Some(kept.means.as_ref().map_or(&kept.curves.0, |means| &means.curves))
    }

    /// From places and heights to css pixels of a pane, heights from the top of the picture.
    pub(crate) fn grid(&self, pane: usize) -> Option<Grid> {
        let (plot, range) = (self.panes.get(pane)?, *self.drawn.ranges.get(pane)?);
        let upright = (plot.top_px * 16.0, plot.height_px * 16.0, 0.0);
        Some(Grid::new((plot.x_low, plot.x_high), (plot.width_px as usize).max(2), range, upright))
    }

    fn value(&self, history: &History, pane: usize, row: u32, x_px: Option<f64>) -> Option<HistoryValue> {
        let (curves, plot, grid) = (self.curves(pane)?, self.panes.get(pane)?, self.grid(pane)?);
        // A pointer in one column of panes stands at the same place of the others.
        let under = self
            .panes
            .iter()
            .find(|plot| x_px.is_some_and(|x| (plot.left_px - 2.0..=plot.left_px + plot.width_px + 2.0).contains(&x)));
        let wanted = match (x_px, under) {
            (Some(x_px), Some(under)) => grid.x_at((x_px - under.left_px) / under.width_px * (grid.columns - 1) as f64),
            _ => plot.x_high,
        };
        let mut nearest: Option<(f64, f64)> = None;
        for strand in curves.of_row(row) {
            let within = curves.within(strand, grid.window);
            let (xs, ys) = (curves.xs_of(strand).get(within.clone())?, curves.ys_of(strand).get(within)?);
            let right = xs.partition_point(|x| *x < wanted);
            for at in [right.checked_sub(1), Some(right)].into_iter().flatten() {
                if let (Some(&x), Some(&y)) = (xs.get(at), ys.get(at))
                    && nearest.is_none_or(|(other, _)| (x - wanted).abs() < (other - wanted).abs())
                {
                    nearest = Some((x, y));
                }
            }
        }
        let (x, height) = nearest?;
        let value = |height: f64| if self.drawn.log { libm::exp2(height) } else { height };
        let logged = self.logged(history, pane, row, x);
        let text = match logged {
            Some(logged) if !self.drawn.smoothed => significant(logged, 6),
            _ => significant(value(height), 5),
        };
        Some(HistoryValue {
            metric: plot.metric.clone(),
            x_name: x_name(&self.drawn.x).to_owned(),
            x_text: x_text(&self.drawn.x, x),
            text,
            raw_text: logged.filter(|_| self.drawn.smoothed).map(|logged| significant(logged, 6)),
            x_px: plot.left_px + grid.column(x) * plot.width_px / grid.columns as f64,
            y_px: f64::from(grid.y(height)) / 16.0,
        })
    }

    /// The value that was logged at a place, where that can be told exactly.
    fn logged(&self, history: &History, pane: usize, row: u32, x: f64) -> Option<f64> {
        if self.drawn.has_means {
            return None;
        }
        let kept = self.drawn.kept.get(pane)?;
        if self.drawn.x == super::HistoryX::Step {
            let points = history.of(row, &self.panes.get(pane)?.metric);
            let at = points.partition_point(|point| (point.step as f64) < x);
            return points.get(at).filter(|point| (point.step as f64).to_bits() == x.to_bits()).map(|point| point.value);
        }
        let raw = kept.curves.1.as_ref().unwrap_or(&kept.curves.0);
        let height = raw.of_row(row).iter().find_map(|strand| raw.height_at(strand, x))?;
        Some(if self.drawn.log { libm::exp2(height) } else { height })
    }

    /// The lines of a run in a pane, in css pixels, each with few corners.
    fn line(&self, pane: usize, row: u32) -> Vec<Vec<Point>> {
        self.corners(pane, row).iter().filter(|points| points.len() > 1).map(|points| straightened(points)).collect()
    }

    /// All corners of the lines of a run in a pane, in css pixels.
    pub(crate) fn corners(&self, pane: usize, row: u32) -> Vec<Vec<Point>> {
        let (Some(curves), Some(plot), Some(grid)) = (self.curves(pane), self.panes.get(pane), self.grid(pane)) else {
            return Vec::new();
        };
        let mut tracer = Tracer::default();
        let strands = curves.of_row(row).iter().map(|strand| {
            let mut corners = Corners { points: Vec::new(), left: plot.left_px, per: plot.width_px / grid.columns as f64 };
            tracer.trace(curves, strand, &grid).draw(&mut corners);
            corners.points
        });
        strands.filter(|points| !points.is_empty()).collect()
    }
}

/// Collects the corners of a line.
struct Corners {
    points: Vec<Point>,
    left: f64,
    per: f64,
}

impl Corners {
    fn corner(&mut self, column: usize, y: i32) {
        let point = Point::new(self.left + (column as f64 + 0.5) * self.per, f64::from(y) / 16.0);
        if self.points.last() != Some(&point) {
            self.points.push(point);
        }
    }
}

/// The same line with fewer corners, at most [`SLACK_PX`] off: painters round each to whole pixels, which would make steps of a gentle slope.
fn straightened(points: &[Point]) -> Vec<Point> {
    let Some(&first) = points.first() else { return Vec::new() };
    let mut kept = vec![first];
    let (mut anchor, mut last) = (first, first);
    let (mut steepest, mut gentlest) = (f64::INFINITY, f64::NEG_INFINITY);
    for &point in points.iter().skip(1) {
        let mut across = point.x - anchor.x;
        let slope = (point.y - anchor.y) / across;
        if across <= 0.0 || slope > steepest || slope < gentlest {
            if last != anchor {
                kept.push(last);
            }
            (anchor, steepest, gentlest) = (last, f64::INFINITY, f64::NEG_INFINITY);
            across = point.x - anchor.x;
        }
        if across > 0.0 {
            steepest = steepest.min((point.y + SLACK_PX - anchor.y) / across);
            gentlest = gentlest.max((point.y - SLACK_PX - anchor.y) / across);
        }
        last = point;
    }
    kept.push(last);
    kept
}

impl Ink for Corners {
    fn span(&mut self, column: usize, top: i32, bottom: i32) {
        let from_below = self.points.last().is_some_and(|last| last.y * 16.0 > f64::from(i32::midpoint(top, bottom)));
        let (first, second) = if from_below { (bottom, top) } else { (top, bottom) };
        self.corner(column, first);
        self.corner(column, second);
    }

    fn stretch(&mut self, columns: std::ops::Range<usize>, y0: i32, y1: i32) {
        let count = columns.len().max(1) as i32;
        self.corner(columns.start, y0);
        self.corner(columns.end.saturating_sub(1), y1 - (y1 - y0) / count);
    }

    fn dot(&mut self, column: usize, y: i32) {
        self.corner(column, y);
    }
}
