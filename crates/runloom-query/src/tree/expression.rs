use super::Span;
use crate::language::Function;

/// Something that has a value for a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of [`Expression`].
#[derive(Clone, Debug, PartialEq)]
pub enum ExpressionKind {
    /// The value of a column.
    Column(ColumnRef),
    /// A fixed value.
    Literal(Literal),
    /// A function of other values.
    Call(&'static Function, Vec<Expression>),
    /// Two numbers joined.
    Arithmetic(Arithmetic, Box<Expression>, Box<Expression>),
    /// A number with its sign turned.
    Negate(Box<Expression>),
}

/// A fixed value.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// A number.
    Number(Number),
    /// A text.
    Text(String),
    /// `true` or `false`.
    Boolean(bool),
}

/// A number as it was written: whole numbers keep all their digits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// The value as a floating-point number.
    pub value: f64,
    /// The exact value, if it was written without point or exponent and fits.
    pub integer: Option<i64>,
    /// Whether it was written as a length of time: `5m`. Its value is seconds then.
    pub is_duration: bool,
}

/// A column as a filter names it; see [`crate::resolve`] for the column of a table that it means.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ColumnRef {
    /// What kind of thing.
    pub entity: Entity,
    /// Its key.
    pub key: String,
}

/// What the word before the first dot stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Entity {
    /// `attributes.`, or no prefix.
    Attribute,
    /// `params.`.
    Param,
    /// `metrics.`.
    Metric,
    /// `tags.`.
    Tag,
    /// `datasets.`.
    Dataset,
}

/// The operations on two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arithmetic {
    /// `+`.
    Add,
    /// `-`.
    Subtract,
    /// `*`.
    Multiply,
    /// `/`.
    Divide,
    /// `%`, the remainder with the sign of the first number.
    Remainder,
}

impl Arithmetic {
    /// As it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Remainder => "%",
        }
    }

    /// Whether it binds as multiplication does.
    pub fn is_product(self) -> bool {
        !matches!(self, Self::Add | Self::Subtract)
    }
}

impl Expression {
    /// A column.
    pub(crate) fn column(column: ColumnRef, span: Span) -> Self {
        Self { kind: ExpressionKind::Column(column), span }
    }

    /// A fixed value.
    pub(crate) fn literal(literal: Literal, span: Span) -> Self {
        Self { kind: ExpressionKind::Literal(literal), span }
    }

    /// The column that this is, if it is one.
    pub fn as_column(&self) -> Option<&ColumnRef> {
        match &self.kind {
            ExpressionKind::Column(column) => Some(column),
            _ => None,
        }
    }

    /// The fixed value that this is, if it is one.
    pub fn as_literal(&self) -> Option<&Literal> {
        match &self.kind {
            ExpressionKind::Literal(literal) => Some(literal),
            _ => None,
        }
    }

    /// Whether a length of time stands in it.
    pub(crate) fn has_duration(&self) -> bool {
        match &self.kind {
            ExpressionKind::Literal(Literal::Number(number)) => number.is_duration,
            ExpressionKind::Column(_) | ExpressionKind::Literal(_) => false,
            ExpressionKind::Call(_, arguments) => arguments.iter().any(Self::has_duration),
            ExpressionKind::Arithmetic(_, left, right) => left.has_duration() || right.has_duration(),
            ExpressionKind::Negate(inner) => inner.has_duration(),
        }
    }

    /// The same with lengths of time in milliseconds.
    pub(crate) fn in_millis(&self) -> Self {
        let kind = match &self.kind {
            ExpressionKind::Literal(Literal::Number(number)) => ExpressionKind::Literal(Literal::Number(number.in_millis())),
            ExpressionKind::Call(function, arguments) => {
                ExpressionKind::Call(function, arguments.iter().map(Self::in_millis).collect())
            }
            ExpressionKind::Arithmetic(operation, left, right) => {
                ExpressionKind::Arithmetic(*operation, Box::new(left.in_millis()), Box::new(right.in_millis()))
            }
            ExpressionKind::Negate(inner) => ExpressionKind::Negate(Box::new(inner.in_millis())),
            other => other.clone(),
        };
        Self { kind, span: self.span }
    }

    /// Every column in it, in reading order.
    pub fn columns(&self) -> Vec<(&ColumnRef, Span)> {
        let mut found = Vec::new();
        self.collect(&mut found);
        found
    }

    fn collect<'a>(&'a self, found: &mut Vec<(&'a ColumnRef, Span)>) {
        match &self.kind {
            ExpressionKind::Column(column) => found.push((column, self.span)),
            ExpressionKind::Literal(_) => {}
            ExpressionKind::Call(_, arguments) => arguments.iter().for_each(|argument| argument.collect(found)),
            ExpressionKind::Arithmetic(_, left, right) => {
                left.collect(found);
                right.collect(found);
            }
            ExpressionKind::Negate(inner) => inner.collect(found),
        }
    }
}

impl Number {
    /// A whole number.
    pub fn whole(integer: i64) -> Self {
        Self { value: integer as f64, integer: Some(integer), is_duration: false }
    }

    /// A number with a fraction, or beyond 64 bits.
    pub fn real(value: f64) -> Self {
        Self { value, integer: None, is_duration: false }
    }

    /// A length of time. Seconds are exact to the microsecond.
    pub(crate) fn duration(micros: f64) -> Self {
        let seconds = micros / 1e6;
        let integer = (micros as i64 % 1_000_000 == 0).then_some(seconds as i64);
        Self { value: seconds, integer, is_duration: true }
    }

    /// A length of time as what it is counted in beside moments: milliseconds.
    pub(crate) fn in_millis(self) -> Self {
        if self.is_duration { Self::real(self.value * 1e3) } else { self }
    }

    /// With its sign turned.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { value: -self.value, integer: self.integer.and_then(i64::checked_neg), ..self }
    }
}

impl ColumnRef {
    /// A column of the given kind.
    pub fn new(entity: Entity, key: impl Into<String>) -> Self {
        Self { entity, key: key.into() }
    }
}

impl Entity {
    /// The prefix in canonical text, with its dot.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Attribute => "attributes.",
            Self::Param => "params.",
            Self::Metric => "metrics.",
            Self::Tag => "tags.",
            Self::Dataset => "datasets.",
        }
    }

    /// The singular word for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Attribute => "attribute",
            Self::Param => "param",
            Self::Metric => "metric",
            Self::Tag => "tag",
            Self::Dataset => "dataset",
        }
    }
}
