//! The language once more, one row at a time and without any cleverness.

use std::cmp::Ordering;

use regex::Regex;
use runloom_query::{
    Arithmetic, ColumnRef, Comparison, Condition, Expression, ExpressionKind, FunctionKind, Literal, OrderKey, PatternKind,
    Predicate, Test, resolve,
};
use runloom_table::{Column, Dataset, Value, Values, parse_real};

/// Whether a row fulfils a condition; `None` where that is unknown.
pub(crate) fn fulfils(data: &Dataset, condition: &Condition, row: usize) -> Option<bool> {
    match condition {
        Condition::All(parts) => {
            let answers: Vec<_> = parts.iter().map(|part| fulfils(data, part, row)).collect();
            if answers.contains(&Some(false)) {
                Some(false)
            } else if answers.contains(&None) {
                None
            } else {
                Some(true)
            }
        }
        Condition::Any(parts) => {
            let answers: Vec<_> = parts.iter().map(|part| fulfils(data, part, row)).collect();
            if answers.contains(&Some(true)) {
                Some(true)
            } else if answers.contains(&None) {
                None
            } else {
                Some(false)
            }
        }
        Condition::Not(inner) => fulfils(data, inner, row).map(|answer| !answer),
        Condition::Search(_) => panic!("no searches are made"),
        Condition::Test(test) => passes(data, test, row),
    }
}

fn passes(data: &Dataset, test: &Test, row: usize) -> Option<bool> {
    let subject = &test.subject;
    let value = match test.predicate {
        Predicate::Holds => Cell::Missing,
        _ => value(data, subject, row),
    };
    let text = || value.text();
    match &test.predicate {
        Predicate::Compare(comparison, other) => compare(data, *comparison, subject, other, row),
        Predicate::Between { low, high, negated } => {
            let above = compare(data, Comparison::GreaterOrEqual, subject, low, row)?;
            let below = compare(data, Comparison::LessOrEqual, subject, high, row)?;
            Some((above && below) != *negated)
        }
        Predicate::OneOf { values, negated } => {
            if value == Cell::Missing {
                return None;
            }
            let equals = |literal: &Literal| literal_compare(Comparison::Equal, &value, literal) == Some(true);
            Some(values.iter().any(equals) != *negated)
        }
        Predicate::Matches { pattern, negated } => text().map(|text| matches(pattern.kind, &pattern.text, &text) != *negated),
        Predicate::IsNull { negated } => Some((value == Cell::Missing) != *negated),
        Predicate::IsNan { negated } => match &value {
            Cell::Missing => None,
            Cell::Number(number) => Some(number.is_nan() != *negated),
            Cell::Text(text) => Some(parse_real(text).is_some_and(f64::is_nan) != *negated),
            _ => Some(*negated),
        },
        Predicate::Holds => {
            let ExpressionKind::Call(function, arguments) = &subject.kind else { panic!("only functions hold") };
            let (text, part) = (self::value(data, &arguments[0], row).text()?, self::value(data, &arguments[1], row).text()?);
            Some(match function.kind {
                FunctionKind::StartsWith => text.starts_with(&part),
                FunctionKind::EndsWith => text.ends_with(&part),
                _ => text.contains(&part),
            })
        }
    }
}

fn matches(kind: PatternKind, pattern: &str, text: &str) -> bool {
    let (pattern, text) = match kind {
        PatternKind::ILike => (pattern.to_ascii_lowercase(), text.to_ascii_lowercase()),
        _ => (pattern.to_owned(), text.to_owned()),
    };
    if kind == PatternKind::RLike {
        return Regex::new(&pattern).unwrap().is_match(&text);
    }
    let regex: String = pattern
        .chars()
        .map(|char| match char {
            '%' => ".*".to_owned(),
            '_' => ".".to_owned(),
            other => regex_quoted(other),
        })
        .collect();
    Regex::new(&format!("(?s)^(?:{regex})$")).unwrap().is_match(&text)
}

fn regex_quoted(char: char) -> String {
    if char.is_ascii_punctuation() { format!("\\{char}") } else { char.to_string() }
}

#[derive(Clone, Debug, PartialEq)]
enum Cell {
    Missing,
    Number(f64),
    Integer(i64),
    Boolean(bool),
    Time(i64),
    Text(String),
}

impl Cell {
    fn text(&self) -> Option<String> {
        let value = match self {
            Self::Missing => Value::Missing,
            Self::Number(value) => Value::Real(*value),
            Self::Integer(value) => Value::Integer(*value),
            Self::Boolean(value) => Value::Boolean(*value),
            Self::Time(value) => Value::Time(*value),
            Self::Text(value) => Value::Text(value),
        };
        value.to_text().map(std::borrow::Cow::into_owned)
    }

    fn number(&self) -> Option<f64> {
        Some(match self {
            Self::Missing => return None,
            Self::Number(value) => *value,
            Self::Integer(value) => *value as f64,
            Self::Boolean(value) => f64::from(u8::from(*value)),
            Self::Time(value) => *value as f64 / 1000.0,
            Self::Text(text) => parse_real(text).unwrap_or(f64::NAN),
        })
    }
}

fn column<'a>(data: &'a Dataset, column: &ColumnRef) -> Option<&'a Column> {
    data.runs.column(&resolve(&data.runs, column)?)
}

fn value(data: &Dataset, expression: &Expression, row: usize) -> Cell {
    match &expression.kind {
        ExpressionKind::Literal(Literal::Number(number)) => Cell::Number(number.value),
        ExpressionKind::Literal(Literal::Text(text)) => Cell::Text(text.clone()),
        ExpressionKind::Literal(Literal::Boolean(value)) => Cell::Boolean(*value),
        ExpressionKind::Column(name) => match column(data, name).map(|column| column.values().unwrap().at(row)) {
            None | Some(Value::Missing) => Cell::Missing,
            Some(Value::Real(value)) => Cell::Number(value),
            Some(Value::Integer(value)) => Cell::Integer(value),
            Some(Value::Boolean(value)) => Cell::Boolean(value),
            Some(Value::Time(value)) => Cell::Time(value),
            Some(Value::Text(value)) => Cell::Text(value.to_owned()),
        },
        ExpressionKind::Negate(inner) => number(data, inner, row, |value| -value),
        ExpressionKind::Arithmetic(operation, left, right) => {
            let (Some(left), Some(right)) = (value(data, left, row).number(), value(data, right, row).number()) else {
                return Cell::Missing;
            };
            Cell::Number(match operation {
                Arithmetic::Add => left + right,
                Arithmetic::Subtract => left - right,
                Arithmetic::Multiply => left * right,
                Arithmetic::Divide => left / right,
                Arithmetic::Remainder => left % right,
            })
        }
        ExpressionKind::Call(function, arguments) => match function.kind {
            FunctionKind::Abs => number(data, &arguments[0], row, f64::abs),
            FunctionKind::Log10 => number(data, &arguments[0], row, libm::log10),
            FunctionKind::Lower => {
                value(data, &arguments[0], row).text().map_or(Cell::Missing, |text| Cell::Text(text.to_ascii_lowercase()))
            }
            FunctionKind::Len => {
                value(data, &arguments[0], row).text().map_or(Cell::Missing, |text| Cell::Number(text.chars().count() as f64))
            }
            FunctionKind::Number => match &arguments[0].kind {
                ExpressionKind::Column(name) => {
                    let number = column(data, name).and_then(|column| column.typed().unwrap().number_at(row));
                    number.map_or(Cell::Missing, Cell::Number)
                }
                other => panic!("number of {other:?}"),
            },
            other => panic!("{other:?} is not tested here"),
        },
    }
}

fn number(data: &Dataset, expression: &Expression, row: usize, change: impl Fn(f64) -> f64) -> Cell {
    value(data, expression, row).number().map_or(Cell::Missing, |value| Cell::Number(change(value)))
}

fn compare(data: &Dataset, comparison: Comparison, left: &Expression, right: &Expression, row: usize) -> Option<bool> {
    if let Some(Literal::Number(number)) = right.as_literal()
        && number.is_duration
        && left
            .columns()
            .iter()
            .any(|(name, _)| column(data, name).is_some_and(|column| matches!(column.values(), Ok(Values::Time(_)))))
    {
        return Some(holds(comparison, value(data, left, row).number()?.partial_cmp(&(number.value * 1000.0))));
    }
    if let Some(literal) = right.as_literal() {
        return literal_compare(comparison, &value(data, left, row), literal);
    }
    if let Some(literal) = left.as_literal() {
        return literal_compare(comparison.mirrored(), &value(data, right, row), literal);
    }
    let (a, b) = (value(data, left, row), value(data, right, row));
    if is_textual(data, left) || is_textual(data, right) {
        Some(holds(comparison, a.text()?.cmp(&b.text()?).into()))
    } else {
        Some(holds(comparison, a.number()?.partial_cmp(&b.number()?)))
    }
}

/// Whether two columns of which this is one are compared as text.
fn is_textual(data: &Dataset, expression: &Expression) -> bool {
    match &expression.kind {
        ExpressionKind::Column(name) => column(data, name).is_some_and(|column| {
            !column.typed().unwrap().value_type.is_numeric() && !matches!(column.values().unwrap(), Values::Boolean(_))
        }),
        ExpressionKind::Call(function, _) => function.kind.gives_text(),
        _ => false,
    }
}

fn literal_compare(comparison: Comparison, value: &Cell, literal: &Literal) -> Option<bool> {
    if *value == Cell::Missing {
        return None;
    }
    let order = match (value, literal) {
        (Cell::Integer(value), Literal::Number(number)) => match number.integer {
            Some(integer) => Some(value.cmp(&integer)),
            None => (*value as f64).partial_cmp(&number.value),
        },
        (_, Literal::Number(number)) => value.number()?.partial_cmp(&number.value),
        (Cell::Time(micros), Literal::Text(text)) => Some(micros.cmp(match text.as_str() {
            "1970-01-01" => &0,
            "1970-01-01T00:00:01Z" => &1_000_000,
            other => panic!("{other} is not tested here"),
        })),
        (_, Literal::Text(text)) => Some(value.text()?.as_str().cmp(text)),
        (Cell::Text(text), Literal::Boolean(wanted)) => match text.to_lowercase().as_str() {
            "true" => Some(true.cmp(wanted)),
            "false" => Some(false.cmp(wanted)),
            _ => None,
        },
        (_, Literal::Boolean(wanted)) => value.number()?.partial_cmp(&f64::from(u8::from(*wanted))),
    };
    Some(holds(comparison, order))
}

fn holds(comparison: Comparison, order: Option<Ordering>) -> bool {
    match comparison {
        Comparison::Equal => order == Some(Ordering::Equal),
        Comparison::NotEqual => order != Some(Ordering::Equal),
        Comparison::Less => order == Some(Ordering::Less),
        Comparison::LessOrEqual => matches!(order, Some(Ordering::Less | Ordering::Equal)),
        Comparison::Greater => order == Some(Ordering::Greater),
        Comparison::GreaterOrEqual => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
    }
}

/// The order of two rows by keys, then start time, id and place.
pub(crate) fn order(data: &Dataset, keys: &[OrderKey], a: usize, b: usize) -> Ordering {
    let tie_break = runloom_query::default_order();
    let by_keys = keys.iter().chain(&tie_break).map(|key| {
        let (left, right) = (value(data, &key.expression, a), value(data, &key.expression, b));
        let class = |cell: &Cell| match cell {
            Cell::Missing => {
                if key.missing_first {
                    0
                } else {
                    3
                }
            }
            Cell::Number(value) if value.is_nan() => 2,
            _ => 1,
        };
        let by_value = match (&left, &right) {
            (Cell::Text(left), Cell::Text(right)) => left.cmp(right),
            (Cell::Integer(left), Cell::Integer(right)) | (Cell::Time(left), Cell::Time(right)) => left.cmp(right),
            _ => left.number().partial_cmp(&right.number()).unwrap_or(Ordering::Equal),
        };
        class(&left).cmp(&class(&right)).then(if key.descending { by_value.reverse() } else { by_value })
    });
    by_keys.fold(Ordering::Equal, Ordering::then).then(a.cmp(&b))
}
