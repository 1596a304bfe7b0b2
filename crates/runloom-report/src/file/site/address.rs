use std::fmt;
use std::str::FromStr;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What ends an address, or a place for one, in HTML, Markdown, wikis or code.
const IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'\'')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'(')
    .add(b')')
    .add(b'[')
    .add(b']')
    .add(b'{')
    .add(b'}')
    .add(b'|')
    .add(b'\\')
    .add(b'^')
    .add(b'!')
    .add(b'*')
    .add(b'$');

/// The address of a folder on the web, which ends with `/`. It holds nothing that has a meaning in HTML, Markdown, wikis or code, except `&` and `_`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteAddress(String);

impl SiteAddress {
    /// A place that somebody else has to fill in.
    pub(super) fn placeholder() -> Self {
        Self("https://example.org/PLACE/".to_owned())
    }

    /// The address of a file in the folder, which is named with `/` between its parts.
    pub fn of(&self, file: &str) -> String {
        format!("{}{file}", self.0)
    }
}

impl fmt::Display for SiteAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for SiteAddress {
    type Err = String;

    /// Reads an http(s) address of a folder, or of the `index.html` in it.
    ///
    /// # Errors
    /// What it is to be instead.
    fn from_str(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let (scheme, rest) = text.split_once("://").unwrap_or_default();
        let scheme = scheme.to_ascii_lowercase();
        if !["http", "https"].contains(&scheme.as_str()) {
            return Err("write it whole, like https://example.org/reports/".to_owned());
        }
        if rest.contains(['?', '#']) {
            return Err("the address of a folder has no ? and no #".to_owned());
        }
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        if host.contains('@') {
            return Err("leave the user name out: everyone would read it".to_owned());
        }
        if host.is_empty() || !host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:[]".contains(c)) {
            return Err("its host is to be a name like example.org; one with other letters is written as xn--…".to_owned());
        }
        let path = path.strip_suffix("index.html").filter(|path| path.is_empty() || path.ends_with('/')).unwrap_or(path);
        let path = utf8_percent_encode(path.trim_end_matches('/'), IN_PATH).to_string();
        let end = if path.is_empty() { "" } else { "/" };
        Ok(Self(format!("{scheme}://{host}/{path}{end}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_that_of_a_folder() {
        let read = |text: &str| text.parse::<SiteAddress>().unwrap().to_string();
        assert_eq!(read("https://example.org"), "https://example.org/");
        assert_eq!(read("HTTPS://example.org/a"), "https://example.org/a/");
        assert_eq!(read("http://[::1]:8080/a/index.html"), "http://[::1]:8080/a/");
        assert_eq!(read("https://example.org/a \"<b>'é%20(1)/"), "https://example.org/a%20%22%3Cb%3E%27%C3%A9%20%281%29/");
        assert_eq!(
            read("https://example.org/a").len() + 10,
            "https://example.org/a/".parse::<SiteAddress>().unwrap().of("index.html").len()
        );
    }

    #[test]
    fn what_is_no_such_address_is_refused() {
        for wrong in [
            "",
            "example.org/a",
            "ftp://example.org/",
            "javascript:alert(1)",
            "https://",
            "https://a:b@example.org/",
            "https://ex\"ample/",
        ] {
            assert!(wrong.parse::<SiteAddress>().is_err(), "{wrong}");
        }
        assert!("https://example.org/?a".parse::<SiteAddress>().unwrap_err().contains('?'));
        assert!("https://example.org/#a".parse::<SiteAddress>().is_err());
    }
}
