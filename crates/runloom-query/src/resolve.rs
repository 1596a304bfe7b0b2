use runloom_table::{ColumnName, RunTable};

use crate::language::{ATTRIBUTES, attribute};
use crate::tree::{ColumnRef, Entity};

/// The attribute column that holds a run's data sets as JSON: `[{"name": …, "digest": …, "context": …}, …]`.
pub const DATASET_COLUMN: &str = "dataset";

/// The column of a table that a filter's column means, if the table has it.
///
/// Attributes are found by their aliases, and by the tag in which MLflow keeps the same (`run_name` by `tags.mlflow.runName`)
/// where the column itself is not there; and the other way round.
pub fn resolve(table: &RunTable, column: &ColumnRef) -> Option<ColumnName> {
    let present = |name: ColumnName| table.position(&name).map(|_| name);
    match column.entity {
        Entity::Param => present(ColumnName::param(&column.key)),
        Entity::Metric => present(ColumnName::metric(&column.key)),
        Entity::Dataset => present(ColumnName::attribute(DATASET_COLUMN)),
        Entity::Tag => present(ColumnName::tag(&column.key)).or_else(|| {
            let same = ATTRIBUTES.iter().find(|entry| entry.same_as_tag == Some(column.key.as_str()))?;
            present(ColumnName::attribute(same.name))
        }),
        Entity::Attribute => match attribute(&column.key) {
            None => present(ColumnName::attribute(&column.key)),
            Some(known) => present(ColumnName::attribute(known.name))
                .or_else(|| present(ColumnName::tag(known.same_as_tag?)))
                .or_else(|| present(ColumnName::attribute(&column.key))),
        },
    }
}
