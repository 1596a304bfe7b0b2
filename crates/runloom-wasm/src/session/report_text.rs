use runloom_report::{ChartBlock, MarkdownError, MarkdownHost, PanelKind, ReportBody, ReportPicture, ValueQuery, View};

use super::Session;
use crate::protocol::{EngineError, FilterProblem, Intent};

impl Session {
    /// What a text in Markdown looks like in a report about the runs of the filter: HTML that is safe. The columns of
    /// [`Session::columns_for_report`] have to be loaded.
    ///
    /// # Errors
    /// The first chart or value that cannot be had, and its line.
    pub fn report_text(&mut self, text: &str) -> Result<String, EngineError> {
        Ok(self.body_of_text(text)?.to_html())
    }

    pub(super) fn body_of_text(&mut self, text: &str) -> Result<ReportBody, EngineError> {
        ReportBody::from_markdown(text, &mut Runs { session: self }).map_err(|MarkdownError { line, why }| EngineError {
            what: "The text cannot be shown".to_owned(),
            place: format!("line {line}"),
            why,
            hint: "Change that line".to_owned(),
        })
    }

    /// What is asked of the same runs in another view, which leaves no trace in this one.
    fn beside<T>(&mut self, mut view: View, act: impl FnOnce(&mut Self) -> Result<T, String>) -> Result<T, String> {
        view.filter = both(&self.view.filter, &view.filter);
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

fn both(first: &str, second: &str) -> String {
    match [first.trim(), second.trim()] {
        ["", only] | [only, ""] => only.to_owned(),
        [first, second] => format!("({first}) AND ({second})"),
    }
}

/// The runs of a page, for the charts and values of a text.
struct Runs<'a> {
    session: &'a mut Session,
}

impl MarkdownHost for Runs<'_> {
    fn chart(&mut self, block: &ChartBlock) -> Result<ReportPicture, String> {
        let (view, _) = View::from_fragment(&block.fragment);
        let picture = self.session.beside(view, |other| {
            if block.kind == PanelKind::Importance {
                while !other.importance_step() {}
            }
            other.report_picture(block.kind.word()).ok_or_else(|| format!("there is nothing to draw as {}", block.kind.title()))
        })?;
        Ok(ReportPicture { caption: block.caption.clone(), ..picture })
    }

    fn value(&mut self, query: &ValueQuery) -> Result<String, String> {
        let asked = self.session.view.importance.clone();
        let view = View { filter: query.filter.clone(), ..View::default() };
        self.session.beside(view, |other| query.answer(other.runs(), &other.kept.in_filter, &asked))
    }

    fn picture(&mut self, path: &str) -> Result<String, String> {
        Err(format!("a page cannot read {path} from beside a text; `runloom report` can"))
    }
}
