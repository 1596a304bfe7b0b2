use std::fmt::Write;

use runloom_table::Value;

/// Writes one value as JSON; what JSON has no form for as a string.
pub(crate) fn write_value(value: Value<'_>, out: &mut String) {
    match value {
        Value::Missing => out.push_str("null"),
        Value::Real(v) if v.is_finite() => out.push_str(&runloom_table::format_real(v)),
        Value::Integer(v) => {
            let _ = write!(out, "{v}");
        }
        Value::Boolean(v) => out.push_str(if v { "true" } else { "false" }),
        other => write_string(&other.to_text().unwrap_or_default(), out),
    }
}

/// Writes a string as JSON does.
pub(crate) fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
