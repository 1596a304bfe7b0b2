use bytes::Bytes;

/// Text as UTF-8, and what was done to get it.
#[derive(Clone, Debug)]
pub(crate) struct Decoded {
    /// UTF-8 without a byte order mark.
    pub(crate) text: Bytes,
    /// What a reader should know about the encoding.
    pub(crate) note: Option<&'static str>,
}

/// Decodes UTF-8 or UTF-16, told by the byte order mark; without one, text that is not UTF-8 is read as Windows-1252.
pub(crate) fn decode(bytes: &Bytes) -> Decoded {
    match bytes.as_ref() {
        [0xff, 0xfe, rest @ ..] => Decoded { text: utf16(rest, u16::from_le_bytes).into(), note: None },
        [0xfe, 0xff, rest @ ..] => Decoded { text: utf16(rest, u16::from_be_bytes).into(), note: None },
        _ => {
            let text = without_mark(bytes);
            if std::str::from_utf8(&text).is_ok() {
                return Decoded { text, note: None };
            }
            let decoded: String = text.iter().map(|&byte| windows_1252(byte)).collect();
            Decoded { text: decoded.into(), note: Some("the text is not UTF-8; it was read as Windows-1252") }
        }
    }
}

/// The bytes without a UTF-8 byte order mark.
pub(crate) fn without_mark(bytes: &Bytes) -> Bytes {
    if bytes.starts_with(&[0xef, 0xbb, 0xbf]) { bytes.slice(3..) } else { bytes.clone() }
}

/// Whether the text begins with a UTF-16 byte order mark.
pub(crate) fn is_utf16(head: &[u8]) -> bool {
    matches!(head, [0xff, 0xfe, ..] | [0xfe, 0xff, ..])
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
}

/// The WHATWG encoding standard's index of windows-1252.
fn windows_1252(byte: u8) -> char {
    const UPPER: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“',
        '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => UPPER[usize::from(byte) - 0x80],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &'static [u8]) -> String {
        String::from_utf8(decode(&Bytes::from_static(bytes)).text.to_vec()).unwrap()
    }

    #[test]
    fn marks_are_obeyed_and_removed() {
        assert_eq!(text(b"\xef\xbb\xbfa"), "a");
        assert_eq!(text(b"\xff\xfea\0\xe4\0"), "aä");
        assert_eq!(text(b"\xfe\xff\0a\0\xe4"), "aä");
        assert_eq!(text(b"caf\xe9 \x80"), "café €");
    }
}
