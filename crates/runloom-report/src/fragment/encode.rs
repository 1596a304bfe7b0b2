use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What a browser encodes in a fragment (URL standard, "fragment percent-encode set"), `#`, and what would be taken for a
/// separator of pairs or for an escape.
const VALUE: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'#').add(b'&').add(b'%');

/// A piece of a list, which has separators of its own.
const PIECE: &AsciiSet = &VALUE.add(b',').add(b':').add(b'|');

/// Encodes a whole value.
pub(super) fn value(text: &str) -> String {
    guard_percent(&utf8_percent_encode(text, VALUE).to_string())
}

/// Encodes a name or a word inside a list.
pub(super) fn piece(text: &str) -> String {
    guard_percent(&utf8_percent_encode(text, PIECE).to_string())
}

/// Encodes the hex digit after an encoded `%` too, so that what is written never looks as if it had been encoded twice.
fn guard_percent(encoded: &str) -> String {
    let mut out = String::with_capacity(encoded.len());
    let mut rest = encoded;
    while let Some(at) = rest.find("%25") {
        let (before, after) = rest.split_at(at + 3);
        out.push_str(before);
        rest = after;
        if let Some(digit) = after.chars().next().filter(char::is_ascii_hexdigit) {
            out.push('%');
            out.extend([u32::from(digit) >> 4, u32::from(digit) & 15].iter().filter_map(|&nibble| char::from_digit(nibble, 16)));
            rest = after.get(1..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

/// Decodes a piece. A `%` that begins no escape stands for itself; bytes that are no UTF-8 become U+FFFD.
pub(super) fn decode(piece: &str) -> Cow<'_, str> {
    percent_decode_str(piece).decode_utf8_lossy()
}

/// Undoes encodings laid over a whole fragment by mail and chat programs: its `=` encoded, or each of its `%`.
pub(super) fn unwrap(fragment: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(fragment);
    for _ in 0..4 {
        let hidden_pairs = !text.contains('=') && (text.contains("%3D") || text.contains("%3d") || text.contains("%253"));
        if !hidden_pairs && !every_percent_is_encoded(&text) {
            break;
        }
        text = Cow::Owned(decode(&text).into_owned());
    }
    text
}

fn every_percent_is_encoded(text: &str) -> bool {
    let encoded_escape = |after: &str| {
        let bytes = after.as_bytes();
        bytes.starts_with(b"25") && bytes.len() >= 4 && bytes.iter().take(4).all(u8::is_ascii_hexdigit)
    };
    text.contains('%') && text.split('%').skip(1).all(encoded_escape)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_to_be_is_encoded() {
        assert_eq!(value("metrics.a/b-c_d.e != 'x,y:z' (1+2)"), "metrics.a/b-c_d.e%20!=%20'x,y:z'%20(1+2)");
        assert_eq!(piece("a,b:c|d&e"), "a%2Cb%3Ac%7Cd%26e");
        assert_eq!(value("Größe\n"), "Gr%C3%B6%C3%9Fe%0A");
    }

    #[test]
    fn what_is_written_is_never_taken_for_twice_encoded() {
        for text in ["%20", "%25", "%2520", "a LIKE '%ab%'", "100%", "%%3D%3d"] {
            let written = value(text);
            assert_eq!(decode(&written), text);
            assert!(!every_percent_is_encoded(&written), "{written}");
        }
    }

    #[test]
    fn layers_come_off() {
        let once = "src=a%20b.csv&where=x%20%3E%201";
        let twice = once.replace('%', "%25");
        assert_eq!(unwrap(&twice), once);
        assert_eq!(unwrap(&twice.replace('%', "%25")), once);
        assert_eq!(unwrap("src%3Da%2520b.csv%26where%3Dx%2520%253E%25201"), once);
        assert_eq!(unwrap(once), once);
        assert_eq!(unwrap("where=a LIKE '50%'"), "where=a LIKE '50%'");
    }
}
