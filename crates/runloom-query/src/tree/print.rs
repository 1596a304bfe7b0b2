use std::fmt::{self, Display, Formatter, Write};

use super::{ColumnRef, Condition, Entity, Expression, ExpressionKind, Literal, Number, Predicate, Search, Test};
use crate::duration::write_units;
use crate::language::{is_attribute_word, is_reserved_word, needs_quotes_in_mlflow};

impl Display for Condition {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::All(parts) => joined(f, parts, " AND ", "TRUE"),
            Self::Any(parts) => joined(f, parts, " OR ", "FALSE"),
            Self::Not(inner) => {
                f.write_str("NOT ")?;
                match &**inner {
                    Self::All(parts) | Self::Any(parts) if !parts.is_empty() => write!(f, "({inner})"),
                    _ => write!(f, "{inner}"),
                }
            }
            Self::Search(search) => write!(f, "{search}"),
            Self::Test(test) => write!(f, "{test}"),
        }
    }
}

fn joined(f: &mut Formatter<'_>, parts: &[Condition], word: &str, empty: &str) -> fmt::Result {
    if parts.is_empty() {
        return f.write_str(empty);
    }
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            f.write_str(word)?;
        }
        match part {
            Condition::All(inner) | Condition::Any(inner) if !inner.is_empty() => write!(f, "({part})")?,
            _ => write!(f, "{part}")?,
        }
    }
    Ok(())
}

impl Display for Search {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write_text(f, &self.text)
    }
}

impl Display for Test {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let subject = Left(&self.subject);
        let not = |negated: bool| if negated { "NOT " } else { "" };
        match &self.predicate {
            Predicate::Compare(comparison, value) => write!(f, "{subject} {} {value}", comparison.symbol()),
            Predicate::OneOf { values, negated } => {
                write!(f, "{subject} {}IN (", not(*negated))?;
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        f.write_str(", ")?;
                    }
                    match value {
                        Literal::Text(text) => write_list_text(f, text)?,
                        other => write!(f, "{other}")?,
                    }
                }
                f.write_char(')')
            }
            Predicate::Between { low, high, negated } => write!(f, "{subject} {}BETWEEN {low} AND {high}", not(*negated)),
            Predicate::Matches { pattern, negated } => {
                write!(f, "{subject} {}{} ", not(*negated), pattern.kind.keyword())?;
                write_text(f, &pattern.text)
            }
            Predicate::IsNull { negated } => write!(f, "{subject} IS {}NULL", not(*negated)),
            Predicate::IsNan { negated } => write!(f, "{subject} IS {}NAN", not(*negated)),
            Predicate::Holds => write!(f, "{subject}"),
        }
    }
}

impl Display for Expression {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ExpressionKind::Column(column) => write_value_column(f, column),
            ExpressionKind::Literal(literal) => write!(f, "{literal}"),
            ExpressionKind::Call(function, arguments) => {
                write!(f, "{}(", function.name)?;
                for (index, argument) in arguments.iter().enumerate() {
                    let comma = if index > 0 { ", " } else { "" };
                    write!(f, "{comma}{argument}")?;
                }
                f.write_char(')')
            }
            ExpressionKind::Arithmetic(operation, left, right) => {
                let weaker = |side: &Expression, on_the_right: bool| match side.kind {
                    ExpressionKind::Arithmetic(inner, ..) => on_the_right || operation.is_product() && !inner.is_product(),
                    _ => false,
                };
                write_operand(f, &Left(left), weaker(left, false))?;
                write!(f, " {} ", operation.symbol())?;
                write_operand(f, &**right, weaker(right, true))
            }
            ExpressionKind::Negate(inner) => {
                f.write_char('-')?;
                write_operand(f, &**inner, matches!(inner.kind, ExpressionKind::Arithmetic(..) | ExpressionKind::Negate(_)))
            }
        }
    }
}

/// An expression before an operator, where text between double quotes would name an attribute.
struct Left<'a>(&'a Expression);

impl Display for Left<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.0.kind {
            ExpressionKind::Literal(Literal::Text(text)) if text.contains('\'') => write_escaped(f, text),
            ExpressionKind::Column(column) => write!(f, "{column}"),
            _ => write!(f, "{}", self.0),
        }
    }
}

/// A column where a value is expected: a bare word that the language does not know would be taken for text without quotes there.
fn write_value_column(f: &mut Formatter<'_>, column: &ColumnRef) -> fmt::Result {
    if column.entity == Entity::Attribute && !is_attribute_word(&column.key) && is_plain_key(&column.key) {
        return write!(f, "{}{}", column.entity.prefix(), column.key);
    }
    write!(f, "{column}")
}

fn write_operand(f: &mut Formatter<'_>, operand: &impl Display, in_parentheses: bool) -> fmt::Result {
    if in_parentheses { write!(f, "({operand})") } else { write!(f, "{operand}") }
}

impl Display for Literal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => write_text(f, text),
            Self::Boolean(value) => write!(f, "{value}"),
        }
    }
}

impl Display for Number {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if self.is_duration {
            return write_units(self.value * 1e6, f);
        }
        match self.integer {
            Some(integer) => write!(f, "{integer}"),
            None => write!(f, "{:?}", self.value),
        }
    }
}

impl Display for ColumnRef {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let plain = is_plain_key(&self.key);
        if self.entity == Entity::Attribute && plain && !self.key.contains('.') && !is_reserved_word(&self.key) {
            return f.write_str(&self.key);
        }
        if self.entity == Entity::Attribute && is_attribute_word(&self.key) {
            return write!(f, "`{}`", self.key);
        }
        f.write_str(self.entity.prefix())?;
        if plain {
            f.write_str(&self.key)
        } else if self.key.contains('`') {
            write_escaped(f, &self.key)
        } else {
            write!(f, "`{}`", self.key)
        }
    }
}

/// Whether a key can be written without quotes, here and in MLflow.
fn is_plain_key(key: &str) -> bool {
    !needs_quotes_in_mlflow(key)
        && key.split('.').all(|part| {
            part.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_')
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        })
}

/// Text between quotes, in which MLflow knows no escapes; text that MLflow cannot write becomes an `E'…'` string.
pub(crate) fn write_text(f: &mut impl Write, text: &str) -> fmt::Result {
    if text.ends_with('\\') || text.contains('\'') && text.contains('"') {
        write_escaped(f, text)
    } else if text.contains('\'') {
        write!(f, "\"{text}\"")
    } else {
        write!(f, "'{text}'")
    }
}

fn write_escaped(f: &mut impl Write, text: &str) -> fmt::Result {
    f.write_str("E'")?;
    for char in text.chars() {
        match char {
            '\\' | '\'' => write!(f, "\\{char}")?,
            _ => f.write_char(char)?,
        }
    }
    f.write_char('\'')
}

/// Text in a list, where MLflow reads Python's escapes. A backslash at the end would hide the closing quote from MLflow's tokenizer.
pub(crate) fn write_list_text(f: &mut impl Write, text: &str) -> fmt::Result {
    f.write_char('\'')?;
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match char {
            '\\' if matches!(chars.peek(), None | Some('\'')) => f.write_str("\\x5c")?,
            '\\' | '\'' => write!(f, "\\{char}")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            _ => f.write_char(char)?,
        }
    }
    f.write_char('\'')
}
