/// Something that Runloom does otherwise than MLflow on purpose. What MLflow refuses and Runloom answers is no difference but the point.
#[derive(Clone, Copy, Debug)]
pub struct Difference {
    /// A filter, or an order where it says so.
    pub example: &'static str,
    /// Whether the example is an order.
    pub is_order: bool,
    /// What MLflow does.
    pub mlflow: &'static str,
    /// What Runloom does.
    pub here: &'static str,
    /// Whether Runloom refuses the example.
    pub refused: bool,
    /// Why.
    pub reason: &'static str,
}

const fn answered(example: &'static str, mlflow: &'static str, here: &'static str, reason: &'static str) -> Difference {
    Difference { example, is_order: false, mlflow, here, refused: false, reason }
}

/// All of them.
pub const DIFFERENCES: &[Difference] = &[
    answered(
        "metrics.a = 1 AND",
        "ignores an `AND` that joins nothing",
        "the same answer, with advice at the place",
        "The rest of the filter is easily forgotten; the answer stays MLflow's.",
    ),
    answered(
        "metrics.a = 1 params.m = 'x'",
        "reads clauses side by side as joined by `AND`",
        "the same answer, with advice at the place",
        "It is easily mistaken for `OR`; the answer stays MLflow's.",
    ),
    answered("  ", "refuses white space alone", "every run, as for an empty filter", "An emptied filter box is no mistake."),
    answered(
        "xgb",
        "refuses a word alone",
        "the runs whose name holds it, capital or small",
        "MLflow's page turns such words into a search too, by guessing from the text.",
    ),
    Difference {
        refused: true,
        ..answered(
            "metrics. acc = 1",
            "looks for a key that begins with a space",
            "refused, with the place",
            "No run has such a key: the answer would always be empty.",
        )
    },
    Difference {
        refused: true,
        ..answered(
            "params.a.`b` = 'x'",
            "looks for a key that holds the backticks",
            "refused, with the place",
            "The whole key was meant to be quoted.",
        )
    },
    Difference {
        refused: true,
        ..answered("run_id IN (a)", "a raw Python error", "refused, with the place and a fix", "An error should say what to do.")
    },
    answered(
        "metrics.loss = 1e400",
        "matches nothing: its database keeps infinities as the largest finite number",
        "the runs whose value is infinite",
        "Infinite is what was logged, and what MLflow's file store answers.",
    ),
    Difference {
        is_order: true,
        ..answered(
            "attributes.`Run Name` DESC",
            "knows this alias in filters only",
            "ordered by `run_name`",
            "One name should work in both places.",
        )
    },
    Difference {
        is_order: true,
        ..answered(
            " metrics.`a\"b` DESC ",
            "refuses the spaces, and fails with a raw Python error at the quote",
            "ordered by that metric",
            "Neither is ambiguous.",
        )
    },
];
