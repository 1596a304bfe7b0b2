//! What to try next after the runs of a table: found step by step, in words, and as a search space that other tools read.

mod answer;
mod course;
mod fixed;
mod formats;
mod question;
mod strip;
mod words;
mod work;

pub use answer::SuggestAnswer;
pub use formats::SuggestFormat;
pub use question::SuggestQuestion;
pub use strip::Strip;
pub use words::{SuggestFinding, shown_number};
pub use work::SuggestWork;
