//! The shape of source files.

use super::{Problem, SourceFile};

/// A file does one thing; beyond this many lines it does several.
const LONGEST: usize = 500;

/// Counts lines that are neither blank nor comment.
pub(super) fn length(file: &SourceFile) -> Vec<Problem> {
    if !file.has_extension(&["rs", "ts", "css", "mjs", "js", "html"]) {
        return Vec::new();
    }
    let comment = |line: &str| ["//", "/*", "* ", "*/"].iter().any(|mark| line.starts_with(mark));
    let code = file.text.lines().map(str::trim).filter(|line| !line.is_empty() && !comment(line)).count();
    if code <= LONGEST {
        return Vec::new();
    }
    vec![Problem::of(file, format!("{code} lines of code; split it, {LONGEST} is the most"))]
}

/// A crate says what it is for, and a library what it must never know.
pub(super) fn opening_docs(file: &SourceFile) -> Vec<Problem> {
    let library = file.path.ends_with("/src/lib.rs");
    if !library && !file.path.ends_with("/src/main.rs") {
        return Vec::new();
    }
    let docs: Vec<&str> = file.text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).collect();
    let mut problems = Vec::new();
    if docs.is_empty() {
        problems.push(Problem::at(file, 1, "a crate opens with `//!`: what it is for"));
    } else if library && !docs.join(" ").contains("must never know") {
        problems.push(Problem::at(file, 1, "the opening docs have to say what the crate must never know"));
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn only_code_counts() {
        let text = "let a = 1;\n".repeat(LONGEST) + &"// why\n\n".repeat(100);
        assert_eq!(check(length, "a.rs", &text), Vec::<String>::new());
        assert_eq!(check(length, "a.rs", &(text.clone() + "let b;\n")), ["a.rs: 501 lines of code; split it, 500 is the most"]);
        assert_eq!(check(length, "a.csv", &(text + "let b;\n")), Vec::<String>::new());
    }

    #[test]
    fn a_library_opens_with_its_purpose_and_its_limits() {
        let good = "//! Tables.\n//!\n//! This crate must never know where bytes come from.\nmod a;\n";
        assert_eq!(check(opening_docs, "crates/a/src/lib.rs", good), Vec::<String>::new());
        assert_eq!(check(opening_docs, "crates/a/src/lib.rs", "mod a;\n").len(), 1);
        assert_eq!(check(opening_docs, "crates/a/src/lib.rs", "//! Tables.\nmod a;\n").len(), 1);
        assert_eq!(check(opening_docs, "xtask/src/main.rs", "//! Tasks.\nmod a;\n"), Vec::<String>::new());
        assert_eq!(check(opening_docs, "crates/a/src/other.rs", "mod a;\n"), Vec::<String>::new());
    }
}
