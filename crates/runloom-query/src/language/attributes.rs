/// What the values of an attribute are compared as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// Text.
    Text,
    /// Numbers.
    Number,
    /// Lengths of time: numbers are seconds, `5m` and quoted `PT5M` are durations.
    Duration,
    /// Moments: numbers are milliseconds since 1970, quoted text is an ISO 8601 date or time.
    Time,
}

/// An attribute that the language knows by name, whether a table has it or not.
#[derive(Clone, Copy, Debug)]
pub struct Attribute {
    /// The column's name.
    pub name: &'static str,
    /// Other spellings that MLflow accepts.
    pub aliases: &'static [&'static str],
    /// Words that people write for it elsewhere; they are not accepted but lead to a suggestion.
    pub elsewhere: &'static [&'static str],
    /// What its values are compared as.
    pub kind: ValueKind,
    /// The tag that says the same, for tables without the column.
    pub same_as_tag: Option<&'static str>,
    /// The values that it can have, if they are few.
    pub values: &'static [&'static str],
    /// Whether MLflow's own filters know it.
    pub in_mlflow: bool,
    /// One sentence for help and docs.
    pub help: &'static str,
}

const fn text(name: &'static str, help: &'static str) -> Attribute {
    Attribute {
        name,
        aliases: &[],
        elsewhere: &[],
        kind: ValueKind::Text,
        same_as_tag: None,
        values: &[],
        in_mlflow: false,
        help,
    }
}

/// Every attribute that the language knows by name. A table's other attribute columns are known by theirs.
pub const ATTRIBUTES: &[Attribute] = &[
    Attribute { elsewhere: &["run_uuid", "id"], in_mlflow: true, ..text("run_id", "The run's id.") },
    Attribute {
        aliases: &["run name", "Run name", "Run Name"],
        elsewhere: &["name", "display_name"],
        same_as_tag: Some("mlflow.runName"),
        in_mlflow: true,
        ..text("run_name", "The run's name.")
    },
    Attribute {
        elsewhere: &["state"],
        values: &["FINISHED", "RUNNING", "FAILED", "KILLED", "SCHEDULED"],
        in_mlflow: true,
        ..text("status", "`RUNNING`, `SCHEDULED`, `FINISHED`, `FAILED` or `KILLED`.")
    },
    Attribute {
        aliases: &["created", "Created"],
        kind: ValueKind::Time,
        in_mlflow: true,
        ..text("start_time", "When the run began.")
    },
    Attribute { kind: ValueKind::Time, in_mlflow: true, ..text("end_time", "When the run ended; missing while it runs.") },
    Attribute {
        elsewhere: &["runtime"],
        kind: ValueKind::Duration,
        ..text("duration", "How long the run took: `duration > 1h30m`, or a number of seconds.")
    },
    Attribute {
        elsewhere: &["user"],
        same_as_tag: Some("mlflow.user"),
        in_mlflow: true,
        ..text("user_id", "Who started the run.")
    },
    Attribute { in_mlflow: true, ..text("artifact_uri", "Where the run keeps its files.") },
    Attribute { elsewhere: &["experiment_name", "project"], ..text("experiment", "The name of the run's experiment.") },
    text("experiment_id", "The id of the run's experiment."),
    Attribute { same_as_tag: Some("mlflow.source.name"), ..text("source", "The program that logged the run.") },
    Attribute { same_as_tag: Some("mlflow.parentRunId"), ..text("parent_run_id", "The id of the run that this one belongs to.") },
    Attribute { values: &["active", "deleted"], ..text("lifecycle_stage", "`active` or `deleted`.") },
];

/// The attribute with this name or alias.
pub(crate) fn attribute(word: &str) -> Option<&'static Attribute> {
    ATTRIBUTES.iter().find(|entry| entry.name == word || entry.aliases.contains(&word))
}

/// Whether a word can stand for an attribute without a prefix, quoted or not.
pub(crate) fn is_attribute_word(word: &str) -> bool {
    attribute(word).is_some()
}
