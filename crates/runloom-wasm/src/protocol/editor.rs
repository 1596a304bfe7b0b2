use runloom_query::OptionKind;
use serde::Serialize;
use tsify::Tsify;

use crate::utf16::{Utf16, units};

/// What may stand at the cursor. Offsets count UTF-16 units, as JavaScript does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct Completion {
    /// Where the text begins that an accepted option replaces.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// The options that go with what is typed already, best first, at most 60.
    pub options: Vec<CompletionOption>,
    /// The function call round the cursor.
    pub signature: Option<Signature>,
}

/// One thing that may stand at the cursor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct CompletionOption {
    /// What the list shows.
    pub label: String,
    /// What goes into the text. It ends with a space where something has to follow: ask again then.
    pub insert: String,
    /// Where the caret goes inside `insert`; `null` is behind it.
    pub caret: Option<usize>,
    /// What it is.
    pub kind: OptionKindName,
    /// One short line.
    pub detail: String,
    /// A sentence or two. Backticks stand round code.
    pub help: Option<String>,
}

/// [`OptionKind`] as the page names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum OptionKindName {
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct Signature {
    /// `starts_with(text, beginning)`.
    pub label: String,
    /// Where the argument at the cursor begins in the label.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What the function computes.
    pub help: String,
}

/// What is known of the word under the pointer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct Explanation {
    /// Where the word begins, in UTF-16 units.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What it is.
    pub title: String,
    /// More about it, a line each. Backticks stand round code.
    pub lines: Vec<String>,
}

/// One of the conditions that AND or OR joins outside all parentheses. Offsets count UTF-16 units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Tsify)]
#[tsify(missing_as_null)]
pub struct FilterClause {
    /// Where it starts.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// How many of all runs it alone keeps.
    pub runs: usize,
    /// Whether a brush can say the same.
    pub brushable: bool,
}

impl Completion {
    /// A completion with its places in UTF-16 units.
    pub(crate) fn of(text: &str, found: runloom_query::Completion) -> Self {
        let option = |option: runloom_query::CompletionOption| CompletionOption {
            caret: option.caret.map(|byte| units(&option.insert, byte)),
            label: option.label,
            insert: option.insert,
            kind: option.kind.into(),
            detail: option.detail,
            help: option.help.map(str::to_owned),
        };
        let mut places = Utf16::new(text);
        Self {
            from: places.units(found.span.start),
            to: places.units(found.span.end),
            options: found.options.into_iter().map(option).collect(),
            signature: found.signature.map(|call| Signature {
                start: units(&call.label, call.argument.start),
                end: units(&call.label, call.argument.end),
                label: call.label,
                help: call.help.to_owned(),
            }),
        }
    }
}

impl Explanation {
    /// An explanation with its places in UTF-16 units.
    pub(crate) fn of(text: &str, found: runloom_query::Explanation) -> Self {
        let mut places = Utf16::new(text);
        let (start, end) = (places.units(found.span.start), places.units(found.span.end));
        Self { start, end, title: found.title, lines: found.lines }
    }
}

impl From<OptionKind> for OptionKindName {
    fn from(kind: OptionKind) -> Self {
        match kind {
            OptionKind::Attribute => Self::Attribute,
            OptionKind::Param => Self::Param,
            OptionKind::Metric => Self::Metric,
            OptionKind::Tag => Self::Tag,
            OptionKind::Dataset => Self::Dataset,
            OptionKind::Function => Self::Function,
            OptionKind::Operator => Self::Operator,
            OptionKind::Keyword => Self::Keyword,
            OptionKind::Value => Self::Value,
        }
    }
}
