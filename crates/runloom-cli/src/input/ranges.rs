use std::ops::Range;

use runloom_source::SourceError;

/// Checks that a range lies within a source of `len` bytes, and gives its length in memory.
pub(super) fn length_within(name: &str, range: &Range<u64>, len: u64) -> Result<usize, SourceError> {
    let short = || SourceError::short_read(name, range, len.saturating_sub(range.start));
    if range.start > range.end || range.end > len {
        return Err(short());
    }
    usize::try_from(range.end - range.start).map_err(|_| short())
}
