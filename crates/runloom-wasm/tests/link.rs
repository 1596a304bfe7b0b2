//! Runs that ride in a link: the same runs, in the same view, without their source.
#![expect(clippy::unwrap_used, reason = "tests may stop")]

mod support;

use runloom_wasm::protocol::LinkParts;
use support::Page;

const EXPORTS: [&str; 3] = ["novabio-search/runs.parquet", "novabio-all/runs.parquet", "streamflow/runs.parquet"];

fn parts(page: &mut Page, digits: Option<usize>) -> LinkParts {
    let needed = page.session.columns_for_link();
    page.load(&needed);
    page.session.link_parts(digits).unwrap()
}

#[test]
fn what_is_shown_is_the_same_when_it_comes_from_a_link() {
    for path in EXPORTS {
        let mut page = Page::open(path);
        let before = page.restore("panels=parallel,scatter-matrix,table");
        let given = parts(&mut page, None);
        assert_eq!(given.count, before.matching, "{path}");
        assert!(!given.view.contains("src="), "{}", given.view);
        let mut other = Page::of("data in the link", given.runs.clone().into_bytes());
        let after = other.restore(&given.view);
        assert_eq!((after.matching, after.total), (before.matching, before.matching), "{path}");
        let columns: Vec<String> = page.session.columns_for_view().iter().map(ToString::to_string).collect();
        assert!(columns.is_empty());
        let shown: Vec<String> = before.grid.unwrap().columns.into_iter().map(|column| column.name).collect();
        let names: Vec<&str> = shown.iter().map(String::as_str).collect();
        let (mine, theirs) = (page.block(0, before.matching, &names), other.block(0, after.matching, &names));
        for (mine, theirs) in mine.rows.iter().zip(&theirs.rows) {
            assert_eq!((&mine.name, &mine.cells), (&theirs.name, &theirs.cells), "{path}");
        }
        let again = parts(&mut other, None);
        assert_eq!(again.view, given.view, "{path}");
        assert_eq!(again.runs, given.runs, "{path}");
    }
}

#[test]
fn only_runs_in_view_and_shown_columns_ride() {
    let mut page = Page::open(EXPORTS[0]);
    let update = page.restore(
        "where=metrics.val_auc > 0.99&axes=params.max_depth,metrics.val_auc&hide=params.subsample&panels=parallel,table",
    );
    let given = parts(&mut page, Some(3));
    assert_eq!(given.count, update.matching);
    assert!(update.matching < update.total);
    assert!(!given.runs.contains("params.subsample"), "{}", given.runs);
    assert!(given.view.starts_with("where=metrics.val_auc%20%3E%200.99&"), "{}", given.view);
    assert!(given.runs.contains("0.991,"), "{}", given.runs);
}
