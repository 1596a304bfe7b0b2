use super::Header;
use super::repair::{drop_dashes, unquote_formulas};
use crate::convert::Reading;
use crate::frame::Frame;

/// A kind of table that is recognised by its column names, and where its columns belong.
#[derive(Debug)]
pub(crate) struct Flavour {
    /// The stable word, e.g. `mlflow-search-runs`; the format's word is put after it.
    pub(crate) id: &'static str,
    /// The name for people.
    pub(crate) label: &'static str,
    /// How it is recognised, in words, for the documentation.
    pub(crate) recognised_by: &'static str,
    /// Whether a header is of this kind. The first kind that says yes is taken.
    pub(crate) recognise: fn(&Header<'_>) -> bool,
    /// Where its columns belong. The first rule that matches a name is taken.
    pub(crate) rules: &'static [Rule],
    /// Where columns without a rule belong.
    pub(crate) rest: Rest,
    /// Puts right what this kind of table does to values.
    pub(crate) repair: fn(&mut Frame),
}

/// Where the columns of one name, or of names with one beginning, belong.
#[derive(Debug)]
pub(crate) struct Rule {
    /// Which names it is for.
    pub(crate) from: Pattern,
    /// What they become.
    pub(crate) to: Place,
    /// How their values are read.
    pub(crate) reading: Reading,
}

/// A set of column names.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Pattern {
    /// This name.
    Is(&'static str),
    /// Names that begin so; the rest is the key.
    Begins(&'static str),
}

/// A place in the run table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The attribute of this name.
    Attribute(&'static str),
    /// A param whose key is the name, or what follows the beginning.
    Param,
    /// A metric, likewise.
    Metric,
    /// A tag, likewise.
    Tag,
    /// The tag of this name, or with this before what follows the beginning.
    TagNamed(&'static str),
    /// A metric if it holds numbers, else a tag.
    MetricOrTag,
    /// Nowhere.
    Nowhere,
}

/// Where columns without a rule belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rest {
    /// By name and content, see [`super::generic`].
    ByContent,
    /// Sorted config keys, then sorted summary keys: the border is where the alphabet starts again.
    TwoAlphabets,
    /// Metrics where they hold numbers, else tags.
    MetricOrTag,
}

const fn attribute(from: &'static str, to: &'static str, reading: Reading) -> Rule {
    Rule { from: Pattern::Is(from), to: Place::Attribute(to), reading }
}

const fn is(from: &'static str, to: Place) -> Rule {
    Rule { from: Pattern::Is(from), to, reading: Reading::Natural }
}

const fn begins(from: &'static str, to: Place) -> Rule {
    Rule { from: Pattern::Begins(from), to, reading: Reading::Natural }
}

const fn metrics(from: &'static str, reading: Reading) -> Rule {
    Rule { from: Pattern::Begins(from), to: Place::Metric, reading }
}

use Reading::{MlflowNumber, Number, Seconds, Text, Time};

const MLFLOW: &[Rule] = &[
    attribute("run_id", "run_id", Text),
    attribute("run_uuid", "run_id", Text),
    attribute("run_name", "run_name", Text),
    attribute("experiment", "experiment", Text),
    attribute("experiment_name", "experiment", Text),
    attribute("experiment_id", "experiment_id", Text),
    attribute("status", "status", Text),
    attribute("start_time", "start_time", Time),
    attribute("end_time", "end_time", Time),
    attribute("duration", "duration", Seconds),
    attribute("parent_run_id", "parent_run_id", Text),
    attribute("source", "source", Text),
    attribute("user_id", "user_id", Text),
    attribute("artifact_uri", "artifact_uri", Text),
    attribute("lifecycle_stage", "lifecycle_stage", Text),
    attribute("dataset", "dataset", Text),
    attribute("source_file", "source_file", Text),
    begins("params.", Place::Param),
    metrics("metrics.", MlflowNumber),
    begins("tags.", Place::Tag),
];

const MLFLOW_UI: &[Rule] = &[
    attribute("Run ID", "run_id", Text),
    attribute("Name", "run_name", Text),
    attribute("Start Time", "start_time", Time),
    attribute("Duration", "duration", Seconds),
    attribute("Source Name", "source", Text),
    is("Source Type", Place::TagNamed("mlflow.source.type")),
    attribute("User", "user_id", Text),
    attribute("Status", "status", Text),
];

const WANDB_TABLE: &[Rule] = &[
    attribute("ID", "run_id", Text),
    attribute("Name", "run_name", Text),
    attribute("State", "status", Text),
    attribute("Created", "start_time", Time),
    attribute("Runtime", "duration", Seconds),
    attribute("User", "user_id", Text),
    is("Notes", Place::TagNamed("notes")),
    is("Tags", Place::TagNamed("tags")),
    is("Sweep", Place::TagNamed("sweep")),
    is("Agent", Place::TagNamed("agent")),
    is("Group", Place::TagNamed("group")),
    is("Job Type", Place::TagNamed("job_type")),
    is("Hostname", Place::TagNamed("hostname")),
];

const WANDB_FLAT: &[Rule] = &[
    attribute("id", "run_id", Text),
    attribute("run_id", "run_id", Text),
    attribute("name", "run_name", Text),
    attribute("run_name", "run_name", Text),
    attribute("state", "status", Text),
    attribute("created_at", "start_time", Time),
    attribute("user", "user_id", Text),
    attribute("project", "experiment", Text),
    begins("config._wandb", Place::Nowhere),
    begins("summary._wandb", Place::Nowhere),
    begins("config.", Place::Param),
    begins("summary.", Place::MetricOrTag),
];

const OPTUNA: &[Rule] = &[
    attribute("number", "run_name", Text),
    attribute("state", "status", Text),
    attribute("datetime_start", "start_time", Time),
    attribute("datetime_complete", "end_time", Time),
    attribute("duration", "duration", Seconds),
    attribute("study_name", "experiment", Text),
    Rule { from: Pattern::Is("value"), to: Place::Metric, reading: Number },
    metrics("values_", Number),
    begins("params_", Place::Param),
    begins("user_attrs_", Place::Tag),
    begins("system_attrs_", Place::TagNamed("system_attrs.")),
];

const OPTUNA_DASHBOARD: &[Rule] = &[
    attribute("Number", "run_name", Text),
    attribute("State", "status", Text),
    begins("Param ", Place::Param),
    begins("UserAttribute ", Place::Tag),
];

const RAY_TUNE: &[Rule] = &[
    attribute("trial_id", "run_id", Text),
    attribute("experiment_tag", "run_name", Text),
    is("logdir", Place::Tag),
    is("date", Place::Tag),
    is("timestamp", Place::Tag),
    is("done", Place::Tag),
    is("pid", Place::Tag),
    is("experiment_id", Place::Tag),
    is("hostname", Place::Tag),
    is("node_ip", Place::Tag),
    begins("config/", Place::Param),
    begins("config.", Place::Param),
];

const HIPLOT: &[Rule] = &[attribute("uid", "run_id", Text), attribute("from_uid", "parent_run_id", Text)];

const DVC: &[Rule] = &[
    attribute("Experiment", "run_name", Text),
    attribute("rev", "run_id", Text),
    attribute("Created", "start_time", Time),
    attribute("State", "status", Text),
    is("typ", Place::Tag),
    is("parent", Place::Tag),
    is("Executor", Place::TagNamed("executor")),
];

const GENERIC: &[Rule] = &[
    attribute("run_id", "run_id", Text),
    attribute("run_uuid", "run_id", Text),
    attribute("run_name", "run_name", Text),
    attribute("experiment", "experiment", Text),
    attribute("experiment_name", "experiment", Text),
    attribute("experiment_id", "experiment_id", Text),
    attribute("start_time", "start_time", Time),
    attribute("end_time", "end_time", Time),
    attribute("parent_run_id", "parent_run_id", Text),
    attribute("user_id", "user_id", Text),
];

/// Every kind of table that is told apart by its column names, in the order in which they are tried.
pub(crate) const FLAVOURS: &[Flavour] = &[
    Flavour {
        id: "mlflow-search-runs",
        label: "MLflow search_runs",
        recognised_by: "`params.…`, `metrics.…` or `tags.…` columns, or `run_id` with `artifact_uri`",
        recognise: |h| {
            ["params.", "metrics.", "tags.mlflow."].iter().any(|p| h.has_prefix(p))
                || (h.has("run_id") && (h.has("artifact_uri") || h.has_prefix("tags.")))
        },
        rules: MLFLOW,
        rest: Rest::ByContent,
        repair: |_| {},
    },
    Flavour {
        id: "mlflow-ui-runs",
        label: "MLflow runs page export",
        recognised_by: "`Run ID`, `Start Time` and `Status`",
        recognise: |h| h.has_all(&["Run ID", "Start Time", "Status"]),
        rules: MLFLOW_UI,
        rest: Rest::ByContent,
        repair: unquote_formulas,
    },
    Flavour {
        id: "wandb-runs-table",
        label: "W&B runs table",
        recognised_by: "`Name`, `State` and two of `Notes`, `User`, `Tags`, `Created`, `Runtime`, `Sweep`",
        recognise: |h| h.has_all(&["Name", "State"]) && h.count(&["Notes", "User", "Tags", "Created", "Runtime", "Sweep"]) >= 2,
        rules: WANDB_TABLE,
        rest: Rest::TwoAlphabets,
        repair: drop_dashes,
    },
    Flavour {
        id: "wandb-api",
        label: "W&B API table",
        recognised_by: "`config.…` and `summary.…` columns, or `config` and `summary` cells that hold dictionaries",
        recognise: |h| h.has_prefix("summary.") && (h.has_prefix("config.") || h.has("name")),
        rules: WANDB_FLAT,
        rest: Rest::ByContent,
        repair: |_| {},
    },
    Flavour {
        id: "optuna-trials",
        label: "Optuna trials",
        recognised_by: "`number`, `state` and `value`, `values_…` or `params_…`",
        recognise: |h| h.has_all(&["number", "state"]) && (h.has("value") || h.has_prefix("values_") || h.has_prefix("params_")),
        rules: OPTUNA,
        rest: Rest::ByContent,
        repair: |_| {},
    },
    Flavour {
        id: "optuna-dashboard",
        label: "Optuna dashboard export",
        recognised_by: "`Number`, `State` and `Value`, `Objective …` or `Param …`",
        recognise: |h| {
            h.has_all(&["Number", "State"]) && (h.has("Value") || h.has_prefix("Objective ") || h.has_prefix("Param "))
        },
        rules: OPTUNA_DASHBOARD,
        rest: Rest::MetricOrTag,
        repair: |_| {},
    },
    Flavour {
        id: "ray-tune",
        label: "Ray Tune results",
        recognised_by: "`config/…` columns, or `training_iteration` with `trial_id`",
        recognise: |h| h.has_prefix("config/") || h.has_all(&["training_iteration", "trial_id"]),
        rules: RAY_TUNE,
        rest: Rest::MetricOrTag,
        repair: |_| {},
    },
    Flavour {
        id: "hiplot",
        label: "HiPlot table",
        recognised_by: "`uid`",
        recognise: |h| h.has("uid"),
        rules: HIPLOT,
        rest: Rest::ByContent,
        repair: |_| {},
    },
    Flavour {
        id: "dvc-experiments",
        label: "DVC experiments",
        recognised_by: "`Experiment`, `rev` and `typ`",
        recognise: |h| h.has_all(&["Experiment", "rev", "typ"]),
        rules: DVC,
        rest: Rest::ByContent,
        repair: |_| {},
    },
    Flavour {
        id: "table",
        label: "Table",
        recognised_by: "anything else",
        recognise: |_| true,
        rules: GENERIC,
        rest: Rest::ByContent,
        repair: |_| {},
    },
];

impl Flavour {
    /// The kind of table that a header belongs to.
    pub(crate) fn of(header: &Header<'_>) -> &'static Self {
        FLAVOURS.iter().find(|flavour| (flavour.recognise)(header)).unwrap_or(&FLAVOURS[FLAVOURS.len() - 1])
    }

    /// The rule for a column and the key that it gives.
    pub(crate) fn rule<'n>(&self, name: &'n str) -> Option<(&'static Rule, &'n str)> {
        self.rules.iter().find_map(|rule| match rule.from {
            Pattern::Is(own) => (own == name).then_some((rule, name)),
            Pattern::Begins(prefix) => name.strip_prefix(prefix).filter(|key| !key.is_empty()).map(|key| (rule, key)),
        })
    }
}

/// A way of reading, in words.
pub(crate) fn reading_word(reading: Reading) -> &'static str {
    match reading {
        Reading::Natural => "as it is",
        Text => "as text",
        Number => "as numbers",
        MlflowNumber => "as numbers; ±1.7976931348623157e308 are infinities",
        Time => "as times",
        Seconds => "as seconds",
    }
}
