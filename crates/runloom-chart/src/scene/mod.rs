//! What a painter draws: a flat list of marks in css pixels, y downwards, in drawing order.

mod bytes;

use serde::{Deserialize, Serialize};

use crate::Colour;

pub use bytes::SceneError;

/// A picture as marks, in css pixels from the top left corner.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scene {
    /// Width in css pixels.
    pub width_px: f64,
    /// Height in css pixels.
    pub height_px: f64,
    /// The marks, in drawing order.
    pub marks: Vec<Mark>,
}

/// A place in css pixels.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// An upright rectangle in css pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Area {
    /// The left edge.
    pub x: f64,
    /// The upper edge.
    pub y: f64,
    /// To the right edge.
    pub width: f64,
    /// To the lower edge.
    pub height: f64,
}

/// One thing to draw.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Mark {
    /// A straight line.
    Line {
        /// Where it begins.
        from: Point,
        /// Where it ends.
        to: Point,
        /// Its thickness in css pixels; at least one device pixel is drawn.
        width_px: f64,
        /// Its colour.
        colour: Colour,
    },
    /// A rectangle, its corners rounded where `radius_px` is more than 0.
    Rect {
        /// Its place.
        area: Area,
        /// The radius of its corners in css pixels.
        radius_px: f64,
        /// The colour inside, if any.
        fill: Option<Colour>,
        /// The colour of a border of one css pixel, if any.
        border: Option<Colour>,
    },
    /// Straight lines from point to point.
    Polyline {
        /// The corners.
        points: Vec<Point>,
        /// Thickness in css pixels.
        width_px: f64,
        /// Their colour.
        colour: Colour,
    },
    /// A filled circle.
    Circle {
        /// Its centre.
        centre: Point,
        /// Its radius in css pixels.
        radius_px: f64,
        /// Its colour.
        colour: Colour,
    },
    /// A bar of colours, evenly spaced from its lower edge to its upper edge.
    Gradient {
        /// Its place.
        area: Area,
        /// The colours, lowest first.
        colours: Vec<Colour>,
    },
    /// One line of text.
    Text(Text),
}

/// One line of text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Text {
    /// The point that `anchor` and `baseline` speak of.
    pub at: Point,
    /// The text.
    pub text: String,
    /// The size of the font in css pixels.
    pub size_px: f64,
    /// The weight of the font.
    pub weight: Weight,
    /// Which part of the text stands at `at`, along the line.
    pub anchor: Anchor,
    /// Which part of the text stands at `at`, across the line.
    pub baseline: Baseline,
    /// Whether it is turned.
    pub rotation: Rotation,
    /// The colour of the letters.
    pub colour: Colour,
    /// The colour of a thin edge around the letters, if any.
    pub halo: Option<Colour>,
}

/// The weight of a font.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Weight {
    /// 400.
    Normal,
    /// 700, the only heavier weight that plotters' backends know.
    Bold,
}

/// Which part of a text stands at its point, along the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// Which part of a text stands at its point, across the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Baseline {
    /// The top of the letters.
    Top,
    /// The middle of the letters.
    Middle,
    /// The bottom of the letters.
    Bottom,
}

/// Whether a text is turned about its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rotation {
    /// Read from left to right.
    None,
    /// Read from bottom to top.
    Upwards,
}

impl Scene {
    /// An empty scene.
    pub fn new(width_px: f64, height_px: f64) -> Self {
        Self { width_px, height_px, marks: Vec::new() }
    }
}

impl Point {
    /// The point `x`, `y`.
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }
}

impl Area {
    /// A rectangle by its left upper corner and its size.
    pub const fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x, y, width, height }
    }
}
