use runloom_analysis::Method;
use runloom_table::ColumnName;
use serde::{Deserialize, Serialize};

use crate::Goal;

/// What is asked about the params.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportanceView {
    /// The column that they are to explain; `None` leaves the choice to the chart.
    pub target: Option<ColumnName>,
    /// Which of its values are good; `None` is judged by its name.
    pub goal: Option<Goal>,
    /// How importance is judged.
    pub method: Method,
    /// Only the best runs are asked about, this many percent of them, 1 to 99; `None` for all.
    pub best_percent: Option<u8>,
    /// Two params whose effect together is shown instead of that of one.
    pub pair: Option<[ColumnName; 2]>,
}

impl From<Goal> for runloom_analysis::Goal {
    fn from(goal: Goal) -> Self {
        match goal {
            Goal::Max => Self::Maximise,
            Goal::Min => Self::Minimise,
        }
    }
}
