use std::cell::RefCell;
use std::collections::BTreeMap;

use runloom_table::{Column, ColumnKind, Value, ValueType, format_real};

/// How the numbers of one column are written in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberFormat {
    /// In full.
    Exact,
    /// With this many decimals.
    Decimals(usize),
    /// With an exponent and this many decimals.
    Exponent(usize),
    /// Seconds, in words.
    Duration,
}

/// The formats found so far, by the place of the column.
#[derive(Debug, Default)]
pub(super) struct NumberFormats(RefCell<BTreeMap<usize, NumberFormat>>);

impl NumberFormats {
    /// The format of a column, found once from its smallest and largest value.
    pub(super) fn of(&self, position: usize, column: &Column) -> NumberFormat {
        *self.0.borrow_mut().entry(position).or_insert_with(|| choose(column))
    }
}

/// One number of digits for a whole column: enough to tell runs apart over its range, and at least four significant ones.
fn choose(column: &Column) -> NumberFormat {
    let name = column.name();
    if name.kind == ColumnKind::Attribute && name.key == "duration" {
        return NumberFormat::Duration;
    }
    let summary = column.summary();
    let (Some(min), Some(max), Ok(typed)) = (summary.min, summary.max, column.typed()) else { return NumberFormat::Exact };
    if typed.value_type != ValueType::Real {
        return NumberFormat::Exact;
    }
    let largest = min.abs().max(max.abs());
    if largest == 0.0 {
        return NumberFormat::Exact;
    }
    if !(1e-4..1e7).contains(&largest) {
        return NumberFormat::Exponent(3);
    }
    let whole = typed.numbers.iter().flatten().take(10_000).all(|v| !v.is_finite() || libm::trunc(v).to_bits() == v.to_bits());
    if whole {
        return NumberFormat::Decimals(0);
    }
    let for_range = if max > min { libm::ceil(-libm::log10(max - min)) as i32 + 1 } else { 0 };
    let for_size = 3 - libm::floor(libm::log10(largest)) as i32;
    NumberFormat::Decimals(for_range.max(for_size).clamp(0, 10) as usize)
}

/// One cell for the table; `None` is missing.
pub(super) fn cell(value: Value<'_>, format: NumberFormat) -> Option<String> {
    Some(match value {
        Value::Missing => return None,
        Value::Real(number) => real(number, format),
        Value::Time(_) => {
            let text = value.to_text()?;
            let seconds = text.split_once('.').map_or(text.as_ref(), |(seconds, _)| seconds);
            seconds.trim_end_matches('Z').replace('T', " ")
        }
        other => other.to_text()?.into_owned(),
    })
}

fn real(number: f64, format: NumberFormat) -> String {
    if !number.is_finite() {
        return format_real(number);
    }
    match format {
        NumberFormat::Exact => format_real(number),
        NumberFormat::Decimals(decimals) => format!("{number:.decimals$}"),
        NumberFormat::Exponent(decimals) if number != 0.0 => format!("{number:.decimals$e}"),
        NumberFormat::Exponent(_) => "0".to_owned(),
        NumberFormat::Duration => duration(number),
    }
}

fn duration(seconds: f64) -> String {
    let size = seconds.abs();
    if size < 0.9995 {
        return format!("{:.0} ms", seconds * 1000.0);
    }
    if size < 60.0 {
        return format!("{seconds:.1} s");
    }
    let whole = seconds as i64;
    if size < 3600.0 {
        return format!("{} min {:02} s", whole / 60, (whole % 60).abs());
    }
    if size < 86_400.0 {
        return format!("{} h {:02} min", whole / 3600, (whole / 60 % 60).abs());
    }
    format!("{} d {:02} h", whole / 86_400, (whole / 3600 % 24).abs())
}

#[cfg(test)]
mod tests {
    use runloom_table::{ColumnName, Values};

    use super::*;

    fn format_of(numbers: &[f64]) -> NumberFormat {
        choose(&Column::loaded(ColumnName::metric("m"), Values::from_reals(numbers.iter().map(|v| Some(*v)))))
    }

    #[test]
    fn a_column_has_one_number_of_digits() {
        assert_eq!(format_of(&[0.983_512, 0.991_83]), NumberFormat::Decimals(4));
        assert_eq!(format_of(&[0.116_512, 0.2093]), NumberFormat::Decimals(4));
        assert_eq!(format_of(&[399.0, 293.0]), NumberFormat::Decimals(0));
        assert_eq!(format_of(&[1e-7, 2.5e-6]), NumberFormat::Exponent(3));
        assert_eq!(format_of(&[1234.56, 1.5]), NumberFormat::Decimals(0));
    }

    #[test]
    fn durations_are_words() {
        for (seconds, text) in
            [(0.0254, "25 ms"), (19.26, "19.3 s"), (75.0, "1 min 15 s"), (7322.0, "2 h 02 min"), (90_000.0, "1 d 01 h")]
        {
            assert_eq!(duration(seconds), text);
        }
    }

    #[test]
    fn times_are_shown_to_the_second() {
        assert_eq!(cell(Value::Time(1_795_218_322_858_000), NumberFormat::Exact).as_deref(), Some("2026-11-20 23:45:22"));
    }
}
