//! How the target depends on params: a curve for one, a surface for two, and what pairs do only together.

mod along;
mod curve;
mod effect;
mod heat;
mod shown;
mod surface;
mod together;
mod words;
mod work;

pub use effect::{Effect, Effects};
pub use surface::PairEffect;

pub(super) use curve::draw_effect;
pub(super) use heat::draw_surface;
pub(super) use shown::Shown;
pub(super) use together::{draw_together, pair_areas, together_size_px};
pub(super) use work::EffectsWork;
