use std::ops::Range;

use crate::tree::Span;

/// A piece of the text. What it says is read from the text when it is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    start: u32,
    end: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A bare word without a dot.
    Word,
    /// An entity, a dot and a key, any of them quoted.
    Path,
    /// A number.
    Number,
    /// A length of time: `5m`, `1h30m`.
    Duration,
    /// Something that begins as a number and is none: `1_000`, `0x10`, `5xx`.
    MalformedNumber,
    /// `'…'`.
    SingleQuoted,
    /// `"…"`.
    DoubleQuoted,
    /// `` `…` ``.
    Backticked,
    /// `E'…'`, with backslash escapes.
    Escaped,
    /// `r'…'`, as Python writes raw text.
    Raw,
    /// A quote without its partner, and all that follows.
    Unclosed,
    /// `--` or `/*`.
    Comment,
    Symbol(Symbol),
    /// A character that means nothing here.
    Unknown,
    /// Behind the last piece.
    End,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Symbol {
    Equal,
    DoubleEqual,
    NotEqual,
    LessGreater,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    /// `=<`.
    EqualLess,
    /// `=>`.
    EqualGreater,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Open,
    Close,
    Comma,
}

impl Symbol {
    /// Whether it compares two values, spelt right.
    pub(crate) fn is_comparison(self) -> bool {
        use Symbol::{DoubleEqual, Equal, Greater, GreaterOrEqual, Less, LessGreater, LessOrEqual, NotEqual};
        matches!(self, Equal | DoubleEqual | NotEqual | LessGreater | Less | LessOrEqual | Greater | GreaterOrEqual)
    }
}

impl Token {
    pub(crate) fn new(kind: TokenKind, range: Range<usize>) -> Self {
        Self { kind, start: range.start as u32, end: range.end as u32 }
    }

    pub(crate) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    pub(crate) fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    pub(crate) fn text(self, source: &str) -> &str {
        source.get(self.range()).unwrap_or_default()
    }

    /// Whether `next` begins where this token ends.
    pub(crate) fn touches(self, next: Self) -> bool {
        self.end == next.start
    }
}
