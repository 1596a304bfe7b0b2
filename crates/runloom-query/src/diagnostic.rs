use std::ops::Range;

/// How much a [`Diagnostic`] matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The text has no meaning; nothing is evaluated.
    Error,
    /// The text is answered, but perhaps not as its writer thinks.
    Advice,
}

/// What is wrong or doubtful about a text, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether the text is refused.
    pub severity: Severity,
    /// What is wrong and why, one sentence without a full stop.
    pub message: String,
    /// What to do, if that is not plain from the message.
    pub hint: Option<String>,
    /// The place, in bytes of the text.
    pub span: Range<usize>,
    /// A change of the text that would settle it.
    pub fix: Option<Fix>,
}

/// A replacement in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What to replace, in bytes of the text; empty to insert.
    pub span: Range<usize>,
    /// What to put there.
    pub text: String,
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Error, message: readable(&message.into()), hint: None, span, fix: None }
    }

    /// Advice at a place.
    pub fn advice(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Advice, ..Self::error(span, message) }
    }

    /// The same with a hint.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(readable(&hint.into()));
        self
    }

    /// The same with a replacement of its own place.
    #[must_use]
    pub fn with_fix(self, text: impl Into<String>) -> Self {
        let span = self.span.clone();
        self.with_fix_at(span, text)
    }

    /// The same with a replacement of another place.
    #[must_use]
    pub fn with_fix_at(mut self, span: Range<usize>, text: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, text: text.into() });
        self
    }

    /// Whether the text is refused.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Puts diagnostics in the order of their places; those of one place stay as they were found. They are found almost in that order already.
pub(crate) fn put_in_text_order(diagnostics: &mut [Diagnostic]) {
    for end in 1..diagnostics.len() {
        let mut at = end;
        while at > 0 && diagnostics[at - 1].span.start > diagnostics[at].span.start {
            diagnostics.swap(at - 1, at);
            at -= 1;
        }
    }
}

/// The most characters of a message: it may quote text of any length.
const MESSAGE_CHARS: usize = 240;

/// A message without what a reader cannot see, and cut in the middle when it is long.
fn readable(message: &str) -> String {
    let visible = |char: char| match char {
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {
            char.escape_unicode().collect()
        }
        char if char.is_control() => char.escape_default().collect(),
        char => char.to_string(),
    };
    if message.chars().nth(MESSAGE_CHARS).is_none() {
        return message.chars().map(visible).collect();
    }
    let half = MESSAGE_CHARS / 2;
    let from_end = message.char_indices().rev().nth(half - 1).map_or(0, |(at, _)| at);
    let start: String = message.chars().take(half).map(visible).collect();
    let end: String = message.get(from_end..).unwrap_or_default().chars().map(visible).collect();
    format!("{start}…{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_stay_short_and_visible() {
        assert_eq!(readable("`\u{202e}a\0`"), "`\\u{202e}a\\u{0}`");
        let long = readable(&format!("`{}` is wrong", "é".repeat(1000)));
        assert_eq!((long.chars().count(), long.ends_with("` is wrong")), (MESSAGE_CHARS + 1, true));
    }
}
