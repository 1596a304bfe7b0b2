use std::cell::OnceCell;

use runloom_chart::columns_for_importance;
use runloom_query::{EvaluateError, OrderKey, RowPlaces, default_order, first_rows, order_columns, parse_order_by};
use runloom_table::{ColumnName, RowMask, sorted};

use super::Session;
use crate::protocol::Update;

/// All runs are sorted once for all filters, unless a filter keeps less than one in so many.
const FEW: usize = 32;

/// How many runs are put in order at first: some blocks of the table.
const FIRST: usize = 256;

/// Of more runs than this, those before a run are counted: their order would be found anew for every brush.
const MANY: usize = 100_000;

impl Session {
    /// The columns that have to be loaded before [`Session::evaluate`] and are not.
    pub fn columns_for_view(&self) -> Vec<ColumnName> {
        let runs = self.runs();
        let mut needed = self.filter.columns(runs);
        needed.extend(order_columns(&self.order_keys(), runs));
        needed.extend(self.columns_for_groups());
        if self.view.axes.is_none() && self.proposed_axes().is_none() {
            needed.extend(columns_for_importance(runs));
        }
        needed.extend(self.columns_for_panels());
        needed.extend(self.brushed_axes().map(|axis| axis.column.clone()));
        if !self.view.selection.is_empty() || self.workspace.awaits_histories() {
            needed.push(ColumnName::attribute("run_id"));
        }
        self.not_loaded(needed)
    }

    /// Applies filter, order and brushes, and says what there is to see.
    pub fn evaluate(&mut self) -> Update {
        self.generation += 1;
        self.propose_axes();
        self.propose_panels();
        self.evaluate_filter();
        self.evaluate_order();
        self.evaluate_brushes();
        self.evaluate_groups();
        self.evaluate_selection();
        self.update()
    }

    /// The named columns that exist and are not loaded, each once.
    pub(super) fn not_loaded(&self, names: Vec<ColumnName>) -> Vec<ColumnName> {
        let mut names = sorted(names, &mut ColumnName::cmp);
        names.dedup();
        names.retain(|name| self.runs().column(name).is_some_and(|column| !column.is_loaded()));
        names
    }

    pub(super) fn order_keys(&self) -> Vec<OrderKey> {
        keys_of(&self.view.order)
    }

    fn evaluate_filter(&mut self) {
        let key = (self.filter.in_force_text().to_owned(), self.kept.data_version);
        if self.kept.filter_key.as_ref() == Some(&key) {
            return;
        }
        let same_runs = self.kept.filter_key.as_ref().is_some_and(|(_, data_version)| *data_version == self.kept.data_version);
        let known = if same_runs { self.kept.clauses.as_slice() } else { &[] };
        let mask = match self.filter.in_force() {
            Some(filter) => self.filter_rows(filter, known),
            None => Ok((RowMask::all(self.total()), Vec::new())),
        };
        self.kept.filter_key = Some(key);
        match mask {
            Ok((mask, clauses)) => {
                self.kept.in_filter = mask;
                self.kept.clauses = clauses;
                self.filter.evaluated(None);
            }
            Err(error) => {
                self.kept.clauses.clear();
                match error {
                    EvaluateError::Refused(diagnostic) => self.filter.evaluated(Some(&diagnostic)),
                    EvaluateError::NotLoaded(_) => self.kept.filter_key = None,
                }
                if self.kept.in_filter.len() != self.total() {
                    self.kept.in_filter = RowMask::all(self.total());
                }
            }
        }
    }

    fn evaluate_order(&mut self) {
        let key = (self.view.order.clone(), self.kept.data_version);
        if self.kept.order_key.as_ref() != Some(&key) {
            self.kept.sorted = OnceCell::new();
            self.kept.places = OnceCell::new();
            self.kept.order_key = Some(key);
        }
    }

    fn evaluate_brushes(&mut self) {
        let mut matching = self.kept.in_filter.clone();
        if let Some(brushed) = self.brush_mask() {
            matching.and(&brushed);
        }
        self.kept.order = OnceCell::new();
        self.kept.first = OnceCell::new();
        self.kept.matching = matching;
    }

    fn evaluate_selection(&mut self) {
        let key = (self.view.selection.clone(), self.kept.data_version);
        if !self.view.selection.is_empty() && self.kept.selection_key.as_ref() != Some(&key) {
            self.read_selection();
            self.kept.selection_key = Some(key);
        }
    }

    /// The matching runs in order.
    pub(super) fn order(&self) -> &[u32] {
        let kept = &self.kept;
        kept.order.get_or_init(|| {
            let few = kept.matching.count() < kept.matching.len() / FEW;
            if few && kept.sorted.get().is_none() {
                return self.first_of(&kept.matching, usize::MAX);
            }
            self.matching_of(self.sorted()).collect()
        })
    }

    /// All runs in order.
    fn sorted(&self) -> &[u32] {
        self.kept.sorted.get_or_init(|| self.first_of(&RowMask::all(self.kept.matching.len()), usize::MAX))
    }

    /// The matching run at a place of the order. The first ones are found without putting the rest in order.
    pub(super) fn run_at(&self, position: usize) -> Option<u32> {
        let kept = &self.kept;
        if position >= FIRST || kept.order.get().is_some() {
            return self.order().get(position).copied();
        }
        let first = kept.first.get_or_init(|| match kept.sorted.get() {
            Some(sorted) => self.matching_of(sorted).take(FIRST).collect(),
            None => self.first_of(&kept.matching, FIRST),
        });
        first.get(position).copied()
    }

    /// The place of a run in the order; `None` for one that does not match.
    pub(super) fn order_place_of(&self, row: usize) -> Option<usize> {
        let matching = &self.kept.matching;
        if !matching.contains(row) {
            return None;
        }
        if matching.count() <= MANY {
            return self.order().iter().position(|&other| other as usize == row);
        }
        let keys = keys_of(self.kept.order_key.as_ref().map_or(&[][..], |(order, _)| order));
        self.places(&keys).before(self.dataset(), &keys, matching, row as u32).ok()
    }

    /// Finds out, where runs are many, what makes the place of one known at once.
    pub fn prepare_places(&self) {
        if self.kept.matching.count() > MANY {
            self.places(&keys_of(self.kept.order_key.as_ref().map_or(&[][..], |(order, _)| order)));
        }
    }

    /// Runs that cannot be put in order stand as in the data.
    fn places(&self, keys: &[OrderKey]) -> &RowPlaces {
        self.kept.places.get_or_init(|| RowPlaces::of(self.dataset(), keys).unwrap_or_default())
    }

    fn matching_of<'a>(&'a self, runs: &'a [u32]) -> impl Iterator<Item = u32> + 'a {
        runs.iter().copied().filter(|&row| self.kept.matching.contains(row as usize))
    }

    /// The first `limit` runs of a mask in the order that was evaluated last; as in the data where they cannot be put in order.
    fn first_of(&self, mask: &RowMask, limit: usize) -> Vec<u32> {
        let order = self.kept.order_key.as_ref().map_or(&[][..], |(order, _)| order);
        let rows = first_rows(self.dataset(), &keys_of(order), mask, limit);
        rows.unwrap_or_else(|_| mask.rows().take(limit).map(|row| row as u32).collect())
    }
}

fn keys_of(texts: &[String]) -> Vec<OrderKey> {
    let keys: Vec<OrderKey> = texts.iter().filter_map(|text| parse_order_by(text).ok()).collect();
    if keys.is_empty() { default_order() } else { keys }
}
