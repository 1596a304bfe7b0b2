use super::Parse;
use super::node::Node;
use super::stream::Parser;
use crate::diagnostic::Diagnostic;
use crate::duration::parse_units;
use crate::language::{Keyword, attribute, entity, function};
use crate::syntax::{Symbol, Token, TokenKind, quoted_text, split_path, strip_key_quotes};
use crate::tree::{Arithmetic, ColumnRef, Entity, Expression, ExpressionKind, Literal, Number, Span};

impl Parser<'_> {
    /// Numbers joined by `+` and `-`, or whatever stands there alone.
    pub(crate) fn sum(&mut self) -> Parse<Node> {
        self.chain(&[(Symbol::Plus, Arithmetic::Add), (Symbol::Minus, Arithmetic::Subtract)], Self::product)
    }

    fn product(&mut self) -> Parse<Node> {
        let signs =
            [(Symbol::Star, Arithmetic::Multiply), (Symbol::Slash, Arithmetic::Divide), (Symbol::Percent, Arithmetic::Remainder)];
        self.chain(&signs, Self::signed)
    }

    fn chain(&mut self, signs: &[(Symbol, Arithmetic)], operand: fn(&mut Self) -> Parse<Node>) -> Parse<Node> {
        let mut left = operand(self)?;
        let mut links = 0;
        while let Some((_, operation)) = signs.iter().find(|(symbol, _)| self.at_symbol(*symbol)) {
            let sign = self.next();
            links += 1;
            if links + self.depth() > crate::limits::DEPTH {
                let message = format!("an expression joins at most {} numbers", crate::limits::DEPTH);
                return self.refuse(Diagnostic::error(sign.range(), message));
            }
            let right = operand(self)?;
            self.check_for_unquoted_key(&left, sign, &right)?;
            let left_value = self.left_operand(left)?;
            let right_value = self.value_operand(right)?;
            let span = left_value.span.to(right_value.span);
            let kind = ExpressionKind::Arithmetic(*operation, Box::new(left_value), Box::new(right_value));
            left = Node::Value(Expression { kind, span });
        }
        Ok(left)
    }

    /// `metrics.val-acc` and `metrics.val/acc` read as arithmetic with an attribute `acc`, which is never meant.
    fn check_for_unquoted_key(&mut self, left: &Node, sign: Token, right: &Node) -> Parse<()> {
        let (Node::Value(value), Node::Word(word)) = (left, right) else { return Ok(()) };
        let Some(column) = value.as_column().filter(|column| column.entity != Entity::Attribute) else { return Ok(()) };
        let place = value.span.to(*word).range();
        let text = self.slice(place.clone());
        if attribute(self.slice(word.range())).is_some() || text.contains(char::is_whitespace) || text.contains('`') {
            return Ok(());
        }
        let (entity, key) = text.split_once('.').unwrap_or((column.entity.word(), text));
        let fixed = format!("{entity}.`{key}`");
        let message = format!("`{}` splits the key `{key}`", self.text(sign));
        let mistake = Diagnostic::error(place, message).with_hint(format!("keys with such characters need backticks: {fixed}"));
        self.fail(mistake.with_fix(fixed))
    }

    fn signed(&mut self) -> Parse<Node> {
        let token = self.peek();
        let negative = match token.kind {
            TokenKind::Symbol(Symbol::Minus) => true,
            TokenKind::Symbol(Symbol::Plus) => false,
            _ => return self.primary(),
        };
        self.next();
        let inner = self.nested(Self::signed)?;
        let inner = self.value_operand(inner)?;
        let span = token.span().to(inner.span);
        let kind = match inner.kind {
            kind if !negative => kind,
            ExpressionKind::Literal(Literal::Number(number)) => ExpressionKind::Literal(Literal::Number(number.negated())),
            _ => ExpressionKind::Negate(Box::new(inner)),
        };
        Ok(Node::Value(Expression { kind, span }))
    }

    fn primary(&mut self) -> Parse<Node> {
        let token = self.peek();
        let literal = |literal| Node::Value(Expression::literal(literal, token.span()));
        match token.kind {
            TokenKind::Number | TokenKind::Duration => {
                self.next();
                let number = self.number(token)?;
                Ok(literal(Literal::Number(number)))
            }
            TokenKind::SingleQuoted | TokenKind::Escaped | TokenKind::Raw => {
                self.next();
                Ok(literal(Literal::Text(quoted_text(self.text(token)))))
            }
            TokenKind::DoubleQuoted => {
                self.next();
                Ok(Node::DoubleQuoted(token))
            }
            TokenKind::Backticked => {
                self.next();
                Ok(Node::Backticked(token))
            }
            TokenKind::Path => self.path(),
            TokenKind::Word => self.word(),
            TokenKind::MalformedNumber if self.starts_a_clause() => {
                self.next();
                Ok(Node::Word(token.span()))
            }
            TokenKind::Symbol(Symbol::Open) => self.parenthesised(),
            _ => self.value_expected(),
        }
    }

    /// Whether nothing of the clause has been read yet, so that a bare word can be a search.
    fn starts_a_clause(&self) -> bool {
        let after_joint = |token: Token| {
            token.kind == TokenKind::Symbol(Symbol::Open)
                || token.kind == TokenKind::Word && matches!(self.text(token).to_ascii_lowercase().as_str(), "and" | "or" | "not")
        };
        self.previous().is_none_or(after_joint)
    }

    fn word(&mut self) -> Parse<Node> {
        let token = self.next();
        let literal = |literal| Ok(Node::Value(Expression::literal(literal, token.span())));
        let text = self.text(token);
        if self.at_symbol(Symbol::Open) && token.touches(self.peek()) {
            return self.call(token);
        }
        match crate::language::keyword(text) {
            Some(Keyword::True) => return literal(Literal::Boolean(true)),
            Some(Keyword::False) => return literal(Literal::Boolean(false)),
            Some(Keyword::Infinity) => return literal(Literal::Number(Number::real(f64::INFINITY))),
            _ => {}
        }
        if attribute(text).is_some() {
            return Ok(Node::Value(Expression::column(ColumnRef::new(Entity::Attribute, text), token.span())));
        }
        Ok(Node::Word(self.joined_word(token)))
    }

    /// A bare word with everything that touches it through signs: `config-001`, `a/b`.
    fn joined_word(&mut self, first: Token) -> Span {
        let mut last = first;
        loop {
            let (sign, next) = (self.peek(), self.peek_at(1));
            let is_sign = matches!(
                sign.kind,
                TokenKind::Symbol(Symbol::Minus | Symbol::Slash | Symbol::Plus | Symbol::Star | Symbol::Percent)
            );
            let is_word = matches!(
                next.kind,
                TokenKind::Word | TokenKind::Number | TokenKind::Duration | TokenKind::MalformedNumber | TokenKind::Path
            );
            if !(is_sign && is_word && last.touches(sign) && sign.touches(next)) {
                return first.span().to(last.span());
            }
            self.next();
            last = self.next();
        }
    }

    fn path(&mut self) -> Parse<Node> {
        let token = self.next();
        let (entity_text, key_text) = split_path(self.text(token));
        let start = token.range().start;
        let word = entity_text.strip_prefix('`').and_then(|word| word.strip_suffix('`')).unwrap_or(entity_text);
        let Some(entity) = entity(word) else {
            let is_search = !entity_text.contains(['`', '"', '\'']) && !key_text.is_empty() && !self.operator_follows();
            if is_search {
                return Ok(Node::Word(self.joined_word(token)));
            }
            return self.unknown_entity(entity_text, start..start + entity_text.len());
        };
        if key_text.is_empty() {
            let mistake = Diagnostic::error(token.range(), format!("a key is missing behind `{entity_text}.`"));
            let next = self.peek();
            let message_hint = match next.kind {
                TokenKind::Word | TokenKind::Path if !token.touches(next) => "remove the space behind the dot",
                _ => "keys that begin with other characters than letters need backticks",
            };
            return self.fail(mistake.with_hint(message_hint));
        }
        let column = ColumnRef::new(entity, strip_key_quotes(key_text));
        Ok(Node::Value(Expression::column(column, token.span())))
    }

    fn operator_follows(&self) -> bool {
        let comparison = matches!(self.peek().kind, TokenKind::Symbol(symbol) if symbol.is_comparison());
        let negated = usize::from(self.keyword_at(0) == Some(Keyword::Not));
        let keyword = self.keyword_at(negated).is_some_and(Keyword::is_comparison);
        comparison || keyword
    }

    fn call(&mut self, name: Token) -> Parse<Node> {
        let Some(function) = function(self.text(name)) else { return self.unknown_function(name) };
        self.next();
        let arguments = self.nested(|parser| {
            let mut arguments = Vec::new();
            while !parser.at_symbol(Symbol::Close) && arguments.len() <= function.arguments.len() {
                let node = parser.sum()?;
                arguments.push(parser.value_operand(node)?);
                if parser.eat_symbol(Symbol::Comma).is_none() {
                    break;
                }
            }
            Ok(arguments)
        })?;
        let usage = format!("{}({})", function.name, function.arguments.join(", "));
        let Some(close) = self.eat_symbol(Symbol::Close) else {
            let place = self.peek().range();
            return self.fail(Diagnostic::error(place, format!("`)` is expected to end {}(", function.name)).with_hint(usage));
        };
        let span = name.span().to(close.span());
        if arguments.len() != function.arguments.len() {
            let message = format!("{} takes {} argument(s), not {}", function.name, function.arguments.len(), arguments.len());
            return self.fail(Diagnostic::error(span.range(), message).with_hint(usage));
        }
        let is_metric = |argument: &Expression| argument.as_column().is_some_and(|column| column.entity == Entity::Metric);
        if function.kind.is_history() && !arguments.iter().all(is_metric) {
            let message = format!("{} summarises the history of a metric", function.name);
            return self
                .fail(Diagnostic::error(span.range(), message).with_hint(format!("write {}(metrics.loss)", function.name)));
        }
        Ok(Node::Value(Expression { kind: ExpressionKind::Call(function, arguments), span }))
    }

    pub(crate) fn number(&mut self, token: Token) -> Parse<Number> {
        let text = self.text(token);
        if let Some(micros) = (token.kind == TokenKind::Duration).then(|| parse_units(text)).flatten() {
            return Ok(Number::duration(micros));
        }
        let integer = text.parse().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
        match text.parse() {
            Ok(value) => Ok(Number { value, integer, is_duration: false }),
            Err(_) => self.malformed_number(token),
        }
    }

    /// A node as the value before an operator, where `"…"` names an attribute.
    pub(crate) fn left_operand(&mut self, node: Node) -> Parse<Expression> {
        match node {
            Node::DoubleQuoted(token) | Node::Backticked(token) => {
                let key = strip_key_quotes(self.text(token));
                Ok(Expression::column(ColumnRef::new(Entity::Attribute, key), token.span()))
            }
            Node::Word(span) => {
                let word = self.slice(span.range());
                if let Some((prefix, _)) = word.split_once('.') {
                    let start = span.range().start;
                    return self.unknown_entity(prefix, start..start + prefix.len());
                }
                Ok(Expression::column(ColumnRef::new(Entity::Attribute, word), span))
            }
            other => self.value_operand(other),
        }
    }

    /// A node as a value behind an operator or in an expression, where `"…"` is text.
    pub(crate) fn value_operand(&mut self, node: Node) -> Parse<Expression> {
        match node {
            Node::Value(Expression { kind: ExpressionKind::Call(function, _), span }) if function.kind.is_condition() => {
                let message = format!("{} is a condition by itself; it is not compared", function.name);
                self.fail(Diagnostic::error(span.range(), message).with_hint("write NOT before it for the opposite"))
            }
            Node::Value(value) => Ok(value),
            Node::DoubleQuoted(token) => {
                let text = quoted_text(self.text(token));
                Ok(Expression::literal(Literal::Text(text), token.span()))
            }
            Node::Backticked(token) => {
                let key = strip_key_quotes(self.text(token));
                if attribute(&key).is_none() {
                    return self.backticked_text(token);
                }
                Ok(Expression::column(ColumnRef::new(Entity::Attribute, key), token.span()))
            }
            Node::Word(span) => self.unquoted_text(span.range()),
            Node::Condition(_, span) => self.fail(Diagnostic::error(span.range(), "a value is expected here, not a condition")),
        }
    }
}
