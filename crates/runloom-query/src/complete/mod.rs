//! What may stand at a place of a text, best first, and what the words of the text mean.
//!
//! The words before the cursor are read by a small machine that never gives up ([`place`]), because the parser wants whole filters.
//! What it expects is filled in from the one table of the language and from the columns of the runs.

mod columns;
mod cursor;
mod explain;
mod fill;
mod matching;
mod numbers;
mod option;
mod patterns;
mod place;
mod subject;
mod texts;
mod times;
mod typed;
mod values;
mod wording;
mod words;

use runloom_table::{ColumnName, Dataset, RunTable};

pub use explain::{Explanation, explain, explanation_columns};
pub use option::{Completion, CompletionOption, OptionKind, Signature};

use crate::resolve::{DATASET_COLUMN, resolve};
use cursor::Cursor;

/// The most options of one answer.
const MOST_OPTIONS: usize = 60;

/// The columns whose values [`complete`] shows: the one that is compared at the cursor, if any.
pub fn completion_columns(text: &str, cursor: usize, runs: &RunTable) -> Vec<ColumnName> {
    let column = Cursor::read(text, cursor, runs).and_then(|cursor| cursor.compared().cloned());
    column.and_then(|column| resolve(runs, &column)).into_iter().collect()
}

/// What may stand at the cursor of a filter, a place in bytes. `explicit` is whether the user asked for it: then also what only resembles
/// a short word is offered.
///
/// The text may be broken on both sides of the cursor. Takes time linear in the text; never fails. Values are offered as far as their
/// columns are loaded, see [`completion_columns`]. A filter in JSON is not completed.
///
/// ```
/// use runloom_query::complete;
/// use runloom_table::{Column, ColumnName, Dataset, RunTable, Values};
///
/// let mut runs = RunTable::new(2);
/// runs.push(Column::loaded(ColumnName::metric("val auc"), Values::from_reals([Some(0.8), Some(0.95)])));
/// let dataset = Dataset { runs, ..Dataset::default() };
///
/// let completion = complete("NOT au", 6, false, &dataset);
/// assert_eq!(completion.span, 4..6);
/// assert_eq!(completion.options[0].insert, "metrics.`val auc` ");
/// assert_eq!(completion.options[0].detail, "metric · 2 runs · 0.8 – 0.95");
/// ```
pub fn complete(text: &str, cursor: usize, explicit: bool, dataset: &Dataset) -> Completion {
    let at = floor(text, cursor);
    let Some(cursor) = Cursor::read(text, at, &dataset.runs) else {
        return Completion { span: at..at, ..Completion::default() };
    };
    let mut options = fill::options(&cursor, explicit, &dataset.runs);
    options.truncate(MOST_OPTIONS);
    Completion { signature: cursor.signature(), span: cursor.typed.span, options }
}

fn has_datasets(runs: &RunTable) -> bool {
    runs.position(&ColumnName::attribute(DATASET_COLUMN)).is_some()
}

/// The nearest place at or before `at` where a character begins.
fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
