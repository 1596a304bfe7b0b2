//! Names and values as YAML and Python read them, whatever they are.

use std::fmt::Write;

use runloom_analysis::{ParamValue, SpaceParam};
use runloom_table::visible;

/// Text as a string in double quotes that YAML, JSON and Python read alike: all but letters, digits and plain punctuation is escaped, so that no
/// text can end the string or begin anything else.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        let code = c as u32;
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            ' '..='~' => out.push(c),
            _ if c.is_alphanumeric() => out.push(c),
            // Writing into a String cannot fail.
            _ if code <= 0xffff => _ = write!(out, "\\u{code:04x}"),
            _ => _ = write!(out, "\\U{code:08x}"),
        }
    }
    out.push('"');
    out
}

/// A finite number as YAML 1.1, JSON and Python read it: with a point, and a sign before an exponent.
pub(super) fn real(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 || (1e-4..1e15).contains(&size) {
        return format!("{value:?}");
    }
    let text = format!("{value:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with('-') { "" } else { "+" };
    format!("{mantissa}{point}e{sign}{exponent}")
}

/// A number that is whole if `whole`.
pub(super) fn number(value: f64, whole: bool) -> String {
    if whole && value.abs() < 1e15 { format!("{}", value as i64) } else { real(value) }
}

/// A value as Python writes it.
pub(super) fn python(value: &ParamValue) -> String {
    match value {
        ParamValue::Truth(true) => "True".to_owned(),
        ParamValue::Truth(false) => "False".to_owned(),
        other => yaml(other),
    }
}

/// A value as YAML and JSON write it.
pub(super) fn yaml(value: &ParamValue) -> String {
    match value {
        ParamValue::Real(value) => real(*value),
        ParamValue::Whole(value) => value.to_string(),
        ParamValue::Truth(value) => value.to_string(),
        ParamValue::Text(text) => quoted(text),
    }
}

/// When a param exists, in words for a comment; empty where it always does.
pub(super) fn condition(param: &SpaceParam) -> String {
    visible(&param.only_when.as_ref().map(ToString::to_string).unwrap_or_default()).into_owned()
}

/// Text for a comment: one line.
pub(super) fn comment(text: &str) -> String {
    visible(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_cannot_end_early() {
        assert_eq!(quoted("a\"b\\c\n"), "\"a\\\"b\\\\c\\u000a\"");
        assert_eq!(quoted("Größe \u{2028}\u{1f600}\u{85}"), "\"Größe \\u2028\\U0001f600\\u0085\"");
        assert_eq!(comment("a\nimport os\u{2028}\u{85}"), "a\\nimport os\\u{2028}\\u{85}");
    }

    #[test]
    fn numbers_are_numbers_in_each_language() {
        for (value, text) in [
            (1e-7, "1.0e-7"),
            (2.5e-5, "2.5e-5"),
            (1e20, "1.0e+20"),
            (0.0, "0.0"),
            (5.0, "5.0"),
            (0.1, "0.1"),
            (-3e-9, "-3.0e-9"),
        ] {
            assert_eq!(real(value), text);
            assert_eq!(text.parse::<f64>().unwrap().to_bits(), value.to_bits());
        }
        assert_eq!((number(8.0, true), number(8.0, false)), ("8".to_owned(), "8.0".to_owned()));
    }
}
