//! Groups of runs on their way into a chart: what stands for them, which lines they are, and how that is said.

mod groups;
mod lines;
mod words;

pub use groups::RunGroups;
pub use lines::GroupLines;
pub use words::group_name;
