use std::collections::{BTreeMap, BTreeSet};

use runloom_table::{Column, ColumnKind, ColumnName, Value, sorted};

use super::Session;
use super::format::{NumberFormat, cell};
use super::groups::Shown;
use crate::protocol::{Block, Grid, GridColumn, Row};

/// More rows than any screen shows are not sent at once.
const MOST_ROWS: usize = 2000;

impl Session {
    /// The columns that [`Session::rows`] needs and that are not loaded.
    pub fn columns_for_rows(&self, columns: &[ColumnName]) -> Vec<ColumnName> {
        let mut needed = columns.to_vec();
        needed.push(self.name_column());
        needed.extend(self.colour_column());
        needed.extend(self.columns_for_groups());
        self.not_loaded(needed)
    }

    /// Rows of the table with the texts of some columns: runs in the current order, under their groups where they are grouped.
    pub fn rows(&self, start: usize, count: usize, columns: &[ColumnName]) -> Block {
        let runs = self.runs();
        let places: Vec<Option<usize>> = columns.iter().map(|name| runs.position(name)).collect();
        let group_columns = self.group_columns();
        let cells = |cell: &dyn Fn(usize) -> Option<String>| places.iter().map(|place| cell((*place)?)).collect();
        let row = |position| match self.shown_at(position)? {
            Shown::Run(row) => {
                let row = row as usize;
                Some(Row {
                    position,
                    name: self.name_of(row),
                    group: None,
                    colour: self.colour_of(row),
                    selected: self.selection.contains(row),
                    cells: cells(&|place| self.cell(place, row)),
                })
            }
            Shown::Group(group) => {
                let told = self.row_group(group, &group_columns);
                Some(Row {
                    position,
                    name: self.name_of_group(group, &group_columns),
                    colour: self.colour_of_group(group),
                    selected: told.selected == told.size,
                    cells: cells(&|place| self.shown_group_cell(place, group)),
                    group: Some(told),
                })
            }
        };
        let rows = (start..start.saturating_add(count.min(MOST_ROWS))).map_while(row);
        Block { generation: self.generation, colours: self.colours, start, rows: rows.collect() }
    }

    /// The exact text of a cell, by its row in the table.
    pub fn exact(&self, position: usize, column: &ColumnName) -> Option<String> {
        match self.shown_at(position)? {
            Shown::Run(row) => self.runs().values(column).ok()??.text_at(row as usize).map(std::borrow::Cow::into_owned),
            Shown::Group(group) => self.group_cell(self.runs().position(column)?, group, true),
        }
    }

    /// The name of a run: its `run_name`, else its `run_id`, else its number.
    pub(super) fn name_of(&self, row: usize) -> String {
        let text = |key: &str| {
            let values = self.runs().values(&ColumnName::attribute(key)).ok()??;
            values.text_at(row).filter(|text| !text.is_empty()).map(std::borrow::Cow::into_owned)
        };
        text("run_name").or_else(|| text("run_id")).unwrap_or_else(|| format!("run {}", row + 1))
    }

    pub(super) fn name_column(&self) -> ColumnName {
        let name = ColumnName::attribute("run_name");
        if self.runs().column(&name).is_some() { name } else { ColumnName::attribute("run_id") }
    }

    pub(super) fn cell(&self, position: usize, row: usize) -> Option<String> {
        let column = self.runs().columns().get(position)?;
        let values = column.values().ok()?;
        let value = values.at(row);
        let format = match value {
            Value::Real(_) => self.formats.of(position, column),
            _ => NumberFormat::Exact,
        };
        cell(value, format)
    }

    /// The columns of the table from left to right, without the folded and hidden ones.
    pub(super) fn grid(&self) -> Grid {
        let view = &self.view.columns;
        let (name_column, colour) = (self.name_column(), self.colour_column());
        let (mut folded_constant, mut hidden) = (0, 0);
        let mut places: Vec<(Place, &Column)> = Vec::new();
        let by_hand: BTreeMap<&ColumnName, usize> = view.order.iter().enumerate().map(|(at, name)| (name, at)).collect();
        let hidden_names: BTreeSet<&ColumnName> = view.hidden.iter().collect();
        for (at, column) in self.runs().columns().iter().enumerate() {
            let name = column.name();
            if *name == name_column {
                continue;
            }
            let group = if colour.as_ref() == Some(name) { COLOUR_GROUP } else { group(name) };
            let pinned = view.pinned.iter().position(|other| other == name);
            let ordered = by_hand.get(name).copied();
            if hidden_names.contains(name) {
                hidden += 1;
            } else if view.only_differing && pinned.is_none() && ordered.is_none() && is_constant(column) {
                folded_constant += 1;
            } else {
                places
                    .push((Place { unpinned: pinned.is_none(), pinned, by_hand: ordered.is_none(), ordered, group, at }, column));
            }
        }
        let places = sorted(places, &mut |a, b| a.0.cmp(&b.0));
        let columns =
            places.into_iter().map(|(place, column)| self.grid_column(column.name(), Some(column), place.pinned.is_some()));
        Grid { name: self.grid_column(&self.name_column(), None, true), columns: columns.collect(), folded_constant, hidden }
    }

    pub(super) fn shown(&self, name: &ColumnName) -> bool {
        self.grid().columns.iter().any(|column| column.name == name.to_string())
    }

    pub(super) fn move_column(&mut self, column: &str, before: Option<&str>) {
        let name = ColumnName::parse(column);
        let shown = self.grid().columns;
        let last_moved = shown.iter().rposition(|c| self.view.columns.order.contains(&ColumnName::parse(&c.name)));
        let target = before.and_then(|before| shown.iter().position(|c| c.name == before)).unwrap_or(shown.len());
        let upto = last_moved.map_or(0, |at| at + 1).max(target);
        let mut order: Vec<ColumnName> =
            shown.iter().take(upto).map(|c| ColumnName::parse(&c.name)).filter(|c| *c != name).collect();
        let at = before.and_then(|before| order.iter().position(|c| c.to_string() == before)).unwrap_or(order.len());
        order.insert(at, name);
        let pinned = &self.view.columns.pinned;
        let pins: Vec<ColumnName> = order.iter().filter(|c| pinned.contains(c)).cloned().collect();
        self.view.columns.pinned = pins.iter().chain(pinned.iter().filter(|c| !pins.contains(c))).cloned().collect();
        self.view.columns.order = order;
    }

    fn grid_column(&self, name: &ColumnName, column: Option<&Column>, pinned: bool) -> GridColumn {
        let sort = self.sort_of(name);
        let value_type = column.and_then(|column| column.typed().ok()).map(|typed| typed.value_type);
        let width = self.view.columns.widths_px.iter().find(|(other, _)| other == name);
        GridColumn {
            name: name.to_string(),
            key: name.key.clone(),
            kind: name.kind.into(),
            value_type: value_type.map(Into::into),
            numeric: value_type
                .map_or(name.kind == ColumnKind::Metric, |t| t.is_numeric() && t != runloom_table::ValueType::Time),
            pinned,
            width_px: width.map(|(_, width_px)| f64::from(*width_px)),
            sort: sort.map(|(direction, _)| direction),
            sort_rank: sort.map(|(_, rank)| rank),
        }
    }
}

/// Where a column stands in the table: pinned ones, then those moved by hand, then by group, then as in the data.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    unpinned: bool,
    pinned: Option<usize>,
    by_hand: bool,
    ordered: Option<usize>,
    group: u8,
    at: usize,
}

pub(super) fn is_constant(column: &Column) -> bool {
    column.summary().differs == Some(false)
}

/// What colours the runs comes right after their status.
const COLOUR_GROUP: u8 = 1;

/// Results first, then inputs, then notes, then bookkeeping; what only machines read comes last.
fn group(name: &ColumnName) -> u8 {
    match (name.kind, name.key.as_str()) {
        (ColumnKind::Attribute, "status") => 0,
        (ColumnKind::Metric, _) => 2,
        (ColumnKind::Param, _) => 3,
        (ColumnKind::Tag, key) if !key.starts_with("mlflow.") => 4,
        (ColumnKind::Attribute, "run_id" | "artifact_uri" | "experiment_id" | "lifecycle_stage" | "parent_run_id") => 6,
        (ColumnKind::Attribute, _) => 5,
        (ColumnKind::Tag, _) => 7,
    }
}
