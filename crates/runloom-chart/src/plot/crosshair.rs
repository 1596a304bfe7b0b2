//! Reading a curve at a place: a line upwards, and what each curve is there.

use super::{PlotChart, PlotPart};
use crate::axis::Interval;
use crate::calendar;
use crate::tip::draw_tip;
use crate::{Area, Colour, Mark, Point, ScaleKind, Scene};
use runloom_table::format_real;

/// A curve that grows in steps from 0 to 1.
#[derive(Clone, Debug)]
pub(super) struct Curve {
    pub(super) name: String,
    pub(super) colour: Colour,
    /// Where it steps, in css pixels from the left side of the first pane, and what it is from there on.
    pub(super) steps: Vec<(f64, f64)>,
}

impl Curve {
    fn at(&self, x_px: f64) -> f64 {
        let after = self.steps.partition_point(|(step_px, _)| *step_px <= x_px);
        after.checked_sub(1).and_then(|at| self.steps.get(at)).map_or(0.0, |(_, share)| *share)
    }
}

impl PlotChart {
    /// What the curves are at a place, and the overlay that shows it; `None` where there are none.
    pub fn reading(&self, x_px: f64, y_px: f64) -> Option<(PlotPart, Scene)> {
        let pane = self.frame.panes.first().filter(|pane| !self.curves.is_empty() && pane.holds(x_px, y_px))?;
        let (area, palette) = (pane.area, &self.frame.palette);
        let Interval::Numbers { low: value, .. } = pane.x.interval_between(x_px - area.x, x_px - area.x)? else { return None };
        let told = match pane.x.axis.kind {
            ScaleKind::Time => calendar::tell_moment(value as i64),
            _ => format_real(value),
        };
        let mut scene = Scene::new(self.width_px, self.height_px);
        let (from, to) = (Point::new(x_px, area.y), Point::new(x_px, area.y + area.height));
        scene.marks.push(Mark::Line { from, to, width_px: 1.0, colour: palette.soft_ink });
        let mut facts = Vec::new();
        for curve in &self.curves {
            let share = curve.at(x_px - area.x);
            let centre = Point::new(x_px, area.y + pane.y.ends.height_px(share));
            for (radius_px, colour) in [(4.6, palette.panel), (3.4, curve.colour)] {
                scene.marks.push(Mark::Circle { centre, radius_px, colour });
            }
            facts.push((curve.name.clone(), format!("{:.1} %", share * 100.0)));
        }
        let part = PlotPart {
            area: Area::new(x_px, area.y, 0.0, area.height),
            name: [&pane.x.axis.column.key, " ≤ ", &told].concat(),
            facts,
            ..PlotPart::default()
        };
        draw_tip(&mut scene, Point::new(x_px, y_px), &part.name, None, &part.facts, palette);
        Some((part, scene))
    }
}
