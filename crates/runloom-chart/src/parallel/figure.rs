use super::chart::STROKE_PX;
use super::course::course;
use super::runs::MOST_LINES;
use super::strokes::Strokes;
use super::{ParallelChart, bands};
use crate::axis::PER_PIXEL;
use crate::{Figure, Mark, Point};

impl ParallelChart {
    /// The chart as a picture that can leave. Its pixels move into it.
    pub fn into_figure(mut self) -> Figure {
        let exact = self.exact_lines();
        let mut scene = self.brushes;
        scene.marks.append(&mut self.scene.marks);
        Figure {
            width_px: self.width_px,
            height_px: self.height_px,
            background: Some(self.frame.palette.panel),
            exact,
            pixels: std::mem::take(&mut self.pixels),
            scene,
            description: self.description,
            left_out: self.left_out,
            note: self.note,
        }
    }

    /// One line a run, as the pixels show them; `None` where they would be too many.
    fn exact_lines(&self) -> Option<Vec<Mark>> {
        let frame = &self.frame;
        if frame.drawn.count() > MOST_LINES {
            return None;
        }
        let units = frame.pixel_ratio * PER_PIXEL;
        let selected = self.selected.as_ref().map(|selected| Strokes::selected(selected, &frame.colours));
        let context = Strokes::context(&frame.drawn, &self.matching, &frame.palette);
        let focus = if self.bands.is_empty() { Strokes::focus } else { Strokes::faint }(&self.matching, &frame.colours);
        let mut marks = Vec::new();
        for strokes in [context, focus].into_iter().chain(selected) {
            for row in &strokes.rows {
                let ys = frame.heights.iter().filter_map(|heights| heights.get(*row)).map(|height| f64::from(*height) / units);
                let mut points: Vec<Point> = self.axes.iter().zip(ys).map(|(axis, y)| Point::new(axis.x_px, y)).collect();
                if let [only] = points[..] {
                    points = vec![Point::new(only.x - STROKE_PX, only.y), Point::new(only.x + STROKE_PX, only.y)];
                }
                let colour = strokes.colour(*row, &frame.colours);
                marks.push(Mark::Polyline { points: course(&points, frame.curved()), width_px: strokes.width_px, colour });
            }
        }
        marks.extend(bands::marks(&self.bands, units, |places: &[(usize, f64)]| {
            let points = places.iter().filter_map(|(axis, y)| Some(Point::new(self.axes.get(*axis)?.x_px, *y)));
            course(&points.collect::<Vec<_>>(), frame.curved())
        }));
        Some(marks)
    }
}
