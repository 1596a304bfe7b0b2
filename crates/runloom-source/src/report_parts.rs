//! The files that a saved report holds: one HTML file with its runs as Parquet in inert scripts, each with the SHA-256 of its bytes.
//!
//! ```html
//! <meta name="runloom-report" content="1">
//! <script type="application/vnd.apache.parquet" data-name="runs.parquet" data-sha256="9f86…">2U6@!…</script>
//! ```
//!
//! Eleven characters are nine bytes ([`runloom_table::from_printable`]). `runloom-report` writes them. All text of a report is escaped, so that nothing in it can look like such a script.

use sha2::{Digest as _, Sha256};

use crate::SourceError;

/// The mark stands this near to the beginning of the file.
const HEAD_BYTES: usize = 1024;
const MARK: &[u8] = b"<meta name=\"runloom-report\" ";
const START: &str = "<script type=\"application/vnd.apache.parquet\"";
const END: &str = "</script>";

/// A file within a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportPart {
    /// Its name: `runs.parquet`.
    pub name: String,
    /// Its bytes, which are those that were written.
    pub bytes: Vec<u8>,
}

/// Whether a file that begins like this is a report that Runloom wrote.
pub fn is_report(head: &[u8]) -> bool {
    let head = head.get(..HEAD_BYTES).unwrap_or(head);
    head.windows(MARK.len()).any(|window| window == MARK)
}

/// The files that a report holds.
///
/// # Errors
/// Where it holds none, or where one is not what was written.
#[inline(never)]
pub fn report_parts(name: &str, bytes: &[u8]) -> Result<Vec<ReportPart>, SourceError> {
    let text = std::str::from_utf8(bytes).map_err(|wrong| {
        SourceError::unreadable(name, "it is a report that holds bytes which are not text")
            .at(format!("byte {}", wrong.valid_up_to()))
            .hint("The file was changed after it was written; get it again")
    })?;
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(START) {
        let script = rest.get(start + START.len()..).unwrap_or_default();
        let (Some((attributes, inside)), true) = (script.split_once('>'), script.contains(END)) else {
            return Err(SourceError::unreadable(name, "it is a report whose data ends in the middle")
                .hint("The file was cut off; download or copy it again"));
        };
        let (packed, after) = inside.split_once(END).unwrap_or((inside, ""));
        let part = attribute(attributes, "data-name").unwrap_or("runs.parquet");
        let bytes = unpack_part(part, packed, attribute(attributes, "data-sha256").unwrap_or_default())?;
        parts.push(ReportPart { name: part.to_owned(), bytes });
        rest = after;
    }
    if parts.is_empty() {
        return Err(SourceError::unreadable(name, "it is a report that holds no data")
            .hint("`runloom report SOURCE... -o OUT.html` writes one that does"));
    }
    Ok(parts)
}

/// The bytes of a file within a report, out of the text of its script and the SHA-256 that stands beside it.
///
/// # Errors
/// Where they are not the bytes that were written.
#[inline(never)]
pub fn unpack_part(name: &str, packed: &str, sha256: &str) -> Result<Vec<u8>, SourceError> {
    let damaged = |why: &str| {
        SourceError::unreadable(name, why).hint("The file was changed after it was written; get it again from where it came from")
    };
    let bytes = runloom_table::from_printable(packed)
        .ok_or_else(|| damaged("its data in this report is damaged: what stands there is no packed data"))?;
    let found = Sha256::digest(&bytes);
    if hex(&found) != sha256 {
        return Err(damaged(
            "its data in this report is damaged: its checksum (SHA-256) is another than the one that stands beside it",
        ));
    }
    Ok(bytes)
}

fn hex(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The value of an attribute that the writer of reports wrote.
fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = attributes.split_once(&format!(" {name}=\""))?;
    after.split_once('"').map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    fn packed(text: &str) -> String {
        let mut packed = String::new();
        runloom_table::push_printable(&mut packed, text.as_bytes());
        packed
    }

    fn report(scripts: &str) -> String {
        format!("<!doctype html><meta name=\"runloom-report\" content=\"1\">{scripts}")
    }

    #[test]
    fn parts_come_out_as_they_went_in() -> Result<(), SourceError> {
        let script = format!(
            "{START} data-name=\"runs.parquet\" data-sha256=\"{ABC}\">\n{}\n{}</script>",
            &packed("abc")[..2],
            &packed("abc")[2..]
        );
        let file = report(&format!("{script}<p>between</p>{}", script.replace("runs", "history")));
        assert!(is_report(file.as_bytes()));
        let parts = report_parts("out.html", file.as_bytes())?;
        let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
        assert_eq!(names, ["runs.parquet", "history.parquet"]);
        assert!(parts.iter().all(|part| part.bytes == b"abc"));
        Ok(())
    }

    #[test]
    fn what_is_not_what_was_written_is_refused() {
        let refused = |scripts: &str| report_parts("out.html", report(scripts).as_bytes()).unwrap_err().to_string();
        let script = |packed: &str| format!("{START} data-name=\"runs.parquet\" data-sha256=\"{ABC}\">{packed}");
        assert!(refused(&format!("{}</script>", script(&packed("abd")))).contains("checksum"));
        assert!(refused(&format!("{}</script>", script("%"))).contains("no packed data"));
        assert!(refused(&script(&packed("abc"))).contains("cut off"));
        assert!(refused("").contains("holds no data"));
        assert!(!is_report(b"<!doctype html><p>another page"));
    }
}
