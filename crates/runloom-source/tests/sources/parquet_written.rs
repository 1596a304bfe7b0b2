//! Sheets written as Parquet, and read back.

use parquet::basic::{LogicalType, TimeUnit};
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData};
use parquet::file::statistics::Statistics;
use proptest::prelude::*;
use runloom_source::ParquetWriter;
use runloom_table::{Sheet, Values};

use crate::support::{column, workspace};

fn written(sheet: &Sheet<'_>) -> Vec<u8> {
    let mut writer = ParquetWriter::new(sheet);
    let mut file = Vec::new();
    while let Some(block) = writer.next_block().unwrap() {
        file.extend(block);
    }
    file
}

fn footer(file: &[u8]) -> ParquetMetaData {
    ParquetMetaDataReader::new().parse_and_finish(&bytes::Bytes::copy_from_slice(file)).unwrap()
}

fn reals() -> impl Strategy<Value = f64> {
    prop_oneof![any::<f64>(), Just(f64::NAN), Just(f64::INFINITY), Just(-0.0)]
}

fn some<T: std::fmt::Debug>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Vec<Option<T>>> {
    prop::collection::vec(prop::option::of(value), 40)
}

proptest! {
    #[test]
    fn what_is_written_is_read(
        texts in some(prop_oneof!["[ -~äλ名\n\t]{0,12}", "[a-c]"]),
        reals in some(reals()),
        integers in some(any::<i64>()),
        truths in some(any::<bool>()),
        // Years that have four digits, and some before 1970.
        times in some(-60_000_000_000_000_000_i64..250_000_000_000_000_000),
        rows in Just((0..40_u32).collect::<Vec<_>>()).prop_shuffle(),
        count in 1..40_usize,
    ) {
        let rows = &rows[..count];
        let ids = Values::from_texts((0..40).map(|row| format!("r{row}")).collect::<Vec<_>>().iter().map(|id| Some(id.as_str())));
        let texts = Values::from_texts(texts.iter().map(Option::as_deref));
        let (reals, integers) = (Values::from_reals(reals), Values::Integer(integers.into_iter().collect()));
        let (truths, times) = (Values::from_truths(truths), Values::from_times(times));
        let columns = [
            ("run_id", &ids),
            ("tags.text", &texts),
            ("metrics.real", &reals),
            ("params.integer", &integers),
            ("params.truth", &truths),
            ("start_time", &times),
        ];
        let mut sheet = Sheet::new(rows);
        for (name, values) in columns {
            sheet.push(name, values.clone());
        }
        let read = workspace(&[("runs.parquet", written(&sheet))]).unwrap();
        for (name, values) in columns {
            let expected: Vec<String> =
                rows.iter().map(|row| values.text_at(*row as usize).map_or_else(|| "∅".to_owned(), std::borrow::Cow::into_owned)).collect();
            prop_assert_eq!(column(read.dataset(), name), expected, "{}", name);
        }
    }
}

#[test]
fn many_rows_are_many_groups() {
    let count = 200_001_u32;
    let reals = Values::from_reals((0..count).map(|row| (row % 3 != 0).then_some(f64::from(row))));
    let texts: Vec<String> = (0..count).map(|row| format!("r{row}")).collect();
    let texts = Values::from_texts(texts.iter().map(|text| Some(text.as_str())));
    let mut sheet = Sheet::new((0..count).rev().collect::<Vec<_>>());
    sheet.push("run_id", texts.clone());
    sheet.push("metrics.m", reals.clone());
    let file = written(&sheet);
    let footer = footer(&file);
    assert_eq!(footer.row_groups().iter().map(RowGroupMetaData::num_rows).collect::<Vec<_>>(), [100_000, 100_000, 1]);
    let read = workspace(&[("runs.parquet", file)]).unwrap();
    let (ids, metrics) = (column(read.dataset(), "run_id"), column(read.dataset(), "metrics.m"));
    for row in [0, 1, 99_999, 100_000, 100_001, 199_999, 200_000] {
        let of = count as usize - 1 - row;
        assert_eq!(ids[row], format!("r{of}"));
        assert_eq!(metrics[row], if of.is_multiple_of(3) { "∅".to_owned() } else { of.to_string() });
    }
}

#[test]
fn the_footer_says_types_and_ranges() {
    let reals = Values::from_reals([Some(f64::NAN), Some(0.0), None, Some(-3.5)]);
    let times = Values::from_times([None, Some(-1), Some(1), None]);
    let texts = Values::from_texts([Some("b"), Some(""), Some("ä"), None]);
    let long = Values::from_texts([Some("x".repeat(100).as_str())]);
    let mut sheet = Sheet::new(vec![0, 1, 2, 3]);
    sheet.push("metrics.a.b", reals.clone());
    sheet.push("start_time", times.clone());
    sheet.push("tags.t", texts.clone());
    sheet.push("tags.long", long.clone());
    let footer = footer(&written(&sheet));
    let schema = footer.file_metadata().schema_descr();
    let names: Vec<&str> = schema.columns().iter().map(|column| column.name()).collect();
    assert_eq!(names, ["metrics.a.b", "start_time", "tags.t", "tags.long"]);
    let logical = |at: usize| schema.column(at).logical_type_ref().cloned();
    assert_eq!(logical(0), None);
    assert_eq!(logical(1), Some(LogicalType::timestamp(true, TimeUnit::MICROS)));
    assert_eq!(logical(2), Some(LogicalType::String));
    let of = |at: usize| footer.row_group(0).column(at).statistics().cloned().unwrap();
    let (Statistics::Double(reals), Statistics::Int64(times)) = (of(0), of(1)) else { panic!("other types") };
    assert_eq!((reals.min_opt(), reals.max_opt().map(|high| high.to_bits())), (Some(&-3.5), Some(0.0_f64.to_bits())));
    assert_eq!(reals.null_count_opt(), Some(1));
    assert_eq!((times.min_opt(), times.max_opt(), times.null_count_opt()), (Some(&-1), Some(&1), Some(2)));
    assert_eq!((of(2).min_bytes_opt(), of(2).max_bytes_opt()), (Some("".as_bytes()), Some("ä".as_bytes())));
    assert_eq!((of(3).min_bytes_opt(), of(3).null_count_opt()), (None, Some(3)));
}

#[test]
fn nothing_is_a_file_too() {
    let texts = Values::from_texts([None, None]);
    for rows in [vec![], vec![0, 1]] {
        let mut sheet = Sheet::new(rows.clone());
        sheet.push("tags.t", texts.clone());
        let file = written(&sheet);
        assert_eq!(footer(&file).file_metadata().num_rows(), i64::try_from(rows.len()).unwrap());
        assert_eq!(workspace(&[("runs.parquet", file)]).unwrap().dataset().runs.rows(), rows.len());
    }
}
