use std::cell::RefCell;

use crate::regex::Search;
use crate::tree::{Pattern, PatternKind};

/// A pattern made ready to be asked many times.
pub(crate) enum Matcher<'a> {
    Like(Vec<Piece>),
    ILike(Vec<Piece>),
    Regex(RefCell<Search<'a>>),
}

/// A text that every matching text holds.
pub(crate) struct Needed<'a> {
    pub(crate) text: &'a str,
    /// Whether ASCII letters match in either case.
    pub(crate) ignore_case: bool,
    /// Whether every text that holds it matches.
    pub(crate) enough: bool,
}

/// A part of a `LIKE` pattern.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Piece {
    /// `%`, several being one.
    AnyText,
    /// Characters.
    Text(String),
    /// Characters, `None` being `_`.
    Chars(Vec<Option<char>>),
}

impl<'a> Matcher<'a> {
    pub(crate) fn new(pattern: &'a Pattern) -> Self {
        match (pattern.kind, &pattern.regex) {
            (PatternKind::ILike, _) => Self::ILike(pieces(&pattern.text.to_ascii_lowercase())),
            (PatternKind::RLike, Some(regex)) => Self::Regex(RefCell::new(regex.search())),
            _ => Self::Like(pieces(&pattern.text)),
        }
    }

    /// Whether the work was too much, and the answers are worth nothing.
    pub(crate) fn is_exhausted(&self) -> bool {
        matches!(self, Self::Regex(search) if search.borrow().is_exhausted())
    }

    /// What every matching text holds, if there is such a thing, in which case, and whether every text that holds it matches.
    pub(crate) fn needed(&self) -> Option<Needed<'_>> {
        let (pieces, ignore_case) = match self {
            Self::Like(pieces) => (pieces, false),
            Self::ILike(pieces) => (pieces, true),
            Self::Regex(_) => return None,
        };
        let texts = pieces.iter().filter_map(|piece| if let Piece::Text(text) = piece { Some(text.as_str()) } else { None });
        let text = texts.max_by_key(|text| text.len())?;
        let enough = matches!(pieces.as_slice(), [Piece::AnyText, Piece::Text(_), Piece::AnyText]);
        Some(Needed { text, ignore_case, enough })
    }

    pub(crate) fn matches(&self, text: &str) -> bool {
        match self {
            Self::Like(pieces) => like(pieces, text),
            Self::ILike(pieces) => like(pieces, &text.to_ascii_lowercase()),
            Self::Regex(search) => search.borrow_mut().is_match(text),
        }
    }
}

fn pieces(pattern: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for (index, part) in pattern.split('%').enumerate() {
        if index > 0 && pieces.last() != Some(&Piece::AnyText) {
            pieces.push(Piece::AnyText);
        }
        if part.contains('_') {
            pieces.push(Piece::Chars(part.chars().map(|char| (char != '_').then_some(char)).collect()));
        } else if !part.is_empty() {
            pieces.push(Piece::Text(part.to_owned()));
        }
    }
    pieces
}

/// Matches the pieces from left to right, each at its first place: what lies between two `%` may stand anywhere, so the first
/// place leaves the most text for the rest, and no place has to be tried again.
fn like(pieces: &[Piece], text: &str) -> bool {
    let mut rest = text;
    let mut floating = false;
    for (index, piece) in pieces.iter().enumerate() {
        let is_last = index + 1 == pieces.len();
        let behind = match piece {
            Piece::AnyText => {
                floating = true;
                continue;
            }
            Piece::Text(wanted) if !floating => rest.strip_prefix(wanted.as_str()),
            Piece::Text(wanted) if is_last => rest.ends_with(wanted.as_str()).then_some(""),
            Piece::Text(wanted) => rest.find(wanted.as_str()).and_then(|at| rest.get(at + wanted.len()..)),
            Piece::Chars(chars) if !floating => begins(rest, chars),
            Piece::Chars(chars) if is_last => tail(rest, chars.len()).and_then(|end| begins(end, chars)),
            Piece::Chars(chars) => find(rest, chars),
        };
        let Some(behind) = behind else { return false };
        rest = behind;
        floating = false;
    }
    floating || rest.is_empty()
}

/// What follows these characters at the beginning of a text.
fn begins<'t>(text: &'t str, chars: &[Option<char>]) -> Option<&'t str> {
    let mut rest = text.chars();
    for wanted in chars {
        let found = rest.next()?;
        if wanted.is_some_and(|wanted| wanted != found) {
            return None;
        }
    }
    Some(rest.as_str())
}

/// The last `count` characters.
fn tail(text: &str, count: usize) -> Option<&str> {
    let (at, _) = text.char_indices().rev().nth(count.checked_sub(1)?)?;
    text.get(at..)
}

/// What follows the first place of these characters.
fn find<'t>(text: &'t str, chars: &[Option<char>]) -> Option<&'t str> {
    let mut rest = text;
    loop {
        if let Some(Some(first)) = chars.first() {
            rest = rest.get(rest.find(*first)?..)?;
        }
        if let Some(behind) = begins(rest, chars) {
            return Some(behind);
        }
        let mut after = rest.chars();
        after.next()?;
        rest = after.as_str();
    }
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::*;

    fn matches(text: &str, pattern: &str) -> bool {
        like(&pieces(pattern), text)
    }

    #[test]
    fn like_is_anchored_and_has_no_escape() {
        for (text, pattern) in [
            ("another value", "%other%"),
            ("100%", "100%"),
            ("100%", "%100%%"),
            ("a_b", "a_b"),
            ("axb", "a_b"),
            (r"A\B", r"A\B"),
            (r"A\B", r"%\%"),
            ("line1\nline2", "line1_line2"),
            ("line1\nline2", "%line2"),
            ("aab", "%ab"),
            ("", "%"),
            ("", ""),
            ("é", "_"),
            ("abcabd", "a%b_"),
        ] {
            assert!(matches(text, pattern), "{text} LIKE {pattern}");
        }
        for (text, pattern) in [
            ("another value", "other%"),
            ("another value", "%other"),
            ("x%y", r"x\%y"),
            ("ab", "a"),
            ("a", "a_"),
            ("", "_"),
            ("ab", "%ab%b"),
        ] {
            assert!(!matches(text, pattern), "{text} LIKE {pattern}");
        }
    }

    proptest::proptest! {
        #[test]
        fn like_equals_a_regular_expression(text in "[ab_%]{0,8}", pattern in "[ab_%]{0,8}") {
            let regex: String = pattern.chars().map(|char| match char { '%' => ".*".to_owned(), '_' => ".".to_owned(), other => other.to_string() }).collect();
            let regex = Regex::new(&format!("(?s)^{regex}$")).unwrap();
            proptest::prop_assert_eq!(matches(&text, &pattern), regex.is_match(&text));
        }
    }
}
