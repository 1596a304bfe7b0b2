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
        // 255 / alpha in 1/65536, rounded up so that nothing grows darker.
        let per_alpha: Vec<u32> = (0..256u32).map(|alpha| (255u32 << 16).div_ceil(alpha.max(1))).collect();
        let mut rgba = vec![0; canvas.pixels.len() * 4];
        for (straight, pixel) in rgba.chunks_exact_mut(4).zip(&canvas.pixels).filter(|(_, pixel)| **pixel != 0) {
            let [r, g, b, a] = pixel.to_le_bytes();
            let scale = per_alpha.get(usize::from(a)).copied().unwrap_or_default();
            let channel = |channel: u8| ((u32::from(channel) * scale) >> 16).min(255) as u8;
            straight.copy_from_slice(&match a {
                0 => [0; 4],
                255 => [r, g, b, a],
                _ => [channel(r), channel(g), channel(b), a],
            });
        }
        Self { width: canvas.width, height: canvas.height, rgba }
    }
}
