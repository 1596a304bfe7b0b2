use super::dots::Window;
use super::line::Ink;
use crate::Colour;

/// A picture that is being drawn: premultiplied RGBA, row by row.
pub(crate) struct Canvas {
    pub(crate) width: usize,
    pub(crate) height: usize,
    /// Red in the lowest byte, then green, blue and alpha.
    pub(crate) pixels: Vec<u32>,
}

impl Canvas {
    pub(crate) fn new(width: usize, height: usize) -> Self {
        Self { width, height, pixels: vec![0; width * height] }
    }

    /// Puts a colour over a pixel, so many of 256 parts of which are covered.
    pub(crate) fn blend(&mut self, at: usize, colour: Colour, cover: u32) {
        if let Some(pixel) = self.pixels.get_mut(at) {
            *pixel = Ink::of(colour).over(*pixel, cover);
        }
    }

    /// Fills a part of the picture; what would lie outside is cut off.
    pub(crate) fn fill(&mut self, window: Window, colour: Colour) {
        let right = (window.left + window.width).min(self.width);
        for row in window.top..(window.top + window.height).min(self.height) {
            (window.left..right).for_each(|column| self.blend(row * self.width + column, colour, 256));
        }
    }
}
