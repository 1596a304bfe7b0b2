use std::convert::Infallible;

use pulldown_latex::config::{DisplayMode, RenderConfig};
use pulldown_latex::event::{Content, Dimension, DimensionUnit, EnvironmentFlow, Event, StateChange};
use pulldown_latex::{Parser, Storage, push_mathml};

/// A formula of more parts than this is no formula; definitions in it can make many of few.
const MOST_PARTS: usize = 10_000;
/// How much of a formula a message shows.
const SHOWN_CHARS: usize = 60;
const MU_PER_EM: f32 = 18.0;
const NOTHING: Dimension = Dimension { value: 0.0, unit: DimensionUnit::Em };

/// A formula in TeX as `MathML` Core, which browsers set without help; `displayed` has a line of its own.
///
/// Nothing in it has a style of its own, which the policy of a report would refuse: colours and negative spaces are left out.
///
/// # Errors
/// Why it cannot be set, in a sentence.
pub(super) fn to_mathml(tex: &str, displayed: bool) -> Result<String, String> {
    let mut out = String::new();
    let display_mode = if displayed { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let storage = Storage::new();
    let parts = parts(tex, &storage).map_err(|why| format!("the formula `{}` cannot be set: {why}", shortened(tex)))?;
    push_mathml(&mut out, parts.into_iter().map(Ok::<_, Infallible>), config).map_err(|error| error.to_string())?;
    let out = with_signs_escaped(&out);
    Ok(if displayed { format!("<span class=\"formula\">{out}</span>") } else { out })
}

fn parts<'a>(tex: &'a str, storage: &'a Storage) -> Result<Vec<Event<'a>>, String> {
    // pulldown-latex 0.8.0 slices what follows it by bytes.
    if tex.contains("\\char") {
        return Err("\\char is not known; the character itself can be written".to_owned());
    }
    let mut parts = Vec::new();
    for part in Parser::new(tex, storage) {
        match part.map_err(|error| reason(&error.to_string()))? {
            Event::StateChange(StateChange::Color(_)) => {}
            Event::Space { width, height, depth } => {
                parts.push(Event::Space {
                    width: width.or(Some(NOTHING)).map(space),
                    height: height.map(space),
                    depth: depth.map(space),
                });
            }
            Event::EnvironmentFlow(EnvironmentFlow::NewLine { horizontal_lines, .. }) => {
                parts.push(Event::EnvironmentFlow(EnvironmentFlow::NewLine { spacing: None, horizontal_lines }));
            }
            // As text it is escaped.
            Event::Content(Content::Function(name)) if name.contains(['<', '>', '&']) => {
                parts.push(Event::Content(Content::Text(name)));
            }
            part => parts.push(part),
        }
        if parts.len() > MOST_PARTS {
            return Err(format!("it has more than {MOST_PARTS} parts"));
        }
    }
    Ok(parts)
}

/// `MathML` whose less-than signs are no markup: pulldown-latex 0.8.0 escapes text, and not single characters, which an end tag or a mark follows.
fn with_signs_escaped(mathml: &str) -> String {
    let mut out = String::with_capacity(mathml.len());
    let mut rest = mathml;
    while let Some(at) = rest.find('<') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        rest = &from[1..];
        out.push_str(if rest.starts_with(|next: char| next == '/' || next.is_ascii_alphabetic()) { "<" } else { "&lt;" });
    }
    out.push_str(rest);
    out.replace(">&<", ">&amp;<")
}

/// A length that CSS knows, and not below nothing.
fn space(given: Dimension) -> Dimension {
    let (value, unit) = match given.unit {
        DimensionUnit::Mu => (given.value / MU_PER_EM, DimensionUnit::Em),
        unit => (given.value, unit),
    };
    Dimension { value: value.max(0.0), unit }
}

/// What a message of the library says, which shows the place as a line above one of carets.
fn reason(message: &str) -> String {
    let lines: Vec<&str> = message.lines().collect();
    let why = lines.first().map_or("", |first| first.strip_prefix("parsing error: ").unwrap_or(first));
    let place = lines.windows(2).rev().find(|pair| pair[1].contains('^')).map(|pair| pair[0].trim_start_matches(['│', '…', ' ']));
    match place.filter(|place| !place.is_empty()) {
        Some(place) => format!("{why}, near `{place}`"),
        None => why.to_owned(),
    }
}

fn shortened(tex: &str) -> String {
    let line = tex.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SHOWN_CHARS {
        return line;
    }
    line.chars().take(SHOWN_CHARS).chain(['…']).collect()
}
