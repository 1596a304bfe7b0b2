use super::encoding::Wrong;

/// Values that are bytes: strings of bytes, and one code a value that says which. Strings of a dictionary stand first and once.
#[derive(Clone, Debug)]
pub(crate) struct ByteColumn {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    codes: Vec<u32>,
    limit_bytes: usize,
}

impl ByteColumn {
    /// A column whose strings may take so many bytes.
    pub(crate) fn new(limit_bytes: usize) -> Self {
        Self { bytes: Vec::new(), ends: Vec::new(), codes: Vec::new(), limit_bytes }
    }

    /// Adds a value with a string of its own.
    ///
    /// # Errors
    /// Where all strings together take more than they may.
    pub(crate) fn push(&mut self, string: &[u8]) -> Result<(), Wrong> {
        if string.len() > self.limit_bytes.saturating_sub(self.bytes.len()) {
            return Err("its texts take more memory than may be used");
        }
        self.codes.push(self.ends.len() as u32);
        self.bytes.extend_from_slice(string);
        self.ends.push(self.bytes.len());
        Ok(())
    }

    /// Adds a value with a string that is there.
    ///
    /// # Errors
    /// Where the code is beyond the first `known` strings.
    pub(crate) fn push_code(&mut self, code: u32, times: usize, known: usize) -> Result<(), Wrong> {
        if code as usize >= known {
            return Err("a page refers to more values than its dictionary has");
        }
        self.codes.extend(std::iter::repeat_n(code, times));
        Ok(())
    }

    /// Makes the values so far a dictionary: their strings stay, the values go. Says how many there are.
    pub(crate) fn become_dictionary(&mut self) -> usize {
        self.codes.clear();
        self.ends.len()
    }

    /// One code a value, into the strings.
    pub(crate) fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// The number of strings.
    pub(crate) fn strings(&self) -> usize {
        self.ends.len()
    }

    /// A string.
    pub(crate) fn string(&self, code: u32) -> &[u8] {
        let code = code as usize;
        let start = code.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(code).and_then(|end| self.bytes.get(start..*end)).unwrap_or_default()
    }

    /// The bytes of every value, in order.
    pub(crate) fn values(&self) -> impl Iterator<Item = &[u8]> + Clone {
        self.codes.iter().map(|code| self.string(*code))
    }
}
