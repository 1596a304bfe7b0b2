//! The compact form in which scenes cross from the engine to the page.
//!
//! Little-endian: the letters `RLS1`, width and height as f64, the number of marks as u32, then each mark as one tag byte and its
//! fields: numbers as f64, colours as four bytes, optional colours with a 0 or 1 before them, lists and texts with their length as u32.

use std::fmt;

use super::{Anchor, Area, Baseline, Mark, Point, Rotation, Scene, Text, Weight};
use crate::Colour;

const MAGIC: [u8; 4] = *b"RLS1";

/// Bytes that are not a scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SceneError {
    /// The byte at which reading stopped.
    pub at: usize,
}

impl fmt::Display for SceneError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "these bytes are no scene: reading stopped at byte {}; page and engine may be of different versions", self.at)
    }
}

impl std::error::Error for SceneError {}

impl Scene {
    /// The scene as bytes, for [`Scene::from_bytes`].
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Writer(Vec::with_capacity(24 + self.marks.len() * 64));
        out.0.extend(MAGIC);
        out.number(self.width_px);
        out.number(self.height_px);
        out.count(self.marks.len());
        for mark in &self.marks {
            out.mark(mark);
        }
        out.0
    }

    /// Reads what [`Scene::to_bytes`] wrote. Memory taken is bounded by the number of bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SceneError> {
        let mut reader = Reader { bytes, at: 0 };
        if reader.take()? != MAGIC {
            return Err(SceneError { at: 0 });
        }
        let (width_px, height_px) = (reader.number()?, reader.number()?);
        let marks = reader.list(Reader::mark)?;
        if reader.at == bytes.len() { Ok(Self { width_px, height_px, marks }) } else { Err(SceneError { at: reader.at }) }
    }
}

struct Writer(Vec<u8>);

impl Writer {
    fn number(&mut self, value: f64) {
        self.0.extend(value.to_le_bytes());
    }

    fn count(&mut self, value: usize) {
        self.0.extend((value as u32).to_le_bytes());
    }

    fn point(&mut self, point: Point) {
        self.number(point.x);
        self.number(point.y);
    }

    fn area(&mut self, area: Area) {
        for value in [area.x, area.y, area.width, area.height] {
            self.number(value);
        }
    }

    fn colour(&mut self, colour: Colour) {
        self.0.extend([colour.r, colour.g, colour.b, colour.a]);
    }

    fn optional(&mut self, colour: Option<Colour>) {
        self.0.push(u8::from(colour.is_some()));
        if let Some(colour) = colour {
            self.colour(colour);
        }
    }

    fn mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Line { from, to, width_px, colour } => {
                self.0.push(0);
                self.point(*from);
                self.point(*to);
                self.number(*width_px);
                self.colour(*colour);
            }
            Mark::Rect { area, radius_px, fill, border } => {
                self.0.push(1);
                self.area(*area);
                self.number(*radius_px);
                self.optional(*fill);
                self.optional(*border);
            }
            Mark::Polyline { points, width_px, colour } => {
                self.0.push(2);
                self.count(points.len());
                for point in points {
                    self.point(*point);
                }
                self.number(*width_px);
                self.colour(*colour);
            }
            Mark::Circle { centre, radius_px, colour } => {
                self.0.push(3);
                self.point(*centre);
                self.number(*radius_px);
                self.colour(*colour);
            }
            Mark::Gradient { area, colours } => {
                self.0.push(4);
                self.area(*area);
                self.count(colours.len());
                for colour in colours {
                    self.colour(*colour);
                }
            }
            Mark::Text(text) => self.text(text),
        }
    }

    fn text(&mut self, text: &Text) {
        self.0.push(5);
        self.point(text.at);
        self.count(text.text.len());
        self.0.extend(text.text.as_bytes());
        self.number(text.size_px);
        self.0.push(u8::from(text.weight == Weight::Bold));
        self.0.push(match text.anchor {
            Anchor::Start => 0,
            Anchor::Middle => 1,
            Anchor::End => 2,
        });
        self.0.push(match text.baseline {
            Baseline::Top => 0,
            Baseline::Middle => 1,
            Baseline::Bottom => 2,
        });
        self.0.push(u8::from(text.rotation == Rotation::Upwards));
        self.colour(text.colour);
        self.optional(text.halo);
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn fail<T>(&self) -> Result<T, SceneError> {
        Err(SceneError { at: self.at })
    }

    fn slice(&mut self, len: usize) -> Result<&[u8], SceneError> {
        let Some(slice) = self.at.checked_add(len).and_then(|end| self.bytes.get(self.at..end)) else { return self.fail() };
        self.at += len;
        Ok(slice)
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], SceneError> {
        let mut out = [0; N];
        out.copy_from_slice(self.slice(N)?);
        Ok(out)
    }

    fn number(&mut self) -> Result<f64, SceneError> {
        Ok(f64::from_le_bytes(self.take()?))
    }

    fn point(&mut self) -> Result<Point, SceneError> {
        Ok(Point { x: self.number()?, y: self.number()? })
    }

    fn area(&mut self) -> Result<Area, SceneError> {
        Ok(Area { x: self.number()?, y: self.number()?, width: self.number()?, height: self.number()? })
    }

    fn colour(&mut self) -> Result<Colour, SceneError> {
        let [r, g, b, a] = self.take()?;
        Ok(Colour { r, g, b, a })
    }

    fn choice<T: Copy, const N: usize>(&mut self, choices: [T; N]) -> Result<T, SceneError> {
        let [tag] = self.take()?;
        match choices.get(usize::from(tag)) {
            Some(choice) => Ok(*choice),
            None => self.fail(),
        }
    }

    fn optional(&mut self) -> Result<Option<Colour>, SceneError> {
        if self.choice([false, true])? { self.colour().map(Some) } else { Ok(None) }
    }

    fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Result<T, SceneError>) -> Result<Vec<T>, SceneError> {
        let len = u32::from_le_bytes(self.take()?) as usize;
        let mut out = Vec::new();
        for _ in 0..len {
            out.push(read(self)?);
        }
        Ok(out)
    }

    fn mark(&mut self) -> Result<Mark, SceneError> {
        let [tag] = self.take()?;
        Ok(match tag {
            0 => Mark::Line { from: self.point()?, to: self.point()?, width_px: self.number()?, colour: self.colour()? },
            1 => Mark::Rect { area: self.area()?, radius_px: self.number()?, fill: self.optional()?, border: self.optional()? },
            2 => Mark::Polyline { points: self.list(Self::point)?, width_px: self.number()?, colour: self.colour()? },
            3 => Mark::Circle { centre: self.point()?, radius_px: self.number()?, colour: self.colour()? },
            4 => Mark::Gradient { area: self.area()?, colours: self.list(Self::colour)? },
            5 => Mark::Text(self.text()?),
            _ => return self.fail(),
        })
    }

    fn text(&mut self) -> Result<Text, SceneError> {
        let at = self.point()?;
        let len = u32::from_le_bytes(self.take()?) as usize;
        let start = self.at;
        let Ok(text) = std::str::from_utf8(self.slice(len)?) else { return Err(SceneError { at: start }) };
        let text = text.to_owned();
        Ok(Text {
            at,
            text,
            size_px: self.number()?,
            weight: self.choice([Weight::Normal, Weight::Bold])?,
            anchor: self.choice([Anchor::Start, Anchor::Middle, Anchor::End])?,
            baseline: self.choice([Baseline::Top, Baseline::Middle, Baseline::Bottom])?,
            rotation: self.choice([Rotation::None, Rotation::Upwards])?,
            colour: self.colour()?,
            halo: self.optional()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_mark() -> Scene {
        let ink = Colour::rgb(0x001b_1f27);
        let area = Area::new(1.0, 2.5, 3.0, 4.0);
        let point = Point::new(-1.0, 1e9);
        let mut scene = Scene::new(640.0, 0.5);
        scene.marks = vec![
            Mark::Line { from: point, to: Point::new(0.0, 0.0), width_px: 1.5, colour: ink },
            Mark::Rect { area, radius_px: 3.0, fill: Some(ink.with_alpha(9)), border: None },
            Mark::Rect { area, radius_px: 0.0, fill: None, border: Some(ink) },
            Mark::Polyline { points: vec![point, point], width_px: 2.0, colour: ink },
            Mark::Circle { centre: point, radius_px: 3.0, colour: ink },
            Mark::Gradient { area, colours: vec![ink, ink.with_alpha(0)] },
            Mark::Text(Text {
                at: point,
                text: "größe ∞".to_owned(),
                size_px: 10.5,
                weight: Weight::Bold,
                anchor: Anchor::End,
                baseline: Baseline::Bottom,
                rotation: Rotation::Upwards,
                colour: ink,
                halo: Some(ink),
            }),
        ];
        scene
    }

    #[test]
    fn bytes_round_trip() {
        let scene = every_mark();
        assert_eq!(Scene::from_bytes(&scene.to_bytes()), Ok(scene));
    }

    #[test]
    fn cut_bytes_are_refused() {
        let bytes = every_mark().to_bytes();
        for len in 0..bytes.len() {
            assert!(Scene::from_bytes(&bytes[..len]).is_err(), "{len}");
        }
    }

    proptest::proptest! {
        #[test]
        fn changed_bytes_never_panic(at in 0usize..400, byte: u8) {
            let mut bytes = every_mark().to_bytes();
            if let Some(place) = bytes.get_mut(at) {
                *place = byte;
            }
            let _ = Scene::from_bytes(&bytes);
        }
    }
}
