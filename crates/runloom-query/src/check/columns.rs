use runloom_table::{ColumnKind, RunTable};

use crate::diagnostic::Diagnostic;
use crate::language::{ATTRIBUTES, DATASET_KEYS, attribute};
use crate::resolve::resolve;
use crate::suggest::nearest;
use crate::tree::{ColumnRef, Entity, Span};

/// An error where neither the language nor the table knows an attribute.
pub(crate) fn unknown_column(column: &ColumnRef, span: Span, table: &RunTable) -> Option<Diagnostic> {
    if column.entity == Entity::Dataset {
        return unknown_dataset_key(column, span);
    }
    if column.entity != Entity::Attribute || attribute(&column.key).is_some() || resolve(table, column).is_some() {
        return None;
    }
    let mistake = Diagnostic::error(span.range(), format!("there is no attribute `{}`", column.key));
    let elsewhere = [Entity::Metric, Entity::Param, Entity::Tag].into_iter().map(|entity| ColumnRef::new(entity, &column.key));
    if let Some(found) = elsewhere.into_iter().find(|found| resolve(table, found).is_some()) {
        return Some(
            mistake.with_hint(format!("there is a {} of that name: {found}", found.entity.word())).with_fix(found.to_string()),
        );
    }
    let own = table.of_kind(ColumnKind::Attribute).map(|column| column.name().key.as_str());
    let known = ATTRIBUTES.iter().map(|attribute| attribute.name).chain(own);
    let called = ATTRIBUTES.iter().find(|attribute| attribute.elsewhere.contains(&column.key.as_str()));
    Some(match called.map(|attribute| attribute.name).or_else(|| nearest(&column.key, known)) {
        Some(known) => {
            let meant = ColumnRef::new(Entity::Attribute, known);
            mistake.with_hint(format!("did you mean {meant}?")).with_fix(meant.to_string())
        }
        None => mistake.with_hint("metrics, params and tags need their prefix: metrics.…, params.…, tags.…"),
    })
}

fn unknown_dataset_key(column: &ColumnRef, span: Span) -> Option<Diagnostic> {
    if DATASET_KEYS.contains(&column.key.as_str()) {
        return None;
    }
    let mistake = Diagnostic::error(span.range(), format!("data sets have no `{}`", column.key));
    Some(mistake.with_hint("they have datasets.name, datasets.digest and datasets.context"))
}

/// Advice where no run has a column.
pub(crate) fn missing_column(column: &ColumnRef, span: Span, table: &RunTable) -> Option<Diagnostic> {
    if resolve(table, column).is_some() {
        return None;
    }
    let advice = Diagnostic::advice(span.range(), format!("no run has the {} `{}`", column.entity.word(), column.key));
    let kind = match column.entity {
        Entity::Param => ColumnKind::Param,
        Entity::Metric => ColumnKind::Metric,
        Entity::Tag => ColumnKind::Tag,
        Entity::Attribute | Entity::Dataset => return Some(advice),
    };
    let elsewhere = [Entity::Metric, Entity::Param, Entity::Tag].into_iter().map(|entity| ColumnRef::new(entity, &column.key));
    let meant = match nearest(&column.key, table.of_kind(kind).map(|column| column.name().key.as_str())) {
        Some(near) => Some(ColumnRef::new(column.entity, near)),
        None => elsewhere.into_iter().find(|found| resolve(table, found).is_some()),
    };
    Some(match meant {
        Some(meant) => advice.with_hint(format!("did you mean {meant}?")).with_fix(meant.to_string()),
        None => advice,
    })
}
