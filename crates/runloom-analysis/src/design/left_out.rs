use runloom_table::ColumnName;

/// How many of the chosen runs a statistic could not use, each counted once, under the first reason that applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunsLeftOut {
    /// Their tracker says that they failed, crashed or were killed.
    pub failed: usize,
    /// They were stopped early because they did not look promising.
    pub pruned: usize,
    /// They are running or waiting.
    pub unfinished: usize,
    /// They have no value of the target.
    pub missing: usize,
    /// Their target is NaN.
    pub nan: usize,
    /// Their target is infinite.
    pub infinite: usize,
    /// They are not among the best, where only these are asked about.
    pub not_best: usize,
    /// There are more runs than are looked at; evenly spaced ones stand for all.
    pub thinned: usize,
}

impl RunsLeftOut {
    /// The reasons in words, with their counts.
    pub fn reasons(&self) -> [(&'static str, usize); 8] {
        [
            ("failed", self.failed),
            ("pruned", self.pruned),
            ("unfinished", self.unfinished),
            ("missing", self.missing),
            ("nan", self.nan),
            ("infinite", self.infinite),
            ("not_best", self.not_best),
            ("thinned", self.thinned),
        ]
    }

    /// How many runs were used, and why others were not: `31 runs (left out: 1 failed, 168 pruned)`.
    pub fn beside(&self, used: usize) -> String {
        let reasons = self.reasons().into_iter().filter(|(_, runs)| *runs > 0);
        let reasons: Vec<String> = reasons.map(|(reason, runs)| format!("{runs} {}", reason.replace('_', " "))).collect();
        let reasons = if reasons.is_empty() { String::new() } else { format!(" (left out: {})", reasons.join(", ")) };
        format!("{used} run{}{reasons}", if used == 1 { "" } else { "s" })
    }

    /// All of them.
    pub fn total(&self) -> usize {
        self.reasons().iter().map(|(_, runs)| runs).sum()
    }
}

/// A param that no statistic can judge, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unjudged {
    /// The param.
    pub name: ColumnName,
    /// How many used runs have a value of it.
    pub runs: usize,
    /// Why it is not judged.
    pub why: WhyUnjudged,
}

/// Why a param is not judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyUnjudged {
    /// All used runs that have it have the same value.
    Constant,
    /// None of the used runs has a value.
    NoValues,
    /// Almost every run has a text of its own, as with names and paths: it tells runs apart and explains nothing.
    NamesEachRun,
}

impl WhyUnjudged {
    /// The reason as one stable word for machines.
    pub fn word(self) -> &'static str {
        match self {
            Self::Constant => "constant",
            Self::NoValues => "no_values",
            Self::NamesEachRun => "names_each_run",
        }
    }
}
