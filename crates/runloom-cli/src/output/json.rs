use std::io::{self, Write};

use runloom_table::{Value, format_real};

use super::Answer;

/// An array of objects, one a line. Missing is null; NaN and infinities are strings; whole numbers keep all of their digits.
pub(crate) fn write_json(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    let keys = keys_of(answer)?;
    out.write_all(b"[")?;
    for (at, &row) in answer.rows.iter().enumerate() {
        out.write_all(if at == 0 { b"\n" } else { b",\n" })?;
        write_object(answer, &keys, row, out)?;
    }
    out.write_all(if answer.rows.is_empty() { b"]\n" } else { b"\n]\n" })
}

/// The objects of [`write_json`], each on a line of its own.
pub(crate) fn write_ndjson(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    let keys = keys_of(answer)?;
    for &row in answer.rows {
        write_object(answer, &keys, row, out)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn keys_of(answer: &Answer<'_>) -> io::Result<Vec<String>> {
    answer.columns.iter().map(|column| Ok(serde_json::to_string(&column.name.to_string())?)).collect()
}

fn write_object(answer: &Answer<'_>, keys: &[String], row: u32, out: &mut dyn Write) -> io::Result<()> {
    for (at, (column, key)) in answer.columns.iter().zip(keys).enumerate() {
        write!(out, "{}{key}:", if at == 0 { "{" } else { "," })?;
        write_value(column.values.at(row as usize), out)?;
    }
    out.write_all(if keys.is_empty() { b"{}" } else { b"}" })
}

fn write_value(value: Value<'_>, out: &mut dyn Write) -> io::Result<()> {
    match value {
        Value::Missing => out.write_all(b"null"),
        Value::Real(real) if real.is_finite() => out.write_all(format_real(real).as_bytes()),
        Value::Integer(integer) => write!(out, "{integer}"),
        Value::Boolean(boolean) => write!(out, "{boolean}"),
        Value::Text(text) => Ok(serde_json::to_writer(out, text)?),
        Value::Real(_) | Value::Time(_) => Ok(serde_json::to_writer(out, &value.to_text())?),
    }
}
