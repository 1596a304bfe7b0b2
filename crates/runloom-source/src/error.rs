use std::fmt;
use std::ops::Range;

/// Why a source could not be read: what failed, where, why, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceError {
    /// What failed, e.g. `runs.csv cannot be read`.
    pub what: String,
    /// Where in the source: line and column, byte, column of the table. Empty where the whole source is meant.
    pub place: String,
    /// Why.
    pub why: String,
    /// What to do about it. Empty where nothing helps.
    pub hint: String,
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        if !self.place.is_empty() {
            write!(f, " ({})", self.place)?;
        }
        write!(f, ": {}.", self.why)?;
        if !self.hint.is_empty() {
            write!(f, " {}.", self.hint)?;
        }
        Ok(())
    }
}

impl std::error::Error for SourceError {}

impl SourceError {
    /// `name` cannot be read, for `why`.
    pub fn unreadable(name: &str, why: impl Into<String>) -> Self {
        Self { what: format!("{name} cannot be read"), place: String::new(), why: why.into(), hint: String::new() }
    }

    /// The same error, at a place.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = place.into();
        self
    }

    /// The same error, with advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The source gave fewer bytes than it said it has.
    pub fn short_read(name: &str, range: &Range<u64>, got: u64) -> Self {
        Self::unreadable(name, format!("{} bytes were expected there and {got} came", range.end.saturating_sub(range.start)))
            .at(format!("byte {}", range.start))
            .hint("The file may have changed or been cut off while it was read; open it again")
    }

    /// `what` would take more memory than it may.
    pub(crate) fn too_large(name: &str, what: &str, needed_bytes: u64, limit_bytes: u64) -> Self {
        let mib = |bytes: u64| format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20));
        Self::unreadable(
            name,
            format!("{what} needs about {} of memory, and {} may be used", mib(needed_bytes), mib(limit_bytes)),
        )
        .hint("Export fewer runs or columns, or open the file with the command line, which may use more")
    }
}
