//! Moments that a column may be compared with.

use runloom_table::Column;

use super::matching::PREFIX;
use super::numbers::{is_range, kept, sample};
use super::place::Usage;
use super::typed::Typed;
use super::wording::{day, runs};
use super::words::option;
use super::{CompletionOption, OptionKind};

const MINUTE_MS: f64 = 60_000.0;
const HOUR_MS: f64 = 60.0 * MINUTE_MS;
const DAY_MS: f64 = 24.0 * HOUR_MS;
/// So many days are offered behind the beginning of one.
const MOST_DAYS: usize = 20;

/// Days before the newest moment, or hours or minutes where all is newer; behind the beginning of a date, the days of the runs.
pub(super) fn times(typed: &Typed, column: &Column, usage: Usage) -> Vec<CompletionOption> {
    let (Ok(view), summary) = (column.typed(), column.summary()) else { return Vec::new() };
    let (Some(min), Some(max)) = (summary.min, summary.max) else { return Vec::new() };
    let (unit_ms, unit, back): (f64, &str, &[f64]) = match max - min {
        span if span < 2.0 * HOUR_MS => (MINUTE_MS, "minute", &[0.0, 1.0, 5.0, 15.0, 30.0, 60.0]),
        span if span < 2.0 * DAY_MS => (HOUR_MS, "hour", &[0.0, 1.0, 3.0, 6.0, 12.0, 24.0]),
        _ => (DAY_MS, "day", &[0.0, 1.0, 7.0, 30.0, 90.0, 365.0]),
    };
    let floor = |ms: f64| libm::floor(ms / unit_ms) * unit_ms;
    let written = |ms: f64| {
        let part = |length_ms: f64, count: f64| libm::floor(ms / length_ms).rem_euclid(count);
        let date = day(ms);
        if unit_ms < DAY_MS { format!("{date}T{:02}:{:02}Z", part(HOUR_MS, 24.0), part(MINUTE_MS, 60.0)) } else { date }
    };
    let mut found: Vec<(String, f64)> = Vec::new();
    for units in back {
        let what = match *units as usize {
            0 => format!("latest {unit}"),
            1 => format!("the {unit} before"),
            units => format!("{units} {unit}s before"),
        };
        found.push((what, floor(max) - units * unit_ms));
    }
    found.retain(|(_, ms)| *ms >= floor(min));
    found.push((format!("first {unit}"), floor(min)));
    if !typed.word.is_empty() {
        let mut days: Vec<f64> = sample(view).into_iter().rev().map(floor).collect();
        days.dedup();
        found.extend(days.into_iter().map(|ms| (String::new(), ms)));
    }
    found.retain(|(_, ms)| typed.word.class(&written(*ms)).is_some_and(|class| class <= PREFIX));
    found.truncate(MOST_DAYS);
    let ends: Vec<f64> = found.iter().map(|(_, ms)| *ms).collect();
    let mut options: Vec<CompletionOption> = Vec::new();
    for ((what, ms), count) in found.into_iter().zip(kept(view, usage, &ends)) {
        let label = format!("'{}'", written(ms));
        let detail = match (what.is_empty(), is_range(usage)) {
            (_, false) => what,
            (true, true) => runs(count),
            (false, true) => format!("{what} · {}", runs(count)),
        };
        let keeps_none = is_range(usage) && count == 0;
        if !keeps_none && options.iter().all(|option| option.label != label) {
            options.push(option(&label, &label, OptionKind::Value, detail, None));
        }
    }
    options
}
