//! Sets of characters.

use super::alphabet::{any_case, is_digit, is_word};

/// A set of characters.
#[derive(Clone, Debug)]
pub(super) enum Set {
    /// The characters from one to another, both included.
    Range(char, char),
    /// Those that fold to the same as one of the range.
    Folded(char, char),
    /// `\d`.
    Digit,
    /// `\s`.
    Space,
    /// `\w`.
    Word,
    /// Those in any of the sets.
    Any(Vec<Set>),
    /// Those not in the set.
    Not(Box<Set>),
    /// Those of two sets that are joined so.
    Joined(Join, Box<(Set, Set)>),
}

/// How two sets are joined.
#[derive(Clone, Copy, Debug)]
pub(super) enum Join {
    /// `&&`: in both.
    Both,
    /// `--`: in the first and not in the second.
    Without,
    /// `~~`: in one but not in both.
    Either,
}

impl Set {
    pub(super) fn not(self) -> Self {
        Self::Not(Box::new(self))
    }

    pub(super) fn has(&self, char: char) -> bool {
        match self {
            Self::Range(first, last) => (*first..=*last).contains(&char),
            Self::Folded(first, last) => any_case(char, &|char| (*first..=*last).contains(&char)),
            Self::Digit => is_digit(char),
            Self::Space => char.is_whitespace(),
            Self::Word => is_word(char),
            Self::Any(sets) => sets.iter().any(|set| set.has(char)),
            Self::Not(set) => !set.has(char),
            Self::Joined(join, sets) => {
                let (a, b) = (sets.0.has(char), sets.1.has(char));
                match join {
                    Join::Both => a && b,
                    Join::Without => a && !b,
                    Join::Either => a != b,
                }
            }
        }
    }
}

/// The characters of an ASCII class `[:name:]`.
pub(super) fn ascii_class(name: &str) -> Option<&'static [(char, char)]> {
    Some(match name {
        "alnum" => &[('0', '9'), ('A', 'Z'), ('a', 'z')],
        "alpha" => &[('A', 'Z'), ('a', 'z')],
        "ascii" => &[('\0', '\x7f')],
        "blank" => &[('\t', '\t'), (' ', ' ')],
        "cntrl" => &[('\0', '\x1f'), ('\x7f', '\x7f')],
        "digit" => &[('0', '9')],
        "graph" => &[('!', '~')],
        "lower" => &[('a', 'z')],
        "print" => &[(' ', '~')],
        "punct" => &[('!', '/'), (':', '@'), ('[', '`'), ('{', '~')],
        "space" => &[('\t', '\r'), (' ', ' ')],
        "upper" => &[('A', 'Z')],
        "word" => &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')],
        "xdigit" => &[('0', '9'), ('A', 'F'), ('a', 'f')],
        _ => return None,
    })
}
