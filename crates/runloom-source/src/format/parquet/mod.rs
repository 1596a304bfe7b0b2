//! Apache Parquet: footer first, then the column chunks that somebody asks for.

mod error;
mod file;
mod levels;
mod load;
mod maps;
mod open;
mod pages;
mod summary;

pub(crate) use file::ParquetFile;
pub(crate) use load::ParquetLoad;
pub(crate) use open::ParquetOpen;
