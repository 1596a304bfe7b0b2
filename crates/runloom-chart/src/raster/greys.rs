use super::LineCanvas;
use super::line::Ink;
use super::stamp::{Change, MANY};
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
        self.change(course, width_16ths, &Count { sign: 1 });
    }

    /// Takes a line away that was added.
    pub(crate) fn remove(&mut self, course: Course, width_16ths: u16) {
        self.change(course, width_16ths, &Count { sign: u32::MAX });
    }

    #[inline]
    fn change(&mut self, course: Course, width_16ths: u16, change: &Count) {
        let Self { width, height, covered } = self;
        course.pieces(|line| Sweep::new(line, width_16ths).each_column(*width, *height, covered, change));
    }

    /// The lines on a canvas: n of them that cover a pixel leave (1 - opacity)^n of what is beneath.
    pub(crate) fn draw(&self, colour: Colour) -> LineCanvas {
        let part_kept = libm::pow(1.0 - f64::from(colour.a) / 255.0, 1.0 / 256.0);
        let mut kept = 1.0;
        let inks: Vec<u32> = (0..=MOST_COVERED * 256)
            .map(|_| {
                let opacity = ((1.0 - kept) * 255.0 + 0.5) as u8;
                kept *= part_kept;
                Ink::of(colour.with_alpha(opacity)).over(0, 256)
            })
            .collect();
        let ink = |covered: &u32| inks[(*covered as usize).min(MOST_COVERED * 256)].to_le_bytes();
        LineCanvas { width: self.width, height: self.height, pixels: self.covered.iter().map(ink).collect() }
    }
}

/// Adds what is covered, or takes it away.
struct Count {
    /// 1, or what gives 0 together with 1.
    sign: u32,
}

impl Change for Count {
    type Pixel = u32;
    type Stamp = [u32; MANY];

    fn stamp(&self, covers: [u32; MANY]) -> [u32; MANY] {
        covers.map(|cover| cover.wrapping_mul(self.sign))
    }

    #[inline]
    fn put(stamp: &[u32; MANY], pixels: &mut [u32; MANY]) {
        for (pixel, covered) in pixels.iter_mut().zip(stamp) {
            *pixel = pixel.wrapping_add(*covered);
        }
    }

    #[inline]
    fn one(&self, pixel: u32, cover: u32) -> u32 {
        pixel.wrapping_add(cover.wrapping_mul(self.sign))
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
        let canvas = greys.draw(Colour { r: 200, g: 100, b: 40, a: 90 });
        assert_eq!(canvas.pixels[9 + 4][3], 90);
        greys.add(Course::straight(0, 3, 72, 72), 48);
        let canvas = greys.draw(Colour { r: 200, g: 100, b: 40, a: 90 });
        assert_eq!(canvas.pixels[9 + 4][3], 148);
    }
}
