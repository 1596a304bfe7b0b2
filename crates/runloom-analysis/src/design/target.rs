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
    /// The goal that a metric's name suggests: words like `auc`, `accuracy`, `top1`, `reward` are to be maximised unless one like `error` stands
    /// beside them; all else is minimised.
    pub fn guess(key: &str) -> Self {
        let words = words(key);
        let bare = |word: &str| word.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        let any =
            |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()) || known.contains(&bare(word).as_str()));
        if any(&LARGER_IS_BETTER) && !any(&SMALLER_IS_BETTER) { Self::Maximise } else { Self::Minimise }
    }
}

/// Digits may follow: `top5`, `acc1`.
const LARGER_IS_BETTER: [&str; 35] = [
    "acc",
    "accuracy",
    "auc",
    "auroc",
    "auprc",
    "roc",
    "ap",
    "map",
    "f1",
    "f2",
    "precision",
    "recall",
    "score",
    "r2",
    "reward",
    "return",
    "iou",
    "miou",
    "dice",
    "bleu",
    "rouge",
    "meteor",
    "throughput",
    "correlation",
    "top",
    "kappa",
    "mcc",
    "ndcg",
    "mrr",
    "psnr",
    "ssim",
    "sensitivity",
    "specificity",
    "sharpe",
    "winrate",
];

/// Whatever it is the error or loss of is better when that is small.
const SMALLER_IS_BETTER: [&str; 5] = ["err", "error", "errors", "loss", "regret"];

/// The words of a name in lower case: `val_auc`, `eval.meanReward` and `recall@10` have two each.
fn words(key: &str) -> Vec<String> {
    let mut text = String::new();
    let mut before = ' ';
    for c in key.chars() {
        if before.is_lowercase() && c.is_uppercase() {
            text.push(' ');
        }
        text.extend(c.to_lowercase());
        before = c;
    }
    text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect()
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
        for key in [
            "val_auc",
            "test/accuracy",
            "eval.mean-reward",
            "F1",
            "top1",
            "eval/top5",
            "valAcc1",
            "r2",
            "recall@10",
            "cohenKappa",
        ] {
            assert_eq!(Goal::guess(key), Goal::Maximise, "{key}");
        }
        for key in [
            "val_loss",
            "rmse",
            "value",
            "duration",
            "mapping_error",
            "top1_err",
            "accuracyLoss",
            "auc_regret",
            "f",
            "f(x)",
            "",
            "12",
        ] {
            assert_eq!(Goal::guess(key), Goal::Minimise, "{key}");
        }
    }
}
