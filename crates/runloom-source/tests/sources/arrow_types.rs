//! Every type and layout of Arrow IPC, compared with a committed list of cells.

use std::path::Path;
use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{
    Array, ArrayRef, BooleanArray, Int32Array, IntervalDayTimeArray, IntervalYearMonthArray, ListArray, ListViewArray,
    RecordBatch, RunArray, StringArray, StructArray,
};
use arrow_buffer::{IntervalDayTime, NullBuffer, ScalarBuffer};
use arrow_ipc::MetadataVersion;
use arrow_ipc::writer::{FileWriter, IpcWriteOptions};
use arrow_schema::{DataType, Field};
use runloom_source::{Limits, MemorySource};

use crate::support::{bytes, column, dump, fixtures, open, workspace};

fn dump_of(name: &str) -> String {
    dump(fixtures(&[&format!("arrow-types/{name}")]).dataset())
}

#[test]
fn every_type_reads_as_listed() {
    let got = ["types.arrow", "dictionaries.arrows", "unions.arrow"].map(dump_of).concat();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/arrow-types.txt");
    if std::env::var_os("RUNLOOM_BLESS").is_some() {
        std::fs::write(&path, &got).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(got.lines().collect::<Vec<_>>(), expected.lines().collect::<Vec<_>>());
}

#[test]
fn packed_and_plain_give_the_same_cells() {
    let expected = dump_of("types.arrow");
    assert_eq!(expected.lines().count(), 69);
    for name in ["types-lz4.arrow", "types-zstd.arrows"] {
        assert_eq!(dump_of(name).lines().collect::<Vec<_>>(), expected.lines().collect::<Vec<_>>(), "{name}");
    }
}

/// The cells that both formats have agree.
#[test]
fn arrow_and_parquet_agree() {
    let parquet = dump(fixtures(&["parquet-types/plain.parquet"]).dataset());
    let arrow = dump_of("types.arrow");
    let same = parquet.lines().filter(|line| arrow.lines().any(|other| other == *line)).count();
    assert_eq!(same, parquet.lines().count());
}

#[test]
fn values_that_do_not_lie_as_their_type_needs_are_read() {
    let expected = dump_of("dictionaries.arrows");
    for shift in 1..8_usize {
        let name = "shifted.arrows";
        let stream = bytes("arrow-types/dictionaries.arrows");
        let all = bytes::Bytes::from([vec![0; shift], stream].concat());
        let source = MemorySource::new(all.slice(shift..));
        let limits = Limits::default();
        let mut workspace = runloom_source::Workspace::default();
        workspace.add(runloom_source::open(&source, name, limits, &mut |_| {}).unwrap());
        assert_eq!(dump(workspace.dataset()), expected, "{shift}");
    }
}

fn batch() -> RecordBatch {
    let run_id: ArrayRef = Arc::new(StringArray::from(vec!["a", "b", "c"]));
    let months: ArrayRef = Arc::new(IntervalYearMonthArray::from(vec![Some(14), None, Some(-1)]));
    let days = [Some(IntervalDayTime::new(1, 2)), None, Some(IntervalDayTime::new(-1, 0))];
    let days: ArrayRef = Arc::new(IntervalDayTimeArray::from_iter(days));
    let lists: ArrayRef =
        Arc::new(ListArray::from_iter_primitive::<Int32Type, _, _>([Some(vec![Some(1), None]), None, Some(vec![])]));
    let (numbers, truths) = (Int32Array::from(vec![1, 2, 3]), BooleanArray::from(vec![true, false, true]));
    let fields = vec![Field::new("n", numbers.data_type().clone(), true), Field::new("t", truths.data_type().clone(), true)];
    let nulls = NullBuffer::from(vec![true, true, false]);
    let structs: ArrayRef =
        Arc::new(StructArray::new(fields.into(), vec![Arc::new(numbers) as ArrayRef, Arc::new(truths)], Some(nulls)));
    RecordBatch::try_from_iter([
        ("run_id", run_id),
        ("params.months", months),
        ("params.days", days),
        ("tags.lists", lists),
        ("config", structs),
    ])
    .unwrap()
}

fn file(batch: &RecordBatch, options: IpcWriteOptions) -> Vec<u8> {
    let mut writer = FileWriter::try_new_with_options(Vec::new(), &batch.schema(), options).unwrap();
    writer.write(batch).unwrap();
    writer.write(&batch.slice(1, 2)).unwrap();
    writer.into_inner().unwrap()
}

#[test]
fn older_files_are_read() {
    let batch = batch();
    let of_today = file(&batch, IpcWriteOptions::try_new(8, false, MetadataVersion::V5).unwrap());
    let older = file(&batch, IpcWriteOptions::try_new(8, true, MetadataVersion::V4).unwrap());
    assert_eq!([&of_today, &older].map(|file| file[8..12] == [0xff; 4]), [true, false]);
    let read = |bytes: Vec<u8>| workspace(&[("a.arrow", bytes)]).unwrap();
    let (of_today, older) = (read(of_today), read(older));
    assert_eq!(dump(of_today.dataset()), dump(older.dataset()));
    let dataset = of_today.dataset();
    assert_eq!(column(dataset, "params.months"), ["14", "∅", "-1", "∅", "-1"]);
    assert_eq!(column(dataset, "params.days")[0], "IntervalDayTime { days: 1, milliseconds: 2 }");
    assert_eq!(column(dataset, "tags.lists"), ["[1,null]", "∅", "[]", "∅", "[]"]);
    assert_eq!(column(dataset, "params.config.n"), ["1", "2", "∅", "2", "∅"]);
    assert_eq!(column(dataset, "params.config.t"), ["true", "false", "∅", "false", "∅"]);
}

#[test]
fn faults_name_their_column() {
    let (text, mut bytes) = (b"text that is longer", bytes("arrow-types/types.arrow"));
    for at in 0..bytes.len() - text.len() {
        if bytes[at..].starts_with(text) {
            bytes[at] = 0xff;
        }
    }
    let fault = open("a.arrow", &bytes).unwrap_err().to_string();
    assert!(fault.contains("column text_view: a text is not valid UTF-8"), "{fault}");
}

#[test]
fn text_that_grows_beyond_the_memory_is_refused() {
    let rows = 400;
    let mut column: ArrayRef = Arc::new(Int32Array::from_iter_values(0..rows));
    for _ in 0..4 {
        let item = Arc::new(Field::new("item", column.data_type().clone(), true));
        let starts: ScalarBuffer<i32> = (0..rows).map(|_| 0).collect();
        let sizes: ScalarBuffer<i32> = (0..rows).map(|_| rows).collect();
        column = Arc::new(ListViewArray::new(item, starts, sizes, column, None));
    }
    let batch = RecordBatch::try_from_iter([("tags.lists", column)]).unwrap();
    let bytes = file(&batch, IpcWriteOptions::default());
    let limits = Limits { memory_bytes: 1 << 24 };
    let fault = runloom_source::open(&MemorySource::new(bytes), "a.arrow", limits, &mut |_| {}).unwrap_err();
    assert!(fault.to_string().contains("16.0 MiB may be used"), "{fault}");
}

#[test]
fn unions_of_too_many_types_are_refused() {
    const STRUCT: u8 = 13;
    const UNION: u8 = 14;
    let children: Vec<Field> = (0..200).map(|child| Field::new(format!("{child}"), DataType::Int8, true)).collect();
    let structs: ArrayRef = Arc::new(StructArray::new_null(children.into(), 3));
    let bytes = file(&RecordBatch::try_from_iter([("config", structs)]).unwrap(), IpcWriteOptions::default());
    let mut refused = 0;
    for at in (0..bytes.len()).filter(|at| bytes[*at] == STRUCT) {
        let mut bytes = bytes.clone();
        bytes[at] = UNION;
        if let Err(fault) = open("a.arrow", &bytes) {
            refused += usize::from(fault.to_string().contains("it has unions of more than 128 types"));
        }
    }
    assert!(refused > 0);
}

#[test]
fn every_word_can_be_wrong() {
    let runs = RunArray::<Int32Type>::try_new(&Int32Array::from(vec![1, 3]), &StringArray::from(vec!["a", "b"])).unwrap();
    let text: ArrayRef = Arc::new(StringArray::from(vec![Some("a"), None, Some("b")]));
    let batch = RecordBatch::try_from_iter([("params.runs", Arc::new(runs) as ArrayRef), ("params.text", text)]).unwrap();
    let mut faults = std::collections::BTreeSet::new();
    let files =
        [file(&batch, IpcWriteOptions::default()), bytes("arrow-types/dictionaries.arrows"), bytes("arrow-types/unions.arrow")];
    for original in files {
        for at in (0..original.len() - 4).step_by(4) {
            for wrong in [-1, i32::MAX, 0] {
                let mut bytes = original.clone();
                bytes[at..at + 4].copy_from_slice(&wrong.to_le_bytes());
                if let Err(fault) = open("a.arrow", &bytes) {
                    faults.insert(fault.to_string());
                }
            }
        }
    }
    for expected in [
        "a record batch lacks a column",
        "a record batch lacks a buffer",
        "a buffer lies outside of its record batch",
        "a buffer holds fewer values than its column",
        "its number of rows is not that of the batch",
        "a column has more missing values than values",
        "another number of values is missing than a column says",
        "a text lies outside of its bytes",
        "a value lies outside of its dictionary",
        "a value lies outside of its union",
        "a list lies outside of its items",
        "one of its runs ends before it begins",
        "its runs end before its rows do",
        "a message is not valid",
        "it ends within a message",
    ] {
        assert!(faults.iter().any(|fault| fault.contains(expected)), "{expected}: {faults:#?}");
    }
}

#[test]
fn types_nested_beyond_what_a_message_may_hold_are_refused() {
    for (levels, is_read) in [(20, true), (100, false)] {
        let mut column: ArrayRef = Arc::new(Int32Array::from(vec![7]));
        for _ in 0..levels {
            let item = Arc::new(Field::new("item", column.data_type().clone(), true));
            column = Arc::new(ListViewArray::new(item, vec![0].into(), vec![1].into(), column, None));
        }
        let batch = RecordBatch::try_from_iter([("lists", column)]).unwrap();
        let mut writer = FileWriter::try_new(Vec::new(), &batch.schema()).unwrap();
        writer.write(&batch).unwrap();
        let bytes = writer.into_inner().unwrap();
        let opened = workspace(&[("a.arrow", bytes)]);
        assert_eq!(opened.is_ok(), is_read, "{levels}");
        if let Ok(opened) = opened {
            let cells = crate::support::column(opened.dataset(), "tags.lists");
            assert_eq!(cells, [format!("{}7{}", "[".repeat(levels), "]".repeat(levels))]);
        }
    }
}
