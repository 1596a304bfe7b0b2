use super::{Symbol, Token, TokenKind};
use crate::duration::parse_units;

/// Splits a text into tokens, the last one being [`TokenKind::End`]. Takes linear time and never fails.
///
/// Quotes end where MLflow's tokenizer ends them: a doubled quote or, between `'` and `"`, a backslash and a quote do not end the
/// text, unless no other such quote follows that could.
pub(crate) fn lex(source: &str) -> Vec<Token> {
    let mut lexer = Lexer { source, last_of: ['\'', '"', '`'].map(|quote| source.rfind(quote)) };
    let mut tokens = Vec::with_capacity(source.len() / 6 + 1);
    let mut at = 0;
    while let Some(char) = source.get(at..).and_then(|rest| rest.chars().next()) {
        if is_space(char) {
            at += char.len_utf8();
            continue;
        }
        let (kind, end) = lexer.token(at, char);
        tokens.push(Token::new(kind, at..end));
        at = end;
    }
    tokens.push(Token::new(TokenKind::End, source.len()..source.len()));
    tokens
}

fn is_space(char: char) -> bool {
    char.is_whitespace()
}

fn is_word(char: char) -> bool {
    char == '_' || char.is_alphanumeric()
}

fn is_key(char: char) -> bool {
    is_word(char) || matches!(char, '.' | '@' | '#' | '$' | ':')
}

struct Lexer<'a> {
    source: &'a str,
    /// The last place of `'`, `"` and backtick.
    last_of: [Option<usize>; 3],
}

impl Lexer<'_> {
    fn token(&mut self, at: usize, first: char) -> (TokenKind, usize) {
        match first {
            '\'' | '"' | '`' => self.quoted(at, first),
            '0'..='9' => self.number(at),
            '.' if self.byte(at + 1).is_some_and(|byte| byte.is_ascii_digit()) => self.number(at),
            'e' | 'E' | 'r' | 'R' if matches!(self.byte(at + 1), Some(b'\'' | b'"')) => self.prefixed(at, first),
            _ if is_word(first) => self.word(at),
            _ => self.symbol(at, first),
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.source.as_bytes().get(at).copied()
    }

    fn skip(&self, from: usize, belongs: fn(char) -> bool) -> usize {
        let rest = self.source.get(from..).unwrap_or_default();
        from + rest.find(|char| !belongs(char)).unwrap_or(rest.len())
    }

    fn word(&self, at: usize) -> (TokenKind, usize) {
        let end = self.skip(at, is_word);
        if self.byte(end) == Some(b'.') { (TokenKind::Path, self.key(end + 1)) } else { (TokenKind::Word, end) }
    }

    fn quoted(&self, at: usize, quote: char) -> (TokenKind, usize) {
        let Some(end) = self.closing(at, quote) else { return (TokenKind::Unclosed, self.source.len()) };
        match quote {
            _ if self.byte(end) == Some(b'.') => (TokenKind::Path, self.key(end + 1)),
            '\'' => (TokenKind::SingleQuoted, end),
            '"' => (TokenKind::DoubleQuoted, end),
            _ => (TokenKind::Backticked, end),
        }
    }

    /// Where the key that begins at `at` ends.
    fn key(&self, at: usize) -> usize {
        let quoted_end = match self.byte(at) {
            Some(quote @ (b'\'' | b'"' | b'`')) => self.closing(at, char::from(quote)),
            Some(b'E' | b'e') if self.byte(at + 1) == Some(b'\'') => self.escaped_end(at + 1),
            Some(b'[') => self.bracketed_end(at),
            _ => None,
        };
        let end = self.skip(quoted_end.unwrap_or(at), is_key);
        if end > at && self.byte(end) == Some(b'(') {
            let inner = self.skip(end + 1, is_word);
            if inner > end + 1 && self.byte(inner) == Some(b')') {
                return self.skip(inner + 1, is_key);
            }
        }
        end
    }

    /// Behind the `]` that closes the `[` at `at`, if no other bracket comes before.
    fn bracketed_end(&self, at: usize) -> Option<usize> {
        let close = at + 1 + self.source.get(at + 1..)?.find(['[', ']'])?;
        (self.byte(close) == Some(b']')).then_some(close + 1)
    }

    /// Behind the quote that closes the one at `at`.
    fn closing(&self, at: usize, quote: char) -> Option<usize> {
        let byte = quote as u8;
        let last = self.last_of[match quote {
            '\'' => 0,
            '"' => 1,
            _ => 2,
        }]?;
        let mut at = at + 1;
        while at <= last {
            let here = self.byte(at)?;
            let next = self.byte(at + 1);
            let hides_a_quote = next == Some(byte) && (here == byte || here == b'\\' && quote != '`');
            if hides_a_quote && at + 1 < last {
                at += 2;
            } else if here == byte {
                return Some(at + 1);
            } else {
                at += 1;
            }
        }
        None
    }

    fn prefixed(&self, at: usize, prefix: char) -> (TokenKind, usize) {
        if matches!(prefix, 'e' | 'E') {
            return self.escaped_end(at + 1).map_or((TokenKind::Unclosed, self.source.len()), |end| (TokenKind::Escaped, end));
        }
        let quote = self.byte(at + 1).map_or('\'', char::from);
        self.closing(at + 1, quote).map_or((TokenKind::Unclosed, self.source.len()), |end| (TokenKind::Raw, end))
    }

    /// Behind the quote that closes the one at `at`, where every backslash hides the character behind it.
    fn escaped_end(&self, at: usize) -> Option<usize> {
        let quote = self.byte(at)?;
        let mut at = at + 1;
        loop {
            match self.byte(at)? {
                b'\\' => at += 2,
                byte if byte == quote => return Some(at + 1),
                _ => at += 1,
            }
        }
    }

    fn number(&self, at: usize) -> (TokenKind, usize) {
        let digits = |from| self.skip(from, |char| char.is_ascii_digit());
        let mut end = digits(at);
        if self.byte(end) == Some(b'.') {
            end = digits(end + 1);
        }
        if matches!(self.byte(end), Some(b'e' | b'E')) {
            let sign = usize::from(matches!(self.byte(end + 1), Some(b'+' | b'-')));
            let exponent = digits(end + 1 + sign);
            if exponent > end + 1 + sign {
                end = exponent;
            }
        }
        let longer = self.skip(end, |char| is_word(char) || char == '.');
        if longer == end {
            return (TokenKind::Number, end);
        }
        let is_duration = self.source.get(at..longer).and_then(parse_units).is_some();
        (if is_duration { TokenKind::Duration } else { TokenKind::MalformedNumber }, longer)
    }

    fn symbol(&self, at: usize, first: char) -> (TokenKind, usize) {
        let two = match (first, self.byte(at + 1)) {
            ('=', Some(b'=')) => Some(Symbol::DoubleEqual),
            ('=', Some(b'<')) => Some(Symbol::EqualLess),
            ('=', Some(b'>')) => Some(Symbol::EqualGreater),
            ('!', Some(b'=')) => Some(Symbol::NotEqual),
            ('<', Some(b'>')) => Some(Symbol::LessGreater),
            ('<', Some(b'=')) => Some(Symbol::LessOrEqual),
            ('>', Some(b'=')) => Some(Symbol::GreaterOrEqual),
            ('&', Some(b'&')) | ('|', Some(b'|')) => return (TokenKind::Unknown, at + 2),
            ('-', Some(b'-')) | ('/', Some(b'*')) => return (TokenKind::Comment, at + 2),
            _ => None,
        };
        if let Some(symbol) = two {
            return (TokenKind::Symbol(symbol), at + 2);
        }
        let one = match first {
            '=' => Symbol::Equal,
            '<' => Symbol::Less,
            '>' => Symbol::Greater,
            '+' => Symbol::Plus,
            '-' => Symbol::Minus,
            '*' => Symbol::Star,
            '/' => Symbol::Slash,
            '%' => Symbol::Percent,
            '(' => Symbol::Open,
            ')' => Symbol::Close,
            ',' => Symbol::Comma,
            _ => return (TokenKind::Unknown, at + first.len_utf8()),
        };
        (TokenKind::Symbol(one), at + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(source: &str) -> Vec<&str> {
        lex(source).iter().map(|token| token.text(source)).filter(|text| !text.is_empty()).collect()
    }

    #[test]
    fn keys_may_hold_dots_and_quotes() {
        assert_eq!(pieces("params.a.b='x'"), ["params.a.b", "=", "'x'"]);
        assert_eq!(pieces("metrics.`a b`>1"), ["metrics.`a b`", ">", "1"]);
        assert_eq!(pieces("params.a(b) = min(metrics.c)"), ["params.a(b)", "=", "min", "(", "metrics.c", ")"]);
        assert_eq!(pieces("params.[a b] LIKE r'x'"), ["params.[a b]", "LIKE", "r'x'"]);
    }

    #[test]
    fn quotes_end_as_in_mlflow() {
        assert_eq!(pieces("a='it''s' b"), ["a", "=", "'it''s'", "b"]);
        assert_eq!(pieces(r"a = 'A\'"), ["a", "=", r"'A\'"]);
        assert_eq!(pieces(r"a = 'A\'' b"), ["a", "=", r"'A\''", "b"]);
        assert_eq!(pieces("a = '' b = ''"), ["a", "=", "''", "b", "=", "''"]);
        assert_eq!(pieces("a = 'b"), ["a", "=", "'b"]);
    }

    #[test]
    fn numbers_end_where_they_should() {
        for (source, kind) in [
            (".5", TokenKind::Number),
            ("5.", TokenKind::Number),
            ("1e-3", TokenKind::Number),
            ("1e+3", TokenKind::Number),
            ("1h30m", TokenKind::Duration),
            ("1_000", TokenKind::MalformedNumber),
            ("1e", TokenKind::MalformedNumber),
            ("1.2.3", TokenKind::MalformedNumber),
        ] {
            assert_eq!((lex(source)[0].kind, pieces(source).len()), (kind, 1), "{source}");
        }
    }

    proptest::proptest! {
        #[test]
        fn every_character_is_a_space_or_in_one_token(source in "\\PC{0,60}") {
            let mut at = 0;
            for token in lex(&source) {
                let range = token.range();
                proptest::prop_assert!(source[at..range.start].chars().all(is_space));
                at = range.end;
            }
            proptest::prop_assert_eq!(at, source.len());
        }
    }
}
