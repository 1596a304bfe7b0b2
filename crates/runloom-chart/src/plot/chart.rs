use std::sync::Arc;

use runloom_table::{NotLoaded, RowMask, RunTable};

use super::crosshair::Curve;
use super::frame::Frame;
use super::kinds::{self, Dress};
use super::{PlotCell, PlotPart, PlotSpec};
use crate::legend::{SMALL_SIZE_PX, draw_legend, small_text};
use crate::log2::Log2;
use crate::number_text::count;
use crate::parallel::Strokes;
use crate::points::{Cell, Crowds, MOST_POINTS, Points, RING_PX};
use crate::raster::{Canvas, Window};
use crate::run_colours::Legend;
use crate::text_width::shorten;
use crate::{Area, Colour, Figure, Mark, Point, Raster, Rotation, Scene, Text};

/// A finished plot: text, bars and lines as a scene, points as pixels beneath it.
#[derive(Clone, Debug)]
pub struct PlotChart {
    /// The width used, in css pixels.
    pub width_px: f64,
    /// The height used, in css pixels.
    pub height_px: f64,
    /// What is painted over the pixels.
    pub scene: Scene,
    /// The points, in device pixels, over the whole picture.
    pub pixels: Raster,
    /// Where columns can be brushed.
    pub cells: Vec<PlotCell>,
    /// What stands for several runs.
    pub parts: Vec<PlotPart>,
    /// The plot in words.
    pub description: String,
    /// What the picture does not show, one sentence each.
    pub left_out: Vec<String>,
    /// One sentence, where there is no picture.
    pub note: Option<String>,
    /// What is painted beneath the points, sharp at pixels.
    fills: Vec<(Area, Colour)>,
    pub(super) frame: Arc<Frame>,
    /// What can be read off at a place.
    pub(super) curves: Vec<Curve>,
    /// The runs in colour.
    pub(super) matching: RowMask,
    /// The points counted by pixel, where they are many.
    crowds: Crowds,
}

impl PlotChart {
    /// Lays the plot out and draws it. `matching` are the runs in colour (filter and brushes), `in_filter` all that are drawn; `selected`
    /// ones are drawn larger. What a plot computes, it computes of the matching runs.
    ///
    /// # Errors
    /// [`NotLoaded`] names a column of [`PlotSpec::columns`] whose values are not in memory.
    pub fn build(
        table: &RunTable,
        matching: &RowMask,
        in_filter: &RowMask,
        selected: Option<&RowMask>,
        spec: &PlotSpec,
    ) -> Result<Self, NotLoaded> {
        Self::draw(Arc::new(Frame::new(table, in_filter, spec)?), Crowds::default(), table, matching, selected, spec)
    }

    /// Becomes what [`PlotChart::build`] gives, sooner where only brushes, matching or selected runs changed since.
    ///
    /// # Errors
    /// As for [`PlotChart::build`]; the chart is then as it was.
    pub fn redraw(
        &mut self,
        table: &RunTable,
        matching: &RowMask,
        in_filter: &RowMask,
        selected: Option<&RowMask>,
        spec: &PlotSpec,
    ) -> Result<(), NotLoaded> {
        *self = if self.frame.serves(table, in_filter, spec) {
            Self::draw(Arc::clone(&self.frame), std::mem::take(&mut self.crowds), table, matching, selected, spec)?
        } else {
            Self::build(table, matching, in_filter, selected, spec)?
        };
        Ok(())
    }

    fn draw(
        frame: Arc<Frame>,
        crowds: Crowds,
        table: &RunTable,
        matching: &RowMask,
        selected: Option<&RowMask>,
        spec: &PlotSpec,
    ) -> Result<Self, NotLoaded> {
        let mut focus = matching.clone();
        focus.and(&frame.drawn);
        let (width_px, height_px) = (frame.extent.width_px, frame.extent.height_px);
        let mut chart = Self {
            width_px,
            height_px,
            scene: Scene::new(width_px, height_px),
            pixels: Raster::default(),
            cells: Vec::new(),
            parts: Vec::new(),
            description: String::new(),
            left_out: Vec::new(),
            note: None,
            curves: Vec::new(),
            fills: Vec::new(),
            matching: focus,
            crowds: Crowds::default(),
            frame,
        };
        let title = spec.kind.title();
        if let Some(obstacle) = &chart.frame.obstacle {
            chart.description = format!("{title}: {obstacle}");
            chart.note = Some(obstacle.clone());
            return Ok(chart);
        }
        let log2 = Log2::new();
        let mut dress = Dress {
            table,
            spec,
            frame: &chart.frame,
            focus: &chart.matching,
            log2: &log2,
            scene: Scene::new(width_px, height_px),
            parts: Vec::new(),
            curves: Vec::new(),
            scope: String::new(),
            words: String::new(),
            left_out: Vec::new(),
            fills: Vec::new(),
        };
        kinds::dress(&mut dress)?;
        let Dress { mut scene, parts, curves, scope, words, mut left_out, fills, .. } = dress;
        if let Some(area) = chart.frame.extent.legend {
            let colour = kinds::legend_title(spec);
            draw_legend(&mut scene, &chart.frame.colours.legend, colour, area, &chart.frame.palette);
            if let (None, Legend::Ramp { .. }, Some(colour)) = (&spec.colour, &chart.frame.colours.legend, colour) {
                let at = Point::new(area.x - 9.0, area.y + area.height / 2.0);
                let text = shorten(colour, SMALL_SIZE_PX, false, area.height);
                let colour = chart.frame.palette.soft_ink;
                scene.marks.push(Mark::Text(Text { at, text, rotation: Rotation::Upwards, ..small_text(colour) }));
            }
        }
        chart.scene = scene;
        chart.fills = fills;
        let has_points = chart.frame.panes.iter().any(|pane| pane.points);
        if has_points || !chart.fills.is_empty() {
            (chart.pixels, chart.crowds) = chart.points(selected, crowds);
            if has_points && chart.matching.count() > MOST_POINTS {
                left_out.push(format!("More than {} runs are drawn as a density.", count(MOST_POINTS)));
            }
        }
        let (some, all) = (count(chart.matching.count()), count(table.rows()));
        chart.description = format!("{title} of {some} of {all} runs{scope}: {words}");
        left_out.extend(chart.frame.notes.iter().cloned());
        left_out.extend(spec.too_many());
        chart.left_out = left_out;
        chart.parts = parts;
        chart.curves = curves;
        chart.cells = chart.frame.panes.iter().filter_map(super::pane::Pane::cell).collect();
        Ok(chart)
    }

    /// What its colours stand for, where they are told by a legend.
    pub fn coloured_by<'a>(&self, spec: &'a PlotSpec) -> Option<&'a str> {
        if self.frame.colours.legend == Legend::None { None } else { kinds::legend_title(spec) }
    }

    /// Width and height of the whole picture in device pixels.
    pub fn device_px(&self) -> (usize, usize) {
        let device = |px: f64| libm::ceil(px * self.frame.pixel_ratio) as usize;
        (device(self.width_px), device(self.height_px))
    }

    fn points(&self, selected: Option<&RowMask>, mut crowds: Crowds) -> (Raster, Crowds) {
        let frame = &self.frame;
        let (width, height) = self.device_px();
        let mut canvas = Canvas::new(width, height);
        for (area, colour) in &self.fills {
            canvas.fill(Window::between(*area, frame.pixel_ratio), *colour);
        }
        let points = Points::of(frame.shape(), &frame.drawn, &self.matching, selected);
        let panes = frame.panes.iter().filter(|pane| pane.points);
        let cells: Vec<Cell<'_>> = panes.map(|pane| pane.points_cell(frame.pixel_ratio)).collect();
        points.draw(&mut canvas, &cells, &mut crowds);
        (Raster::from_premultiplied(&canvas), crowds.kept())
    }

    /// The plot as a picture that can leave. Its pixels move into it.
    pub fn into_figure(mut self) -> Figure {
        Figure {
            width_px: self.width_px,
            height_px: self.height_px,
            background: Some(self.frame.palette.panel),
            exact: self.exact_points(),
            pixels: std::mem::take(&mut self.pixels),
            scene: self.scene,
            description: self.description,
            left_out: self.left_out,
            note: self.note,
        }
    }

    /// One circle a run and pane, as the pixels show them; `None` where they would be too many. No points at all are exact, too.
    fn exact_points(&self) -> Option<Vec<Mark>> {
        let frame = &self.frame;
        let panes: Vec<_> = frame.panes.iter().filter(|pane| pane.points).collect();
        if frame.drawn.count() * panes.len() + self.fills.len() > MOST_POINTS * 4 {
            return None;
        }
        let context = Strokes::context(&frame.drawn, &self.matching, &frame.palette);
        let focus = Strokes::focus(&self.matching, &frame.colours);
        // Areas side by side overlap a little, so that nothing shines through between them.
        let wider = |area: &Area| Area { width: area.width + 0.4, height: area.height + 0.4, ..*area };
        let fill =
            |(area, colour): &(Area, Colour)| Mark::Rect { area: wider(area), radius_px: 0.0, fill: Some(*colour), border: None };
        let mut marks: Vec<Mark> = self.fills.iter().map(fill).collect();
        for pane in panes {
            for (strokes, in_focus) in [(&context, false), (&focus, true)] {
                for run in &strokes.rows {
                    let Some((x, y)) = pane.point_px(*run, frame.pixel_ratio) else { continue };
                    let (centre, radius_px) = (Point::new(x, y), frame.shape().radius_px(*run, in_focus));
                    if let Some(colour) = frame.shape().ring.filter(|_| in_focus) {
                        marks.push(Mark::Circle { centre, radius_px: radius_px + RING_PX, colour });
                    }
                    marks.push(Mark::Circle { centre, radius_px, colour: strokes.colour(*run, &frame.colours) });
                }
            }
        }
        Some(marks)
    }
}
