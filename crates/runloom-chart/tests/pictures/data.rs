//! The tables that pictures are made from.

use runloom_table::{Column, ColumnName, Date, RunTable, Values};

/// The columns of a CSV file as texts, empty cells missing. `kind` puts bare names under params or metrics.
pub(crate) fn csv(path: &str, kind: fn(&str) -> ColumnName) -> RunTable {
    let path = format!("{}/../../tests/fixtures/{path}", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::Reader::from_path(&path).unwrap();
    let headers = reader.headers().unwrap().clone();
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let mut table = RunTable::new(records.len());
    for (index, header) in headers.iter().enumerate() {
        let cells = records.iter().map(|record| record.get(index).filter(|cell| !cell.is_empty()));
        let name = match header {
            "tags.mlflow.runName" => ColumnName::attribute("run_name"),
            header => kind(header),
        };
        table.push(Column::loaded(name, Values::from_texts(cells)));
    }
    table
}

/// A table of numeric columns made from the row number by `value`.
pub(crate) fn made(rows: usize, columns: &[&str], value: impl Fn(usize, usize) -> Option<f64>) -> RunTable {
    let mut table = RunTable::new(rows);
    for (index, name) in columns.iter().enumerate() {
        table.push(Column::loaded(ColumnName::parse(name), Values::from_reals((0..rows).map(|row| value(row, index)))));
    }
    table
}

/// Numbers between 0 and 1 that look random and are the same everywhere (the finaliser of `SplitMix64`).
pub(crate) fn noise(row: usize, stream: usize) -> f64 {
    let mut bits =
        (row as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add((stream as u64 + 1).wrapping_mul(0xd1b5_4a32_d192_ed03));
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((bits ^ (bits >> 31)) >> 11) as f64 / (1u64 << 53) as f64
}

/// A study that was really run with Optuna, with its moments.
pub(crate) fn study(name: &str) -> RunTable {
    let mut table = csv(&format!("optuna-recorded/{name}-runs.csv"), ColumnName::parse);
    for key in ["start_time", "end_time"] {
        let column = table.column_mut(&ColumnName::attribute(key)).unwrap();
        let values = column.values().unwrap().clone();
        let micros = |row: usize| values.text_at(row).map(|text| moment_us(&text));
        column.load(Values::from_times((0..values.len()).map(micros)));
    }
    table
}

/// Microseconds since 1970 of `2026-11-20T23:48:09.198552Z`.
fn moment_us(text: &str) -> i64 {
    let number = |from: usize, to: usize| text.get(from..to).unwrap_or("0").parse::<i64>().unwrap();
    let date = Date { year: number(0, 4), month: number(5, 7), day: number(8, 10) };
    let fraction = text.get(20..).unwrap_or("").trim_end_matches('Z');
    let micros: i64 = format!("{fraction:0<6}").parse().unwrap();
    ((date.days() * 24 + number(11, 13)) * 3600 + number(14, 16) * 60 + number(17, 19)) * 1_000_000 + micros
}
