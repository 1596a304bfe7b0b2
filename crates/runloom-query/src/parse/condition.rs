use super::node::Node;
use super::stream::Parser;
use super::{Parse, unreadable};
use crate::diagnostic::Diagnostic;
use crate::language::{Keyword, attribute, keyword};
use crate::syntax::{Symbol, Token, quoted_text};
use crate::tree::{Condition, ExpressionKind, Literal, Predicate, Search, Span, Test};

impl Parser<'_> {
    /// The whole text, and where the parts stand that it joins outside all parentheses.
    pub(crate) fn filter(&mut self) -> (Condition, Vec<Span>) {
        let mut root = None;
        let mut clauses = Vec::new();
        while !self.at_end() {
            let start = self.peek().span();
            let node = self.alternatives();
            clauses = self.take_joined().unwrap_or_else(|| node.iter().map(|_| self.since(start)).collect());
            root = node.and_then(|node| self.condition_of(node).ok());
            if !self.at_end() {
                let stray = self.next();
                self.report(Diagnostic::error(stray.range(), "this `)` closes nothing").with_fix(""));
            }
        }
        (root.unwrap_or_else(unreadable), clauses)
    }

    /// `a OR b OR …`; `None` where there is nothing to read.
    pub(crate) fn alternatives(&mut self) -> Option<Node> {
        let start = self.peek().span();
        let first = self.conjunction(None);
        if self.keyword_at(0) != Some(Keyword::Or) {
            return first;
        }
        let mut branches = Vec::new();
        let mut spans: Vec<Span> = first.iter().map(|_| self.since(start)).collect();
        if let Some(first) = first {
            branches.extend(self.condition_of(first));
        } else {
            let or = self.peek();
            self.report(Diagnostic::error(or.range(), "a condition is missing before OR"));
        }
        while let Some(or) = self.eat_keyword(Keyword::Or) {
            let branch = self.peek().span();
            match self.conjunction(Some(or)) {
                Some(node) => {
                    spans.push(self.since(branch));
                    branches.extend(self.condition_of(node));
                }
                None => self.report(Diagnostic::error(or.range(), "a condition is missing behind OR")),
            }
        }
        self.joins(spans);
        Some(Node::Condition(Condition::Any(branches), self.since(start)))
    }

    /// `a AND b AND …`, the `AND`s being optional as in MLflow.
    fn conjunction(&mut self, after_or: Option<Token>) -> Option<Node> {
        let mut parts: Vec<(Node, bool)> = Vec::new();
        let mut spans = Vec::new();
        let mut last_and: Option<Token> = None;
        let mut any_and = None;
        let start = self.peek().span();
        while !self.at_end() && !self.at_symbol(Symbol::Close) && self.keyword_at(0) != Some(Keyword::Or) {
            if let Some(and) = self.eat_keyword(Keyword::And) {
                if parts.is_empty() || last_and.is_some() {
                    self.stray_and(and, after_or);
                }
                (last_and, any_and) = (Some(and), Some(and));
                continue;
            }
            let joined = parts.is_empty() || last_and.is_some();
            last_and = None;
            let (open, part) = (self.open(), self.peek().span());
            if self.check_conditions(parts.len() + 1).is_err() {
                break;
            }
            match self.negation() {
                Ok(node) => parts.push((node, joined)),
                Err(_) => self.replace_broken(&mut parts, joined, open),
            }
            spans.push(self.since(part));
        }
        if let Some(and) = last_and
            && !parts.is_empty()
        {
            self.stray_and(and, if self.at_end() || self.at_symbol(Symbol::Close) { None } else { Some(and) });
        }
        if parts.len() == 1 && any_and.is_none() {
            return parts.pop().map(|(node, _)| node);
        }
        if parts.is_empty() && (any_and.is_none() || after_or.is_some()) {
            return None;
        }
        self.joins(spans);
        let span = self.since(start);
        Some(Node::Condition(self.all_of(parts), span))
    }

    /// Skips a broken clause. A value that stands unfinished right before it is part of the same mistake.
    fn replace_broken(&mut self, parts: &mut Vec<(Node, bool)>, joined: bool, open: usize) {
        self.recover(open);
        if !joined && parts.last().is_some_and(|(node, _)| !matches!(node, Node::Condition(..))) {
            parts.pop();
        }
        let here = self.peek().span();
        parts.push((Node::Condition(unreadable(), here), true));
    }

    /// MLflow ignores every `AND` that joins nothing. Beside `OR`, which MLflow does not know, it is a mistake.
    fn stray_and(&mut self, and: Token, beside_or: Option<Token>) {
        let message = "this AND has nothing to join";
        self.report(match beside_or {
            Some(_) => Diagnostic::error(and.range(), message).with_fix(""),
            None => Diagnostic::advice(and.range(), format!("{message} and is ignored, as in MLflow")).with_fix(""),
        });
    }

    fn all_of(&mut self, parts: Vec<(Node, bool)>) -> Condition {
        let mut conditions = Vec::with_capacity(parts.len());
        let mut before_is_search = false;
        for (node, joined) in parts {
            if self.has_given_up() {
                break;
            }
            let place = node.span().range();
            let Ok(condition) = self.condition_of(node) else { continue };
            let is_search = matches!(condition, Condition::Search(_));
            let are_searches = is_search && before_is_search;
            if !(joined || are_searches) {
                let advice =
                    Diagnostic::advice(place.start..place.start, "AND is understood between these conditions, as in MLflow");
                self.report(advice.with_fix("AND "));
            }
            before_is_search = is_search;
            conditions.push(condition);
        }
        match conditions.pop() {
            Some(only) if conditions.is_empty() => only,
            Some(last) => {
                conditions.push(last);
                Condition::All(conditions)
            }
            None => unreadable(),
        }
    }

    fn negation(&mut self) -> Parse<Node> {
        if self.keyword_at(0) != Some(Keyword::Not) {
            return self.comparison();
        }
        let not = self.next();
        let inner = self.nested(Self::negation)?;
        let span = self.since(not.span());
        let condition = self.condition_of(inner)?;
        Ok(Node::Condition(Condition::Not(Box::new(condition)), span))
    }

    /// What stands between parentheses.
    pub(crate) fn parenthesised(&mut self) -> Parse<Node> {
        let open = self.next();
        let inner = self.nested(|parser| Ok(parser.alternatives()))?;
        if self.eat_symbol(Symbol::Close).is_none() {
            return self.fail(Diagnostic::error(open.range(), "this `(` is never closed"));
        }
        match inner {
            Some(node) => Ok(node),
            None => self.fail(Diagnostic::error(open.range(), "there is nothing between these parentheses")),
        }
    }

    /// What a node means where a condition is expected.
    pub(crate) fn condition_of(&mut self, node: Node) -> Parse<Condition> {
        match node {
            Node::Condition(condition, _) => Ok(condition),
            Node::Word(span) => self.word_as_condition(span),
            Node::Backticked(token) => self.lonely_value(token.span()),
            Node::DoubleQuoted(token) => self.search(quoted_text(self.text(token)), token.span()),
            Node::Value(value) => match value.kind {
                ExpressionKind::Literal(Literal::Text(text)) => self.search(text, value.span),
                ExpressionKind::Literal(Literal::Boolean(true)) => Ok(Condition::All(Vec::new())),
                ExpressionKind::Literal(Literal::Boolean(false)) => Ok(Condition::Any(Vec::new())),
                ExpressionKind::Literal(Literal::Number(number)) if number.is_duration => {
                    self.search(self.slice(value.span.range()).to_owned(), value.span)
                }
                ExpressionKind::Call(function, _) if function.kind.is_condition() => {
                    self.count_condition()?;
                    let operator_span = value.span;
                    Ok(Condition::Test(Test { subject: value, predicate: Predicate::Holds, operator_span }))
                }
                _ => self.lonely_value(value.span),
            },
        }
    }

    fn search(&mut self, text: String, span: Span) -> Parse<Condition> {
        self.count_condition()?;
        Ok(Condition::Search(Search { text, span }))
    }

    fn word_as_condition(&mut self, span: Span) -> Parse<Condition> {
        let word = self.slice(span.range());
        if attribute(word).is_some() {
            return self.lonely_value(span);
        }
        self.search(word.to_owned(), span)
    }

    fn lonely_value<T>(&mut self, span: Span) -> Parse<T> {
        let what = self.slice(span.range());
        let mistake = Diagnostic::error(span.range(), format!("a comparison is missing behind `{what}`"));
        if let Some((end, fixed)) = self.key_with_a_space(what, span.range().end) {
            let hint = format!("keys with spaces need backticks: {fixed}");
            return self.fail(mistake.with_hint(hint).with_fix_at(span.range().start..end, fixed));
        }
        self.fail(mistake.with_hint("write an operator and a value, such as `> 0.5`, `= 'text'`, `IS NOT NULL`"))
    }

    /// A path and the bare word behind it as one key between backticks, and where that word ends.
    fn key_with_a_space(&self, path: &str, end: usize) -> Option<(usize, String)> {
        let (entity, key) = path.split_once('.').filter(|_| !path.contains(['`', '"', '\'']))?;
        let rest = self.slice(end..self.source.len());
        let word = rest.trim_start();
        let word = &word[..word.find(|char: char| !(char.is_alphanumeric() || char == '_')).unwrap_or(word.len())];
        if word.is_empty() || word.starts_with(|char: char| char.is_ascii_digit()) || keyword(word).is_some() {
            return None;
        }
        let space = rest.len() - rest.trim_start().len();
        Some((end + space + word.len(), format!("{entity}.`{key}{}{word}`", &rest[..space])))
    }
}
