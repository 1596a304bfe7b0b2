//! Numbers that a column may be compared with.

use std::cmp::Ordering;

use arrow_array::Array;
use runloom_table::{Column, TypedView, format_real, sort_reals};

use super::matching::{PREFIX, Ranking};
use super::place::Usage;
use super::typed::Typed;
use super::wording::{duration, runs, short};
use super::words::option;
use super::{CompletionOption, OptionKind};
use crate::tree::Comparison;

/// So many values are looked at to find how they are spread.
const SAMPLE: usize = 1 << 16;
/// Of so few different values each is offered.
const FEW: usize = 30;

/// Finite values in ascending order, some of them where there are many.
pub(super) fn sample(view: &TypedView) -> Vec<f64> {
    let numbers = view.numbers.values();
    let step = numbers.len() / SAMPLE + 1;
    let mut sample: Vec<f64> =
        (0..numbers.len()).step_by(step).filter_map(|row| view.number_at(row)).filter(|value| value.is_finite()).collect();
    sort_reals(&mut sample);
    sample
}

/// How many runs compare so with each number.
pub(super) fn kept(view: &TypedView, usage: Usage, ends: &[f64]) -> Vec<usize> {
    let holds = |value: f64, end: f64| match usage {
        Usage::Compare(Comparison::Less) => value < end,
        Usage::Compare(Comparison::LessOrEqual) | Usage::High => value <= end,
        Usage::Compare(Comparison::Greater) => value > end,
        Usage::Compare(Comparison::GreaterOrEqual) | Usage::Low => value >= end,
        _ => value.partial_cmp(&end) == Some(Ordering::Equal),
    };
    let mut counts = vec![0; ends.len()];
    let (numbers, nulls) = (view.numbers.values(), view.numbers.nulls());
    for (row, value) in numbers.iter().enumerate() {
        if nulls.is_none_or(|nulls| nulls.is_valid(row)) {
            for (count, end) in counts.iter_mut().zip(ends) {
                *count += usize::from(holds(*value, *end));
            }
        }
    }
    counts
}

/// Which end of the values is of interest first.
fn is_upward(usage: Usage) -> bool {
    matches!(usage, Usage::Compare(Comparison::Greater | Comparison::GreaterOrEqual) | Usage::Low)
}

pub(super) fn is_range(usage: Usage) -> bool {
    match usage {
        Usage::Compare(comparison) => comparison.is_ordering(),
        usage => matches!(usage, Usage::Low | Usage::High),
    }
}

/// The values themselves where they are few, else where the values lie: the middle, the ends, parts of them.
pub(super) fn numbers(typed: &Typed, column: &Column, usage: Usage, counted: bool) -> Vec<CompletionOption> {
    let Ok(view) = column.typed() else { return Vec::new() };
    let sample = sample(view);
    let mut distinct = sample.clone();
    distinct.dedup();
    let told = |what: &str, count: usize| match (counted, what.is_empty()) {
        (true, true) => runs(count),
        (true, false) => format!("{what} · {}", runs(count)),
        (false, _) => what.to_owned(),
    };
    if distinct.len() <= FEW {
        let mut ranking = Ranking::default();
        let counts = kept(view, usage, &distinct);
        for (at, (value, count)) in distinct.iter().zip(&counts).enumerate() {
            let keeps_none = counted && is_range(usage) && *count == 0;
            if !keeps_none && typed.word.class(&format_real(*value)).is_some_and(|class| class <= PREFIX) {
                let [a, b, c, d] = if is_range(usage) { [0; 4] } else { (!(*count as u32)).to_be_bytes() };
                ranking.add([a, b, c, d, 0], 0, at);
            }
        }
        let places = ranking.best(FEW).into_iter();
        return places
            .filter_map(|(_, at)| {
                let label = format_real(*distinct.get(at)?);
                Some(option(&label, &label, OptionKind::Value, told("", *counts.get(at)?), None))
            })
            .collect();
    }
    let summary = column.summary();
    let (Some(min), Some(max)) = (summary.min, summary.max) else { return Vec::new() };
    let at = |part: f64| {
        let place = libm::round(part * (sample.len() - 1) as f64) as usize;
        let value = sample.get(place).copied().unwrap_or(min);
        short(value).parse().ok().filter(|rounded| (min..=max).contains(rounded)).unwrap_or(value)
    };
    let (smallest, largest) = (("smallest", min), ("largest", max));
    let mut found = match usage {
        usage if !is_range(usage) => vec![largest, smallest],
        usage if is_upward(usage) => {
            vec![
                ("median", at(0.5)),
                ("upper quarter", at(0.75)),
                ("upper tenth", at(0.9)),
                largest,
                ("lower quarter", at(0.25)),
                smallest,
            ]
        }
        _ => vec![
            ("median", at(0.5)),
            ("lower quarter", at(0.25)),
            ("lower tenth", at(0.1)),
            smallest,
            ("upper quarter", at(0.75)),
            largest,
        ],
    };
    if !is_range(usage) && !typed.word.is_empty() {
        found.extend(distinct.iter().map(|value| ("", *value)));
    }
    found.retain(|(_, value)| typed.word.class(&format_real(*value)).is_some_and(|class| class <= PREFIX));
    found.truncate(FEW);
    let ends: Vec<f64> = found.iter().map(|(_, value)| *value).collect();
    let mut options: Vec<CompletionOption> = Vec::new();
    for ((what, value), count) in found.into_iter().zip(kept(view, usage, &ends)) {
        let label = format_real(value);
        let keeps_none = counted && is_range(usage) && count == 0;
        if !keeps_none && options.iter().all(|option| option.label != label) {
            options.push(option(&label, &label, OptionKind::Value, told(what, count), None));
        }
    }
    options
}

/// Lengths of time as people say them, in seconds.
const ROUND: &[f64] = &[
    1.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0, 3600.0, 7200.0, 21_600.0, 43_200.0, 86_400.0, 172_800.0, 604_800.0,
];
/// Lengths of time that a number may become, in seconds a unit.
const UNITS: &[f64] = &[1.0, 60.0, 3600.0, 86_400.0];

/// Round durations between the shortest and the longest; behind a number, that number of seconds, minutes, hours and days.
pub(super) fn durations(typed: &Typed, column: &Column, usage: Usage) -> Vec<CompletionOption> {
    let (Ok(view), summary) = (column.typed(), column.summary()) else { return Vec::new() };
    let (Some(min), Some(max)) = (summary.min, summary.max) else { return Vec::new() };
    let typed_number: Option<f64> = typed.word.raw().parse().ok();
    let mut found: Vec<f64> = match typed_number {
        Some(number) => UNITS.iter().map(|unit| unit * number).collect(),
        None => ROUND.iter().copied().filter(|seconds| (min..=max).contains(seconds)).collect(),
    };
    if found.len() < 2 && typed_number.is_none() {
        let sample = sample(view);
        found.extend(sample.get(sample.len() / 2));
    }
    let counts = kept(view, usage, &found);
    let mut options: Vec<CompletionOption> = Vec::new();
    for (seconds, count) in found.into_iter().zip(counts) {
        let label = duration(seconds);
        let fits = typed_number.is_some() || typed.word.class(&label).is_some_and(|class| class <= PREFIX);
        if fits && options.iter().all(|option| option.label != label) {
            options.push(option(&label, &label, OptionKind::Value, runs(count), None));
        }
    }
    options
}
