use runloom_table::{ColumnSummary, Values};

/// A rectangle as a file holds it, before its columns have a place in the run table.
#[derive(Debug, Default)]
pub(crate) struct Frame {
    /// The number of rows.
    pub(crate) rows: usize,
    /// The columns, in the order of the file.
    pub(crate) columns: Vec<FrameColumn>,
    /// What had to be interpreted or repaired.
    pub(crate) warnings: Vec<String>,
}

/// One column of a [`Frame`].
#[derive(Clone, Debug)]
pub(crate) struct FrameColumn {
    /// Its name in the file, nested names joined by dots.
    pub(crate) name: String,
    /// What kind of values it holds.
    pub(crate) class: Class,
    /// What is known without the values.
    pub(crate) summary: ColumnSummary,
    /// The values as the file has them, where they are in memory.
    pub(crate) values: Option<Values>,
}

/// What kind of values a file says a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Numbers.
    Number,
    /// Truth values.
    Boolean,
    /// Moments.
    Time,
    /// Durations, read as seconds.
    Duration,
    /// Text.
    Text,
    /// Lists or maps, read as JSON text.
    Nested,
}

impl FrameColumn {
    /// A column whose values are in memory.
    pub(crate) fn loaded(name: impl Into<String>, values: Values) -> Self {
        let class = match &values {
            Values::Real(_) | Values::Integer(_) => Class::Number,
            Values::Boolean(_) => Class::Boolean,
            Values::Time(_) => Class::Time,
            Values::Text(_) => Class::Text,
        };
        Self { name: name.into(), class, summary: ColumnSummary::default(), values: Some(values) }
    }
}
