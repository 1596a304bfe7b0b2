//! A suggestion in words: what was asked, and the findings about noise, about the course of the search and about the region.

use runloom_analysis::{BestSoFar, Goal, NoiseSource, Region, Suggestion, WhyUnjudged, Winner};
use runloom_table::format_real;

use super::SuggestAnswer;

/// What is found about one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestFinding {
    /// The question.
    pub question: &'static str,
    /// The answer in a few words.
    pub answer: String,
    /// The evidence, the most telling sentence first.
    pub sentences: Vec<String>,
}

impl SuggestAnswer {
    /// What was asked, in one line.
    pub fn headline(&self) -> String {
        let goal = if self.question.goal == Goal::Maximise { "maximised" } else { "minimised" };
        let runs = self.found.left_out.beside(self.found.runs_used);
        format!("What to try next for {}, {goal}, after {runs}", self.question.target)
    }

    /// What there is to know before searching on; questions about which nothing can be said are not there.
    pub fn findings(&self) -> Vec<SuggestFinding> {
        let target = &self.question.target.to_string();
        let found = &self.found;
        let mut findings = Vec::new();
        match &found.winner {
            Some(winner) => findings.extend(of_winner(winner, target)),
            None if found.runs_used > 1 => findings.push(SuggestFinding {
                question: IS_IT_NOISE,
                answer: "Cannot be told".to_owned(),
                sentences: vec![
                    "Nothing tells how much results scatter by chance: repeat the best configuration under other seeds."
                        .to_owned(),
                ],
            }),
            None => {}
        }
        if let Some(course) = &self.course {
            findings.push(of_course(course, found.winner.as_ref(), self.question.goal, target));
        }
        if let Some(region) = &found.region {
            findings.push(of_region(region, found, target));
        }
        findings
    }

    /// The params that are not searched over since nothing can be said of them, a sentence a reason.
    pub fn not_searched(&self) -> Vec<String> {
        let reasons = [
            (WhyUnjudged::Constant, "The same in all of these runs"),
            (WhyUnjudged::NoValues, "In none of these runs"),
            (WhyUnjudged::NamesEachRun, "Different in almost every run, and not searched over"),
        ];
        let sentence = |(why, words): (WhyUnjudged, &str)| {
            let names = self.found.unjudged.iter().filter(|param| param.why == why);
            let names: Vec<&str> = names.map(|param| param.name.key.as_str()).collect();
            (!names.is_empty()).then(|| format!("{words}: {}.", names.join(", ")))
        };
        reasons.into_iter().filter_map(sentence).collect()
    }
}

const IS_IT_NOISE: &str = "Is the winner better than noise?";

fn of_winner(winner: &Winner, target: &str) -> Option<SuggestFinding> {
    let rivals = winner.contenders.len() - 1;
    let first = winner.contenders.first()?;
    let next = winner.contenders.get(1).map_or(0.0, |next| next.probability);
    let mean = if first.rows.len() > 1 { format!(", the mean of {} runs", first.rows.len()) } else { String::new() };
    let best = format!("The best configuration ({target} {}{mean})", shown_number(first.mean));
    let (answer, sentence) = if first.probability < 1.5 / (rivals + 1) as f64 {
        let words = format!("{best} cannot be told from the next {rivals}: they differ by no more than noise.");
        ("Cannot be told".to_owned(), words)
    } else {
        let (first, next) = (first.probability * 100.0, next * 100.0);
        let words = format!(
            "{best} is the best of it and the next {rivals} with a probability of {first:.0} %; the second has {next:.0} %."
        );
        (format!("With a probability of {first:.0} %"), words)
    };
    let deviation = shown_number(winner.deviation);
    let noise = match winner.source {
        NoiseSource::Replicates { configurations, runs } => {
            let plural = if configurations == 1 { "" } else { "s" };
            format!(
                "The noise is how {runs} runs that repeat {configurations} configuration{plural} differ: {deviation} (one standard deviation)."
            )
        }
        NoiseSource::Residuals { repeated } => {
            let why = match repeated {
                0 => "No run is repeated".to_owned(),
                _ => format!("{repeated} runs repeat others, but that is too few, or they are the same to the last digit"),
            };
            format!(
                "{why}, so the noise is what a forest misses of the better half of the runs it has not seen: {deviation} (one standard deviation). \
                 It holds what the forest has not learnt, too; repeat the best configurations under other seeds to know."
            )
        }
    };
    Some(SuggestFinding { question: IS_IT_NOISE, answer, sentences: vec![sentence, noise] })
}

fn of_course(course: &BestSoFar, winner: Option<&Winner>, goal: Goal, target: &str) -> SuggestFinding {
    let (last, best) = course.steps.last().copied().unwrap_or_default();
    let best = if goal == Goal::Maximise { -best } else { best };
    let since = course.runs - 1 - last;
    let gain = course.gain_by_doubling;
    let (answer, verdict) = match winner {
        None => ("Cannot be told", "and nothing tells whether that is more than noise"),
        Some(winner) if gain >= winner.deviation => ("Not yet", "more than the noise, so the search has not flattened"),
        Some(Winner { source: NoiseSource::Replicates { .. }, .. }) => {
            ("Yes", "less than the noise, so more of the same will hardly help")
        }
        Some(_) => ("Cannot be told", "less than the forest can tell from noise"),
    };
    let came = format!(
        "The best so far ({target} {}) came as run {} of {}, {since} run{} ago.",
        shown_number(best),
        last + 1,
        course.runs,
        if since == 1 { "" } else { "s" },
    );
    let more = format!(
        "As many runs again, searched alike, can be expected to gain about {} at most ({verdict}); the second half of the runs gained {}.",
        shown_number(gain),
        shown_number(course.gain_of_second_half)
    );
    SuggestFinding { question: "Has the search flattened?", answer: answer.to_owned(), sentences: vec![came, more] }
}

fn of_region(region: &Region, found: &Suggestion, target: &str) -> SuggestFinding {
    let outside =
        region.median_outside.map_or_else(String::new, |outside| format!(", that of the others is {}", shown_number(outside)));
    let volume = volume(region.volume);
    let mut sentences = vec![
        format!(
            "The {} best of {} runs reach {} to {} in {target}.",
            region.best_runs,
            region.runs,
            shown_number(region.best),
            shown_number(region.last)
        ),
        format!(
            "The space below is {volume}. {} runs lie within; their median {target} is {}{outside}.",
            region.runs_within,
            shown_number(region.median_within)
        ),
    ];
    if let Some((within, all)) = region.expected {
        let (within, all) = (shown_number(within), shown_number(all));
        sentences.push(format!("A forest expects {within} on average within, and {all} over all that was tried."));
    }
    if let Some(difference) = found.within_less_outside {
        sentences.push(format!(
            "The mean {target} of the runs within differs from that of the others by {} (95 % interval {} to {}); they were chosen for being \
             good, which flatters them.",
            shown_number(difference.difference),
            shown_number(difference.low),
            shown_number(difference.high)
        ));
    }
    let mut letters = volume.chars();
    let answer = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    SuggestFinding { question: "Where do the best runs lie?", answer, sentences }
}

fn volume(part: f64) -> String {
    match part * 100.0 {
        ..0.01 => "a ten-thousandth part of what was tried, or less".to_owned(),
        percent if percent < 1.0 => format!("{percent:.2} % of what was tried"),
        percent if percent < 99.5 => format!("{percent:.0} % of what was tried"),
        percent if percent < 101.0 => "as large as what was tried".to_owned(),
        _ => format!("{part:.1} times what was tried, as edges were moved out"),
    }
}

/// A number with about four digits.
pub fn shown_number(value: f64) -> String {
    let text = format!("{value:.3e}");
    text.parse().map_or(text, format_real)
}
