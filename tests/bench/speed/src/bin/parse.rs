//! Reads a filter of 300 characters 10,000 times. Whoever runs it holds the watch: Wasm has no clock.

use std::hint::black_box;
use std::process::ExitCode;

use runloom_query::parse_filter;

const FILTER: &str = "metrics.val_auc > 0.9 AND (params.model = 'resnet50' OR params.model IN ('vit', 'convnext-v2')) AND params.lr \
    BETWEEN 1e-4 AND 1e-2 AND tags.`mlflow.user` LIKE 'ana%' AND NOT metrics.val_loss >= 0.251 AND metrics.train_auc - \
    metrics.val_auc < 0.05 AND start_time > '2026-01-01' AND status != 'FAILED'";

const _: () = assert!(FILTER.len() == 300);

const TIMES: u32 = 10_000;

fn main() -> ExitCode {
    for _ in 0..TIMES {
        if black_box(parse_filter(black_box(FILTER))).filter.is_none() {
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
