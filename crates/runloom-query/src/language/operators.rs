/// An operator between or behind values.
#[derive(Clone, Copy, Debug)]
pub struct Operator {
    /// As it is written in canonical text.
    pub name: &'static str,
    /// Other spellings that mean the same.
    pub also: &'static [&'static str],
    /// How it is used.
    pub usage: &'static str,
    /// Whether MLflow's own filters know it, and for what.
    pub in_mlflow: &'static str,
    /// How near the top it is offered behind a number, a text, a moment and a truth value; 1 is first, 0 where it does not fit.
    pub places: [u8; 4],
    /// One sentence for help and docs.
    pub help: &'static str,
}

/// Every operator, in the order in which help lists them.
pub const OPERATORS: &[Operator] = &[
    Operator {
        name: "=",
        also: &["=="],
        usage: "params.model = 'xgb'",
        in_mlflow: "everything",
        places: [4, 1, 6, 1],
        help: "Equal. Quoted text compares exactly, as text; a number compares by value, also with params and tags that read as numbers.",
    },
    Operator {
        name: "!=",
        also: &["<>"],
        usage: "params.model != 'xgb'",
        in_mlflow: "everything",
        places: [7, 2, 7, 2],
        help: "Not equal. A missing value matches neither `=` nor `!=`; NaN and text that is no number match `!=` of every number.",
    },
    Operator {
        name: "<",
        also: &[],
        usage: "metrics.loss < 0.1",
        in_mlflow: "metrics and times",
        places: [2, 8, 2, 0],
        help: "Less. Numbers by value, quoted text by code point, times by moment.",
    },
    Operator {
        name: "<=",
        also: &[],
        usage: "metrics.loss <= 0.1",
        in_mlflow: "metrics and times",
        places: [6, 10, 5, 0],
        help: "Less or equal.",
    },
    Operator {
        name: ">",
        also: &[],
        usage: "metrics.auc > 0.9",
        in_mlflow: "metrics and times",
        places: [1, 7, 1, 0],
        help: "Greater.",
    },
    Operator {
        name: ">=",
        also: &[],
        usage: "metrics.auc >= 0.9",
        in_mlflow: "metrics and times",
        places: [5, 9, 4, 0],
        help: "Greater or equal.",
    },
    Operator {
        name: "BETWEEN",
        also: &[],
        usage: "params.lr BETWEEN 1e-4 AND 1e-2",
        in_mlflow: "",
        places: [3, 11, 3, 0],
        help: "Within two ends, both included. `NOT BETWEEN` is the opposite.",
    },
    Operator {
        name: "IN",
        also: &[],
        usage: "status IN ('FAILED', 'KILLED')",
        in_mlflow: "run_id and datasets",
        places: [8, 4, 0, 4],
        help: "One of a list. `NOT IN` is the opposite. Inside lists Python's escapes hold, as in MLflow: `'it\\'s'`.",
    },
    Operator {
        name: "LIKE",
        also: &[],
        usage: "run_name LIKE 'xgb-%'",
        in_mlflow: "text",
        places: [0, 3, 0, 0],
        help: "The whole text matches a pattern in which `%` is any text and `_` any character. There is no escape character. `NOT LIKE` is the opposite.",
    },
    Operator {
        name: "ILIKE",
        also: &[],
        usage: "tags.author ILIKE 'caleb%'",
        in_mlflow: "text",
        places: [0, 5, 0, 0],
        help: "As `LIKE`, with the ASCII letters matching in both cases.",
    },
    Operator {
        name: "RLIKE",
        also: &["REGEXP"],
        usage: "run_name RLIKE '^et-0[0-3]'",
        in_mlflow: "",
        places: [0, 6, 0, 0],
        help: "A regular expression matches somewhere in the text. Matching takes linear time; there are no look-arounds or back-references.",
    },
    Operator {
        name: "IS NULL",
        also: &[],
        usage: "params.max_depth IS NULL",
        in_mlflow: "params and tags",
        places: [9, 12, 8, 3],
        help: "The run has no value here. `IS NOT NULL` is the opposite.",
    },
    Operator {
        name: "IS NAN",
        also: &[],
        usage: "metrics.loss IS NAN",
        in_mlflow: "",
        places: [10, 0, 0, 0],
        help: "The value is not a number, as a diverged run logs it. `IS NOT NAN` is the opposite.",
    },
    Operator {
        name: "AND",
        also: &[],
        usage: "metrics.auc > 0.9 AND status = 'FINISHED'",
        in_mlflow: "everything",
        places: [0, 0, 0, 0],
        help: "Both. Clauses side by side mean the same.",
    },
    Operator {
        name: "OR",
        also: &[],
        usage: "params.model = 'xgb' OR params.model = 'rf'",
        in_mlflow: "",
        places: [0, 0, 0, 0],
        help: "At least one. Binds less than `AND`; parentheses group.",
    },
    Operator {
        name: "NOT",
        also: &[],
        usage: "NOT (params.model = 'xgb' AND params.seed = 1)",
        in_mlflow: "",
        places: [0, 0, 0, 0],
        help: "The opposite. A run for which the condition cannot be decided, because a value is missing, matches neither.",
    },
];
