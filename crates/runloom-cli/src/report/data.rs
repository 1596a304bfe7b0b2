use runloom_report::report_sheets;
use runloom_source::ParquetWriter;
use runloom_table::{Dataset, Sheet};

use crate::failure::Failure;
use crate::plot::no_picture;

/// The runs of these rows and their histories, as the files that the report opens.
pub(super) fn files(dataset: &Dataset, rows: &[u32]) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let sheets = report_sheets(dataset, rows).map_err(|refused| no_picture(&refused))?;
    sheets.into_iter().map(|(name, sheet)| Ok((format!("{name}.parquet"), parquet(&sheet)?))).collect()
}

fn parquet(sheet: &Sheet<'_>) -> Result<Vec<u8>, Failure> {
    let mut writer = ParquetWriter::new(sheet).smallest();
    let mut file = Vec::new();
    while let Some(block) = writer.next_block().map_err(Failure::Data)? {
        file.extend(block);
    }
    Ok(file)
}
