use runloom_table::{ColumnKind, RunTable};

use super::{CompletionOption, OptionKind};
use crate::tree::{ColumnRef, Entity};

pub(super) fn matching(word: &str, runs: &RunTable) -> Vec<CompletionOption> {
    let word = word.to_lowercase();
    let columns = runs.columns().iter().filter(|column| column.name().to_string().to_lowercase().contains(&word));
    columns
        .take(super::MOST_OPTIONS)
        .map(|column| {
            let name = column.name();
            let (entity, kind) = match name.kind {
                ColumnKind::Attribute => (Entity::Attribute, OptionKind::Attribute),
                ColumnKind::Param => (Entity::Param, OptionKind::Param),
                ColumnKind::Metric => (Entity::Metric, OptionKind::Metric),
                ColumnKind::Tag => (Entity::Tag, OptionKind::Tag),
            };
            CompletionOption {
                label: name.key.clone(),
                insert: ColumnRef::new(entity, &name.key).to_string(),
                caret: None,
                kind,
                detail: entity.word().to_owned(),
                help: None,
            }
        })
        .collect()
}
