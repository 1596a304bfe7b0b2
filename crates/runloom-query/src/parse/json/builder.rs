use super::value::{Json, JsonKind, Member};
use crate::diagnostic::Diagnostic;
use crate::language::{JSON_OPERATORS, JsonOperatorKind, WANDB_FIELDS, json_operator, wandb_column};
use crate::limits;
use crate::parse::{Failed, Parse, unreadable};
use crate::regex::Regex;
use crate::suggest::nearest;
use crate::tree::{ColumnRef, Condition, Predicate, Span, Test};

/// Turns JSON into a condition and collects what is wrong.
pub(super) struct Builder<'a> {
    pub(super) source: &'a str,
    diagnostics: Vec<Diagnostic>,
    conditions: usize,
    regexes: usize,
}

/// Reads a whole filter.
pub(super) fn build(source: &str, json: Json) -> (Condition, Vec<Span>, Vec<Diagnostic>) {
    let mut builder = Builder { source, diagnostics: Vec::new(), conditions: 0, regexes: 0 };
    let clauses = clauses(&json);
    let condition = builder.filter(json).unwrap_or_else(|Failed| unreadable());
    (condition, clauses, builder.diagnostics)
}

/// Where the parts stand that a filter joins.
fn clauses(json: &Json) -> Vec<Span> {
    let JsonKind::Object(members) = &json.kind else { return Vec::new() };
    match members.as_slice() {
        [Member { key, value: Json { kind: JsonKind::List(filters), .. }, .. }] if matches!(key.as_str(), "$and" | "$or") => {
            filters.iter().map(|filter| filter.span).collect()
        }
        members => members.iter().map(|member| member.key_span.to(member.value.span)).collect(),
    }
}

impl Builder<'_> {
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < limits::DIAGNOSTICS {
            self.diagnostics.push(diagnostic);
        }
    }

    pub(super) fn fail<T>(&mut self, diagnostic: Diagnostic) -> Parse<T> {
        self.report(diagnostic);
        Err(Failed)
    }

    pub(super) fn slice(&self, span: Span) -> &str {
        self.source.get(span.range()).unwrap_or_default()
    }

    /// A comparison, counted.
    pub(super) fn test(&mut self, test: Test) -> Parse<Condition> {
        self.conditions += 1;
        if self.conditions == limits::CONDITIONS + 1 {
            let message = format!("the filter has more than {} conditions", limits::CONDITIONS);
            return self.fail(Diagnostic::error(test.subject.span.range(), message).with_hint("$in takes a list of any length"));
        }
        if self.conditions > limits::CONDITIONS {
            return Err(Failed);
        }
        Ok(Condition::Test(test))
    }

    /// A compiled regular expression, counted.
    pub(super) fn regex(&mut self, pattern: &str, span: Span) -> Parse<Regex> {
        self.regexes += 1;
        if self.regexes > limits::REGEXES {
            return self.fail(Diagnostic::error(span.range(), "the filter has too many regular expressions"));
        }
        Regex::new(pattern).or_else(|reason| self.fail(Diagnostic::error(span.range(), reason)))
    }

    fn filter(&mut self, json: Json) -> Parse<Condition> {
        let span = json.span;
        match json.kind {
            JsonKind::Object(members) => self.members(members, ""),
            _ => self.fail(Diagnostic::error(span.range(), "a filter between { and } is expected")),
        }
    }

    /// The members of an object, all of which have to hold. `prefix` is what stands before their keys.
    fn members(&mut self, members: Vec<Member>, prefix: &str) -> Parse<Condition> {
        let mut conditions = Vec::with_capacity(members.len());
        let mut failed = false;
        for member in members {
            match self.member(member, prefix) {
                Ok(condition) => conditions.push(condition),
                Err(Failed) => failed = true,
            }
        }
        if failed { Err(Failed) } else { Ok(all_of(conditions)) }
    }

    fn member(&mut self, member: Member, prefix: &str) -> Parse<Condition> {
        if prefix.is_empty() && member.key.starts_with('$') {
            return self.joint(member);
        }
        let path = format!("{prefix}{}", member.key);
        let place = member.key_span;
        match member.value.kind {
            JsonKind::Object(members) if members.is_empty() => {
                let mistake = Diagnostic::error(member.value.span.range(), "there is nothing between these braces");
                self.fail(mistake.with_hint("write a value, or operators such as {\"$gt\": 0.1}"))
            }
            JsonKind::Object(members) if members.iter().any(|member| member.key.starts_with('$')) => {
                let column = self.column(&path, place)?;
                self.operators(&column, place, members)
            }
            JsonKind::Object(members) => self.members(members, &format!("{path}.")),
            _ => {
                let column = self.column(&path, place)?;
                self.equals(&column, place, member.value)
            }
        }
    }

    /// `$and`, `$or` and `$nor`.
    fn joint(&mut self, member: Member) -> Parse<Condition> {
        let place = member.key_span.range();
        let Some(operator) = json_operator(&member.key).filter(|operator| operator.kind.joins_filters()) else {
            return self.no_joint(&member.key, member.key_span);
        };
        let JsonKind::List(filters) = member.value.kind else {
            let text = self.slice(member.value.span).to_owned();
            let mistake = Diagnostic::error(member.value.span.range(), format!("{} joins a list of filters", operator.name));
            return self.fail(mistake.with_fix(format!("[{text}]")));
        };
        if filters.is_empty() {
            return self.fail(Diagnostic::error(place, format!("the list behind {} is empty", operator.name)));
        }
        let mut conditions = Vec::with_capacity(filters.len());
        let mut failed = false;
        for filter in filters {
            match self.filter(filter) {
                Ok(condition) => conditions.push(condition),
                Err(Failed) => failed = true,
            }
        }
        if failed {
            return Err(Failed);
        }
        Ok(match operator.kind {
            JsonOperatorKind::Or => any_of(conditions),
            JsonOperatorKind::Nor => all_of(conditions.into_iter().map(opposite).collect()),
            _ => all_of(conditions),
        })
    }

    fn no_joint(&mut self, name: &str, place: Span) -> Parse<Condition> {
        let mistake = Diagnostic::error(place.range(), format!("`{name}` joins no filters"));
        if json_operator(name).is_some() {
            return self.fail(mistake.with_hint(format!("it stands behind a field: {{\"config.lr\": {{\"{name}\": ...}}}}")));
        }
        let joints = JSON_OPERATORS.iter().filter(|operator| operator.kind.joins_filters()).map(|operator| operator.name);
        self.fail(match nearest(name, joints) {
            Some(near) => mistake.with_hint(format!("did you mean {near}?")).with_fix(format!("\"{near}\"")),
            None => mistake.with_hint("filters are joined by $and, $or and $nor"),
        })
    }

    fn column(&mut self, path: &str, place: Span) -> Parse<ColumnRef> {
        if let Some(column) = wandb_column(path) {
            return Ok(column);
        }
        let mistake = Diagnostic::error(place.range(), format!("a W&B run has no field `{path}`"));
        let known = WANDB_FIELDS.iter().flat_map(|field| field.names).copied();
        let (head, rest) = path.split_once('.').map_or((path, None), |(head, rest)| (head, Some(rest)));
        let near_prefix = rest.and_then(|rest| Some((nearest(head, ["config", "summary_metrics"].into_iter())?, rest)));
        self.fail(match (near_prefix, nearest(path, known)) {
            (Some((head, rest)), _) => {
                mistake.with_hint(format!("did you mean {head}.{rest}?")).with_fix(format!("\"{head}.{rest}\""))
            }
            (None, Some(near)) => mistake.with_hint(format!("did you mean {near}?")).with_fix(format!("\"{near}\"")),
            (None, None) => mistake.with_hint("inputs are called config.…, results summary_metrics.…"),
        })
    }
}

pub(super) fn all_of(mut conditions: Vec<Condition>) -> Condition {
    match conditions.pop() {
        Some(only) if conditions.is_empty() => only,
        last => {
            conditions.extend(last);
            Condition::All(conditions)
        }
    }
}

pub(super) fn any_of(mut conditions: Vec<Condition>) -> Condition {
    match conditions.pop() {
        Some(only) if conditions.is_empty() => only,
        last => {
            conditions.extend(last);
            Condition::Any(conditions)
        }
    }
}

/// A condition, or that there is no value.
pub(super) fn or_missing(test: &Test, condition: Condition) -> Condition {
    let is_null = Predicate::IsNull { negated: false };
    let missing = Test { subject: test.subject.clone(), predicate: is_null, operator_span: test.operator_span };
    Condition::Any(vec![condition, Condition::Test(missing)])
}

/// The opposite as MongoDB means it: a run without a value fulfils no comparison, and so fulfils the opposite of each.
pub(super) fn opposite(condition: Condition) -> Condition {
    match condition {
        Condition::All(parts) => Condition::Any(parts.into_iter().map(opposite).collect()),
        Condition::Any(parts) => Condition::All(parts.into_iter().map(opposite).collect()),
        Condition::Not(inner) => *inner,
        Condition::Test(mut test) => {
            if let Predicate::IsNull { negated } = &mut test.predicate {
                *negated = !*negated;
                return Condition::Test(test);
            }
            let not = Condition::Not(Box::new(Condition::Test(test.clone())));
            or_missing(&test, not)
        }
        search @ Condition::Search(_) => Condition::Not(Box::new(search)),
    }
}
