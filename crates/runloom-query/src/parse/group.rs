use super::stream::Parser;
use super::{Failed, Parse};
use crate::diagnostic::Diagnostic;
use crate::limits;
use crate::syntax::Symbol;
use crate::tree::{ColumnRef, Entity, Span};

/// Reads columns with commas between them.
///
/// # Errors
/// The first thing that is wrong.
pub(crate) fn parse_group_keys(text: &str) -> Result<Vec<(ColumnRef, Span)>, Diagnostic> {
    if text.len() > limits::TEXT_BYTES {
        let message = format!("the columns have {} bytes; at most {} are read", text.len(), limits::TEXT_BYTES);
        return Err(Diagnostic::error(0..text.len(), message));
    }
    let mut parser = Parser::new(text);
    let keys = parser.group_keys();
    match (keys, parser.into_diagnostics().into_iter().find(Diagnostic::is_error)) {
        (Ok(keys), None) => Ok(keys),
        (_, Some(mistake)) => Err(mistake),
        (Err(Failed), None) => Err(Diagnostic::error(0..text.len(), "this cannot be read as columns")),
    }
}

impl Parser<'_> {
    fn group_keys(&mut self) -> Parse<Vec<(ColumnRef, Span)>> {
        let mut keys = Vec::new();
        loop {
            if self.at_end() {
                return self.fail(Diagnostic::error(0..self.source.len(), "a column is expected"));
            }
            let node = self.sum()?;
            let expression = self.left_operand(node)?;
            match expression.as_column() {
                Some(column) if column.entity != Entity::Dataset => keys.push((column.clone(), expression.span)),
                _ => {
                    let mistake = Diagnostic::error(expression.span.range(), "runs are grouped by columns only");
                    return self.fail(mistake.with_hint("give names like params.model, with commas between them"));
                }
            }
            if self.at_end() {
                return Ok(keys);
            }
            if !self.at_symbol(Symbol::Comma) {
                let mistake = Diagnostic::error(self.peek().range(), "a comma is expected between columns");
                return self.fail(mistake);
            }
            self.next();
        }
    }
}
