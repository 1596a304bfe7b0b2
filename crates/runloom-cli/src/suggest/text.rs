use std::io::{self, Write};

use runloom_analysis::{End, ParamValue, Proposal, ProposalKind, SpaceParam, SpaceValues};
use runloom_chart::{SuggestAnswer, shown_number};
use runloom_table::ColumnName;

use crate::output::{visible, wrap};

/// As many values are named in one line.
const MOST_NAMES: usize = 8;

/// Writes the region, the space, what may be frozen and the proposals, each with its reason.
pub(super) fn write(answer: &SuggestAnswer, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let found = &answer.found;
    writeln!(out, "{}", wrap(&visible(&answer.headline()), width))?;
    for note in &found.notes {
        writeln!(out, "{}", wrap(&visible(note), width))?;
    }
    for finding in answer.findings() {
        writeln!(out, "\n{} {}.", finding.question, finding.answer)?;
        for sentence in finding.sentences {
            writeln!(out, "{}", wrap(&visible(&sentence), width))?;
        }
    }
    let (frozen, searched): (Vec<_>, Vec<_>) =
        found.space.iter().partition(|param| matches!(param.values, SpaceValues::Frozen(_)));
    if !searched.is_empty() {
        writeln!(out, "\nSearch space")?;
    }
    for param in searched {
        write_param(param, width, out)?;
    }
    if !found.space.is_empty() {
        writeln!(out, "\nFrozen")?;
        for param in frozen {
            write_param(param, width, out)?;
        }
        writeln!(out, "{}", wrap(&format!("  {}", found.freezing), width))?;
    }
    if !found.proposals.is_empty() {
        writeln!(out, "\nNext configurations")?;
    }
    for (at, proposal) in found.proposals.iter().enumerate() {
        write_proposal(at + 1, proposal, &found.space, width, out)?;
    }
    for sentence in answer.not_searched() {
        writeln!(out, "\n{}", wrap(&visible(&sentence), width))?;
    }
    Ok(())
}

fn write_param(param: &SpaceParam, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut line = format!("  {}  {}", visible(&param.name.key), visible(&values(&param.values)));
    if let Some(condition) = &param.only_when {
        line = format!("{line}, {}", visible(&condition.to_string()));
    }
    writeln!(out, "{line}")?;
    writeln!(out, "{}", indented(&visible(&param.reason), width))
}

/// The values in a few words: `0.0003 to 0.1 (log), tried 1e-5 to 1`.
fn values(values: &SpaceValues) -> String {
    match values {
        SpaceValues::LeftOut => "left out".to_owned(),
        SpaceValues::Frozen(ParamValue::Real(value)) => shown_number(*value),
        SpaceValues::Frozen(value) => value.to_string(),
        SpaceValues::Choices { kept, .. } => {
            let names: Vec<String> = kept.iter().take(MOST_NAMES).map(ToString::to_string).collect();
            let rest = kept.len() - names.len();
            let more = if rest > 0 { format!(" and {rest} more") } else { String::new() };
            format!("{}{more}", names.join(", "))
        }
        SpaceValues::Range { low, high, log, tried, ends, .. } => {
            let log = if *log { " (log)" } else { "" };
            let moved = *ends != (End::Kept, End::Kept);
            let tried =
                if moved { format!(", tried {} to {}", shown_number(tried.0), shown_number(tried.1)) } else { String::new() };
            format!("{} to {}{log}{tried}", shown_number(*low), shown_number(*high))
        }
    }
}

fn write_proposal(number: usize, proposal: &Proposal, space: &[SpaceParam], width: usize, out: &mut dyn Write) -> io::Result<()> {
    let is_frozen =
        |name: &ColumnName| space.iter().any(|param| param.name == *name && matches!(param.values, SpaceValues::Frozen(_)));
    let searched = proposal.params.iter().filter(|(name, _)| !is_frozen(name));
    let params: Vec<String> = searched.map(|(name, value)| format!("{}={value}", name.key)).collect();
    let expected = proposal.expected.map_or_else(String::new, |(mean, deviation)| {
        format!(" The forest expects {} ± {}.", shown_number(mean), shown_number(deviation))
    });
    let text = wrap(&visible(&params.join("  ")), width.saturating_sub(5).max(20)).replace('\n', "\n     ");
    writeln!(out, "{number:>3}. {text}")?;
    let reason = match proposal.kind {
        ProposalKind::ExpectedImprovement => proposal.reason.clone(),
        ProposalKind::SpaceFilling => format!("{}{expected}", proposal.reason),
    };
    writeln!(out, "{}", indented(&visible(&reason), width))
}

fn indented(text: &str, width: usize) -> String {
    format!("     {}", wrap(text, width.saturating_sub(5).max(20)).replace('\n', "\n     "))
}
