//! Bytes as text that can stand in a script of an HTML file: the 94 printable characters of ASCII but `<`, eleven for nine bytes, where Base64
//! takes twelve.

/// How many characters so many bytes at the end take: as few as tell all values apart.
const CHARS: [usize; 10] = [0, 2, 3, 4, 5, 7, 8, 9, 10, 11];
const BYTES_AT_ONCE: usize = 9;
const CHARS_AT_ONCE: usize = 11;
const BASE: u64 = 94;
/// The last six characters of eleven.
const LOW: u64 = BASE.pow(6);

/// Appends bytes as text.
pub fn push_printable(out: &mut String, bytes: &[u8]) {
    out.reserve(bytes.len().div_ceil(BYTES_AT_ONCE) * CHARS_AT_ONCE);
    for part in bytes.chunks(BYTES_AT_ONCE) {
        let value = part.iter().fold(0_u128, |value, byte| value << 8 | u128::from(*byte));
        let (mut high, mut low) = ((value / u128::from(LOW)) as u64, (value % u128::from(LOW)) as u64);
        let mut chars = ['!'; CHARS_AT_ONCE];
        for (place, char) in chars.iter_mut().rev().enumerate() {
            let rest = if place < 6 { &mut low } else { &mut high };
            *char = symbol(*rest % BASE);
            *rest /= BASE;
        }
        out.extend(&chars[CHARS_AT_ONCE - CHARS[part.len()]..]);
    }
}

/// The bytes of such text; `None` of any other. Line breaks and tabs in it do not count.
pub fn from_printable(text: &str) -> Option<Vec<u8>> {
    let symbols: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'\n' | b'\r' | b'\t')).collect();
    let mut bytes = Vec::with_capacity(symbols.len() / CHARS_AT_ONCE * BYTES_AT_ONCE + BYTES_AT_ONCE);
    for part in symbols.chunks(CHARS_AT_ONCE) {
        let count = CHARS.iter().position(|chars| *chars == part.len())?;
        let (first, last) = part.split_at(part.len().saturating_sub(6));
        let value = u128::from(number(first)?) * u128::from(LOW) + u128::from(number(last)?);
        if value >> (8 * count) != 0 {
            return None;
        }
        bytes.extend_from_slice(&value.to_be_bytes()[16 - count..]);
    }
    Some(bytes)
}

fn symbol(digit: u64) -> char {
    let code = digit as u8 + b' ';
    char::from(if code >= b'<' { code + 1 } else { code })
}

fn number(symbols: &[u8]) -> Option<u64> {
    let digit = |symbol: u8| match symbol {
        b' '..=b';' => Some(symbol - b' '),
        b'='..=b'~' => Some(symbol - b' ' - 1),
        _ => None,
    };
    symbols.iter().try_fold(0_u64, |value, symbol| Some(value * BASE + u64::from(digit(*symbol)?)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn printable(bytes: &[u8]) -> String {
        let mut text = String::new();
        push_printable(&mut text, bytes);
        text
    }

    proptest! {
        #[test]
        fn bytes_come_back(bytes in proptest::collection::vec(prop_oneof![any::<u8>(), Just(0), Just(255)], 0..60)) {
            let text = printable(&bytes);
            prop_assert!(text.bytes().all(|byte| (b' '..=b'~').contains(&byte) && byte != b'<'));
            prop_assert!(text.len() <= bytes.len() * 11 / 9 + 2);
            prop_assert_eq!(from_printable(&text), Some(bytes.clone()));
            let broken: String = text.chars().flat_map(|char| [char, '\n']).collect();
            prop_assert_eq!(from_printable(&broken), Some(bytes));
        }

        #[test]
        fn any_text_is_bytes_or_none(text in "\\PC{0,40}") {
            if let Some(bytes) = from_printable(&text) {
                prop_assert_eq!(printable(&bytes).len(), text.len());
            }
        }
    }

    #[test]
    fn what_no_bytes_are_written_as_is_refused() {
        for text in ["!", "abcdef", "~~", "a<", "aé", "~~~~~~~~~~~"] {
            assert_eq!(from_printable(text), None, "{text}");
        }
    }
}
