use std::collections::BTreeSet;

use runloom_chart::columns_of_runs;
use runloom_report::{PanelKind, View, lists_of};
use runloom_table::{ColumnName, Sheet};

use super::Session;
use crate::protocol::{EngineError, LinkParts};

/// More values than this make no link that any browser takes.
const MOST_CELLS: usize = 1_000_000;

impl Session {
    /// The columns that [`Session::link_parts`] needs and that are not loaded.
    pub fn columns_for_link(&self) -> Vec<ColumnName> {
        if self.kept.matching.count() > MOST_CELLS { Vec::new() } else { self.not_loaded(self.shown_columns()) }
    }

    /// What a link needs that holds the runs in view with the columns that are shown. Numbers with fractions keep so many of their digits, or
    /// all of them.
    ///
    /// # Errors
    /// Where there are too many.
    pub fn link_parts(&self, digits: Option<usize>) -> Result<LinkParts, EngineError> {
        let (rows, names) = (self.order(), self.shown_columns());
        let cells = rows.len().saturating_mul(names.len());
        if cells > MOST_CELLS {
            return Err(refused(format!("{} runs with {} columns are too many", rows.len(), names.len())));
        }
        let sheet = Sheet::of_table(self.runs(), names, rows).map_err(|not_loaded| refused(not_loaded.to_string()))?;
        let view = View {
            sources: Vec::new(),
            axes: Some(self.axes()),
            brushes: Vec::new(),
            panels: Some(self.panels()),
            treat_as: Vec::new(),
            ..self.view.clone()
        };
        let columns = sheet.columns().len();
        Ok(LinkParts { view: view.to_fragment(), runs: lists_of(&sheet, digits), count: rows.len(), columns })
    }

    /// The columns that the table shows, and those that the panels, the filter and the order are about.
    fn shown_columns(&self) -> Vec<ColumnName> {
        let mut names: Vec<ColumnName> = columns_of_runs().into();
        names.push(self.name_column());
        names.extend(self.grid().columns.iter().map(|column| ColumnName::parse(&column.name)));
        names.extend(self.axes().into_iter().map(|axis| axis.column));
        names.extend(self.colour_column());
        names.extend(self.filter.columns(self.runs()));
        names.extend(self.columns_for_groups());
        for panel in self.panels() {
            if let PanelKind::Plot(_) = panel.kind {
                names.extend(self.plot_shows(panel));
            }
        }
        names.extend(self.view.importance.target.clone());
        names.retain(|name| self.runs().column(name).is_some());
        let mut seen = BTreeSet::new();
        names.retain(|name| seen.insert(name.clone()));
        names
    }
}

fn refused(why: String) -> EngineError {
    EngineError {
        what: "These runs fit in no link".to_owned(),
        place: String::new(),
        why,
        hint: "Filter the runs, hide columns, or save a report".to_owned(),
    }
}
