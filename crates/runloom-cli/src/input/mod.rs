//! What a SOURCE of the command line stands for: a file, a folder of files, a URL.

mod file;
mod folder;
mod http;
mod ranges;

use std::path::Path;

use runloom_source::{ByteSource, SourceError};

use crate::failure::words;
use crate::progress::ProgressLine;

/// Bytes with the name that people know them by.
pub(crate) struct Input {
    pub(crate) name: String,
    pub(crate) bytes: Box<dyn ByteSource>,
}

/// What one SOURCE stands for.
pub(crate) enum Resolved {
    /// One file or URL.
    One(Input),
    /// The files of a folder that may hold runs, as paths.
    Folder(Vec<String>),
}

/// Finds what a SOURCE stands for and opens it, if it is one thing.
pub(crate) fn resolve(source: &str, progress: &mut ProgressLine) -> Result<Resolved, SourceError> {
    if source.starts_with("http://") || source.starts_with("https://") {
        let bytes = http::connect(source, progress)?;
        return Ok(Resolved::One(Input { name: source.to_owned(), bytes }));
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
    open_file(source).map(Resolved::One)
}

/// Opens a file by its path.
pub(crate) fn open_file(path: &str) -> Result<Input, SourceError> {
    Ok(Input { name: path.to_owned(), bytes: file::open(path)? })
}
