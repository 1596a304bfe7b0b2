/// The candidate that a misspelt word most likely means: another case, or few changed characters. The first of equally near ones.
pub(crate) fn nearest<'a>(word: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let distance = distance_to(word);
    candidates
        .filter_map(|candidate| Some((distance(candidate)?, candidate)))
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate)
}

/// How many characters of a candidate differ from a word; `None` for more than a slip of the finger.
pub(crate) fn distance_to(word: &str) -> impl Fn(&str) -> Option<usize> {
    let limit = match word.chars().count() {
        0..=2 => 1,
        3..=5 => 2,
        _ => 3,
    };
    let lower: Vec<char> = word.to_lowercase().chars().collect();
    move |candidate| {
        let other: Vec<char> = candidate.to_lowercase().chars().take(lower.len() + limit + 1).collect();
        let comparable = other.len().abs_diff(lower.len()) <= limit && lower.len() <= 200;
        comparable.then(|| edits(&lower, &other)).filter(|edits| *edits <= limit)
    }
}

/// The number of insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment).
fn edits(a: &[char], b: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, char_a) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        row.push(i + 1);
        for (j, char_b) in b.iter().enumerate() {
            let replaced = last[j] + usize::from(char_a != char_b);
            let mut best = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i - 1] == *char_b && *char_a == b[j - 1] {
                best = best.min(before_last[j - 1] + 1);
            }
            row.push(best);
        }
        before_last = last;
        last = row;
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found() {
        let words = ["val_auc", "val_loss", "train_loss", "lr"];
        for (word, meant) in
            [("val_acu", Some("val_auc")), ("VAL_LOSS", Some("val_loss")), ("rl", Some("lr")), ("momentum", None)]
        {
            assert_eq!(nearest(word, words.into_iter()), meant, "{word}");
        }
    }
}
