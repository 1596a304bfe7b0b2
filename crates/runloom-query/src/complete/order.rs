use runloom_table::Dataset;

use super::columns::{Position, Wanted, columns};
use super::cursor::Cursor;
use super::fill::keyword;
use super::place::Expects;
use super::typed::Form;
use super::words::functions;
use super::{Completion, CompletionOption, MOST_OPTIONS, fill, floor};
use crate::language;
use crate::language::Keyword;
use crate::syntax::{Token, TokenKind, lex};

/// What may stand behind the value of an order, in words of [`Keyword`], and what it means.
const DIRECTIONS: &[(&str, &str)] = &[
    ("ASC", "smallest first"),
    ("DESC", "largest first"),
    ("NULLS FIRST", "runs without a value first"),
    ("NULLS LAST", "runs without a value last"),
];

/// What may stand at the cursor of one key of an order; see [`super::complete`].
pub fn complete_order_by(text: &str, cursor: usize, dataset: &Dataset) -> Completion {
    let at = floor(text, cursor);
    let none = Completion { span: at..at, ..Completion::default() };
    let Some(cursor) = Cursor::read(text, at, &dataset.runs) else { return none };
    let before = text.get(..cursor.typed.span.start).unwrap_or_default();
    let typed = &cursor.typed;
    let words: Vec<Keyword> = lex(before).iter().filter_map(|token| direction(before, token)).collect();
    let options = match (words.last(), &cursor.place.expects) {
        (Some(Keyword::First | Keyword::Last), _) => Vec::new(),
        (Some(Keyword::Nulls), _) => directions(&cursor, "NULLS "),
        (Some(_), _) => directions(&cursor, "").into_iter().filter(|option| option.label.starts_with("NULLS")).collect(),
        (None, Expects::Clause) if typed.form != Form::Quoted => keys(&cursor, dataset, true),
        (None, Expects::Operator { .. } | Expects::Joint) => directions(&cursor, ""),
        (None, Expects::Operand | Expects::Argument { .. } | Expects::ArgumentJoint { .. }) => {
            fill::options(&cursor, true, &dataset.runs)
        }
        _ => Vec::new(),
    };
    Completion { signature: cursor.signature(), span: cursor.typed.span, options }
}

/// What may stand at the cursor of the columns by which runs are grouped; see [`super::complete`].
pub fn complete_group_by(text: &str, cursor: usize, dataset: &Dataset) -> Completion {
    let at = floor(text, cursor);
    let none = Completion { span: at..at, ..Completion::default() };
    let Some(cursor) = Cursor::read(text, at, &dataset.runs) else { return none };
    let options = match &cursor.place.expects {
        Expects::Clause if cursor.typed.form != Form::Quoted => keys(&cursor, dataset, false),
        Expects::Operator { .. } | Expects::Joint if cursor.typed.word.is_empty() => {
            vec![CompletionOption { insert: ", ".to_owned(), ..keyword(",", "one more column") }]
        }
        _ => Vec::new(),
    };
    Completion { signature: None, span: cursor.typed.span, options }
}

fn keys(cursor: &Cursor, dataset: &Dataset, computed: bool) -> Vec<CompletionOption> {
    let wanted = Wanted { kind: None, metric: false, position: Position::Key, fitting: false, near: true };
    let mut found: Vec<CompletionOption> =
        columns(&cursor.typed, wanted, &dataset.runs, MOST_OPTIONS / 2).into_iter().map(|(_, option)| option).collect();
    if computed && cursor.typed.form == Form::Bare {
        let values = functions(&cursor.typed, None, cursor.before_open).into_iter().map(|(_, option)| option);
        let is_condition = |name: &str| language::function(name).is_some_and(|function| function.kind.is_condition());
        found.extend(values.filter(|option| !is_condition(&option.label)));
    }
    found
}

fn directions(cursor: &Cursor, behind: &str) -> Vec<CompletionOption> {
    let labels = DIRECTIONS.iter().filter_map(|(label, detail)| Some((label.strip_prefix(behind)?, detail)));
    let fitting = labels.filter(|(label, _)| cursor.typed.word.class(label).is_some_and(|class| class <= 1));
    fitting.map(|(label, detail)| keyword(label, detail)).collect()
}

fn direction(text: &str, token: &Token) -> Option<Keyword> {
    let word = language::keyword(token.text(text)).filter(|_| token.kind == TokenKind::Word)?;
    matches!(word, Keyword::Ascending | Keyword::Descending | Keyword::Nulls | Keyword::First | Keyword::Last).then_some(word)
}
