use std::io::{self, Write};

use runloom_source::ParquetWriter;
use runloom_table::Sheet;

/// Parquet with the columns named as in `mlflow.search_runs()`. Times are timestamps in microseconds UTC; missing is null.
pub(crate) fn write_parquet(sheet: &Sheet<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = ParquetWriter::new(sheet);
    while let Some(block) = writer.next_block().map_err(io::Error::other)? {
        out.write_all(&block)?;
    }
    Ok(())
}
