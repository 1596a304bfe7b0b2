use std::ops::Range;

use runloom_table::{ColumnName, Dataset, RunTable, Values};

use super::columns::{detail, help, shortened};
use super::floor;
use super::place::{Expects, Usage, column_of, place_behind};
use super::subject::{Kind, kind_of_values};
use super::texts::{dataset_texts, quoted, texts_of};
use super::wording::{count, runs as runs_in_words};
use super::words::signature;
use crate::check::{missing_column, unknown_column};
use crate::duration::{parse_units, write_units};
use crate::language::{ENTITIES, Keyword, OPERATORS, Operator, attribute, entity, function, keyword};
use crate::limits;
use crate::resolve::resolve;
use crate::syntax::{Symbol, Token, TokenKind, lex, quoted_text, split_path, strip_key_quotes};
use crate::time::parse_time;
use crate::tree::{ColumnRef, Entity, Span};

/// What is known of the word at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Where the word stands, in bytes of the text.
    pub span: Range<usize>,
    /// What it is.
    pub title: String,
    /// More about it, a line each.
    pub lines: Vec<String>,
}

/// So many of the most frequent values are told.
const VALUES_TOLD: usize = 5;

/// What a word of a filter is.
enum Meaning {
    Column(ColumnRef),
    Operator(&'static Operator),
    Function(&'static crate::language::Function),
    Entity(Entity),
    /// A text that is compared with a column.
    Value(ColumnRef, String),
    /// A word or text that is looked for.
    Search(String),
    Date(String),
    Duration(f64),
    Word(&'static str, &'static str),
}

/// The columns whose values [`explain`] shows.
pub fn explanation_columns(text: &str, at: usize, runs: &RunTable) -> Vec<ColumnName> {
    let column = match meaning(text, at, runs) {
        Some((_, Meaning::Column(column) | Meaning::Value(column, _))) => resolve(runs, &column),
        Some((_, Meaning::Search(_))) => resolve(runs, &ColumnRef::new(Entity::Attribute, "run_name")),
        _ => None,
    };
    column.into_iter().collect()
}

/// What the word at a place of a filter, in bytes, means; `None` where there is nothing to say.
///
/// Values are told as far as their columns are loaded, see [`explanation_columns`].
pub fn explain(text: &str, at: usize, dataset: &Dataset) -> Option<Explanation> {
    let runs = &dataset.runs;
    let (span, meaning) = meaning(text, at, runs)?;
    let (title, lines) = match meaning {
        Meaning::Column(column) => (column.to_string(), column_lines(&column, runs)),
        Meaning::Operator(operator) => {
            let mut lines = vec![operator.help.to_owned(), format!("`{}`", operator.usage)];
            if operator.in_mlflow.is_empty() {
                lines.push("MLflow's own filters do not know it.".to_owned());
            }
            (operator.name.to_owned(), lines)
        }
        Meaning::Function(function) => (signature(function), vec![function.help.to_owned()]),
        Meaning::Entity(entity) => {
            let entry = ENTITIES.iter().find(|entry| entry.entity == entity)?;
            (entity.prefix().to_owned(), vec![entry.help.to_owned()])
        }
        Meaning::Value(column, value) => (quoted(&shortened(&value), false), vec![value_line(&column, &value, runs)]),
        Meaning::Search(text) => {
            let column = ColumnRef::new(Entity::Attribute, "run_name");
            let held = texts(&column, runs, &|name| name.to_lowercase().contains(&text.to_lowercase()));
            let mut lines = vec!["Runs whose name holds this, capital or small.".to_owned()];
            lines.extend(held.map(runs_in_words));
            (shortened(&text), lines)
        }
        Meaning::Date(text) => (text, vec!["A moment in UTC, unless it has an offset.".to_owned()]),
        Meaning::Duration(micros) => {
            let mut units = String::new();
            write_units(micros, &mut units).ok()?;
            (units, vec![format!("A length of time: {} seconds.", runloom_table::format_real(micros / 1e6))])
        }
        Meaning::Word(title, line) => (title.to_owned(), vec![line.to_owned()]),
    };
    Some(Explanation { span, title, lines })
}

fn meaning(text: &str, at: usize, runs: &RunTable) -> Option<(Range<usize>, Meaning)> {
    if text.len() > limits::TEXT_BYTES || text.trim_start().starts_with('{') {
        return None;
    }
    let at = floor(text, at);
    let mut tokens = lex(text);
    tokens.pop();
    let behind = tokens.iter().position(|token| token.range().end > at).unwrap_or(tokens.len());
    let is_at = |token: &&Token| token.range().start <= at && at <= token.range().end;
    let index = [Some(behind), behind.checked_sub(1)]
        .into_iter()
        .flatten()
        .find(|index| tokens.get(*index).is_some_and(|token| is_at(&token)))?;
    let token = tokens.get(index)?;
    let (span, raw) = (token.range(), token.text(text));
    let next = tokens.get(index + 1);
    let expects = || place_behind(text, tokens.get(..index)?, runs).map(|place| place.expects);
    let named = |key: &str| Meaning::Column(ColumnRef::new(Entity::Attribute, key));
    let found = match token.kind {
        TokenKind::Path => {
            let (prefix, key) = split_path(raw);
            match column_of(raw) {
                Some(column) if at < span.end - key.len() || column.key.is_empty() => {
                    return Some((span.start..span.end - key.len(), Meaning::Entity(entity(prefix.trim_matches('`'))?)));
                }
                Some(column) => Meaning::Column(column),
                None => Meaning::Search(raw.to_owned()),
            }
        }
        TokenKind::Word if next.is_some_and(|next| next.kind == TokenKind::Symbol(Symbol::Open) && token.touches(*next)) => {
            Meaning::Function(function(raw)?)
        }
        TokenKind::Word => match keyword(raw) {
            Some(word) => of_keyword(word, raw, text, &tokens, index)?,
            None if attribute(raw).is_some() || runs.position(&ColumnName::attribute(raw)).is_some() => named(raw),
            None => Meaning::Search(raw.to_owned()),
        },
        TokenKind::Backticked => named(&strip_key_quotes(raw)),
        TokenKind::SingleQuoted | TokenKind::DoubleQuoted | TokenKind::Escaped | TokenKind::Raw => {
            let value = quoted_text(raw);
            match expects()? {
                Expects::Value { subject, .. } if parse_time(&value).is_some() && subject.kind(runs) == Kind::Time => {
                    Meaning::Date(value)
                }
                Expects::Value { usage: Usage::Pattern(_) | Usage::Part { .. }, .. } => return None,
                Expects::Value { subject, .. } => Meaning::Value(subject.column()?.clone(), value),
                Expects::Clause if attribute(&value).is_some() && token.kind == TokenKind::DoubleQuoted => named(&value),
                Expects::Clause | Expects::Joint => Meaning::Search(value),
                _ => return None,
            }
        }
        TokenKind::Duration => Meaning::Duration(parse_units(raw)?),
        TokenKind::Symbol(_) => {
            Meaning::Operator(OPERATORS.iter().find(|operator| operator.name == raw || operator.also.contains(&raw))?)
        }
        _ => return None,
    };
    Some((span, found))
}

/// What a keyword means beside those next to it.
fn of_keyword(word: Keyword, raw: &str, text: &str, tokens: &[Token], index: usize) -> Option<Meaning> {
    let keyword_at = |index: usize| keyword(tokens.get(index)?.text(text));
    let before = |count: usize| index.checked_sub(count).and_then(keyword_at);
    let is_state = |word| matches!(word, Some(Keyword::Null | Keyword::Nan));
    let name = match word {
        Keyword::True => return Some(Meaning::Word("TRUE", "A truth value; alone, it keeps every run.")),
        Keyword::False => return Some(Meaning::Word("FALSE", "A truth value; alone, it keeps no run.")),
        Keyword::Infinity => return Some(Meaning::Word("INF", "Infinity, larger than every number.")),
        Keyword::Is => match [keyword_at(index + 1), keyword_at(index + 2)].into_iter().find(|word| is_state(*word)).flatten() {
            Some(Keyword::Nan) => "IS NAN",
            _ => "IS NULL",
        },
        Keyword::Not if before(1) == Some(Keyword::Is) => match keyword_at(index + 1) {
            Some(Keyword::Nan) => "IS NAN",
            _ => "IS NULL",
        },
        Keyword::Nan => "IS NAN",
        Keyword::Null => "IS NULL",
        _ => raw,
    };
    let found = OPERATORS.iter().find(|operator| {
        let mut spellings = [operator.name].into_iter().chain(operator.also.iter().copied());
        spellings.any(|spelling| spelling.eq_ignore_ascii_case(name))
    });
    found.map(Meaning::Operator)
}

fn column_lines(column: &ColumnRef, runs: &RunTable) -> Vec<String> {
    let mut lines = Vec::new();
    let name = resolve(runs, column);
    let Some(found) = name.as_ref().and_then(|name| runs.column(name)) else {
        let wrong = unknown_column(column, Span::default(), runs).or_else(|| missing_column(column, Span::default(), runs));
        lines.extend(wrong.into_iter().flat_map(|wrong| [Some(wrong.message), wrong.hint]).flatten());
        return lines;
    };
    lines.push(help(column).to_owned());
    lines.push(detail(column, found, runs.rows()));
    if let Some(name) = name.filter(|name| name.key != column.key && column.entity != Entity::Dataset) {
        lines.push(format!("Kept as {name}."));
    }
    if let Some(missing) = found.summary().missing.filter(|missing| *missing > 0) {
        let are = if missing == 1 { "run has" } else { "runs have" };
        lines.push(format!("{} {are} none.", count(missing)));
    }
    if let Ok(values) = found.values()
        && matches!(kind_of_values(found), Kind::Text | Kind::Boolean)
    {
        let texts = match values {
            Values::Text(jsons) if column.entity == Entity::Dataset => dataset_texts(jsons, &column.key),
            values => texts_of(values, None),
        };
        let told = texts.most_frequent(VALUES_TOLD);
        let told: Vec<String> = told.map(|(text, runs)| format!("{} ({})", shortened(text), count(runs))).collect();
        if told.len() > 1 {
            lines.push(told.join(", "));
        }
    }
    lines
}

fn value_line(column: &ColumnRef, value: &str, runs: &RunTable) -> String {
    match texts(column, runs, &|text| text == value) {
        Some(held) => format!("{} with this {column}.", runs_in_words(held)),
        None => format!("Text that {column} is compared with."),
    }
}

/// How many runs have a text that fulfils a test; `None` before the column is loaded.
fn texts(column: &ColumnRef, runs: &RunTable, test: &dyn Fn(&str) -> bool) -> Option<usize> {
    let values = runs.column(&resolve(runs, column)?)?.values().ok()?;
    let texts = match values {
        Values::Text(jsons) if column.entity == Entity::Dataset => dataset_texts(jsons, &column.key),
        values => texts_of(values, None),
    };
    Some(texts.counted.iter().filter(|(text, _)| test(text)).map(|(_, count)| *count as usize).sum())
}
