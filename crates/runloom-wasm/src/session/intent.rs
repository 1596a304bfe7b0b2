use runloom_query::OrderKey;
use runloom_report::{AxisView, Theme, View};
use runloom_table::{Column, ColumnKind, ColumnName, RowMask, Values};

use super::Session;
use super::lanes::is_by_name;
use crate::protocol::{Intent, SelectMode, SortDirection, ThemeName};

impl Session {
    /// Changes the view. What it means for the runs is found by [`Session::evaluate`].
    pub fn apply(&mut self, intent: Intent) {
        self.brush_problem = None;
        match intent {
            Intent::Filter { text } => self.set_filter(&text),
            Intent::Sort { column, direction, add } => self.sort(&column, direction, add),
            Intent::Theme { theme } => self.view.theme = theme.into(),
            Intent::TreatAs { column, kind } => self.treat_as(&ColumnName::parse(&column), kind.into()),
            Intent::Importance { settings } => self.set_importance(&settings),
            Intent::BrushSuggested { column } => self.brush_suggested(&column),
            Intent::AxesByImportance { column } => self.axes_by_importance(&column),
            Intent::History { settings } => self.set_history(settings),
            Intent::Plot { panel, settings } => self.set_plot(&panel, settings),
            Intent::BrushCell { panel, area } => self.brush_cell(&panel, area),
            Intent::BrushPart { panel, part } => self.brush_part(&panel, part),
            Intent::Panels { panels } => self.set_panels(panels.as_deref()),
            Intent::Title { panel, title } => self.name_panel(&panel, &title),
            Intent::Arrange { places } => self.arrange(&places),
            Intent::BrushToFilter { axis, .. } => self.brush_to_filter(axis.as_deref()),
            Intent::ExcludeBrushed => self.exclude_brushed(),
            Intent::ClauseToBrush { clause } => self.clause_to_brush(clause),
            Intent::Restore { fragment } => self.restore(&fragment),
            Intent::Select { positions, mode } => self.select(positions.into_iter().map(|p| p as usize), mode),
            Intent::SelectRange { from, to } => self.select(from.min(to) as usize..=from.max(to) as usize, SelectMode::Add),
            Intent::SelectAll => self.select_all(),
            Intent::ClearSelection => self.clear_selection(),
            group @ (Intent::Group { .. }
            | Intent::GroupBy { .. }
            | Intent::GroupStatistic { .. }
            | Intent::GroupBest { .. }
            | Intent::Lines { .. }
            | Intent::Expand { .. }
            | Intent::ExpandAll { .. }) => self.change_groups(group),
            drawing @ (Intent::Colour { .. }
            | Intent::ColourScale { .. }
            | Intent::NoColour
            | Intent::Draw { .. }
            | Intent::ProposeAxes) => self.change_drawing(drawing),
            column @ (Intent::Hide { .. }
            | Intent::Show { .. }
            | Intent::ShowAll
            | Intent::Pin { .. }
            | Intent::MoveColumn { .. }
            | Intent::ResizeColumn { .. }
            | Intent::OnlyDiffering { .. }) => self.arrange_columns(column),
            axis => self.arrange_axes(axis),
        }
    }

    pub(super) fn set_filter(&mut self, text: &str) {
        text.clone_into(&mut self.view.filter);
        self.filter.set(text, &self.workspace.dataset().runs);
    }

    fn sort(&mut self, column: &str, direction: Option<SortDirection>, add: bool) {
        let name = ColumnName::parse(column);
        let keys = order_keys_of(&name);
        let by_value = self.runs().column(&name).is_some_and(is_text_of_numbers);
        let key = &keys[usize::from(by_value)];
        let mut order = if add { std::mem::take(&mut self.view.order) } else { Vec::new() };
        let at = order.iter().position(|text| is_key(text, &keys));
        let text = direction.map(|direction| match direction {
            SortDirection::Asc => format!("{key} ASC"),
            SortDirection::Desc => format!("{key} DESC"),
        });
        match (at, text) {
            (Some(at), Some(text)) => order[at] = text,
            (Some(at), None) => drop(order.remove(at)),
            (None, Some(text)) => order.push(text),
            (None, None) => {}
        }
        self.view.order = order;
    }

    fn treat_as(&mut self, column: &ColumnName, kind: ColumnKind) {
        let Some(name) = self.workspace.treat_as(column, kind) else { return };
        self.view.treat_as.retain(|(other, _)| other != column);
        self.view.treat_as.push((column.clone(), kind));
        self.view.columns.hidden.retain(|other| other != column);
        let axes = self.view.axes.iter_mut().flatten().chain(&mut self.view.brushes);
        for axis in axes.filter(|axis| axis.column == *column) {
            axis.column = name.clone();
        }
        if self.view.colour.as_ref() == Some(column) {
            self.view.colour = Some(name);
        }
        self.data_changed();
        self.filter.recheck(&self.workspace.dataset().runs);
    }

    /// Takes everything but the sources from a fragment.
    fn restore(&mut self, fragment: &str) {
        let (mut view, _notes) = View::from_fragment(fragment);
        view.sources = std::mem::take(&mut self.view.sources);
        for (column, kind) in &view.treat_as {
            if !self.view.treat_as.contains(&(column.clone(), *kind)) {
                self.workspace.treat_as(column, *kind);
            }
        }
        if view.treat_as != self.view.treat_as {
            self.data_changed();
        }
        let filter = view.filter.clone();
        let group = view.group.by.clone();
        self.view = view;
        self.set_group(&group);
        self.selection = RowMask::none(self.total());
        self.kept.selection_key = None;
        self.set_filter(&filter);
    }

    fn arrange_columns(&mut self, intent: Intent) {
        let columns = &mut self.view.columns;
        match intent {
            Intent::Hide { column } => {
                let name = ColumnName::parse(&column);
                columns.pinned.retain(|other| *other != name);
                if !columns.hidden.contains(&name) {
                    columns.hidden.push(name);
                }
            }
            Intent::Show { column } => {
                let name = ColumnName::parse(&column);
                columns.hidden.retain(|other| *other != name);
                if !self.shown(&name) {
                    self.view.columns.order.push(name);
                }
            }
            Intent::ShowAll => columns.hidden.clear(),
            Intent::Pin { column, pinned } => {
                let name = ColumnName::parse(&column);
                columns.pinned.retain(|other| *other != name);
                if pinned {
                    columns.pinned.push(name);
                }
            }
            Intent::MoveColumn { column, before } => self.move_column(&column, before.as_deref()),
            Intent::ResizeColumn { column, width_px } => {
                let name = ColumnName::parse(&column);
                columns.widths_px.retain(|(other, _)| *other != name);
                columns.widths_px.push((name, width_px.clamp(32.0, 2000.0) as u32));
            }
            Intent::OnlyDiffering { on } => columns.only_differing = on,
            _ => {}
        }
    }

    fn arrange_axes(&mut self, intent: Intent) {
        let mut axes = self.axes();
        match intent {
            Intent::SetAxes { columns } => {
                let old = std::mem::take(&mut axes);
                axes = columns
                    .iter()
                    .map(|name| {
                        let column = ColumnName::parse(name);
                        old.iter().find(|axis| axis.column == column).cloned().unwrap_or_else(|| AxisView::new(column))
                    })
                    .collect();
            }
            Intent::AddAxis { column, before } => {
                let column = ColumnName::parse(&column);
                if !axes.iter().any(|axis| axis.column == column) {
                    let (_, axis) = self.dropped_axis(column);
                    axes.insert(before.unwrap_or(axes.len()).min(axes.len()), axis);
                }
            }
            Intent::RestoreAxis { column } => {
                let column = ColumnName::parse(&column);
                if !axes.iter().any(|axis| axis.column == column) {
                    let (at, axis) = self.dropped_axis(column);
                    axes.insert(at.unwrap_or(axes.len()).min(axes.len()), axis);
                }
            }
            Intent::RemoveAxis { axis } if axis < axes.len() => self.drop_axis(&mut axes, axis),
            Intent::MoveAxis { axis, to } if axis < axes.len() => {
                let moved = axes.remove(axis);
                axes.insert(to.min(axes.len()), moved);
            }
            Intent::InvertAxis { axis } => {
                if let Some(axis) = axes.get_mut(axis) {
                    axis.inverted = !axis.inverted;
                }
            }
            Intent::ScaleAxis { axis, scale } => {
                if let Some(axis) = axes.get_mut(axis) {
                    let column = self.runs().column(&axis.column);
                    let by_name = |axis: &AxisView| column.is_some_and(|column| is_by_name(axis, column));
                    let was_by_name = by_name(axis);
                    axis.scale = Some(scale.into());
                    if by_name(axis) != was_by_name {
                        axis.intervals.clear();
                    }
                }
            }
            brush => {
                self.change_brushes(&mut axes, &brush);
            }
        }
        self.view.axes = Some(axes);
        self.view.brushes.clear();
    }
}

/// The two ways in which the order-by language can name a column: as it is, and by the numbers that its text reads as.
fn order_keys_of(column: &ColumnName) -> [String; 2] {
    [OrderKey::column(column, false).to_string(), OrderKey::by_value(column, false).to_string()]
}

fn is_key(text: &str, keys: &[String; 2]) -> bool {
    keys.iter().any(|key| text.strip_prefix(key.as_str()).is_some_and(|rest| matches!(rest, "" | " ASC" | " DESC")))
}

impl Session {
    /// The direction of a column in the order and its rank from 1, if it is a sort key.
    pub(super) fn sort_of(&self, column: &ColumnName) -> Option<(SortDirection, usize)> {
        let keys = order_keys_of(column);
        let at = self.view.order.iter().position(|text| is_key(text, &keys))?;
        let descending = self.view.order.get(at)?.ends_with(" DESC");
        Some((if descending { SortDirection::Desc } else { SortDirection::Asc }, at + 1))
    }
}

/// Whether a column holds numbers as text, which people want in the order of the numbers.
fn is_text_of_numbers(column: &Column) -> bool {
    matches!(column.values(), Ok(Values::Text(_))) && column.typed().is_ok_and(|typed| typed.value_type.is_numeric())
}

impl From<ThemeName> for Theme {
    fn from(theme: ThemeName) -> Self {
        match theme {
            ThemeName::Auto => Self::Auto,
            ThemeName::Light => Self::Light,
            ThemeName::Dark => Self::Dark,
        }
    }
}

impl From<Theme> for ThemeName {
    fn from(theme: Theme) -> Self {
        match theme {
            Theme::Auto => Self::Auto,
            Theme::Light => Self::Light,
            Theme::Dark => Self::Dark,
        }
    }
}
