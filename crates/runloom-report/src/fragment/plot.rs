//! What was chosen for plots: `scatter.x=params.lr`, `scatter-2.trend=on`.

use runloom_chart::Statistic;
use runloom_table::ColumnName;

use super::encode::piece;
use crate::{Panel, PanelKind, PlotView};

/// Everything about a plot that is not as a new one has it: keys and encoded values.
pub(super) fn write_plot(panel: Panel, plot: &PlotView) -> Vec<(String, String)> {
    let word = panel.word();
    let key = |part: &str| [word.as_ref(), ".", part].concat();
    let list = |columns: &[ColumnName]| columns.iter().map(|name| piece(&name.to_string())).collect::<Vec<_>>().join(",");
    let mut pairs: Vec<(String, String)> = plot.roles.iter().map(|(role, columns)| (key(role), list(columns))).collect();
    if let Some(minimise) = plot.options.minimise {
        pairs.push((key("goal"), if minimise { "min" } else { "max" }.to_owned()));
    }
    if let Some(minimise) = plot.options.minimise_x {
        pairs.push((key("goal-x"), if minimise { "min" } else { "max" }.to_owned()));
    }
    if plot.options.trend {
        pairs.push((key("trend"), "on".to_owned()));
    }
    if plot.options.statistic != Statistic::default() {
        pairs.push((key("statistic"), plot.options.statistic.word().to_owned()));
    }
    pairs
}

/// The plot and the part of it that a key speaks of.
pub(super) fn read_key(key: &str) -> Option<(Panel, &str)> {
    let (word, part) = key.split_once('.')?;
    let panel = Panel::read(word).filter(|panel| matches!(panel.kind, PanelKind::Plot(_)))?;
    Some((panel, part))
}

/// Takes over what a key says. `names` are the columns that the value names, `text` is the value decoded.
///
/// # Errors
/// What should stand there instead.
pub(super) fn read_part(panel: Panel, plot: &mut PlotView, part: &str, names: Vec<ColumnName>, text: &str) -> Result<(), String> {
    let choice = |yes: &str, no: &str| match text.trim() {
        text if text == yes => Ok(true),
        text if text == no => Ok(false),
        _ => Err(format!("should be `{yes}` or `{no}`")),
    };
    let PanelKind::Plot(kind) = panel.kind else { return Ok(()) };
    match part {
        "goal" => plot.options.minimise = Some(choice("min", "max")?),
        "goal-x" => plot.options.minimise_x = Some(choice("min", "max")?),
        "trend" => plot.options.trend = choice("on", "off")?,
        "statistic" => {
            let known = Statistic::ALL.into_iter().find(|statistic| statistic.word() == text.trim());
            plot.options.statistic = known.ok_or("should be `mean`, `median`, `min`, `max` or `share`")?;
        }
        role if kind.roles().iter().any(|known| known.word == role) => plot.set_role(role, names),
        _ => {
            let roles: Vec<&str> = kind.roles().iter().map(|role| role.word).collect();
            return Err(format!("this plot has {}, goal, goal-x, trend and statistic", roles.join(", ")));
        }
    }
    Ok(())
}
