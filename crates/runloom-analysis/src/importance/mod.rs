//! Importance of params by one of several methods, with intervals, a noise floor, and an account of what was left out.

mod direct;
mod forest;
mod method;
mod notes;
mod options;
mod permutation;
mod result;
mod spread;
mod task;

pub use method::Method;
pub use options::ImportanceOptions;
pub use result::{Importance, ParamImportance};
pub use task::{ImportanceTask, importance};
