//! Apache Parquet: footer first, then the column chunks that somebody asks for. And the other way: sheets as files.

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
mod write;

pub(crate) use file::ParquetFile;
pub(crate) use load::ParquetLoad;
pub(crate) use open::ParquetOpen;
pub use write::{PackZstd, ParquetWriter, pack_zstd_with};
