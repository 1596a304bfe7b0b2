use std::borrow::Cow;

use runloom_chart::{AxisSpec, ColourScale, Palette, brush_mask, default_colour};
use runloom_query::{Filter, GroupBy, OrderKey, check_order, parse_order_by};
use runloom_report::{AxisView, Lines, PanelKind, Theme, View};
use runloom_table::{Column, ColumnName, RowMask, RunTable};

use super::axes;
use crate::arguments::{PlotArguments, PlotTheme};
use crate::failure::Failure;
use crate::filtering::{check, internal, read_filter, read_groups, refused};
use crate::output::visible;
use crate::session::Session;
use crate::{columns, diagnostics};

const DEFAULT_SIZE: (u32, u32) = (1200, 400);

/// What every kind of chart is drawn from: the options, and what `--view` says where they say nothing.
pub(crate) struct Request<'a> {
    pub(super) arguments: &'a PlotArguments,
    pub(super) view: View,
    pub(super) palette: Palette,
    /// Device pixels a css pixel.
    pub(super) scale: f64,
    filter: Filter,
    filter_text: String,
}

/// The runs of a chart.
pub(super) struct Scope {
    /// Runs that the filter keeps.
    pub(super) in_filter: RowMask,
    /// Those of them inside the brushes.
    pub(super) matching: RowMask,
    /// Runs that the view selects.
    pub(super) selected: Option<RowMask>,
}

impl<'a> Request<'a> {
    /// Reads the options; the sources are not needed for it.
    pub(crate) fn read(arguments: &'a PlotArguments, scale: f64) -> Result<Self, Failure> {
        let view = read_view(arguments.view.as_deref().unwrap_or_default())?;
        let filter_text = arguments.filter.clone().unwrap_or_else(|| view.filter.clone());
        let filter = read_filter(&filter_text, "--filter")?;
        if arguments.group_by.is_some() && !matches!(arguments.kind, PanelKind::Parallel | PanelKind::History) {
            return Err(Failure::usage(
                &format!("--group-by: {} draws runs, not groups", arguments.kind.word()),
                "leave it out, or choose --kind parallel or history",
            ));
        }
        let palette = match (arguments.theme, view.theme) {
            (Some(PlotTheme::Dark), _) | (None, Theme::Dark) => Palette::DARK,
            _ => Palette::LIGHT,
        };
        Ok(Self { arguments, view, palette, scale, filter, filter_text })
    }

    /// Refuses a filter that these runs cannot have, and loads what it and the selection need.
    pub(crate) fn prepare(&self, session: &mut Session) -> Result<(), Failure> {
        let runs = &session.dataset().runs;
        check(&self.filter.check(runs), &self.filter_text, "--filter")?;
        let mut needed = self.filter.columns(runs);
        if !self.view.selection.is_empty() {
            needed.push(ColumnName::attribute("run_id"));
        }
        session.load(&needed)
    }

    /// Width and height in css pixels.
    pub(super) fn size_px(&self) -> (f64, f64) {
        let (width, height) = self.arguments.size.unwrap_or(DEFAULT_SIZE);
        (f64::from(width), f64::from(height))
    }

    /// The axes that are asked for, else the `proposed` ones, and all that are brushed.
    pub(super) fn axes(&self, runs: &RunTable, proposed: &dyn Fn() -> Vec<ColumnName>) -> Result<Vec<AxisView>, Failure> {
        let (view, arguments) = (&self.view, self.arguments);
        let known = |axes: &[AxisView]| -> Vec<AxisView> {
            axes.iter().filter(|axis| runs.column(&axis.column).is_some()).cloned().collect()
        };
        let mut axes = if !arguments.axes.is_empty() {
            axes::named(&arguments.axes, runs)?
        } else if let Some(axes) = &view.axes {
            known(axes)
        } else {
            proposed().into_iter().map(AxisView::new).collect()
        };
        axes::brush(&mut axes, known(&view.brushes));
        for request in &arguments.brush {
            axes::brush(&mut axes, axes::as_in_a_link("brush", "--brush", request, runs)?);
        }
        Ok(axes)
    }

    /// The column that colours the runs.
    pub(super) fn colour(&self, runs: &RunTable) -> Result<Option<ColumnName>, Failure> {
        let (view, text) = self.colours(runs);
        if view.uncoloured {
            return Ok(None);
        }
        match (&view.colour, text) {
            (Some(name), _) if runs.column(name).is_some() => Ok(Some(name.clone())),
            (Some(_), Some(text)) => Err(columns::unknown("--color", text, runs)),
            _ => Ok(default_colour(runs)),
        }
    }

    /// Whether that column was chosen.
    pub(super) fn has_colour(&self, runs: &RunTable) -> bool {
        self.colours(runs).0.colour.is_some()
    }

    /// How the numbers of that column become colours.
    pub(super) fn colour_scale(&self, runs: &RunTable) -> ColourScale {
        self.colours(runs).0.colour_scale
    }

    /// What `--color`, else the view, says of colours. A column may be called as a scale is written.
    fn colours(&self, runs: &RunTable) -> (Cow<'_, View>, Option<&str>) {
        let Some(text) = self.arguments.color.as_deref() else { return (Cow::Borrowed(&self.view), None) };
        let name = ColumnName::parse(text);
        let view = if runs.column(&name).is_some() {
            View { colour: Some(name), ..View::default() }
        } else {
            View::from_fragment(&format!("color={}", text.replace('&', "%26"))).0
        };
        (Cow::Owned(view), Some(text))
    }

    /// The columns that runs are to be grouped by, their text, and the option that it is from.
    pub(super) fn group_by(&self) -> Result<Option<(GroupBy, &str, &'static str)>, Failure> {
        let (text, option) = match &self.arguments.group_by {
            Some(text) => (text.as_str(), "--group-by"),
            None if self.view.group.by.is_empty() => return Ok(None),
            None => (self.view.group.by.as_str(), "--view"),
        };
        Ok(Some((read_groups(text, option)?, text, option)))
    }

    /// Whether lines are groups, where there are any.
    pub(super) fn draws_groups(&self) -> bool {
        self.arguments.group_by.is_some() || self.view.group.lines == Lines::Groups
    }

    /// The order that the view asks for.
    pub(super) fn order(&self, session: &Session) -> Result<Vec<OrderKey>, Failure> {
        let read = |text: &String| {
            let key = parse_order_by(text).map_err(|wrong| Failure::Usage(diagnostics::render(&[wrong], text, "--view")))?;
            check(&check_order(&key, &session.dataset().runs), text, "--view")?;
            Ok(key)
        };
        self.view.order.iter().map(read).collect()
    }

    /// The runs that filter and brushes keep; the columns of the brushes have to be loaded.
    pub(super) fn scope(&self, session: &Session, axes: &[AxisSpec]) -> Result<Scope, Failure> {
        let dataset = session.dataset();
        let in_filter = self.filter.evaluate(dataset).map_err(|error| refused(error, &self.filter_text, "--filter"))?;
        let mut matching = in_filter.clone();
        matching.and(&brush_mask(&dataset.runs, axes).map_err(internal)?);
        let ids = dataset.runs.values(&ColumnName::attribute("run_id")).ok().flatten();
        let is_selected = |row: usize| {
            let id = ids.and_then(|ids| ids.text_at(row));
            id.is_some_and(|id| self.view.selection.iter().any(|wanted| *wanted == id))
        };
        let selected = RowMask::from_fn(dataset.runs.rows(), is_selected);
        Ok(Scope { in_filter, matching, selected: (selected.count() > 0).then_some(selected) })
    }
}

/// The columns whose values are not in memory yet.
pub(super) fn not_loaded(names: Vec<ColumnName>, runs: &RunTable) -> Vec<ColumnName> {
    names.into_iter().filter(|name| !runs.column(name).is_none_or(Column::is_loaded)).collect()
}

/// The view that a link of the page describes, given whole or from its `#` on. Its sources do not count.
pub(crate) fn read_view(text: &str) -> Result<View, Failure> {
    let fragment = text.split_once('#').map_or(text, |(_, fragment)| fragment);
    let (view, notes) = View::from_fragment(fragment);
    if let Some(note) = notes.first() {
        let place = if note.key.is_empty() { String::new() } else { format!("{}: ", note.key) };
        return Err(Failure::usage(
            &format!("--view: {}", visible(&format!("{place}{}", note.message))),
            "give a link of the page, or the part of it after the #",
        ));
    }
    Ok(view)
}
