use crate::tree::Entity;

/// The spellings of one entity before the first dot.
#[derive(Clone, Copy, Debug)]
pub struct EntityWords {
    /// What they stand for.
    pub entity: Entity,
    /// All spellings, the canonical one first.
    pub spellings: &'static [&'static str],
    /// One sentence for help and docs.
    pub help: &'static str,
}

/// Every entity. Spellings are case-sensitive, as in MLflow.
pub const ENTITIES: &[EntityWords] = &[
    EntityWords { entity: Entity::Metric, spellings: &["metrics", "metric"], help: "A result of the run: its latest value." },
    EntityWords {
        entity: Entity::Param,
        spellings: &["params", "param", "parameters", "parameter"],
        help: "An input of the run.",
    },
    EntityWords { entity: Entity::Tag, spellings: &["tags", "tag"], help: "A note on the run." },
    EntityWords {
        entity: Entity::Attribute,
        spellings: &["attributes", "attribute", "attr", "run"],
        help: "A fact that the tracker keeps about every run. The prefix may be left out.",
    },
    EntityWords {
        entity: Entity::Dataset,
        spellings: &["datasets", "dataset"],
        help: "A data set that went into the run: `name`, `digest` or `context`. A run matches when any of its data sets does.",
    },
];

/// What a filter can ask of a run's data sets.
pub(crate) const DATASET_KEYS: [&str; 3] = ["name", "digest", "context"];

/// What a word before the first dot stands for.
pub(crate) fn entity(word: &str) -> Option<Entity> {
    ENTITIES.iter().find(|entry| entry.spellings.contains(&word)).map(|entry| entry.entity)
}
