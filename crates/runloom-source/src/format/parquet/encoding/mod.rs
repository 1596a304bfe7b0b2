//! The encodings of levels and values in pages: "Parquet encoding definitions" of the Parquet format. Every byte is from outside: nothing is cut out,
//! shifted or allocated before it is known to fit.

mod bits;
mod delta;
mod hybrid;
mod plain;

pub(crate) use delta::{delta_byte_arrays, delta_integers, delta_length_byte_arrays};
pub(crate) use hybrid::hybrid;
pub(crate) use plain::{booleans, byte_arrays, fixed, split_streams};

/// What is wrong with encoded values, in words.
pub(crate) type Wrong = &'static str;

pub(crate) const SHORT: Wrong = "a page is shorter than its values";
