//! Functions, prefixes, operators and words that join.

use runloom_table::RunTable;

use super::columns::{entity_of, option_kind};
use super::matching::{INSIDE, PREFIX, Ranking, Word};
use super::subject::{Kind, Subject};
use super::typed::Typed;
use super::wording::quantity;
use super::{CompletionOption, OptionKind};
use crate::language::{ENTITIES, FUNCTIONS, Function, OPERATORS, Operator};
use crate::tree::Entity;

/// Functions whose result fits; `None` takes all, also those that are conditions.
pub(super) fn functions(typed: &Typed, result: Option<Kind>, before_open: bool) -> Vec<(u8, CompletionOption)> {
    let mut ranking = Ranking::default();
    for (at, function) in FUNCTIONS.iter().enumerate() {
        let fits = match result {
            None => true,
            Some(Kind::Text) => function.kind.gives_text(),
            Some(_) => !function.kind.gives_text() && !function.kind.is_condition(),
        };
        if let Some(class) = typed.word.class(function.name).filter(|class| fits && *class < INSIDE) {
            ranking.add([class, 0, 0, 0, 0], 0, at);
        }
    }
    let found = ranking.best(usize::MAX).into_iter();
    found.filter_map(|(class, at)| Some((class, call(FUNCTIONS.get(at)?, before_open)))).collect()
}

fn call(function: &'static Function, before_open: bool) -> CompletionOption {
    let (insert, caret) = match function.name {
        name if before_open => (name.to_owned(), None),
        name => (format!("{name}()"), Some(name.len() + 1)),
    };
    CompletionOption {
        label: function.name.to_owned(),
        insert,
        caret,
        kind: OptionKind::Function,
        detail: signature(function),
        help: Some(function.help),
    }
}

/// `starts_with(text, beginning)`.
pub(super) fn signature(function: &Function) -> String {
    format!("{}({})", function.name, function.arguments.join(", "))
}

/// Prefixes of columns that the table has.
pub(super) fn prefixes(typed: &Typed, compared: bool, runs: &RunTable) -> Vec<CompletionOption> {
    let mut found = Vec::new();
    for entry in ENTITIES {
        let begins = entry.spellings.iter().any(|spelling| typed.word.class(spelling).is_some_and(|class| class <= PREFIX));
        let count = match entry.entity {
            Entity::Dataset => usize::from(compared && super::has_datasets(runs)),
            entity => runs.columns().iter().filter(|column| entity_of(column.name().kind) == entity).count(),
        };
        if !begins || count == 0 {
            continue;
        }
        let detail = if entry.entity == Entity::Dataset { "data sets".to_owned() } else { quantity(count, entry.entity.word()) };
        let kind = option_kind(entry.entity);
        found.push(option(entry.entity.prefix(), entry.entity.prefix(), kind, detail, Some(entry.help)));
    }
    found
}

/// The operators that fit a value, the most likely first, and their opposites.
pub(super) fn operators(typed: &Typed, subject: &Subject, kind: Kind, negated: bool, apart: bool) -> Vec<CompletionOption> {
    let mut ranking = Ranking::default();
    let is_datasets = matches!(subject, Subject::Column(column) if column.entity == Entity::Dataset);
    for (at, operator) in OPERATORS.iter().enumerate() {
        let place = operator.places[kind.index()];
        if place == 0 || is_datasets && !fits_datasets(operator) {
            continue;
        }
        let spellings = || [operator.name].into_iter().chain(operator.also.iter().copied());
        let class = |word: &Word, not: bool| {
            let found = if not {
                opposite(operator).and_then(|name| word.class(&name))
            } else {
                spellings().filter_map(|name| word.class(name)).min()
            };
            found.filter(|class| *class <= PREFIX || not && *class == 2)
        };
        if !negated && let Some(class) = class(&typed.word, false) {
            ranking.add([class, 0, place, 0, 0], 0, at * 2);
        }
        if let Some(class) = class(&typed.word, true).filter(|_| !negated || !operator.name.starts_with("IS ")) {
            let later = u8::from(!operator.name.starts_with("IS "));
            ranking.add([class, later, place, 1, 0], 0, at * 2 + 1);
        }
    }
    let found = ranking.best(usize::MAX).into_iter();
    found
        .filter_map(|(_, at)| {
            let operator = OPERATORS.get(at / 2)?;
            let name = if at % 2 == 0 { operator.name.to_owned() } else { opposite(operator)? };
            Some(written(operator, &name, negated, apart))
        })
        .collect()
}

fn fits_datasets(operator: &Operator) -> bool {
    !matches!(operator.name, "<" | "<=" | ">" | ">=" | "BETWEEN" | "IS NAN")
}

/// `NOT IN`, `IS NOT NULL`: the name of an operator's opposite, if it is made with `NOT`.
fn opposite(operator: &Operator) -> Option<String> {
    if operator.places == [0; 4] || !operator.name.starts_with(|char: char| char.is_ascii_alphabetic()) {
        return None;
    }
    Some(match operator.name.strip_prefix("IS ") {
        Some(state) => format!("IS NOT {state}"),
        None => format!("NOT {}", operator.name),
    })
}

fn written(operator: &'static Operator, name: &str, without_not: bool, apart: bool) -> CompletionOption {
    let text = if without_not { name.strip_prefix("NOT ").unwrap_or(name) } else { name };
    let mut insert = if apart { String::new() } else { " ".to_owned() };
    insert.push_str(text);
    let mut caret = None;
    match operator.name {
        "IN" => {
            insert.push_str(" ()");
            caret = Some(insert.len() - 1);
        }
        name if name.starts_with("IS ") => {}
        _ => insert.push(' '),
    }
    let detail = operator.usage.to_owned();
    CompletionOption { label: text.to_owned(), insert, caret, kind: OptionKind::Operator, detail, help: Some(operator.help) }
}

/// `NULL`, `NOT NULL`, `NAN`, … behind `IS`.
pub(super) fn states(typed: &Typed, negated: bool) -> Vec<CompletionOption> {
    let states = || OPERATORS.iter().filter_map(|operator| Some((operator.name.strip_prefix("IS ")?, operator)));
    let mut found = Vec::new();
    for not in ["", "NOT "] {
        for (state, operator) in states().filter(|_| !(negated && not == "NOT ")) {
            let text = format!("{not}{state}");
            if typed.word.class(&text).is_some_and(|class| class <= 2) {
                found.push(option(&text, &text, OptionKind::Keyword, operator.usage.to_owned(), Some(operator.help)));
            }
        }
    }
    found
}

/// The words of the table that are no comparisons: `AND`, `OR` or `NOT`.
pub(super) fn joint(typed: &Typed, names: &[&str], apart: bool) -> Vec<CompletionOption> {
    let mut found = Vec::new();
    for operator in OPERATORS.iter().filter(|operator| names.contains(&operator.name)) {
        if typed.word.class(operator.name).is_some_and(|class| class <= PREFIX) {
            let insert = format!("{}{} ", if apart { "" } else { " " }, operator.name);
            found.push(option(operator.name, &insert, OptionKind::Keyword, operator.usage.to_owned(), Some(operator.help)));
        }
    }
    found
}

/// A sign that goes where nothing is typed.
pub(super) fn sign(typed: &Typed, label: &str, insert: &str, detail: &str) -> Option<CompletionOption> {
    typed.word.is_empty().then(|| option(label, insert, OptionKind::Keyword, detail.to_owned(), None))
}

pub(super) fn option(
    label: &str,
    insert: &str,
    kind: OptionKind,
    detail: String,
    help: Option<&'static str>,
) -> CompletionOption {
    CompletionOption { label: label.to_owned(), insert: insert.to_owned(), caret: None, kind, detail, help }
}

/// What an argument should be, by the word for it in the table.
pub(super) fn argument_kind(function: &Function, index: usize) -> Option<Kind> {
    match *function.arguments.get(index)? {
        "number" | "metric" => Some(Kind::Number),
        "value" => None,
        _ => Some(Kind::Text),
    }
}
