use runloom_table::TypedView;

/// Which way the target gets better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Goal {
    /// Smaller is better.
    #[default]
    Minimise,
    /// Larger is better.
    Maximise,
}

impl Goal {
    /// The goal that a metric's name suggests: words like `auc`, `accuracy`, `reward` are to be maximised, all else is minimised.
    pub fn guess(key: &str) -> Self {
        const LARGER_IS_BETTER: [&str; 20] = [
            "acc",
            "accuracy",
            "auc",
            "auroc",
            "auprc",
            "ap",
            "map",
            "f1",
            "precision",
            "recall",
            "score",
            "r2",
            "reward",
            "return",
            "iou",
            "dice",
            "bleu",
            "rouge",
            "throughput",
            "correlation",
        ];
        let key = key.to_lowercase();
        let mut words = key.split(|c: char| !c.is_alphanumeric());
        if words.any(|word| LARGER_IS_BETTER.contains(&word)) { Self::Maximise } else { Self::Minimise }
    }
}

/// What importance is about: one number a run, and which way it gets better.
///
/// The numbers are those of a metric, of an expression over columns, or of several objectives by their non-dominated rank; whoever asks
/// has evaluated them. Rows are those of the run table.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// One number a run; null where there is none.
    pub numbers: &'a TypedView,
    /// Which way it gets better.
    pub goal: Goal,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goals_are_guessed_from_words() {
        for key in ["val_auc", "test/accuracy", "eval.mean-reward", "F1"] {
            assert_eq!(Goal::guess(key), Goal::Maximise, "{key}");
        }
        for key in ["val_loss", "rmse", "value", "duration", "mapping_error"] {
            assert_eq!(Goal::guess(key), Goal::Minimise, "{key}");
        }
    }
}
