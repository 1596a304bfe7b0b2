use runloom_table::{ColumnName, RowMask};

use super::Session;
use super::groups::Shown;
use crate::protocol::SelectMode;

/// Beyond this many the ids of chosen runs do not ride in the URL.
const MOST_IN_URL: usize = 50;

impl Session {
    pub(super) fn select(&mut self, positions: impl IntoIterator<Item = usize>, mode: SelectMode) {
        if mode == SelectMode::Set {
            self.selection = RowMask::none(self.total());
        }
        let mut selection = std::mem::take(&mut self.selection);
        for position in positions {
            let run;
            let rows: &[u32] = match self.shown_at(position) {
                Some(Shown::Run(row)) => {
                    run = [row];
                    &run
                }
                Some(Shown::Group(group)) => self.group_rows(group),
                None => continue,
            };
            let chosen = match mode {
                SelectMode::Set | SelectMode::Add => true,
                SelectMode::Remove => false,
                SelectMode::Toggle => !rows.iter().all(|row| selection.contains(*row as usize)),
            };
            for row in rows {
                selection.set(*row as usize, chosen);
            }
        }
        self.selection = selection;
        self.write_selection();
    }

    pub(super) fn select_all(&mut self) {
        self.selection = self.kept.matching.clone();
        self.write_selection();
    }

    pub(super) fn clear_selection(&mut self) {
        self.selection = RowMask::none(self.total());
        self.view.selection.clear();
        self.kept.selection_key = None;
    }

    /// Chooses the runs whose ids the view names.
    pub(super) fn read_selection(&mut self) {
        let wanted = self.view.selection.clone();
        let mut selection = RowMask::none(self.total());
        if let Ok(Some(ids)) = self.runs().values(&ColumnName::attribute("run_id")) {
            for row in 0..ids.len() {
                if ids.text_at(row).is_some_and(|id| wanted.iter().any(|w| *w == id)) {
                    selection.set(row, true);
                }
            }
        }
        self.selection = selection;
    }

    fn write_selection(&mut self) {
        let few = self.selection.count() <= MOST_IN_URL;
        let rows: Vec<usize> = if few { self.selection.rows().collect() } else { Vec::new() };
        let ids = self.runs().values(&ColumnName::attribute("run_id")).ok().flatten();
        self.view.selection = ids
            .map(|ids| rows.iter().filter_map(|&row| ids.text_at(row).map(std::borrow::Cow::into_owned)).collect())
            .unwrap_or_default();
    }
}
