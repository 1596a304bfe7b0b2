use std::ops::Range;

use super::lexer::Lexer;
use super::tree::{DEEPEST, too_deep};
use crate::SourceError;

/// The members of an object: their keys, and where their values are. Found without reading the values.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// Key and place of each value.
    pub(crate) members: Vec<(String, Range<usize>)>,
    skip: Option<(usize, Skip)>,
    key: String,
    opened: bool,
}

/// Where a skip over a value stands.
#[derive(Clone, Copy, Debug, Default)]
struct Skip {
    depth: usize,
    in_string: bool,
}

impl Outline {
    /// Goes on for about `budget` bytes through the object that begins at the lexer. `true` when it is through.
    pub(crate) fn step(&mut self, lexer: &mut Lexer, budget: usize) -> Result<bool, SourceError> {
        let until = lexer.at().saturating_add(budget);
        if !self.opened {
            lexer.require(b'{')?;
            self.opened = true;
            if lexer.eat(b'}') {
                return Ok(true);
            }
        }
        while lexer.at() < until {
            let (start, mut skip) = if let Some(skip) = self.skip.take() {
                skip
            } else {
                lexer.key(&mut self.key)?;
                let found = lexer.peek();
                if found.is_none() {
                    return Err(lexer.unexpected("a value"));
                }
                (lexer.at(), Skip::default())
            };
            if !skip.run(lexer, until)? {
                self.skip = Some((start, skip));
                return Ok(false);
            }
            self.members.push((std::mem::take(&mut self.key), start..lexer.at()));
            if !lexer.more(b'}')? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl Skip {
    fn run(&mut self, lexer: &mut Lexer, until: usize) -> Result<bool, SourceError> {
        let mut at = lexer.at();
        while at < until {
            let Some(byte) = lexer.byte(at) else {
                lexer.seek(at);
                return Err(lexer.unexpected("the end of a value"));
            };
            if self.in_string {
                match byte {
                    b'\\' => at += 1,
                    b'"' => self.in_string = false,
                    _ => {}
                }
                at += 1;
                if !self.in_string && self.depth == 0 {
                    lexer.seek(at);
                    return Ok(true);
                }
                continue;
            }
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        lexer.seek(at);
                        return Err(too_deep(lexer));
                    }
                }
                b'}' | b']' | b',' | b' ' | b'\t' | b'\n' | b'\r' if self.depth == 0 => {
                    lexer.seek(at);
                    return Ok(true);
                }
                b'}' | b']' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        lexer.seek(at + 1);
                        return Ok(true);
                    }
                }
                _ => {}
            }
            at += 1;
        }
        lexer.seek(at);
        Ok(false)
    }
}
