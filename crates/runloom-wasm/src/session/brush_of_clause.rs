//! From a condition to the brush that says the same.

use runloom_query::{Comparison, Condition, Expression, Literal, Predicate, Test, parse_time, resolve};
use runloom_report::{AxisInterval, AxisScale, AxisView};
use runloom_table::{Column, RunTable, Values};

use super::lanes::{is_by_name, lane_texts, number_of};
use crate::protocol::Lane;

/// An axis with nothing but the brush that keeps the runs that fulfil a condition: ranges, comparisons, values, missing and NaN, of one
/// column. `None` for all others.
pub(super) fn brush_of(condition: &Condition, table: &RunTable) -> Option<AxisView> {
    match condition {
        Condition::Test(test) => of_test(test, table),
        Condition::Any(parts) => {
            let mut parts = parts.iter().map(|part| brush_of(part, table));
            let mut all = parts.next()??;
            for part in parts {
                let part = part.filter(|part| part.column == all.column)?;
                all.intervals.extend(part.intervals);
                all.missing |= part.missing;
                all.nan |= part.nan;
            }
            Some(all)
        }
        Condition::All(parts) => {
            let mut parts = parts.iter().map(|part| brush_of(part, table));
            let first = parts.next()??;
            parts.try_fold(first, |all, part| both(&all, &part.filter(|part| part.column == all.column)?))
        }
        Condition::Not(_) | Condition::Search(_) => None,
    }
}

/// An axis with a brush of its column put on it, inside those that it has. `None` where the axis cannot show it, or nothing would be left.
pub(super) fn put_on(axis: &AxisView, brush: &AxisView, column: &Column) -> Option<AxisView> {
    let mut brush = AxisView { scale: axis.scale, inverted: axis.inverted, ..brush.clone() };
    settle_lanes(&mut brush, column);
    let has_numbers = brush.intervals.iter().any(|interval| matches!(interval, AxisInterval::Numeric { .. }));
    let mut by_name = is_by_name(&brush, column);
    if has_numbers && by_name && brush.scale.is_none() {
        (brush.scale, by_name) = (Some(AxisScale::Linear), false);
    }
    for interval in &mut brush.intervals {
        match interval {
            AxisInterval::Numeric { .. } if by_name => return None,
            AxisInterval::Categories(names) if !by_name => {
                let [name] = names.as_slice() else { return None };
                let number = number_of(name)?;
                *interval = AxisInterval::Numeric { low: number, high: number };
            }
            _ => {}
        }
    }
    if axis.is_brushed() { both(axis, &brush) } else { Some(brush) }
}

/// Turns the texts of the lanes back into lanes.
fn settle_lanes(brush: &mut AxisView, column: &Column) {
    let is_lane = |interval: &AxisInterval, texts: &[String]| {
        matches!(interval, AxisInterval::Categories(names) if !texts.is_empty()
            && names.len() == texts.len() && names.iter().all(|name| texts.contains(name)))
    };
    if brush.nan && !brush.intervals.is_empty() {
        let texts = lane_texts(brush, column, Lane::Nan).into_iter();
        let without_number: Vec<String> = texts.filter(|text| runloom_table::parse_real(text).is_none()).collect();
        brush.intervals.retain(|interval| !is_lane(interval, &without_number));
    }
    if brush.missing && !brush.intervals.is_empty() {
        let silent = lane_texts(brush, column, Lane::Missing);
        brush.intervals.retain(|interval| !is_lane(interval, &silent));
    }
    if !is_by_name(brush, column) {
        let intervals = std::mem::take(&mut brush.intervals).into_iter();
        brush.intervals = intervals.flat_map(one_by_one).collect();
    }
}

fn one_by_one(interval: AxisInterval) -> Vec<AxisInterval> {
    match interval {
        AxisInterval::Categories(names) => names.into_iter().map(|name| AxisInterval::Categories(vec![name])).collect(),
        numbers @ AxisInterval::Numeric { .. } => vec![numbers],
    }
}

/// What two brushes of one column have in common; `None` where that is nothing.
fn both(a: &AxisView, b: &AxisView) -> Option<AxisView> {
    let pairs = a.intervals.iter().flat_map(|a| b.intervals.iter().map(move |b| (a, b)));
    let intervals = pairs.filter_map(|(a, b)| match (a, b) {
        (AxisInterval::Numeric { low: a, high: b }, AxisInterval::Numeric { low: c, high: d }) => {
            let (low, high) = (a.max(*c), b.min(*d));
            (low <= high).then_some(AxisInterval::Numeric { low, high })
        }
        (AxisInterval::Categories(a), AxisInterval::Categories(b)) => {
            let names: Vec<String> = a.iter().filter(|name| b.contains(name)).cloned().collect();
            (!names.is_empty()).then_some(AxisInterval::Categories(names))
        }
        _ => None,
    });
    let common = AxisView { intervals: intervals.collect(), missing: a.missing && b.missing, nan: a.nan && b.nan, ..b.clone() };
    common.is_brushed().then_some(common)
}

fn of_test(test: &Test, table: &RunTable) -> Option<AxisView> {
    let (subject, predicate) = match &test.predicate {
        Predicate::Compare(comparison, value) if test.subject.as_literal().is_some() => {
            (value, Predicate::Compare(comparison.mirrored(), test.subject.clone()))
        }
        other => (&test.subject, other.clone()),
    };
    let column = table.column(&resolve(table, subject.as_column()?)?)?;
    let values = column.values().ok()?;
    let mut axis = AxisView::new(column.name().clone());
    match &predicate {
        Predicate::Compare(comparison, value) => axis.intervals = compared(*comparison, value.as_literal()?, values)?,
        Predicate::Between { low, high, negated: false } => {
            let end = |expression: &Expression| number(expression.as_literal()?, values);
            let (low, high) = (end(low)?, end(high)?);
            axis.intervals.push(AxisInterval::Numeric { low, high });
        }
        Predicate::OneOf { values: literals, negated: false } => {
            for literal in literals {
                let interval = compared(Comparison::Equal, literal, values)?;
                axis.intervals.extend(interval);
            }
            axis.intervals = joined(axis.intervals);
        }
        Predicate::IsNull { negated: false } => axis.missing = true,
        Predicate::IsNan { negated: false } => axis.nan = true,
        _ => return None,
    }
    Some(axis)
}

/// Names side by side as one interval.
fn joined(intervals: Vec<AxisInterval>) -> Vec<AxisInterval> {
    let mut joined: Vec<AxisInterval> = Vec::new();
    for interval in intervals {
        match (joined.last_mut(), interval) {
            (Some(AxisInterval::Categories(names)), AxisInterval::Categories(more)) => names.extend(more),
            (_, interval) => joined.push(interval),
        }
    }
    joined
}

fn compared(comparison: Comparison, literal: &Literal, values: &Values) -> Option<Vec<AxisInterval>> {
    if comparison == Comparison::Equal
        && let Some(names) = names(literal, values)
    {
        return Some(vec![AxisInterval::Categories(names)]);
    }
    let value = number(literal, values)?;
    let is_time = matches!(values, Values::Time(_)) && matches!(literal, Literal::Text(_));
    let (below, above) = if is_time {
        let micros = libm::round(value * 1000.0);
        ((micros - 1.0) / 1000.0, (micros + 1.0) / 1000.0)
    } else {
        (value.next_down(), value.next_up())
    };
    let (low, high) = match comparison {
        Comparison::Equal => (value, value),
        Comparison::NotEqual => return None,
        Comparison::Less => (f64::NEG_INFINITY, below),
        Comparison::LessOrEqual => (f64::NEG_INFINITY, value),
        Comparison::Greater => (above, f64::INFINITY),
        Comparison::GreaterOrEqual => (value, f64::INFINITY),
    };
    Some(vec![AxisInterval::Numeric { low, high }])
}

/// The exact texts of the cells that are equal to a literal, where cells are compared by name.
fn names(literal: &Literal, values: &Values) -> Option<Vec<String>> {
    match (literal, values) {
        (Literal::Text(text), Values::Text(_)) => Some(vec![text.clone()]),
        (Literal::Boolean(value), Values::Boolean(_)) => Some(vec![value.to_string()]),
        (Literal::Boolean(value), Values::Text(texts)) => {
            let same = |text: &&str| text.eq_ignore_ascii_case(if *value { "true" } else { "false" });
            Some(texts.distinct().iter().flatten().filter(same).map(str::to_owned).collect())
        }
        _ => None,
    }
}

/// A literal as a number on an axis: times are milliseconds.
fn number(literal: &Literal, values: &Values) -> Option<f64> {
    match (literal, values) {
        (_, Values::Boolean(_)) => None,
        (Literal::Number(number), _) => Some(number.value),
        (Literal::Text(text), Values::Time(_)) => Some(parse_time(text)? as f64 / 1000.0),
        _ => None,
    }
}
