//! Random tables, written in every format and read back.

use std::fmt::Write;
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;
use proptest::prelude::*;
use runloom_source::Workspace;
use runloom_table::format_real;

use crate::support::{column, workspace};

/// A table of ids, texts, numbers and whole numbers.
#[derive(Clone, Debug)]
struct Table {
    texts: Vec<Option<String>>,
    reals: Vec<Option<f64>>,
    integers: Vec<Option<i64>>,
}

fn table() -> impl Strategy<Value = Table> {
    let text = prop_oneof!["[ -~äλ名\n\t]{1,12}", "[a-c]"];
    (1..40_usize).prop_flat_map(move |rows| {
        (
            prop::collection::vec(prop::option::of(text.clone()), rows),
            prop::collection::vec(
                prop::option::of(any::<f64>().prop_filter("finite", |v| v.is_finite() && v.abs() < f64::MAX)),
                rows,
            ),
            prop::collection::vec(prop::option::of(any::<i64>()), rows),
        )
            .prop_map(|(texts, reals, integers)| Table { texts, reals, integers })
    })
}

const NAMES: [&str; 4] = ["run_id", "params.text", "metrics.real", "params.integer"];

impl Table {
    fn rows(&self) -> usize {
        self.texts.len()
    }

    fn cells(&self, row: usize) -> [Option<String>; 4] {
        [
            Some(format!("r{row}")),
            self.texts[row].clone(),
            self.reals[row].map(format_real),
            self.integers[row].map(|v| v.to_string()),
        ]
    }

    fn batch(&self) -> RecordBatch {
        let ids: ArrayRef = Arc::new(StringArray::from_iter_values((0..self.rows()).map(|row| format!("r{row}"))));
        let texts: ArrayRef = Arc::new(StringArray::from(self.texts.clone()));
        let reals: ArrayRef = Arc::new(Float64Array::from(self.reals.clone()));
        let integers: ArrayRef = Arc::new(Int64Array::from(self.integers.clone()));
        RecordBatch::try_from_iter_with_nullable(NAMES.into_iter().zip([ids, texts, reals, integers]).map(|(n, a)| (n, a, true)))
            .unwrap()
    }

    fn csv(&self) -> Vec<u8> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(NAMES).unwrap();
        for row in 0..self.rows() {
            writer.write_record(self.cells(row).map(Option::unwrap_or_default)).unwrap();
        }
        writer.into_inner().unwrap()
    }

    fn json(&self, between: &str, around: [&str; 2]) -> Vec<u8> {
        let quoted = |text: &Option<String>| serde_json::to_string(text).unwrap();
        let mut out = around[0].to_owned();
        for row in 0..self.rows() {
            let [id, text, real, integer] = self.cells(row);
            let numbers = [real, integer].map(|number| number.unwrap_or_else(|| "null".to_owned()));
            let end = if row + 1 == self.rows() { "" } else { between };
            let names = NAMES.map(|name| serde_json::to_string(name).unwrap());
            write!(out, "{{{}:{},{}:{},", names[0], quoted(&id), names[1], quoted(&text)).unwrap();
            write!(out, "{}:{},{}:{}}}{end}", names[2], numbers[0], names[3], numbers[1]).unwrap();
        }
        (out + around[1]).into_bytes()
    }

    fn parquet(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let properties = WriterProperties::builder().set_max_row_group_row_count(Some(7)).build();
        let mut writer = ArrowWriter::try_new(&mut bytes, self.batch().schema(), Some(properties)).unwrap();
        writer.write(&self.batch()).unwrap();
        writer.close().unwrap();
        bytes
    }

    fn arrow(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let batch = self.batch();
        let mut writer = arrow_ipc::writer::FileWriter::try_new(&mut bytes, &batch.schema()).unwrap();
        for start in (0..self.rows()).step_by(7) {
            writer.write(&batch.slice(start, 7.min(self.rows() - start))).unwrap();
        }
        writer.finish().unwrap();
        drop(writer);
        bytes
    }

    fn check(&self, name: &str, bytes: Vec<u8>) -> Result<(), TestCaseError> {
        let workspace: Workspace = workspace(&[(name, bytes)]).map_err(|error| TestCaseError::fail(error.to_string()))?;
        for (at, column_name) in NAMES.iter().enumerate() {
            let expected: Vec<String> =
                (0..self.rows()).map(|row| self.cells(row)[at].clone().unwrap_or_else(|| "∅".to_owned())).collect();
            prop_assert_eq!(column(workspace.dataset(), column_name), expected, "{} {}", name, column_name);
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tables_read_back_equal(table in table()) {
        table.check("a.csv", table.csv())?;
        table.check("a.json", table.json(",\n", ["[", "]"]))?;
        table.check("a.ndjson", table.json("\n", ["", "\n"]))?;
        table.check("a.parquet", table.parquet())?;
        table.check("a.arrow", table.arrow())?;
    }
}
