//! The order of rows: MLflow's.

mod key;
mod place;
mod ranks;
mod sort;

pub use key::{OrderKey, check_order, default_order, order_columns};
pub use place::RowPlaces;
pub use sort::{first_rows, sort_rows};

pub(crate) use sort::tie_break;
