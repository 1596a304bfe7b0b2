//! Where the columns of a file belong in the run table: attributes, params, metrics or tags.

mod generic;
mod header;
mod mapping;
mod profile;
mod repair;
mod rules;
mod words;

pub(crate) use header::Header;
pub(crate) use mapping::{Mapping, Origin, map_columns, reading_of};
pub(crate) use repair::expand_dictionaries;
pub(crate) use rules::{FLAVOURS, Flavour, Pattern, Place, Rest, Rule, reading_word};
