use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use runloom_source::{Phase, Progress, Unit};

/// Work that is done sooner shows no bar.
const PATIENCE: Duration = Duration::from_millis(300);

/// A progress bar on stderr that appears only where someone watches and has to wait.
pub(crate) struct ProgressLine {
    watched: bool,
    begun: Instant,
    bar: Option<ProgressBar>,
}

impl ProgressLine {
    pub(crate) fn new() -> Self {
        Self { watched: std::io::stderr().is_terminal(), begun: Instant::now(), bar: None }
    }

    /// Shows how far the work on `name` is.
    pub(crate) fn show(&mut self, name: &str, progress: Progress) {
        if !self.watched || progress.total == 0 || (self.bar.is_none() && self.begun.elapsed() < PATIENCE) {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()));
        let counts = match progress.unit {
            Unit::Bytes => "{bytes} of {total_bytes}",
            Unit::Rows => "{human_pos} of {human_len} rows",
        };
        if let Ok(style) = ProgressStyle::with_template(&format!("{{msg}} [{{bar:30}}] {counts}")) {
            bar.set_style(style.progress_chars("=> "));
        }
        let doing = match progress.phase {
            Phase::Reading => "reading",
            Phase::Decoding => "decoding",
        };
        bar.set_message(format!("{doing} {name}"));
        bar.set_length(progress.total.max(progress.done));
        bar.set_position(progress.done);
    }

    /// Takes the bar away.
    pub(crate) fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
        self.begun = Instant::now();
    }
}
