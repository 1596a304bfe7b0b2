use runloom_table::Column;

use super::Session;
use crate::protocol::{AxisChoice, ColumnInfo, SourceInfo, Update, ViewInfo};

impl Session {
    /// What the page should show now. Columns that have not changed since the last update are left out.
    pub(super) fn update(&mut self) -> Update {
        let grid = self.grid();
        let columns: Vec<ColumnInfo> = self.runs().columns().iter().map(|column| self.column_info(column)).collect();
        let grid = (self.sent.grid.as_ref() != Some(&grid)).then_some(grid);
        let columns = (self.sent.columns.as_ref() != Some(&columns)).then_some(columns);
        if grid.is_some() {
            self.sent.grid.clone_from(&grid);
        }
        if columns.is_some() {
            self.sent.columns.clone_from(&columns);
        }
        Update {
            generation: self.generation,
            total: self.total(),
            matching: self.kept.matching.count(),
            selected: self.selection.count(),
            view: self.view_info(),
            fragment: self.view.to_fragment(),
            diagnostics: self.filter.problems(),
            clauses: self.filter_clauses(),
            grouping: self.grouping(),
            grid,
            columns,
            chips: self.chips(),
            brush_problem: self.brush_problem.clone(),
            sources: self.source_infos(),
            warnings: self.dataset().warnings.iter().map(|w| w.message.clone()).collect(),
        }
    }

    fn view_info(&self) -> ViewInfo {
        let axes = self.axes().into_iter();
        ViewInfo {
            filter: self.view.filter.clone(),
            theme: self.view.theme.into(),
            colour: self.colour_column().map(|name| name.to_string()),
            only_differing: self.view.columns.only_differing,
            drawing: self.drawing(),
            axes: axes
                .map(|axis| AxisChoice {
                    column: axis.column.to_string(),
                    scale: axis.scale.map(Into::into),
                    inverted: axis.inverted,
                })
                .collect(),
            panels: self.panels().into_iter().map(|panel| self.panel_info(panel)).collect(),
            possible_panels: self.possible_panels().into_iter().map(|kind| self.panel_info(kind.into())).collect(),
        }
    }

    fn column_info(&self, column: &Column) -> ColumnInfo {
        let summary = column.summary();
        let name = column.name();
        ColumnInfo {
            name: name.to_string(),
            key: name.key.clone(),
            kind: name.kind.into(),
            value_type: column.typed().ok().map(|typed| typed.value_type.into()),
            differs: summary.differs,
            missing: summary.missing,
            hidden: self.view.columns.hidden.contains(name),
        }
    }

    fn source_infos(&self) -> Vec<SourceInfo> {
        let sources = self.workspace.sources();
        sources
            .map(|(id, source)| SourceInfo {
                id: id.0,
                name: source.name().to_owned(),
                kind: source.label().to_owned(),
                runs: source.runs(),
                history_points: source.history_points(),
                bytes: source.len() as f64,
                url: self.urls.get(&id).cloned(),
                warnings: source.warnings().to_vec(),
            })
            .collect()
    }
}
