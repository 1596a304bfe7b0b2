//! The different texts of a column, and how many runs have each.

use std::borrow::Cow;
use std::collections::BTreeMap;

use runloom_table::{TextBuilder, TextValues, Values};

use super::columns::shortened;
use super::matching::Ranking;
use super::typed::Typed;
use super::wording::runs;
use super::words::option;
use super::{CompletionOption, OptionKind};
use crate::evaluate::fields_of_datasets;
use crate::language::FunctionKind;
use crate::tree::{Literal, write_list_text};

/// Different texts with how many runs have each, in order of first appearance.
pub(super) struct Texts<'a> {
    pub(super) counted: Vec<(Cow<'a, str>, u32)>,
}

/// Longer texts are not offered: nobody picks them from a list.
const LONGEST: usize = 400;

/// The texts of a column; `case` changes them as a function does.
pub(super) fn texts_of(values: &Values, case: Option<FunctionKind>) -> Texts<'_> {
    let counted = match values {
        Values::Text(texts) => count(texts),
        other => {
            let mut builder = TextBuilder::default();
            for row in 0..other.len() {
                builder.push(other.text_at(row).as_deref());
            }
            count(&builder.finish()).into_iter().map(|(text, count)| (text.into_owned().into(), count)).collect()
        }
    };
    let cased: fn(&str) -> String = match case {
        Some(FunctionKind::Lower) => str::to_ascii_lowercase,
        Some(FunctionKind::Upper) => str::to_ascii_uppercase,
        _ => return Texts { counted },
    };
    Texts { counted: merged(counted.into_iter().map(|(text, count)| (cased(&text), count))) }
}

/// What the data sets of the runs have under a key. A run counts once a data set.
pub(super) fn dataset_texts(jsons: &TextValues, key: &str) -> Texts<'static> {
    let counted = count(jsons);
    let fields =
        counted.iter().flat_map(|(json, count)| fields_of_datasets(json, key).into_iter().map(move |text| (text, *count)));
    Texts { counted: merged(fields) }
}

fn merged(counted: impl Iterator<Item = (String, u32)>) -> Vec<(Cow<'static, str>, u32)> {
    let mut sums: BTreeMap<String, u32> = BTreeMap::new();
    for (text, count) in counted {
        *sums.entry(text).or_default() += count;
    }
    sums.into_iter().map(|(text, count)| (text.into(), count)).collect()
}

fn count(texts: &TextValues) -> Vec<(Cow<'_, str>, u32)> {
    let mut counts = vec![0_u32; texts.distinct().iter().len()];
    for code in texts.codes().iter().flatten() {
        if let Some(count) = counts.get_mut(code as usize) {
            *count += 1;
        }
    }
    let present = texts.distinct().iter().flatten().zip(counts).filter(|(_, count)| *count > 0);
    present.map(|(text, count)| (text.into(), count)).collect()
}

impl Texts<'_> {
    /// The texts of most runs, each with how many have it.
    pub(super) fn most_frequent(&self, most: usize) -> impl Iterator<Item = (&str, usize)> {
        let found = self.ranked(&[], &|_| Some(0)).best(most).into_iter();
        found.filter_map(|(_, at)| self.counted.get(at)).map(|(text, count)| (text.as_ref(), *count as usize))
    }

    /// The texts that go with what is typed, in quotes, the most frequent first. `in_list` quotes them as lists are read.
    pub(super) fn options(&self, typed: &Typed, taken: &[String], in_list: bool, most: usize) -> Vec<CompletionOption> {
        let mut ranking = self.ranked(taken, &|text| typed.word.class(text));
        if ranking.is_empty() && self.counted.len() <= FEW {
            let near = typed.word.near();
            ranking = self.ranked(taken, &near);
        }
        let found = ranking.best(most).into_iter().filter_map(|(_, at)| self.counted.get(at));
        found
            .map(|(text, count)| {
                let label =
                    if text.chars().count() > LABEL_CHARS { quoted(&shortened(text), false) } else { quoted(text, in_list) };
                option(&label, &quoted(text, in_list), OptionKind::Value, runs(*count as usize), None)
            })
            .collect()
    }

    fn ranked(&self, taken: &[String], class: &dyn Fn(&str) -> Option<u8>) -> Ranking {
        let mut ranking = Ranking::default();
        for (at, (text, count)) in self.counted.iter().enumerate() {
            if text.len() > LONGEST || taken.iter().any(|taken| taken == text) {
                continue;
            }
            if let Some(class) = class(text) {
                let [a, b, c, d] = (!count).to_be_bytes();
                ranking.add([class, a, b, c, d], 0, at);
            }
        }
        ranking
    }
}

/// Among more texts than this, none is looked for that only resembles what is typed.
const FEW: usize = 5000;
/// Longer texts are cut in the list.
const LABEL_CHARS: usize = 60;

/// A text as a filter holds it.
pub(super) fn quoted(text: &str, in_list: bool) -> String {
    if !in_list {
        return Literal::Text(text.to_owned()).to_string();
    }
    let mut written = String::new();
    if write_list_text(&mut written, text).is_err() {
        written.clear();
    }
    written
}
