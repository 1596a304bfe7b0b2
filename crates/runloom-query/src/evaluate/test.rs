use runloom_table::{RowMask, TextValues, texts_with};

use super::bits::Answer;
use super::pattern::Matcher;
use super::vector::{of_distinct, test_distinct};
use super::{EvaluateError, Scope, compare, datasets, functions, list, vector};
use crate::diagnostic::Diagnostic;
use crate::tree::{Comparison, Entity, Expression, Predicate, Test};

/// The rows that fulfil one comparison, or its opposite.
pub(crate) fn rows_of(scope: Scope<'_>, test: &Test, negated: bool) -> Result<RowMask, EvaluateError> {
    if test.subject.as_column().is_some_and(|column| column.entity == Entity::Dataset) {
        return datasets::rows_of(scope, test, negated);
    }
    if let Predicate::Compare(comparison, value) = &test.predicate
        && value.as_column().is_some_and(|column| column.entity == Entity::Dataset)
    {
        let predicate = Predicate::Compare(comparison.mirrored(), test.subject.clone());
        let turned = Test { subject: value.clone(), predicate, operator_span: test.operator_span };
        return datasets::rows_of(scope, &turned, negated);
    }
    let rows = scope.rows();
    let subject = &test.subject;
    let (answer, negated) = match &test.predicate {
        Predicate::Compare(comparison, value) => (compared(scope, subject, *comparison, value)?, negated),
        Predicate::Between { low, high, negated: outside } => {
            let outside = *outside ^ negated;
            let mut above = compared(scope, subject, Comparison::GreaterOrEqual, low)?.mask(outside);
            let below = compared(scope, subject, Comparison::LessOrEqual, high)?.mask(outside);
            if outside {
                above.or(&below);
            } else {
                above.and(&below);
            }
            return Ok(above);
        }
        Predicate::OneOf { values, negated: not } => (list::one_of(rows, &vector(scope, subject)?, values)?, *not ^ negated),
        Predicate::Matches { pattern, negated: not } => {
            let matcher = Matcher::new(pattern);
            let answer = matched(&*vector(scope, subject)?.texts(rows)?, &matcher);
            if matcher.is_exhausted() {
                return Err(too_much_work(test));
            }
            (answer, *not ^ negated)
        }
        Predicate::IsNull { negated: not } => (list::is_null(rows, &vector(scope, subject)?)?, *not ^ negated),
        Predicate::IsNan { negated: not } => (list::is_nan(rows, &vector(scope, subject)?)?, *not ^ negated),
        Predicate::Holds => (functions::condition(scope, subject)?, negated),
    };
    Ok(answer.mask(negated))
}

/// Refuses a regular expression that would take seconds.
pub(crate) fn too_much_work(test: &Test) -> EvaluateError {
    let message = "this regular expression takes too long on these texts";
    let mistake = Diagnostic::error(test.operator_span.range(), message);
    EvaluateError::Refused(
        mistake.with_hint("it follows very many ways at once; make repetitions such as {300} shorter, or anchor it with ^"),
    )
}

fn compared(scope: Scope<'_>, subject: &Expression, comparison: Comparison, value: &Expression) -> Result<Answer, EvaluateError> {
    if (subject.has_duration() || value.has_duration()) && (scope.has_moment(subject) || scope.has_moment(value)) {
        return compared(scope, &subject.in_millis(), comparison, &value.in_millis());
    }
    let (left, right) = (vector(scope, subject)?, vector(scope, value)?);
    Ok(compare::compare(scope.rows(), comparison, &left, &right)?)
}

/// Asks only those distinct texts that hold what every matching text holds.
fn matched(texts: &TextValues, matcher: &Matcher<'_>) -> Answer {
    let Some(needed) = matcher.needed() else { return test_distinct(texts, &|text| matcher.matches(text)) };
    let mut found = texts_with(texts.distinct(), needed.text, needed.ignore_case);
    if !needed.enough {
        for (found, text) in found.iter_mut().zip(texts.distinct()) {
            *found = *found && text.is_some_and(|text| matcher.matches(text));
        }
    }
    of_distinct(texts, &found)
}
