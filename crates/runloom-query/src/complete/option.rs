use std::ops::Range;

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
    /// What goes into the text, with quotes where they are needed. It ends with a space where something has to follow.
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
