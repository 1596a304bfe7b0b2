//! The scatter matrix: every column against every other; points where they are few, the same joint histogram as everywhere where they are many.

mod chart;
mod diagonal;
mod draw;
mod frame;
mod hover;
mod layout;
mod likeness;
mod pixels;
mod spec;

pub use chart::MatrixChart;
pub use layout::{CellKind, MatrixCell};
pub use spec::{MatrixSpec, default_matrix_columns};
