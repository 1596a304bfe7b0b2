//! Regular expressions for `RLIKE`: whether one matches somewhere in a text, in time linear in that text.
//!
//! The syntax is that of the `regex` crate: literals, `.`, classes with ranges, nested classes and `&&`, `--`, `~~`, `\d \s \w`, `[:alpha:]`,
//! anchors, word boundaries, groups, alternatives, repetitions, the flags `i m s x`. Characters are Unicode scalar values and so are the
//! classes and the folding of case. Without Unicode properties (`\p{…}`), and without captures, which no filter asks for: that is what
//! makes it a twentieth of the size of a general engine.

mod alphabet;
mod marks;
mod parse;
mod search;
mod set;
mod step;

pub(crate) use search::Search;

use set::Set;
use step::Step;

/// A compiled regular expression.
#[derive(Clone, Debug)]
pub(crate) struct Regex {
    steps: Vec<Step>,
    sets: Vec<Set>,
}

impl Regex {
    /// Compiles a text, or says in one sentence why it cannot be.
    pub(crate) fn new(text: &str) -> Result<Self, String> {
        let (steps, sets) = parse::parse(text)?;
        Ok(Self { steps, sets })
    }

    /// Makes ready to look into texts.
    pub(crate) fn search(&self) -> Search<'_> {
        Search::new(&self.steps, &self.sets)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_match(pattern: &str, text: &str) -> Option<bool> {
        Regex::new(pattern).ok().map(|regex| regex.search().is_match(text))
    }

    #[test]
    fn patterns_match_somewhere() {
        for (pattern, text) in [
            ("^et-0[0-3]", "et-02"),
            ("b{2,3}$", "abbb"),
            ("(?i)GRÖSSE", "größe größse grösse"),
            (r"\bseed\b", "xgb seed 7"),
            (r"^(?P<model>xgb|rf)-\d+$", "rf-12"),
            (r"[[:alpha:]--[aeiou]]{3}", "xgb"),
            ("(?x) a  b # why\n c", "abc"),
            ("(?m)^b$", "a\nb\nc"),
            ("(?s)a.b", "a\nb"),
            ("", ""),
            (r"\x{1f600}", "😀"),
            (r"^.$", "é"),
            (r"(a|b(?i)c|d)e", "De"),
        ] {
            assert_eq!(is_match(pattern, text), Some(true), "{pattern} {text}");
        }
        for (pattern, text) in [
            ("^b", "a\nb"),
            ("a.b", "a\nb"),
            (r"\bed\b", "seed"),
            ("(?-i)A", "a"),
            ("[^a]", "a"),
            ("(?i)[^a]", "A"),
            ("[a&&b]", "ab"),
        ] {
            assert_eq!(is_match(pattern, text), Some(false), "{pattern} {text}");
        }
    }

    #[test]
    fn what_is_no_regular_expression_is_refused_with_the_reason() {
        for (pattern, reason) in [
            ("(", "unclosed group"),
            (")", "unopened group"),
            ("[a", "unclosed character class"),
            ("[b-a]", "the range `b-a` is empty"),
            ("*", "there is nothing to repeat"),
            ("a{2,1}", "the repetition {2,1} is empty"),
            (r"(a)\1", "back-references are not supported"),
            ("(?=a)", "look-arounds are not supported"),
            (r"\p{L}", "classes by Unicode property are not supported"),
            (r"\y", r"the escape `\y` means nothing"),
            ("(?q)", "the flag `q` means nothing"),
        ] {
            let refused = Regex::new(pattern).map(|_| ()).unwrap_err();
            assert_eq!(refused, format!("this is not a regular expression: {reason}"), "{pattern}");
        }
        for pattern in ["(((a{50}){50}){50})", &"a|".repeat(100_000), &format!("[{}]", "a".repeat(100_000))] {
            assert!(Regex::new(pattern).unwrap_err().contains("too large"));
        }
        for pattern in ["(".repeat(1000), "[".repeat(1000), format!("[a{}]", "&&a".repeat(1000))] {
            assert!(Regex::new(&pattern).unwrap_err().contains("deep"));
        }
    }

    #[test]
    fn many_states_are_forgotten_and_found_again() {
        let pattern = "(a|b|é)*a(a|b|é){9}c";
        let (regex, expected) = (Regex::new(pattern).unwrap(), regex::Regex::new(pattern).unwrap());
        let mut search = regex.search();
        let mut number = 1_u32;
        let mut next = |below: u32| {
            number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (number >> 16) % below
        };
        for _ in 0..20_000 {
            let text: String =
                (0..next(30)).map(|_| ['a', 'b', 'é', 'c'][if next(40) == 0 { 3 } else { next(3) as usize }]).collect();
            let text = text + "c";
            assert_eq!(search.is_match(&text), expected.is_match(&text), "{text}");
        }
    }

    const PIECES: &[&str] = &[
        "a",
        "b",
        "0",
        "1",
        "é",
        "ß",
        "K",
        "_",
        " ",
        "\n",
        "#",
        ".",
        "|",
        "*",
        "+",
        "??",
        "{0,2}",
        "{2}",
        "{1,}",
        "{,2}",
        "{",
        "}",
        "(",
        "(",
        ")",
        ")",
        "(?:",
        "(?i:",
        "(?i)",
        "(?-i)",
        "(?m)",
        "(?s)",
        "(?x)",
        "(?mx-s:",
        "(?P<n>",
        "^",
        "$",
        r"\d",
        r"\s",
        r"\w",
        r"\D",
        r"\S",
        r"\W",
        r"\b",
        r"\B",
        r"\A",
        r"\z",
        r"\<",
        r"\>",
        r"\b{start}",
        r"\b{end-half}",
        r"\n",
        r"\.",
        r"\-",
        r"\\",
        r"\x{e9}",
        r"\x4b",
        r"\q",
        "[",
        "[",
        "[^",
        "]",
        "]",
        "-",
        "&&",
        "--",
        "~~",
        "a-k",
        "[:word:]",
        "[:^alpha:]",
    ];

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(4_000))]
        #[test]
        fn answers_equal_those_of_the_regex_crate(
            pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..10),
            text in "[abAB01éÉßẞſKk_ \n.-]{0,7}",
        ) {
            let pattern = pieces.concat();
            // Names mean nothing here, so that one may be given twice.
            proptest::prop_assume!(pattern.matches("(?P<n>").count() < 2);
            let expected = regex::Regex::new(&pattern).ok().map(|regex| regex.is_match(&text));
            proptest::prop_assert_eq!(is_match(&pattern, &text), expected, "{}", pattern);
        }

        #[test]
        fn any_text_is_compiled_or_refused(pattern in "\\PC{0,40}") {
            let _ = is_match(&pattern, "abc");
        }
    }
}
