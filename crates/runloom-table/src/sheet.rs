use std::borrow::Cow;

use crate::{ColumnName, NotLoaded, RunTable, Values, push_csv_field};

/// Lines of CSV that are made at a time.
const BLOCK_ROWS: usize = 4096;

/// Chosen rows of named columns, in order: what leaves as a file.
#[derive(Clone, Debug, Default)]
pub struct Sheet<'a> {
    columns: Vec<(String, Values)>,
    rows: Cow<'a, [u32]>,
}

impl<'a> Sheet<'a> {
    /// A sheet of these rows, without columns.
    pub fn new(rows: impl Into<Cow<'a, [u32]>>) -> Self {
        Self { columns: Vec::new(), rows: rows.into() }
    }

    /// Rows of a table with the columns of these names, each once; names without a column are left out.
    ///
    /// # Errors
    /// [`NotLoaded`] where the values of a column are not in memory.
    pub fn of_table(
        table: &RunTable,
        names: impl IntoIterator<Item = ColumnName>,
        rows: impl Into<Cow<'a, [u32]>>,
    ) -> Result<Self, NotLoaded> {
        let mut sheet = Self::new(rows);
        let mut taken: Vec<ColumnName> = Vec::new();
        for name in names {
            if let Some(values) = table.values(&name)?
                && !taken.contains(&name)
            {
                sheet.push(name.to_string(), values.clone());
                taken.push(name);
            }
        }
        Ok(sheet)
    }

    /// Adds a column, out of which the rows are taken.
    pub fn push(&mut self, name: impl Into<String>, values: Values) {
        self.columns.push((name.into(), values));
    }

    /// The columns: their names and values, of which [`Sheet::rows`] says the rows.
    pub fn columns(&self) -> impl ExactSizeIterator<Item = (&str, &Values)> {
        self.columns.iter().map(|(name, values)| (name.as_str(), values))
    }

    /// Which rows of the values, in order.
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// Comma-separated values with a header, in blocks of whole lines. Missing is empty, empty text is `""`, so that the two can be told apart;
    /// numbers are exact and times are ISO 8601 in UTC.
    pub fn csv_blocks(&self) -> impl Iterator<Item = String> {
        std::iter::once(self.csv_header()).chain(self.rows.chunks(BLOCK_ROWS).map(|rows| self.csv_lines(rows)))
    }

    fn csv_header(&self) -> String {
        let mut line = String::new();
        for (at, (name, _)) in self.columns().enumerate() {
            separate(at, &mut line);
            push_csv_field(&mut line, name);
        }
        line.push('\n');
        line
    }

    fn csv_lines(&self, rows: &[u32]) -> String {
        let mut lines = String::new();
        for row in rows {
            for (at, (_, values)) in self.columns().enumerate() {
                separate(at, &mut lines);
                if let Some(text) = values.text_at(*row as usize) {
                    push_csv_field(&mut lines, &text);
                }
            }
            lines.push('\n');
        }
        lines
    }
}

fn separate(at: usize, line: &mut String) {
    if at > 0 {
        line.push(',');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Column;

    #[test]
    fn lines_are_the_chosen_rows_in_order() {
        let mut table = RunTable::new(3);
        table.push(Column::loaded(ColumnName::metric("loss"), Values::from_reals([Some(0.5), None, Some(f64::NAN)])));
        table.push(Column::loaded(ColumnName::tag("note"), Values::from_texts([Some("a,b"), Some(""), None])));
        table.push(Column::loaded(ColumnName::attribute("start_time"), Values::from_times([None, Some(-1), Some(0)])));
        let names = ["tags.note", "metrics.loss", "tags.note", "tags.none", "start_time"].map(ColumnName::parse);
        let sheet = Sheet::of_table(&table, names, vec![2, 0, 1]).unwrap();
        let csv =
            "tags.note,metrics.loss,start_time\n,NaN,1970-01-01T00:00:00Z\n\"a,b\",0.5,\n\"\",,1969-12-31T23:59:59.999999Z\n";
        assert_eq!(sheet.csv_blocks().collect::<String>(), csv);
    }

    #[test]
    fn many_rows_are_many_blocks_of_one_text() {
        let count = BLOCK_ROWS as u32 + 1;
        let values = Values::from_reals((0..count).map(|row| Some(f64::from(row))));
        let mut sheet = Sheet::new((0..count).collect::<Vec<_>>());
        sheet.push("n", values);
        assert_eq!(sheet.csv_blocks().count(), 3);
        let expected: String = std::iter::once("n\n".to_owned()).chain((0..count).map(|row| format!("{row}\n"))).collect();
        assert_eq!(sheet.csv_blocks().collect::<String>(), expected);
    }
}
