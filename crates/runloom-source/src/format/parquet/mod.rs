//! Apache Parquet: footer first, then the column chunks that somebody asks for.

mod byte_column;
mod encoding;
mod error;
mod file;
mod leaf;
mod leaf_values;
mod load;
mod nested;
mod open;
mod page_header;
mod pages;
mod schema;
mod summary;
mod values;

pub(crate) use file::ParquetFile;
pub(crate) use load::ParquetLoad;
pub(crate) use open::ParquetOpen;
