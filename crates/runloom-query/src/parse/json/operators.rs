use super::builder::{Builder, all_of, any_of, opposite, or_missing};
use super::value::{Json, JsonKind, Member};
use crate::diagnostic::Diagnostic;
use crate::language::{FUNCTIONS, FunctionKind, JSON_OPERATORS, JsonOperator, JsonOperatorKind, json_operator};
use crate::parse::predicate::read_durations;
use crate::parse::{Failed, Parse};
use crate::suggest::nearest;
use crate::tree::{
    ColumnRef, Comparison, Condition, Entity, Expression, ExpressionKind, Literal, Pattern, PatternKind, Predicate, Span, Test,
};

impl Builder<'_> {
    /// `field: value`.
    pub(super) fn equals(&mut self, column: &ColumnRef, place: Span, value: Json) -> Parse<Condition> {
        if is_tags(column) {
            return self.tagged(column, place, place, vec![value]);
        }
        self.compare(column, place, place, Comparison::Equal, value)
    }

    /// `field: {"$gt": 1, "$lt": 2}`.
    pub(super) fn operators(&mut self, column: &ColumnRef, place: Span, members: Vec<Member>) -> Parse<Condition> {
        let options = members.iter().find(|member| member.key == "$options");
        let flags = match options.map(|member| (&member.value.kind, member.value.span)) {
            None => String::new(),
            Some((JsonKind::Text(letters), _)) if letters.chars().all(|letter| matches!(letter, 'i' | 'm' | 's' | 'x')) => {
                letters.clone()
            }
            Some((_, span)) => {
                return self.fail(Diagnostic::error(span.range(), "the letters i, m, s and x are expected here"));
            }
        };
        let mut conditions = Vec::with_capacity(members.len());
        let mut failed = false;
        for member in members {
            match self.operator(column, place, member, &flags) {
                Ok(condition) => conditions.extend(condition),
                Err(Failed) => failed = true,
            }
        }
        if failed { Err(Failed) } else { Ok(all_of(conditions)) }
    }

    fn operator(&mut self, column: &ColumnRef, place: Span, member: Member, flags: &str) -> Parse<Option<Condition>> {
        let Member { key, key_span, value } = member;
        let Some(operator) = json_operator(&key) else { return self.no_operator(&key, key_span) };
        let condition = match operator.kind {
            JsonOperatorKind::Options => return Ok(None),
            JsonOperatorKind::Compare(Comparison::Equal) if is_tags(column) => {
                self.tagged(column, place, key_span, vec![value])?
            }
            JsonOperatorKind::Compare(Comparison::NotEqual) if is_tags(column) => {
                opposite(self.tagged(column, place, key_span, vec![value])?)
            }
            JsonOperatorKind::Compare(comparison) => self.compare(column, place, key_span, comparison, value)?,
            JsonOperatorKind::In { negated } => {
                let found = self.one_of(column, place, key_span, value)?;
                if negated { opposite(found) } else { found }
            }
            JsonOperatorKind::Every => self.every(column, place, key_span, value)?,
            JsonOperatorKind::Exists => self.exists(column, place, key_span, &value)?,
            JsonOperatorKind::Regex => self.matches(column, place, key_span, value, flags)?,
            JsonOperatorKind::Not => match value.kind {
                JsonKind::Object(members) if !members.is_empty() => opposite(self.operators(column, place, members)?),
                _ => {
                    let mistake = Diagnostic::error(value.span.range(), "$not turns operators round");
                    return self.fail(mistake.with_hint("for another value than this write $ne"));
                }
            },
            JsonOperatorKind::And | JsonOperatorKind::Or | JsonOperatorKind::Nor => {
                let mistake =
                    Diagnostic::error(key_span.range(), format!("{key} joins whole filters and stands before the fields"));
                return self.fail(mistake.with_hint(format!("{{\"{key}\": [{{\"config.lr\": ...}}, ...]}}")));
            }
        };
        Ok(Some(condition))
    }

    fn no_operator(&mut self, name: &str, place: Span) -> Parse<Option<Condition>> {
        let mistake = if name.starts_with('$') {
            Diagnostic::error(place.range(), format!("there is no operator `{name}`"))
        } else {
            Diagnostic::error(place.range(), format!("`{name}` is no operator, and the others here are"))
        };
        let behind_a_field = |operator: &&JsonOperator| !operator.kind.joins_filters();
        let names = JSON_OPERATORS.iter().filter(behind_a_field).map(|operator| operator.name);
        self.fail(match nearest(name, names.clone()) {
            Some(near) => mistake.with_hint(format!("did you mean {near}?")).with_fix(format!("\"{near}\"")),
            None => mistake.with_hint(format!("the operators are {}", names.collect::<Vec<_>>().join(", "))),
        })
    }

    fn compare(
        &mut self,
        column: &ColumnRef,
        place: Span,
        operator: Span,
        comparison: Comparison,
        value: Json,
    ) -> Parse<Condition> {
        let subject = subject(column, place);
        let negated = comparison == Comparison::NotEqual;
        let span = value.span;
        let predicate = match value.kind {
            JsonKind::Null | JsonKind::Nan if comparison.is_ordering() => {
                return self.fail(Diagnostic::error(span.range(), "nothing is less or greater than this"));
            }
            JsonKind::Null => Predicate::IsNull { negated },
            JsonKind::Nan => Predicate::IsNan { negated },
            _ => {
                let literal = self.literal(value)?;
                Predicate::Compare(comparison, Expression::literal(folded(column, literal), span))
            }
        };
        let or_null = negated && !matches!(predicate, Predicate::IsNull { .. });
        let mut test = Test { subject, predicate, operator_span: operator };
        read_durations(&mut test);
        let condition = self.test(test.clone())?;
        Ok(if or_null { or_missing(&test, condition) } else { condition })
    }

    fn one_of(&mut self, column: &ColumnRef, place: Span, operator: Span, value: Json) -> Parse<Condition> {
        let values = self.list(value)?;
        if is_tags(column) {
            return self.tagged(column, place, operator, values);
        }
        let or_null = values.iter().any(|value| matches!(value.kind, JsonKind::Null));
        let mut literals = Vec::with_capacity(values.len());
        for value in values.into_iter().filter(|value| !matches!(value.kind, JsonKind::Null)) {
            literals.push(folded(column, self.literal(value)?));
        }
        let is_empty = literals.is_empty();
        let predicate = Predicate::OneOf { values: literals, negated: false };
        let mut test = Test { subject: subject(column, place), predicate, operator_span: operator };
        read_durations(&mut test);
        let found = if is_empty { Condition::Any(Vec::new()) } else { self.test(test.clone())? };
        Ok(if or_null { or_missing(&test, found) } else { found })
    }

    fn every(&mut self, column: &ColumnRef, place: Span, operator: Span, value: Json) -> Parse<Condition> {
        if !is_tags(column) {
            return self.fail(Diagnostic::error(operator.range(), "$all is for tags: no other field holds several values"));
        }
        let mut conditions = Vec::new();
        for value in self.list(value)? {
            conditions.push(self.tagged(column, place, operator, vec![value])?);
        }
        Ok(all_of(conditions))
    }

    fn exists(&mut self, column: &ColumnRef, place: Span, operator: Span, value: &Json) -> Parse<Condition> {
        let negated = match &value.kind {
            JsonKind::Boolean(exists) => *exists,
            JsonKind::Number(number) => number.value != 0.0,
            _ => return self.fail(Diagnostic::error(value.span.range(), "true or false is expected behind $exists")),
        };
        let predicate = Predicate::IsNull { negated };
        self.test(Test { subject: Expression::column(column.clone(), place), predicate, operator_span: operator })
    }

    fn matches(&mut self, column: &ColumnRef, place: Span, operator: Span, value: Json, flags: &str) -> Parse<Condition> {
        let JsonKind::Text(text) = value.kind else {
            return self
                .fail(Diagnostic::error(value.span.range(), "a regular expression between quotes is expected behind $regex"));
        };
        let text = if flags.is_empty() { text } else { format!("(?{flags}){text}") };
        self.rlike(Expression::column(column.clone(), place), operator, value.span, text)
    }

    fn rlike(&mut self, subject: Expression, operator: Span, place: Span, text: String) -> Parse<Condition> {
        let regex = Some(self.regex(&text, place)?);
        let pattern = Pattern { kind: PatternKind::RLike, text, regex };
        self.test(Test { subject, predicate: Predicate::Matches { pattern, negated: false }, operator_span: operator })
    }

    /// Whether any of some texts is among the run's tags, which stand in one text with commas between them.
    fn tagged(&mut self, column: &ColumnRef, place: Span, operator: Span, values: Vec<Json>) -> Parse<Condition> {
        let mut tags = Vec::with_capacity(values.len());
        let mut span = operator;
        for value in values {
            span = value.span;
            match value.kind {
                JsonKind::Text(text) => tags.push(literally(&text)),
                JsonKind::List(inner) => {
                    let all = inner.into_iter().map(|tag| self.tagged(column, place, operator, vec![tag]));
                    return Ok(all_of(all.collect::<Parse<Vec<_>>>()?));
                }
                _ => return self.fail(Diagnostic::error(span.range(), "a tag between quotes is expected")),
            }
        }
        if tags.is_empty() {
            return Ok(any_of(Vec::new()));
        }
        let pattern = format!(r#"(?:^|[\[,'"] *)(?:{})(?: *[\],'"]|$)"#, tags.join("|"));
        self.rlike(Expression::column(column.clone(), place), operator, span, pattern)
    }

    fn list(&mut self, value: Json) -> Parse<Vec<Json>> {
        let span = value.span;
        if let JsonKind::List(values) = value.kind {
            return Ok(values);
        }
        let fixed = format!("[{}]", self.slice(span));
        self.fail(Diagnostic::error(span.range(), "a list is expected here").with_fix(fixed))
    }

    fn literal(&mut self, value: Json) -> Parse<Literal> {
        let span = value.span;
        match value.kind {
            JsonKind::Text(text) => Ok(Literal::Text(text)),
            JsonKind::Number(number) => Ok(Literal::Number(number)),
            JsonKind::Boolean(value) => Ok(Literal::Boolean(value)),
            JsonKind::List(_) => {
                let fixed = format!("{{\"$in\": {}}}", self.slice(span));
                let mistake = Diagnostic::error(span.range(), "no field holds a list");
                self.fail(mistake.with_hint("for one of several values write $in").with_fix(fixed))
            }
            JsonKind::Null | JsonKind::Nan | JsonKind::Object(_) => {
                self.fail(Diagnostic::error(span.range(), "a number, text, true or false is expected here"))
            }
        }
    }
}

fn is_tags(column: &ColumnRef) -> bool {
    column.entity == Entity::Tag && column.key == "tags"
}

fn is_status(column: &ColumnRef) -> bool {
    column.entity == Entity::Attribute && column.key == "status"
}

/// The column, but for the state of a run: W&B writes `finished` and MLflow `FINISHED`, so both are read in small letters.
fn subject(column: &ColumnRef, place: Span) -> Expression {
    let value = Expression::column(column.clone(), place);
    let lower = FUNCTIONS.iter().find(|function| function.kind == FunctionKind::Lower && is_status(column));
    match lower {
        Some(lower) => Expression { kind: ExpressionKind::Call(lower, vec![value]), span: place },
        None => value,
    }
}

fn folded(column: &ColumnRef, literal: Literal) -> Literal {
    match literal {
        Literal::Text(text) if is_status(column) => Literal::Text(text.to_ascii_lowercase()),
        other => other,
    }
}

/// A regular expression that matches a text and nothing else.
fn literally(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len());
    for char in text.chars() {
        if char.is_ascii_punctuation() {
            pattern.push('\\');
        }
        pattern.push(char);
    }
    pattern
}
