use std::ops::Range;

use runloom_table::{RunTable, Values, parse_real};

use super::values;
use crate::diagnostic::Diagnostic;
use crate::language::{ValueKind, attribute};
use crate::resolve::resolve;
use crate::time::parse_time;
use crate::tree::{ColumnRef, Entity, Expression, ExpressionKind, Literal, Predicate, Span, Test};

/// An error where a comparison makes no sense for what it compares.
pub(crate) fn misfit(test: &Test, table: &RunTable) -> Option<Diagnostic> {
    let subject = &test.subject;
    if let Some(misfit) = dataset_misfit(test) {
        return Some(misfit);
    }
    match &test.predicate {
        Predicate::Compare(_, value) => pair(subject, value, table).or_else(|| pair(value, subject, table)),
        Predicate::Between { low, high, .. } => pair(subject, low, table).or_else(|| pair(subject, high, table)),
        Predicate::OneOf { values, .. } if is_moment(subject, table) && values.iter().any(is_duration) => {
            Some(moment_misfit(subject, subject.span.range()))
        }
        Predicate::OneOf { values, .. } => {
            let kind = kind_of(subject, table)?;
            let text = values.iter().find_map(|value| match value {
                Literal::Text(text) if !fits(kind, text) => Some(text),
                _ => None,
            })?;
            Some(text_misfit(subject, text, kind, subject.span.range()))
        }
        Predicate::Matches { pattern, .. } => {
            let kind = kind_of(subject, table)?;
            (kind != ValueKind::Text).then(|| {
                let message = format!("{} matches text, and {subject} is {}", pattern.kind.keyword(), word_for(kind));
                Diagnostic::error(test.operator_span.range(), message).with_hint("compare with =, <, > or BETWEEN")
            })
        }
        _ => None,
    }
}

/// An error where data sets stand anywhere but alone against fixed text.
fn dataset_misfit(test: &Test) -> Option<Diagnostic> {
    let is_dataset = |column: &ColumnRef| column.entity == Entity::Dataset;
    let mut columns: Vec<(&ColumnRef, Span)> = test.subject.columns();
    columns.extend(values(&test.predicate).into_iter().flat_map(Expression::columns));
    let (column, span) = columns.into_iter().find(|(column, _)| is_dataset(column))?;
    let alone = |expression: &Expression| expression.as_column().is_some_and(is_dataset);
    let is_text = |literal: &Literal| matches!(literal, Literal::Text(_));
    let is_fixed_text = |expression: &Expression| expression.as_literal().is_some_and(is_text);
    let fine = match &test.predicate {
        Predicate::Compare(_, value) => {
            alone(&test.subject) && is_fixed_text(value) || alone(value) && is_fixed_text(&test.subject)
        }
        Predicate::OneOf { values, .. } => alone(&test.subject) && values.iter().all(is_text),
        Predicate::Matches { .. } | Predicate::IsNull { .. } => alone(&test.subject),
        Predicate::Between { .. } | Predicate::IsNan { .. } | Predicate::Holds => false,
    };
    (!fine).then(|| {
        let message = format!("a run may have several data sets, so {column} is compared with quoted text only");
        Diagnostic::error(span.range(), message).with_hint("write =, !=, LIKE, IN or IS NULL")
    })
}

fn is_duration(literal: &Literal) -> bool {
    matches!(literal, Literal::Number(number) if number.is_duration)
}

fn is_moment(expression: &Expression, table: &RunTable) -> bool {
    kind_of(expression, table) == Some(ValueKind::Time)
}

fn moment_misfit(subject: &Expression, place: Range<usize>) -> Diagnostic {
    Diagnostic::error(place, format!("{subject} is a time, and a duration is none"))
        .with_hint("write a date such as '2026-11-20', or compare `duration`, or a difference: end_time - start_time > 5m")
}

fn pair(subject: &Expression, value: &Expression, table: &RunTable) -> Option<Diagnostic> {
    if value.as_literal().is_some_and(is_duration) && is_moment(subject, table) {
        return Some(moment_misfit(subject, value.span.range()));
    }
    let Some(Literal::Text(text)) = value.as_literal() else { return None };
    let kind = kind_of(subject, table)?;
    (!fits(kind, text)).then(|| text_misfit(subject, text, kind, value.span.range()))
}

fn text_misfit(subject: &Expression, text: &str, kind: ValueKind, place: Range<usize>) -> Diagnostic {
    if kind == ValueKind::Time {
        return Diagnostic::error(place, format!("{subject} is a time, and '{text}' is none")).with_hint(
            "write an ISO date such as '2026-11-20' or '2026-11-20T18:30Z', or milliseconds since 1970 without quotes",
        );
    }
    let mistake = Diagnostic::error(place, format!("{subject} is {}, and '{text}' is quoted text", word_for(kind)));
    match parse_real(text) {
        None if kind == ValueKind::Duration => {
            mistake.with_hint("write a duration such as 90s, 1h30m or 'PT5M', or a number of seconds")
        }
        Some(number) if number.is_nan() => mistake.with_hint("write IS NAN"),
        Some(_) if subject.span.range() != mistake.span => {
            mistake.with_hint("write the number without quotes").with_fix(text.trim())
        }
        Some(_) => mistake.with_hint("write the numbers without quotes"),
        None => mistake.with_hint("compare with a number"),
    }
}

fn fits(kind: ValueKind, text: &str) -> bool {
    match kind {
        ValueKind::Text => true,
        ValueKind::Number | ValueKind::Duration => false,
        ValueKind::Time => parse_time(text).is_some(),
    }
}

fn word_for(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Text => "text",
        ValueKind::Number => "a number",
        ValueKind::Duration => "a length of time",
        ValueKind::Time => "a time",
    }
}

/// What an expression is compared as; `None` for fixed values, which fit what they meet.
fn kind_of(expression: &Expression, table: &RunTable) -> Option<ValueKind> {
    Some(match &expression.kind {
        ExpressionKind::Literal(_) => return None,
        ExpressionKind::Column(column) => kind_of_column(column, table),
        ExpressionKind::Call(function, _) if function.kind.gives_text() => ValueKind::Text,
        ExpressionKind::Call(..) | ExpressionKind::Arithmetic(..) | ExpressionKind::Negate(_) => ValueKind::Number,
    })
}

/// What a column is compared as: as its stored values say once they are there, else as the language expects of such a column.
fn kind_of_column(column: &ColumnRef, table: &RunTable) -> ValueKind {
    let stored = resolve(table, column).and_then(|name| table.column(&name)?.values().ok());
    match (column.entity, stored) {
        (Entity::Metric | Entity::Attribute, Some(Values::Text(_))) => ValueKind::Text,
        (_, Some(Values::Time(_))) => ValueKind::Time,
        (Entity::Metric, _) => ValueKind::Number,
        (Entity::Attribute, _) => attribute(&column.key).map_or(ValueKind::Text, |attribute| attribute.kind),
        (Entity::Param | Entity::Tag | Entity::Dataset, _) => ValueKind::Text,
    }
}

/// Advice where an answer may not be what is meant: text that looks like a number, put in order as text.
pub(crate) fn doubt(test: &Test, table: &RunTable) -> Option<Diagnostic> {
    let ordered = match &test.predicate {
        Predicate::Compare(comparison, _) => comparison.is_ordering(),
        Predicate::Between { .. } => true,
        _ => false,
    };
    if !ordered || kind_of(&test.subject, table) != Some(ValueKind::Text) {
        return None;
    }
    let number = values(&test.predicate).into_iter().find_map(|value| match value.as_literal() {
        Some(Literal::Text(text)) if parse_real(text).is_some() => Some((value.span, text)),
        _ => None,
    });
    let (span, text) = number?;
    let advice = Diagnostic::advice(span.range(), "quoted text is put in order as text, where '10' comes before '9'");
    Some(advice.with_hint("write the number without quotes to compare by value").with_fix(text.trim()))
}
