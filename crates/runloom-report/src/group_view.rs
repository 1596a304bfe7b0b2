use runloom_table::ColumnName;
use serde::{Deserialize, Serialize};

/// How runs are put into groups, and what stands for a group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GroupView {
    /// The columns to group by, in the words of the query language: `params.lr, params.model`; empty for no groups.
    pub by: String,
    /// What stands for the numbers of a group.
    pub statistic: GroupStatistic,
    /// What makes a run the best of its group: a column, and whether its largest value is best; `None` leaves it to the page.
    pub best: Option<(ColumnName, Goal)>,
    /// What a line of a chart stands for.
    pub lines: Lines,
}

/// What stands for the numbers of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupStatistic {
    /// Their mean, with the standard deviation beside it.
    #[default]
    Mean,
    /// The smallest.
    Min,
    /// The one in the middle.
    Median,
    /// The largest.
    Max,
    /// The values of the group's best run.
    Best,
}

/// Which values of a column are good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// Large ones.
    Max,
    /// Small ones.
    Min,
}

/// What a line of a chart stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lines {
    /// A run.
    #[default]
    Runs,
    /// A group of runs, where there are groups.
    Groups,
}

impl GroupStatistic {
    /// All statistics.
    pub const ALL: [Self; 5] = [Self::Mean, Self::Min, Self::Median, Self::Max, Self::Best];

    /// The word for people and fragments.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Min => "min",
            Self::Median => "median",
            Self::Max => "max",
            Self::Best => "best",
        }
    }
}

impl Goal {
    /// Both goals.
    pub const ALL: [Self; 2] = [Self::Max, Self::Min];

    /// The word for people and fragments.
    pub fn word(self) -> &'static str {
        match self {
            Self::Max => "max",
            Self::Min => "min",
        }
    }
}

impl Lines {
    /// Both kinds of lines.
    pub const ALL: [Self; 2] = [Self::Runs, Self::Groups];

    /// The word for people and fragments.
    pub fn word(self) -> &'static str {
        match self {
            Self::Runs => "runs",
            Self::Groups => "groups",
        }
    }
}
