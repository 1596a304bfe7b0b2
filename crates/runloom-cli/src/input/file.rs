use std::fs::File;
use std::io::{self, Read};
use std::ops::Range;

use bytes::Bytes;
use runloom_source::{ByteSource, MemorySource, SourceError};

use super::ranges::length_within;
use crate::failure::words;

/// A file that is read by ranges, never as a whole unless somebody asks for that.
struct FileSource {
    name: String,
    file: File,
    len: u64,
}

/// Opens a file. What has no length of its own, as a pipe, is read to its end.
pub(super) fn open(path: &str) -> Result<Box<dyn ByteSource>, SourceError> {
    let failed = |error: &io::Error| SourceError::unreadable(path, words(error));
    let mut file = File::open(path).map_err(|error| failed(&error))?;
    let metadata = file.metadata().map_err(|error| failed(&error))?;
    if metadata.is_file() {
        return Ok(Box::new(FileSource { name: path.to_owned(), file, len: metadata.len() }));
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(|error| failed(&error))?;
    Ok(Box::new(MemorySource::new(bytes)))
}

impl ByteSource for FileSource {
    fn len(&self) -> u64 {
        self.len
    }

    fn read(&self, range: Range<u64>) -> Result<Bytes, SourceError> {
        let mut bytes = vec![0; length_within(&self.name, &range, self.len)?];
        let mut filled = 0;
        while let Some(rest) = bytes.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match read_at(&self.file, rest, range.start + filled as u64) {
                Ok(0) => return Err(SourceError::short_read(&self.name, &range, filled as u64)),
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => {
                    return Err(SourceError::unreadable(&self.name, words(&error)).at(format!("byte {}", range.start)));
                }
            }
        }
        Ok(bytes.into())
    }
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, offset)
}

#[cfg(windows)]
fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, offset)
}
