use runloom_table::RunTable;

use super::floor;
use super::matching::Word;
use super::option::Signature;
use super::place::{Expects, Place, Usage, place_behind};
use super::typed::{Form, Typed, typed};
use super::words::signature;
use crate::limits;
use crate::syntax::{Symbol, Token, TokenKind, lex, python_text};
use crate::tree::ColumnRef;

/// What stands round a cursor.
pub(super) struct Cursor {
    pub(super) typed: Typed,
    pub(super) place: Place,
    /// Whether a space stands before what is typed, or nothing, or an opening parenthesis.
    pub(super) apart: bool,
    /// Whether a `(` follows.
    pub(super) before_open: bool,
    /// What the list round the cursor holds already.
    pub(super) taken: Vec<String>,
}

/// Of longer lists only the beginning is remembered.
const REMEMBERED: usize = 200;

impl Cursor {
    /// `None` for text that is not completed: JSON, and what is too long or nests too deep.
    pub(super) fn read(text: &str, cursor: usize, runs: &RunTable) -> Option<Self> {
        if text.len() > limits::TEXT_BYTES || text.trim_start().starts_with('{') {
            return None;
        }
        let cursor = floor(text, cursor);
        let before = text.get(..cursor)?;
        let mut tokens = lex(before);
        tokens.pop();
        let mut typed = typed(text, cursor, &tokens, runs);
        tokens.truncate(typed.tokens_before);
        let place = place_behind(before, &tokens, runs)?;
        let minus =
            tokens.last().filter(|sign| sign.kind == TokenKind::Symbol(Symbol::Minus) && sign.range().end == typed.span.start);
        if let Some(minus) = minus.filter(|_| place.signed && typed.form == Form::Bare) {
            typed.span.start = minus.range().start;
            typed.word = Word::new(&format!("-{}", typed.word.raw()));
        }
        let space = text.get(..typed.span.start).and_then(|text| text.chars().next_back());
        let taken = match &place.expects {
            Expects::Value { usage: Usage::Item(open), .. } => texts_behind(before, &tokens, *open),
            _ => Vec::new(),
        };
        Some(Self {
            apart: space.is_none_or(|char| char.is_whitespace() || char == '('),
            before_open: text.as_bytes().get(typed.span.end) == Some(&b'('),
            typed,
            place,
            taken,
        })
    }

    /// The column whose values are of interest.
    pub(super) fn compared(&self) -> Option<&ColumnRef> {
        match &self.place.expects {
            Expects::Operator { subject, .. } | Expects::Value { subject, .. } => subject.column(),
            Expects::Argument { before, .. } => before.as_ref(),
            _ => None,
        }
    }

    /// The function call round the cursor.
    pub(super) fn signature(&self) -> Option<Signature> {
        let (function, index) = self.place.call?;
        let before: usize = function.arguments.iter().take(index).map(|argument| argument.len() + 2).sum();
        let start = function.name.len() + 1 + before;
        let length = function.arguments.get(index).map(|argument| argument.len());
        let label = signature(function);
        let argument = length.map_or(label.len()..label.len(), |length| start..start + length);
        Some(Signature { label, argument, help: function.help })
    }
}

fn texts_behind(before: &str, tokens: &[Token], open: usize) -> Vec<String> {
    let quoted = |token: &&Token| {
        matches!(token.kind, TokenKind::SingleQuoted | TokenKind::DoubleQuoted | TokenKind::Escaped | TokenKind::Raw)
    };
    tokens.iter().skip(open).filter(quoted).take(REMEMBERED).map(|token| python_text(token.text(before))).collect()
}
