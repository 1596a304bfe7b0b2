use std::collections::BTreeSet;

/// The column names of a file, for recognising who wrote it.
#[derive(Debug)]
pub(crate) struct Header<'a> {
    names: BTreeSet<&'a str>,
}

impl<'a> Header<'a> {
    /// The header of these names.
    pub(crate) fn new(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self { names: names.into_iter().collect() }
    }

    /// Whether a column has this name.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// Whether every one of these is a column.
    pub(crate) fn has_all(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.has(name))
    }

    /// How many of these are columns.
    pub(crate) fn count(&self, names: &[&str]) -> usize {
        names.iter().filter(|name| self.has(name)).count()
    }

    /// Whether a column's name begins so and goes on.
    pub(crate) fn has_prefix(&self, prefix: &str) -> bool {
        self.names.range(prefix..).next().is_some_and(|name| name.starts_with(prefix) && name.len() > prefix.len())
            || self.names.range(prefix..).nth(1).is_some_and(|name| name.starts_with(prefix))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_found() {
        let header = Header::new(["params.", "params.lr", "x"]);
        assert!(header.has_prefix("params."));
        assert!(!Header::new(["params."]).has_prefix("params."));
        assert!(!header.has_prefix("metrics."));
        assert_eq!(header.count(&["x", "y"]), 1);
    }
}
