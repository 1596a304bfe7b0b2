use runloom_table::{ColumnName, RowMask, RunTable, Value};

use super::pane::Pane;
use super::{PlotCell, PlotChart, PlotPart};
use crate::axis::{Interval, PER_PIXEL, words};
use crate::log2::Log2;
use crate::parallel::run_name;
use crate::tip::draw_tip;
use crate::{Area, Colour, HoverHit, HoverValue, Mark, Point, Scene};

/// How far from a point the pointer still finds it.
const REACH_PX: f64 = 9.0;

impl PlotChart {
    /// The run whose point is nearest to a place, at most a few pixels away: a matching run, else one in grey.
    pub fn hover(&self, x_px: f64, y_px: f64) -> Option<usize> {
        let pane = self.frame.panes.iter().find(|pane| pane.points && pane.holds(x_px, y_px))?;
        // Most runs stand too far away across, which their places tell without further arithmetic.
        let units = self.frame.pixel_ratio * PER_PIXEL;
        let across = |px: f64| ((x_px - pane.area.x + px) * units).clamp(0.0, 65_535.0) as u16;
        let (left, right) = (across(-REACH_PX - 1.0), across(REACH_PX + 1.0));
        let nearest = |runs: &RowMask| {
            let mut best: Option<(f64, usize)> = None;
            for run in runs.rows() {
                if pane.x.at.get(run).is_none_or(|at| !(left..=right).contains(at)) {
                    continue;
                }
                let Some((x, y)) = pane.point_px(run, self.frame.pixel_ratio) else { continue };
                let far = (x - x_px) * (x - x_px) + (y - y_px) * (y - y_px);
                if far <= REACH_PX * REACH_PX && best.is_none_or(|(nearest, _)| far < nearest) {
                    best = Some((far, run));
                }
            }
            best.map(|(_, run)| run)
        };
        nearest(&self.matching).or_else(|| nearest(&self.frame.drawn))
    }

    /// The bar or box at a place.
    pub fn part_at(&self, x_px: f64, y_px: f64) -> Option<&PlotPart> {
        self.parts.iter().rev().find(|part| inside(part.area, x_px, y_px))
    }

    /// What there is to say of a run; `None` for a row that is not drawn. `columns` are the ones to tell.
    pub fn describe_row(&self, table: &RunTable, row: usize, columns: &[ColumnName]) -> Option<HoverHit> {
        if !self.frame.drawn.contains(row) || !self.frame.panes.iter().any(|pane| pane.points) {
            return None;
        }
        let values = columns.iter().map(|column| {
            let cell = table.values(column).ok().flatten().map_or(Value::Missing, |values| values.at(row));
            HoverValue { text: words::cell(cell), column: column.clone(), x_px: 0.0, y_px: 0.0 }
        });
        Some(HoverHit { row, name: run_name(table, row), colour: self.frame.colours.colour(row), values: values.collect() })
    }

    /// The overlay for a run: its point in every pane, and what there is to say of it beside the one at `at`, or the last one.
    pub fn hover_scene(&self, hit: &HoverHit, at: Option<Point>) -> Scene {
        let palette = &self.frame.palette;
        let mut scene = Scene::new(self.width_px, self.height_px);
        let mut beside = None;
        for pane in self.frame.panes.iter().filter(|pane| pane.points) {
            let Some((x, y)) = pane.point_px(hit.row, self.frame.pixel_ratio) else { continue };
            let centre = Point::new(x, y);
            let radius = self.frame.shape().radius_px(hit.row, true);
            for (more_px, colour) in [(4.1, palette.ink), (2.6, palette.panel), (1.2, hit.colour)] {
                scene.marks.push(Mark::Circle { centre, radius_px: radius + more_px, colour });
            }
            if beside.is_none() || at.is_some_and(|at| pane.holds(at.x, at.y)) {
                beside = Some(centre);
            }
        }
        if let Some(beside) = beside {
            let facts: Vec<_> = hit.values.iter().map(|value| (value.column.key.clone(), value.text.clone())).collect();
            draw_tip(&mut scene, beside, &hit.name, Some(hit.colour), &facts, palette);
        }
        scene
    }

    /// The overlay for a bar or box.
    pub fn part_scene(&self, part: &PlotPart) -> Scene {
        let palette = &self.frame.palette;
        let mut scene = Scene::new(self.width_px, self.height_px);
        scene.marks.push(Mark::Rect { area: part.area, radius_px: 0.0, fill: None, border: Some(palette.ink) });
        let at = Point::new(part.area.x + part.area.width, part.area.y + part.area.height / 2.0);
        draw_tip(&mut scene, at, &part.name, None, &part.facts, palette);
        scene
    }

    /// What a rectangle that is dragged open in a pane means: an interval of each column that can be brushed there.
    pub fn intervals_from_px(&self, from: Point, to: Point) -> Option<Vec<(ColumnName, Interval)>> {
        let pane = self.frame.panes.iter().find(|pane| pane.holds(from.x, from.y))?;
        let sides = [(&pane.x, from.x - pane.area.x, to.x - pane.area.x), (&pane.y, from.y - pane.area.y, to.y - pane.area.y)];
        let mut found = Vec::new();
        for (side, from_px, to_px) in sides.into_iter().filter(|(side, ..)| side.is_column) {
            found.push((side.axis.column.clone(), side.interval_between(from_px, to_px)?));
        }
        Some(found)
    }

    /// The part of a cell that two intervals hold, one of what runs to the right and one of what runs upwards, from the corner of the
    /// cell; `None` where neither is there or one holds nothing.
    pub fn area_of(&self, cell: &PlotCell, x: Option<&Interval>, y: Option<&Interval>) -> Option<Area> {
        let pane: &Pane = self.frame.panes.iter().find(|pane| pane.area == cell.area)?;
        if x.is_none() && y.is_none() {
            return None;
        }
        let log2 = Log2::new();
        let between = |ends: (f64, f64), whole: f64| (ends.0.min(ends.1).max(0.0), ends.0.max(ends.1).min(whole));
        let (left, right) = match x {
            Some(interval) => between(pane.x.extent(interval, &log2)?, pane.area.width),
            None => (0.0, pane.area.width),
        };
        let (top, bottom) = match y {
            Some(interval) => between(pane.y.extent(interval, &log2)?, pane.area.height),
            None => (0.0, pane.area.height),
        };
        Some(Area::new(left, top, (right - left).max(0.0), (bottom - top).max(0.0)))
    }

    /// The colour of a run's points; `None` for a row that is not in the table.
    pub fn colour_of(&self, row: usize) -> Option<Colour> {
        (row < self.frame.drawn.len()).then(|| self.frame.colours.colour(row))
    }
}

fn inside(area: Area, x_px: f64, y_px: f64) -> bool {
    (area.x..=area.x + area.width).contains(&x_px) && (area.y..=area.y + area.height).contains(&y_px)
}
