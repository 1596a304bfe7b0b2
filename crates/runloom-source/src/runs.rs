use arrow_array::Array;
use runloom_table::{Column, ColumnKind, ColumnName, ColumnSummary, Values};

use crate::classify::{Mapping, Origin, reading_of};
use crate::convert::{Applied, Reading};
use crate::format::parquet::ParquetFile;
use crate::frame::Frame;
use crate::run_id::{fill_missing, ids_from_content};

/// A source whose rows are runs: its columns as the file has them, and their places in the run table.
#[derive(Debug)]
pub(crate) struct RunColumns {
    /// The columns of the file.
    pub(crate) frame: Frame,
    /// Their places.
    pub(crate) mapping: Mapping,
    /// The ids, once they are known.
    run_ids: Option<Values>,
    /// Where columns without values can be read from.
    pub(crate) parquet: Option<ParquetFile>,
}

impl RunColumns {
    /// The runs of a frame.
    pub(crate) fn new(frame: Frame, mapping: Mapping, parquet: Option<ParquetFile>) -> Self {
        let mut runs = Self { frame, mapping, run_ids: None, parquet };
        if runs.parquet.is_none() {
            runs.find_run_ids();
        }
        runs
    }

    /// The number of runs.
    pub(crate) fn rows(&self) -> usize {
        self.frame.rows
    }

    /// The columns of the file that a column of the run table needs and that have no values yet.
    pub(crate) fn lacking(&self, place: usize) -> Vec<usize> {
        let lacks = |at: &usize| self.frame.columns.get(*at).is_some_and(|column| column.values.is_none());
        let Some(mapped) = self.mapping.columns.get(place) else { return Vec::new() };
        match mapped.origin {
            Origin::Column(at) => [at].into_iter().filter(lacks).collect(),
            Origin::Seconds { from, to } => [from, to].into_iter().filter(lacks).collect(),
            Origin::RunId(_) if self.run_ids.is_some() => Vec::new(),
            Origin::RunId(Some(at)) if !self.may_lack_ids(at) => [at].into_iter().filter(lacks).collect(),
            Origin::RunId(_) => (0..self.frame.columns.len()).filter(lacks).collect(),
        }
    }

    /// Takes values that were read for columns of the file. Those that only ids were made from are not kept.
    pub(crate) fn take(&mut self, values: Vec<(usize, Values)>, wanted: &[usize]) {
        let kept: Vec<usize> = wanted
            .iter()
            .filter_map(|&place| self.mapping.columns.get(place))
            .flat_map(|mapped| match mapped.origin {
                Origin::Column(at) | Origin::RunId(Some(at)) => vec![at],
                Origin::Seconds { from, to } => vec![from, to],
                Origin::RunId(None) => Vec::new(),
            })
            .collect();
        let loaded: Vec<usize> = values.iter().map(|(at, _)| *at).collect();
        for (at, values) in values {
            if let Some(column) = self.frame.columns.get_mut(at) {
                column.values = Some(values);
            }
        }
        let wants_ids =
            wanted.iter().filter_map(|&place| self.mapping.columns.get(place)).any(|m| matches!(m.origin, Origin::RunId(_)));
        if wants_ids && self.run_ids.is_none() {
            self.find_run_ids();
        }
        for at in loaded.into_iter().filter(|at| !kept.contains(at)) {
            if let Some(column) = self.frame.columns.get_mut(at) {
                column.values = None;
            }
        }
    }

    /// A column of the run table under the name that it has there. Without values where the file's were not read yet.
    pub(crate) fn column(&self, place: usize, name: ColumnName) -> (Column, usize) {
        let Some(mapped) = self.mapping.columns.get(place) else { return (Column::pending(name, ColumnSummary::default()), 0) };
        let reading = if name.kind == mapped.name.kind { mapped.reading } else { reading_of(name.kind) };
        let natural = |at: usize| self.frame.columns.get(at).and_then(|column| column.values.as_ref());
        let applied = match mapped.origin {
            Origin::Column(at) => natural(at).map(|values| reading.apply(values)),
            Origin::Seconds { from, to } => {
                natural(from).zip(natural(to)).map(|(from, to)| Applied { values: seconds(from, to), unread: 0 })
            }
            Origin::RunId(_) => self.run_ids.clone().map(|values| Applied { values, unread: 0 }),
        };
        match applied {
            Some(applied) => (Column::loaded(name, applied.values), applied.unread),
            None => (Column::pending(name, self.summary(place)), 0),
        }
    }

    /// Whether two runs have the same id, where the ids are known.
    pub(crate) fn repeated_ids(&self) -> usize {
        match &self.run_ids {
            Some(Values::Text(ids)) => ids.len().saturating_sub(ids.distinct().len()),
            _ => 0,
        }
    }

    /// What is known of a column of the run table without its values.
    pub(crate) fn summary(&self, place: usize) -> ColumnSummary {
        let Some(mapped) = self.mapping.columns.get(place) else { return ColumnSummary::default() };
        match mapped.origin {
            Origin::Column(at) => self.frame.columns.get(at).map_or_else(ColumnSummary::default, |column| column.summary),
            Origin::RunId(_) => {
                ColumnSummary { missing: Some(0), differs: (self.rows() < 2).then_some(false), ..ColumnSummary::default() }
            }
            Origin::Seconds { .. } => ColumnSummary::default(),
        }
    }

    fn may_lack_ids(&self, at: usize) -> bool {
        let Some(column) = self.frame.columns.get(at) else { return true };
        column.values.as_ref().map_or(column.summary.missing != Some(0), |values| values.missing_count() > 0)
    }

    fn find_run_ids(&mut self) {
        let origin = self.mapping.columns.iter().map(|mapped| mapped.origin).find(|origin| matches!(origin, Origin::RunId(_)));
        let Some(Origin::RunId(from)) = origin else { return };
        let own = from.and_then(|at| self.frame.columns.get(at)).and_then(|column| column.values.as_ref());
        let own = own.map(|values| Reading::Text.apply(values).values);
        self.run_ids = match own {
            Some(ids) if ids.missing_count() == 0 => Some(ids),
            own => {
                let cells = self.frame.columns.iter().filter_map(|column| Some((column.name.as_str(), column.values.as_ref()?)));
                let made = ids_from_content(self.rows(), cells);
                Some(own.map_or_else(|| Values::Text(made.clone()), |ids| fill_missing(&ids, &made)))
            }
        };
    }

    /// The names that the columns have in the run table under the user's corrections, each once.
    pub(crate) fn names(&self, corrected: &dyn Fn(&ColumnName) -> Option<ColumnKind>) -> Vec<ColumnName> {
        let mut taken = hashbrown::HashMap::<ColumnName, usize>::with_capacity(self.mapping.columns.len());
        let mut names = Vec::with_capacity(self.mapping.columns.len());
        for mapped in &self.mapping.columns {
            let kind = corrected(&mapped.name).unwrap_or(mapped.name.kind);
            let wanted = ColumnName::new(kind, mapped.name.key.clone());
            let mut name = wanted.clone();
            while taken.contains_key(&name) {
                let copies = taken.get_mut(&wanted).map_or(2, |copies| {
                    *copies += 1;
                    *copies
                });
                name = ColumnName::new(kind, format!("{} ({copies})", wanted.key));
            }
            taken.insert(name.clone(), 1);
            names.push(name);
        }
        names
    }
}

fn seconds(from: &Values, to: &Values) -> Values {
    let (from, to) = (Reading::Time.apply(from).values, Reading::Time.apply(to).values);
    match (&from, &to) {
        (Values::Time(from), Values::Time(to)) => {
            let both = |row: usize| from.is_valid(row) && to.is_valid(row);
            let rows = from.len().min(to.len());
            Values::from_reals((0..rows).map(|row| both(row).then(|| to.value(row).saturating_sub(from.value(row)) as f64 / 1e6)))
        }
        _ => Values::missing(from.len()),
    }
}
