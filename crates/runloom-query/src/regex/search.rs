//! Looks into texts. All ways through the expression are followed at once, and where they have led is kept: a character that was met
//! before in the same situation costs one look-up. Forgetting keeps the memory bounded, and no character is looked at twice.

use super::alphabet::{folded, is_word};
use super::set::Set;
use super::step::{Look, Step};

/// How many situations are kept.
const STATES: usize = 2048;
/// How many characters' ways are kept a situation: ASCII, and others by their lowest bits.
const MOVES: usize = 256;
/// How many lists the situations are spread over.
const BUCKETS: usize = 512;
/// The number that means that the expression has matched.
const MATCHED: u16 = u16::MAX;

/// A situation: behind some character, these steps come next.
struct State {
    /// One bit a step.
    next: Vec<u64>,
    before: Kind,
    /// Whether the expression matches if the text ends here, once known.
    at_end: Option<bool>,
}

/// Where a character leads.
#[derive(Clone, Copy)]
struct Move {
    char: Option<char>,
    to: u16,
}

/// What a place may be asked about one of its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// There is none: the text begins or ends.
    Edge,
    Newline,
    Word,
    Other,
}

/// One expression and what is known of its ways.
pub(crate) struct Search<'a> {
    steps: &'a [Step],
    sets: &'a [Set],
    /// Whether the kinds of characters matter.
    looks: bool,
    states: Vec<State>,
    moves: Vec<Move>,
    /// The situations by what comes next.
    known: Vec<Vec<u16>>,
    seen: Vec<u64>,
    open: Vec<usize>,
    /// How much work may still be done; every character that is read adds a little.
    left: u64,
}

/// How much work may be done at first, and how much more a character: steps that are looked at.
const WORK: u64 = 8_000_000;
const WORK_PER_BYTE: u64 = 8;

impl<'a> Search<'a> {
    pub(super) fn new(steps: &'a [Step], sets: &'a [Set]) -> Self {
        let looks = steps.iter().any(|step| matches!(step, Step::Look(_)));
        let (states, moves, known) = (Vec::new(), Vec::new(), Vec::new());
        let mut search = Self { steps, sets, looks, states, moves, known, seen: Vec::new(), open: Vec::new(), left: WORK };
        search.forget();
        search
    }

    /// Whether so much work was asked for that the answers since are worth nothing. Linear time can still be long where every character
    /// leads to a new situation, as with `[ab]*a[ab]{300}c`.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.left == 0
    }

    /// Whether the expression matches somewhere in a text.
    pub(crate) fn is_match(&mut self, text: &str) -> bool {
        if self.left == 0 {
            return false;
        }
        self.left += WORK_PER_BYTE * text.len() as u64;
        let mut state = 0;
        for char in text.chars() {
            let code = char as usize;
            let at = usize::from(state) * MOVES + if code < 0x80 { code } else { 0x80 | code & 0x7f };
            state = match self.moves.get(at) {
                Some(found) if found.char == Some(char) => found.to,
                _ if self.left == 0 => return false,
                _ => self.go(state, char, at),
            };
            if state == MATCHED {
                return true;
            }
        }
        self.ends(state)
    }

    /// Finds where a character leads and keeps it.
    fn go(&mut self, state: u16, char: char, at: usize) -> u16 {
        let Some(next) = self.after(state, Some(char)) else {
            self.keep(at, char, MATCHED);
            return MATCHED;
        };
        let before = self.kind(Some(char));
        let is_same = |place: &&u16| {
            self.states.get(usize::from(**place)).is_some_and(|state| state.before == before && state.next == next)
        };
        let to = match self.known.get(bucket(&next)).and_then(|known| known.iter().find(is_same)) {
            Some(known) => *known,
            None if self.states.len() < STATES => self.add(next, before),
            None => {
                self.forget();
                return self.add(next, before);
            }
        };
        self.keep(at, char, to);
        to
    }

    fn spend(&mut self, work: usize) {
        self.left = self.left.saturating_sub(work as u64);
    }

    fn keep(&mut self, at: usize, char: char, to: u16) {
        if let Some(kept) = self.moves.get_mut(at) {
            *kept = Move { char: Some(char), to };
        }
    }

    fn add(&mut self, next: Vec<u64>, before: Kind) -> u16 {
        let place = self.states.len() as u16;
        if let Some(known) = self.known.get_mut(bucket(&next)) {
            known.push(place);
        }
        self.states.push(State { next, before, at_end: None });
        self.moves.resize(self.states.len() * MOVES, Move { char: None, to: 0 });
        place
    }

    fn forget(&mut self) {
        self.states.clear();
        self.moves.clear();
        self.known.clear();
        self.known.resize(BUCKETS, Vec::new());
        let mut next = vec![0; self.steps.len().div_ceil(64)];
        insert(&mut next, 0);
        self.add(next, Kind::Edge);
    }

    fn ends(&mut self, state: u16) -> bool {
        if let Some(State { at_end: Some(known), .. }) = self.states.get(usize::from(state)) {
            return *known;
        }
        let ends = self.after(state, None).is_none();
        if let Some(state) = self.states.get_mut(usize::from(state)) {
            state.at_end = Some(ends);
        }
        ends
    }

    /// The steps that come next behind a character, or `None` where the expression matches before it. A match may begin anywhere.
    fn after(&mut self, state: u16, char: Option<char>) -> Option<Vec<u64>> {
        let Some(State { next, before, .. }) = self.states.get(usize::from(state)) else { return Some(Vec::new()) };
        let (before, behind) = (*before, self.kind(char));
        self.open.clear();
        for (index, word) in next.iter().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                self.open.push(index * 64 + rest.trailing_zeros() as usize);
                rest &= rest - 1;
            }
        }
        let mut target = vec![0; next.len()];
        insert(&mut target, 0);
        self.seen.clear();
        self.seen.resize(target.len(), 0);
        let folded = char.map(folded);
        let mut looked_at = next.len();
        while let Some(at) = self.open.pop() {
            looked_at += 1;
            if !insert(&mut self.seen, at) {
                continue;
            }
            let Some(step) = self.steps.get(at) else { continue };
            let holds = match step {
                Step::Match => return None,
                Step::Jump(distance) => {
                    self.open.push(at.wrapping_add_signed(*distance as isize));
                    false
                }
                Step::Fork(distance) => {
                    self.open.extend([at.wrapping_add_signed(*distance as isize), at + 1]);
                    false
                }
                Step::Look(look) => {
                    if is_such_place(*look, before, behind) {
                        self.open.push(at + 1);
                    }
                    false
                }
                Step::Char(wanted) => char == Some(*wanted),
                Step::Folded(wanted) => folded == Some(*wanted),
                Step::Set(set) => char.zip(self.sets.get(*set as usize)).is_some_and(|(char, set)| set.has(char)),
            };
            if holds {
                insert(&mut target, at + 1);
            }
        }
        self.spend(looked_at);
        Some(target)
    }

    fn kind(&self, char: Option<char>) -> Kind {
        match char {
            None => Kind::Edge,
            Some(_) if !self.looks => Kind::Other,
            Some('\n') => Kind::Newline,
            Some(char) if is_word(char) => Kind::Word,
            Some(_) => Kind::Other,
        }
    }
}

/// Where a situation is kept.
fn bucket(next: &[u64]) -> usize {
    let mixed = next.iter().fold(0_u64, |mixed, word| (mixed ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    (mixed >> 32) as usize % BUCKETS
}

/// Sets a bit; whether it was not set before.
fn insert(bits: &mut [u64], at: usize) -> bool {
    let Some(word) = bits.get_mut(at / 64) else { return false };
    let bit = 1 << (at % 64);
    let is_new = *word & bit == 0;
    *word |= bit;
    is_new
}

fn is_such_place(look: Look, before: Kind, behind: Kind) -> bool {
    let (word_before, word_behind) = (before == Kind::Word, behind == Kind::Word);
    match look {
        Look::TextStart => before == Kind::Edge,
        Look::TextEnd => behind == Kind::Edge,
        Look::LineStart => matches!(before, Kind::Edge | Kind::Newline),
        Look::LineEnd => matches!(behind, Kind::Edge | Kind::Newline),
        Look::Boundary => word_before != word_behind,
        Look::NoBoundary => word_before == word_behind,
        Look::WordStart => !word_before && word_behind,
        Look::WordEnd => word_before && !word_behind,
        Look::WordStartHalf => !word_before,
        Look::WordEndHalf => !word_behind,
    }
}
