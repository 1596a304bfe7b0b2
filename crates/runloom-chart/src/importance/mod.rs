//! The importance of params as bars: with intervals, a noise floor, and what was left out.

mod chart;
mod details;
mod draw;
mod effects;
mod figure;
mod layout;
mod question;
mod sweep;
mod words;
mod work;

pub use chart::{ImportanceBar, ImportanceChart, ImportancePair, ImportanceSpec};
pub use effects::{Effect, Effects, PairEffect};
pub use question::ImportanceQuestion;
pub use sweep::{LEAST_RUNS, is_sweep};
pub use work::{ImportanceAnswer, ImportanceWork};
