use std::ops::Range;

use super::{Failed, Parse};
use crate::diagnostic::Diagnostic;
use crate::language::{Keyword, keyword};
use crate::limits;
use crate::syntax::{Symbol, Token, TokenKind, lex};
use crate::tree::Span;

/// The tokens of a text, how far they are read, and what was wrong so far.
pub(crate) struct Parser<'a> {
    pub(crate) source: &'a str,
    tokens: Vec<Token>,
    at: usize,
    open: usize,
    depth: usize,
    conditions: usize,
    regexes: usize,
    given_up: bool,
    joined: Option<Vec<Span>>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Parser<'a> {
    pub(crate) fn new(source: &'a str) -> Self {
        Self {
            source,
            tokens: lex(source),
            at: 0,
            open: 0,
            depth: 0,
            conditions: 0,
            regexes: 0,
            given_up: false,
            joined: None,
            diagnostics: Vec::new(),
        }
    }

    pub(crate) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    pub(crate) fn peek(&self) -> Token {
        self.peek_at(0)
    }

    pub(crate) fn peek_at(&self, ahead: usize) -> Token {
        let end = || Token::new(TokenKind::End, self.source.len()..self.source.len());
        self.tokens.get(self.at + ahead).copied().unwrap_or_else(end)
    }

    pub(crate) fn previous(&self) -> Option<Token> {
        self.tokens.get(self.at.checked_sub(1)?).copied()
    }

    pub(crate) fn previous_but_one(&self) -> Option<Token> {
        self.tokens.get(self.at.checked_sub(2)?).copied()
    }

    pub(crate) fn next(&mut self) -> Token {
        let token = self.peek();
        match token.kind {
            TokenKind::Symbol(Symbol::Open) => self.open += 1,
            TokenKind::Symbol(Symbol::Close) => self.open = self.open.saturating_sub(1),
            _ => {}
        }
        self.at = (self.at + 1).min(self.tokens.len());
        token
    }

    pub(crate) fn at_end(&self) -> bool {
        self.peek().kind == TokenKind::End
    }

    pub(crate) fn text(&self, token: Token) -> &'a str {
        token.text(self.source)
    }

    pub(crate) fn slice(&self, range: Range<usize>) -> &'a str {
        self.source.get(range).unwrap_or_default()
    }

    pub(crate) fn keyword_at(&self, ahead: usize) -> Option<Keyword> {
        let token = self.peek_at(ahead);
        (token.kind == TokenKind::Word).then(|| keyword(self.text(token))).flatten()
    }

    pub(crate) fn eat_keyword(&mut self, wanted: Keyword) -> Option<Token> {
        (self.keyword_at(0) == Some(wanted)).then(|| self.next())
    }

    pub(crate) fn at_symbol(&self, wanted: Symbol) -> bool {
        self.peek().kind == TokenKind::Symbol(wanted)
    }

    pub(crate) fn eat_symbol(&mut self, wanted: Symbol) -> Option<Token> {
        self.at_symbol(wanted).then(|| self.next())
    }

    /// From a token to the last one that was taken.
    pub(crate) fn since(&self, start: Span) -> Span {
        start.to(self.previous().map_or(start, Token::span))
    }

    /// Notes where the parts stand that the condition just read joins, if it stands outside all parentheses.
    pub(crate) fn joins(&mut self, parts: Vec<Span>) {
        if self.depth == 0 {
            self.joined = Some(parts);
        }
    }

    /// The parts noted last.
    pub(crate) fn take_joined(&mut self) -> Option<Vec<Span>> {
        self.joined.take()
    }

    /// Records a diagnostic. Beyond a fixed number the rest of the text is given up.
    pub(crate) fn report(&mut self, diagnostic: Diagnostic) {
        if self.given_up {
            return;
        }
        self.diagnostics.push(diagnostic);
        if self.diagnostics.len() >= limits::DIAGNOSTICS {
            self.give_up();
        }
    }

    /// Records an error that ends the clause.
    pub(crate) fn fail<T>(&mut self, diagnostic: Diagnostic) -> Parse<T> {
        self.report(diagnostic);
        Err(Failed)
    }

    /// Reads no further.
    pub(crate) fn give_up(&mut self) {
        self.at = self.tokens.len();
        self.given_up = true;
    }

    /// Whether the rest of the text is not read any more.
    pub(crate) fn has_given_up(&self) -> bool {
        self.given_up
    }

    /// Records an error behind which nothing is worth reading.
    pub(crate) fn refuse<T>(&mut self, diagnostic: Diagnostic) -> Parse<T> {
        self.report(diagnostic);
        self.give_up();
        Err(Failed)
    }

    /// Runs `inner` one level deeper.
    pub(crate) fn nested<T>(&mut self, inner: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        self.deepen()?;
        let result = inner(self);
        self.depth = self.depth.saturating_sub(1);
        result
    }

    /// Checks that there is room for one more level.
    pub(crate) fn deepen(&mut self) -> Parse<()> {
        if self.depth >= limits::DEPTH {
            let message = format!("this is nested deeper than {} levels", limits::DEPTH);
            let mistake = Diagnostic::error(self.peek().range(), message);
            return self.refuse(mistake.with_hint("remove parentheses that do not change the meaning"));
        }
        self.depth += 1;
        Ok(())
    }

    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    pub(crate) fn count_condition(&mut self) -> Parse<()> {
        self.conditions += 1;
        self.check_conditions(self.conditions)
    }

    /// Refuses a text of more conditions than a filter may have.
    pub(crate) fn check_conditions(&mut self, count: usize) -> Parse<()> {
        if count <= limits::CONDITIONS {
            return Ok(());
        }
        let message = format!("the filter has more than {} conditions", limits::CONDITIONS);
        self.refuse(Diagnostic::error(self.peek().range(), message).with_hint("IN takes a list of any length"))
    }

    /// Whether one more regular expression may be compiled.
    pub(crate) fn count_regex(&mut self) -> bool {
        self.regexes += 1;
        self.regexes <= limits::REGEXES
    }

    /// How many parentheses are open.
    pub(crate) fn open(&self) -> usize {
        self.open
    }

    /// Skips the rest of a broken clause that began inside `open` parentheses: to the next place where a clause can begin or end.
    pub(crate) fn recover(&mut self, open: usize) {
        while !self.at_end() {
            if self.open <= open {
                let is_close = self.at_symbol(Symbol::Close);
                let is_joint = matches!(self.keyword_at(0), Some(Keyword::And | Keyword::Or));
                if is_close || is_joint {
                    return;
                }
            }
            self.next();
        }
    }
}
