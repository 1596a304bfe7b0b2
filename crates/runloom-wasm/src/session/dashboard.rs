use runloom_report::{Panel, PanelFrame, PanelKind, Place};

use super::Session;
use super::answering::Answering;
use super::importance::ImportanceState;
use crate::protocol::{PanelInfo, PanelShownBy};

impl Session {
    /// Shows these panels, or those that the page proposes. Nothing is kept of where others were; a plot beyond the first of its kind is forgotten.
    pub(super) fn set_panels(&mut self, names: Option<&[String]>) {
        self.view.panels = names.map(|names| names.iter().filter_map(|name| Panel::read(name)).collect());
        let shown = self.panels();
        if !shown.iter().any(|panel| panel.kind == PanelKind::Importance) {
            self.importance = ImportanceState::default();
        }
        if !shown.iter().any(|panel| panel.kind == PanelKind::Suggest) {
            self.suggest = Answering::default();
        }
        self.view.frames.retain(|(panel, _)| shown.contains(panel));
        self.view.plots.retain(|(panel, _)| panel.number == 1 || shown.contains(panel));
    }

    /// Calls a panel otherwise.
    pub(super) fn name_panel(&mut self, panel: &str, title: &str) {
        let Some(panel) = Panel::read(panel) else { return };
        let title = PanelFrame::clean_title(title);
        self.view.frame_mut(panel).title = if title == kind_title(panel) { String::new() } else { title };
        self.view.frames.retain(|(_, frame)| !frame.is_default());
    }

    /// Puts panels where they are wanted, and all panels in the order in which they then stand.
    pub(super) fn arrange(&mut self, places: &[(String, [u32; 4])]) {
        for (_, frame) in &mut self.view.frames {
            frame.place = None;
        }
        for (name, place) in places {
            if let Some(panel) = Panel::read(name) {
                self.view.frame_mut(panel).place = Some(Place::from(*place));
            }
        }
        self.view.frames.retain(|(_, frame)| !frame.is_default());
        let mut panels = self.panels();
        let corner = |panel: &Panel| self.place_of(*panel).map_or([u32::MAX; 2], |[x, y, ..]| [y, x]);
        if !places.is_empty() {
            panels.sort_by_key(corner);
        }
        if panels != self.panels() {
            self.view.panels = Some(panels);
        }
    }

    fn place_of(&self, panel: Panel) -> Option<[u32; 4]> {
        self.view.frame(panel)?.place.map(Place::numbers)
    }

    pub(super) fn panel_info(&self, panel: Panel) -> PanelInfo {
        let shown_by = match panel.kind {
            PanelKind::Parallel => PanelShownBy::Parallel,
            PanelKind::Importance => PanelShownBy::Importance,
            PanelKind::Suggest => PanelShownBy::Suggest,
            PanelKind::Plot(_) => PanelShownBy::Plot,
            PanelKind::History => PanelShownBy::History,
            PanelKind::Table => PanelShownBy::Table,
        };
        let kind = kind_title(panel);
        let named = self.view.frame(panel).map(|frame| &frame.title).filter(|title| !title.is_empty());
        PanelInfo {
            name: panel.word().into_owned(),
            title: named.unwrap_or(&kind).clone(),
            kind,
            place: self.place_of(panel),
            shown_by,
        }
    }
}

fn kind_title(panel: Panel) -> String {
    let title = panel.kind.title();
    if panel.number > 1 { format!("{title} {}", panel.number) } else { title.to_owned() }
}
