use std::io::{self, Write};

use runloom_table::push_csv_field;

use super::Answer;

/// Comma-separated values with a header. Missing is empty, empty text is `""`, so that the two can be told apart.
pub(crate) fn write_csv(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    for (at, column) in answer.columns.iter().enumerate() {
        separate(at, out)?;
        write_field(&column.name.to_string(), out)?;
    }
    out.write_all(b"\n")?;
    for &row in answer.rows {
        for (at, column) in answer.columns.iter().enumerate() {
            separate(at, out)?;
            if let Some(text) = column.values.text_at(row as usize) {
                write_field(&text, out)?;
            }
        }
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn separate(at: usize, out: &mut dyn Write) -> io::Result<()> {
    if at == 0 { Ok(()) } else { out.write_all(b",") }
}

fn write_field(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut field = String::with_capacity(text.len() + 2);
    push_csv_field(&mut field, text);
    out.write_all(field.as_bytes())
}
