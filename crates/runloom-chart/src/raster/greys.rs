use super::LineCanvas;
use super::line::Ink;
use super::sweep::{Course, Sweep};
use crate::Colour;

/// Lines of one colour. They can be added and taken away, because what they are mixed to does not depend on their order.
#[derive(Clone, Debug)]
pub(crate) struct Greys {
    width: usize,
    height: usize,
    /// How much lines cover of each pixel, in 256ths of it, column by column.
    covered: Vec<u32>,
}

/// Where so many lines lie over each other, more make no difference.
const MOST_COVERED: usize = 24;

impl Greys {
    pub(crate) fn new(width: usize, height: usize) -> Self {
        Self { width, height, covered: vec![0; width * height] }
    }

    pub(crate) fn add(&mut self, course: Course, width_16ths: u16) {
        self.change(course, width_16ths, u32::wrapping_add);
    }

    /// Takes a line away that was added.
    pub(crate) fn remove(&mut self, course: Course, width_16ths: u16) {
        self.change(course, width_16ths, u32::wrapping_sub);
    }

    #[inline]
    fn change(&mut self, course: Course, width_16ths: u16, change: impl Fn(u32, u32) -> u32) {
        let Self { width, height, covered } = self;
        course.pieces(|line| Sweep::new(line, width_16ths).each_column(*width, *height, covered, &change));
    }

    /// Draws the lines into an empty canvas: n of them that cover a pixel leave (1 - opacity)^n of what is beneath.
    pub(crate) fn draw(&self, canvas: &mut LineCanvas, colour: Colour) {
        let kept = 1.0 - f64::from(colour.a) / 255.0;
        let inks: Vec<u32> = (0..=MOST_COVERED * 256)
            .map(|covered| {
                let opacity = libm::round((1.0 - libm::pow(kept, covered as f64 / 256.0)) * 255.0) as u8;
                Ink::of(colour.with_alpha(opacity)).over(0, 256)
            })
            .collect();
        for (pixel, covered) in canvas.pixels.iter_mut().zip(&self.covered) {
            *pixel = inks.get((*covered as usize).min(MOST_COVERED * 256)).copied().unwrap_or_default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIDTH: u16 = 16;

    fn lines(greys: &mut Greys, numbers: std::ops::Range<u16>) {
        for number in numbers {
            greys.add(Course::straight(0, 20, number * 90 % 500, number * 130 % 700), WIDTH);
        }
    }

    #[test]
    fn lines_that_are_taken_away_leave_nothing() {
        let (mut greys, mut fewer) = (Greys::new(20, 50), Greys::new(20, 50));
        lines(&mut greys, 0..30);
        lines(&mut fewer, 0..20);
        for number in 20..30u16 {
            greys.remove(Course::straight(0, 20, number * 90 % 500, number * 130 % 700), WIDTH);
        }
        assert!(greys.covered == fewer.covered && greys.covered.iter().any(|covered| *covered > 0));
    }

    #[test]
    fn one_line_is_as_opaque_as_its_colour() {
        let mut greys = Greys::new(3, 9);
        greys.add(Course::straight(0, 3, 72, 72), 48);
        let mut canvas = LineCanvas::new(3, 9);
        greys.draw(&mut canvas, Colour { r: 200, g: 100, b: 40, a: 90 });
        assert_eq!(canvas.pixels[9 + 4] >> 24, 90);
        greys.add(Course::straight(0, 3, 72, 72), 48);
        greys.draw(&mut canvas, Colour { r: 200, g: 100, b: 40, a: 90 });
        assert_eq!(canvas.pixels[9 + 4] >> 24, 148);
    }
}
