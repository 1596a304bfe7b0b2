//! What an importance chart says in words.

use runloom_analysis::{ParamImportance, RunsLeftOut, WhyUnjudged};
use runloom_table::ColumnName;

use super::effects::Shown;
use super::{ImportanceAnswer, ImportanceQuestion, LEAST_RUNS};
use crate::legend::SMALL_SIZE_PX;
use crate::number_text::count;
use crate::text_width::shorten;

/// As many params are named in one sentence.
const MOST_NAMES: usize = 8;
/// Longer names are shortened in sentences of the picture.
const LONGEST_NAME_PX: f64 = 160.0;

/// Whether a param does no more than chance.
pub(super) fn is_noise(param: &ParamImportance) -> bool {
    param.importance <= param.noise_floor || param.importance <= 0.0
}

/// An importance as text: two decimals.
pub(super) fn number(value: f64) -> String {
    if value > 0.0 && value < 0.005 { "<0.01".to_owned() } else { format!("{value:.2}") }
}

/// Why there is nothing to draw.
pub(super) fn obstacle(answer: &ImportanceAnswer) -> Option<String> {
    let (found, target) = (&answer.found, &answer.question.target.key);
    if answer.in_view == 0 {
        return Some("No run is in view, so there is nothing to judge. Loosen the filter or the brushes.".to_owned());
    }
    let usable = found.runs_used + found.left_out.thinned;
    if usable < LEAST_RUNS {
        let are = |runs: usize| format!("{} {}", count(runs), if runs == 1 { "is" } else { "are" });
        let left_out = runs_left_out(&found.left_out, target);
        let of_them =
            if left_out.is_empty() { String::new() } else { format!(", and {}: {}", cannot(usable), left_out.join(", ")) };
        return Some(format!("{LEAST_RUNS} runs are needed to judge params, and {} in view{of_them}.", are(answer.in_view)));
    }
    if found.params.is_empty() {
        let runs = count(usable);
        let by_name = found.unjudged.iter().any(|param| param.why == WhyUnjudged::NamesEachRun);
        return Some(if by_name {
            format!(
                "The params that differ between the {runs} runs in view have another text in almost every run: none can be judged."
            )
        } else {
            format!("No param differs between the {runs} runs in view, so none can be judged.")
        });
    }
    answer
        .constant_target
        .then(|| format!("All {} runs in view have the same {target}, so there is nothing to explain.", count(usable)))
}

fn cannot(usable: usize) -> String {
    if usable == 0 { "none of them can be used".to_owned() } else { format!("only {} of them can be used", count(usable)) }
}

/// The target, and among which runs it is looked at where not among all.
fn target(question: &ImportanceQuestion) -> String {
    let among = question.best_percent.map_or_else(String::new, |percent| format!(" among the best {percent} %"));
    format!("{}{among}", question.target.key)
}

/// What stands out, in a sentence.
pub(super) fn heading(answer: &ImportanceAnswer) -> String {
    let (params, target) = (&answer.found.params, target(&answer.question));
    if let [only] = &params[..] {
        return format!("{} is the only param that differs between these runs.", named(only));
    }
    let noise = params.iter().filter(|param| is_noise(param)).count();
    let telling: Vec<String> = params.iter().filter(|param| !is_noise(param)).map(named).collect();
    let all = count(params.len());
    let rest = match noise {
        0 => String::new(),
        1 => format!("; 1 of {all} params does not stand out from noise"),
        noise => format!("; {} of {all} params do not stand out from noise", count(noise)),
    };
    match &telling[..] {
        [] => format!("For {target}, none of {all} params stands out from noise by this method."),
        [only] => format!("{only} matters for {target}{rest}."),
        [first, second, ..] => format!("{first} matters most for {target}, then {second}{rest}."),
    }
}

fn named(param: &ParamImportance) -> String {
    shorten(&param.name.key, SMALL_SIZE_PX, false, LONGEST_NAME_PX)
}

/// How to read the picture.
pub(super) fn footer(answer: &ImportanceAnswer, shown: usize) -> String {
    let found = &answer.found;
    let runs = format!("{} {}", count(found.runs_used), if found.runs_used == 1 { "run" } else { "runs" });
    let mut text = format!("{} of {runs}. Whiskers: 95 % interval.", found.method.title());
    if shown < found.params.len() {
        text = format!("{text} The first {} of {} params.", count(shown), count(found.params.len()));
    }
    if !found.unjudged.is_empty() {
        text = format!("{text} Not ranked: {}.", count_of(found.unjudged.len(), "param"));
    }
    text
}

/// The whole chart in a few sentences.
pub(super) fn description(answer: &ImportanceAnswer, effect: Option<Shown<'_>>, shown: usize) -> String {
    let found = &answer.found;
    let told = |param: &ParamImportance| {
        let doubt = if is_noise(param) { ", within noise" } else { "" };
        format!("{} {} ({} to {}{doubt})", param.name.key, number(param.importance), number(param.low), number(param.high))
    };
    let params: Vec<String> = found.params.iter().take(shown).map(told).collect();
    let effect = effect.map_or_else(String::new, |effect| format!(" {}", effect.words(&answer.question.target.key)));
    format!(
        "Parameter importance for {} by {}, with 95 % intervals: {}. {}{effect}",
        target(&answer.question),
        found.method.title(),
        params.join(", "),
        heading(answer)
    )
}

/// What the picture leaves out and what to know before believing it, one sentence each.
pub(super) fn left_out(answer: &ImportanceAnswer, effect: Option<Shown<'_>>, shown: usize) -> Vec<String> {
    let found = &answer.found;
    let mut sentences = Vec::new();
    let reasons = runs_left_out(&found.left_out, &answer.question.target.key);
    if !reasons.is_empty() {
        let left_out = found.left_out.total() - found.left_out.thinned;
        sentences.push(format!(
            "{} of {} runs {} left out: {}.",
            count(left_out),
            count(answer.in_view),
            if left_out == 1 { "is" } else { "are" },
            reasons.join(", ")
        ));
    }
    sentences.extend(found.notes.iter().cloned());
    let reasons = [
        (WhyUnjudged::Constant, "The same in all runs in view, so not ranked"),
        (WhyUnjudged::NoValues, "In none of the runs in view, so not ranked"),
        (WhyUnjudged::NamesEachRun, "Different in almost every run, so not ranked"),
    ];
    for (why, words) in reasons {
        let names = found.unjudged.iter().filter(|param| param.why == why).map(|param| &param.name);
        sentences.extend(listed(words, &names.collect::<Vec<_>>()));
    }
    if shown < found.params.len() {
        let rest: Vec<&ColumnName> = found.params.iter().skip(shown).map(|param| &param.name).collect();
        sentences.extend(listed("Less important and not drawn", &rest));
    }
    if answer.beyond > 0 {
        sentences.push(format!("{} of more params than can be judged at once are not looked at.", count(answer.beyond)));
    }
    sentences.push(found.method.meaning().to_owned());
    sentences.extend(effect.into_iter().flat_map(|effect| effect.notes(&answer.question.target.key)));
    if effect.is_some() && !answer.effects.together.is_empty() {
        sentences.push(
            "Interactions: the part of the target's variance over the space that two params have in common and neither has alone."
                .to_owned(),
        );
    }
    sentences
}

/// Why runs are not used, with their numbers; runs that others stand for are not among them.
fn runs_left_out(runs: &RunsLeftOut, target: &str) -> Vec<String> {
    let reasons = [
        (runs.failed, "failed".to_owned()),
        (runs.pruned, "pruned".to_owned()),
        (runs.unfinished, "not finished".to_owned()),
        (runs.missing, format!("without {target}")),
        (runs.nan, format!("with {target} NaN")),
        (runs.infinite, format!("with {target} infinite")),
        (runs.not_best, "not among the best".to_owned()),
    ];
    reasons.into_iter().filter(|(runs, _)| *runs > 0).map(|(runs, why)| format!("{} {why}", count(runs))).collect()
}

fn listed(words: &str, names: &[&ColumnName]) -> Option<String> {
    let keys: Vec<&str> = names.iter().take(MOST_NAMES).map(|name| name.key.as_str()).collect();
    let rest = names.len() - keys.len();
    let more = if rest > 0 { format!(" and {} more", count(rest)) } else { String::new() };
    (!names.is_empty()).then(|| format!("{words}: {}{more}.", keys.join(", ")))
}

fn count_of(number: usize, noun: &str) -> String {
    format!("{} {noun}{}", count(number), if number == 1 { "" } else { "s" })
}
