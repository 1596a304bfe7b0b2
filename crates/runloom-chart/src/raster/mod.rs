//! Runs as pixels, by integer arithmetic only, so that every machine draws the same bytes.

mod canvas;
mod counter;
mod crowd;
mod dots;
mod ease;
mod greys;
mod joint;
mod layers;
mod line;
mod magnify;
mod stamp;
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
        let pixels: Vec<[u8; 4]> = canvas.pixels.iter().map(|premultiplied| straight.of(premultiplied.to_le_bytes())).collect();
        Self { width: canvas.width, height: canvas.height, rgba: pixels.into_flattened() }
    }

    /// The same from pixels that lie column by column.
    pub(crate) fn from_lines(canvas: &LineCanvas) -> Self {
        let (width, height) = (canvas.width, canvas.height);
        let straight = Straight::new();
        let mut rgba = vec![0; canvas.pixels.len() * 4];
        let mut tile = [[[0; 4]; CACHE_LINE]; CACHE_LINE];
        let (pixels, _) = rgba.as_chunks_mut();
        for (rows, top) in pixels.chunks_mut((CACHE_LINE * width).max(1)).zip((0..height).step_by(CACHE_LINE)) {
            for (columns, left) in canvas.pixels.chunks(CACHE_LINE * height).zip((0..width).step_by(CACHE_LINE)) {
                for (x, column) in columns.chunks_exact(height).enumerate() {
                    for (row, pixel) in tile.iter_mut().zip(column.iter().skip(top)) {
                        row[x] = straight.of(*pixel);
                    }
                }
                let right = (left + CACHE_LINE).min(width);
                for (row, made) in rows.chunks_exact_mut(width).zip(&tile) {
                    if let (Some(row), Some(made)) = (row.get_mut(left..right), made.get(..right - left)) {
                        row.copy_from_slice(made);
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

    fn of(&self, premultiplied: [u8; 4]) -> [u8; 4] {
        let alpha = premultiplied[3];
        let per_alpha = self.per_alpha[usize::from(alpha)];
        let [r, g, b, _] = premultiplied.map(|channel| ((u32::from(channel) * per_alpha) >> 16).min(255) as u8);
        [r, g, b, alpha]
    }
}
