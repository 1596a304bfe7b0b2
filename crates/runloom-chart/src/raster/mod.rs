//! Runs as pixels, by integer arithmetic only, so that every machine draws the same bytes.

mod canvas;
mod crowd;
mod dots;
mod ease;
mod greys;
mod joint;
mod layers;
mod line;
mod sweep;
mod taken;
mod tone;
mod weighted_line;

pub(crate) use canvas::Canvas;
pub(crate) use crowd::{Crowd, CrowdRuns};
pub(crate) use dots::{Dot, DotDensity, DotRuns, DotStep, Window};
pub(crate) use ease::{ease, ease_slope};
pub(crate) use greys::Greys;
pub(crate) use layers::{Layers, Look, blend};
pub(crate) use line::{LineCanvas, Pen};
pub(crate) use sweep::Course;
pub(crate) use tone::Tone;
pub(crate) use weighted_line::ONE_RUN;

/// Rows that are copied at once between pixels that lie in rows and in columns: as many pixels as a line of a processor's cache holds.
const CACHE_LINE: usize = 16;

/// Pixels, row by row from the top.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Raster {
    /// Width in device pixels.
    pub width: usize,
    /// Height in device pixels.
    pub height: usize,
    /// Red, green, blue and straight alpha of each pixel.
    pub rgba: Vec<u8>,
}

impl Raster {
    /// Straight alpha from premultiplied pixels.
    pub(crate) fn from_premultiplied(canvas: &Canvas) -> Self {
        let straight = Straight::new();
        let mut rgba = vec![0; canvas.pixels.len() * 4];
        for (pixel, premultiplied) in rgba.as_chunks_mut().0.iter_mut().zip(&canvas.pixels) {
            straight.put(*premultiplied, pixel);
        }
        Self { width: canvas.width, height: canvas.height, rgba }
    }

    /// The same from pixels that lie column by column.
    pub(crate) fn from_lines(canvas: &LineCanvas) -> Self {
        let (width, height) = (canvas.width, canvas.height);
        let straight = Straight::new();
        let mut rgba = vec![0; canvas.pixels.len() * 4];
        let (pixels, _) = rgba.as_chunks_mut();
        for first in (0..height).step_by(CACHE_LINE) {
            for (column, covered) in canvas.pixels.chunks_exact(height).enumerate() {
                for (row, premultiplied) in covered.iter().enumerate().skip(first).take(CACHE_LINE) {
                    if let Some(pixel) = pixels.get_mut(row * width + column) {
                        straight.put(*premultiplied, pixel);
                    }
                }
            }
        }
        Self { width, height, rgba }
    }
}

/// Makes alpha straight.
struct Straight {
    /// 255 / alpha in 1/65536, rounded up so that nothing grows darker.
    per_alpha: [u32; 256],
}

impl Straight {
    fn new() -> Self {
        Self { per_alpha: std::array::from_fn(|alpha| (255u32 << 16).div_ceil((alpha as u32).max(1))) }
    }

    /// Puts a pixel where there is nothing yet.
    fn put(&self, premultiplied: u32, pixel: &mut [u8; 4]) {
        let [r, g, b, a] = premultiplied.to_le_bytes();
        let channel = |channel: u8| ((u32::from(channel) * self.per_alpha[usize::from(a)]) >> 16).min(255) as u8;
        match a {
            0 => {}
            255 => *pixel = [r, g, b, a],
            _ => *pixel = [channel(r), channel(g), channel(b), a],
        }
    }
}
