/// Words in a column's name that make its numbers a result.
pub(crate) const RESULT_WORDS: &[&str] = &[
    "acc",
    "accuracy",
    "auc",
    "auroc",
    "auprc",
    "roc",
    "loss",
    "logloss",
    "nll",
    "perplexity",
    "ppl",
    "error",
    "err",
    "f1",
    "fscore",
    "precision",
    "recall",
    "sensitivity",
    "specificity",
    "rmse",
    "mse",
    "mae",
    "mape",
    "smape",
    "r2",
    "score",
    "reward",
    "return",
    "regret",
    "objective",
    "metric",
    "metrics",
    "time",
    "latency",
    "duration",
    "runtime",
    "elapsed",
    "throughput",
    "fps",
    "qps",
    "sec",
    "bleu",
    "rouge",
    "meteor",
    "wer",
    "cer",
    "iou",
    "dice",
    "psnr",
    "ssim",
    "fid",
    "mcc",
    "kappa",
    "ndcg",
    "mrr",
    "elo",
    "top1",
    "top5",
    "pass",
    "val",
    "valid",
    "validation",
    "eval",
    "cost",
    "memory",
];

/// Words that make it a setting all the same: `loss_weight`, `time_limit`, `metric_threshold`.
pub(crate) const SETTING_WORDS: &[&str] = &[
    "weight",
    "weights",
    "coef",
    "coefficient",
    "limit",
    "budget",
    "threshold",
    "learning",
    "lr",
    "lambda",
    "type",
    "fn",
    "function",
    "size",
    "split",
    "patience",
    "interval",
    "every",
    "freq",
    "frequency",
    "ratio",
    "fraction",
    "batch",
    "num",
    "seed",
    "steps",
    "scale",
];

/// Words that a column of run names has in its own name.
pub(crate) const NAME_WORDS: &[&str] =
    &["name", "id", "model", "title", "run", "trial", "experiment", "uid", "uuid", "key", "label"];

/// The lower-case words of a name: letters and digits between other characters, and between a small and a capital letter.
pub(crate) fn words_of(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut small = false;
    for c in name.chars() {
        let starts = !c.is_alphanumeric() || (small && c.is_uppercase());
        if starts && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if let (true, Some(word)) = (c.is_alphanumeric(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
        small = c.is_lowercase() || c.is_numeric();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether numbers under this name are a result rather than a setting.
pub(crate) fn names_a_result(name: &str) -> bool {
    let words = words_of(name);
    let any = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    any(RESULT_WORDS) && !any(SETTING_WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words() {
        assert_eq!(words_of("Accuracy__test_median"), ["accuracy", "test", "median"]);
        assert_eq!(words_of("valLoss@10 (ms)"), ["val", "loss", "10", "ms"]);
        assert_eq!(words_of("SepalLength"), ["sepal", "length"]);
        assert!(words_of("--").is_empty());
    }

    #[test]
    fn results_are_told_from_settings() {
        for name in [
            "val_loss",
            "Log Loss__test_mean",
            "infer_samples_per_sec",
            "train f1",
            "valid ppl",
            "top1",
            "time__train_mean",
            "rmse",
        ] {
            assert!(names_a_result(name), "{name}");
        }
        for name in
            ["lr", "learning_rate", "loss_weight", "time_limit", "cylinders", "weight (lb)", "epoch", "dropout", "val_split"]
        {
            assert!(!names_a_result(name), "{name}");
        }
    }
}
