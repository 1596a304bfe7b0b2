use std::path::Path;

use runloom_source::SourceError;

use crate::failure::words;

/// The endings of the files that are tried, the forms that keep types first: of equal tables the first is kept.
const ENDINGS: [&str; 11] = ["parquet", "pq", "arrow", "feather", "ipc", "json", "ndjson", "jsonl", "csv", "tsv", "zip"];

/// The files right in a folder that may hold runs, by form and then by name.
pub(super) fn list(folder: &Path) -> Result<Vec<String>, SourceError> {
    let name = folder.display().to_string();
    let failed = |error: &std::io::Error| SourceError::unreadable(&name, words(error));
    let (mut files, mut folders) = (Vec::new(), Vec::new());
    for entry in std::fs::read_dir(folder).map_err(|error| failed(&error))? {
        let path = entry.map_err(|error| failed(&error))?.path();
        let (Some(path_text), Some(own_name)) = (path.to_str(), path.file_name().and_then(|n| n.to_str())) else { continue };
        if own_name.starts_with('.') {
            continue;
        }
        if path.is_dir() {
            folders.push(own_name.to_owned());
        } else if let Some(form) = form_of(&path) {
            files.push((form, path_text.to_owned()));
        }
    }
    if files.is_empty() {
        folders.sort_unstable();
        let hint = match folders.as_slice() {
            [] => format!("Give the file itself; files that end in {} are looked for", ENDINGS.join(", ")),
            some => format!("Folders inside it are not searched; give one of them: {}", some.get(..8).unwrap_or(some).join(", ")),
        };
        return Err(SourceError::unreadable(&name, "no file in this folder looks like a table of runs").hint(hint));
    }
    files.sort_unstable();
    Ok(files.into_iter().map(|(_, path)| path).collect())
}

fn form_of(path: &Path) -> Option<usize> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    ENDINGS.iter().position(|known| *known == ending)
}
