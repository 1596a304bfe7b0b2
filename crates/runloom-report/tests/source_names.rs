//! The sources of the runs of a report, by every name that they may have.
#![expect(clippy::unwrap_used, reason = "a failing helper is a failing test")]

use proptest::prelude::*;
use runloom_query::parse_filter;
use runloom_report::{ChartBlock, SourceNames, View};
use runloom_table::{Column, ColumnName, Dataset, RunTable, Values};

fn runs_of(files: &[&str]) -> RunTable {
    let mut runs = RunTable::new(files.len());
    let values = Values::from_texts(files.iter().map(|file| Some(*file)));
    runs.push(Column::loaded(ColumnName::attribute("source_file"), values));
    runs
}

fn rows_of(runs: &RunTable, filter: &str) -> Vec<usize> {
    let parsed = parse_filter(filter);
    let dataset = Dataset { runs: runs.clone(), ..Dataset::default() };
    parsed.filter.unwrap().evaluate(&dataset).unwrap().rows().collect()
}

#[test]
fn a_source_is_called_by_the_end_of_its_path() {
    let runs = runs_of(&["data/a/runs.csv", "data/b/runs.csv", "c.csv"]);
    let names = SourceNames::of(&runs, std::iter::empty());
    for name in ["a/runs.csv", "../a/runs.csv", "./data/a/runs.csv", "a\\runs.csv", "data/a/runs.csv"] {
        assert_eq!(names.filter_of(name).unwrap(), "source_file = 'data/a/runs.csv'", "{name}");
    }
    assert!(names.filter_of("runs.csv").unwrap_err().contains("several sources: `c.csv`, `data/a/runs.csv`"));
    for wrong in ["", "..", "uns.csv", "b.csv", "x/c.csv"] {
        assert!(
            names.filter_of(wrong).unwrap_err().contains("there are `c.csv`, `data/a/runs.csv`, `data/b/runs.csv`"),
            "{wrong}"
        );
    }
}

#[test]
fn the_only_source_is_all_runs() {
    let names = SourceNames::of(&RunTable::new(3), ["data/runs.csv"].into_iter());
    assert_eq!(names.filter_of("runs.csv").unwrap(), "");
    assert_eq!(names.filter_of("other.csv").unwrap_err(), "there is no source `other.csv`; there are `data/runs.csv`");
}

#[test]
fn the_only_source_is_known_beside_what_its_runs_say_of_themselves() {
    let names = SourceNames::of(&runs_of(&["train.py", "tune.py"]), ["data/runs.csv"].into_iter());
    assert_eq!(names.filter_of("runs.csv").unwrap(), "");
    assert_eq!(names.filter_of("tune.py").unwrap(), "source_file = 'tune.py'");
    assert!(names.filter_of("x").unwrap_err().ends_with("there are `train.py`, `tune.py`, `data/runs.csv`"));
}

#[test]
fn of_many_sources_some_are_listed() {
    let many: Vec<String> = (0..20).map(|at| format!("{at:02}.csv")).collect();
    let files: Vec<&str> = many.iter().map(String::as_str).collect();
    let names = SourceNames::of(&runs_of(&files), files.iter().copied());
    assert!(names.filter_of("x").unwrap_err().ends_with("`07.csv`, 12 more"));
}

proptest! {
    #[test]
    fn a_source_of_any_name_is_all_its_runs_and_no_others(files in proptest::collection::vec("[\\PC'\"\\\\\n\t`]{1,8}", 1..6)) {
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let runs = runs_of(&files);
        let names = SourceNames::of(&runs, std::iter::empty());
        for file in &files {
            let own: Vec<usize> = (0..files.len()).filter(|row| files.get(*row) == Some(file)).collect();
            prop_assert_eq!(rows_of(&runs, &names.filter_of(file).unwrap()), own);
        }
    }

    #[test]
    fn a_block_among_a_source_is_the_same_block(lines in proptest::collection::vec(("(where|color|caption|source|axes)", "\\PC{0,20}"), 0..6), file in "\\PC{1,12}") {
        let text: Vec<String> = lines.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        if let Ok(block) = ChartBlock::read(&text.join("\n")) {
            let only = format!("source_file = '{}'", file.replace('\'', ""));
            let among = block.clone().among(&only);
            let (before, after) = (View::from_fragment(&block.view()).0, View::from_fragment(&among.view()).0);
            prop_assert_eq!(&after.filter, &among.filter);
            prop_assert!(after.filter.contains(only.trim()));
            prop_assert_eq!(View { filter: before.filter.clone(), ..after }, before);
            prop_assert!(!among.view().contains(['<', '>', '"', '\n']));
        }
    }
}
