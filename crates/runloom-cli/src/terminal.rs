use console::Term;

/// How many columns there are to fit into: those of the terminal, else the variable `COLUMNS`; `None` where nothing limits the width.
pub(crate) fn width(term: &Term) -> Option<usize> {
    if let Some((_, columns)) = term.size_checked().filter(|_| term.is_term()) {
        return Some(usize::from(columns).max(20));
    }
    let columns: usize = std::env::var("COLUMNS").ok()?.parse().ok()?;
    (columns > 0).then(|| columns.max(20))
}
