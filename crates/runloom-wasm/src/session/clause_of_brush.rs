//! From a brush to the condition that says the same.

use runloom_query::{
    ColumnRef, Comparison, Condition, Entity, Expression, ExpressionKind, Literal, Number, Predicate, Span, Test, parse_time,
};
use runloom_report::{AxisInterval, AxisView};
use runloom_table::{Column, ColumnKind, Value, Values, parse_real};

use super::lanes::lane_texts;
use crate::protocol::Lane;

/// The condition that keeps the runs that a brushed axis keeps; `None` where nothing is brushed, or before the values are loaded.
pub(super) fn condition_of(axis: &AxisView, column: &Column) -> Option<Condition> {
    let values = column.values().ok()?;
    let test = |predicate| test_of(column, predicate);
    let mut parts = Vec::new();
    for interval in &axis.intervals {
        match interval {
            AxisInterval::Numeric { low, high } => parts.push(test(within(*low, *high, matches!(values, Values::Time(_))))),
            AxisInterval::Categories(names) => parts.extend(one_of(names, values).into_iter().map(test)),
        }
    }
    if axis.missing {
        parts.push(test(Predicate::IsNull { negated: false }));
        parts.extend(one_of(&lane_texts(axis, column, Lane::Missing), values).into_iter().map(test));
    }
    if axis.nan {
        let texts = lane_texts(axis, column, Lane::Nan);
        let others: Vec<String> = texts.into_iter().filter(|text| parse_real(text).is_none()).collect();
        parts.push(test(Predicate::IsNan { negated: false }));
        parts.extend(one_of(&others, values).into_iter().map(test));
    }
    match parts.len() {
        0 => None,
        1 => parts.pop(),
        _ => Some(Condition::Any(parts)),
    }
}

/// Conditions for the runs for which [`condition_of`] may be undecided, the likeliest first.
pub(super) fn undecided_of(axis: &AxisView, column: &Column) -> Vec<Condition> {
    let mut found = vec![test_of(column, Predicate::IsNull { negated: false })];
    if let Ok(values) = column.values() {
        let texts = one_of(&lane_texts(axis, column, Lane::Missing), values);
        found.extend(texts.into_iter().map(|predicate| test_of(column, predicate)));
    }
    found.push(test_of(column, Predicate::IsNan { negated: false }));
    found
}

fn test_of(column: &Column, predicate: Predicate) -> Condition {
    Condition::Test(Test { subject: subject_of(column), predicate, operator_span: Span::default() })
}

/// A condition as a clause that AND joins to others.
pub(super) fn clause_text(condition: &Condition) -> String {
    if matches!(condition, Condition::Any(_)) { format!("({condition})") } else { condition.to_string() }
}

fn subject_of(column: &Column) -> Expression {
    let name = column.name();
    let entity = match name.kind {
        ColumnKind::Attribute => Entity::Attribute,
        ColumnKind::Param => Entity::Param,
        ColumnKind::Metric => Entity::Metric,
        ColumnKind::Tag => Entity::Tag,
    };
    Expression { kind: ExpressionKind::Column(ColumnRef::new(entity, &name.key)), span: Span::default() }
}

fn literal(literal: Literal) -> Expression {
    Expression { kind: ExpressionKind::Literal(literal), span: Span::default() }
}

/// From `low` to `high`, both included; infinite ends are open. Times are milliseconds and become ISO 8601.
fn within(low: f64, high: f64, times: bool) -> Predicate {
    let end = |ms: f64, round: fn(f64) -> f64| if times { moment(ms, round) } else { number(ms) };
    let (low_end, high_end) = (end(low, libm::ceil), end(high, libm::floor));
    if low == f64::NEG_INFINITY {
        let beyond = if times { moment(high + 0.001, libm::floor) } else { number(high.next_up()) };
        compared(Comparison::LessOrEqual, high_end, Comparison::Less, beyond)
    } else if high == f64::INFINITY {
        let beyond = if times { moment(low - 0.001, libm::ceil) } else { number(low.next_down()) };
        compared(Comparison::GreaterOrEqual, low_end, Comparison::Greater, beyond)
    } else if low.to_bits() == high.to_bits() && !times {
        Predicate::Compare(Comparison::Equal, literal(low_end))
    } else {
        Predicate::Between { low: literal(low_end), high: literal(high_end), negated: false }
    }
}

/// Up to an end or not quite up to the next value, whichever is written with fewer digits.
fn compared(comparison: Comparison, end: Literal, strict: Comparison, beyond: Literal) -> Predicate {
    if beyond.to_string().len() + 3 < end.to_string().len() {
        Predicate::Compare(strict, literal(beyond))
    } else {
        Predicate::Compare(comparison, literal(end))
    }
}

fn number(value: f64) -> Literal {
    let whole = value.abs() < 9e15 && libm::trunc(value).to_bits() == value.to_bits();
    Literal::Number(if whole { Number::whole(value as i64) } else { Number::real(value) })
}

fn moment(ms: f64, round: fn(f64) -> f64) -> Literal {
    let micros = round(ms * 1000.0) as i64;
    let text = Value::Time(micros).to_text().unwrap_or_default().into_owned();
    if parse_time(&text) == Some(micros) { Literal::Text(text) } else { number(ms) }
}

/// Any of some cells, by their exact texts.
fn one_of(names: &[String], values: &Values) -> Vec<Predicate> {
    let (mut literals, mut nan) = (Vec::new(), false);
    for name in names {
        match values {
            Values::Boolean(_) => literals.push(Literal::Boolean(name == "true")),
            Values::Real(_) | Values::Integer(_) => match (name.parse::<i64>(), parse_real(name)) {
                (Ok(integer), _) => literals.push(Literal::Number(Number::whole(integer))),
                (_, Some(real)) if !real.is_nan() => literals.push(Literal::Number(Number::real(real))),
                _ => nan = true,
            },
            Values::Time(_) | Values::Text(_) => literals.push(Literal::Text(name.clone())),
        }
    }
    let mut found = Vec::new();
    match literals.len() {
        0 => {}
        1 => found.extend(literals.pop().map(|only| Predicate::Compare(Comparison::Equal, literal(only)))),
        _ => found.push(Predicate::OneOf { values: literals, negated: false }),
    }
    if nan {
        found.push(Predicate::IsNan { negated: false });
    }
    found
}
