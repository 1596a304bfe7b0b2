use std::io::IsTerminal;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Patch, Renderer, Snippet};
use runloom_query::Diagnostic;

use crate::terminal;

/// Shows what is wrong or doubtful about `text`, which was given as `option`, underlined in its place.
pub(crate) fn render(diagnostics: &[Diagnostic], text: &str, option: &str) -> String {
    let renderer = if std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.term_width(terminal::width(&console::Term::stderr()).unwrap_or(140));
    let rendered: Vec<String> = diagnostics.iter().map(|one| render_one(one, text, option, &renderer)).collect();
    rendered.join("\n\n")
}

fn render_one(diagnostic: &Diagnostic, text: &str, option: &str, renderer: &Renderer) -> String {
    let level = if diagnostic.is_error() { Level::ERROR } else { Level::WARNING };
    let place = AnnotationKind::Primary.span(within(&diagnostic.span, text));
    let mut main = level.primary_title(diagnostic.message.as_str()).element(Snippet::source(text).path(option).annotation(place));
    let Some(fix) = &diagnostic.fix else {
        if let Some(hint) = &diagnostic.hint {
            main = main.element(Level::HELP.message(hint.as_str()));
        }
        return renderer.render(&[main]);
    };
    let patch = Patch::new(within(&fix.span, text), fix.text.as_str());
    let title = diagnostic.hint.as_deref().unwrap_or("this would do");
    let help = Level::HELP.secondary_title(title).element(Snippet::source(text).path(option).patch(patch));
    renderer.render(&[main, help])
}

fn within(span: &Range<usize>, text: &str) -> Range<usize> {
    let start = text.floor_char_boundary(span.start.min(text.len()));
    start..text.ceil_char_boundary(span.end.clamp(start, text.len()))
}
