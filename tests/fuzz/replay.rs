//! Fuzzing without a fuzzer: the saved corpus, and each of it changed many times, the same way on every machine.

use std::path::Path;

const PIECES: &[&str] = &[
    "'",
    "\"",
    "`",
    "(",
    ")",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " AND ",
    " OR ",
    " NOT ",
    " IN (",
    " LIKE ",
    " RLIKE ",
    " IS NULL",
    " BETWEEN ",
    "metrics.a",
    "params.p",
    "params.lr",
    "tags.tags",
    "status",
    "start_time",
    "duration",
    "run_name",
    "datasets.name",
    " > ",
    " = ",
    " != ",
    "0.5",
    "-1e400",
    "nan",
    "inf",
    "5m",
    "1h30m",
    "'PT5M'",
    "'2026-11-20'",
    "E'\\'",
    "max(",
    "lower(",
    "number(",
    "\0",
    "\u{202e}",
    "é",
    "😀",
    " DESC",
    " NULLS FIRST",
    "$gt",
    "$not",
    "$in",
    "$regex",
    "config.",
    "null",
    "(?i)",
    "{2,9}",
    "|",
    "*",
    "[^a-z]",
    "\\b",
    "$",
    "^",
];

/// Gives every file of a folder to a target, and `rounds` changed ones after each.
pub(crate) fn replay(folder: &Path, rounds: usize, target: fn(&[u8])) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap_or_else(|error| panic!("{error}")).path()).collect();
    paths.sort();
    let corpus: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).unwrap_or_else(|error| panic!("{error}"))).collect();
    assert!(corpus.len() > 20, "{} holds {} files", folder.display(), corpus.len());
    let mut chance = Chance(1);
    for (path, data) in paths.iter().zip(&corpus) {
        run(path, data, target);
        let mut changed = data.clone();
        for _ in 0..rounds {
            if chance.below(8) == 0 {
                changed.clone_from(data);
            }
            change(&mut changed, &corpus, &mut chance);
            run(path, &changed, target);
        }
    }
}

fn run(path: &Path, data: &[u8], target: fn(&[u8])) {
    let outcome = std::panic::catch_unwind(|| target(data));
    assert!(outcome.is_ok(), "fails, made from {}: {:?}", path.display(), String::from_utf8_lossy(data));
}

fn change(data: &mut Vec<u8>, corpus: &[Vec<u8>], chance: &mut Chance) {
    let at = chance.below(data.len() + 1);
    let end = (at + chance.below(12)).min(data.len());
    match chance.below(6) {
        0 => drop(data.drain(at..end)),
        1 => {
            let copy = data[at..end].to_vec();
            let to = chance.below(data.len() + 1);
            data.splice(to..to, copy);
        }
        2 => {
            let other = &corpus[chance.below(corpus.len())];
            let from = chance.below(other.len() + 1);
            data.truncate(at);
            data.extend_from_slice(&other[from..]);
            data.truncate(4096);
        }
        3 if at < data.len() => data[at] = chance.below(128) as u8,
        _ => drop(data.splice(at..end.min(at + 2), PIECES[chance.below(PIECES.len())].bytes())),
    }
}

struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }
}
