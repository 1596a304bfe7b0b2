use runloom_table::{RowMask, RunTable, Value};

use super::layout::INSET_PX;
use super::{CellKind, MatrixCell, MatrixChart};
use crate::axis::{Ends, Interval, Lanes, words};
use crate::legend::small_text;
use crate::log2::Log2;
use crate::parallel::{Strokes, run_name};
use crate::points::MOST_POINTS;
use crate::text_width::{shorten, text_width};
use crate::{Anchor, Area, Colour, HoverHit, HoverValue, Mark, Point, Scene, Text, Weight};

/// How far from a point the pointer still finds it.
const REACH_PX: f64 = 9.0;
const LABEL_SIZE_PX: f64 = 11.0;

impl MatrixChart {
    /// The cell at a place of the picture.
    pub fn cell_at(&self, x_px: f64, y_px: f64) -> Option<&MatrixCell> {
        self.cells.iter().find(|cell| inside(cell.area, x_px, y_px))
    }

    /// The run whose point is nearest to a place in a cell of points, at most a few pixels away: a matching run, else one in grey.
    pub fn hover(&self, x_px: f64, y_px: f64) -> Option<usize> {
        let (row, column) =
            self.frame.layout.cells().find(|(row, column)| inside(self.frame.layout.cell(*row, *column), x_px, y_px))?;
        if column >= row {
            return None;
        }
        let area = self.frame.layout.cell(row, column);
        let nearest = |runs: &RowMask| {
            let mut best: Option<(f64, usize)> = None;
            for run in runs.rows() {
                let Some((x, y)) = self.frame.point_px(row, column, run) else { continue };
                let (dx, dy) = (area.x + x - x_px, area.y + y - y_px);
                let far = dx * dx + dy * dy;
                if far <= REACH_PX * REACH_PX && best.is_none_or(|(nearest, _)| far < nearest) {
                    best = Some((far, run));
                }
            }
            best.map(|(_, run)| run)
        };
        nearest(&self.matching).or_else(|| nearest(&self.frame.drawn))
    }

    /// What there is to say of a run; `None` for a row that is not drawn.
    pub fn describe_row(&self, table: &RunTable, row: usize) -> Option<HoverHit> {
        if !self.frame.drawn.contains(row) || self.cells.is_empty() {
            return None;
        }
        let values = self.frame.axes.iter().map(|placed| {
            let column = placed.axis.column.clone();
            let cell = table.values(&column).ok().flatten().map_or(Value::Missing, |values| values.at(row));
            HoverValue { text: words::cell(cell), column, x_px: 0.0, y_px: 0.0 }
        });
        Some(HoverHit { row, name: run_name(table, row), colour: self.frame.colours.colour(row), values: values.collect() })
    }

    /// The overlay for a run: its point in every cell, its name.
    pub fn hover_scene(&self, hit: &HoverHit) -> Scene {
        let palette = &self.frame.palette;
        let mut scene = Scene::new(self.width_px, self.height_px);
        for (row, column) in self.frame.layout.cells().filter(|(row, column)| column < row) {
            let Some((x, y)) = self.frame.point_px(row, column, hit.row) else { continue };
            let area = self.frame.layout.cell(row, column);
            let centre = Point::new(area.x + x, area.y + y);
            for (radius_px, colour) in [(6.5, palette.ink), (5.0, palette.panel), (3.6, hit.colour)] {
                scene.marks.push(Mark::Circle { centre, radius_px, colour });
            }
        }
        if let Some(last) = self.cells.first() {
            let text = shorten(&hit.name, LABEL_SIZE_PX, true, self.width_px - last.area.x);
            let width = text_width(&text, LABEL_SIZE_PX, true);
            let x = (self.width_px - width - 8.0).max(last.area.x);
            let label = Text { at: Point::new(x, self.height_px - 9.0), text, size_px: LABEL_SIZE_PX, ..small_text(palette.ink) };
            scene.marks.push(Mark::Text(Text {
                weight: Weight::Bold,
                anchor: Anchor::Start,
                halo: Some(palette.panel),
                ..label
            }));
        }
        scene
    }

    /// What a rectangle that is dragged open in a cell of points means: an interval of what runs to the right, and one of what runs upwards.
    pub fn intervals_from_px(&self, from: Point, to: Point) -> Option<[(runloom_table::ColumnName, Interval); 2]> {
        let (row, column) =
            self.frame.layout.cells().find(|(row, column)| inside(self.frame.layout.cell(*row, *column), from.x, from.y))?;
        if column >= row {
            return None;
        }
        let area = self.frame.layout.cell(row, column);
        let (x, y) = (&self.frame.axes.get(column)?.axis, &self.frame.axes.get(row)?.axis);
        let along_x = Ends::new(INSET_PX, area.width - INSET_PX, Lanes::default(), x.inverted);
        let along_y = Ends::new(area.height - INSET_PX, INSET_PX, Lanes::default(), y.inverted);
        let of_x = x.interval_between(&along_x, from.x - area.x, to.x - area.x)?;
        let of_y = y.interval_between(&along_y, from.y - area.y, to.y - area.y)?;
        Some([(x.column.clone(), of_x), (y.column.clone(), of_y)])
    }

    /// The part of a cell that two intervals hold, one of what runs to the right and one of what runs upwards; `None` where neither is there
    /// or one holds nothing.
    pub fn area_of(&self, cell: &MatrixCell, x: Option<&Interval>, y: Option<&Interval>) -> Option<Area> {
        let find = |name: &runloom_table::ColumnName| self.frame.axes.iter().find(|placed| placed.axis.column == *name);
        let (of_x, of_y) = (&find(&cell.x)?.axis, &find(&cell.y)?.axis);
        let area = cell.area;
        if x.is_none() && y.is_none() {
            return None;
        }
        let log2 = Log2::new();
        let along_x = Ends::new(INSET_PX, area.width - INSET_PX, Lanes::default(), of_x.inverted);
        let along_y = Ends::new(area.height - INSET_PX, INSET_PX, Lanes::default(), of_y.inverted);
        let between = |ends: Option<(f64, f64)>, whole: f64| ends.map(|(a, b)| (a.min(b).max(0.0), a.max(b).min(whole)));
        let (left, right) = match x {
            Some(interval) => between(of_x.extent(interval, &along_x, &log2), area.width)?,
            None => (0.0, area.width),
        };
        let (top, bottom) = match y {
            Some(interval) => between(of_y.extent(interval, &along_y, &log2), area.height)?,
            None => (0.0, area.height),
        };
        Some(Area::new(left, top, (right - left).max(0.0), (bottom - top).max(0.0)))
    }

    /// The colour of a run's points; `None` for a row that is not in the table.
    pub fn colour_of(&self, row: usize) -> Option<Colour> {
        (row < self.frame.drawn.len()).then(|| self.frame.colours.colour(row))
    }

    /// One circle a run and cell, as the pixels show them; `None` where they would be too many.
    pub(super) fn exact_points(&self) -> Option<Vec<Mark>> {
        let frame = &self.frame;
        let cells: Vec<(usize, usize)> = frame.layout.cells().filter(|(row, column)| column < row).collect();
        if frame.drawn.count() * cells.len().max(1) > MOST_POINTS * 4 {
            return None;
        }
        let context = Strokes::context(&frame.drawn, &self.matching, &frame.palette);
        let focus = Strokes::focus(&self.matching, &frame.colours);
        let mut marks = Vec::new();
        for (row, column) in cells {
            let area = frame.layout.cell(row, column);
            for (strokes, in_focus) in [(&context, false), (&focus, true)] {
                for run in &strokes.rows {
                    let Some((x, y)) = frame.point_px(row, column, *run) else { continue };
                    let centre = Point::new(area.x + x, area.y + y);
                    let radius_px = frame.shape().radius_px(*run, in_focus);
                    marks.push(Mark::Circle { centre, radius_px, colour: strokes.colour(*run, &frame.colours) });
                }
            }
        }
        Some(marks)
    }
}

impl MatrixCell {
    /// Whether points stand in it, so that it can be brushed.
    pub fn has_points(&self) -> bool {
        self.kind == CellKind::Points
    }
}

fn inside(area: Area, x_px: f64, y_px: f64) -> bool {
    (area.x..=area.x + area.width).contains(&x_px) && (area.y..=area.y + area.height).contains(&y_px)
}
