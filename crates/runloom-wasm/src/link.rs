//! Links that are not in the readable form, for a page that was opened by one.

use runloom_report::expand_link;

use crate::protocol::EngineError;

/// The readable form of a link.
///
/// # Errors
/// [`EngineError`] where it is damaged.
pub(crate) fn expanded(fragment: &str) -> Result<String, EngineError> {
    expand_link(fragment).map(std::borrow::Cow::into_owned).map_err(|bad| EngineError {
        what: "The link cannot be opened".to_owned(),
        place: "the address of this page".to_owned(),
        why: format!("it {}", bad.why),
        hint: bad.hint.to_owned(),
    })
}
