//! How wide text is, without a font: the same estimate everywhere, on the safe side for the sans fonts of the common systems.

/// Advance widths of the printable ASCII characters, from the space on, in hundredths of the font size.
const ASCII: [u8; 95] = [
    32, 38, 44, 78, 62, 90, 76, 28, 38, 38, 48, 78, 32, 36, 32, 34, 62, 62, 62, 62, 62, 62, 62, 62, 62, 62, 34, 34, 78, 78, 78,
    52, 96, 68, 67, 69, 75, 62, 57, 75, 74, 29, 32, 66, 56, 86, 74, 77, 60, 77, 68, 62, 61, 72, 68, 96, 68, 61, 67, 38, 34, 38,
    78, 50, 50, 60, 62, 55, 62, 60, 35, 62, 62, 28, 28, 58, 28, 95, 62, 60, 62, 62, 41, 52, 39, 62, 58, 80, 58, 58, 52, 60, 34,
    60, 78,
];

/// The width of a line of text in the unit of `size`, usually css pixels.
pub(crate) fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    let hundredths: u32 = text.chars().map(|c| u32::from(advance(c))).sum();
    f64::from(hundredths) * size / 100.0 * if bold { 1.08 } else { 1.0 }
}

fn advance(c: char) -> u8 {
    match c as u32 {
        code @ 0x20..=0x7e => ASCII.get(code as usize - 0x20).copied().unwrap_or(62),
        0..=0x1f | 0x7f..=0x9f | 0x300..=0x36f | 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfe00..=0xfe0f => 0,
        0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xff00..=0xff60 => 100,
        0x1f000.. => 130,
        0x2026 => 90,
        _ => 64,
    }
}

/// The text, or as much of its beginning and end as fits, around an ellipsis.
pub(crate) fn shorten(text: &str, size: f64, bold: bool, room: f64) -> String {
    if text_width(text, size, bold) <= room {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().collect();
    for kept in (2..chars.len()).rev().skip_while(|kept| *kept > 400) {
        let head = kept.div_ceil(2);
        let short: String = chars[..head].iter().chain(['…'].iter()).chain(&chars[chars.len() - (kept - head)..]).collect();
        if text_width(&short, size, bold) <= room {
            return short;
        }
    }
    chars.first().map_or_else(String::new, |first| format!("{first}…"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_names_shorten_in_the_middle() {
        assert_eq!(shorten("learning_rate", 12.0, true, 200.0), "learning_rate");
        let short = shorten("optimizer.param_groups.0.learning_rate", 12.0, true, 90.0);
        assert!(short.starts_with("optim") && short.ends_with("rate") && short.contains('…'), "{short}");
        assert!(text_width(&short, 12.0, true) <= 90.0);
        assert_eq!(shorten("", 12.0, false, 0.0), "");
        assert_eq!(shorten("abc", 12.0, false, 0.0), "a…");
    }

    proptest::proptest! {
        #[test]
        fn shortened_text_fits(text: String, room in 40.0..200.0f64) {
            let short = shorten(&text, 10.0, false, room);
            proptest::prop_assert!(text_width(&short, 10.0, false) <= room);
        }
    }
}
