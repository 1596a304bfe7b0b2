//! How well a candidate goes with what is typed.

use runloom_table::sort_keys;

use super::MOST_OPTIONS;
use crate::suggest::distance_to;

/// What is typed.
#[derive(Clone, Debug)]
pub(super) struct Word {
    raw: String,
    lower: String,
}

/// The class of a candidate that is the word, or begins with it.
pub(super) const PREFIX: u8 = 1;
/// The class of a candidate of which a part is the word.
pub(super) const INSIDE: u8 = 3;

impl Word {
    pub(super) fn new(word: &str) -> Self {
        Self { raw: word.to_owned(), lower: word.to_lowercase() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.lower.is_empty()
    }

    /// With the capitals as they are typed.
    pub(super) fn raw(&self) -> &str {
        &self.raw
    }

    /// 0: the word itself, 1: begins with it, 2: a part of it does, 3: it is somewhere inside.
    pub(super) fn class(&self, candidate: &str) -> Option<u8> {
        let word = self.lower.as_bytes();
        if word.is_empty() {
            return Some(PREFIX);
        }
        let at = if candidate.is_ascii() {
            candidate.as_bytes().windows(word.len()).position(|part| part.eq_ignore_ascii_case(word))?
        } else {
            candidate.to_lowercase().find(&self.lower)?
        };
        Some(match at.checked_sub(1).map(|before| candidate.as_bytes().get(before)) {
            None if candidate.len() == word.len() => 0,
            None => PREFIX,
            Some(Some(before)) if !before.is_ascii_alphanumeric() => 2,
            // One letter is inside of almost everything.
            _ if word.len() < 2 => return None,
            _ => INSIDE,
        })
    }

    /// For candidates without the word inside: 4 where its letters stand in it in their order, more where letters of it, or of its
    /// beginning, differ.
    pub(super) fn near(&self) -> impl Fn(&str) -> Option<u8> {
        let distance = distance_to(&self.lower);
        move |candidate| {
            let enough = self.lower.len() > 2;
            if enough && self.is_spread_over(candidate) {
                return Some(4);
            }
            if !enough {
                return None;
            }
            let length = self.raw.chars().count();
            let beginning = || candidate.char_indices().nth(length).and_then(|(end, _)| candidate.get(..end));
            let edits = distance(candidate).or_else(|| Some(distance(beginning()?)? + 1)).filter(|edits| *edits <= length / 3);
            edits.map(|edits| 4 + edits.min(9) as u8)
        }
    }

    /// Whether the candidate begins with the word's first letter and has the others behind it, in their order.
    fn is_spread_over(&self, candidate: &str) -> bool {
        let mut wanted = self.lower.chars().peekable();
        let mut letters = candidate.chars().map(|char| char.to_ascii_lowercase());
        if wanted.next() != letters.next() {
            return false;
        }
        for letter in letters {
            wanted.next_if_eq(&letter);
        }
        wanted.peek().is_none()
    }
}

/// Candidates by rank: the smallest first, those of one rank as they were added.
#[derive(Debug, Default)]
pub(super) struct Ranking {
    keys: Vec<u128>,
    /// Candidates from here on are not among the best.
    limit: Option<u128>,
}

/// So many candidates are collected before the worse ones are thrown away.
const COLLECTED: usize = 4096;

impl Ranking {
    /// Adds a candidate by its number; the parts of the rank count from left to right.
    pub(super) fn add(&mut self, rank: [u8; 5], length: usize, candidate: usize) {
        let key = rank.iter().fold(0, |key, part| key << 8 | u128::from(*part));
        let key = key << 48 | (length.min(0xffff) as u128) << 32 | candidate as u128 & 0xffff_ffff;
        if self.limit.is_some_and(|limit| key >= limit) {
            return;
        }
        self.keys.push(key);
        if self.keys.len() >= COLLECTED {
            sort_keys(&mut self.keys);
            self.keys.truncate(MOST_OPTIONS);
            self.limit = self.keys.last().copied();
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The best candidates, each with the first part of its rank.
    pub(super) fn best(mut self, most: usize) -> Vec<(u8, usize)> {
        sort_keys(&mut self.keys);
        self.keys.iter().take(most).map(|key| ((*key >> 80) as u8, (*key & 0xffff_ffff) as usize)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn candidates_have_classes() {
        for (word, candidate, class) in [
            ("auc", "AUC", Some(0)),
            ("AUC", "auc_val", Some(1)),
            ("auc", "val_auc", Some(2)),
            ("uc", "val_auc", Some(3)),
            ("é", "caFÉ", Some(3)),
            ("", "x", Some(1)),
            ("vauc", "val_auc", None),
            ("longer", "long", None),
        ] {
            assert_eq!(Word::new(word).class(candidate), class, "{word} {candidate}");
        }
        for (word, candidate, near) in [
            ("vauc", "val_auc", Some(4)),
            ("acu", "auc", Some(5)),
            ("val_acu", "val_auc", Some(5)),
            ("xyz", "auc", None),
            ("ca", "ac", None),
        ] {
            assert_eq!(Word::new(word).near()(candidate), near, "{word} {candidate}");
        }
    }
}
