//! Runs as pixels, by integer arithmetic only, so that every machine draws the same bytes.

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
