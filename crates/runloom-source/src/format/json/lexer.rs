use bytes::Bytes;

use crate::SourceError;

/// Reads JSON tokens one by one. `NaN`, `Infinity` and `-Infinity` are numbers; all else is as RFC 8259 has it.
#[derive(Clone, Debug)]
pub(crate) struct Lexer {
    name: String,
    text: Bytes,
    at: usize,
}

/// A value that is not a list or an object. Numbers and strings are in the buffer that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scalar {
    Null,
    Boolean(bool),
    /// A whole number, as written.
    Integer,
    /// Any other number, as written.
    Real,
    String,
}

impl Lexer {
    /// A lexer over UTF-8.
    ///
    /// # Errors
    /// Where the text is not UTF-8.
    pub(crate) fn new(name: &str, text: Bytes) -> Result<Self, SourceError> {
        let invalid = std::str::from_utf8(&text).err().map(|error| error.valid_up_to());
        let lexer = Self { name: name.to_owned(), text, at: 0 };
        match invalid {
            Some(at) => Err(lexer.error_at(at, "the text is not valid UTF-8 there").hint("Save the file as UTF-8")),
            None => Ok(lexer),
        }
    }

    /// The place in the text, in bytes.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Goes to a place.
    pub(crate) fn seek(&mut self, at: usize) {
        self.at = at;
    }

    /// The number of bytes.
    pub(crate) fn len(&self) -> usize {
        self.text.len()
    }

    /// The text of a range; empty where it is none.
    pub(crate) fn slice(&self, range: std::ops::Range<usize>) -> &str {
        self.text.get(range).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }

    /// The byte at a place.
    pub(crate) fn byte(&self, at: usize) -> Option<u8> {
        self.text.get(at).copied()
    }

    /// The next byte after white space, not consumed.
    pub(crate) fn peek(&mut self) -> Option<u8> {
        while matches!(self.byte(self.at), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        self.byte(self.at)
    }

    /// Consumes the next byte after white space if it is this one.
    pub(crate) fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Consumes the next byte after white space, which has to be this one.
    pub(crate) fn require(&mut self, byte: u8) -> Result<(), SourceError> {
        if self.eat(byte) { Ok(()) } else { Err(self.unexpected(&format!("`{}`", char::from(byte)))) }
    }

    /// Reads an object's key and the colon after it.
    pub(crate) fn key(&mut self, key: &mut String) -> Result<(), SourceError> {
        if self.peek() != Some(b'"') {
            return Err(self.unexpected("a key in double quotes"));
        }
        self.string(key)?;
        self.require(b':')
    }

    /// After an element: whether another follows; consumes the comma or the closing bracket.
    pub(crate) fn more(&mut self, close: u8) -> Result<bool, SourceError> {
        if self.eat(b',') {
            return match self.peek() {
                Some(byte) if byte == close => Err(self.unexpected("a value after the comma")),
                _ => Ok(true),
            };
        }
        if self.eat(close) { Ok(false) } else { Err(self.unexpected(&format!("`,` or `{}`", char::from(close)))) }
    }

    /// Reads a value that is not a list or an object into `buffer`.
    pub(crate) fn scalar(&mut self, buffer: &mut String) -> Result<Scalar, SourceError> {
        buffer.clear();
        match self.peek() {
            Some(b'"') => {
                self.string(buffer)?;
                Ok(Scalar::String)
            }
            Some(b'-' | b'0'..=b'9') => self.number(buffer),
            Some(_) => self.word(buffer),
            None => Err(self.unexpected("a value")),
        }
    }

    fn word(&mut self, buffer: &mut String) -> Result<Scalar, SourceError> {
        const WORDS: [(&str, Scalar); 5] = [
            ("null", Scalar::Null),
            ("true", Scalar::Boolean(true)),
            ("false", Scalar::Boolean(false)),
            ("NaN", Scalar::Real),
            ("Infinity", Scalar::Real),
        ];
        let rest = self.text.get(self.at..).unwrap_or_default();
        let found = WORDS.iter().find(|(word, _)| rest.starts_with(word.as_bytes()));
        let ends = |length: usize| rest.get(length).is_none_or(|b| !b.is_ascii_alphanumeric() && *b != b'_');
        match found {
            Some((word, scalar)) if ends(word.len()) => {
                buffer.push_str(word);
                self.at += word.len();
                Ok(*scalar)
            }
            _ => Err(self.unexpected("a value")),
        }
    }

    fn number(&mut self, buffer: &mut String) -> Result<Scalar, SourceError> {
        let start = self.at;
        let digits = |lexer: &mut Self| {
            let from = lexer.at;
            while lexer.byte(lexer.at).is_some_and(|b| b.is_ascii_digit()) {
                lexer.at += 1;
            }
            lexer.at - from
        };
        let negative = self.byte(self.at) == Some(b'-');
        self.at += usize::from(negative);
        if negative && self.text.get(self.at..).is_some_and(|rest| rest.starts_with(b"Infinity")) {
            self.at += "Infinity".len();
            buffer.push_str("-Infinity");
            return Ok(Scalar::Real);
        }
        let leading_zero = self.byte(self.at) == Some(b'0');
        let whole = digits(self);
        if whole == 0 || (leading_zero && whole > 1) {
            self.at = start;
            return Err(self.unexpected("a number without leading zeros"));
        }
        let mut scalar = Scalar::Integer;
        if self.byte(self.at) == Some(b'.') {
            scalar = Scalar::Real;
            self.at += 1;
            if digits(self) == 0 {
                return Err(self.unexpected("a digit"));
            }
        }
        if matches!(self.byte(self.at), Some(b'e' | b'E')) {
            scalar = Scalar::Real;
            self.at += 1;
            self.at += usize::from(matches!(self.byte(self.at), Some(b'+' | b'-')));
            if digits(self) == 0 {
                return Err(self.unexpected("a digit"));
            }
        }
        buffer.push_str(self.slice(start..self.at));
        Ok(if buffer == "-0" { Scalar::Real } else { scalar })
    }

    /// Reads a string whose quote is next.
    fn string(&mut self, out: &mut String) -> Result<(), SourceError> {
        out.clear();
        let opening = self.at;
        self.at += 1;
        loop {
            let from = self.at;
            while self.byte(self.at).is_some_and(|b| b != b'"' && b != b'\\' && b >= 0x20) {
                self.at += 1;
            }
            out.push_str(self.slice(from..self.at));
            match self.byte(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.escape(out)?,
                Some(_) => {
                    return Err(self.error_at(self.at, "a string holds a control character, which JSON writes as an escape"));
                }
                None => {
                    return Err(self
                        .error_at(opening, "the string that begins there has no end")
                        .hint("The file may have been cut off"));
                }
            }
        }
    }

    fn escape(&mut self, out: &mut String) -> Result<(), SourceError> {
        let start = self.at;
        self.at += 2;
        let c = match self.byte(start + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(start, out),
            _ => return Err(self.error_at(start, "the backslash begins no escape that JSON has")),
        };
        out.push(c);
        Ok(())
    }

    fn unicode_escape(&mut self, start: usize, out: &mut String) -> Result<(), SourceError> {
        let first = self.hex4(start)?;
        let mut c = char::from_u32(first);
        if (0xd800..0xdc00).contains(&first) && self.text.get(self.at..self.at + 2) == Some(b"\\u") {
            let second = self.at;
            self.at += 2;
            let low = self.hex4(second)?;
            if (0xdc00..0xe000).contains(&low) {
                c = char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + (low - 0xdc00));
            }
        }
        let lone = || self.error_at(start, "the escape stands for half of a character (a lone surrogate)");
        out.push(c.ok_or_else(lone)?);
        Ok(())
    }

    fn hex4(&mut self, start: usize) -> Result<u32, SourceError> {
        let digits = self.text.get(self.at..self.at + 4).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let unit =
            digits.and_then(|digits| std::str::from_utf8(digits).ok()).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        self.at += 4;
        unit.ok_or_else(|| self.error_at(start, "`\\u` needs four hexadecimal digits"))
    }

    /// What was expected, and what is there.
    pub(crate) fn unexpected(&self, expected: &str) -> SourceError {
        match self.slice_char(self.at) {
            Some(c) => self.error_at(self.at, &format!("{expected} was expected, and {c:?} is there")),
            None => self
                .error_at(self.at, &format!("{expected} was expected, and the text ends there"))
                .hint("The file may have been cut off; export it again"),
        }
    }

    fn slice_char(&self, at: usize) -> Option<char> {
        let end = self.text.len().min(at + 4);
        let bytes = self.text.get(at..end)?;
        let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len);
        std::str::from_utf8(bytes.get(..valid)?).ok()?.chars().next()
    }

    /// An error at a byte, with its line and column (counted in characters).
    pub(crate) fn error_at(&self, at: usize, why: &str) -> SourceError {
        let before = self.text.get(..at.min(self.text.len())).unwrap_or_default();
        let line = before.split(|b| *b == b'\n').count();
        let line_start = before.iter().rposition(|b| *b == b'\n').map_or(0, |newline| newline + 1);
        let column = 1 + String::from_utf8_lossy(before.get(line_start..).unwrap_or_default()).chars().count();
        SourceError::unreadable(&self.name, why).at(format!("line {line}, column {column}, byte {at}"))
    }
}
