use runloom_table::RowMask;

use super::HistoryChart;
use super::layout::LANE_PX;
use super::pixels::{LINE_PX, MEAN_PX, SELECTED_PX, in_drawing_order, most_lines};
use crate::parallel::opacity;
use crate::{Area, Colour, Figure, Mark, Point};

impl HistoryChart {
    /// The chart as a picture that can leave. Its pixels move into it.
    pub fn into_figure(mut self) -> Figure {
        Figure {
            width_px: self.width_px,
            height_px: self.height_px,
            background: Some(self.drawn.palette.panel),
            exact: self.exact(),
            pixels: std::mem::take(&mut self.pixels),
            scene: self.scene,
            description: self.description,
            left_out: self.left_out,
            note: self.note,
        }
    }

    /// What the pixels show as marks: rules, a line a run, or a mean and the edges of its band; `None` where these would be too many.
    fn exact(&self) -> Option<Vec<Mark>> {
        let mut marks = Vec::new();
        for pane in 0..self.panes.len() {
            self.rules(pane, &mut marks);
            if self.drawn.has_means {
                self.means(pane, &mut marks);
            } else {
                self.runs(pane, &mut marks)?;
            }
        }
        Some(marks)
    }

    fn rules(&self, pane: usize, marks: &mut Vec<Mark>) {
        let (Some(plot), Some(grid), Some(kept)) = (self.panes.get(pane), self.grid(pane), self.drawn.rules.get(pane)) else {
            return;
        };
        for height in kept {
            let y = f64::from(grid.y(*height)) / 16.0;
            let (from, to) = (Point::new(plot.left_px, y), Point::new(plot.left_px + plot.width_px, y));
            marks.push(Mark::Line { from, to, width_px: 1.0, colour: self.drawn.palette.hairline });
        }
    }

    fn runs(&self, pane: usize, marks: &mut Vec<Mark>) -> Option<()> {
        let (plot, curves) = (self.panes.get(pane)?, self.curves(pane)?);
        let rows = |rows: &RowMask| in_drawing_order(curves, &self.drawn.colours, rows);
        let mut context = self.drawn.matching.clone();
        context.not();
        context.and(&self.drawn.in_filter);
        let (context, focus) = (rows(&context), rows(&self.drawn.matching));
        if context.len() + focus.len() > most_lines(plot.width_px as usize) {
            return None;
        }
        let (grey, own) = (opacity(context.len(), 200, 90), opacity(focus.len(), 245, 110));
        for row in context {
            self.strokes(pane, row, self.drawn.palette.context.with_alpha(grey), 1.0, marks);
        }
        for row in focus {
            self.strokes(pane, row, self.colour_of(row as usize).with_alpha(own), LINE_PX, marks);
        }
        for row in self.drawn.selected.iter().flat_map(rows) {
            self.strokes(pane, row, self.colour_of(row as usize), SELECTED_PX, marks);
        }
        self.lanes(pane, marks);
        Some(())
    }

    fn strokes(&self, pane: usize, row: u32, colour: Colour, width_px: f64, marks: &mut Vec<Mark>) {
        for points in self.corners(pane, row) {
            marks.push(match points[..] {
                [centre] => Mark::Circle { centre, radius_px: width_px * 1.8, colour },
                _ => Mark::Polyline { points, width_px, colour },
            });
        }
    }

    fn means(&self, pane: usize, marks: &mut Vec<Mark>) {
        let Some(means) = self.drawn.kept.get(pane).and_then(|kept| kept.means.as_ref()) else { return };
        let Some((plot, grid)) = self.panes.get(pane).zip(self.grid(pane)) else { return };
        for group in 0..means.runs.len() as u32 {
            let colour = self.colour_of(group as usize);
            for strand in means.curves.of_row(group) {
                let within = means.curves.within(strand, grid.window);
                let xs = means.curves.xs_of(strand).get(within.clone()).unwrap_or_default();
                let ends = means.ends_of(strand).get(within).unwrap_or_default();
                for edge in [|ends: &(f64, f64)| ends.0, |ends: &(f64, f64)| ends.1] {
                    let x = |x: f64| plot.left_px + (grid.column(x) + 0.5) * plot.width_px / grid.columns as f64;
                    let points = xs.iter().zip(ends).map(|(at, ends)| Point::new(x(*at), f64::from(grid.y(edge(ends))) / 16.0));
                    marks.push(Mark::Polyline { points: points.collect(), width_px: 1.0, colour: colour.with_alpha(110) });
                }
            }
            self.strokes(pane, group, colour, MEAN_PX, marks);
        }
    }

    /// The points that the axis cannot hold.
    fn lanes(&self, pane: usize, marks: &mut Vec<Mark>) {
        let Some(kept) = self.drawn.kept.get(pane) else { return };
        let Some((plot, grid)) = self.panes.get(pane).zip(self.grid(pane)) else { return };
        let held = kept.curves.0.odd.iter().filter(|odd| self.drawn.matching.contains(odd.row as usize));
        for odd in held.filter(|odd| (grid.window.0..=grid.window.1).contains(&odd.x)) {
            let bottom = plot.top_px + plot.height_px;
            let y = if odd.kind == super::curves::OddKind::Above { plot.top_px - LANE_PX / 2.0 } else { bottom + LANE_PX / 2.0 };
            let x = plot.left_px + grid.column(odd.x) * plot.width_px / grid.columns as f64;
            let fill = Some(self.colour_of(odd.row as usize));
            marks.push(Mark::Rect { area: Area::new(x, y - 3.0, 2.0, 6.0), radius_px: 0.0, fill, border: None });
        }
    }
}
