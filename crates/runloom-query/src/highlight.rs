//! What each piece of a filter is, for colouring.

use std::ops::Range;

use crate::language::{Keyword, attribute, entity, function, keyword};
use crate::syntax::{Symbol, Token, TokenKind, lex, quoted_text, split_path};
use crate::time::parse_time;

/// What a piece of a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HighlightClass {
    /// `AND`, `LIKE`, `NULL`, `TRUE`.
    Keyword,
    /// A sign that compares or computes.
    Operator,
    /// What a key is of, with its dot: `params.`.
    Entity,
    /// A key or an attribute.
    Key,
    /// Text between quotes.
    Text,
    /// A number, a duration, or a date between quotes.
    Number,
    /// The name of a function.
    Function,
    /// A parenthesis or a comma.
    Punctuation,
    /// A word that is looked for in the names of runs.
    Search,
    /// Something without a meaning, or a quote that is not closed.
    Unknown,
}

/// One piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Highlight {
    /// Where it stands, in bytes.
    pub span: Range<usize>,
    /// What it is.
    pub class: HighlightClass,
}

/// The pieces of a filter in reading order. Every character but white space is in exactly one; a filter in JSON is coloured as JSON.
/// Takes linear time and never fails.
///
/// ```
/// use runloom_query::{HighlightClass, highlight};
///
/// let classes: Vec<_> = highlight("metrics.auc > 0.9").into_iter().map(|piece| piece.class).collect();
/// assert_eq!(classes, [HighlightClass::Entity, HighlightClass::Key, HighlightClass::Operator, HighlightClass::Number]);
/// ```
pub fn highlight(text: &str) -> Vec<Highlight> {
    if text.trim_start().starts_with('{') { json(text) } else { Painter::new(text).paint() }
}

struct Painter<'a> {
    source: &'a str,
    tokens: Vec<Token>,
    found: Vec<Highlight>,
}

impl<'a> Painter<'a> {
    fn new(source: &'a str) -> Self {
        let tokens = lex(source);
        Self { source, found: Vec::with_capacity(tokens.len()), tokens }
    }

    fn paint(mut self) -> Vec<Highlight> {
        let mut at = 0;
        while let Some(&token) = self.tokens.get(at) {
            at = self.token(at, token).max(at + 1);
        }
        self.found
    }

    fn push(&mut self, span: Range<usize>, class: HighlightClass) {
        if !span.is_empty() {
            self.found.push(Highlight { span, class });
        }
    }

    /// Paints a token, and gives the place of the next.
    fn token(&mut self, at: usize, token: Token) -> usize {
        let class = match token.kind {
            TokenKind::End => return at + 1,
            TokenKind::Word => return self.word(at, token),
            TokenKind::Path => return self.path(at, token),
            TokenKind::MalformedNumber | TokenKind::Duration if self.starts_a_clause(at) && !self.operator_follows(at) => {
                return self.search(at);
            }
            TokenKind::Number | TokenKind::Duration => HighlightClass::Number,
            TokenKind::DoubleQuoted if self.operator_follows(at) => HighlightClass::Key,
            TokenKind::SingleQuoted | TokenKind::DoubleQuoted | TokenKind::Escaped | TokenKind::Raw => self.text_class(token),
            TokenKind::Backticked => HighlightClass::Key,
            TokenKind::Symbol(Symbol::Open | Symbol::Close | Symbol::Comma) => HighlightClass::Punctuation,
            TokenKind::Symbol(Symbol::EqualLess | Symbol::EqualGreater)
            | TokenKind::MalformedNumber
            | TokenKind::Unclosed
            | TokenKind::Comment
            | TokenKind::Unknown => HighlightClass::Unknown,
            TokenKind::Symbol(_) => HighlightClass::Operator,
        };
        self.push(token.range(), class);
        at + 1
    }

    fn text_class(&self, token: Token) -> HighlightClass {
        let is_date = parse_time(&quoted_text(token.text(self.source))).is_some();
        if is_date { HighlightClass::Number } else { HighlightClass::Text }
    }

    fn word(&mut self, at: usize, token: Token) -> usize {
        let text = token.text(self.source);
        let class = match keyword(text) {
            _ if self.is_call(at) => {
                if function(text).is_some() {
                    HighlightClass::Function
                } else {
                    HighlightClass::Unknown
                }
            }
            Some(Keyword::Infinity) => HighlightClass::Number,
            Some(_) => HighlightClass::Keyword,
            None if attribute(text).is_some() || self.operator_follows(at) => HighlightClass::Key,
            None if self.starts_a_clause(at) => return self.search(at),
            None => HighlightClass::Unknown,
        };
        self.push(token.range(), class);
        at + 1
    }

    fn path(&mut self, at: usize, token: Token) -> usize {
        let (prefix, key) = split_path(token.text(self.source));
        if entity(prefix.trim_matches('`')).is_none() {
            if self.operator_follows(at) || !self.starts_a_clause(at) || prefix.contains(['`', '"', '\'']) {
                self.push(token.range(), HighlightClass::Unknown);
                return at + 1;
            }
            return self.search(at);
        }
        let range = token.range();
        let key_start = range.end - key.len();
        self.push(range.start..key_start, HighlightClass::Entity);
        self.push(key_start..range.end, HighlightClass::Key);
        at + 1
    }

    /// Words that signs join without a space are one search, as the parser reads them.
    fn search(&mut self, at: usize) -> usize {
        let (mut last, mut next) = (at, at + 1);
        let is_word = |kind| {
            matches!(
                kind,
                TokenKind::Word | TokenKind::Number | TokenKind::Duration | TokenKind::MalformedNumber | TokenKind::Path
            )
        };
        let is_sign = |kind| {
            matches!(kind, TokenKind::Symbol(Symbol::Minus | Symbol::Slash | Symbol::Plus | Symbol::Star | Symbol::Percent))
        };
        while let (Some(before), Some(sign), Some(word)) =
            (self.tokens.get(last), self.tokens.get(next), self.tokens.get(next + 1))
            && is_sign(sign.kind)
            && is_word(word.kind)
            && before.touches(*sign)
            && sign.touches(*word)
        {
            (last, next) = (next + 1, next + 2);
        }
        if let (Some(first), Some(last)) = (self.tokens.get(at), self.tokens.get(last)) {
            let span = first.range().start..last.range().end;
            self.push(span, HighlightClass::Search);
        }
        next
    }

    fn is_call(&self, at: usize) -> bool {
        let name = self.tokens.get(at).filter(|name| name.kind == TokenKind::Word);
        let open = self.tokens.get(at + 1).filter(|open| open.kind == TokenKind::Symbol(Symbol::Open));
        matches!((name, open), (Some(name), Some(open)) if name.touches(*open))
    }

    fn keyword(&self, at: usize) -> Option<Keyword> {
        let token = self.tokens.get(at).filter(|token| token.kind == TokenKind::Word)?;
        keyword(token.text(self.source))
    }

    /// Whether a comparison follows the token.
    fn operator_follows(&self, at: usize) -> bool {
        let next = self.tokens.get(at + 1).map(|next| next.kind);
        let comparison = matches!(next, Some(TokenKind::Symbol(symbol)) if symbol.is_comparison());
        let negated = usize::from(self.keyword(at + 1) == Some(Keyword::Not));
        let word = self.keyword(at + 1 + negated);
        comparison || word.is_some_and(Keyword::is_comparison)
    }

    /// Whether a bare word would be a search here: not behind an operator.
    fn starts_a_clause(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        match self.tokens.get(before).map(|token| token.kind) {
            Some(TokenKind::Symbol(symbol)) => {
                let opens_call = || before.checked_sub(1).is_some_and(|name| self.is_call(name));
                symbol == Symbol::Close || symbol == Symbol::Open && !opens_call() && !self.opens_list(before)
            }
            Some(TokenKind::Word) => match self.keyword(before) {
                Some(keyword) => !keyword.is_comparison(),
                None => true,
            },
            _ => true,
        }
    }

    fn opens_list(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| self.keyword(before) == Some(Keyword::In))
    }
}

/// A filter in JSON: texts, numbers, words and signs.
fn json(text: &str) -> Vec<Highlight> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(char) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let run = |belongs: fn(char) -> bool| {
            let rest = text.get(at..).unwrap_or_default();
            at + rest.find(|char| !belongs(char)).unwrap_or(rest.len())
        };
        let (end, class) = match char {
            '"' => string_end(text, at).map_or((text.len(), HighlightClass::Unknown), |end| (end, HighlightClass::Text)),
            '{' | '}' | '[' | ']' | ':' | ',' => (at + 1, HighlightClass::Punctuation),
            '-' | '0'..='9' => {
                (run(|char| char.is_ascii_alphanumeric() || matches!(char, '.' | '+' | '-')), HighlightClass::Number)
            }
            char if char.is_alphabetic() => {
                let end = run(char::is_alphanumeric);
                let known = text.get(at..end).and_then(keyword).is_some();
                (end, if known { HighlightClass::Keyword } else { HighlightClass::Unknown })
            }
            char => (at + char.len_utf8(), HighlightClass::Unknown),
        };
        if !char.is_whitespace() {
            found.push(Highlight { span: at..end, class });
        }
        at = end;
    }
    found
}

/// Behind the quote that closes the one at `at`.
fn string_end(text: &str, at: usize) -> Option<usize> {
    let mut escaped = false;
    for (offset, byte) in text.as_bytes().get(at + 1..)?.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at + offset + 2),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each piece with the letter of its class.
    fn letters(text: &str) -> String {
        let letter = |class| b"koektnf,s?"[class as usize] as char;
        highlight(text)
            .iter()
            .map(|piece| format!("{}{}", &text[piece.span.clone()], letter(piece.class)))
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn pieces_have_their_classes() {
        for (text, expected) in [
            ("metrics.auc >= 1e-3", "metrics.e auck >=o 1e-3n"),
            ("NOT params.`a b` LIKE 'x%' or xgb", "NOTk params.e `a b`k LIKEk 'x%'t ork xgbs"),
            ("config-001 status IN ('A', \"b\")", "config-001s statusk INk (, 'A't ,, \"b\"t ),"),
            ("\"run_name\" = \"x\"", "\"run_name\"k =o \"x\"t"),
            (
                "start_time > '2026-11-20' AND min(metrics.a) = INF",
                "start_timek >o '2026-11-20'n ANDk minf (, metrics.e ak ), =o INFn",
            ),
            ("mx(metrics.a) =< 5xx ‘", "mx? (, metrics.e ak ), =<? 5xx? ‘?"),
            ("5xx-b and a.b 'open", "5xx-bs andk a.bs 'open?"),
            ("params.m = foo", "params.e mk =o foo?"),
            (
                r#"{"config.lr": {"$gt": -1e-2}, "a": [true, x]}"#,
                r#"{, "config.lr"t :, {, "$gt"t :, -1e-2n }, ,, "a"t :, [, truek ,, x? ], },"#,
            ),
        ] {
            assert_eq!(letters(text), expected);
        }
    }

    proptest::proptest! {
        #[test]
        fn every_character_is_in_one_piece(text in "(\\{)?(\\PC|metrics\\.|AND|'|\"|\\(|-|1){0,40}") {
            let mut at = 0;
            for piece in highlight(&text) {
                proptest::prop_assert!(text[at..piece.span.start].chars().all(char::is_whitespace), "{:?}", highlight(&text));
                proptest::prop_assert!(piece.span.end > piece.span.start);
                at = piece.span.end;
            }
            proptest::prop_assert!(text[at..].chars().all(char::is_whitespace), "{:?}", highlight(&text));
        }
    }
}
