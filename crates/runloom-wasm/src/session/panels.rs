use runloom_report::{Panel, PanelKind};

use super::Session;

impl Session {
    /// The kinds of panels that there is something to show in.
    pub(super) fn possible_panels(&self) -> Vec<PanelKind> {
        let has_history = self.workspace.history_points() > 0;
        PanelKind::all().filter(|kind| *kind != PanelKind::History || has_history).collect()
    }

    /// The panels in view: those the user chose, else parallel coordinates, history where there is one, and the table.
    pub(super) fn panels(&self) -> Vec<Panel> {
        let proposed = || {
            let kinds = self.possible_panels().into_iter().filter(|kind| !matches!(kind, PanelKind::Plot(_)));
            kinds.map(Panel::from).collect()
        };
        self.view.panels.clone().unwrap_or_else(proposed)
    }
}
