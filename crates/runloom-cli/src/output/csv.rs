use std::io::{self, Write};

use runloom_table::Sheet;

/// Comma-separated values with a header, as the page writes them.
pub(crate) fn write_csv(sheet: &Sheet<'_>, out: &mut dyn Write) -> io::Result<()> {
    sheet.csv_blocks().try_for_each(|block| out.write_all(block.as_bytes()))
}
