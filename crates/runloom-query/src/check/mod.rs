//! What of a tree does not fit a table.

mod columns;
mod kinds;

use runloom_table::{ColumnName, RunTable};

use crate::diagnostic::{Diagnostic, put_in_text_order};
use crate::resolve::resolve;
use crate::tree::{ColumnRef, Condition, Entity, Expression, Predicate, Span, Test};

pub(crate) use columns::{missing_column, unknown_column};

/// Everything that is wrong or doubtful.
pub(crate) fn filter(root: &Condition, table: &RunTable) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for test in tests(root) {
        for (column, span) in test_columns(test) {
            found.extend(unknown_column(column, span, table).or_else(|| missing_column(column, span, table)));
        }
        found.extend(kinds::misfit(test, table));
        found.extend(kinds::doubt(test, table));
    }
    if found.iter().any(Diagnostic::is_error) {
        found.retain(Diagnostic::is_error);
    }
    put_in_text_order(&mut found);
    found.dedup();
    found
}

/// The first thing that is wrong.
pub(crate) fn first_error(root: &Condition, table: &RunTable) -> Option<Diagnostic> {
    tests(root).into_iter().find_map(|test| {
        let mut columns = test_columns(test).into_iter();
        columns.find_map(|(column, span)| unknown_column(column, span, table)).or_else(|| kinds::misfit(test, table))
    })
}

/// The table's columns that a tree reads.
pub(crate) fn columns(root: &Condition, table: &RunTable) -> Vec<ColumnName> {
    let mut names: Vec<ColumnName> =
        tests(root).into_iter().flat_map(test_columns).filter_map(|(column, _)| resolve(table, column)).collect();
    if has_search(root) {
        names.extend(resolve(table, &ColumnRef::new(Entity::Attribute, "run_name")));
    }
    in_table_order(&names, table)
}

/// Each name once, in the order of the table.
pub(crate) fn in_table_order(names: &[ColumnName], table: &RunTable) -> Vec<ColumnName> {
    let mut named = vec![false; table.columns().len()];
    for name in names {
        if let Some(named) = table.position(name).and_then(|place| named.get_mut(place)) {
            *named = true;
        }
    }
    table.columns().iter().zip(named).filter(|(_, named)| *named).map(|(column, _)| column.name().clone()).collect()
}

fn tests(root: &Condition) -> Vec<&Test> {
    let mut found = Vec::new();
    visit(root, &mut |condition| {
        if let Condition::Test(test) = condition {
            found.push(test);
        }
    });
    found
}

fn has_search(root: &Condition) -> bool {
    let mut found = false;
    visit(root, &mut |condition| found |= matches!(condition, Condition::Search(_)));
    found
}

fn visit<'a>(condition: &'a Condition, see: &mut impl FnMut(&'a Condition)) {
    see(condition);
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().for_each(|part| visit(part, see)),
        Condition::Not(inner) => visit(inner, see),
        Condition::Search(_) | Condition::Test(_) => {}
    }
}

fn test_columns(test: &Test) -> Vec<(&ColumnRef, Span)> {
    let mut columns = test.subject.columns();
    for value in values(&test.predicate) {
        columns.extend(value.columns());
    }
    columns
}

/// The expressions that a subject is compared with.
fn values(predicate: &Predicate) -> Vec<&Expression> {
    match predicate {
        Predicate::Compare(_, value) => vec![value],
        Predicate::Between { low, high, .. } => vec![low, high],
        _ => Vec::new(),
    }
}
