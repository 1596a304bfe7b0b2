use runloom_table::{RowMask, RunTable};

/// What the lines of a chart stand for, and the runs that its axes are made for.
#[derive(Clone, Copy)]
pub(crate) struct Lines<'a> {
    /// One row a line.
    pub(crate) table: &'a RunTable,
    /// The rows that are drawn.
    pub(crate) drawn: &'a RowMask,
    /// The rows that words are about, where they are not all that is drawn: those of groups without the ones that only show
    /// where groups were.
    pub(crate) told: Option<&'a RowMask>,
    /// The runs behind the groups; the lines themselves where these are runs.
    pub(crate) runs: &'a RunTable,
    /// Those of the runs whose values the axes hold.
    pub(crate) in_filter: &'a RowMask,
}

impl<'a> Lines<'a> {
    /// A line a run.
    pub(crate) fn of_runs(runs: &'a RunTable, in_filter: &'a RowMask) -> Self {
        Self { table: runs, drawn: in_filter, told: None, runs, in_filter }
    }

    /// What a line stands for, one and many.
    pub(crate) fn noun(&self) -> Noun {
        if self.told.is_some() { Noun::Group } else { Noun::Run }
    }
}

/// What a line is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Noun {
    Run,
    Group,
}

impl Noun {
    pub(crate) fn many(self) -> &'static str {
        match self {
            Self::Run => "runs",
            Self::Group => "groups",
        }
    }

    /// What a line has to have for a place on an axis.
    pub(crate) fn value(self) -> &'static str {
        match self {
            Self::Run => "value",
            Self::Group => "single value",
        }
    }
}
