//! Completion and explanations over a real export whose columns are loaded when they are asked for.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use runloom_source::{ByteSource, Limits, MemorySource, Step, open};
use runloom_table::ColumnName;
use runloom_wasm::protocol::{Completion, Explanation, OptionKindName};
use runloom_wasm::session::Session;

const RUNS: &[u8] = include_bytes!("../../../www/examples/novabio-search/runs.parquet");

struct Editor {
    session: Session,
    file: MemorySource,
}

impl Editor {
    fn open() -> Self {
        let file = MemorySource::new(RUNS);
        let source = open(&file, "runs.parquet", Limits::default(), &mut |_| {}).unwrap();
        let mut session = Session::default();
        session.add(source, None);
        Self { session, file }
    }

    fn load(&mut self, columns: &[ColumnName]) {
        let mut task = self.session.workspace().load(columns);
        loop {
            match task.step().unwrap() {
                Step::Need(ranges) => {
                    for need in ranges {
                        task.push(need.source, need.range.clone(), self.file.read(need.range).unwrap());
                    }
                }
                Step::Working(_) => {}
                Step::Done(()) => break,
            }
        }
        self.session.finish_load(task);
    }

    /// What is offered at the `|`, and the columns that were loaded for it.
    fn complete(&mut self, case: &str) -> (Completion, Vec<String>) {
        let (text, cursor) = at(case);
        let needed = self.session.columns_for_completion(&text, cursor);
        self.load(&needed);
        (self.session.complete(&text, cursor, true), needed.iter().map(ToString::to_string).collect())
    }

    fn explain(&mut self, case: &str) -> Explanation {
        let (text, cursor) = at(case);
        let needed = self.session.columns_for_explanation(&text, cursor);
        self.load(&needed);
        self.session.explain(&text, cursor).unwrap()
    }
}

fn at(case: &str) -> (String, usize) {
    let before = case.split('|').next().unwrap();
    (case.replacen('|', "", 1), before.encode_utf16().count())
}

#[test]
fn keys_need_no_values() {
    let mut editor = Editor::open();
    let (completion, loaded) = editor.complete("run_name != '😀' AND val_auc|");
    assert_eq!((completion.from, completion.to, loaded.len()), (21, 28, 0));
    let first = &completion.options[0];
    assert_eq!(
        (first.label.as_str(), first.insert.as_str(), first.kind),
        ("val_auc", "metrics.val_auc ", OptionKindName::Metric)
    );
    assert!(first.detail.starts_with("metric · 5"), "{}", first.detail);
}

#[test]
fn values_load_the_compared_column_once() {
    let mut editor = Editor::open();
    let (completion, loaded) = editor.complete("params.max_depth = |");
    assert_eq!(loaded, ["params.max_depth"]);
    assert_eq!(completion.options[0].kind, OptionKindName::Value);
    assert!(completion.options[0].detail.ends_with(" runs"), "{}", completion.options[0].detail);
    let (again, loaded) = editor.complete("params.max_depth = |");
    assert_eq!((again, loaded.len()), (completion, 0));
}

#[test]
fn offsets_in_options_and_calls_count_utf16_units() {
    let mut editor = Editor::open();
    let (completion, _) = editor.complete("run_name LIKE '😀|");
    assert_eq!((completion.from, completion.to), (14, 17));
    let (completion, _) = editor.complete("'😀' OR mi|");
    let min = completion.options.iter().find(|option| option.label == "min").unwrap();
    assert_eq!((completion.from, min.caret), (8, Some(4)));
    let (completion, _) = editor.complete("'😀' OR starts_with(run_name, |");
    let call = completion.signature.unwrap();
    assert_eq!(&call.label[call.start..call.end], "beginning");
}

#[test]
fn explanations_tell_what_is_loaded_for_them() {
    let mut editor = Editor::open();
    let column = editor.explain("'😀' OR metrics.val_a|uc > 0.9");
    assert_eq!((column.start, column.end, column.title.as_str()), (8, 23, "metrics.val_auc"));
    assert!(column.lines.iter().any(|line| line.contains(" – ")), "{:?}", column.lines);
    let value = editor.explain("status = 'FINI|SHED'");
    assert_eq!(value.lines.len(), 1, "{:?}", value.lines);
    assert!(value.lines[0].ends_with("runs with this status."), "{:?}", value.lines);
}
