use super::Parse;
use super::node::Node;
use super::stream::Parser;
use crate::diagnostic::Diagnostic;
use crate::duration::{parse_iso, parse_units};
use crate::language::{Keyword, ValueKind, attribute};
use crate::regex::Regex;
use crate::syntax::{Symbol, TokenKind, quoted_text};
use crate::tree::{
    Comparison, Condition, Entity, Expression, ExpressionKind, Literal, Number, Pattern, PatternKind, Predicate, Test,
};

/// Beside `duration`, text that says a length of time is one: `duration > 'PT5M'`.
pub(super) fn read_durations(test: &mut Test) {
    let is_duration = |expression: &Expression| {
        let column = expression.as_column().filter(|column| column.entity == Entity::Attribute);
        column.and_then(|column| attribute(&column.key)).is_some_and(|attribute| attribute.kind == ValueKind::Duration)
    };
    let read = |literal: &mut Literal| {
        if let Literal::Text(text) = literal
            && let Some(micros) = parse_iso(text).or_else(|| parse_units(text))
        {
            *literal = Literal::Number(Number::duration(micros));
        }
    };
    let read_value = |value: &mut Expression| {
        if let ExpressionKind::Literal(literal) = &mut value.kind {
            read(literal);
        }
    };
    if is_duration(&test.subject) {
        match &mut test.predicate {
            Predicate::Compare(_, value) => read_value(value),
            Predicate::Between { low, high, .. } => {
                read_value(low);
                read_value(high);
            }
            Predicate::OneOf { values, .. } => values.iter_mut().for_each(read),
            _ => {}
        }
    } else if let Predicate::Compare(_, value) = &test.predicate
        && is_duration(value)
    {
        read_value(&mut test.subject);
    }
}

impl Parser<'_> {
    /// A value with an operator behind it, or whatever stands there alone.
    pub(crate) fn comparison(&mut self) -> Parse<Node> {
        let start = self.peek().span();
        let left = self.sum()?;
        let operator = self.peek();
        let predicate = match self.comparison_operator()? {
            Some(comparison) => {
                self.next();
                let right = self.right_operand(comparison)?;
                Some(Predicate::Compare(comparison, right))
            }
            None => self.keyword_predicate()?,
        };
        let Some(predicate) = predicate else { return Ok(left) };
        self.count_condition()?;
        let operator_span = operator.span();
        let subject = self.left_operand(left)?;
        if let Some(again) = self.comparison_operator()? {
            let place = self.peek().range();
            let message = format!("a comparison cannot be compared with `{}`", again.symbol());
            return self.fail(Diagnostic::error(place, message).with_hint("for a range write `x BETWEEN low AND high`"));
        }
        let span = self.since(start);
        let mut test = Test { subject, predicate, operator_span };
        read_durations(&mut test);
        Ok(Node::Condition(Condition::Test(test), span))
    }

    /// The comparison sign that comes next, not yet taken. Signs that only resemble one are reported with the one that is meant.
    fn comparison_operator(&mut self) -> Parse<Option<Comparison>> {
        let token = self.peek();
        let TokenKind::Symbol(symbol) = token.kind else { return self.foreign_operator() };
        Ok(Some(match symbol {
            Symbol::Equal | Symbol::DoubleEqual => Comparison::Equal,
            Symbol::NotEqual | Symbol::LessGreater => Comparison::NotEqual,
            Symbol::Less => Comparison::Less,
            Symbol::LessOrEqual => Comparison::LessOrEqual,
            Symbol::Greater => Comparison::Greater,
            Symbol::GreaterOrEqual => Comparison::GreaterOrEqual,
            Symbol::EqualLess => return self.wrong_sign("<="),
            Symbol::EqualGreater => return self.wrong_sign(">="),
            _ => return Ok(None),
        }))
    }

    fn right_operand(&mut self, comparison: Comparison) -> Parse<Expression> {
        if self.keyword_at(0) == Some(Keyword::Null) {
            return self.compared_with_null(comparison);
        }
        if self.keyword_at(0) == Some(Keyword::Nan) {
            return self.compared_with_nan(comparison);
        }
        let node = self.sum()?;
        self.value_operand(node)
    }

    fn keyword_predicate(&mut self) -> Parse<Option<Predicate>> {
        let negated = self.keyword_at(0) == Some(Keyword::Not);
        let keyword = self.keyword_at(usize::from(negated));
        let known = matches!(keyword, Some(Keyword::In | Keyword::Between | Keyword::Like | Keyword::ILike | Keyword::RLike));
        let is_state = keyword == Some(Keyword::Is) && !negated;
        if !(known || is_state) {
            return Ok(None);
        }
        if negated {
            self.next();
        }
        self.next();
        let predicate = match keyword {
            Some(Keyword::In) => Predicate::OneOf { values: self.list()?, negated },
            Some(Keyword::Between) => self.range(negated)?,
            Some(Keyword::Is) => self.is_state()?,
            Some(Keyword::Like) => Predicate::Matches { pattern: self.pattern(PatternKind::Like)?, negated },
            Some(Keyword::ILike) => Predicate::Matches { pattern: self.pattern(PatternKind::ILike)?, negated },
            _ => Predicate::Matches { pattern: self.pattern(PatternKind::RLike)?, negated },
        };
        Ok(Some(predicate))
    }

    fn range(&mut self, negated: bool) -> Parse<Predicate> {
        let low = self.sum()?;
        let low = self.value_operand(low)?;
        if self.eat_keyword(Keyword::And).is_none() {
            let place = self.peek().range();
            return self.fail(Diagnostic::error(place, "BETWEEN needs two ends").with_hint("write `x BETWEEN low AND high`"));
        }
        let high = self.sum()?;
        let high = self.value_operand(high)?;
        Ok(Predicate::Between { low, high, negated })
    }

    fn is_state(&mut self) -> Parse<Predicate> {
        let negated = self.eat_keyword(Keyword::Not).is_some();
        if self.eat_keyword(Keyword::Null).is_some() {
            return Ok(Predicate::IsNull { negated });
        }
        if self.eat_keyword(Keyword::Nan).is_some() {
            return Ok(Predicate::IsNan { negated });
        }
        let place = self.peek().range();
        let hint = "write `IS NULL`, `IS NOT NULL`, `IS NAN` or `IS NOT NAN`; to compare with a value write `=` or `!=`";
        self.fail(Diagnostic::error(place, "NULL or NAN is expected behind IS").with_hint(hint))
    }

    fn pattern(&mut self, kind: PatternKind) -> Parse<Pattern> {
        let token = self.peek();
        let quoted =
            matches!(token.kind, TokenKind::SingleQuoted | TokenKind::DoubleQuoted | TokenKind::Escaped | TokenKind::Raw);
        if !quoted {
            return self.text_expected(kind.keyword());
        }
        self.next();
        let text = quoted_text(self.text(token));
        let regex = match kind {
            PatternKind::RLike => {
                if !self.count_regex() {
                    return self.fail(Diagnostic::error(token.range(), "the filter has too many regular expressions"));
                }
                match Regex::new(&text) {
                    Ok(regex) => Some(regex),
                    Err(reason) => return self.fail(Diagnostic::error(token.range(), reason)),
                }
            }
            _ => None,
        };
        Ok(Pattern { kind, text, regex })
    }
}
