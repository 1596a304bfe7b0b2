use super::encoding::is_utf16;
use super::unsupported;
use crate::SourceError;

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Apache Parquet.
    Parquet,
    /// Arrow IPC, file form; Feather version 2.
    ArrowFile,
    /// Arrow IPC, stream form.
    ArrowStream,
    /// JSON, one or several values one after the other.
    Json,
    /// Delimited text.
    Csv,
}

impl Format {
    /// The word that ends a source's kind.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::ArrowFile | Self::ArrowStream => "arrow",
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }

    /// The name for people.
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Parquet => "Parquet",
            Self::ArrowFile => "Arrow file",
            Self::ArrowStream => "Arrow stream",
            Self::Json => "JSON",
            Self::Csv => "CSV",
        }
    }
}

/// Finds the format from the first bytes, the last bytes and, where text could be either, the name.
///
/// # Errors
/// What the file is, if it is something known that cannot be read.
pub(crate) fn detect(name: &str, head: &[u8], tail: &[u8], len: u64) -> Result<Format, SourceError> {
    if len == 0 {
        return Err(SourceError::unreadable(name, "the file is empty").hint("Export the runs again, or choose another file"));
    }
    if let Some(format) = by_magic(name, head, tail)? {
        return Ok(format);
    }
    if let Some(error) = unsupported::recognise(name, head) {
        return Err(error);
    }
    let text = head.strip_prefix(&[0xef, 0xbb, 0xbf]).unwrap_or(head);
    let first = text.iter().copied().find(|b| !b.is_ascii_whitespace());
    let extension = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match (first, extension.as_str()) {
        (Some(b'{' | b'['), "csv" | "tsv" | "txt") => Ok(if opens_json(text) { Format::Json } else { Format::Csv }),
        (_, "json" | "jsonl" | "ndjson") | (Some(b'{' | b'['), _) => Ok(Format::Json),
        (None, _) if !is_utf16(head) => Err(SourceError::unreadable(name, "the file holds white space only")
            .hint("Export the runs again, or choose another file")),
        _ if !is_utf16(head) && text.contains(&0) => Err(unsupported::unknown_binary(name)),
        _ => Ok(Format::Csv),
    }
}

fn by_magic(name: &str, head: &[u8], tail: &[u8]) -> Result<Option<Format>, SourceError> {
    if head.starts_with(b"PARE") || (head.starts_with(b"PAR1") && tail.ends_with(b"PARE")) {
        return Err(unsupported::encrypted_parquet(name));
    }
    if head.starts_with(b"PAR1") || (tail.ends_with(b"PAR1") && tail.len() >= 12) {
        if !tail.ends_with(b"PAR1") || tail.len() < 12 {
            return Err(SourceError::unreadable(name, "it begins as a Parquet file but has no footer at its end")
                .hint("The file was cut off; download or copy it again"));
        }
        return Ok(Some(Format::Parquet));
    }
    if head.starts_with(b"ARROW1") {
        return Ok(Some(Format::ArrowFile));
    }
    if head.starts_with(&[0xff, 0xff, 0xff, 0xff]) && head.len() >= 8 {
        return Ok(Some(Format::ArrowStream));
    }
    Ok(None)
}

/// Whether text that begins with a bracket goes on as JSON does.
fn opens_json(text: &[u8]) -> bool {
    let mut inked = text.iter().copied().filter(|b| !b.is_ascii_whitespace());
    match inked.next() {
        Some(b'{') => matches!(inked.next(), Some(b'"' | b'}')),
        Some(b'[') => matches!(inked.next(), Some(b'{' | b'[' | b']')),
        _ => false,
    }
}
