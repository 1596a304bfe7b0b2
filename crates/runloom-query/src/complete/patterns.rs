//! Patterns for `LIKE` and its relatives.

use std::collections::BTreeMap;

use super::matching::{Ranking, Word};
use super::texts::{Texts, quoted};
use super::typed::{Form, Typed};
use super::wording::runs;
use super::words::option;
use super::{CompletionOption, OptionKind};
use crate::tree::PatternKind;

/// Beginnings that texts share are looked for among so many texts.
const LOOKED_AT: usize = 20_000;

/// What is typed inside a pattern, then beginnings that several texts share, then frames to fill in.
pub(super) fn patterns(typed: &Typed, texts: &Texts<'_>, kind: PatternKind, most: usize) -> Vec<CompletionOption> {
    let part = typed.word.raw().trim_matches(|char| matches!(char, '%' | '^' | '$'));
    let word = Word::new(part);
    let mut options = Vec::new();
    let value = |pattern: String, detail: String| {
        option(&quoted(&pattern, false), &quoted(&pattern, false), OptionKind::Value, detail, None)
    };
    if typed.form != Form::Quoted || !part.is_empty() && !part.contains(['%', '_', '\\']) {
        for (begins, frame) in [(false, frame(kind, true)), (true, frame(kind, false))] {
            let what = if begins { "begins with" } else { "holds" };
            if part.is_empty() {
                let text = frame.replace("{}", "");
                let caret = 1 + frame.find("{}").unwrap_or_default();
                options.push(CompletionOption { caret: Some(caret), ..value(text, format!("{what} …")) });
                continue;
            }
            let case_counts = kind == PatternKind::Like;
            let held = |text: &str| match (begins, case_counts) {
                (true, true) => text.starts_with(part),
                (false, true) => text.contains(part),
                (true, false) => word.class(text).is_some_and(|class| class <= 1),
                (false, false) => word.class(text).is_some(),
            };
            let count: u32 = texts.counted.iter().filter(|(text, _)| held(text)).map(|(_, count)| count).sum();
            if count > 0 {
                options
                    .push(value(frame.replace("{}", &escaped(kind, part)), format!("{what} {part} · {}", runs(count as usize))));
            }
        }
    }
    let frames = if part.is_empty() { std::mem::take(&mut options) } else { Vec::new() };
    for (beginning, detail) in beginnings(&word, texts, most.saturating_sub(options.len() + frames.len())) {
        let pattern = frame(kind, false).replace("{}", &escaped(kind, &beginning));
        if options.iter().all(|option| option.insert != quoted(&pattern, false)) {
            options.push(value(pattern, detail));
        }
    }
    options.extend(frames);
    options
}

/// Beginnings that several texts share, up to a sign between words, and of how many values and runs; those of most runs first.
fn beginnings(word: &Word, texts: &Texts<'_>, most: usize) -> Vec<(String, String)> {
    let mut sums: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for (text, count) in texts.counted.iter().take(LOOKED_AT) {
        if let Some(end) = text.find(['-', '_', '/', '.', ':', ' ']).filter(|end| *end > 0) {
            let sums = sums.entry(text.get(..=end).unwrap_or_default()).or_default();
            *sums = (sums.0 + 1, sums.1 + count);
        }
    }
    let shared: Vec<(&str, (u32, u32))> = sums.into_iter().filter(|(_, (texts, _))| *texts > 1).collect();
    let mut ranking = Ranking::default();
    for (at, (beginning, (_, count))) in shared.iter().enumerate() {
        if word.class(beginning).is_some_and(|class| class <= 1) {
            let [a, b, c, d] = (!count).to_be_bytes();
            ranking.add([a, b, c, d, 0], 0, at);
        }
    }
    let best = ranking.best(most).into_iter().filter_map(|(_, at)| shared.get(at));
    best.map(|(beginning, (different, count))| {
        ((*beginning).to_owned(), format!("{different} values · {}", runs(*count as usize)))
    })
    .collect()
}

/// Parts of texts for the functions that look for them: what several begin with, then whole texts.
pub(super) fn parts(typed: &Typed, texts: &Texts<'_>, at_end: bool, most: usize) -> Vec<CompletionOption> {
    let mut options = Vec::new();
    if !at_end {
        for (beginning, detail) in beginnings(&typed.word, texts, most) {
            options.push(option(&quoted(&beginning, false), &quoted(&beginning, false), OptionKind::Value, detail, None));
        }
    }
    options.extend(texts.options(typed, &[], false, most));
    options
}

/// A pattern with a place for its text: anywhere, or at the beginning.
fn frame(kind: PatternKind, anywhere: bool) -> &'static str {
    match (kind, anywhere) {
        (PatternKind::RLike, true) => "{}",
        (PatternKind::RLike, false) => "^{}",
        (_, true) => "%{}%",
        (_, false) => "{}%",
    }
}

/// A text that stands for itself in a pattern, where that is possible.
fn escaped(kind: PatternKind, text: &str) -> String {
    if kind != PatternKind::RLike {
        return text.to_owned();
    }
    let mut escaped = String::with_capacity(text.len());
    for char in text.chars() {
        if char.is_ascii_punctuation() && !matches!(char, '-' | '_' | '/' | ':' | '\'' | '"') {
            escaped.push('\\');
        }
        escaped.push(char);
    }
    escaped
}
