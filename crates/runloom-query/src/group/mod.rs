//! Runs in groups: which runs have the same values in some columns, and what their other values are together. Replicates over seeds are the main use.

mod aggregate;
mod agreement;
mod ids;
mod keys;
mod order;
mod statistic;
mod summary;

use runloom_table::{ColumnName, Dataset};

use crate::diagnostic::Diagnostic;
use crate::evaluate::EvaluateError;
use crate::parse::parse_group_keys;
use crate::resolve::resolve;
use crate::tree::{ColumnRef, Span};

pub use aggregate::{Aggregate, Best};
pub use agreement::{Agreement, value_counts};
pub use ids::GroupIds;
pub use statistic::{Spread, Statistic};
pub use summary::Summary;

/// The columns that runs are grouped by.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupBy {
    /// The columns, in the order given, and where each stands in the text.
    pub columns: Vec<(ColumnRef, Span)>,
}

/// Rows in groups. Groups stand in the order of their first row, and so do the rows of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    rows: Vec<u32>,
    ends: Vec<usize>,
}

/// Reads the columns to group by, with commas between them: `params.model, params.lr`.
///
/// # Errors
/// The first thing that is wrong.
pub fn parse_group_by(text: &str) -> Result<GroupBy, Diagnostic> {
    parse_group_keys(text).map(|columns| GroupBy { columns })
}

impl GroupBy {
    /// The columns of a table that are meant, in the order given.
    ///
    /// # Errors
    /// [`EvaluateError::Refused`] where the table does not have one.
    pub fn names(&self, dataset: &Dataset) -> Result<Vec<ColumnName>, EvaluateError> {
        let found = |(column, span): &(ColumnRef, Span)| {
            let unknown = || EvaluateError::Refused(keys::unknown(column, *span, &dataset.runs));
            resolve(&dataset.runs, column).ok_or_else(unknown)
        };
        self.columns.iter().map(found).collect()
    }

    /// Groups rows. Cells are the same where their values are: text as text, NaN as NaN, missing as missing.
    ///
    /// # Errors
    /// Those of [`GroupBy::names`], and [`EvaluateError::NotLoaded`] where values are not in memory.
    pub fn groups(&self, dataset: &Dataset, rows: &[u32]) -> Result<Groups, EvaluateError> {
        let ids = self.number(dataset, rows)?;
        Ok(Groups::of(&ids.of_row, ids.count, rows))
    }
}

impl Groups {
    fn of(group_of: &[u32], count: usize, rows: &[u32]) -> Self {
        let mut ends = vec![0_usize; count];
        for group in group_of {
            if let Some(size) = ends.get_mut(*group as usize) {
                *size += 1;
            }
        }
        let mut places = Vec::with_capacity(count);
        let mut end = 0;
        for size in &mut ends {
            places.push(end);
            end += *size;
            *size = end;
        }
        let mut ordered = vec![0; rows.len()];
        for (group, row) in group_of.iter().zip(rows) {
            let Some(place) = places.get_mut(*group as usize) else { continue };
            if let Some(slot) = ordered.get_mut(*place) {
                *slot = *row;
            }
            *place += 1;
        }
        Self { rows: ordered, ends }
    }

    /// The number of groups.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are no groups.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The rows of a group; none for a group that is not there.
    pub fn rows(&self, group: usize) -> &[u32] {
        let start = group.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(group).and_then(|end| self.rows.get(start..*end)).unwrap_or_default()
    }

    /// The groups, each with its rows.
    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.len()).map(|group| self.rows(group))
    }
}

#[cfg(test)]
mod tests {
    use runloom_table::{Column, RunTable, Values};

    use super::*;

    fn dataset() -> Dataset {
        let mut runs = RunTable::new(6);
        let models = [Some("rf"), Some("lr"), Some("rf"), None, Some("lr"), None];
        runs.push(Column::loaded(ColumnName::param("model"), Values::from_texts(models)));
        let auc = [Some(0.5), Some(f64::NAN), Some(0.7), Some(-0.0), Some(f64::NAN), Some(0.0)];
        runs.push(Column::loaded(ColumnName::metric("auc"), Values::from_reals(auc)));
        Dataset { runs, ..Dataset::default() }
    }

    fn groups(text: &str, rows: &[u32]) -> Vec<Vec<u32>> {
        let groups = parse_group_by(text).unwrap().groups(&dataset(), rows).unwrap();
        groups.iter().map(<[u32]>::to_vec).collect()
    }

    #[test]
    fn groups_stand_in_the_order_of_their_first_row() {
        assert_eq!(groups("params.model", &[0, 1, 2, 3, 4, 5]), [vec![0, 2], vec![1, 4], vec![3, 5]]);
        assert_eq!(groups("params.model", &[5, 4, 2, 0]), [vec![5], vec![4], vec![2, 0]]);
        assert_eq!(groups("params.model", &[]), Vec::<Vec<u32>>::new());
    }

    #[test]
    fn nan_equals_nan_and_zero_equals_zero() {
        assert_eq!(groups("metrics.auc", &[0, 1, 2, 3, 4, 5]), [vec![0], vec![1, 4], vec![2], vec![3, 5]]);
        assert_eq!(groups("params.model, metrics.auc", &[0, 1, 2, 3, 4, 5]), [vec![0], vec![1, 4], vec![2], vec![3, 5]]);
    }

    #[test]
    fn numbers_of_groups_outlive_a_filter() {
        let ids = parse_group_by("params.model").unwrap().ids(&dataset()).unwrap();
        assert_eq!((ids.len(), ids.of_row(4), ids.of_row(6)), (3, Some(1), None));
        let groups = ids.groups(&[5, 4, 1]);
        assert_eq!(groups.iter().map(<[u32]>::to_vec).collect::<Vec<_>>(), [vec![], vec![4, 1], vec![5]]);
    }

    #[test]
    fn many_texts_are_grouped_as_few_are() {
        let count = 3000;
        let mut runs = RunTable::new(count);
        let names: Vec<String> = (0..count).map(|row| format!("r{}", row % 1500)).collect();
        for (key, step) in [("a", 1), ("b", 7)] {
            let texts = (0..count).map(|row| names.get((row * step) % count).map(String::as_str));
            runs.push(Column::loaded(ColumnName::param(key), Values::from_texts(texts)));
        }
        let dataset = Dataset { runs, ..Dataset::default() };
        let group_by = parse_group_by("params.a, params.b").unwrap();
        let ids = group_by.ids(&dataset).unwrap();
        assert_eq!(ids.len(), 1500);
        assert!((0..1500).all(|row| ids.of_row(row) == Some(row as usize) && ids.of_row(row + 1500) == Some(row as usize)));
    }

    #[test]
    fn what_cannot_be_grouped_by_is_said() {
        assert!(parse_group_by("").is_err());
        assert!(parse_group_by("params.model params.lr").is_err());
        assert!(parse_group_by("params.model,").is_err());
        assert!(parse_group_by("1 + 2").is_err());
        let unknown = parse_group_by("attributes.colour").unwrap().groups(&dataset(), &[0]).unwrap_err();
        assert!(matches!(&unknown, EvaluateError::Refused(_)), "{unknown}");
    }
}
