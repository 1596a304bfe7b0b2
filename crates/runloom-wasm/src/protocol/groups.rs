use runloom_report::{Goal, GroupStatistic, Lines};
use serde::{Deserialize, Serialize};
use tsify::Tsify;

use super::FilterProblem;

/// How runs are grouped, and what that gives.
#[derive(Clone, Debug, Default, Serialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct Grouping {
    /// The columns to group by in the words of the query language, right or wrong; empty for no groups.
    pub text: String,
    /// The full names of the columns that runs are grouped by now; none where nothing is grouped.
    pub columns: Vec<String>,
    /// What is wrong with the text; nothing is grouped then.
    pub problems: Vec<FilterProblem>,
    /// How many groups the matching runs make.
    pub groups: usize,
    /// How many of them show their runs.
    pub expanded: usize,
    /// The rows of the table: groups and the runs of expanded ones; all matching runs where nothing is grouped.
    pub rows: usize,
    /// What stands for a group.
    pub statistic: StatisticName,
    /// What makes a run the best of its group; `null` where nothing says so.
    pub best: Option<BestBy>,
    /// What a line of a chart stands for.
    pub lines: LinesName,
}

/// What makes a run the best of its group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
pub struct BestBy {
    /// The full name of the column.
    pub column: String,
    /// Which of its values are good.
    pub goal: GoalName,
    /// Whether the user said so.
    pub chosen: bool,
}

/// What a row of the table says of a group.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct RowGroup {
    /// The values that its runs share, in the order of the columns that they are grouped by.
    pub keys: Vec<GroupKey>,
    /// How many runs it has.
    pub size: usize,
    /// How many of them are chosen.
    pub selected: usize,
    /// Whether its runs are shown below it.
    pub expanded: bool,
}

/// One value that the runs of a group share.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct GroupKey {
    /// The key of the column.
    pub label: String,
    /// The value as text; `null` is missing.
    pub text: Option<String>,
}

/// The cells of a group in one column.
#[derive(Clone, Debug, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct CellSummary {
    /// The full name of the column.
    pub column: String,
    /// How many runs the group has.
    pub runs: usize,
    /// How many of them have a value; of numbers, how many have a number.
    pub count: usize,
    /// Of numbers: mean, standard deviation, smallest, median and largest, where there are any.
    pub statistics: Vec<NamedText>,
    /// Of names: the most frequent ones and how many runs have each.
    pub values: Vec<ValueCount>,
    /// How many more different names there are.
    pub others: usize,
}

/// A statistic as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
pub struct NamedText {
    /// What it is called.
    pub name: String,
    /// Its value.
    pub text: String,
}

/// A value and how many runs have it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
pub struct ValueCount {
    /// The value as text.
    pub text: String,
    /// How many runs have it.
    pub runs: usize,
}

macro_rules! names {
    ($(#[$doc:meta])* $name:ident of $view:ident { $($(#[$variant_doc:meta])* $variant:ident),+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Tsify)]
        #[serde(rename_all = "lowercase")]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl From<$view> for $name {
            fn from(name: $view) -> Self {
                match name { $($view::$variant => Self::$variant),+ }
            }
        }

        impl From<$name> for $view {
            fn from(name: $name) -> Self {
                match name { $($name::$variant => Self::$variant),+ }
            }
        }
    };
}

names! {
    /// What stands for a group.
    StatisticName of GroupStatistic {
        /// Means, with the standard deviation beside them.
        Mean,
        /// The smallest numbers.
        Min,
        /// The numbers in the middle.
        Median,
        /// The largest numbers.
        Max,
        /// The values of its best run.
        Best
    }
}

names! {
    /// Which values of a column are good.
    GoalName of Goal {
        /// Large ones.
        Max,
        /// Small ones.
        Min
    }
}

names! {
    /// What a line of a chart stands for.
    LinesName of Lines {
        /// A run.
        Runs,
        /// A group of runs.
        Groups
    }
}

impl Default for StatisticName {
    fn default() -> Self {
        GroupStatistic::default().into()
    }
}

impl Default for LinesName {
    fn default() -> Self {
        Lines::default().into()
    }
}
