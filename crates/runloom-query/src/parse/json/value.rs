//! JSON with the place of every value, as W&B's users write it: in Python's spelling too (`'…'`, `True`, `None`, a comma at the end).

use crate::diagnostic::Diagnostic;
use crate::limits;
use crate::syntax::json_text;
use crate::tree::{Number, Span};

/// A value and where it stands.
pub(super) struct Json {
    pub(super) kind: JsonKind,
    pub(super) span: Span,
}

pub(super) enum JsonKind {
    Null,
    Nan,
    Boolean(bool),
    Number(Number),
    Text(String),
    List(Vec<Json>),
    Object(Vec<Member>),
}

/// A key and its value.
pub(super) struct Member {
    pub(super) key: String,
    pub(super) key_span: Span,
    pub(super) value: Json,
}

/// Reads a text that holds one value.
///
/// # Errors
/// The first thing that is wrong.
pub(super) fn read(source: &str) -> Result<Json, Diagnostic> {
    let mut reader = Reader { source, at: 0, depth: 0 };
    let value = reader.value()?;
    reader.skip_space();
    if reader.at < source.len() {
        let mistake = Diagnostic::error(reader.at..source.len(), "the filter ends before this");
        return Err(mistake.with_hint("join filters by {\"$and\": [..., ...]}"));
    }
    Ok(value)
}

struct Reader<'a> {
    source: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn eat(&mut self, byte: u8) -> bool {
        self.skip_space();
        let found = self.source.as_bytes().get(self.at) == Some(&byte);
        self.at += usize::from(found);
        found
    }

    fn here(&self) -> std::ops::Range<usize> {
        self.at..self.at + self.rest().chars().next().map_or(0, char::len_utf8)
    }

    fn expected(&self, what: &str) -> Diagnostic {
        let found = &self.source[self.here()];
        Diagnostic::error(
            self.here(),
            if found.is_empty() {
                format!("{what} is expected at the end")
            } else {
                format!("{what} is expected, not `{found}`")
            },
        )
    }

    fn value(&mut self) -> Result<Json, Diagnostic> {
        self.skip_space();
        let start = self.at;
        let kind = match self.rest().bytes().next() {
            Some(b'{') => self.nested(Self::object)?,
            Some(b'[') => self.nested(Self::list)?,
            Some(b'"' | b'\'') => JsonKind::Text(self.text()?),
            _ => self.word()?,
        };
        Ok(Json { kind, span: Span::new(start, self.at) })
    }

    fn nested(&mut self, inner: fn(&mut Self) -> Result<JsonKind, Diagnostic>) -> Result<JsonKind, Diagnostic> {
        if self.depth >= limits::DEPTH {
            return Err(Diagnostic::error(self.here(), format!("this is nested deeper than {} levels", limits::DEPTH)));
        }
        self.depth += 1;
        let value = inner(self);
        self.depth -= 1;
        value
    }

    fn object(&mut self) -> Result<JsonKind, Diagnostic> {
        let open = self.here();
        self.at = open.end;
        let mut members = Vec::new();
        while !self.eat(b'}') {
            let start = self.at;
            if !self.rest().starts_with(['"', '\'']) {
                return Err(self.key_expected(open));
            }
            let key = self.text()?;
            let key_span = Span::new(start, self.at);
            if !self.eat(b':') {
                return Err(self.expected("`:`"));
            }
            let value = self.value()?;
            members.push(Member { key, key_span, value });
            if !self.eat(b',') && !self.rest().starts_with('}') {
                return Err(self.unclosed(open, "`,` or `}`"));
            }
        }
        Ok(JsonKind::Object(members))
    }

    fn key_expected(&self, open: std::ops::Range<usize>) -> Diagnostic {
        let word = self.bare_word();
        if word.is_empty() {
            return self.unclosed(open, "a key between quotes");
        }
        let place = self.at..self.at + word.len();
        Diagnostic::error(place, format!("the key `{word}` needs quotes")).with_fix(format!("\"{word}\""))
    }

    fn list(&mut self) -> Result<JsonKind, Diagnostic> {
        let open = self.here();
        self.at = open.end;
        let mut values = Vec::new();
        while !self.eat(b']') {
            if self.rest().is_empty() {
                return Err(self.unclosed(open, "`]`"));
            }
            values.push(self.value()?);
            if !self.eat(b',') && !self.rest().starts_with(']') {
                return Err(self.unclosed(open, "`,` or `]`"));
            }
        }
        Ok(JsonKind::List(values))
    }

    fn unclosed(&self, open: std::ops::Range<usize>, what: &str) -> Diagnostic {
        if !self.rest().is_empty() {
            return self.expected(what);
        }
        let sign = &self.source[open.clone()];
        let partner = if sign == "{" { "}" } else { "]" };
        let end = self.source.trim_end().len();
        Diagnostic::error(open, format!("this `{sign}` is never closed")).with_fix_at(end..end, partner)
    }

    fn text(&mut self) -> Result<String, Diagnostic> {
        let quote = self.here();
        let sign = self.source.as_bytes()[quote.start];
        let mut at = quote.end;
        loop {
            match self.source.as_bytes().get(at) {
                None => {
                    let shown = char::from(sign);
                    let mistake = Diagnostic::error(quote.start..self.source.len(), format!("this {shown} is never closed"));
                    return Err(mistake);
                }
                Some(b'\\') => at += 2,
                Some(byte) if *byte == sign => break,
                Some(_) => at += 1,
            }
        }
        self.at = at + 1;
        Ok(json_text(self.source.get(quote.end..at).unwrap_or_default()))
    }

    fn bare_word(&self) -> &'a str {
        let rest = self.rest();
        let end = rest
            .find(|char: char| !(char.is_alphanumeric() || matches!(char, '_' | '.' | '-' | '+' | '$')))
            .unwrap_or(rest.len());
        &rest[..end]
    }

    fn word(&mut self) -> Result<JsonKind, Diagnostic> {
        let word = self.bare_word();
        let place = self.at..self.at + word.len();
        if word.is_empty() {
            return Err(self.expected("a value"));
        }
        self.at = place.end;
        Ok(match word {
            "null" | "None" => JsonKind::Null,
            "true" | "True" => JsonKind::Boolean(true),
            "false" | "False" => JsonKind::Boolean(false),
            "NaN" | "nan" => JsonKind::Nan,
            _ => {
                let integer = word.parse().ok();
                let starts_well = word.starts_with(|char: char| char.is_ascii_digit() || matches!(char, '-' | '+' | '.'));
                match word.parse::<f64>().ok().filter(|value| starts_well || value.is_infinite()) {
                    Some(value) if value.is_nan() => JsonKind::Nan,
                    Some(value) => JsonKind::Number(integer.map_or_else(|| Number::real(value), Number::whole)),
                    None => {
                        let mistake = Diagnostic::error(place, format!("`{word}` is no value"));
                        return Err(mistake.with_hint("text needs quotes").with_fix(format!("\"{word}\"")));
                    }
                }
            }
        })
    }
}
