/// The words with a meaning of their own, in any case. They are ordinary text behind a dot and between quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keyword {
    And,
    Or,
    Not,
    In,
    Between,
    Like,
    ILike,
    RLike,
    Is,
    Null,
    Nan,
    True,
    False,
    Infinity,
    Ascending,
    Descending,
    Nulls,
    First,
    Last,
}

const KEYWORDS: &[(&str, Keyword)] = &[
    ("AND", Keyword::And),
    ("OR", Keyword::Or),
    ("NOT", Keyword::Not),
    ("IN", Keyword::In),
    ("BETWEEN", Keyword::Between),
    ("LIKE", Keyword::Like),
    ("ILIKE", Keyword::ILike),
    ("RLIKE", Keyword::RLike),
    ("REGEXP", Keyword::RLike),
    ("IS", Keyword::Is),
    ("NULL", Keyword::Null),
    ("NAN", Keyword::Nan),
    ("TRUE", Keyword::True),
    ("FALSE", Keyword::False),
    ("INF", Keyword::Infinity),
    ("INFINITY", Keyword::Infinity),
    ("ASC", Keyword::Ascending),
    ("DESC", Keyword::Descending),
    ("NULLS", Keyword::Nulls),
    ("FIRST", Keyword::First),
    ("LAST", Keyword::Last),
];

impl Keyword {
    /// Whether it compares what stands before it with what follows.
    pub(crate) fn is_comparison(self) -> bool {
        matches!(self, Self::In | Self::Between | Self::Like | Self::ILike | Self::RLike | Self::Is)
    }
}

/// The keyword that a bare word is.
pub(crate) fn keyword(word: &str) -> Option<Keyword> {
    KEYWORDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, keyword)| *keyword)
}

/// Whether a bare word would be read as something other than an attribute.
pub(crate) fn is_reserved_word(word: &str) -> bool {
    keyword(word).is_some() || matches!(word, "e" | "E" | "r" | "R")
}

/// Whether MLflow's tokenizer takes this key for SQL when it is not quoted.
pub(crate) fn needs_quotes_in_mlflow(key: &str) -> bool {
    key.split('.').any(|part| ["from", "in", "case", "as", "values"].iter().any(|word| part.eq_ignore_ascii_case(word)))
}
