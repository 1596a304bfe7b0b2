use runloom_query::{complete, completion_columns, explain, explanation_columns};
use runloom_table::ColumnName;

use super::Session;
use crate::protocol::{Completion, Explanation};
use crate::utf16::byte;

impl Session {
    /// The columns that [`Session::complete`] needs and that are not loaded. `cursor` counts UTF-16 units.
    pub fn columns_for_completion(&self, text: &str, cursor: usize) -> Vec<ColumnName> {
        self.not_loaded(completion_columns(text, byte(text, cursor), self.runs()))
    }

    /// What may stand at the cursor of a filter, which counts UTF-16 units.
    pub fn complete(&self, text: &str, cursor: usize, explicit: bool) -> Completion {
        Completion::of(text, complete(text, byte(text, cursor), explicit, self.dataset()))
    }

    /// The columns that [`Session::explain`] needs and that are not loaded. `at` counts UTF-16 units.
    pub fn columns_for_explanation(&self, text: &str, at: usize) -> Vec<ColumnName> {
        self.not_loaded(explanation_columns(text, byte(text, at), self.runs()))
    }

    /// What the word at a place of a filter means. `at` counts UTF-16 units.
    pub fn explain(&self, text: &str, at: usize) -> Option<Explanation> {
        explain(text, byte(text, at), self.dataset()).map(|found| Explanation::of(text, found))
    }
}
