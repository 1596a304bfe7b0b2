use std::collections::BTreeSet;

use crate::{ColumnName, History, RunTable};

/// What one or more sources hold: runs, their histories, and what was odd about them.
#[derive(Clone, Debug, Default)]
pub struct Dataset {
    /// The runs.
    pub runs: RunTable,
    /// The logged points of their metrics.
    pub history: History,
    /// The formats that were read, in the order of the sources, e.g. `mlflow-search-runs-parquet`.
    pub kinds: Vec<String>,
    /// What had to be interpreted, repaired or left out, for the reader to know.
    pub warnings: Vec<Warning>,
}

/// Something about a source that its reader should know: what was found and what was done about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The source it is about.
    pub source: String,
    /// One sentence.
    pub message: String,
}

impl Dataset {
    /// How many experiments the loaded runs belong to: distinct `experiment_id`s, else distinct `experiment`s, else 1 if there is a run.
    pub fn experiments(&self) -> usize {
        for key in ["experiment_id", "experiment"] {
            if let Some(Ok(values)) = self.runs.column(&ColumnName::attribute(key)).map(crate::Column::values) {
                let distinct: BTreeSet<_> = (0..values.len()).filter_map(|row| values.text_at(row)).collect();
                if !distinct.is_empty() {
                    return distinct.len();
                }
            }
        }
        usize::from(self.runs.rows() > 0)
    }
}
