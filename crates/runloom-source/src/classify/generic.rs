//! Columns of tables that no tracker wrote: where they belong by name and content.
//!
//! 1. Columns without a name, or named `Unnamed: N` or `__index_level_N__`, that only count rows are left out.
//! 2. The first text column whose values are mostly distinct and whose name has one of [`NAME_WORDS`] is the run's name; else the first column of
//!    the table if its values are all distinct text.
//! 3. A column named `id`, `uid`, `uuid` or `trial_id` whose values are all distinct is the run's id.
//! 4. Numbers are metrics where their name has one of [`RESULT_WORDS`](super::words::RESULT_WORDS) and none of
//!    [`SETTING_WORDS`](super::words::SETTING_WORDS), else params.
//! 5. Long or many-lined text, addresses, hashes, lists and moments are tags, as is text that is different in most of many rows.
//! 6. What remains, short text and truth values, is a param.

use runloom_table::{ColumnKind, ColumnName};

use super::profile::Profile;
use super::words::{NAME_WORDS, names_a_result, words_of};
use crate::frame::Frame;

/// Where each column belongs for which `rest` holds; `None` leaves it out. `taken` says which attributes have a column already.
pub(crate) fn place_by_content(frame: &Frame, rest: &[usize], taken: &dyn Fn(&str) -> bool) -> Vec<(usize, Option<ColumnName>)> {
    let profiles: Vec<(usize, Profile)> =
        rest.iter().filter_map(|&at| frame.columns.get(at).map(|column| (at, Profile::of(column)))).collect();
    let name_of = |at: usize| frame.columns.get(at).map_or("", |column| column.name.as_str());
    let run_id = (!taken("run_id")).then(|| find_run_id(&profiles, &name_of)).flatten();
    let run_name = (!taken("run_name")).then(|| find_run_name(&profiles, &name_of, run_id)).flatten();
    let place = |at: usize, profile: &Profile| {
        let name = name_of(at);
        if profile.counts_rows && is_index_name(name) || profile.empty && name.is_empty() {
            return None;
        }
        Some(match () {
            () if run_id == Some(at) => ColumnName::attribute("run_id"),
            () if run_name == Some(at) => ColumnName::attribute("run_name"),
            () => ColumnName::new(kind_by_content(name, profile), name),
        })
    };
    profiles.iter().map(|(at, profile)| (*at, place(*at, profile))).collect()
}

/// The kind of a column that is neither an id nor a name.
pub(crate) fn kind_by_content(name: &str, profile: &Profile) -> ColumnKind {
    let mostly_distinct =
        profile.distinct_part.is_some_and(|part| part > 0.5) && profile.distinct.is_some_and(|count| count > 50);
    match profile {
        p if p.note => ColumnKind::Tag,
        p if p.numeric || p.empty => {
            if names_a_result(name) {
                ColumnKind::Metric
            } else {
                ColumnKind::Param
            }
        }
        p if p.text && mostly_distinct => ColumnKind::Tag,
        _ => ColumnKind::Param,
    }
}

/// Whether a name is one that tools give to a column of row numbers.
pub(crate) fn is_index_name(name: &str) -> bool {
    name.is_empty() || name.starts_with("Unnamed: ") || name.starts_with("__index_level_") || name == "_c0"
}

fn find_run_id<'a>(profiles: &[(usize, Profile)], name_of: &dyn Fn(usize) -> &'a str) -> Option<usize> {
    let named =
        |at: usize| matches!(name_of(at).to_lowercase().as_str(), "id" | "uid" | "uuid" | "trial_id" | "run id" | "runid");
    profiles.iter().find(|(at, p)| named(*at) && p.distinct_part.is_none_or(|part| part >= 1.0) && !p.empty).map(|(at, _)| *at)
}

fn find_run_name<'a>(profiles: &[(usize, Profile)], name_of: &dyn Fn(usize) -> &'a str, run_id: Option<usize>) -> Option<usize> {
    let candidates = || profiles.iter().filter(|(at, p)| p.text && !p.empty && Some(*at) != run_id);
    let named = |at: usize| words_of(name_of(at)).iter().any(|word| NAME_WORDS.contains(&word.as_str()));
    let known = candidates().find(|(at, p)| named(*at) && p.distinct_part.is_some_and(|part| part >= 0.5) && !p.note);
    let unknown =
        || candidates().find(|(at, p)| p.distinct_part.is_none() && matches!(name_of(*at), "name" | "model" | "Name" | "run"));
    let first = || {
        let (at, profile) = profiles.first()?;
        let all_distinct = profile.text && profile.distinct_part.is_some_and(|part| part >= 1.0) && Some(*at) != run_id;
        (all_distinct && !profile.note).then_some(*at)
    };
    known.or_else(unknown).map(|(at, _)| *at).or_else(first)
}
