//! What charts, brushes and axes are called in words.

use runloom_table::{RunTable, Value, ValueType, format_real};

use super::{Axis, AxisScale, AxisSpec, Interval, Noun};
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
                (true, false) => compared(["≤", "<"], &tell(high), &tell(high.next_up())),
                (false, true) => compared(["≥", ">"], &tell(low), &tell(low.next_down())),
                (false, false) if low >= high => tell(low),
                (false, false) => match (tell(high), tell(high.next_up())) {
                    (end, beyond) if beyond.len() + 5 < end.len() => format!("{} – below {beyond}", tell(low)),
                    (end, _) => format!("{} – {end}", tell(low)),
                },
            }
        }
    }
}

/// Up to an end, or not quite up to the next value where that is a much shorter word.
fn compared([sign, strict]: [&str; 2], end: &str, beyond: &str) -> String {
    if beyond.len() + 3 < end.len() { format!("{strict} {beyond}") } else { format!("{sign} {end}") }
}

fn end_word(value_type: Option<ValueType>, value: f64) -> String {
    match value_type {
        Some(ValueType::Time) if value.is_finite() => calendar::tell_moment(value as i64),
        _ if value.is_infinite() => short(value),
        _ => format_real(value),
    }
}

/// The lowest and the highest value of an interval, as [`crate::BrushGeometry`] tells them.
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
            let how = match axis.kind {
                ScaleKind::Log => ", log",
                ScaleKind::Quantile => ", quantile",
                _ => "",
            };
            format!("{} to {}{how}", tell(scale.low), tell(scale.high))
        }
    };
    format!("{key} ({range})")
}

/// What the axes show apart from their values: a sentence a lane, which names the axes.
pub(crate) fn apart(axes: &[Axis], drawn: usize, noun: Noun) -> Vec<String> {
    let mut sentences = Vec::new();
    for axis in axes {
        if let AxisScale::Categories(categories) = &axis.scale
            && categories.len() > MANY_CATEGORIES
        {
            let (key, many) = (&axis.column.key, count(categories.len()));
            sentences.push(format!("{key} has {many} categories; only some of them are labelled."));
        }
        if axis.value_type.is_none() {
            sentences.push(format!("No source has a column {}; every run stands in its missing lane.", axis.column));
        }
    }
    let mut lane = |in_lane: &dyn Fn(&Axis) -> usize, what: &dyn Fn(&str, bool) -> String, place: &str| {
        let found: Vec<(&str, usize)> =
            axes.iter().map(|axis| (axis.column.key.as_str(), in_lane(axis))).filter(|(_, runs)| *runs > 0).collect();
        let most = found.iter().map(|(_, runs)| *runs).max().unwrap_or(0);
        let runs = match found.as_slice() {
            [] => return,
            [_] => format!("{} of {} {}", count(most), count(drawn), noun.many()),
            _ => format!("Up to {} of {} {}", count(most), count(drawn), noun.many()),
        };
        let stand = if most == 1 { "it stands" } else { "they stand" };
        sentences.push(format!("{runs} {}; {stand} {place}.", what(&listed(&found), most == 1)));
    };
    let has = |one: bool| if one { "has" } else { "have" };
    lane(
        &|axis| if axis.value_type.is_some() { axis.survey.missing } else { 0 },
        &|names, one| format!("{} no {} for {names}", has(one), noun.value()),
        "in the missing lane",
    );
    lane(&|axis| axis.survey.nan, &|names, one| format!("{} NaN in {names}", has(one)), "in the NaN lane");
    lane(&|axis| axis.survey.above, &|names, one| format!("{} infinity in {names}", has(one)), "beyond the upper end");
    let below = |axis: &Axis, log: bool| if (axis.kind == ScaleKind::Log) == log { axis.survey.below } else { 0 };
    lane(&|axis| below(axis, false), &|names, one| format!("{} minus infinity in {names}", has(one)), "beyond the lower end");
    lane(
        &|axis| below(axis, true),
        &|names, one| format!("{} 0 or less in {names}, which a log axis cannot hold", has(one)),
        "beyond the lower end",
    );
    sentences
}

/// Names in a sentence: all of a few, with how many runs each where they differ; of many the first ones.
fn listed(found: &[(&str, usize)]) -> String {
    const NAMED: usize = 3;
    let alike = found.windows(2).all(|pair| matches!(pair, [(_, a), (_, b)] if a == b));
    let name = |(name, runs): &(&str, usize)| if alike { (*name).to_owned() } else { format!("{name} ({})", count(*runs)) };
    let mut names: Vec<String> = found.iter().take(NAMED).map(name).collect();
    if found.len() > NAMED {
        let more = found.len() - NAMED;
        names.push(if more == 1 { "1 other".to_owned() } else { format!("{} others", count(more)) });
    }
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
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
