//! The word at a cursor, of which some letters may be typed already.

use std::ops::Range;

use runloom_table::{ColumnKind, RunTable};

use super::matching::Word;
use super::place::column_of;
use crate::language::entity;
use crate::syntax::{Symbol, Token, TokenKind, quoted_text, split_path, strip_key_quotes};
use crate::tree::Entity;

/// What is typed of a word.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    /// What an option replaces.
    pub(super) span: Range<usize>,
    /// The letters.
    pub(super) word: Word,
    /// How they are written.
    pub(super) form: Form,
    /// How many tokens stand before it.
    pub(super) tokens_before: usize,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Letters, digits and signs, or nothing yet.
    Bare,
    /// The key behind this prefix.
    Path(Entity),
    /// Between backticks.
    Backticks,
    /// A text between quotes.
    Quoted,
}

/// Behind more signs than this, no key begins.
const MOST_SIGNS: usize = 4;

/// What is typed at the cursor. `tokens` are those of the text before it.
pub(super) fn typed(text: &str, cursor: usize, tokens: &[Token], runs: &RunTable) -> Typed {
    let before = text.get(..cursor).unwrap_or_default();
    let nothing = Typed { span: cursor..cursor, word: Word::new(""), form: Form::Bare, tokens_before: tokens.len() };
    let Some((&last, others)) = tokens.split_last() else { return nothing };
    let (raw, start) = (last.text(before), last.range().start);
    if last.range().end != cursor {
        return nothing;
    }
    let whole =
        |end, (word, form): (String, Form)| Typed { span: start..end, word: Word::new(&word), form, tokens_before: others.len() };
    match last.kind {
        TokenKind::Path | TokenKind::Word | TokenKind::Number | TokenKind::Duration | TokenKind::MalformedNumber => {
            let end = word_end(text, cursor);
            let (first, key) = joined_key(before, tokens, runs).unwrap_or_else(|| (others.len(), key_of(raw)));
            let start = tokens.get(first).map_or(start, |token| token.range().start);
            Typed { span: start..end, tokens_before: first, ..whole(end, key) }
        }
        TokenKind::SingleQuoted | TokenKind::DoubleQuoted | TokenKind::Escaped | TokenKind::Raw => {
            whole(cursor, (quoted_text(raw), Form::Quoted))
        }
        TokenKind::Backticked => whole(cursor, (strip_key_quotes(raw), Form::Backticks)),
        TokenKind::Unclosed => {
            let open = raw.find(['\'', '"', '`']).unwrap_or_default();
            let content = raw.get(open + 1..).unwrap_or_default().to_owned();
            let quote = raw.get(open..=open).unwrap_or_default();
            let end = quoted_end(text, cursor, quote);
            let path = others.last().filter(|path| path.kind == TokenKind::Path && path.touches(last));
            let prefix = path.and_then(|path| path.text(before).strip_suffix('.'));
            match (path, prefix.and_then(|word| entity(word.trim_matches('`')))) {
                (Some(path), Some(entity)) => Typed {
                    span: path.range().start..end,
                    tokens_before: others.len() - 1,
                    ..whole(end, (content, Form::Path(entity)))
                },
                _ if quote == "`" => whole(end, (content, Form::Backticks)),
                _ => whole(end, (content, Form::Quoted)),
            }
        }
        TokenKind::Symbol(_) => match joined_key(before, tokens, runs) {
            Some((first, key)) => {
                let start = tokens.get(first).map_or(start, |token| token.range().start);
                let end = word_end(text, cursor);
                Typed { span: start..end, tokens_before: first, ..whole(end, key) }
            }
            None => match others.last().filter(|number| is_exponent(before, number) && number.touches(last)) {
                Some(number) => {
                    let start = number.range().start;
                    let word = before.get(start..).unwrap_or_default().to_owned();
                    let end = word_end(text, cursor);
                    Typed { span: start..end, tokens_before: others.len() - 1, ..whole(end, (word, Form::Bare)) }
                }
                None => nothing,
            },
        },
        TokenKind::Unknown | TokenKind::Comment => whole(cursor, (raw.to_owned(), Form::Bare)),
        TokenKind::End => nothing,
    }
}

/// Whether a number has begun its exponent, whose sign follows.
fn is_exponent(before: &str, number: &Token) -> bool {
    number.kind == TokenKind::MalformedNumber && number.text(before).ends_with(['e', 'E'])
}

fn key_of(raw: &str) -> (String, Form) {
    match column_of(raw).filter(|_| raw.contains('.')) {
        Some(column) => (column.key, Form::Path(column.entity)),
        None => (raw.to_owned(), Form::Bare),
    }
}

/// A key with signs in it that needs quotes and has none yet, such as `val/acc`, if a column has such a key.
fn joined_key(before: &str, tokens: &[Token], runs: &RunTable) -> Option<(usize, (String, Form))> {
    let is_sign = |token: &Token| {
        matches!(token.kind, TokenKind::Symbol(Symbol::Minus | Symbol::Slash | Symbol::Plus | Symbol::Star | Symbol::Percent))
    };
    let is_word = |token: &Token| {
        matches!(
            token.kind,
            TokenKind::Path | TokenKind::Word | TokenKind::Number | TokenKind::Duration | TokenKind::MalformedNumber
        )
    };
    let last = tokens.last()?;
    let mut first = tokens.len() - usize::from(!is_sign(last));
    let mut touched = last.range().end;
    if let Some(word) = tokens.get(first) {
        touched = word.range().start;
    }
    let mut found = None;
    for _ in 0..MOST_SIGNS {
        let Some([word, sign]) = first.checked_sub(2).and_then(|from| tokens.get(from..first)) else { break };
        if !(is_word(word) && is_sign(sign) && word.touches(*sign) && sign.range().end == touched) {
            break;
        }
        (first, touched) = (first - 2, word.range().start);
        let (key, form) = key_of(before.get(word.range().start..).unwrap_or_default());
        let kind = match form {
            Form::Path(Entity::Param) => Some(ColumnKind::Param),
            Form::Path(Entity::Metric) => Some(ColumnKind::Metric),
            Form::Path(Entity::Tag) => Some(ColumnKind::Tag),
            _ => None,
        };
        // A path splits at a sign before its key is read.
        let raw_key = match form {
            Form::Path(_) => split_path(before.get(word.range().start..).unwrap_or_default()).1.to_owned(),
            _ => key,
        };
        let wanted = Word::new(&raw_key);
        let mut columns = runs.columns().iter().map(runloom_table::Column::name);
        if columns.any(|name| kind.is_none_or(|kind| name.kind == kind) && wanted.class(&name.key).is_some()) {
            found = Some((first, (raw_key, form)));
        }
    }
    found
}

/// Where the word ends that the cursor stands in.
fn word_end(text: &str, cursor: usize) -> usize {
    let rest = text.get(cursor..).unwrap_or_default();
    let belongs = |char: char| char.is_alphanumeric() || matches!(char, '_' | '.' | '@' | '#' | '$' | ':');
    cursor + rest.find(|char| !belongs(char)).unwrap_or(rest.len())
}

/// Where the quoted text ends that the cursor stands in; at the cursor where the next quote seems to begin another text.
fn quoted_end(text: &str, cursor: usize, quote: &str) -> usize {
    let rest = text.get(cursor..).unwrap_or_default();
    let Some(close) = rest.find(quote) else { return cursor };
    let inside = rest.get(..close).unwrap_or_default();
    let is_another = inside.contains(['=', '<', '>', '(', ')', ',', '\n', '\'', '"', '`'])
        || inside.split_whitespace().any(|word| crate::language::keyword(word).is_some());
    if is_another { cursor } else { cursor + close + quote.len() }
}
