use runloom_table::{RunTable, Values, parse_real};

use super::values;
use crate::diagnostic::Diagnostic;
use crate::language::{ValueKind, attribute};
use crate::resolve::resolve;
use crate::time::parse_time;
use crate::tree::{ColumnRef, Entity, Expression, Literal, Predicate, Test};

/// An error where a comparison makes no sense for what it compares.
pub(crate) fn misfit(test: &Test, table: &RunTable) -> Option<Diagnostic> {
    let subject = &test.subject;
    match &test.predicate {
        Predicate::Compare(_, value) => pair(subject, value, table).or_else(|| pair(value, subject, table)),
        Predicate::Between { low, high, .. } => pair(subject, low, table).or_else(|| pair(subject, high, table)),
        Predicate::OneOf { values, .. } => {
            let kind = kind_of(subject.as_column()?, table);
            let text = values.iter().find_map(|value| match value {
                Literal::Text(text) if !fits(kind, text) => Some(text),
                _ => None,
            })?;
            Some(text_misfit(subject, text, kind, subject.span.range()))
        }
        Predicate::Matches { pattern, .. } => {
            let column = subject.as_column()?;
            let kind = kind_of(column, table);
            (kind != ValueKind::Text).then(|| {
                let keyword = pattern.kind.keyword();
                let message = format!("{keyword} matches text, and {column} holds {}", word_for(kind));
                let hint = "compare with =, <, > or BETWEEN";
                Diagnostic::error(test.operator_span.range(), message).with_hint(hint)
            })
        }
        _ => None,
    }
}

fn pair(subject: &Expression, value: &Expression, table: &RunTable) -> Option<Diagnostic> {
    let column = subject.as_column()?;
    if column.entity == Entity::Dataset && !matches!(value.as_literal(), Some(Literal::Text(_))) {
        let message = format!("{column} is compared with quoted text only");
        return Some(Diagnostic::error(value.span.range(), message));
    }
    let Some(Literal::Text(text)) = value.as_literal() else { return None };
    let kind = kind_of(column, table);
    (!fits(kind, text)).then(|| text_misfit(subject, text, kind, value.span.range()))
}

fn text_misfit(subject: &Expression, text: &str, kind: ValueKind, place: std::ops::Range<usize>) -> Diagnostic {
    let what = subject.as_column().map_or_else(String::new, ColumnRef::to_string);
    match kind {
        ValueKind::Time => Diagnostic::error(place, format!("{what} is a time, and '{text}' is none")).with_hint(
            "write an ISO date such as '2026-11-20' or '2026-11-20T18:30Z', or milliseconds since 1970 without quotes",
        ),
        _ => {
            let mistake = Diagnostic::error(place, format!("{what} holds numbers, and '{text}' is quoted text"));
            match parse_real(text) {
                Some(_) if subject.span.range() != mistake.span => {
                    mistake.with_hint("write the number without quotes").with_fix(text.trim())
                }
                _ => mistake.with_hint("compare with a number"),
            }
        }
    }
}

fn fits(kind: ValueKind, text: &str) -> bool {
    match kind {
        ValueKind::Text => true,
        ValueKind::Number => false,
        ValueKind::Time => parse_time(text).is_some(),
    }
}

fn word_for(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Text => "text",
        ValueKind::Number => "numbers",
        ValueKind::Time => "times",
    }
}

/// What a column is compared as: as its stored values say once they are there, else as the language expects of such a column.
pub(crate) fn kind_of(column: &ColumnRef, table: &RunTable) -> ValueKind {
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
    let column = test.subject.as_column()?;
    let ordered = match &test.predicate {
        Predicate::Compare(comparison, _) => comparison.is_ordering(),
        Predicate::Between { .. } => true,
        _ => false,
    };
    if !ordered || kind_of(column, table) != ValueKind::Text {
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
