//! What the page must not do: turn data into markup, or style and script from attributes that its policy forbids.

use super::{Problem, SourceFile};

const MARKUP: [&str; 12] = [
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "unsafeHTML",
    "unsafeSVG",
    "unsafeStatic",
    "setHTMLUnsafe",
    "createContextualFragment",
    "document.write",
    "new Function",
    "eval(",
    "srcdoc",
];

const BLOCKED: [&str; 4] = [" style=\"", " style='", " onclick=\"", " onload=\""];

/// Data text reaches the document as text nodes and properties only.
pub(super) fn markup(file: &SourceFile) -> Vec<Problem> {
    if !file.path.starts_with("www/") || !file.has_extension(&["ts", "js", "html"]) {
        return Vec::new();
    }
    let mut problems = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        for name in MARKUP.iter().filter(|name| line.contains(*name)) {
            problems.push(Problem::at(file, index + 1, format!("`{name}` can turn data into markup or code")));
        }
        for name in BLOCKED.iter().filter(|name| line.contains(*name)) {
            problems.push(Problem::at(file, index + 1, format!("`{}`: the page's policy blocks it", name.trim())));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn markup_from_data_is_found() {
        assert_eq!(check(markup, "www/src/a.ts", "cell.textContent = name;\n"), Vec::<String>::new());
        assert_eq!(check(markup, "www/src/a.ts", "cell.innerHTML = name;\n").len(), 1);
        assert_eq!(check(markup, "www/index.html", "<p style=\"color: red\">\n").len(), 1);
        assert_eq!(check(markup, "tests/browser/a.ts", "cell.innerHTML\n"), Vec::<String>::new());
    }
}
