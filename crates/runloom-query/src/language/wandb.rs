//! What W&B's filters know: MongoDB's operators, and fields with names of their own.

use super::ATTRIBUTES;
use crate::tree::{ColumnRef, Comparison, Entity};

/// An operator of W&B's filters, which are MongoDB queries.
#[derive(Clone, Copy, Debug)]
pub struct JsonOperator {
    /// Its name, with the `$`.
    pub name: &'static str,
    /// What it does.
    pub(crate) kind: JsonOperatorKind,
    /// How it is used.
    pub usage: &'static str,
    /// What it means in the language's own words.
    pub meaning: &'static str,
}

/// What a [`JsonOperator`] does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonOperatorKind {
    /// Compares with a value.
    Compare(Comparison),
    /// Looks a value up in a list.
    In { negated: bool },
    /// Whether there is a value.
    Exists,
    /// A regular expression.
    Regex,
    /// Letters that change how the regular expression beside it is read.
    Options,
    /// The opposite of other operators.
    Not,
    /// All members of a list are among the run's tags.
    Every,
    /// All of a list of filters.
    And,
    /// Any of a list of filters.
    Or,
    /// None of a list of filters.
    Nor,
}

impl JsonOperatorKind {
    /// Whether it joins filters, and so stands where a field could.
    pub(crate) fn joins_filters(self) -> bool {
        matches!(self, Self::And | Self::Or | Self::Nor)
    }
}

const fn compare(name: &'static str, comparison: Comparison, usage: &'static str, meaning: &'static str) -> JsonOperator {
    JsonOperator { name, kind: JsonOperatorKind::Compare(comparison), usage, meaning }
}

const fn other(name: &'static str, kind: JsonOperatorKind, usage: &'static str, meaning: &'static str) -> JsonOperator {
    JsonOperator { name, kind, usage, meaning }
}

/// Every operator, in the order in which help lists them.
pub const JSON_OPERATORS: &[JsonOperator] = &[
    compare("$eq", Comparison::Equal, r#"{"config.lr": {"$eq": 0.01}}"#, "`params.lr = 0.01`; a value alone means the same"),
    compare(
        "$ne",
        Comparison::NotEqual,
        r#"{"config.opt": {"$ne": "adam"}}"#,
        "`params.opt != 'adam' OR params.opt IS NULL`: as in MongoDB a missing value is different",
    ),
    compare("$gt", Comparison::Greater, r#"{"summary_metrics.acc": {"$gt": 0.9}}"#, "`metrics.acc > 0.9`"),
    compare("$gte", Comparison::GreaterOrEqual, r#"{"summary_metrics.acc": {"$gte": 0.9}}"#, "`metrics.acc >= 0.9`"),
    compare("$lt", Comparison::Less, r#"{"summary_metrics.loss": {"$lt": 0.1}}"#, "`metrics.loss < 0.1`"),
    compare("$lte", Comparison::LessOrEqual, r#"{"summary_metrics.loss": {"$lte": 0.1}}"#, "`metrics.loss <= 0.1`"),
    other("$in", JsonOperatorKind::In { negated: false }, r#"{"config.seed": {"$in": [1, 2]}}"#, "`params.seed IN (1, 2)`"),
    other(
        "$nin",
        JsonOperatorKind::In { negated: true },
        r#"{"config.seed": {"$nin": [1, 2]}}"#,
        "`params.seed NOT IN (1, 2) OR params.seed IS NULL`",
    ),
    other("$exists", JsonOperatorKind::Exists, r#"{"config.lr": {"$exists": true}}"#, "`params.lr IS NOT NULL`"),
    other("$regex", JsonOperatorKind::Regex, r#"{"display_name": {"$regex": "^et-"}}"#, "`run_name RLIKE '^et-'`"),
    other(
        "$options",
        JsonOperatorKind::Options,
        r#"{"display_name": {"$regex": "^et-", "$options": "i"}}"#,
        "letters `i`, `m`, `s` and `x` for the `$regex` beside it",
    ),
    other(
        "$not",
        JsonOperatorKind::Not,
        r#"{"config.lr": {"$not": {"$gt": 0.1}}}"#,
        "`NOT params.lr > 0.1 OR params.lr IS NULL`",
    ),
    other("$all", JsonOperatorKind::Every, r#"{"tags": {"$all": ["best", "v2"]}}"#, "each of the list is among the run's tags"),
    other(
        "$and",
        JsonOperatorKind::And,
        r#"{"$and": [{"state": "finished"}, {"config.lr": 0.1}]}"#,
        "`AND`; members side by side mean the same",
    ),
    other("$or", JsonOperatorKind::Or, r#"{"$or": [{"config.seed": 1}, {"config.seed": 2}]}"#, "`OR`"),
    other(
        "$nor",
        JsonOperatorKind::Nor,
        r#"{"$nor": [{"state": "failed"}, {"state": "crashed"}]}"#,
        "none of the filters in the list",
    ),
];

/// A field that W&B calls by another name.
#[derive(Clone, Copy, Debug)]
pub struct WandbField {
    /// Its names in W&B's filters.
    pub names: &'static [&'static str],
    /// What kind of column holds it here.
    pub entity: Entity,
    /// The key of that column.
    pub key: &'static str,
}

const fn field(names: &'static [&'static str], entity: Entity, key: &'static str) -> WandbField {
    WandbField { names, entity, key }
}

/// The fields of a W&B run beside `config.…` and `summary_metrics.…`.
pub const WANDB_FIELDS: &[WandbField] = &[
    field(&["name", "id"], Entity::Attribute, "run_id"),
    field(&["display_name", "displayName"], Entity::Attribute, "run_name"),
    field(&["state"], Entity::Attribute, "status"),
    field(&["created_at", "createdAt"], Entity::Attribute, "start_time"),
    field(&["heartbeat_at", "heartbeatAt", "updated_at", "updatedAt"], Entity::Attribute, "end_time"),
    field(&["username", "user", "user.username"], Entity::Attribute, "user_id"),
    field(&["project"], Entity::Attribute, "experiment"),
    field(&["tags"], Entity::Tag, "tags"),
    field(&["notes", "description"], Entity::Tag, "notes"),
    field(&["group"], Entity::Tag, "group"),
    field(&["job_type", "jobType"], Entity::Tag, "job_type"),
    field(&["sweep", "sweep_name"], Entity::Tag, "sweep"),
    field(&["host", "hostname"], Entity::Tag, "hostname"),
];

/// What stands before W&B's inputs and results.
const PREFIXES: &[(&str, Entity)] = &[
    ("config.", Entity::Param),
    ("summary_metrics.", Entity::Metric),
    ("summaryMetrics.", Entity::Metric),
    ("summary.", Entity::Metric),
    ("params.", Entity::Param),
    ("metrics.", Entity::Metric),
    ("tags.", Entity::Tag),
    ("attributes.", Entity::Attribute),
];

/// The column that a field of W&B's filters means. W&B keeps `config.lr` as `config.lr.value`; both are read.
pub(crate) fn wandb_column(path: &str) -> Option<ColumnRef> {
    if let Some(known) = WANDB_FIELDS.iter().find(|field| field.names.contains(&path)) {
        return Some(ColumnRef::new(known.entity, known.key));
    }
    for (prefix, entity) in PREFIXES {
        if let Some(key) = path.strip_prefix(prefix).filter(|key| !key.is_empty()) {
            let inner = key.strip_suffix(".value").filter(|key| prefix == &"config." && !key.is_empty());
            return Some(ColumnRef::new(*entity, inner.unwrap_or(key)));
        }
    }
    let is_attribute = ATTRIBUTES.iter().any(|attribute| attribute.name == path);
    is_attribute.then(|| ColumnRef::new(Entity::Attribute, path))
}

/// The operator of this name.
pub(crate) fn json_operator(name: &str) -> Option<&'static JsonOperator> {
    JSON_OPERATORS.iter().find(|operator| operator.name == name)
}
