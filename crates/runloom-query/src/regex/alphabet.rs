//! Letters, digits and case.

use super::marks::{OTHER_CASES, WORD_MARKS, ZEROS};

/// Whether a character is a decimal digit of any script: `\d`.
pub(super) fn is_digit(char: char) -> bool {
    let code = char as u32;
    if code < 0x80 {
        return char.is_ascii_digit();
    }
    let next = ZEROS.partition_point(|zero| *zero <= code);
    next.checked_sub(1).and_then(|at| ZEROS.get(at)).is_some_and(|zero| code - zero < 10)
}

/// Whether a character is a letter, a digit or a mark of a word: `\w`.
pub(super) fn is_word(char: char) -> bool {
    let code = char as u32;
    if code < 0x80 {
        return char == '_' || char.is_ascii_alphanumeric();
    }
    let at = WORD_MARKS.partition_point(|(_, last)| *last < code);
    char.is_alphabetic() || is_digit(char) || WORD_MARKS.get(at).is_some_and(|(first, _)| *first <= code)
}

/// The character that stands for all cases of a letter (simple case folding).
pub(super) fn folded(char: char) -> char {
    match char {
        'ı' => char,
        '\u{1fd3}' => '\u{390}',
        '\u{1fe3}' => '\u{3b0}',
        '\u{fb06}' => '\u{fb05}',
        _ if char.is_ascii() => char.to_ascii_lowercase(),
        _ => {
            let upper = only(char.to_uppercase()).unwrap_or(char);
            only(upper.to_lowercase()).unwrap_or(upper)
        }
    }
}

/// Whether a test holds for any case of a letter.
pub(super) fn any_case(char: char, test: &dyn Fn(char) -> bool) -> bool {
    let folded = folded(char);
    test(folded)
        || only(folded.to_uppercase()).is_some_and(test)
        || OTHER_CASES.iter().any(|(letter, other)| *letter == folded && test(*other))
}

fn only(mut chars: impl Iterator<Item = char>) -> Option<char> {
    let first = chars.next()?;
    chars.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The regex crate's tables are those of an older Unicode: what it does not know yet is left out.
    const NEWER: std::ops::RangeInclusive<char> = '\u{16ea0}'..='\u{16ed3}';

    #[test]
    fn classes_equal_those_of_the_regex_crate() {
        let [digit, word] = [r"^\d$", r"^\w$"].map(|pattern| regex::Regex::new(pattern).unwrap());
        let mut buffer = [0; 4];
        for char in '\0'..=char::MAX {
            let text = &*char.encode_utf8(&mut buffer);
            assert_eq!(is_digit(char), digit.is_match(text), "{char:?}");
            let known = word.is_match(text);
            assert!(is_word(char) == known || char.is_alphabetic() && !known, "{char:?}");
        }
    }

    #[test]
    fn cases_equal_those_of_the_regex_crate() {
        let mut buffer = [0; 4];
        let cased = '\0'..='\u{1ffff}';
        for char in
            cased.filter(|char| folded(*char) != *char && !NEWER.contains(char) && !('\u{a7ce}'..='\u{a7d5}').contains(char))
        {
            let text = &*folded(char).encode_utf8(&mut buffer);
            assert!(regex::Regex::new(&format!("(?i)^{char}$")).unwrap().is_match(text), "{char:?}");
            assert!(any_case(folded(char), &|other| other == char), "{char:?}");
        }
        for (letter, other) in OTHER_CASES {
            assert_eq!((folded(letter), folded(other)), (letter, letter), "{other:?}");
        }
    }
}
