//! Runs in groups: which runs have the same values in some columns, and what their other values are together. Replicates over seeds are the main use.

mod keys;
mod summary;

use hashbrown::HashMap;
use runloom_table::{ColumnName, Dataset};

use crate::diagnostic::Diagnostic;
use crate::evaluate::EvaluateError;
use crate::parse::parse_group_keys;
use crate::resolve::resolve;
use crate::tree::{ColumnRef, Span};

pub use summary::{Summary, best_row};

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
        let mut group_of: Vec<u32> = vec![0; rows.len()];
        let mut count = usize::from(!rows.is_empty());
        for name in self.names(dataset)? {
            let Some(values) = dataset.runs.values(&name)? else { continue };
            let mut known: HashMap<(u32, u64), u32> = HashMap::new();
            for (group, row) in group_of.iter_mut().zip(rows) {
                let next = known.len() as u32;
                *group = *known.entry((*group, keys::code_of(values, *row as usize))).or_insert(next);
            }
            count = known.len();
        }
        Ok(Groups::of(&group_of, count, rows))
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
    fn what_cannot_be_grouped_by_is_said() {
        assert!(parse_group_by("").is_err());
        assert!(parse_group_by("params.model params.lr").is_err());
        assert!(parse_group_by("params.model,").is_err());
        assert!(parse_group_by("1 + 2").is_err());
        let unknown = parse_group_by("attributes.colour").unwrap().groups(&dataset(), &[0]).unwrap_err();
        assert!(matches!(&unknown, EvaluateError::Refused(_)), "{unknown}");
    }
}
