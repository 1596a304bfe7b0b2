//! How the target depends on params: marginal curves and surfaces of a forest, and what params do only together.

mod curve;
mod interaction;
mod model;
mod predict;
mod surface;

pub use curve::Curve;
pub use interaction::Interaction;
pub use model::Shapes;
pub(crate) use predict::Prediction;
pub use surface::Surface;
