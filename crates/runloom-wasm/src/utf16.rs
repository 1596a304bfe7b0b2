//! Places in a text: JavaScript counts UTF-16 units, Rust bytes.

/// From bytes to UTF-16 units, for places that are asked for in ascending order: all of them together take one pass.
#[derive(Debug)]
pub(crate) struct Utf16<'a> {
    text: &'a str,
    byte: usize,
    units: usize,
}

impl<'a> Utf16<'a> {
    /// Places in a text.
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, byte: 0, units: 0 }
    }

    /// The number of UTF-16 units before a byte.
    pub(crate) fn units(&mut self, byte: usize) -> usize {
        if byte < self.byte {
            *self = Self::new(self.text);
        }
        let rest = self.text.get(self.byte..).unwrap_or_default();
        for char in rest.chars() {
            if self.byte >= byte {
                break;
            }
            self.byte += char.len_utf8();
            self.units += char.len_utf16();
        }
        self.units
    }
}

/// The number of UTF-16 units before a byte of a text.
pub(crate) fn units(text: &str, byte: usize) -> usize {
    Utf16::new(text).units(byte)
}

/// The byte at which a UTF-16 unit stands; the end of the text for places beyond it.
pub(crate) fn byte(text: &str, units: usize) -> usize {
    let mut seen = 0;
    for (at, char) in text.char_indices() {
        if seen >= units {
            return at;
        }
        seen += char.len_utf16();
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_utf16_units() {
        assert_eq!(units("a😀b", 5), 3);
        assert_eq!(units("aé", 99), 2);
        let mut places = Utf16::new("a😀bé");
        assert_eq!([0, 1, 5, 6, 8, 1].map(|byte| places.units(byte)), [0, 1, 3, 4, 5, 1]);
        assert_eq!([0, 1, 2, 3, 4, 9].map(|units| byte("a😀b", units)), [0, 1, 5, 5, 6, 6]);
    }
}
