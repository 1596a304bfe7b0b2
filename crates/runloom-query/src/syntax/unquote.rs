/// The entity and the key of a path, both as written: split at the first dot outside the entity's quotes.
pub(crate) fn split_path(raw: &str) -> (&str, &str) {
    let entity_end = match raw.chars().next() {
        Some(quote @ ('`' | '"' | '\'')) => raw.get(1..).and_then(|rest| rest.find(quote)).map_or(raw.len(), |at| at + 2),
        _ => raw.find('.').unwrap_or(raw.len()),
    };
    let (entity, rest) = raw.split_at_checked(entity_end).unwrap_or((raw, ""));
    (entity, rest.strip_prefix('.').unwrap_or(rest))
}

/// A key without its quotes, as MLflow takes them off: one outer pair of `'…'` or `"…"`, then one outer pair of backticks.
/// `E'…'` is read with its escapes.
pub(crate) fn strip_key_quotes(raw: &str) -> String {
    if let Some(inner) = escaped_inner(raw) {
        return unescape(inner);
    }
    let outer = pair(raw, '"').or_else(|| pair(raw, '\'')).unwrap_or(raw);
    pair(outer, '`').unwrap_or(outer).to_owned()
}

fn pair(raw: &str, quote: char) -> Option<&str> {
    raw.strip_prefix(quote)?.strip_suffix(quote)
}

fn escaped_inner(raw: &str) -> Option<&str> {
    let rest = raw.strip_prefix(['E', 'e'])?;
    pair(rest, '\'').or_else(|| pair(rest, '"'))
}

/// The text of a quoted token outside lists: no escapes but in `E'…'`.
pub(crate) fn quoted_text(raw: &str) -> String {
    if let Some(inner) = escaped_inner(raw) {
        return unescape(inner);
    }
    let raw = raw.strip_prefix(['r', 'R']).unwrap_or(raw);
    pair(raw, '\'').or_else(|| pair(raw, '"')).unwrap_or(raw).to_owned()
}

/// The text of a quoted token in a list, where MLflow evaluates a Python literal: escapes are read and `'a''b'` is `ab`.
pub(crate) fn python_text(raw: &str) -> String {
    if raw.starts_with(['e', 'E', 'r', 'R']) {
        return quoted_text(raw);
    }
    let Some(quote @ ('\'' | '"')) = raw.chars().next() else { return raw.to_owned() };
    let Some(inner) = pair(raw, quote) else { return raw.to_owned() };
    if !inner.contains(['\\', quote]) {
        return inner.to_owned();
    }
    let mut joined = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find(['\\', quote]) {
        joined.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(escape) = rest.strip_prefix('\\') {
            rest = unescape_one(escape, &mut joined);
        } else {
            // `''` ends one literal and begins the next.
            rest = rest.trim_start_matches(quote);
        }
    }
    joined.push_str(rest);
    joined
}

/// JSON's text, which has two escapes that Python has not: `\/`, and characters beyond 16 bits as two halves.
pub(crate) fn json_text(inner: &str) -> String {
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let escape = &rest[at + 1..];
        if let Some(behind) = escape.strip_prefix('/') {
            text.push('/');
            rest = behind;
        } else if let Some((char, behind)) = surrogates(escape) {
            text.push(char);
            rest = behind;
        } else {
            rest = unescape_one(escape, &mut text);
        }
    }
    text.push_str(rest);
    text
}

/// The character that two halves make, the backslash before the first taken away, and what follows.
fn surrogates(escape: &str) -> Option<(char, &str)> {
    let half = |text: &str| u16::from_str_radix(text.strip_prefix('u')?.get(..4)?, 16).ok();
    let second = escape.get(5..)?.strip_prefix('\\')?;
    let char = char::decode_utf16([half(escape)?, half(second)?]).next()?.ok()?;
    (u32::from(char) > 0xffff).then_some((char, second.get(5..)?))
}

fn unescape(inner: &str) -> String {
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        rest = unescape_one(&rest[at + 1..], &mut text);
    }
    text.push_str(rest);
    text
}

/// Reads what stands behind a backslash, as Python does; what is no escape stays as it is. Returns what follows.
fn unescape_one<'a>(escape: &'a str, text: &mut String) -> &'a str {
    let mut chars = escape.chars();
    let Some(kind) = chars.next() else {
        text.push('\\');
        return "";
    };
    let rest = chars.as_str();
    let simple = match kind {
        '\\' | '\'' | '"' => Some(kind),
        'n' => Some('\n'),
        't' => Some('\t'),
        'r' => Some('\r'),
        'a' => Some('\u{7}'),
        'b' => Some('\u{8}'),
        'f' => Some('\u{c}'),
        'v' => Some('\u{b}'),
        _ => None,
    };
    if let Some(simple) = simple {
        text.push(simple);
        return rest;
    }
    if kind == '\n' {
        return rest;
    }
    let (digits, radix, from) = match kind {
        'x' => (2, 16, rest),
        'u' => (4, 16, rest),
        'U' => (8, 16, rest),
        '0'..='7' => (escape.bytes().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count(), 8, escape),
        _ => (0, 16, rest),
    };
    let code = from.get(..digits).filter(|_| digits > 0);
    let code = code.filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if let Some(char) = code.and_then(|code| char::from_u32(u32::from_str_radix(code, radix).ok()?)) {
        text.push(char);
        from.get(digits..).unwrap_or_default()
    } else {
        text.push('\\');
        escape
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_split_at_the_first_dot() {
        assert_eq!(split_path("params.a.b"), ("params", "a.b"));
        assert_eq!(split_path("`metric`.a"), ("`metric`", "a"));
        assert_eq!(split_path("params..a"), ("params", ".a"));
    }

    #[test]
    fn keys_lose_their_quotes_as_in_mlflow() {
        for (raw, key) in
            [("\"`a`\"", "a"), ("`\"a\"`", "\"a\""), ("`a``b`", "a``b"), ("`a`.b", "`a`.b"), ("``", ""), ("'a b'", "a b")]
        {
            assert_eq!(strip_key_quotes(raw), key);
        }
    }

    #[test]
    fn list_texts_read_python_escapes() {
        for (raw, text) in [
            (r"'it\'s'", "it's"),
            ("'it''s'", "its"),
            (r"'b\n'", "b\n"),
            (r"'C:\dir'", r"C:\dir"),
            (r"'\x41\u00e9\101'", "AéA"),
            (r"r'a\n'", r"a\n"),
            (r"'a\x'", r"a\x"),
        ] {
            assert_eq!(python_text(raw), text, "{raw}");
        }
    }

    #[test]
    fn json_texts_read_json_escapes() {
        for (raw, text) in [(r"a\/b\n", "a/b\n"), (r"\ud83d\ude00!", "😀!"), (r"\u00e9\'", "é'"), (r"\ud83d", r"\ud83d")] {
            assert_eq!(json_text(raw), text, "{raw}");
        }
    }

    #[test]
    fn texts_outside_lists_have_no_escapes() {
        for (raw, text) in [(r"'it\'s'", r"it\'s"), ("'it''s'", "it''s"), ("\"L'Hosp\"", "L'Hosp"), (r#"E'a\'"\\'"#, r#"a'"\"#)] {
            assert_eq!(quoted_text(raw), text);
        }
    }
}
