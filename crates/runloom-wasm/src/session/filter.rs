use runloom_query::{Diagnostic, Filter, parse_filter};
use runloom_table::{ColumnName, RunTable};

use crate::protocol::{FilterFix, FilterProblem};
use crate::utf16::units as utf16;

/// The text in the filter box and the filter that is in force, which is the last one that was right.
#[derive(Debug, Default)]
pub(super) struct FilterState {
    text: String,
    in_force: Option<Filter>,
    /// The text of the filter in force.
    in_force_text: String,
    problems: Vec<FilterProblem>,
    /// What only evaluation found about the filter in force.
    refusal: Option<FilterProblem>,
}

impl FilterState {
    /// Takes new text; what was in force stays so if it is wrong.
    pub(super) fn set(&mut self, text: &str, runs: &RunTable) {
        text.clone_into(&mut self.text);
        let parsed = parse_filter(text);
        let found = parsed.check(runs);
        if !found.iter().any(Diagnostic::is_error) {
            self.in_force = parsed.filter;
            text.clone_into(&mut self.in_force_text);
        }
        self.problems = found.iter().map(|diagnostic| problem(text, diagnostic)).collect();
    }

    /// Checks the text again, against other columns.
    pub(super) fn recheck(&mut self, runs: &RunTable) {
        let text = std::mem::take(&mut self.text);
        self.set(&text, runs);
    }

    /// Takes what evaluation of the filter in force found.
    pub(super) fn evaluated(&mut self, refusal: Option<&Diagnostic>) {
        self.refusal = refusal.map(|diagnostic| problem(&self.in_force_text, diagnostic));
    }

    /// The filter in force; `None` keeps all runs.
    pub(super) fn in_force(&self) -> Option<&Filter> {
        self.in_force.as_ref()
    }

    /// The text of the filter in force.
    pub(super) fn in_force_text(&self) -> &str {
        &self.in_force_text
    }

    /// What is wrong with the text.
    pub(super) fn problems(&self) -> Vec<FilterProblem> {
        let refusal = self.refusal.iter().filter(|_| self.text == self.in_force_text);
        self.problems.iter().chain(refusal).cloned().collect()
    }

    /// The columns that the filter in force needs.
    pub(super) fn columns(&self, runs: &RunTable) -> Vec<ColumnName> {
        self.in_force.as_ref().map(|filter| filter.columns(runs)).unwrap_or_default()
    }
}

pub(super) fn problem(text: &str, diagnostic: &Diagnostic) -> FilterProblem {
    FilterProblem {
        message: diagnostic.message.clone(),
        hint: diagnostic.hint.clone(),
        start: utf16(text, diagnostic.span.start),
        end: utf16(text, diagnostic.span.end),
        advice: !diagnostic.is_error(),
        fix: diagnostic.fix.as_ref().map(|fix| FilterFix {
            start: utf16(text, fix.span.start),
            end: utf16(text, fix.span.end),
            text: fix.text.clone(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_filter_leaves_the_last_right_one_in_force() {
        let runs = RunTable::new(0);
        let mut state = FilterState::default();
        state.set("metrics.a > 1", &runs);
        state.set("metrics.a >", &runs);
        assert_eq!(state.in_force_text(), "metrics.a > 1");
        assert!(state.problems().iter().any(|p| !p.advice));
    }
}
