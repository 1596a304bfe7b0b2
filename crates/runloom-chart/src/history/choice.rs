use runloom_table::{History, RowMask};

/// Words of metrics that say how far a run is or how its machine does, not how well it does.
const ASIDE: [&str; 12] =
    ["epoch", "step", "iteration", "iter", "lr", "rate", "time", "timestamp", "system", "gpu", "cpu", "memory"];

/// Words of metrics that tell how well a run does on what it has not seen.
const VALIDATION: [&str; 6] = ["val", "valid", "validation", "eval", "test", "dev"];

/// The metric to show at first, as [`History::keys`] names it: the one with the most points in the runs of `in_filter`, curves before single
/// points, results before what goes along with them, and those on unseen data before those on seen. A metric that most runs have a curve of is taken where it is `preferred`.
pub fn default_history_metric<'a>(history: &'a History, in_filter: &RowMask, preferred: Option<&str>) -> Option<&'a str> {
    let mut counts = vec![(0usize, 0usize); history.keys().len()];
    for series in history.series().iter().filter(|series| in_filter.contains(series.run as usize)) {
        if let Some((curves, points)) = counts.get_mut(series.key as usize) {
            *curves += usize::from(series.points.len() > 1);
            *points += series.points.len();
        }
    }
    let most_curves = counts.iter().map(|(curves, _)| *curves).max().unwrap_or(0);
    let candidates = history.keys().iter().zip(counts).filter(|(_, (_, points))| *points > 0);
    let rank = |(key, (curves, points)): &(&String, (usize, usize))| {
        let is_preferred = preferred == Some(key.as_str()) && *curves * 2 > most_curves;
        let is_validation = has_word(key, &VALIDATION) && *points >= *curves * 5;
        (is_preferred, *curves > 0, !has_word(key, &ASIDE), is_validation, *points)
    };
    candidates.rev().max_by_key(rank).map(|(key, _)| key.as_str())
}

fn has_word(key: &str, words: &[&str]) -> bool {
    let key = key.to_lowercase();
    key.split(|c: char| !c.is_alphanumeric()).any(|word| words.contains(&word))
}

#[cfg(test)]
mod tests {
    use runloom_table::{HistoryBuilder, Point};

    use super::*;

    #[test]
    fn the_metric_with_the_most_to_tell_comes_first() {
        let mut builder = HistoryBuilder::default();
        for (key, count) in [("auc", 1), ("lr", 90), ("loss", 20), ("val/loss", 20)] {
            let code = builder.key(key);
            for run in 0..3 {
                for step in 0..count {
                    builder.push(run, code, Point { step, time_us: None, value: 1.0 });
                }
            }
        }
        let history = builder.finish();
        let (all, none) = (RowMask::all(3), RowMask::none(3));
        assert_eq!(default_history_metric(&history, &all, None), Some("val/loss"));
        assert_eq!(default_history_metric(&history, &all, Some("loss")), Some("loss"));
        assert_eq!(default_history_metric(&history, &all, Some("auc")), Some("val/loss"));
        assert_eq!(default_history_metric(&history, &none, None), None);
    }
}
