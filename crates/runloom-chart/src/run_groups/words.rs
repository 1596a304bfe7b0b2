use std::borrow::Cow;

use runloom_query::{Aggregate, Statistic};
use runloom_table::{ColumnName, RunTable};

use super::RunGroups;

/// What a group is called, by one of its runs: `model = rf, lr = 0.1`. Columns that are not loaded read as missing.
pub fn group_name(runs: &RunTable, keys: &[ColumnName], run: usize) -> String {
    let text = |name: &ColumnName| runs.values(name).ok()??.text_at(run).map(Cow::into_owned);
    let named = keys.iter().map(|name| match text(name) {
        Some(text) => format!("{} = {text}", name.key),
        None => format!("{} missing", name.key),
    });
    named.collect::<Vec<_>>().join(", ")
}

/// What the lines of groups stand for.
pub(super) fn lines(groups: &RunGroups<'_>) -> String {
    let at = match groups.aggregate {
        Aggregate::Statistic(Statistic::Mean) => "at the means of its runs".to_owned(),
        Aggregate::Statistic(Statistic::Min) => "at the smallest values of its runs".to_owned(),
        Aggregate::Statistic(Statistic::Median) => "at the medians of its runs".to_owned(),
        Aggregate::Statistic(Statistic::Max) => "at the largest values of its runs".to_owned(),
        Aggregate::Best(None) => "at the values of its best run".to_owned(),
        Aggregate::Best(Some(best)) => {
            let goal = if best.largest { "max" } else { "min" };
            format!("at the values of its best run by {} ({goal})", best.column.key)
        }
    };
    let keys: Vec<&str> = groups.keys.iter().map(|name| name.key.as_str()).collect();
    let keys = listed(&keys);
    format!("Each line is a group of runs with the same {keys}, {at}. Brushes choose runs before they are grouped.")
}

fn listed(names: &[&str]) -> String {
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}
