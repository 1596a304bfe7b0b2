use super::stream::Parser;
use super::{Failed, Parse};
use crate::diagnostic::Diagnostic;
use crate::language::Keyword;
use crate::limits;
use crate::order::OrderKey;
use crate::syntax::Symbol;
use crate::tree::Entity;

/// Reads one key of an order: `column [ASC|DESC] [NULLS FIRST|NULLS LAST]`. The column may be any expression.
///
/// # Errors
/// The first thing that is wrong.
pub fn parse_order_by(text: &str) -> Result<OrderKey, Diagnostic> {
    if text.len() > limits::TEXT_BYTES {
        let message = format!("the order has {} bytes; at most {} are read", text.len(), limits::TEXT_BYTES);
        return Err(Diagnostic::error(0..text.len(), message));
    }
    let mut parser = Parser::new(text);
    let key = parser.order_key();
    match (key, parser.into_diagnostics().into_iter().find(Diagnostic::is_error)) {
        (Ok(key), None) => Ok(key),
        (_, Some(mistake)) => Err(mistake),
        (Err(Failed), None) => Err(Diagnostic::error(0..text.len(), "this cannot be read as an order")),
    }
}

impl Parser<'_> {
    fn order_key(&mut self) -> Parse<OrderKey> {
        if self.at_end() {
            return self.fail(Diagnostic::error(0..self.source.len(), "a column is expected"));
        }
        let node = self.sum()?;
        let expression = self.left_operand(node)?;
        if let Some((column, span)) = expression.columns().into_iter().find(|(column, _)| column.entity == Entity::Dataset) {
            let message = format!("runs cannot be put in order by {column}: a run may have several data sets");
            return self.fail(Diagnostic::error(span.range(), message));
        }
        let descending = self.eat_keyword(Keyword::Descending).is_some();
        if !descending {
            self.eat_keyword(Keyword::Ascending);
        }
        let missing_first = self.eat_keyword(Keyword::Nulls).is_some() && self.first_or_last()?;
        if self.at_end() {
            return Ok(OrderKey { expression, descending, missing_first });
        }
        let place = self.peek().range();
        let text = self.slice(place.clone());
        let mistake = Diagnostic::error(place, format!("ASC or DESC is expected, not `{text}`"));
        self.fail(if self.at_symbol(Symbol::Comma) {
            mistake.with_hint("give each key by itself, without commas")
        } else {
            mistake.with_hint("an order key is `column`, `column ASC` or `column DESC`; keys with spaces need backticks")
        })
    }

    fn first_or_last(&mut self) -> Parse<bool> {
        if self.eat_keyword(Keyword::First).is_some() {
            return Ok(true);
        }
        if self.eat_keyword(Keyword::Last).is_some() {
            return Ok(false);
        }
        let place = self.peek().range();
        self.fail(Diagnostic::error(place, "FIRST or LAST is expected behind NULLS"))
    }
}
