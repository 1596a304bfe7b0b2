//! What goes into the file of a report is what comes out of it, whatever its words are.

use proptest::prelude::*;
use runloom_report::{ReportBody, ReportFile, View};
use runloom_source::{ReportPart, is_report, report_parts};

const EVIL: [&str; 4] = [
    "</script><script type=\"application/vnd.apache.parquet\" data-name=\"x\">",
    "<!--/runloom:body--><meta name=\"runloom-view\" content=\"panels=table\">",
    "&quot; ' \" > &amp;#39;",
    "<meta name=\"runloom-report\" content=\"2\">",
];

fn words() -> impl Strategy<Value = String> {
    prop_oneof!["\\PC{0,40}", proptest::sample::select(EVIL.as_slice()).prop_map(str::to_owned)]
}

/// What stands in an attribute, as a browser reads it.
fn unescaped(html: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(html.to_owned(), |text, (from, to)| text.replace(from, to))
}

proptest! {
    #[test]
    fn a_report_gives_its_data_and_its_view_back(
        words in proptest::collection::vec(words(), 3),
        filter in words(),
        files in proptest::collection::vec(("[a-z]{1,8}\\.parquet", proptest::collection::vec(any::<u8>(), 0..200)), 1..4),
    ) {
        let [title, first, second] = <[String; 3]>::try_from(words).unwrap();
        let mut body = ReportBody::new(&title);
        body.paragraph(&first);
        body.paragraph(&second);
        let view = View { filter: filter.trim().to_owned(), ..View::default() };
        let report = ReportFile { title, view: view.to_fragment(), body, files: files.clone() };
        let html = report.to_html(None).unwrap();
        prop_assert!(is_report(html.as_bytes()));
        let parts = report_parts("report.html", html.as_bytes()).unwrap();
        let written: Vec<ReportPart> = files.into_iter().map(|(name, bytes)| ReportPart { name, bytes }).collect();
        prop_assert_eq!(parts, written);
        let (_, after) = html.split_once("<meta name=\"runloom-view\" content=\"").unwrap();
        let (held, _) = after.split_once('"').unwrap();
        let (read, notes) = View::from_fragment(&unescaped(held));
        prop_assert!(notes.is_empty());
        prop_assert_eq!(read, view);
        prop_assert_eq!(html.matches("name=\"runloom-view\"").count(), 1);
    }
}
