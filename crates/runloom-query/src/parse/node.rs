use crate::syntax::Token;
use crate::tree::{Condition, Expression, Span};

/// What a piece of text may turn out to be, before its surroundings decide.
pub(crate) enum Node {
    /// A condition.
    Condition(Condition, Span),
    /// A value.
    Value(Expression),
    /// A bare word, or several joined by signs: an attribute before an operator, else a search.
    Word(Span),
    /// `` `…` ``: an attribute.
    Backticked(Token),
    /// `"…"`: an attribute before an operator, text behind one, else a search.
    DoubleQuoted(Token),
}

impl Node {
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Condition(_, span) | Self::Word(span) => *span,
            Self::Value(value) => value.span,
            Self::Backticked(token) | Self::DoubleQuoted(token) => token.span(),
        }
    }
}
