use runloom_report::{Panel, PanelKind, ReportPicture, SourceNames, ValueQuery, View, both_filters};

use super::Session;
use crate::protocol::{FilterProblem, Intent};

/// What the text of a report asks of its runs. The columns of [`Session::columns_for_report`] have to be loaded.
impl Session {
    /// The filter that keeps the runs of a source, by what a text calls it.
    ///
    /// # Errors
    /// Which names there are, in a sentence.
    pub fn source_of_text(&self, name: &str) -> Result<String, String> {
        SourceNames::of(self.runs(), self.workspace.run_sources()).filter_of(name)
    }

    /// A chart of the runs of the filter, as a block in a text describes it: the word of its kind, and a link's fragment.
    ///
    /// # Errors
    /// Why there is none, in a sentence.
    pub fn chart_of_text(&mut self, kind: &str, fragment: &str) -> Result<ReportPicture, String> {
        let (view, _) = View::from_fragment(fragment);
        self.beside(view, |other| {
            if Panel::read(kind).is_some_and(|panel| panel.kind == PanelKind::Importance) {
                while !other.importance_step() {}
            }
            other.report_picture(kind).ok_or_else(|| format!("there is nothing to draw as {kind}"))
        })
    }

    /// A value of the runs of the filter, as it stands between the braces of a text.
    ///
    /// # Errors
    /// Why there is none, in a sentence.
    pub fn value_of_text(&mut self, text: &str) -> Result<String, String> {
        let query = ValueQuery::read(text)?;
        let asked = self.view.importance.clone();
        let view = View { filter: query.filter.clone(), ..View::default() };
        self.beside(view, |other| query.answer(other.runs(), &other.kept.in_filter, &asked))
    }

    /// What is asked of the same runs in another view, which leaves no trace in this one.
    fn beside<T>(&mut self, mut view: View, act: impl FnOnce(&mut Self) -> Result<T, String>) -> Result<T, String> {
        view.filter = both_filters(&self.view.filter, &view.filter);
        let mut other = Self { workspace: std::mem::take(&mut self.workspace), ..Self::default() };
        other.apply(Intent::Restore { fragment: view.to_fragment() });
        other.evaluate();
        let refused = other.filter.problems().into_iter().find(|problem| !problem.advice);
        let answer = match refused {
            Some(FilterProblem { message, hint, .. }) => {
                Err([Some(message), hint].into_iter().flatten().collect::<Vec<_>>().join(". "))
            }
            None => act(&mut other),
        };
        self.workspace = other.workspace;
        answer
    }
}
