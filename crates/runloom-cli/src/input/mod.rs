//! What a SOURCE of the command line stands for: a file, a folder of files, a URL.

mod file;
mod folder;
mod http;
mod ranges;

use std::path::Path;

use runloom_source::{ByteSource, MemorySource, SourceError, is_report, report_parts};

use crate::failure::words;
use crate::progress::ProgressLine;

/// A report says so within these.
const REPORT_HEAD_BYTES: u64 = 1024;

/// Bytes with the name that people know them by.
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) bytes: Box<dyn ByteSource>,
}

/// What one SOURCE stands for.
pub(crate) enum Resolved {
    /// One file or URL.
    One(Input),
    /// The files within a saved report.
    Report(Vec<Input>),
    /// The files of a folder that may hold runs, as paths.
    Folder(Vec<String>),
}

/// Finds what a SOURCE stands for and opens it, if it is one thing.
pub(crate) fn resolve(source: &str, progress: &mut ProgressLine) -> Result<Resolved, SourceError> {
    if is_url(source) {
        let bytes = http::connect(source, progress)?;
        return unwrapped(Input { name: source.to_owned(), bytes });
    }
    if let Some((scheme, _)) = source.split_once("://")
        && !Path::new(source).exists()
    {
        return Err(SourceError::unreadable(source, format!("{scheme}:// addresses are not supported"))
            .hint("Give an http or https URL, or the path of a downloaded file"));
    }
    let metadata = std::fs::metadata(source).map_err(|error| {
        SourceError::unreadable(source, words(&error)).hint("Check the path; a SOURCE is a file, a folder or an http(s) URL")
    })?;
    if metadata.is_dir() {
        return folder::list(Path::new(source)).map(Resolved::Folder);
    }
    open_file(source).and_then(unwrapped)
}

/// What a file or URL is, or what is within.
fn unwrapped(input: Input) -> Result<Resolved, SourceError> {
    let len = input.bytes.len();
    if !is_report(&input.bytes.read(0..len.min(REPORT_HEAD_BYTES))?) {
        return Ok(Resolved::One(input));
    }
    let parts = report_parts(&input.name, &input.bytes.read(0..len)?)?;
    let named = parts
        .into_iter()
        .map(|part| Input { name: format!("{} of {}", part.name, input.name), bytes: Box::new(MemorySource::new(part.bytes)) });
    Ok(Resolved::Report(named.collect()))
}

/// The files that a SOURCE on this machine is read from, as far as they are there; none of a URL.
pub(crate) fn files_of(source: &str) -> Vec<String> {
    if is_url(source) {
        return Vec::new();
    }
    if Path::new(source).is_dir() {
        return folder::list(Path::new(source)).unwrap_or_default();
    }
    vec![source.to_owned()]
}

/// Whether a SOURCE is read over the network.
pub(crate) fn is_url(source: &str) -> bool {
    source.starts_with("http://") || source.starts_with("https://")
}

/// Opens a file by its path.
pub(crate) fn open_file(path: &str) -> Result<Input, SourceError> {
    Ok(Input { name: path.to_owned(), bytes: file::open(path)? })
}
