use super::{Expression, Literal, Span};
use crate::regex::Regex;

/// What a run has to fulfil.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// All of these; every run where there are none.
    All(Vec<Condition>),
    /// At least one of these; no run where there are none.
    Any(Vec<Condition>),
    /// Not this. A run for which the condition cannot be decided, because a value is missing, fulfils neither it nor its opposite.
    Not(Box<Condition>),
    /// The run's name holds this text, capital or small.
    Search(Search),
    /// One comparison.
    Test(Test),
}

/// A bare word or quoted text that stands alone: a search in run names.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    /// What to look for.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// One comparison: a value and what has to hold for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// The value.
    pub subject: Expression,
    /// What has to hold.
    pub predicate: Predicate,
    /// Where the operator stands.
    pub operator_span: Span,
}

/// What has to hold for a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Predicate {
    /// `subject op value`.
    Compare(Comparison, Expression),
    /// `subject [NOT] IN (values)`.
    OneOf {
        /// The values.
        values: Vec<Literal>,
        /// Whether the value must not be among them.
        negated: bool,
    },
    /// `subject [NOT] BETWEEN low AND high`, both ends included.
    Between {
        /// The low end.
        low: Expression,
        /// The high end.
        high: Expression,
        /// Whether the value must lie outside.
        negated: bool,
    },
    /// `subject [NOT] LIKE pattern` and its relatives.
    Matches {
        /// The pattern.
        pattern: Pattern,
        /// Whether the value must not match.
        negated: bool,
    },
    /// `subject IS [NOT] NULL`.
    IsNull {
        /// Whether a value must be there.
        negated: bool,
    },
    /// `subject IS [NOT] NAN`.
    IsNan {
        /// Whether the value must not be NaN.
        negated: bool,
    },
    /// The subject is a function that answers yes or no.
    Holds,
}

/// The six comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`.
    Equal,
    /// `!=`.
    NotEqual,
    /// `<`.
    Less,
    /// `<=`.
    LessOrEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterOrEqual,
}

impl Comparison {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Equal, Self::NotEqual, Self::Less, Self::LessOrEqual, Self::Greater, Self::GreaterOrEqual];

    /// As it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// The comparison that holds for `b, a` when this one holds for `a, b`.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
            same => same,
        }
    }

    /// Whether it asks for an order and not only for equality.
    pub fn is_ordering(self) -> bool {
        !matches!(self, Self::Equal | Self::NotEqual)
    }
}

/// How a pattern is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternKind {
    /// `%` is any text, `_` any one character; the whole value has to match.
    Like,
    /// The same, ASCII letters matching in both cases.
    ILike,
    /// A regular expression that has to match somewhere in the value.
    RLike,
}

/// A pattern of `LIKE`, `ILIKE` or `RLIKE`.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// How it is read.
    pub kind: PatternKind,
    /// Its text.
    pub text: String,
    /// The compiled form of a regular expression.
    pub(crate) regex: Option<Regex>,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        (self.kind, &self.text) == (other.kind, &other.text)
    }
}

impl PatternKind {
    /// As it is written.
    pub fn keyword(self) -> &'static str {
        match self {
            Self::Like => "LIKE",
            Self::ILike => "ILIKE",
            Self::RLike => "RLIKE",
        }
    }
}
