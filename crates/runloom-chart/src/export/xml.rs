/// Appends text to XML, between tags or inside a quoted attribute. What XML cannot say, such as NUL, becomes U+FFFD.
pub(super) fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

/// Whether white space in the text would be lost.
pub(super) fn needs_its_spaces(text: &str) -> bool {
    let mut before_is_space = true;
    for c in text.chars() {
        let is_space = matches!(c, ' ' | '\t' | '\n' | '\r');
        if is_space && before_is_space {
            return true;
        }
        before_is_space = is_space;
    }
    before_is_space && !text.is_empty()
}
