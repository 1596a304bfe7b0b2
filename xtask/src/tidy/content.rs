//! What any text file must not contain.

use super::{Problem, SourceFile};

/// Lines end where their text ends, and files with one line feed.
pub(super) fn white_space(file: &SourceFile) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (index, line) in file.text.split('\n').enumerate() {
        if line.ends_with([' ', '\t', '\r']) {
            problems.push(Problem::at(file, index + 1, "white space at the end of the line"));
        }
    }
    if !file.text.is_empty() && (!file.text.ends_with('\n') || file.text.ends_with("\n\n")) {
        problems.push(Problem::of(file, "the file has to end with exactly one line feed"));
    }
    problems
}

/// Folders of somebody's machine and hosts of somebody's package registry, split so that this file passes its own rule.
const PRIVATE: [&str; 10] = [
    concat!("/wo", "rk/"),
    concat!("/tm", "p/"),
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
    concat!("C:", "\\Users"),
    concat!("registry.", "npmjs"),
    concat!("index.", "crates.io"),
    concat!("static.", "crates.io"),
    concat!("deb.", "debian.org"),
];

/// Nothing that is true on one machine only.
pub(super) fn private_places(file: &SourceFile) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        for place in PRIVATE {
            let begins = |at: usize| !line[..at].ends_with(|before: char| before.is_alphanumeric() || "._-}".contains(before));
            if line.match_indices(place).any(|(at, _)| begins(at)) {
                problems.push(Problem::at(file, index + 1, format!("`{place}` exists on one machine only")));
            }
        }
    }
    problems
}

/// npm's lock files name versions and checksums, and leave it to each machine where packages come from.
pub(super) fn lock_file(file: &SourceFile) -> Vec<Problem> {
    if !file.path.ends_with("package-lock.json") {
        return Vec::new();
    }
    let hosts = file.text.lines().enumerate().filter(|(_, line)| line.contains("\"resolved\": \"http"));
    let message = "a registry address; `npm install` in this folder, with its .npmrc, writes none";
    hosts.map(|(index, _)| Problem::at(file, index + 1, message)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn white_space_is_found_at_line_and_file_end() {
        assert_eq!(check(white_space, "a.rs", "fn a() {}\n"), Vec::<String>::new());
        assert_eq!(
            check(white_space, "a.rs", "a \nb\t\n"),
            ["a.rs:1: white space at the end of the line", "a.rs:2: white space at the end of the line"]
        );
        assert_eq!(check(white_space, "a.rs", "a\n\n"), ["a.rs: the file has to end with exactly one line feed"]);
        assert_eq!(check(white_space, "a.rs", "a").len(), 1);
    }

    #[test]
    fn machine_paths_are_found_and_web_paths_are_not() {
        let path = PRIVATE[0];
        assert_eq!(check(private_places, "a.md", &format!("see {path}x\n")).len(), 1);
        assert_eq!(check(private_places, "a.md", &format!("https://example.org{path}x\n")).len(), 0);
        assert_eq!(check(private_places, "a.md", &format!("https://{}.org/lit\n", PRIVATE[6])).len(), 1);
    }

    #[test]
    fn a_lock_file_names_no_host() {
        let line = "  \"resolved\": \"https://example.org/lit.tgz\",\n";
        assert_eq!(check(lock_file, "www/package-lock.json", line).len(), 1);
        assert_eq!(check(lock_file, "www/other.json", line).len(), 0);
    }
}
