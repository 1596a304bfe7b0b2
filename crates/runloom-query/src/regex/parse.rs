use std::str::Chars;

use super::alphabet::folded;
use super::set::{Join, Set, ascii_class};
use super::step::{Look, Piece, Step, any_of, repeated};
use crate::limits;

/// The sets that every expression has: `.` with and without the flag `s`.
const ANY: u32 = 0;
const NO_NEWLINE: u32 = 1;

/// Compiles a text, or says in one sentence why it cannot be.
pub(super) fn parse(text: &str) -> Result<(Vec<Step>, Vec<Set>), String> {
    let sets = vec![Set::Any(Vec::new()).not(), Set::Range('\n', '\n').not()];
    let mut parser = Parser { rest: text.chars(), flags: Flags::default(), sets, items: 0, depth: 0 };
    let mut steps = parser.alternatives()?;
    if parser.peek().is_some() {
        return refuse("unopened group");
    }
    steps.push(Step::Match);
    Ok((steps, parser.sets))
}

fn refuse<T>(reason: &str) -> Result<T, String> {
    Err(format!("this is not a regular expression: {reason}"))
}

fn check_size(steps: usize) -> Result<(), String> {
    if steps > limits::REGEX_STEPS {
        return Err("this regular expression is too large to match in bounded memory".to_owned());
    }
    Ok(())
}

#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each flag of the syntax is on or off by itself")]
struct Flags {
    /// `i`.
    folds: bool,
    /// `m`.
    lines: bool,
    /// `s`.
    dot_is_any: bool,
    /// `x`.
    spaced: bool,
}

/// What a backslash makes of what follows it.
enum Escape {
    Char(char),
    Set(Set),
    Look(Look),
}

struct Parser<'a> {
    rest: Chars<'a>,
    flags: Flags,
    sets: Vec<Set>,
    /// How many items the classes hold.
    items: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.clone().next()
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = self.rest.as_str().strip_prefix(text).map(str::chars);
        let is_there = found.is_some();
        if let Some(rest) = found {
            self.rest = rest;
        }
        is_there
    }

    /// The text up to one that follows, taken with it.
    fn until(&mut self, end: &str) -> Option<&str> {
        let (inner, rest) = self.rest.as_str().split_once(end)?;
        self.rest = rest.chars();
        Some(inner)
    }

    /// Skips what the flag `x` makes meaningless.
    fn skip_spaces(&mut self) {
        while self.flags.spaced {
            match self.peek() {
                Some('#') => while self.rest.next().is_some_and(|char| char != '\n') {},
                Some(char) if char.is_whitespace() => drop(self.rest.next()),
                _ => return,
            }
        }
    }

    fn deepen(&mut self) -> Result<(), String> {
        self.depth += 1;
        if self.depth > limits::REGEX_DEPTH {
            return Err(format!("this regular expression is nested more than {} levels deep", limits::REGEX_DEPTH));
        }
        Ok(())
    }

    /// `a|b|…`, up to a `)` or the end.
    fn alternatives(&mut self) -> Result<Piece, String> {
        let mut branches = Vec::new();
        let mut size = 0;
        loop {
            let branch = self.sequence()?;
            size += branch.len() + 2;
            check_size(size)?;
            branches.push(branch);
            if !self.eat("|") {
                return Ok(any_of(branches));
            }
        }
    }

    fn sequence(&mut self) -> Result<Piece, String> {
        let mut steps = Piece::new();
        let mut last = None;
        loop {
            self.skip_spaces();
            let Some(char) = self.peek().filter(|char| !matches!(char, '|' | ')')) else { return Ok(steps) };
            self.rest.next();
            if matches!(char, '*' | '+' | '?' | '{') {
                let Some(start) = last else { return refuse("there is nothing to repeat") };
                let (least, most) = self.times(char)?;
                let item = steps.split_off(start);
                let copies = most.unwrap_or(least).max(1) as usize;
                check_size((item.len() + 2).saturating_mul(copies))?;
                steps.extend(repeated(&item, least, most));
            } else {
                last = Some(steps.len());
                match self.item(char)? {
                    Some(item) => steps.extend(item),
                    None => last = None,
                }
            }
            check_size(steps.len())?;
        }
    }

    /// How often an operator repeats what stands before it. Whether it prefers few or many does not change whether the expression matches.
    fn times(&mut self, operator: char) -> Result<(u32, Option<u32>), String> {
        let times = match operator {
            '*' => (0, None),
            '+' => (1, None),
            '?' => (0, Some(1)),
            _ => {
                let Some(inner) = self.until("}") else { return refuse("unclosed repetition") };
                let count = |text: &str| -> Option<u32> {
                    let text = text.trim();
                    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
                };
                let times = match inner.split_once(',') {
                    None => count(inner).map(|count| (count, Some(count))),
                    Some((least, most)) if most.trim().is_empty() => count(least).map(|least| (least, None)),
                    Some((least, most)) => count(least).zip(count(most)).map(|(least, most)| (least, Some(most))),
                };
                match times {
                    None => return refuse("a repetition is written {2}, {2,} or {2,5}"),
                    Some((least, Some(most))) if most < least => return refuse(&format!("the repetition {{{inner}}} is empty")),
                    Some(times) => times,
                }
            }
        };
        self.eat("?");
        Ok(times)
    }

    /// What begins with a character that has been taken; `None` for flags, which cannot be repeated.
    fn item(&mut self, first: char) -> Result<Option<Piece>, String> {
        let step = match first {
            '(' => return self.group(),
            '[' => {
                let class = self.class()?;
                self.set(class)
            }
            '.' => Step::Set(if self.flags.dot_is_any { ANY } else { NO_NEWLINE }),
            '^' => Step::Look(if self.flags.lines { Look::LineStart } else { Look::TextStart }),
            '$' => Step::Look(if self.flags.lines { Look::LineEnd } else { Look::TextEnd }),
            '\\' => match self.escape()? {
                Escape::Char(char) => self.char(char),
                Escape::Set(set) => self.set(set),
                Escape::Look(look) => Step::Look(look),
            },
            char => self.char(char),
        };
        Ok(Some(vec![step]))
    }

    fn char(&self, char: char) -> Step {
        if self.flags.folds { Step::Folded(folded(char)) } else { Step::Char(char) }
    }

    fn set(&mut self, set: Set) -> Step {
        self.sets.push(set);
        Step::Set((self.sets.len() - 1) as u32)
    }

    /// What stands behind a `(`, with its `)`.
    fn group(&mut self) -> Result<Option<Piece>, String> {
        let outer = self.flags;
        if self.eat("?") {
            if ["=", "!", "<=", "<!"].into_iter().any(|sign| self.rest.as_str().starts_with(sign)) {
                return refuse("look-arounds are not supported");
            }
            if self.eat("P<") || self.eat("<") {
                if self.until(">").is_none_or(str::is_empty) {
                    return refuse("the name of a group is missing");
                }
            } else if self.flags()? {
                return Ok(None);
            }
        }
        self.deepen()?;
        let inner = self.alternatives()?;
        if !self.eat(")") {
            return refuse("unclosed group");
        }
        self.depth -= 1;
        self.flags = outer;
        Ok(Some(inner))
    }

    /// Reads `i-s:` or `i-s)`; whether it was the latter, which holds up to the end of the group around.
    fn flags(&mut self) -> Result<bool, String> {
        let (mut on, mut count) = (true, 0);
        loop {
            let Some(char) = self.rest.next() else { return refuse("unclosed group") };
            match char {
                ':' if on || count > 0 => return Ok(false),
                ')' if count > 0 => return Ok(true),
                '-' if on => {
                    (on, count) = (false, 0);
                    continue;
                }
                'i' => self.flags.folds = on,
                'm' => self.flags.lines = on,
                's' => self.flags.dot_is_any = on,
                'x' => self.flags.spaced = on,
                // Preferring few repetitions to many, and Unicode, which is always on: neither changes anything.
                'U' => {}
                'u' if on => {}
                ':' | ')' | '-' => return refuse("a flag is missing"),
                other => return refuse(&format!("the flag `{other}` means nothing")),
            }
            count += 1;
        }
    }

    /// What stands behind a backslash.
    fn escape(&mut self) -> Result<Escape, String> {
        let Some(char) = self.rest.next() else { return refuse("nothing follows the backslash at the end") };
        Ok(match char {
            'd' => Escape::Set(Set::Digit),
            's' => Escape::Set(Set::Space),
            'w' => Escape::Set(Set::Word),
            'D' => Escape::Set(Set::Digit.not()),
            'S' => Escape::Set(Set::Space.not()),
            'W' => Escape::Set(Set::Word.not()),
            'A' => Escape::Look(Look::TextStart),
            'z' => Escape::Look(Look::TextEnd),
            'b' => Escape::Look(self.boundary()?),
            'B' => Escape::Look(Look::NoBoundary),
            '<' => Escape::Look(Look::WordStart),
            '>' => Escape::Look(Look::WordEnd),
            'a' => Escape::Char('\x07'),
            'f' => Escape::Char('\x0c'),
            'n' => Escape::Char('\n'),
            'r' => Escape::Char('\r'),
            't' => Escape::Char('\t'),
            'v' => Escape::Char('\x0b'),
            'x' => Escape::Char(self.code(2)?),
            'u' => Escape::Char(self.code(4)?),
            'U' => Escape::Char(self.code(8)?),
            'p' | 'P' => return refuse("classes by Unicode property are not supported"),
            '0'..='9' => return refuse("back-references are not supported"),
            _ if char.is_ascii() && !char.is_ascii_alphanumeric() => Escape::Char(char),
            _ => return refuse(&format!("the escape `\\{char}` means nothing")),
        })
    }

    /// What stands behind `\b`: one of the words `{start}`, `{end}`, `{start-half}`, `{end-half}`, or nothing that belongs to it.
    fn boundary(&mut self) -> Result<Look, String> {
        let is_word = |char: char| char.is_ascii_alphabetic() || char == '-';
        if !self.rest.as_str().strip_prefix('{').is_some_and(|rest| rest.starts_with(is_word)) {
            return Ok(Look::Boundary);
        }
        self.eat("{");
        match self.until("}") {
            Some("start") => Ok(Look::WordStart),
            Some("end") => Ok(Look::WordEnd),
            Some("start-half") => Ok(Look::WordStartHalf),
            Some("end-half") => Ok(Look::WordEndHalf),
            _ => refuse("behind \\b only {start}, {end}, {start-half} and {end-half} have a meaning"),
        }
    }

    /// A character by its code: so many hexadecimal digits, or any number of them between braces.
    fn code(&mut self, count: usize) -> Result<char, String> {
        let digits = if self.eat("{") {
            self.until("}").map(str::to_owned)
        } else {
            let digits: String = self.rest.by_ref().take(count).collect();
            (digits.len() == count).then_some(digits)
        };
        let digits = digits.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match digits.and_then(|digits| char::from_u32(u32::from_str_radix(&digits, 16).ok()?)) {
            Some(char) => Ok(char),
            None => refuse("a character's code is missing or wrong"),
        }
    }

    /// What stands behind a `[`, with its `]`.
    fn class(&mut self) -> Result<Set, String> {
        let depth = self.depth;
        self.deepen()?;
        self.skip_spaces();
        let is_negated = self.eat("^");
        let mut items = Vec::new();
        let mut joined: Option<(Set, Join)> = None;
        self.skip_spaces();
        while self.eat("-") {
            items.push(self.range('-', '-'));
            self.skip_spaces();
        }
        if items.is_empty() && self.eat("]") {
            items.push(self.range(']', ']'));
        }
        loop {
            self.skip_spaces();
            check_size(self.items)?;
            self.items += 1;
            if self.eat("]") {
                break;
            }
            if let Some(join) = self.join() {
                self.deepen()?;
                joined = Some((close(joined, items), join));
                items = Vec::new();
                continue;
            }
            if let Some(class) = self.ascii_class() {
                items.push(class);
            } else if self.eat("[") {
                items.push(self.class()?);
            } else {
                items.push(self.class_item()?);
            }
        }
        self.depth = depth;
        let class = close(joined, items);
        Ok(if is_negated { class.not() } else { class })
    }

    fn join(&mut self) -> Option<Join> {
        [("&&", Join::Both), ("--", Join::Without), ("~~", Join::Either)]
            .into_iter()
            .find_map(|(sign, join)| self.eat(sign).then_some(join))
    }

    /// A character, a range or an escape in a class.
    fn class_item(&mut self) -> Result<Set, String> {
        let first = self.class_char()?;
        self.skip_spaces();
        let mut ahead = Parser { rest: self.rest.clone(), sets: Vec::new(), ..*self };
        let is_range = ahead.eat("-") && {
            ahead.skip_spaces();
            !matches!(ahead.peek(), Some(']' | '-'))
        };
        if !is_range {
            return match first {
                Escape::Char(char) => Ok(self.range(char, char)),
                Escape::Set(set) => Ok(set),
                Escape::Look(_) => refuse("a place between characters cannot be part of a class"),
            };
        }
        self.rest = ahead.rest;
        let (Escape::Char(first), Escape::Char(last)) = (first, self.class_char()?) else {
            return refuse("a range in a class goes from one character to another");
        };
        if last < first {
            return refuse(&format!("the range `{first}-{last}` is empty"));
        }
        Ok(self.range(first, last))
    }

    fn class_char(&mut self) -> Result<Escape, String> {
        match self.rest.next() {
            None => refuse("unclosed character class"),
            Some('\\') => self.escape(),
            Some(char) => Ok(Escape::Char(char)),
        }
    }

    fn range(&self, first: char, last: char) -> Set {
        if self.flags.folds { Set::Folded(first, last) } else { Set::Range(first, last) }
    }

    /// `[:name:]` or `[:^name:]`.
    fn ascii_class(&mut self) -> Option<Set> {
        let (name, rest) = self.rest.as_str().strip_prefix("[:")?.split_once(":]")?;
        let bare = name.strip_prefix('^').unwrap_or(name);
        let ranges = ascii_class(bare)?;
        self.rest = rest.chars();
        let class = Set::Any(ranges.iter().map(|(first, last)| self.range(*first, *last)).collect());
        Some(if bare == name { class } else { class.not() })
    }
}

/// The set of the items since the last sign that joins sets, joined with what stands before that sign.
fn close(joined: Option<(Set, Join)>, items: Vec<Set>) -> Set {
    let items = Set::Any(items);
    match joined {
        None => items,
        Some((before, join)) => Set::Joined(join, Box::new((before, items))),
    }
}
