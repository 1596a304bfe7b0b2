//! Every writer, codec and flavour of the formats gives the same table.

use crate::support::{column, dump, files, fixtures, names, text};
use runloom_table::{ColumnName, Value, Values};

#[test]
fn every_writer_and_codec_gives_the_same_table() {
    let expected = dump(fixtures(&["parquet-codecs/pyarrow-none.parquet"]).dataset());
    assert_eq!(expected.lines().count(), 8);
    for path in files("parquet-codecs") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == "SOURCE.json" || name.contains("nested") || name.contains("index") {
            continue;
        }
        let mut got = dump(crate::support::fixtures(&[&format!("parquet-codecs/{name}")]).dataset());
        if name.starts_with("pandas") {
            got = got.replace("\"NaN\"", "\"∅\"");
            let rounded = expected.replace("\"NaN\"", "\"∅\"");
            assert_eq!(got.lines().collect::<Vec<_>>(), rounded.lines().collect::<Vec<_>>(), "{name}");
        } else {
            assert_eq!(got.lines().collect::<Vec<_>>(), expected.lines().collect::<Vec<_>>(), "{name}");
        }
    }
}

#[test]
fn parquet_columns_wait_until_they_are_asked_for() {
    let bytes = crate::support::bytes("parquet-codecs/pyarrow-zstd.parquet");
    let source = runloom_source::MemorySource::new(bytes);
    let opened = runloom_source::open(&source, "runs.parquet", runloom_source::Limits::default(), &mut |_| {}).unwrap();
    let mut workspace = runloom_source::Workspace::default();
    workspace.add(opened);
    let loss = ColumnName::metric("loss");
    let column = workspace.dataset().runs.column(&loss).unwrap();
    assert!(!column.is_loaded());
    assert_eq!(column.summary().missing, Some(10));
    assert_eq!(column.summary().differs, Some(true));
    let run_id = workspace.dataset().runs.column(&ColumnName::attribute("run_id")).unwrap().summary();
    assert_eq!(run_id.missing, Some(0));
    let read = &mut |_, range| runloom_source::ByteSource::read(&source, range);
    let loaded = runloom_source::load(&mut workspace, &[loss.clone(), ColumnName::tag("nothing")], read, &mut |_| {}).unwrap();
    assert_eq!(loaded, std::slice::from_ref(&loss));
    let values = workspace.dataset().runs.column(&loss).unwrap().values().unwrap();
    assert_eq!((values.at(0), values.at(1)), (Value::Real(1.0), Value::Missing));
    assert!(matches!(values.at(2), Value::Real(v) if v.is_nan()));
    assert!(!workspace.dataset().runs.column(&ColumnName::attribute("run_id")).unwrap().is_loaded());
    assert!(runloom_source::load(&mut workspace, &[loss], read, &mut |_| {}).unwrap().is_empty());
}

#[test]
fn nested_columns_are_taken_apart_or_shown_as_json() {
    let workspace = fixtures(&["parquet-codecs/pyarrow-nested.parquet"]);
    let dataset = workspace.dataset();
    assert_eq!(column(dataset, "tags.sizes")[1], "[1,2]");
    assert_eq!(column(dataset, "params.config.inner.depth")[3], "3");
    assert_eq!(column(dataset, "params.config.lr")[2], "0.2");
    assert!(dataset.warnings[0].message.contains("shown as JSON text"));
    let impala = fixtures(&["parquet-apache-testing/data/nullable.impala.parquet"]);
    assert!(names(impala.dataset()).iter().any(|name| name == "tags.nested_struct.b"), "{:?}", names(impala.dataset()));
}

#[test]
fn index_columns_of_pandas_are_kept_when_they_say_something() {
    let indexed = fixtures(&["parquet-codecs/pandas-index.parquet"]);
    assert_eq!(column(indexed.dataset(), "run_id")[..2], ["run-0000", "run-0001"]);
    let counted = text("a.csv", "Unnamed: 0,lr\n0,0.1\n1,0.2\n");
    assert_eq!(names(counted.dataset()), ["run_id", "params.lr"]);
    let blank = text("a.csv", ",lr\n0,0.1\n1,0.2\n");
    assert_eq!(names(blank.dataset()), ["run_id", "params.lr"]);
    let named = text("a.csv", ",lr\nfirst,0.1\nsecond,0.2\n");
    assert_eq!(column(named.dataset(), "run_name"), ["first", "second"]);
}

#[test]
fn csv_spectrum_reads_as_its_json_says() {
    for path in files("csv-spectrum/csvs") {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let csv = std::fs::read(&path).unwrap();
        let csv = crate::support::workspace(&[("a.csv", csv)]).unwrap();
        let json =
            crate::support::workspace(&[("a.json", crate::support::bytes(&format!("csv-spectrum/json/{stem}.json")))]).unwrap();
        let cells = |workspace: &runloom_source::Workspace| -> Vec<(String, Vec<String>)> {
            let dataset = workspace.dataset();
            let key = |name: &String| name.rsplit('.').next().unwrap().to_owned();
            let mut cells: Vec<_> =
                names(dataset).iter().filter(|n| *n != "run_id").map(|n| (key(n), column(dataset, n))).collect();
            cells.sort();
            for cell in cells.iter_mut().flat_map(|(_, cells)| cells).filter(|cell| cell.is_empty()) {
                "∅".clone_into(cell);
            }
            cells
        };
        let crlf = |cells: Vec<(String, Vec<String>)>| format!("{cells:?}").replace("\\r\\n", "\\n");
        assert_eq!(crlf(cells(&csv)), crlf(cells(&json)), "{stem}");
    }
}

#[test]
fn csv_dialects_give_the_same_table() {
    let expected = dump(text("a.csv", "name,lr,val_loss\nfirst,0.5,1.25\nsecond,0.25,2.5\n").dataset());
    let utf16: Vec<u8> = "\u{feff}name\tlr\tval_loss\r\nfirst\t0.5\t1.25\r\nsecond\t0.25\t2.5\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [
        b"\xef\xbb\xbfname,lr,val_loss\r\nfirst,0.5,1.25\r\nsecond,0.25,2.5\r\n".to_vec(),
        b"name\tlr\tval_loss\nfirst\t0.5\t1.25\nsecond\t0.25\t2.5".to_vec(),
        b"name;lr;val_loss\nfirst;0,5;1,25\nsecond;0,25;2,5\n".to_vec(),
        b"sep=|\nname|lr|val_loss\nfirst|0.5|1.25\nsecond|0.25|2.5\n".to_vec(),
        b"\"name\",\"lr\",\"val_loss\"\n\"first\",\"0.5\",\"1.25\"\n\n\"second\",\"0.25\",\"2.5\"\n".to_vec(),
        utf16,
    ] {
        let shown = String::from_utf8_lossy(&bytes).into_owned();
        assert_eq!(dump(crate::support::workspace(&[("a.csv", bytes)]).unwrap().dataset()), expected, "{shown}");
    }
}

#[test]
fn ragged_rows_are_kept_and_reported() {
    let workspace = text("a.csv", "a,b\n1,2\n3\n4,5,6\n7,8\n9,0\n");
    let dataset = workspace.dataset();
    assert_eq!(column(dataset, "params.b"), ["2", "∅", "5", "8", "0"]);
    assert_eq!(column(dataset, "params.column 3"), ["∅", "∅", "6", "∅", "∅"]);
    assert!(
        dataset.warnings[0]
            .message
            .starts_with("2 rows have another number of fields than the header's 2; the first is on line 3")
    );
    let shifted = text("a.csv", "mpg,cyl\nMazda RX4,21,6\nDatsun 710,22.8,4\n");
    assert_eq!(names(shifted.dataset()), ["run_id", "run_name", "params.mpg", "params.cyl"]);
    assert!(shifted.dataset().warnings.is_empty());
}

#[test]
fn every_shape_of_json_gives_the_same_table() {
    let expected =
        dump(text("a.json", r#"[{"name":"first","lr":0.5,"n":1},{"name":"second","lr":null,"n":9007199254740993}]"#).dataset());
    assert!(expected.contains("9007199254740993"));
    for json in [
        r#"{"name":{"0":"first","1":"second"},"lr":{"0":0.5,"1":null},"n":{"0":1,"1":9007199254740993}}"#,
        r#"{"name":["first","second"],"lr":[0.5,null],"n":[1,9007199254740993]}"#,
        r#"{"columns":["name","lr","n"],"index":[0,1],"data":[["first",0.5,1],["second",null,9007199254740993]]}"#,
        r#"{"0":{"name":"first","lr":0.5,"n":1},"1":{"name":"second","lr":null,"n":9007199254740993}}"#,
        "{\"name\":\"first\",\"lr\":0.5,\"n\":1}\n{\"name\":\"second\",\"n\":9007199254740993}\n",
        r#"{"schema":{"fields":[]},"data":[{"name":"first","lr":0.5,"n":1},{"name":"second","n":9007199254740993}]}"#,
    ] {
        assert_eq!(dump(text("a.json", json).dataset()), expected, "{json}");
    }
    let values = text("a.json", r#"[["first",0.5],["second",null]]"#);
    assert_eq!(names(values.dataset()), ["run_id", "run_name", "params.column 2"]);
}

#[test]
fn json_numbers_are_exact_and_bare_words_are_numbers() {
    let workspace = text(
        "a.json",
        r#"[{"a":NaN,"b":1,"c":18446744073709551616,"d":true,"e":1,"f":{"g":{"h":2}},"i":[1,{"k":null}]},
        {"a":-Infinity,"b":"x","c":2,"d":false,"e":0.5,"f":{"g":{"h":3}},"i":[]}]"#,
    );
    let dataset = workspace.dataset();
    assert_eq!(column(dataset, "params.a"), ["NaN", "-Infinity"]);
    assert_eq!(column(dataset, "params.b"), ["1", "x"]);
    assert_eq!(column(dataset, "params.c"), ["18446744073709551616", "2"]);
    assert_eq!(column(dataset, "params.e"), ["1", "0.5"]);
    assert_eq!(column(dataset, "params.f.g.h"), ["2", "3"]);
    assert_eq!(column(dataset, "tags.i"), ["[1,{\"k\":null}]", "[]"]);
    let d = dataset.runs.column(&ColumnName::param("d")).unwrap();
    assert!(matches!(d.values().unwrap(), Values::Boolean(_)));
}

#[test]
fn faults_in_json_are_placed() {
    for (json, place, why) in [
        ("[{\"a\": 1},\n {\"b\": tru}]", "line 2, column 8, byte 18", "a value was expected, and 't' is there"),
        ("[{\"é\": \"\\ud800\"}]", "line 1, column 9, byte 9", "lone surrogate"),
        ("[{\"a\": 01}]", "line 1, column 8, byte 7", "leading zeros"),
        ("[{\"a\": 1}", "line 1, column 10, byte 9", "the text ends there"),
    ] {
        let error = crate::support::open("a.json", json.as_bytes()).err().unwrap();
        assert_eq!(error.place, place, "{error}");
        assert!(error.why.contains(why), "{error}");
    }
    let error = crate::support::open("a.json", b"[{\"a\": \"\xff\"}]").err().unwrap();
    assert_eq!((error.place.as_str(), error.why.as_str()), ("line 1, column 9, byte 8", "the text is not valid UTF-8 there"));
    let deep = format!("[{{\"a\": {}", "[".repeat(100_000));
    assert!(crate::support::open("a.json", deep.as_bytes()).err().unwrap().why.contains("nested more than 256 levels"));
}

#[test]
fn tiny_and_empty_tables_open() {
    for (name, content, rows, columns) in [
        ("a.csv", "a,b\n", 0, 2),
        ("a.csv", "a\n1\n", 1, 2),
        ("a.csv", "a,b\n,\n,\n", 2, 3),
        ("a.json", "[]", 0, 0),
        ("a.json", "[{\"a\": null}]", 1, 2),
        ("a.json", "{\"runs\": []}", 0, 0),
    ] {
        let workspace = text(name, content);
        let runs = &workspace.dataset().runs;
        assert_eq!((runs.rows(), runs.columns().len()), (rows, columns), "{content}");
    }
}

#[test]
fn maps_are_json_objects() {
    let workspace = fixtures(&["parquet-apache-testing/data/nested_maps.snappy.parquet"]);
    assert_eq!(column(workspace.dataset(), "tags.a")[..2], ["{\"a\":{\"1\":true,\"2\":false}}", "{\"b\":{\"1\":true}}"]);
    let workspace = fixtures(&["parquet-apache-testing/data/map_no_value.parquet"]);
    assert_eq!(column(workspace.dataset(), "tags.my_map")[0], "{\"1\":null,\"2\":null,\"3\":null}");
}
