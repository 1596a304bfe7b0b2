use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

/// What a report and the page that may be in it have in common. `cargo xtask build` fills it with the page.
const FRAME: &str = include_str!("frame.html");
/// Colours and rhythm, which the page has too.
const TOKENS: &str = include_str!("../../../../www/styles/tokens.css");
const STYLES: &str = include_str!("../../../../www/styles/report.css");

/// The text of a template around the two places that a report fills.
pub(super) struct Slots<'a> {
    before_head: &'a str,
    between: &'a str,
    after_body: &'a str,
}

/// A template that is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadTemplate {
    missing: &'static str,
}

impl fmt::Display for BadTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the template of reports has no place for {}", self.missing)
    }
}

impl std::error::Error for BadTemplate {}

impl<'a> Slots<'a> {
    pub(super) fn of(template: &'a str) -> Result<Self, BadTemplate> {
        let missing = |missing| BadTemplate { missing };
        let (before_head, rest) = template.split_once("<!--runloom:head-->").ok_or(missing("a title"))?;
        let (_, rest) = rest.split_once("<!--/runloom:head-->").ok_or(missing("a title"))?;
        let (between, rest) = rest.split_once("<!--runloom:body-->").ok_or(missing("a text"))?;
        let (_, after_body) = rest.split_once("<!--/runloom:body-->").ok_or(missing("a text"))?;
        Ok(Self { before_head, between, after_body })
    }

    pub(super) fn filled(&self, head: &str, body: &str) -> String {
        [self.before_head, head, self.between, body, self.after_body].concat()
    }
}

/// The template of a report that is looked at only: without a page, and so without any script.
pub(super) fn still() -> String {
    let styles = format!("{TOKENS}{STYLES}");
    let hash = STANDARD.encode(Sha256::digest(&styles));
    let policy = format!("default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'");
    FRAME.replace("{{policy}}", &policy).replace("{{runtime}}", "").replace("{{styles}}", &styles)
}
