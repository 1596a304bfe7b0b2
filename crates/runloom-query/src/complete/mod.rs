//! What may stand at a place of a text, best first, and what the words around it mean.

mod columns;

use std::ops::Range;

use runloom_table::{ColumnName, Dataset, RunTable};

/// The most options of one answer.
const MOST_OPTIONS: usize = 60;

/// What may stand at the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// What an accepted option replaces, in bytes of the text.
    pub span: Range<usize>,
    /// The options that go with what is typed already, best first.
    pub options: Vec<CompletionOption>,
    /// The function call round the cursor.
    pub signature: Option<Signature>,
}

/// One thing that may stand at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompletionOption {
    /// What a list shows.
    pub label: String,
    /// What goes into the text, with quotes where they are needed.
    pub insert: String,
    /// Where the caret goes, in bytes of `insert`; `None` is behind it.
    pub caret: Option<usize>,
    /// What it is.
    pub kind: OptionKind,
    /// One short line.
    pub detail: String,
    /// A sentence or two.
    pub help: Option<&'static str>,
}

/// What a [`CompletionOption`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// A fact about every run.
    Attribute,
    /// An input.
    Param,
    /// A result.
    Metric,
    /// A note.
    Tag,
    /// Something about the data sets of a run.
    Dataset,
    /// A function.
    Function,
    /// An operator.
    Operator,
    /// A word that joins or turns round conditions, a parenthesis.
    Keyword,
    /// A value of the column that is compared.
    Value,
}

/// A function call, for showing what its arguments are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// `starts_with(text, beginning)`.
    pub label: String,
    /// The argument at the cursor, in bytes of the label.
    pub argument: Range<usize>,
    /// What the function computes.
    pub help: &'static str,
}

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

/// The columns whose values [`complete`] shows and that are not loaded: the one that is compared at the cursor, if any.
pub fn completion_columns(_text: &str, _cursor: usize, _runs: &RunTable) -> Vec<ColumnName> {
    Vec::new()
}

/// What may stand at the cursor, a place in bytes. `explicit` is whether the user asked for it.
///
/// The text may be broken on both sides of the cursor. Takes time linear in the text; never fails.
pub fn complete(text: &str, cursor: usize, _explicit: bool, dataset: &Dataset) -> Completion {
    let cursor = floor(text, cursor);
    let before = text.get(..cursor).unwrap_or_default();
    let typed = before.rfind(|char: char| !(char.is_alphanumeric() || matches!(char, '_' | '.'))).map_or(0, |at| at + 1);
    let typed = floor(text, typed);
    let word = before.get(typed..).unwrap_or_default();
    let mut options = columns::matching(word, &dataset.runs);
    options.truncate(MOST_OPTIONS);
    Completion { span: typed..cursor, options, signature: None }
}

/// The columns whose values [`explain`] shows and that are not loaded.
pub fn explanation_columns(_text: &str, _at: usize, _runs: &RunTable) -> Vec<ColumnName> {
    Vec::new()
}

/// What the word at a place, in bytes, means; `None` where there is nothing to say.
pub fn explain(_text: &str, _at: usize, _dataset: &Dataset) -> Option<Explanation> {
    None
}

/// The nearest place at or before `at` where a character begins.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
