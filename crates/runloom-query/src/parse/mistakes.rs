//! What is said about text that means nothing, or not what its writer thinks.

use super::Parse;
use super::stream::Parser;
use crate::diagnostic::Diagnostic;
use crate::language::{ENTITIES, FUNCTIONS, Keyword, entity};
use crate::suggest::nearest;
use crate::syntax::{Token, TokenKind, split_path, strip_key_quotes};
use crate::tree::{Comparison, Literal};

const SIGNS: &[(&str, &str)] = &[("≥", ">="), ("≤", "<="), ("≠", "!=")];

impl Parser<'_> {
    /// Reports a character that other languages use as a comparison.
    pub(crate) fn foreign_operator(&mut self) -> Parse<Option<Comparison>> {
        let token = self.peek();
        let text = self.text(token);
        if token.kind != TokenKind::Unknown {
            return Ok(None);
        }
        match SIGNS.iter().find(|(foreign, _)| *foreign == text) {
            Some((_, sign)) => self.wrong_sign(sign),
            None => Ok(None),
        }
    }

    /// Reports a comparison sign that has to be written another way.
    pub(crate) fn wrong_sign<T>(&mut self, sign: &str) -> Parse<T> {
        let token = self.peek();
        let message = format!("`{}` is no operator", self.text(token));
        self.fail(Diagnostic::error(token.range(), message).with_hint(format!("write {sign}")).with_fix(sign))
    }

    /// Reports `= NULL`.
    pub(crate) fn compared_with_null<T>(&mut self, comparison: Comparison) -> Parse<T> {
        self.state_as_value(comparison, "NULL", "a missing value is equal to nothing, and different from nothing")
    }

    /// Reports `= NaN`.
    pub(crate) fn compared_with_nan<T>(&mut self, comparison: Comparison) -> Parse<T> {
        self.state_as_value(comparison, "NAN", "NaN is equal to nothing, not even to itself")
    }

    fn state_as_value<T>(&mut self, comparison: Comparison, state: &str, why: &str) -> Parse<T> {
        let token = self.next();
        let operator = self.previous_but_one().map_or(token.range().start, |operator| operator.range().start);
        let not = if comparison == Comparison::NotEqual { "NOT " } else { "" };
        let fixed = format!("IS {not}{state}");
        let mistake = Diagnostic::error(token.range(), why);
        self.fail(mistake.with_hint(format!("write `{fixed}`")).with_fix_at(operator..token.range().end, fixed))
    }

    /// Reports a bare word where a value belongs.
    pub(crate) fn unquoted_text<T>(&mut self, word: std::ops::Range<usize>) -> Parse<T> {
        let text = self.slice(word.clone());
        let mistake = Diagnostic::error(word, format!("`{text}` is neither a number nor quoted text nor a known attribute"));
        let quoted = format!("'{text}'");
        self.fail(mistake.with_hint(format!("text needs quotes: {quoted}")).with_fix(quoted))
    }

    /// Reports text between backticks, which are for keys.
    pub(crate) fn backticked_text<T>(&mut self, token: Token) -> Parse<T> {
        let key = strip_key_quotes(self.text(token));
        let mistake = Diagnostic::error(token.range(), format!("backticks are for keys, and there is no attribute `{key}`"));
        let quoted = Literal::Text(key).to_string();
        self.fail(mistake.with_hint(format!("text stands between straight quotes: {quoted}")).with_fix(quoted))
    }

    /// Reports that something else than quoted text follows an operator.
    pub(crate) fn text_expected<T>(&mut self, operator: &str) -> Parse<T> {
        let token = self.peek();
        let text = self.text(token);
        if matches!(token.kind, TokenKind::Unclosed) {
            return self.unclosed(token);
        }
        let mistake = Diagnostic::error(token.range(), format!("quoted text is expected behind {operator}"));
        let is_bare =
            matches!(token.kind, TokenKind::Word | TokenKind::Number | TokenKind::Duration | TokenKind::MalformedNumber);
        self.fail(if is_bare { mistake.with_fix(format!("'{text}'")) } else { mistake })
    }

    /// Reports a quote without its partner.
    pub(crate) fn unclosed<T>(&mut self, token: Token) -> Parse<T> {
        let text = self.text(token).trim_end();
        let quote = text.chars().find(|char| matches!(char, '\'' | '"' | '`')).unwrap_or('\'');
        let end = token.range().start + text.len();
        let mistake = Diagnostic::error(token.range().start..end, format!("this {quote} is never closed"));
        self.refuse(mistake.with_fix_at(end..end, quote))
    }

    /// Reports something that begins as a number does and goes on otherwise.
    pub(crate) fn malformed_number<T>(&mut self, token: Token) -> Parse<T> {
        let text = self.text(token);
        let mistake = Diagnostic::error(token.range(), format!("`{text}` is not a number"));
        let plain: String = text.chars().filter(|char| *char != '_').collect();
        let digits = text.trim_end_matches(|char: char| char.is_alphabetic());
        let word = &text[digits.len()..];
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        if is_number(&plain) && plain.matches('.').count() < 2 {
            return self.fail(mistake.with_hint("numbers are written without separators").with_fix(plain));
        }
        if is_number(digits) && word.eq_ignore_ascii_case("and") || word.eq_ignore_ascii_case("or") {
            return self.fail(mistake.with_hint("a space is missing").with_fix(format!("{digits} {word}")));
        }
        self.fail(mistake.with_hint("numbers look like 3, -0.5 or 1e-3, durations like 90s or 1h30m; text needs quotes"))
    }

    /// Reports a prefix that is none.
    pub(crate) fn unknown_entity<T>(&mut self, word: &str, place: std::ops::Range<usize>) -> Parse<T> {
        let unquoted = word.trim_matches(['`', '"', '\'']);
        let spellings = ENTITIES.iter().flat_map(|entry| entry.spellings).copied();
        let known = entity(unquoted).map(|_| unquoted).or_else(|| nearest(unquoted, spellings));
        let mistake = Diagnostic::error(place.clone(), format!("`{word}` is no kind of column"));
        let hint = "columns begin with params., metrics., tags., attributes. or datasets.";
        self.fail(match known {
            Some(known) => mistake.with_hint(format!("did you mean {known}? {hint}")).with_fix(known),
            None => mistake.with_hint(hint),
        })
    }

    /// Reports a function that is none.
    pub(crate) fn unknown_function<T>(&mut self, token: Token) -> Parse<T> {
        let name = self.text(token).to_ascii_lowercase();
        let mistake = Diagnostic::error(token.range(), format!("there is no function `{name}`"));
        let meant = FUNCTIONS.iter().find(|function| function.elsewhere.contains(&name.as_str())).map(|function| function.name);
        if let Some(known) = meant.or_else(|| nearest(&name, FUNCTIONS.iter().map(|function| function.name))) {
            return self.fail(mistake.with_hint(format!("did you mean {known}?")).with_fix(known));
        }
        let names: Vec<&str> = FUNCTIONS.iter().map(|function| function.name).collect();
        self.fail(mistake.with_hint(format!("the functions are {}", names.join(", "))))
    }

    /// Reports whatever stands where a value belongs.
    pub(crate) fn value_expected<T>(&mut self) -> Parse<T> {
        let token = self.peek();
        let text = self.text(token);
        match token.kind {
            TokenKind::Unclosed => return self.unclosed(token),
            TokenKind::MalformedNumber => return self.malformed_number(token),
            TokenKind::End => {
                let place = self.previous().map_or(token.range(), Token::range);
                let before = self.slice(place.clone());
                return self.fail(Diagnostic::error(place, format!("a value is missing behind `{before}`")));
            }
            TokenKind::Comment => {
                return self.fail(Diagnostic::error(token.range(), "filters have no comments"));
            }
            _ => {}
        }
        if let Some(before) = self.previous().filter(|before| before.touches(token) && before.kind == TokenKind::Path) {
            return self.split_key(before);
        }
        let mistake = Diagnostic::error(token.range(), format!("a column or a value is expected, not `{text}`"));
        let hint = match text {
            "‘" | "’" | "“" | "”" => Some("quotes have to be straight: ' or \""),
            ";" => Some("a filter is one expression; remove what follows"),
            "[" | "{" => Some("lists stand between ( and )"),
            "&" => Some("write AND"),
            "&&" => return self.fail(mistake.with_hint("write AND").with_fix("AND")),
            "|" => Some("write OR"),
            "||" => return self.fail(mistake.with_hint("write OR").with_fix("OR")),
            "!" => return self.fail(mistake.with_hint("write NOT").with_fix("NOT ")),
            "~" => return self.fail(mistake.with_hint("write RLIKE to match a regular expression").with_fix("RLIKE")),
            "," => Some("join conditions by AND or OR; numbers have no thousands separators"),
            "#" => Some("filters have no comments"),
            "\u{feff}" => Some("remove the invisible byte order mark"),
            _ if matches!(self.keyword_at(0), Some(Keyword::And | Keyword::Or)) => Some("the condition before is not finished"),
            _ => None,
        };
        self.fail(match hint {
            Some(hint) => mistake.with_hint(hint),
            None => mistake,
        })
    }

    /// Reports a key that is cut short by a character that only backticks allow in it.
    fn split_key<T>(&mut self, path: Token) -> Parse<T> {
        let start = path.range().start;
        let rest = self.slice(start..self.source.len());
        let end =
            rest.find(|char: char| char.is_whitespace() || matches!(char, '=' | '<' | '>' | ')' | ',')).unwrap_or(rest.len());
        let whole = &rest[..end];
        let (entity, key) = split_path(whole);
        let mistake = Diagnostic::error(start..start + end, format!("the key `{key}` is cut short by a character in it"));
        if key.contains('`') {
            return self.fail(mistake.with_hint("put quotes round the whole key, or round nothing"));
        }
        let fixed = format!("{entity}.`{key}`");
        self.fail(mistake.with_hint(format!("keys with such characters need backticks: {fixed}")).with_fix(fixed))
    }
}
