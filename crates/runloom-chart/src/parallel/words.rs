//! What charts, brushes and axes are called in words.

use runloom_table::{RunTable, Value, ValueType, format_real};

use super::axis::{Axis, AxisScale};
use super::{AxisSpec, Interval};
use crate::ScaleKind;
use crate::calendar;
use crate::number_text::{count, short};

/// From how many categories on an axis says that it cannot label them all.
const MANY_CATEGORIES: usize = 100;

/// An interval in words, for a chip: `max_depth 6 – 7`, `lr ≥ 0.01`, `booster gbtree, dart`.
pub fn interval_words(table: &RunTable, axis: &AxisSpec, interval: &Interval) -> String {
    let value_type = table.column(&axis.column).and_then(|column| column.typed().ok()).map(|typed| typed.value_type);
    format!("{} {}", axis.column.key, ends_words(value_type, interval))
}

/// All brushes of an axis in words; `None` where there are none.
pub(crate) fn brush_words(table: &RunTable, axis: &AxisSpec) -> Option<String> {
    let value_type = table.column(&axis.column).and_then(|column| column.typed().ok()).map(|typed| typed.value_type);
    let mut parts: Vec<String> = axis.intervals.iter().map(|interval| ends_words(value_type, interval)).collect();
    parts.extend(axis.missing.then(|| "missing".to_owned()));
    parts.extend(axis.nan.then(|| "NaN".to_owned()));
    (!parts.is_empty()).then(|| format!("{} {}", axis.column.key, parts.join(" or ")))
}

fn ends_words(value_type: Option<ValueType>, interval: &Interval) -> String {
    match interval {
        Interval::Categories(categories) => match categories.as_slice() {
            [] => "nothing".to_owned(),
            [a, b, c, rest @ ..] if !rest.is_empty() => format!("{a}, {b}, {c} and {} more", count(rest.len())),
            few => few.join(", "),
        },
        Interval::Numbers { low, high } => {
            let (mut low, mut high) = (*low, *high);
            if value_type == Some(ValueType::Integer) && libm::ceil(low) <= libm::floor(high) {
                (low, high) = (libm::ceil(low), libm::floor(high));
            }
            let tell = |value: f64| end_word(value_type, value);
            match (low == f64::NEG_INFINITY, high == f64::INFINITY) {
                (true, true) => "any number".to_owned(),
                (true, false) => format!("≤ {}", tell(high)),
                (false, true) => format!("≥ {}", tell(low)),
                (false, false) if low >= high => tell(low),
                (false, false) => format!("{} – {}", tell(low), tell(high)),
            }
        }
    }
}

fn end_word(value_type: Option<ValueType>, value: f64) -> String {
    match value_type {
        Some(ValueType::Time) if value.is_finite() => calendar::tell_moment(value as i64),
        _ if value.is_infinite() => short(value),
        _ => format_real(value),
    }
}

/// The lowest and the highest value of an interval, as [`super::BrushGeometry`] tells them.
pub(crate) fn interval_ends(axis: &Axis, interval: &Interval) -> (String, String) {
    let value_type = axis.value_type;
    match interval {
        Interval::Numbers { low, high } => (end_word(value_type, *low), end_word(value_type, *high)),
        Interval::Categories(categories) => {
            (categories.first().cloned().unwrap_or_default(), categories.last().cloned().unwrap_or_default())
        }
    }
}

/// The second line of an axis' header: `param · log`.
pub(crate) fn detail(axis: &Axis) -> String {
    let kind = axis.column.kind.word();
    let mut detail = kind.to_owned();
    match axis.kind {
        ScaleKind::Linear => {}
        ScaleKind::Category if axis.value_type == Some(ValueType::Boolean) => {
            detail.push_str(" · boolean");
        }
        scale => {
            detail.push_str(" · ");
            detail.push_str(scale.word());
        }
    }
    if let (ScaleKind::Time, AxisScale::Numeric(scale)) = (axis.kind, &axis.scale) {
        let (low, high) = (scale.low as i64, scale.high as i64);
        let day = calendar::tell(low, calendar::Unit::Day);
        if day == calendar::tell(high, calendar::Unit::Day) {
            detail = format!("{kind} · {day} UTC");
        }
    }
    if axis.inverted {
        detail.push_str(" · inverted");
    }
    detail
}

/// One axis in a sentence about the chart.
pub(crate) fn axis_words(axis: &Axis) -> String {
    let key = &axis.column.key;
    let range = match &axis.scale {
        AxisScale::Empty => "no values".to_owned(),
        AxisScale::Categories(categories) if categories.len() <= 4 => categories.texts().join(", "),
        AxisScale::Categories(categories) => format!("{} categories", count(categories.len())),
        AxisScale::Numeric(scale) => {
            let tell = |value: f64| if axis.kind == ScaleKind::Time { calendar::tell_moment(value as i64) } else { short(value) };
            let log = if scale.log { ", log" } else { "" };
            format!("{} to {}{log}", tell(scale.low), tell(scale.high))
        }
    };
    format!("{key} ({range})")
}

/// What an axis shows apart from its values, one sentence each.
pub(crate) fn apart(axis: &Axis, drawn: usize) -> Vec<String> {
    let key = &axis.column.key;
    let survey = &axis.survey;
    let runs = |n: usize| format!("{} of {} runs", count(n), count(drawn));
    let mut sentences = Vec::new();
    if let AxisScale::Categories(categories) = &axis.scale
        && categories.len() > MANY_CATEGORIES
    {
        sentences.push(format!("{key} has {} categories; only some of them are labelled.", count(categories.len())));
    }
    if axis.value_type.is_none() {
        sentences.push(format!("No source has a column {}; every run stands in its missing lane.", axis.column));
    } else if survey.missing > 0 {
        sentences.push(format!("{} have no value for {key}; they stand in its missing lane.", runs(survey.missing)));
    }
    if survey.nan > 0 {
        sentences.push(format!("{key} is NaN in {}; they stand in its NaN lane.", runs(survey.nan)));
    }
    if survey.above > 0 {
        sentences.push(format!("{key} is infinite in {}; they stand beyond the upper end.", runs(survey.above)));
    }
    if survey.below > 0 {
        let why = if axis.kind == ScaleKind::Log { "0 or less, which a log axis cannot hold," } else { "minus infinity" };
        sentences.push(format!("{key} is {why} in {}; they stand beyond the lower end.", runs(survey.below)));
    }
    sentences
}

/// The exact value of a cell, `missing` where there is none.
pub(crate) fn cell(value: Value<'_>) -> String {
    match value {
        Value::Missing => "missing".to_owned(),
        Value::Time(micros) => {
            let ms = micros.div_euclid(1000);
            format!("{} {}", calendar::tell(ms, calendar::Unit::Day), calendar::tell(ms, calendar::Unit::Second))
        }
        other => other.to_text().unwrap_or_default().into_owned(),
    }
}
