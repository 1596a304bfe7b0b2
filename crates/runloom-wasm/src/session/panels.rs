use runloom_chart::{LEAST_RUNS, is_sweep};
use runloom_report::{Panel, PanelKind};
use runloom_table::ColumnName;

use super::Session;

impl Session {
    /// The kinds of panels that there is something to show in.
    pub(super) fn possible_panels(&self) -> Vec<PanelKind> {
        let has_history = self.workspace.history_points() > 0;
        PanelKind::all().filter(|kind| *kind != PanelKind::History || has_history).collect()
    }

    /// The panels in view: those the user chose, else parallel coordinates, importance where the runs are a search over params, history
    /// where there is one, and the table.
    pub(super) fn panels(&self) -> Vec<Panel> {
        let proposed = || {
            let is_proposed = |kind: &PanelKind| match kind {
                PanelKind::Plot(_) | PanelKind::Suggest => false,
                PanelKind::Importance => self.sweep.is_some_and(|(_, is_sweep)| is_sweep),
                _ => true,
            };
            self.possible_panels().into_iter().filter(is_proposed).map(Panel::from).collect()
        };
        self.view.panels.clone().unwrap_or_else(proposed)
    }

    /// The columns that tell which panels to propose, where that is not known yet.
    pub(super) fn columns_for_panels(&self) -> Vec<ColumnName> {
        let is_open = self.view.panels.is_none() && !self.knows_sweep() && self.total() >= LEAST_RUNS;
        if is_open { vec![ColumnName::attribute("status")] } else { Vec::new() }
    }

    /// Finds which panels to propose, once for the same runs.
    pub(super) fn propose_panels(&mut self) {
        if self.view.panels.is_none() && !self.knows_sweep() {
            self.sweep = Some((self.kept.data_version, is_sweep(self.runs())));
        }
    }

    fn knows_sweep(&self) -> bool {
        self.sweep.is_some_and(|(version, _)| version == self.kept.data_version)
    }
}
