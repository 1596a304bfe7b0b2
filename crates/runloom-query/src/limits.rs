//! What a filter may cost: hostile text is refused before it takes time or memory.

/// The longest text, in bytes.
pub(crate) const TEXT_BYTES: usize = 1 << 20;
/// How deep parentheses, `NOT`, signs and arithmetic may nest.
pub(crate) const DEPTH: usize = 64;
/// How many comparisons one filter may hold.
pub(crate) const CONDITIONS: usize = 10_000;
/// How many regular expressions one filter may hold.
pub(crate) const REGEXES: usize = 16;
/// How many steps one compiled regular expression may take, and how many items its classes may hold.
pub(crate) const REGEX_STEPS: usize = 10_000;
/// How deep the groups and classes of a regular expression may nest.
pub(crate) const REGEX_DEPTH: usize = 50;
/// How many diagnostics are collected before the parser gives up.
pub(crate) const DIAGNOSTICS: usize = 20;
