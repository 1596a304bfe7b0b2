use serde::{Deserialize, Serialize};

/// How values become places along an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ScaleKind {
    /// Equal differences are equally far apart.
    Linear,
    /// Equal ratios are equally far apart; positive numbers only.
    Log,
    /// Distinct values at equal distances.
    Category,
    /// Moments, linear, with the ticks of a calendar.
    Time,
}
