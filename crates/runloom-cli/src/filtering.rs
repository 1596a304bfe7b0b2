use std::io::Write;

use runloom_query::{Diagnostic, EvaluateError, Filter, GroupBy, parse_filter, parse_group_by};

use crate::diagnostics;
use crate::failure::Failure;
use crate::session::Session;

/// Reads the filter of an option.
pub(crate) fn read_filter(text: &str, option: &str) -> Result<Filter, Failure> {
    let parsed = parse_filter(text);
    check(&parsed.diagnostics, text, option)?;
    let refused = || Failure::usage(&format!("{option} cannot be read"), "see `runloom query --help` for an example");
    parsed.filter.ok_or_else(refused)
}

/// Reads the columns to group by.
pub(crate) fn read_groups(text: &str, option: &str) -> Result<GroupBy, Failure> {
    parse_group_by(text).map_err(|wrong| Failure::Usage(diagnostics::render(&[wrong], text, option)))
}

/// What only the data could tell about the text of an option.
pub(crate) fn refused(error: EvaluateError, text: &str, option: &str) -> Failure {
    match error {
        EvaluateError::Refused(wrong) => Failure::Usage(diagnostics::render(&[wrong], text, option)),
        EvaluateError::NotLoaded(_) => internal(error),
    }
}

/// Refuses what is wrong with the text of an option; what is only doubtful is told on stderr.
pub(crate) fn check(found: &[Diagnostic], text: &str, option: &str) -> Result<(), Failure> {
    if found.iter().any(Diagnostic::is_error) {
        return Err(Failure::Usage(diagnostics::render(found, text, option)));
    }
    if !found.is_empty() {
        // Nothing is lost where stderr is closed.
        let _ = writeln!(std::io::stderr(), "{}", diagnostics::render(found, text, option));
    }
    Ok(())
}

/// Tells the warnings of the sources on stderr.
pub(crate) fn tell(session: &Session) {
    const SHOWN: usize = 5;
    let warnings = session.warnings();
    let mut err = std::io::stderr().lock();
    for warning in warnings.iter().take(SHOWN) {
        let _ = writeln!(err, "warning: {}", crate::output::visible(warning));
    }
    if warnings.len() > SHOWN {
        let _ = writeln!(err, "warning: {} more; `runloom info` lists them", warnings.len() - SHOWN);
    }
}

/// A column that was not loaded although it is needed: a fault of Runloom, told instead of a panic.
pub(crate) fn internal(error: impl std::fmt::Display) -> Failure {
    Failure::Data(runloom_source::SourceError {
        what: "the command cannot be carried out".to_owned(),
        place: String::new(),
        why: error.to_string(),
        hint: "This is a fault of Runloom; please report it with the command that you ran".to_owned(),
    })
}
