/// A function.
#[derive(Clone, Copy, Debug)]
pub struct Function {
    /// Its name, in lower case. Names are read in any case.
    pub name: &'static str,
    /// What it computes.
    pub kind: FunctionKind,
    /// The words for its arguments.
    pub arguments: &'static [&'static str],
    /// Words that people write for it elsewhere; they are not accepted but lead to a suggestion.
    pub elsewhere: &'static [&'static str],
    /// One sentence for help and docs.
    pub help: &'static str,
}

impl PartialEq for Function {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// What a [`Function`] computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionKind {
    /// Number to number: the size.
    Abs,
    /// Number to number: square root.
    Sqrt,
    /// Number to number: natural exponential.
    Exp,
    /// Number to number: natural logarithm.
    Ln,
    /// Number to number: logarithm to base 2.
    Log2,
    /// Number to number: logarithm to base 10.
    Log10,
    /// Number to number: the next whole number below.
    Floor,
    /// Number to number: the next whole number above.
    Ceil,
    /// Number to number: the nearest whole number, halves away from zero.
    Round,
    /// Anything to number: its value, missing where it has none.
    Number,
    /// Anything to text: its exact text.
    Text,
    /// Text to text: ASCII letters made small.
    Lower,
    /// Text to text: ASCII letters made capital.
    Upper,
    /// Text to number: the count of characters.
    Len,
    /// Two texts to a condition.
    StartsWith,
    /// Two texts to a condition.
    EndsWith,
    /// Two texts to a condition.
    Contains,
    /// History of a metric to number: the smallest value.
    Min,
    /// History of a metric to number: the largest value.
    Max,
    /// History of a metric to number: the mean.
    Mean,
    /// History of a metric to number: the first value.
    First,
    /// History of a metric to number: the latest value.
    Last,
    /// History of a metric to number: how many points.
    Count,
}

impl FunctionKind {
    /// Whether it summarises the logged history of a metric.
    pub fn is_history(self) -> bool {
        matches!(self, Self::Min | Self::Max | Self::Mean | Self::First | Self::Last | Self::Count)
    }

    /// Whether it answers yes or no and so is a condition by itself.
    pub fn is_condition(self) -> bool {
        matches!(self, Self::StartsWith | Self::EndsWith | Self::Contains)
    }

    /// Whether its result is text.
    pub fn gives_text(self) -> bool {
        matches!(self, Self::Text | Self::Lower | Self::Upper)
    }
}

const fn of_number(name: &'static str, kind: FunctionKind, help: &'static str) -> Function {
    Function { name, kind, arguments: &["number"], elsewhere: &[], help }
}

const fn of_text(name: &'static str, kind: FunctionKind, help: &'static str) -> Function {
    Function { name, kind, arguments: &["text"], elsewhere: &[], help }
}

const fn of_history(name: &'static str, kind: FunctionKind, help: &'static str) -> Function {
    Function { name, kind, arguments: &["metric"], elsewhere: &[], help }
}

/// Every function, in the order in which help lists them.
pub const FUNCTIONS: &[Function] = &[
    of_number("abs", FunctionKind::Abs, "The size of a number."),
    of_number("sqrt", FunctionKind::Sqrt, "The square root."),
    of_number("exp", FunctionKind::Exp, "The natural exponential."),
    Function { elsewhere: &["log", "loge"], ..of_number("ln", FunctionKind::Ln, "The natural logarithm.") },
    of_number("log2", FunctionKind::Log2, "The logarithm to base 2."),
    of_number("log10", FunctionKind::Log10, "The logarithm to base 10."),
    of_number("floor", FunctionKind::Floor, "The next whole number below."),
    Function { elsewhere: &["ceiling"], ..of_number("ceil", FunctionKind::Ceil, "The next whole number above.") },
    of_number("round", FunctionKind::Round, "The nearest whole number, halves away from zero."),
    Function {
        name: "number",
        kind: FunctionKind::Number,
        arguments: &["value"],
        elsewhere: &["float", "int", "cast", "to_number"],
        help: "The value of a param, tag or time as a number; missing where it is none. Orders params by value: `number(params.lr) DESC`.",
    },
    Function {
        name: "text",
        kind: FunctionKind::Text,
        arguments: &["value"],
        elsewhere: &["str", "string"],
        help: "The exact text of a value.",
    },
    Function {
        elsewhere: &["tolower", "lcase", "to_lower"],
        ..of_text("lower", FunctionKind::Lower, "The text with ASCII letters made small.")
    },
    Function {
        elsewhere: &["toupper", "ucase", "to_upper"],
        ..of_text("upper", FunctionKind::Upper, "The text with ASCII letters made capital.")
    },
    Function {
        elsewhere: &["length", "strlen", "char_length"],
        ..of_text("len", FunctionKind::Len, "The number of characters.")
    },
    Function {
        name: "starts_with",
        kind: FunctionKind::StartsWith,
        arguments: &["text", "beginning"],
        elsewhere: &["startswith", "begins_with", "prefix"],
        help: "Whether a text begins with another.",
    },
    Function {
        name: "ends_with",
        kind: FunctionKind::EndsWith,
        arguments: &["text", "end"],
        elsewhere: &["endswith", "suffix"],
        help: "Whether a text ends with another.",
    },
    Function {
        name: "contains",
        kind: FunctionKind::Contains,
        arguments: &["text", "part"],
        elsewhere: &["includes", "has"],
        help: "Whether a text holds another.",
    },
    of_history("min", FunctionKind::Min, "The smallest value that a metric ever had."),
    of_history("max", FunctionKind::Max, "The largest value that a metric ever had."),
    Function { elsewhere: &["avg", "average"], ..of_history("mean", FunctionKind::Mean, "The mean of all values of a metric.") },
    of_history("first", FunctionKind::First, "The first value of a metric."),
    Function { elsewhere: &["latest", "final"], ..of_history("last", FunctionKind::Last, "The latest value of a metric.") },
    Function {
        elsewhere: &["n", "steps"],
        ..of_history("count", FunctionKind::Count, "How many points of a metric were logged.")
    },
];

/// The function with this name, in any case.
pub(crate) fn function(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
}
