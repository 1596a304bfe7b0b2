use std::fmt::Write as _;

use runloom_table::{Sheet, Value};

/// A sheet as JSON, a list a column: `{"params.lr":["0.1"],"metrics.loss":[0.25]}`. Opened again it is the same sheet, but for numbers with
/// fractions where `digits` says how many of their digits stay. What JSON cannot say is written as Python does: `NaN`, `Infinity`.
pub fn lists_of(sheet: &Sheet<'_>, digits: Option<usize>) -> String {
    let mut out = String::from("{");
    for (at, (name, values)) in sheet.columns().enumerate() {
        if at > 0 {
            out.push(',');
        }
        push_text(&mut out, name);
        out.push_str(":[");
        for (at, row) in sheet.rows().iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            match values.at(*row as usize) {
                Value::Missing => out.push_str("null"),
                Value::Real(value) => push_real(&mut out, value, digits),
                Value::Integer(value) => {
                    let _ = write!(out, "{value}");
                }
                Value::Boolean(value) => {
                    let _ = write!(out, "{value}");
                }
                value @ (Value::Time(_) | Value::Text(_)) => push_text(&mut out, &value.to_text().unwrap_or_default()),
            }
        }
        out.push(']');
    }
    out.push('}');
    out
}

fn push_real(out: &mut String, value: f64, digits: Option<usize>) {
    if value.is_nan() {
        out.push_str("NaN");
    } else if value.is_infinite() {
        out.push_str(if value > 0.0 { "Infinity" } else { "-Infinity" });
    } else {
        let rounded = digits.and_then(|digits| format!("{value:.*e}", digits.saturating_sub(1)).parse().ok());
        let (value, size) = (rounded.unwrap_or(value), value.abs());
        let _ = if size == 0.0 || (1e-4..1e15).contains(&size) { write!(out, "{value:?}") } else { write!(out, "{value:e}") };
    }
}

fn push_text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use runloom_table::Values;

    use super::*;

    #[test]
    fn columns_are_lists_of_what_they_hold() {
        let mut sheet = Sheet::new(vec![2, 0, 1]);
        sheet.push("metrics.loss", Values::from_reals([Some(0.123_456_789), Some(f64::NEG_INFINITY), None]));
        sheet.push("metrics.n", Values::from_reals([Some(3.0), Some(1.5e-9), Some(f64::NAN)]));
        sheet.push("params.\"a\"", Values::from_texts([Some("x\n\u{1f}\\"), None, Some("")]));
        sheet.push("params.on", Values::from_truths([Some(true), None, Some(false)]));
        assert_eq!(
            lists_of(&sheet, None),
            r#"{"metrics.loss":[null,0.123456789,-Infinity],"metrics.n":[NaN,3.0,1.5e-9],"params.\"a\"":["","x\u000a\u001f\\",null],"params.on":[false,true,null]}"#
        );
        assert!(lists_of(&sheet, Some(4)).contains("0.1235,"));
        serde_json::from_str::<serde_json::Value>(&lists_of(&sheet, None).replace("NaN", "1").replace("-Infinity", "1")).unwrap();
    }
}
