use std::borrow::Cow;

use runloom_table::{Value, format_real, parse_real};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::super::{AnswerColumn, visible};

/// Numbers longer than this are rounded to six significant digits.
const MAX_NUMBER_WIDTH: usize = 10;

/// A cell for people. Missing is a dash.
pub(super) fn show(column: &AnswerColumn<'_>, row: usize) -> String {
    match column.values.at(row) {
        Value::Missing => "–".to_owned(),
        Value::Real(real) => round(format_real(real), real),
        Value::Text(text) if column.numeric => match parse_real(text) {
            Some(real) => round(visible(text.trim()).into_owned(), real),
            None => visible(text).into_owned(),
        },
        value @ Value::Time(_) => {
            let text = value.to_text().unwrap_or_default();
            let seconds = text.split(['.', 'Z']).next().unwrap_or_default();
            seconds.replace('T', " ")
        }
        value => visible(&value.to_text().unwrap_or_default()).into_owned(),
    }
}

fn round(exact: String, real: f64) -> String {
    if exact.len() <= MAX_NUMBER_WIDTH || !real.is_finite() || exact.bytes().all(|b| b.is_ascii_digit() || b == b'-') {
        return exact;
    }
    let rounded: f64 = format!("{real:.5e}").parse().unwrap_or(real);
    format_real(rounded)
}

/// How many columns of a terminal the text takes.
pub(super) fn text_width(text: &str) -> usize {
    text.width()
}

/// The text in `width` columns, an ellipsis in place of its middle.
pub(super) fn shorten(text: &str, width: usize) -> Cow<'_, str> {
    if text_width(text) <= width {
        return Cow::Borrowed(text);
    }
    let kept = width.saturating_sub(1);
    let start = take(text.chars(), kept.div_ceil(2));
    let end: Vec<char> = take(text.chars().rev(), kept / 2).chars().rev().collect();
    Cow::Owned(start.chars().chain(['…']).chain(end).collect())
}

fn take(chars: impl Iterator<Item = char>, width: usize) -> String {
    let mut used = 0;
    chars
        .take_while(|c| {
            used += c.width().unwrap_or(0);
            used <= width
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_goes_first() {
        assert_eq!(shorten("metrics.val_auc", 15), "metrics.val_auc");
        assert_eq!(shorten("metrics.val_auc", 9), "metr…_auc");
        assert_eq!(shorten("metrics.val_auc", 1), "…");
        assert_eq!(text_width(&shorten("パラメータの名前", 9)), 9);
        assert!(text_width(&shorten("aパラメータの名前", 8)) <= 8);
    }

    #[test]
    fn long_numbers_are_rounded_and_whole_ones_are_not() {
        assert_eq!(round("0.9876587301587302".into(), 0.987_658_730_158_730_2), "0.987659");
        assert_eq!(round("1.2345678901e-7".into(), 1.234_567_890_1e-7), "1.23457e-7");
        assert_eq!(round("9007199254740993".into(), 9_007_199_254_740_993.0), "9007199254740993");
        assert_eq!(round("-Infinity".into(), f64::NEG_INFINITY), "-Infinity");
    }
}
