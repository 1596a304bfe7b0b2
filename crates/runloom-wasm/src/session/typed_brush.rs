//! Brushes as people type them: `0.1..0.5`, `>= 3`, `=rbf|linear`, `missing`.

use runloom_query::parse_time;
use runloom_report::{AxisInterval, AxisView};
use runloom_table::{Column, Value, ValueType, Values, format_real, parse_real};

use super::lanes::is_by_name;
use crate::protocol::Lane;

/// How many names a sentence lists.
const NAMED: usize = 5;
const DAY_MS: f64 = 86_400_000.0;

/// What a typed brush means.
#[derive(Debug, PartialEq)]
pub(super) enum Typed {
    Interval(AxisInterval),
    Lane(Lane),
}

/// Reads a brush of an axis.
///
/// # Errors
/// A sentence that says what is wrong and what would do.
pub(super) fn read_brush(text: &str, axis: &AxisView, column: &Column) -> Result<Typed, String> {
    let text = text.trim();
    match text.to_ascii_lowercase().as_str() {
        "missing" => return Ok(Typed::Lane(Lane::Missing)),
        "nan" => return Ok(Typed::Lane(Lane::Nan)),
        _ => {}
    }
    if is_by_name(axis, column) {
        return read_names(text, axis, column).map(|names| Typed::Interval(AxisInterval::Categories(names)));
    }
    let times = column.typed().is_ok_and(|typed| typed.value_type == ValueType::Time);
    let (low, high) = read_interval(text, times)?;
    if low > high {
        return Err(format!("`{text}` ends before it begins. Write the smaller value first."));
    }
    Ok(Typed::Interval(AxisInterval::Numeric { low, high }))
}

/// What [`read_brush`] reads as this interval; nothing for names.
pub(super) fn write_brush(interval: &AxisInterval, times: bool) -> String {
    let AxisInterval::Numeric { low, high } = interval else { return String::new() };
    let end = |value: f64| match times {
        _ if value.is_infinite() => String::new(),
        true => Value::Time((value * 1000.0) as i64).to_text().unwrap_or_default().into_owned(),
        false => format_real(value),
    };
    format!("{}..{}", end(*low), end(*high))
}

fn example(times: bool) -> &'static str {
    if times { "Write `2026-01-01..2026-02-01` or `>= 2026-01-15`." } else { "Write `0.1..0.5`, `>= 3` or `= 3`." }
}

fn read_interval(text: &str, times: bool) -> Result<(f64, f64), String> {
    if text.is_empty() {
        return Err(example(times).to_owned());
    }
    let (open_low, open_high) = (f64::NEG_INFINITY, f64::INFINITY);
    if let Some((low, high)) = text.split_once("..") {
        let end = |part: &str, open: f64, upper: bool| if part.trim().is_empty() { Ok(open) } else { value(part, times, upper) };
        return Ok((end(low, open_low, false)?, end(high.trim_start_matches(['.', '=']), open_high, true)?));
    }
    let begins = |signs: &[&str]| signs.iter().find_map(|sign| text.strip_prefix(sign));
    if let Some(rest) = begins(&[">=", "≥"]) {
        return Ok((value(rest, times, false)?, open_high));
    }
    if let Some(rest) = begins(&["<=", "≤"]) {
        return Ok((open_low, value(rest, times, true)?));
    }
    if let Some(rest) = begins(&[">"]) {
        let end = value(rest, times, true)?;
        return Ok((if times { end + 0.001 } else { end.next_up() }, open_high));
    }
    if let Some(rest) = begins(&["<"]) {
        let end = value(rest, times, false)?;
        return Ok((open_low, if times { end - 0.001 } else { end.next_down() }));
    }
    let rest = begins(&["==", "="]).unwrap_or(text);
    Ok((value(rest, times, false)?, value(rest, times, true)?))
}

/// A number, or a moment in milliseconds; a day alone ends with its last moment where it is an upper end.
fn value(text: &str, times: bool, upper: bool) -> Result<f64, String> {
    let text = text.trim();
    if times {
        let Some(micros) = parse_time(text) else {
            return Err(format!("`{text}` is no date. {}", example(times)));
        };
        let is_day = upper && text.len() == 10;
        return Ok(micros as f64 / 1000.0 + if is_day { DAY_MS - 0.001 } else { 0.0 });
    }
    let number = match text {
        "∞" | "inf" => Some(f64::INFINITY),
        "−∞" | "-∞" | "-inf" => Some(f64::NEG_INFINITY),
        _ => parse_real(&text.replace('−', "-")),
    };
    number.filter(|number| !number.is_nan()).ok_or_else(|| format!("`{text}` is no number. {}", example(times)))
}

fn read_names(text: &str, axis: &AxisView, column: &Column) -> Result<Vec<String>, String> {
    let known = names_of(column);
    if known.iter().any(|name| name == text) {
        return Ok(vec![text.to_owned()]);
    }
    let mut names = Vec::new();
    for name in text.strip_prefix('=').unwrap_or(text).split('|').map(str::trim).filter(|name| !name.is_empty()) {
        if !known.iter().any(|other| other == name) {
            let key = &axis.column.key;
            let first: Vec<&str> = known.iter().take(NAMED).map(String::as_str).collect();
            let more = if known.len() > NAMED { format!(" and {} more", known.len() - NAMED) } else { String::new() };
            return Err(format!("`{name}` is no value of {key}. It has {}{more}.", first.join(", ")));
        }
        names.push(name.to_owned());
    }
    if names.is_empty() { Err("Write names with `|` between them, as `=rbf|linear`.".to_owned()) } else { Ok(names) }
}

/// The different values of a column as texts.
fn names_of(column: &Column) -> Vec<String> {
    match column.values() {
        Ok(Values::Text(texts)) => texts.distinct().iter().flatten().map(str::to_owned).collect(),
        Ok(values) => {
            let mut names: Vec<String> = (0..values.len()).filter_map(|row| values.text_at(row)).map(Into::into).collect();
            names.sort_unstable();
            names.dedup();
            names
        }
        Err(_) => Vec::new(),
    }
}
