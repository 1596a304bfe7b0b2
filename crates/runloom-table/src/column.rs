use std::fmt;
use std::sync::OnceLock;

use crate::{ColumnName, TypedView, Value, Values};

/// A column of the run table: its name, what is known of it without its values, and its values once they are loaded.
#[derive(Clone, Debug)]
pub struct Column {
    name: ColumnName,
    /// What is known before the values are, from a file's footer.
    summary: ColumnSummary,
    values: Option<Values>,
    typed: OnceLock<TypedView>,
    exact: OnceLock<ColumnSummary>,
}

/// What can be said of a column at a glance. `None` is "not known until the values are loaded".
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ColumnSummary {
    /// How many runs have no value.
    pub missing: Option<usize>,
    /// Whether any two runs differ; a missing value differs from a present one.
    pub differs: Option<bool>,
    /// Whether any two values that are there differ.
    pub varies: Option<bool>,
    /// The smallest finite number.
    pub min: Option<f64>,
    /// The largest finite number.
    pub max: Option<f64>,
}

/// The values of a column were asked for before they were loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotLoaded(pub ColumnName);

impl fmt::Display for NotLoaded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the values of {} are not loaded", self.0)
    }
}

impl std::error::Error for NotLoaded {}

impl Column {
    /// A column with its values.
    pub fn loaded(name: ColumnName, values: Values) -> Self {
        Self { name, summary: ColumnSummary::default(), values: Some(values), typed: OnceLock::new(), exact: OnceLock::new() }
    }

    /// A column known by name and by what a footer says.
    pub fn pending(name: ColumnName, summary: ColumnSummary) -> Self {
        Self { name, summary, values: None, typed: OnceLock::new(), exact: OnceLock::new() }
    }

    /// The full name.
    pub fn name(&self) -> &ColumnName {
        &self.name
    }

    /// Gives the column another name, when a user says that what was taken for a metric is a param.
    pub fn rename(&mut self, name: ColumnName) {
        self.name = name;
    }

    /// Whether the values are in memory.
    pub fn is_loaded(&self) -> bool {
        self.values.is_some()
    }

    /// The values.
    ///
    /// # Errors
    /// [`NotLoaded`] until the owner of the data has loaded them.
    pub fn values(&self) -> Result<&Values, NotLoaded> {
        self.values.as_ref().ok_or_else(|| NotLoaded(self.name.clone()))
    }

    /// Puts the values in.
    pub fn load(&mut self, values: Values) {
        self.values = Some(values);
        self.typed = OnceLock::new();
        self.exact = OnceLock::new();
    }

    /// The numbers behind the values, computed once.
    ///
    /// # Errors
    /// [`NotLoaded`] until the values are.
    pub fn typed(&self) -> Result<&TypedView, NotLoaded> {
        let values = self.values()?;
        Ok(self.typed.get_or_init(|| TypedView::of(values)))
    }

    /// What is known of the column: exact once loaded, else what the footer said.
    pub fn summary(&self) -> ColumnSummary {
        let Ok(values) = self.values() else { return self.summary };
        *self.exact.get_or_init(|| summarise(values, self.typed().ok()))
    }
}

fn summarise(values: &Values, typed: Option<&TypedView>) -> ColumnSummary {
    let missing = values.missing_count();
    let mixed = missing > 0 && missing < values.len();
    let varies = match values {
        Values::Text(texts) => {
            let mut codes = texts.codes().iter().flatten();
            let first = codes.next();
            codes.any(|code| Some(code) != first)
        }
        other => {
            let first = (0..other.len()).find(|&row| !other.is_missing(row)).map_or(Value::Missing, |row| other.at(row));
            (0..other.len()).any(|row| !other.is_missing(row) && !same(other.at(row), first))
        }
    };
    let finite = || typed.into_iter().flat_map(|view| view.numbers.iter().flatten()).filter(|v| v.is_finite());
    ColumnSummary {
        missing: Some(missing),
        differs: Some(mixed || varies),
        varies: Some(varies),
        min: finite().reduce(f64::min),
        max: finite().reduce(f64::max),
    }
}

fn same(a: Value<'_>, b: Value<'_>) -> bool {
    matches!((a, b), (Value::Real(a), Value::Real(b)) if a.is_nan() && b.is_nan()) || a == b
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differs(values: Values) -> bool {
        Column::loaded(ColumnName::param("p"), values).summary().differs == Some(true)
    }

    #[test]
    fn a_column_differs_when_two_runs_do() {
        assert!(differs(Values::from_reals([Some(1.0), Some(2.0)])));
        assert!(differs(Values::from_reals([Some(1.0), None])));
        assert!(!differs(Values::from_reals([Some(f64::NAN), Some(f64::NAN)])));
        assert!(!differs(Values::from_reals([None, None])));
        assert!(!differs(Values::from_texts([Some("a"), Some("a")])));
        let mixed = Column::loaded(ColumnName::param("p"), Values::from_reals([Some(1.0), None])).summary();
        assert_eq!((mixed.differs, mixed.varies), (Some(true), Some(false)));
        assert!(differs(Values::from_texts([Some("a"), Some("b")])));
    }

    #[test]
    fn values_have_to_be_loaded_first() {
        let mut column = Column::pending(ColumnName::metric("m"), ColumnSummary { differs: Some(true), ..Default::default() });
        assert!(column.values().is_err());
        assert_eq!(column.summary().differs, Some(true));
        column.load(Values::from_reals([Some(1.0)]));
        assert_eq!(column.summary().differs, Some(false));
        assert_eq!(column.summary().max, Some(1.0));
    }
}
