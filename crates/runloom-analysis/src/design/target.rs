use runloom_table::TypedView;

/// Which way the target gets better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Goal {
    /// Smaller is better.
    #[default]
    Minimise,
    /// Larger is better.
    Maximise,
}

/// What importance is about: one number a run, and which way it gets better.
///
/// The numbers are those of a metric, of an expression over columns, or of several objectives by their non-dominated rank; whoever asks
/// has evaluated them. Rows are those of the run table.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// One number a run; null where there is none.
    pub numbers: &'a TypedView,
    /// Which way it gets better.
    pub goal: Goal,
}
