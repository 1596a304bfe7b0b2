use std::sync::Arc;

use arrow_array::{Array, Int32Array};
use arrow_buffer::NullBuffer;
use arrow_schema::Fields;
use runloom_table::Values;

/// A decoded column.
#[derive(Clone, Debug)]
pub(crate) enum Decoded {
    /// Values of a type that is not nested.
    Flat(Values),
    /// Values that rows point to: a dictionary's, or those of runs of equal values. Every place is there.
    Gathered { places: Int32Array, values: Arc<Decoded> },
    /// Structs; every child has as many rows.
    Struct { rows: usize, nulls: Option<NullBuffer>, fields: Fields, children: Vec<Decoded> },
    /// Lists or, where the items are structs of a key and a value, maps. Every range of a row that is not missing lies within the items.
    List { nulls: Option<NullBuffer>, ranges: Vec<(usize, usize)>, items: Box<Decoded>, is_map: bool },
    /// One of several columns a row: which, and the row in it.
    Union { nulls: Option<NullBuffer>, choices: Vec<(usize, usize)>, children: Vec<Decoded> },
}

impl Decoded {
    /// The number of rows.
    pub(crate) fn rows(&self) -> usize {
        match self {
            Self::Flat(values) => values.len(),
            Self::Gathered { places, .. } => places.len(),
            Self::Struct { rows, .. } => *rows,
            Self::List { ranges, .. } => ranges.len(),
            Self::Union { choices, .. } => choices.len(),
        }
    }

    /// Whether a row has no value. Rows out of range have none.
    pub(crate) fn is_missing(&self, row: usize) -> bool {
        let is_null = |nulls: &Option<NullBuffer>| nulls.as_ref().is_some_and(|nulls| nulls.is_null(row));
        row >= self.rows()
            || match self {
                Self::Flat(values) => values.is_missing(row),
                Self::Gathered { values, .. } => self.place(row).is_none_or(|place| values.is_missing(place)),
                Self::Struct { nulls, .. } | Self::List { nulls, .. } => is_null(nulls),
                Self::Union { nulls, choices, children } => {
                    let choice = choices.get(row).and_then(|(child, row)| Some((children.get(*child)?, *row)));
                    is_null(nulls) || choice.is_none_or(|(child, row)| child.is_missing(row))
                }
            }
    }

    /// The place that a row of [`Decoded::Gathered`] points to.
    pub(crate) fn place(&self, row: usize) -> Option<usize> {
        let Self::Gathered { places, .. } = self else { return None };
        let there = row < places.len() && places.is_valid(row);
        there.then(|| usize::try_from(places.value(row)).ok()).flatten()
    }
}
