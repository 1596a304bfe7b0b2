//! The page on sources says what the rules say.

use std::path::Path;

#[test]
fn the_page_on_sources_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../www/docs/sources.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (written, generated) = page.split_once("--test guide writes it -->\n\n").unwrap();
    let guide = runloom_source::mapping_guide();
    if std::env::var_os("RUNLOOM_BLESS").is_some() {
        std::fs::write(&path, format!("{written}--test guide writes it -->\n\n{guide}")).unwrap();
        return;
    }
    assert_eq!(generated, guide);
}
