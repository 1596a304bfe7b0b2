use std::fmt::Write;

use super::base64::push_base64;
use super::xml::{escape, needs_its_spaces};
use crate::painter::{FONT_FAMILY, MIDDLE_OF_TEXT};
use crate::{Anchor, Area, Baseline, Colour, Mark, Point, Raster, Rotation, Text, Weight};

/// How far the foot of the letters lies below their middle, as a part of the font size.
const FOOT_OF_TEXT: f64 = 0.35;

/// How many steps a colour bar has at most.
const MOST_STOPS: usize = 33;

/// Numbers are kept within this, far outside of any picture.
const FARTHEST: f64 = 1e6;

/// Writes one SVG file. Level and upright edges stand on whole pixels, as the painter's do; all else is exact to a hundredth.
pub(super) struct SvgWriter {
    out: String,
    /// The attributes of the hairlines that are being collected into one path.
    open_path: Option<(Colour, i32)>,
    gradients: Vec<u64>,
}

impl SvgWriter {
    /// Begins a picture of a size, in css pixels, with its title and its words.
    pub(super) fn new(width_px: f64, height_px: f64, title: &str, words: &str) -> Self {
        let mut svg = Self { out: String::new(), open_path: None, gradients: Vec::new() };
        svg.out.push_str("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" role=\"img\"");
        svg.numbers(&[(" width", width_px), (" height", height_px)]);
        svg.out.push_str(" viewBox=\"0 0 ");
        svg.number(width_px);
        svg.out.push(' ');
        svg.number(height_px);
        svg.push(&["\" font-family=\"", FONT_FAMILY, "\">\n<title>"]);
        escape(&mut svg.out, title);
        svg.out.push_str("</title>\n<desc>");
        escape(&mut svg.out, words);
        svg.out.push_str("</desc>\n");
        svg
    }

    /// Fills the whole picture.
    pub(super) fn background(&mut self, colour: Colour) {
        self.out.push_str("<path");
        self.paint("fill", colour);
        self.out.push_str(" d=\"M0 0H16384V16384H0z\"/>\n");
    }

    /// Lays pixels over the whole picture.
    pub(super) fn pixels(&mut self, raster: &Raster, width_px: f64, height_px: f64) {
        self.out.push_str("<image");
        self.numbers(&[(" width", width_px), (" height", height_px)]);
        self.out.push_str(" preserveAspectRatio=\"none\" xlink:href=\"data:image/png;base64,");
        push_base64(&mut self.out, &raster.to_png());
        self.out.push_str("\"/>\n");
    }

    pub(super) fn finish(mut self) -> String {
        self.close_path();
        self.out.push_str("</svg>\n");
        self.out
    }

    pub(super) fn mark(&mut self, mark: &Mark) {
        if let Mark::Line { from, to, width_px, colour } = mark {
            return self.line(*from, *to, *width_px, *colour);
        }
        self.close_path();
        match mark {
            Mark::Line { .. } => {}
            Mark::Rect { area, radius_px, fill, border } => self.rect(*area, *radius_px, *fill, *border),
            Mark::Polyline { points, width_px, colour } => self.polyline(points, *width_px, *colour),
            Mark::Circle { centre, radius_px, colour } => {
                self.out.push_str("<circle");
                self.numbers(&[(" cx", centre.x), (" cy", centre.y), (" r", *radius_px)]);
                self.paint("fill", *colour);
                self.out.push_str("/>\n");
            }
            Mark::Gradient { area, colours } => self.gradient(*area, colours),
            Mark::Text(text) => self.text(text),
        }
    }

    /// Level and upright lines of one look become one path; others are lines of their own.
    fn line(&mut self, from: Point, to: Point, width_px: f64, colour: Colour) {
        let ((x0, y0), (x1, y1)) = (whole(from), whole(to));
        if x0 != x1 && y0 != y1 {
            self.close_path();
            return self.polyline(&[from, to], width_px, colour);
        }
        let width = (libm::round(width_px.clamp(1.0, FARTHEST)) as i32).max(1);
        if self.open_path != Some((colour, width)) || colour.a < 255 {
            self.close_path();
            self.open_path = Some((colour, width));
            self.out.push_str("<path fill=\"none\"");
            self.paint("stroke", colour);
            if width > 1 {
                self.numbers(&[(" stroke-width", f64::from(width))]);
            }
            self.out.push_str(" d=\"");
        }
        // A thin line fills the pixels after its place.
        let middle = |place: i32| f64::from(place - width / 2) + f64::from(width) / 2.0;
        let (start, end) = if x0 == x1 {
            ((middle(x0), f64::from(y0.min(y1))), ('V', f64::from(y0.max(y1))))
        } else {
            ((f64::from(x0.min(x1)), middle(y0)), ('H', f64::from(x0.max(x1))))
        };
        self.place('M', Point::new(start.0, start.1));
        self.out.push(end.0);
        self.number(end.1);
    }

    fn close_path(&mut self) {
        if self.open_path.take().is_some() {
            self.out.push_str("\"/>\n");
        }
    }

    fn polyline(&mut self, points: &[Point], width_px: f64, colour: Colour) {
        self.out.push_str("<path fill=\"none\" stroke-linejoin=\"round\"");
        self.paint("stroke", colour);
        self.numbers(&[(" stroke-width", width_px)]);
        self.out.push_str(" d=\"");
        for (index, point) in points.iter().enumerate() {
            self.place(if index == 0 { 'M' } else { 'L' }, *point);
        }
        self.out.push_str("\"/>\n");
    }

    fn rect(&mut self, area: Area, radius_px: f64, fill: Option<Colour>, border: Option<Colour>) {
        let ((x0, y0), (x1, y1)) = corners(area);
        let inset = if border.is_some() { 0.5 } else { 0.0 };
        self.out.push_str("<rect");
        self.numbers(&[
            (" x", f64::from(x0) + inset),
            (" y", f64::from(y0) + inset),
            (" width", f64::from(x1 - x0)),
            (" height", f64::from(y1 - y0)),
        ]);
        if radius_px > 0.0 {
            self.numbers(&[(" rx", radius_px)]);
        }
        match fill {
            Some(fill) => self.paint("fill", fill),
            None => self.out.push_str(" fill=\"none\""),
        }
        if let Some(border) = border {
            self.paint("stroke", border);
        }
        self.out.push_str("/>\n");
    }

    /// A colour bar. It is named after its colours, so that several pictures in one page do not take each other's.
    fn gradient(&mut self, area: Area, colours: &[Colour]) {
        let last = colours.len().saturating_sub(1);
        let steps = last.min(MOST_STOPS - 1);
        let chosen: Vec<Colour> = (0..=steps).filter_map(|step| colours.get(step * last / steps.max(1)).copied()).collect();
        // FNV-1a.
        let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
        let name = chosen.iter().flat_map(|c| [c.r, c.g, c.b, c.a]).fold(0xcbf2_9ce4_8422_2325, fold);
        if !self.gradients.contains(&name) {
            self.gradients.push(name);
            let _ = write!(self.out, "<defs><linearGradient id=\"ramp-{name:x}\" x1=\"0\" y1=\"1\" x2=\"0\" y2=\"0\">");
            for (step, colour) in chosen.iter().enumerate() {
                self.out.push_str("<stop");
                self.numbers(&[(" offset", step as f64 / steps.max(1) as f64)]);
                self.paint("stop", *colour);
                self.out.push_str("/>");
            }
            self.out.push_str("</linearGradient></defs>\n");
        }
        let ((x0, y0), (x1, y1)) = corners(area);
        let _ = writeln!(
            self.out,
            "<rect x=\"{x0}\" y=\"{y0}\" width=\"{}\" height=\"{}\" fill=\"url(#ramp-{name:x})\"/>",
            x1 - x0,
            y1 - y0
        );
    }

    fn text(&mut self, text: &Text) {
        let shift = match text.baseline {
            Baseline::Top => MIDDLE_OF_TEXT,
            Baseline::Middle => 0.0,
            Baseline::Bottom => -MIDDLE_OF_TEXT,
        };
        let down = text.size_px * (shift + FOOT_OF_TEXT);
        let (at, turned) = match text.rotation {
            Rotation::None => (Point::new(text.at.x, text.at.y + down), false),
            Rotation::Upwards => (Point::new(text.at.x + down, text.at.y), true),
        };
        // The edge is a text of its own, beneath: `paint-order` is not known to every program that shows SVG.
        if let Some(halo) = text.halo {
            self.begin_text(text, at, turned);
            self.out.push_str(" fill=\"none\" stroke-width=\"4\" stroke-linejoin=\"round\" aria-hidden=\"true\"");
            self.paint("stroke", halo);
            self.end_text(&text.text);
        }
        self.begin_text(text, at, turned);
        self.paint("fill", text.colour);
        self.end_text(&text.text);
    }

    fn begin_text(&mut self, text: &Text, at: Point, turned: bool) {
        self.out.push_str("<text");
        if turned {
            self.out.push_str(" transform=\"translate(");
            self.number(at.x);
            self.out.push(' ');
            self.number(at.y);
            self.out.push_str(") rotate(-90)\"");
        } else {
            self.numbers(&[(" x", at.x), (" y", at.y)]);
        }
        self.numbers(&[(" font-size", text.size_px)]);
        self.out.push_str(match text.weight {
            Weight::Normal => "",
            Weight::Bold => " font-weight=\"700\"",
        });
        self.out.push_str(match text.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        });
        if needs_its_spaces(&text.text) {
            self.out.push_str(" xml:space=\"preserve\"");
        }
    }

    fn end_text(&mut self, text: &str) {
        self.out.push('>');
        escape(&mut self.out, text);
        self.out.push_str("</text>\n");
    }

    /// ` fill="#rrggbb" fill-opacity=".5"`; of a `stop`, its colour.
    fn paint(&mut self, what: &str, colour: Colour) {
        let name = if what == "stop" { "stop-color" } else { what };
        let _ = write!(self.out, " {name}=\"{}\"", colour.with_alpha(255));
        if colour.a < 255 {
            self.push(&[" ", what, "-opacity=\""]);
            self.number(f64::from(colour.a) / 255.0);
            self.out.push('"');
        }
    }

    fn place(&mut self, letter: char, at: Point) {
        self.out.push(letter);
        self.number(at.x);
        self.out.push(' ');
        self.number(at.y);
    }

    fn numbers(&mut self, attributes: &[(&str, f64)]) {
        for (name, value) in attributes {
            self.push(&[name, "=\""]);
            self.number(*value);
            self.out.push('"');
        }
    }

    /// A number to a hundredth.
    fn number(&mut self, value: f64) {
        let hundredths = libm::round(value.clamp(-FARTHEST, FARTHEST) * 100.0) as i64;
        let (whole, part) = (hundredths.abs() / 100, hundredths.abs() % 100);
        if hundredths < 0 {
            self.out.push('-');
        }
        let _ = write!(self.out, "{whole}");
        if part > 0 {
            let _ = if part % 10 == 0 { write!(self.out, ".{}", part / 10) } else { write!(self.out, ".{part:02}") };
        }
    }

    fn push(&mut self, parts: &[&str]) {
        for part in parts {
            self.out.push_str(part);
        }
    }
}

fn whole(point: Point) -> (i32, i32) {
    let round = |value: f64| libm::round(value.clamp(-FARTHEST, FARTHEST)) as i32;
    (round(point.x), round(point.y))
}

/// The upper left and the lower right corner on whole pixels.
fn corners(area: Area) -> ((i32, i32), (i32, i32)) {
    let (from, to) = (Point::new(area.x, area.y), Point::new(area.x + area.width, area.y + area.height));
    let ((x0, y0), (x1, y1)) = (whole(from), whole(to));
    ((x0.min(x1), y0.min(y1)), (x0.max(x1), y0.max(y1)))
}
