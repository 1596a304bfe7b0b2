//! Finished charts as files: SVG, and PNG for the pixels in it.

mod base64;
mod deflate;
mod figure;
mod png;
mod svg;
mod xml;

pub(crate) use figure::LEAST_PX;
pub use figure::{Beneath, Figure, NoPicture, check_size};
