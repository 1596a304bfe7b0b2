//! The compact form: `v1.` and, in base64url, the readable form after zlib (RFC 1950), whose checksum tells a damaged link.

use std::borrow::Cow;
use std::fmt;
use std::io::Read as _;

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use flate2::read::ZlibDecoder;
use percent_encoding::percent_decode_str;

/// The version that is written.
const VERSION: &str = "v1.";
/// The most characters of a link that are read: what the browser with the longest addresses takes.
const MOST_CHARS: usize = 2 << 20;
/// The most bytes that a link may become.
const MOST_BYTES: u64 = 8 << 20;

const BASE64URL: GeneralPurpose = GeneralPurpose::new(
    &alphabet::URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent).with_decode_allow_trailing_bits(true),
);

/// A link that cannot be read, and what may help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLink {
    /// Why, as the end of a sentence that begins with the link.
    pub why: &'static str,
    /// What to do.
    pub hint: &'static str,
}

impl fmt::Display for BadLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "this link {}. {}", self.why, self.hint)
    }
}

impl std::error::Error for BadLink {}

/// The readable form of a fragment, with or without its `#`, in whatever form it is. What mail and chat programs do to long links, such as
/// wrapping them or encoding them once more, is undone.
///
/// ```
/// let compact = "v1.eNorz0gtSrVNBAALgwK6";
/// assert_eq!(runloom_report::expand_link(compact)?, "where=a");
/// assert_eq!(runloom_report::expand_link("where=a")?, "where=a");
/// # Ok::<(), runloom_report::BadLink>(())
/// ```
///
/// # Errors
/// Where it is in a compact form that is damaged, or of a newer version. Never takes more than some megabytes.
pub fn expand_link(fragment: &str) -> Result<Cow<'_, str>, BadLink> {
    let fragment = fragment.trim().trim_start_matches(['#', '?']);
    if !is_compact(fragment) {
        return Ok(Cow::Borrowed(fragment));
    }
    if fragment.len() > MOST_CHARS {
        return Err(BadLink { why: "is longer than any that Runloom writes", hint: "Ask for the file instead." });
    }
    let text: String = unwrapped(fragment);
    let packed = text
        .strip_prefix(VERSION)
        .or_else(|| text.strip_prefix("V1."))
        .ok_or(BadLink { why: "is of a version that is newer than this page", hint: "Open it with a newer Runloom." })?;
    let damaged = |why| BadLink { why, hint: "Copy it again, as a whole." };
    let changed = || {
        let lower = packed.len() > 40 && !packed.chars().any(|c| c.is_ascii_uppercase());
        damaged(if lower { "has lost its capital letters on its way" } else { "was changed on its way or is not whole" })
    };
    let packed_bytes = BASE64URL.decode(packed.trim_end_matches('=')).map_err(|_| changed())?;
    let mut bytes = Vec::new();
    let read = ZlibDecoder::new(packed_bytes.as_slice()).take(MOST_BYTES + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > MOST_BYTES {
        return Err(BadLink { why: "would become larger than any view is", hint: "It was not made by Runloom." });
    }
    read.map_err(|_| changed())?;
    if packed_bytes.is_empty() {
        return Err(changed());
    }
    String::from_utf8(bytes).map(Cow::Owned).map_err(|_| changed())
}

/// Whether a fragment begins like a compact form of some version: `v1.`, `v12.`, with its dot encoded too.
fn is_compact(fragment: &str) -> bool {
    let Some(rest) = fragment.strip_prefix(['v', 'V']) else { return false };
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let dotted = after.starts_with('.') || after.starts_with("%2E") || after.starts_with("%2e") || after.starts_with("%252");
    after.len() < rest.len() && dotted && !fragment.contains('&')
}

fn unwrapped(fragment: &str) -> String {
    let mut text: String = fragment.chars().filter(|c| !c.is_whitespace()).collect();
    for _ in 0..4 {
        if !text.contains('%') {
            break;
        }
        let decoded = percent_decode_str(&text).decode_utf8_lossy().into_owned();
        text = decoded.chars().filter(|c| !c.is_whitespace()).collect();
    }
    text
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use proptest::prelude::*;

    use super::*;

    fn compact(text: &[u8]) -> String {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(text).unwrap();
        format!("v1.{}", URL_SAFE_NO_PAD.encode(encoder.finish().unwrap()))
    }

    #[test]
    fn what_happens_to_links_on_their_way_is_undone() {
        let text =
            "src=runs.parquet&where=metrics.loss < 0.1 AND params.note = 'Größe & \u{1f600}'&axes=params.lr:log,metrics.loss";
        let link = compact(text.as_bytes());
        assert_eq!(expand_link(&link).unwrap(), text);
        assert_eq!(expand_link(&format!(" #{link}\n")).unwrap(), text);
        let (start, end) = link.split_at(30);
        assert_eq!(expand_link(&format!("{start}\r\n  {end}")).unwrap(), text);
        assert_eq!(expand_link(&format!("{start}%0A{end}")).unwrap(), text);
        assert_eq!(expand_link(&link.replacen('.', "%2E", 1)).unwrap(), text);
        assert_eq!(expand_link(&link.replacen('.', "%252E", 1)).unwrap(), text);
        assert_eq!(expand_link(&format!("{link}==")).unwrap(), text);
    }

    #[test]
    fn a_link_that_is_damaged_says_how() {
        let link = compact(b"where=metrics.loss < 0.1&axes=params.learning_rate:log,params.max_depth,metrics.loss");
        let why = |link: &str| expand_link(link).unwrap_err().why;
        for cut in 3..link.len() {
            assert_eq!(why(&link[..cut]), "was changed on its way or is not whole", "{cut}");
        }
        assert_eq!(why(&link.to_lowercase()), "has lost its capital letters on its way");
        assert_eq!(why(&link.replacen("v1", "v2", 1)), "is of a version that is newer than this page");
        assert_eq!(why(&format!("v1.{}", "A".repeat(MOST_CHARS))), "is longer than any that Runloom writes");
        assert_eq!(why(&compact(&vec![b'a'; 9 << 20])), "would become larger than any view is");
        assert_eq!(why(&compact(&[0xff, 0xfe])), "was changed on its way or is not whole");
    }

    #[test]
    fn readable_links_stay_as_they_are() {
        for text in ["", "where=v1.a", "v1", "v.x=1", "vx.1", "v1.a=3&where=b"] {
            assert_eq!(expand_link(text).unwrap(), text);
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "\\PC{0,200}") {
            let link = compact(text.as_bytes());
            prop_assert_eq!(expand_link(&link).unwrap(), text);
        }

        #[test]
        fn any_link_is_read_or_refused(link in "v[0-9]{1,2}[.%][ -~]{0,80}") {
            let _ = expand_link(&link);
        }
    }
}
