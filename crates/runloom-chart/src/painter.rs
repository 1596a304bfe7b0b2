use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontDesc, FontFamily, FontStyle, FontTransform, RGBAColor, ShapeStyle, TextStyle};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};

use crate::{Anchor, Area, Baseline, Colour, Mark, Point, Rotation, Scene, Text, Weight};

/// Where the copies of a text stand that make its edge, two pixels wide.
const HALO: [(i32, i32); 12] =
    [(-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, -1), (-1, 1), (1, 1), (-2, 0), (2, 0), (0, -2), (0, 2)];

/// The fonts of the page, the reader's own system first.
pub(crate) const FONT_FAMILY: &str =
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Ubuntu, Cantarell, 'DejaVu Sans', sans-serif";

/// Where the middle of the letters lies above the foot of the text's box, as a part of the font size.
pub(crate) const MIDDLE_OF_TEXT: f64 = 0.5;

/// How a scene is put on a backend.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PaintOptions {
    /// Device pixels a css pixel.
    pub scale: f64,
    /// What the backend makes of a font size: 1 for a canvas, [`PaintOptions::SVG_TEXT`] for plotters' SVG backend.
    pub text_factor: f64,
}

impl PaintOptions {
    /// plotters' SVG backend writes font sizes divided by this.
    pub const SVG_TEXT: f64 = 1.24;

    /// For a canvas of `scale` device pixels a css pixel.
    pub fn canvas(scale: f64) -> Self {
        Self { scale, text_factor: 1.0 }
    }

    /// For plotters' SVG backend, one unit a css pixel.
    pub fn svg() -> Self {
        Self { scale: 1.0, text_factor: Self::SVG_TEXT }
    }
}

/// Draws a scene on any plotters backend. What was there before stays; places are rounded to whole device pixels.
///
/// # Errors
/// The backend's own.
pub fn paint<DB: DrawingBackend>(
    scene: &Scene,
    backend: &mut DB,
    options: PaintOptions,
) -> Result<(), DrawingErrorKind<DB::ErrorType>> {
    let mut painter = Painter { backend, options };
    painter.backend.ensure_prepared()?;
    for mark in &scene.marks {
        painter.mark(mark)?;
    }
    painter.backend.present()
}

struct Painter<'a, DB> {
    backend: &'a mut DB,
    options: PaintOptions,
}

type Drawn<DB> = Result<(), DrawingErrorKind<<DB as DrawingBackend>::ErrorType>>;

impl<DB: DrawingBackend> Painter<'_, DB> {
    fn round(&self, value: f64) -> i32 {
        libm::round(value * self.options.scale) as i32
    }

    fn point(&self, point: Point) -> BackendCoord {
        (self.round(point.x), self.round(point.y))
    }

    fn stroke(&self, colour: Colour, width_px: f64) -> ShapeStyle {
        let stroke_width = self.round(width_px).max(1).unsigned_abs();
        ShapeStyle { color: rgba(colour), filled: false, stroke_width }
    }

    fn mark(&mut self, mark: &Mark) -> Drawn<DB> {
        match mark {
            Mark::Line { from, to, width_px, colour } => self.line(*from, *to, *width_px, *colour),
            Mark::Rect { area, radius_px, fill, border } => self.rect(*area, *radius_px, *fill, *border),
            Mark::Polyline { points, width_px, colour } => {
                let path: Vec<BackendCoord> = points.iter().map(|point| self.point(*point)).collect();
                let style = self.stroke(*colour, *width_px);
                self.backend.draw_path(path, &style)
            }
            Mark::Circle { centre, radius_px, colour } => {
                let (at, radius) = (self.point(*centre), self.round(*radius_px).max(1).unsigned_abs());
                self.backend.draw_circle(at, radius, &rgba(*colour).filled(), true)
            }
            Mark::Gradient { area, colours } => self.gradient(*area, colours),
            Mark::Text(text) => self.text(text),
        }
    }

    /// Upright and level lines are filled rectangles on whole device pixels, which every backend draws alike and sharp.
    fn line(&mut self, from: Point, to: Point, width_px: f64, colour: Colour) -> Drawn<DB> {
        let width = self.round(width_px).max(1);
        let ((x0, y0), (x1, y1)) = (self.point(from), self.point(to));
        let (left, top) = (x0.min(x1), y0.min(y1));
        let style = rgba(colour).filled();
        if x0 == x1 {
            let left = left - width / 2;
            self.backend.draw_rect((left, top), (left + width, y0.max(y1)), &style, true)
        } else if y0 == y1 {
            let top = top - width / 2;
            self.backend.draw_rect((left, top), (x0.max(x1), top + width), &style, true)
        } else {
            let style = self.stroke(colour, width_px);
            self.backend.draw_path([(x0, y0), (x1, y1)], &style)
        }
    }

    fn rect(&mut self, area: Area, radius_px: f64, fill: Option<Colour>, border: Option<Colour>) -> Drawn<DB> {
        let outline = self.outline(area, radius_px);
        if let Some(fill) = fill {
            let style = rgba(fill).filled();
            match outline.as_slice() {
                [a, _, c, _] => self.backend.draw_rect(*a, *c, &style, true)?,
                _ => self.backend.fill_polygon(outline.iter().copied(), &style)?,
            }
        }
        if let Some(border) = border {
            let style = self.stroke(border, 1.0);
            let closed = outline.iter().chain(outline.first()).copied();
            self.backend.draw_path(closed.collect::<Vec<_>>(), &style)?;
        }
        Ok(())
    }

    /// The corners clockwise from the upper left one, each as a quarter circle of short lines where it is rounded.
    fn outline(&self, area: Area, radius_px: f64) -> Vec<BackendCoord> {
        let (x0, y0) = self.point(Point::new(area.x, area.y));
        let (x1, y1) = self.point(Point::new(area.x + area.width, area.y + area.height));
        let radius = self.round(radius_px).min((x1 - x0) / 2).min((y1 - y0) / 2);
        if radius <= 0 {
            return vec![(x0, y0), (x1, y0), (x1, y1), (x0, y1)];
        }
        let steps = (radius / 2).clamp(2, 12);
        let centres = [
            (x0 + radius, y0 + radius, 2),
            (x1 - radius, y0 + radius, 3),
            (x1 - radius, y1 - radius, 0),
            (x0 + radius, y1 - radius, 1),
        ];
        let mut points = Vec::with_capacity(4 * (steps as usize + 1));
        for (cx, cy, quarter) in centres {
            for step in 0..=steps {
                let angle = (f64::from(quarter) + f64::from(step) / f64::from(steps)) * std::f64::consts::FRAC_PI_2;
                let (sin, cos) = libm::sincos(angle);
                let at = |centre: i32, part: f64| centre + libm::round(f64::from(radius) * part) as i32;
                points.push((at(cx, cos), at(cy, sin)));
            }
        }
        points
    }

    fn gradient(&mut self, area: Area, colours: &[Colour]) -> Drawn<DB> {
        let (x0, y0) = self.point(Point::new(area.x, area.y));
        let (x1, y1) = self.point(Point::new(area.x + area.width, area.y + area.height));
        let bands = i32::try_from(colours.len()).unwrap_or(i32::MAX);
        for (band, colour) in (0..bands).zip(colours) {
            let edge = |band: i32| y1 - (i64::from(y1 - y0) * i64::from(band) / i64::from(bands)) as i32;
            let style = rgba(*colour).filled();
            self.backend.draw_rect((x0, edge(band + 1)), (x1, edge(band)), &style, true)?;
        }
        Ok(())
    }

    fn text(&mut self, text: &Text) -> Drawn<DB> {
        let shift = text.size_px
            * match text.baseline {
                Baseline::Top => MIDDLE_OF_TEXT,
                Baseline::Middle => 0.0,
                Baseline::Bottom => -MIDDLE_OF_TEXT,
            };
        let at = match text.rotation {
            Rotation::None => Point::new(text.at.x, text.at.y + shift),
            Rotation::Upwards => Point::new(text.at.x + shift, text.at.y),
        };
        let (x, y) = self.point(at);
        if let Some(halo) = text.halo {
            let style = self.text_style(text, halo);
            let reach = self.round(1.0).max(1);
            for (dx, dy) in HALO {
                self.backend.draw_text(&text.text, &style, (x + dx * reach, y + dy * reach))?;
            }
        }
        let style = self.text_style(text, text.colour);
        self.backend.draw_text(&text.text, &style, (x, y))
    }

    fn text_style(&self, text: &Text, colour: Colour) -> TextStyle<'static> {
        let style = match text.weight {
            Weight::Normal => FontStyle::Normal,
            Weight::Bold => FontStyle::Bold,
        };
        let transform = match text.rotation {
            Rotation::None => FontTransform::None,
            Rotation::Upwards => FontTransform::Rotate270,
        };
        let h_pos = match text.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let size = text.size_px * self.options.scale * self.options.text_factor;
        FontDesc::new(FontFamily::Name(FONT_FAMILY), size, style)
            .transform(transform)
            .color(&rgba(colour))
            .pos(Pos::new(h_pos, VPos::Center))
    }
}

fn rgba(colour: Colour) -> RGBAColor {
    RGBAColor(colour.r, colour.g, colour.b, f64::from(colour.a) / 255.0)
}
