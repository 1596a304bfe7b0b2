//! Comma-, semicolon-, tab- and bar-separated text.

mod dialect;
mod read;

pub(crate) use read::CsvRead;
