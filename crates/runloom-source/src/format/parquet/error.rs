use parquet::errors::ParquetError;

use super::pages::PageFault;
use crate::SourceError;

/// What the Parquet reader says is wrong with a file.
pub(crate) fn damaged(name: &str, error: &ParquetError) -> SourceError {
    let why = match error {
        ParquetError::General(text) | ParquetError::EOF(text) | ParquetError::ArrowError(text) => text.clone(),
        ParquetError::NYI(text) => return not_supported(name, text),
        ParquetError::External(inner) if inner.is::<PageFault>() => return damaged_pages(name, &inner.to_string()),
        other => other.to_string(),
    };
    if why.contains("isabled feature") || why.contains("not supported") || why.contains("not yet implemented") {
        return not_supported(name, &why);
    }
    SourceError::unreadable(name, format!("its Parquet content is damaged or not valid ({})", why.trim_end_matches(['.', ' '])))
        .hint("Write the file again, or check it with pyarrow: pyarrow.parquet.read_table(path)")
}

fn damaged_pages(name: &str, why: &str) -> SourceError {
    SourceError::unreadable(name, format!("the values of a column are damaged, or encrypted ({why})"))
        .hint("Write the file again without encryption, or check it with pyarrow: pyarrow.parquet.read_table(path)")
}

fn not_supported(name: &str, what: &str) -> SourceError {
    SourceError::unreadable(
        name,
        format!("it uses a part of Parquet that is not supported ({})", what.trim_end_matches(['.', ' '])),
    )
    .hint("Write it again with pyarrow or pandas with their default settings")
}
