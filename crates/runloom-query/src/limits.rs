//! What a filter may cost: hostile text is refused before it takes time or memory.

/// The longest text, in bytes.
pub(crate) const TEXT_BYTES: usize = 1 << 20;
/// How deep parentheses, `NOT`, signs and arithmetic may nest.
pub(crate) const DEPTH: usize = 64;
/// How many comparisons one filter may hold.
pub(crate) const CONDITIONS: usize = 10_000;
/// How many regular expressions one filter may hold.
pub(crate) const REGEXES: usize = 16;
/// How much memory one compiled regular expression may take, in bytes.
pub(crate) const REGEX_BYTES: usize = 1 << 18;
/// How many diagnostics are collected before the parser gives up.
pub(crate) const DIAGNOSTICS: usize = 20;
