//! Values of the column that is compared.

use runloom_table::{Column, RunTable, ValueType, Values, parse_real};

use super::numbers::{durations, is_range, numbers};
use super::patterns::{parts, patterns};
use super::place::Usage;
use super::subject::{Kind, Subject};
use super::texts::{Texts, dataset_texts, quoted, texts_of};
use super::times::times;
use super::typed::{Form, Typed};
use super::wording::runs as runs_in_words;
use super::words::option;
use super::{CompletionOption, OptionKind};
use crate::language::{FunctionKind, attribute};
use crate::resolve::resolve;
use crate::tree::Entity;

/// Values that may be compared, most likely first. `taken` are those that a list holds already.
pub(super) fn values(
    typed: &Typed,
    subject: &Subject,
    usage: Usage,
    taken: &[String],
    runs: &RunTable,
    most: usize,
) -> Vec<CompletionOption> {
    let Some(column) = subject.column() else { return Vec::new() };
    let found = resolve(runs, column).and_then(|name| runs.column(&name));
    let kind = subject.kind(runs);
    let mut options = match found.and_then(|found| Some((found, found.values().ok()?))) {
        None => Vec::new(),
        Some((_, Values::Text(jsons))) if column.entity == Entity::Dataset => {
            let texts = dataset_texts(jsons, &column.key);
            of_texts(typed, &texts, usage, taken, most)
        }
        Some((_, values)) if matches!(usage, Usage::Pattern(_) | Usage::Part { .. }) => {
            of_texts(typed, &texts_of(values, letter_case(subject)), usage, taken, most)
        }
        Some((found, values)) => match kind {
            Kind::Text => {
                // Numbers among texts are put in order by value.
                let by_value = is_range(usage) && typed.form == Form::Bare && column.entity != Entity::Attribute;
                let mut options = if by_value { numbers(typed, found, usage, is_counted(subject)) } else { Vec::new() };
                if options.is_empty() {
                    options = of_texts(typed, &texts_of(values, letter_case(subject)), usage, taken, most);
                }
                options
            }
            _ if typed.form == Form::Quoted && kind != Kind::Time => match values {
                Values::Text(_) => of_texts(typed, &texts_of(values, None), usage, taken, most),
                _ => Vec::new(),
            },
            Kind::Number => {
                let mut options = numbers(typed, found, usage, is_counted(subject));
                if let Values::Text(_) = values
                    && !is_range(usage)
                    && found.typed().is_ok_and(|typed| typed.value_type == ValueType::Category)
                {
                    let mut words = texts_of(values, None);
                    words.counted.retain(|(text, _)| parse_real(text).is_none());
                    options.extend(of_texts(typed, &words, usage, taken, most));
                }
                options
            }
            Kind::Duration => durations(typed, found, usage),
            Kind::Time => times(typed, found, usage),
            Kind::Boolean => truths(typed, found),
        },
    };
    if kind == Kind::Text && column.entity == Entity::Attribute && !matches!(usage, Usage::Pattern(_)) {
        for value in attribute(&column.key).map_or(&[][..], |known| known.values) {
            let label = quoted(value, matches!(usage, Usage::Item(_)));
            let is_new = options.iter().all(|option| option.insert != label) && !taken.iter().any(|taken| taken == value);
            if is_new && typed.word.class(value).is_some() {
                options.push(option(&label, &label, OptionKind::Value, "no run".to_owned(), None));
            }
        }
    }
    options
}

fn of_texts(typed: &Typed, texts: &Texts<'_>, usage: Usage, taken: &[String], most: usize) -> Vec<CompletionOption> {
    match usage {
        Usage::Pattern(kind) => patterns(typed, texts, kind, most),
        Usage::Part { at_end } => parts(typed, texts, at_end, most),
        usage => texts.options(typed, taken, matches!(usage, Usage::Item(_)), most),
    }
}

/// Whether the numbers of the column are those that are compared.
fn is_counted(subject: &Subject) -> bool {
    match subject {
        Subject::Call(function, _) => function.kind == FunctionKind::Number,
        _ => true,
    }
}

fn letter_case(subject: &Subject) -> Option<FunctionKind> {
    match subject {
        Subject::Call(function, _) => Some(function.kind),
        _ => None,
    }
}

fn truths(typed: &Typed, column: &Column) -> Vec<CompletionOption> {
    let Ok(typed_values) = column.typed() else { return Vec::new() };
    let mut counts = [0, 0];
    for number in typed_values.numbers.iter().flatten() {
        counts[usize::from(number > 0.5)] += 1;
    }
    let mut truths = [("true", counts[1]), ("false", counts[0])];
    if counts[0] > counts[1] {
        truths.reverse();
    }
    let fitting = truths.into_iter().filter(|(text, _)| typed.word.class(text).is_some_and(|class| class <= 1));
    fitting.map(|(text, count)| option(text, text, OptionKind::Value, runs_in_words(count), None)).collect()
}
