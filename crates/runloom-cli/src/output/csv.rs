use std::io::{self, Write};

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
    let plain = !text.is_empty() && text.trim() == text && !text.contains(['"', ',', '\n', '\r']);
    if plain { out.write_all(text.as_bytes()) } else { write!(out, "\"{}\"", text.replace('"', "\"\"")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(text: &str) -> String {
        let mut out = Vec::new();
        write_field(text, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn only_what_has_to_be_is_quoted() {
        for (text, written) in [
            ("a b", "a b"),
            ("", "\"\""),
            (" a", "\" a\""),
            ("a,b", "\"a,b\""),
            ("say \"hi\"\n", "\"say \"\"hi\"\"\n\""),
            ("1,5", "\"1,5\""),
        ] {
            assert_eq!(field(text), written);
        }
    }
}
