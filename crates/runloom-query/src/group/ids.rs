use arrow_array::Array;
use hashbrown::HashMap;
use runloom_table::{Dataset, Values};

use super::keys::code_of;
use super::{GroupBy, Groups};
use crate::evaluate::EvaluateError;

/// The largest table of pairs that stands in for a hash map.
const MOST_PAIRS: usize = 1 << 21;

/// The group of every row of a table, numbered in the order of their first rows. Filters and orders do not change it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupIds {
    pub(super) of_row: Vec<u32>,
    pub(super) count: usize,
}

impl GroupBy {
    /// Numbers the groups of all rows. Cells are the same where their values are: text as text, NaN as NaN, missing as missing.
    ///
    /// # Errors
    /// Those of [`GroupBy::names`], and [`EvaluateError::NotLoaded`] where values are not in memory.
    pub fn ids(&self, dataset: &Dataset) -> Result<GroupIds, EvaluateError> {
        let rows: Vec<u32> = (0..dataset.runs.rows() as u32).collect();
        self.number(dataset, &rows)
    }

    /// One group a row given.
    pub(super) fn number(&self, dataset: &Dataset, rows: &[u32]) -> Result<GroupIds, EvaluateError> {
        let mut ids = GroupIds { of_row: vec![0; rows.len()], count: usize::from(!rows.is_empty()) };
        for name in self.names(dataset)? {
            if let Some(values) = dataset.runs.values(&name)? {
                ids.split(values, rows);
            }
        }
        Ok(ids)
    }
}

impl GroupIds {
    /// Parts groups by the values of one more column.
    fn split(&mut self, values: &Values, rows: &[u32]) {
        let mut next = 0;
        let mut fresh = || {
            next += 1;
            next - 1
        };
        let width = match values {
            Values::Text(texts) => texts.distinct().len() + 1,
            Values::Boolean(_) => 3,
            _ => usize::MAX,
        };
        let pairs = self.count.saturating_mul(width);
        if pairs <= MOST_PAIRS {
            let mut known = vec![u32::MAX; pairs];
            for (group, row) in self.of_row.iter_mut().zip(rows) {
                let code = (code_of(values, *row as usize).wrapping_add(1)) as usize;
                if let Some(slot) = known.get_mut(*group as usize * width + code) {
                    if *slot == u32::MAX {
                        *slot = fresh();
                    }
                    *group = *slot;
                }
            }
        } else {
            let mut known: HashMap<(u32, u64), u32> = HashMap::new();
            for (group, row) in self.of_row.iter_mut().zip(rows) {
                *group = *known.entry((*group, code_of(values, *row as usize))).or_insert_with(&mut fresh);
            }
        }
        self.count = next as usize;
    }

    /// How many groups all rows make.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The group of a row.
    pub fn of_row(&self, row: u32) -> Option<usize> {
        self.of_row.get(row as usize).map(|group| *group as usize)
    }

    /// The first row of a group.
    pub fn first_row(&self, group: usize) -> Option<u32> {
        self.of_row.iter().position(|other| *other as usize == group).map(|row| row as u32)
    }

    /// Some of the rows by group, in the order given. Groups keep their numbers, so that those without any of these rows are empty.
    pub fn groups(&self, rows: &[u32]) -> Groups {
        let group_of: Vec<u32> = rows.iter().map(|row| self.of_row.get(*row as usize).copied().unwrap_or_default()).collect();
        Groups::of(&group_of, self.count, rows)
    }
}
