use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// An sRGB colour with straight (not premultiplied) alpha.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    /// Red.
    pub r: u8,
    /// Green.
    pub g: u8,
    /// Blue.
    pub b: u8,
    /// Opacity, 255 being opaque.
    pub a: u8,
}

impl Colour {
    /// An opaque colour from `0xrrggbb`.
    pub const fn rgb(hex: u32) -> Self {
        Self { r: (hex >> 16) as u8, g: (hex >> 8) as u8, b: hex as u8, a: 255 }
    }

    /// The same colour with the opacity `a`.
    #[must_use]
    pub const fn with_alpha(self, a: u8) -> Self {
        Self { a, ..self }
    }

    /// Reads `#rgb`, `#rrggbb` or `#rrggbbaa`, white space around it allowed.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.trim().strip_prefix('#')?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let value = u32::from_str_radix(digits, 16).ok()?;
        match digits.len() {
            3 => {
                let channel = |shift: u32| ((value >> shift & 15) * 17) as u8;
                Some(Self { r: channel(8), g: channel(4), b: channel(0), a: 255 })
            }
            6 => Some(Self::rgb(value)),
            8 => Some(Self::rgb(value >> 8).with_alpha(value as u8)),
            _ => None,
        }
    }

    /// The colour a fraction `numerator / denominator` of the way to `other`, channel by channel, in integers.
    #[must_use]
    pub fn towards(self, other: Self, numerator: u32, denominator: u32) -> Self {
        let denominator = denominator.max(1);
        let part = numerator.min(denominator);
        let mix =
            |a: u8, b: u8| ((u32::from(a) * (denominator - part) + u32::from(b) * part + denominator / 2) / denominator) as u8;
        Self { r: mix(self.r, other.r), g: mix(self.g, other.g), b: mix(self.b, other.b), a: mix(self.a, other.a) }
    }

    /// Whether dark text would be hard to read on it: luma (ITU-R BT.601) below one half.
    pub fn is_dark(self) -> bool {
        299 * u32::from(self.r) + 587 * u32::from(self.g) + 114 * u32::from(self.b) < 127_500
    }
}

impl fmt::Display for Colour {
    /// `#rrggbb`, or `#rrggbbaa` where it is not opaque.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.r, self.g, self.b)?;
        if self.a == 255 { Ok(()) } else { write!(f, "{:02x}", self.a) }
    }
}

impl Serialize for Colour {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Colour {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom(format!("`{text}` is no colour; write it as #rrggbb")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_round_trips() {
        for text in ["#2f6bff", "#00000080"] {
            assert_eq!(Colour::parse(text).map(|c| c.to_string()).as_deref(), Some(text));
        }
        assert_eq!(Colour::parse(" #fff "), Some(Colour::rgb(0x00ff_ffff)));
        for text in ["", "#", "#12345", "#+12345", "red", "#gggggg"] {
            assert_eq!(Colour::parse(text), None, "{text}");
        }
    }

    #[test]
    fn mixes_reach_both_ends() {
        let (a, b) = (Colour::rgb(0), Colour::rgb(0x00ff_ffff));
        assert_eq!(a.towards(b, 0, 7), a);
        assert_eq!(a.towards(b, 9, 7), b);
        assert_eq!(a.towards(b, 1, 2).r, 128);
    }
}
