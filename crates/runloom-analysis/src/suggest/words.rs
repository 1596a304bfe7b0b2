//! Why each param has the values that are suggested for it.

use runloom_table::format_real;

use super::ParamValue;
use super::round::{Rounding, round};
use super::space::{Absence, Axis, End, Reach};
use crate::design::Feature;

/// As many values are named in one sentence.
const MOST_NAMES: usize = 8;

/// A number with about four digits.
pub(crate) fn number(value: f64) -> String {
    format_real(round(value, value.abs() / 10.0, Rounding::Nearest))
}

/// A part as a percentage.
pub(super) fn percent(part: f64) -> String {
    let percent = part * 100.0;
    if percent > 0.0 && percent < 1.0 { "less than 1 %".to_owned() } else { format!("{percent:.0} %") }
}

/// A count of something.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Why a param that was not frozen has its values.
pub(super) fn reason(feature: &Feature, axis: &Axis, reach: &Reach, runs_within: usize) -> String {
    match (reach.absence, axis) {
        (Some(Absence::Seed), _) => "By its name it tells replicates apart, so it is not searched over.".to_owned(),
        (Some(Absence::Closed), _) => "It exists only with values that are left out.".to_owned(),
        (Some(Absence::NoneOfBest), _) => {
            format!(
                "{} it, but none of the best.",
                if reach.runs == 1 { "1 run has".to_owned() } else { format!("{} runs have", reach.runs) }
            )
        }
        (None, Axis::Choices(_)) => of_choices(feature, reach),
        (None, _) => of_range(reach, runs_within),
    }
}

fn of_choices(feature: &Feature, reach: &Reach) -> String {
    if reach.ruled_out.is_empty() {
        return format!("None was tried often enough without a place among {} to be ruled out.", best(reach.best));
    }
    let tried = |value: &f64| {
        let runs = feature.values.iter().filter(|other| other.to_bits() == value.to_bits()).count();
        let name = ParamValue::of(feature, *value).map(|value| value.to_string()).unwrap_or_default();
        format!("{name} (tried {})", counted(runs, "time"))
    };
    let names: Vec<String> = reach.ruled_out.iter().take(MOST_NAMES).map(tried).collect();
    let rest = reach.ruled_out.len() - names.len();
    let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
    format!("Left out, as {} never have it: {}{more}.", best(reach.best), names.join(", "))
}

fn of_range(reach: &Reach, runs_within: usize) -> String {
    if reach.best < 2 {
        return format!(
            "{} too few to narrow it.",
            if reach.best == 1 { "1 of the best runs has it:" } else { "None of the best runs has it:" }
        );
    }
    let (low, high) = (number(reach.best_values.0), number(reach.best_values.1));
    let lie = if low == high { format!("have {low}") } else { format!("lie from {low} to {high}") };
    let mut words = format!("{} {lie}", capital(&best(reach.best)));
    if [reach.ends.0, reach.ends.1].contains(&End::Narrowed) {
        words = format!("{words}; what is kept holds {runs_within} of {} runs.", reach.runs);
    } else {
        words = format!("{words}: too far apart, or too few, to leave anything out.");
    }
    for (end, value, name) in [(reach.ends.0, reach.tried.0, "smallest"), (reach.ends.1, reach.tried.1, "largest")] {
        let at = number(value);
        match end {
            End::Widened => words = format!("{words} They pile up at {at}, the {name} value tried, so it was widened beyond."),
            End::Limit => words = format!("{words} They pile up at {at}, which is the limit of such a value."),
            End::Kept | End::Narrowed => {}
        }
    }
    words
}

fn best(count: usize) -> String {
    if count == 1 { "the best run".to_owned() } else { format!("the {count} best runs") }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
