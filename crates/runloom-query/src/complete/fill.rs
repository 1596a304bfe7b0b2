//! From what a place expects to options.

use runloom_table::{RunTable, sorted};

use super::columns::{Position, Wanted, columns};
use super::cursor::Cursor;
use super::place::{Expects, Usage};
use super::subject::{Kind, Subject};
use super::typed::Form;
use super::values::values;
use super::words::{argument_kind, functions, joint, operators, prefixes, sign, states};
use super::{CompletionOption, MOST_OPTIONS};
use crate::language::FunctionKind;

/// So many columns are offered beside values, while nothing is typed.
const COLUMNS_BESIDE: usize = 12;

pub(super) fn options(cursor: &Cursor, explicit: bool, runs: &RunTable) -> Vec<CompletionOption> {
    let Cursor { typed, place, apart, .. } = cursor;
    let close = |what: &str| sign(typed, ")", ")", what);
    match &place.expects {
        Expects::Clause => clause(cursor, explicit, runs),
        Expects::Operand => inside(cursor, Some(Kind::Number), false, explicit, runs),
        Expects::Operator { subject, negated } => {
            if typed.form == Form::Bare {
                operators(typed, subject, subject.kind(runs), *negated, *apart)
            } else {
                Vec::new()
            }
        }
        Expects::Value { subject, usage } => value(cursor, subject, *usage, runs),
        Expects::ListOpen => {
            let open = sign(typed, "( )", "()", "a list of values");
            open.map(|open| CompletionOption { caret: Some(1), ..open }).into_iter().collect()
        }
        Expects::ListJoint => sign(typed, ",", ", ", "one more value").into_iter().chain(close("the end of the list")).collect(),
        Expects::State { negated } => states(typed, *negated),
        Expects::RangeAnd => joint(typed, &["AND"], *apart),
        Expects::ValueJoint => close("the end of the value").into_iter().collect(),
        Expects::Joint => {
            let mut found = if typed.form == Form::Bare { joint(typed, &["AND", "OR"], *apart) } else { Vec::new() };
            if place.groups > 0 {
                found.extend(close("the end of the group"));
            }
            // Clauses may stand side by side.
            if found.is_empty() && !typed.word.is_empty() { clause(cursor, false, runs) } else { found }
        }
        Expects::Argument { function, index, before } => match before {
            Some(before) => {
                let at_end = function.kind == FunctionKind::EndsWith;
                value(cursor, &Subject::Text(Some(before.clone())), Usage::Part { at_end }, runs)
            }
            None if *index >= function.arguments.len() => Vec::new(),
            None => inside(cursor, argument_kind(function, *index), function.kind.is_history(), explicit, runs),
        },
        Expects::ArgumentJoint { function, index } => {
            let end = if index + 1 < function.arguments.len() {
                sign(typed, ",", ", ", "the next argument")
            } else {
                close("the end of the call")
            };
            end.into_iter().collect()
        }
    }
}

/// Where a condition may begin.
fn clause(cursor: &Cursor, explicit: bool, runs: &RunTable) -> Vec<CompletionOption> {
    let typed = &cursor.typed;
    let near = explicit || typed.word.raw().len() > 2;
    let wanted = Wanted { kind: None, metric: false, position: Position::Compared, fitting: false, near };
    match typed.form {
        Form::Quoted => return Vec::new(),
        Form::Path(_) | Form::Backticks => return without_classes(columns(typed, wanted, runs, MOST_OPTIONS)),
        Form::Bare => {}
    }
    let mut others: Vec<(u8, CompletionOption)> = Vec::new();
    others.extend(joint(typed, &["NOT"], true).into_iter().map(|not| (1, not)));
    let group = sign(typed, "( )", "()", "conditions that belong together");
    others.extend(group.map(|group| (1, CompletionOption { caret: Some(1), ..group })));
    others.extend(prefixes(typed, true, runs).into_iter().map(|prefix| (1, prefix)));
    others.extend(functions(typed, None, cursor.before_open));
    let room = if typed.word.is_empty() { MOST_OPTIONS.saturating_sub(others.len()) } else { MOST_OPTIONS };
    let wanted = Wanted { near: near && others.is_empty(), ..wanted };
    let mut found = columns(typed, wanted, runs, room);
    found.extend(others);
    by_class(found)
}

/// Where a part of a value may begin.
fn inside(cursor: &Cursor, kind: Option<Kind>, metric: bool, explicit: bool, runs: &RunTable) -> Vec<CompletionOption> {
    let typed = &cursor.typed;
    let near = explicit || typed.word.raw().len() > 2;
    let wanted = Wanted { kind, metric, position: Position::Inside, fitting: false, near };
    if typed.form == Form::Quoted {
        return Vec::new();
    }
    let mut others = Vec::new();
    if typed.form == Form::Bare && !metric {
        others = functions(typed, Some(kind.unwrap_or(Kind::Number)), cursor.before_open);
    }
    let room = if typed.word.is_empty() { MOST_OPTIONS.saturating_sub(others.len()) } else { MOST_OPTIONS };
    let mut found = columns(typed, wanted, runs, room);
    found.extend(others);
    by_class(found)
}

/// Where a value may stand that is compared.
fn value(cursor: &Cursor, subject: &Subject, usage: Usage, runs: &RunTable) -> Vec<CompletionOption> {
    let typed = &cursor.typed;
    let mut found = match typed.form {
        Form::Bare | Form::Quoted => values(typed, subject, usage, &cursor.taken, runs, MOST_OPTIONS),
        Form::Path(_) | Form::Backticks => Vec::new(),
    };
    let computes = !matches!(usage, Usage::Item(_) | Usage::Pattern(_));
    let is_dataset = matches!(subject, Subject::Column(column) if column.entity == crate::tree::Entity::Dataset);
    let kind = subject.kind(runs);
    let is_written = typed.word.raw().starts_with(|char: char| char.is_ascii_digit() || char == '-');
    if !computes || is_dataset || typed.form == Form::Quoted || is_written || typed.word.is_empty() && !kind.is_number() {
        return found;
    }
    let most = if typed.word.is_empty() { COLUMNS_BESIDE } else { MOST_OPTIONS };
    let wanted = Wanted {
        kind: Some(kind),
        metric: false,
        position: Position::Inside,
        fitting: !matches!(subject, Subject::Search | Subject::None),
        near: found.is_empty(),
    };
    let mut beside = columns(typed, wanted, runs, most);
    if typed.form == Form::Bare && !typed.word.is_empty() {
        beside.extend(functions(typed, Some(kind), cursor.before_open));
    }
    if typed.word.is_empty()
        && let Subject::Column(column) = subject
    {
        let own = column.to_string();
        beside.retain(|(_, option)| option.insert != own);
    }
    found.extend(by_class(beside));
    found
}

fn without_classes(found: Vec<(u8, CompletionOption)>) -> Vec<CompletionOption> {
    found.into_iter().map(|(_, option)| option).collect()
}

fn by_class(found: Vec<(u8, CompletionOption)>) -> Vec<CompletionOption> {
    without_classes(sorted(found, &mut |a, b| a.0.cmp(&b.0)))
}
