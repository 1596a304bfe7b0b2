use super::Parse;
use super::stream::Parser;
use crate::diagnostic::Diagnostic;
use crate::language::Keyword;
use crate::syntax::{Symbol, TokenKind, python_text};
use crate::tree::{Literal, Number};

impl Parser<'_> {
    /// `(value, value, …)` behind `IN`. A comma behind the last value is allowed, and texts side by side are one text, as in MLflow.
    pub(crate) fn list(&mut self) -> Parse<Vec<Literal>> {
        let open = self.peek();
        if self.eat_symbol(Symbol::Open).is_none() {
            let mistake = Diagnostic::error(open.range(), "a list between parentheses is expected behind IN");
            return self.fail(mistake.with_hint("write `IN ('a', 'b')`"));
        }
        let mut values = Vec::new();
        while !self.at_symbol(Symbol::Close) {
            let value = self.list_value()?;
            values.push(value);
            if self.eat_symbol(Symbol::Comma).is_none() {
                break;
            }
        }
        if self.eat_symbol(Symbol::Close).is_none() {
            let place = self.peek().range();
            return if self.at_end() {
                self.fail(Diagnostic::error(open.range(), "this `(` is never closed"))
            } else {
                self.fail(Diagnostic::error(place, "a comma or `)` is expected in this list"))
            };
        }
        if values.is_empty() {
            let end = self.previous().map_or(open.range().end, |close| close.range().end);
            return self.fail(Diagnostic::error(open.range().start..end, "the list behind IN is empty"));
        }
        Ok(values)
    }

    fn list_value(&mut self) -> Parse<Literal> {
        let token = self.peek();
        match token.kind {
            TokenKind::SingleQuoted | TokenKind::DoubleQuoted | TokenKind::Escaped | TokenKind::Raw => {
                let mut text = String::new();
                while matches!(
                    self.peek().kind,
                    TokenKind::SingleQuoted | TokenKind::DoubleQuoted | TokenKind::Escaped | TokenKind::Raw
                ) {
                    let piece = self.next();
                    text.push_str(&python_text(self.text(piece)));
                }
                Ok(Literal::Text(text))
            }
            TokenKind::Number | TokenKind::Duration | TokenKind::Symbol(Symbol::Minus | Symbol::Plus) => self.list_number(),
            TokenKind::Word if self.keyword_at(0) == Some(Keyword::True) => {
                self.next();
                Ok(Literal::Boolean(true))
            }
            TokenKind::Word if self.keyword_at(0) == Some(Keyword::False) => {
                self.next();
                Ok(Literal::Boolean(false))
            }
            TokenKind::Word if self.keyword_at(0) == Some(Keyword::Infinity) => {
                self.next();
                Ok(Literal::Number(Number::real(f64::INFINITY)))
            }
            TokenKind::Word => self.unquoted_text(token.range()),
            TokenKind::Path => {
                let mistake = Diagnostic::error(token.range(), "a list holds fixed values, not columns");
                self.fail(mistake.with_hint("compare with each column and join the comparisons by OR"))
            }
            _ => self.value_expected(),
        }
    }

    fn list_number(&mut self) -> Parse<Literal> {
        let sign = self.peek();
        let signed = matches!(sign.kind, TokenKind::Symbol(_));
        if signed {
            self.next();
        }
        let negative = sign.kind == TokenKind::Symbol(Symbol::Minus);
        let token = self.peek();
        let is_infinity = self.keyword_at(0) == Some(Keyword::Infinity);
        if !matches!(token.kind, TokenKind::Number | TokenKind::Duration) && !is_infinity {
            return self.value_expected();
        }
        self.next();
        let number = if is_infinity { Number::real(f64::INFINITY) } else { self.number(token)? };
        Ok(Literal::Number(if negative { number.negated() } else { number }))
    }
}
