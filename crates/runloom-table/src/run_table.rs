use std::collections::BTreeMap;

use crate::{Column, ColumnKind, ColumnName, NotLoaded, Values};

/// One row a run, one column an attribute, param, metric or tag; names are unique.
#[derive(Clone, Debug, Default)]
pub struct RunTable {
    rows: usize,
    columns: Vec<Column>,
    index: BTreeMap<ColumnName, usize>,
}

impl RunTable {
    /// A table of `rows` runs and no columns.
    pub fn new(rows: usize) -> Self {
        Self { rows, ..Self::default() }
    }

    /// The number of runs.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The columns, in the order in which they were added.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The columns of one kind.
    pub fn of_kind(&self, kind: ColumnKind) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(move |column| column.name().kind == kind)
    }

    /// Adds a column. A name that is taken gets the first free of ` (2)`, ` (3)`, …; the name used is returned.
    pub fn push(&mut self, mut column: Column) -> ColumnName {
        let mut name = column.name().clone();
        let mut copy = 2;
        while self.index.contains_key(&name) {
            name.key = format!("{} ({copy})", column.name().key);
            copy += 1;
        }
        column.rename(name.clone());
        self.index.insert(name.clone(), self.columns.len());
        self.columns.push(column);
        name
    }

    /// The place of a column in [`RunTable::columns`].
    pub fn position(&self, name: &ColumnName) -> Option<usize> {
        self.index.get(name).copied()
    }

    /// A column by its name.
    pub fn column(&self, name: &ColumnName) -> Option<&Column> {
        self.columns.get(self.position(name)?)
    }

    /// A column by its name, to load it.
    pub fn column_mut(&mut self, name: &ColumnName) -> Option<&mut Column> {
        let position = self.position(name)?;
        self.columns.get_mut(position)
    }

    /// The values of a column; `Ok(None)` where there is no such column.
    ///
    /// # Errors
    /// [`NotLoaded`] where the column is there but its values are not.
    pub fn values(&self, name: &ColumnName) -> Result<Option<&Values>, NotLoaded> {
        self.column(name).map(Column::values).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_unique() {
        let mut table = RunTable::new(1);
        for _ in 0..3 {
            table.push(Column::loaded(ColumnName::param("a"), Values::missing(1)));
        }
        let names: Vec<String> = table.columns().iter().map(|c| c.name().to_string()).collect();
        assert_eq!(names, ["params.a", "params.a (2)", "params.a (3)"]);
        assert_eq!(table.position(&ColumnName::param("a (3)")), Some(2));
    }
}
