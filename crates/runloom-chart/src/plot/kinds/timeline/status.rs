//! How runs ended, in the words of their trackers.

use runloom_table::{ColumnName, NotLoaded, RunTable, Values};

use crate::Palette;
use crate::colour_scale::categories;
use crate::run_colours::{Legend, NO_VALUE, RunColours};

/// How a run ended, and the words for it in small letters.
const ENDS: [(&str, &[&str]); 5] = [
    ("finished", &["finished", "complete", "completed", "success", "succeeded", "done"]),
    ("failed", &["failed", "fail", "crashed", "error"]),
    ("running", &["running", "scheduled", "waiting", "pending", "queued", "paused", "preempting"]),
    ("killed", &["killed", "aborted", "stopped", "cancelled", "canceled", "preempted"]),
    ("pruned", &["pruned"]),
];

/// The place of runs that still go on among [`ENDS`].
pub(super) const RUNNING: u8 = 2;

/// The code of runs whose status is some other word.
const OTHER: u8 = ENDS.len() as u8;

/// How each run ended: its place among the ends that are told apart.
#[derive(Clone, Debug, Default)]
pub(super) struct Statuses {
    pub(super) codes: Vec<u8>,
}

impl Statuses {
    pub(super) fn of(table: &RunTable, column: Option<&ColumnName>) -> Result<Self, NotLoaded> {
        let values = match column {
            Some(column) => table.values(column)?,
            None => None,
        };
        let codes = match values {
            Some(Values::Text(texts)) => {
                let of_text: Vec<u8> = texts.distinct().iter().map(|text| text.map_or(NO_VALUE, end_of)).collect();
                let code = |code: Option<i32>| code.and_then(|code| of_text.get(usize::try_from(code).ok()?).copied());
                texts.codes().iter().map(|text| code(text).unwrap_or(NO_VALUE)).collect()
            }
            _ => vec![NO_VALUE; table.rows()],
        };
        Ok(Self { codes })
    }

    /// The ends that some runs have, and how many: name, code, runs.
    pub(super) fn counted(&self, runs: impl Iterator<Item = usize>) -> Vec<(&'static str, u8, usize)> {
        let mut counts = [0usize; ENDS.len() + 1];
        for run in runs {
            let code = self.codes.get(run).copied().unwrap_or(NO_VALUE);
            if let Some(count) = counts.get_mut(usize::from(code)) {
                *count += 1;
            }
        }
        let names = ENDS.iter().map(|(name, _)| *name).chain(["other"]);
        names.zip(0..).zip(counts).filter(|(_, runs)| *runs > 0).map(|((name, code), runs)| (name, code, runs)).collect()
    }

    /// A colour for every end, safe for eyes that see few.
    pub(super) fn colours(&self, drawn: impl Iterator<Item = usize>, palette: &Palette) -> RunColours {
        let mut table: Vec<_> = categories(palette).iter().take(ENDS.len()).copied().collect();
        table.resize(256, palette.soft_ink);
        let named = self.counted(drawn);
        let entry = |(name, code, _): &(&str, u8, usize)| {
            (table.get(usize::from(*code)).copied().unwrap_or(palette.soft_ink), (*name).to_owned())
        };
        let entries: Vec<_> = named.iter().map(entry).collect();
        let legend = if entries.is_empty() { Legend::None } else { Legend::Categories { entries, others: 0 } };
        RunColours { codes: self.codes.clone(), table, legend, without: 0, lowest_is_best: false }
    }
}

fn end_of(status: &str) -> u8 {
    let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(status));
    ENDS.iter().position(|(_, words)| is(words)).map_or(OTHER, |at| at as u8)
}
