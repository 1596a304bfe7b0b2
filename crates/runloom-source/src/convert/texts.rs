use std::borrow::Cow;

use runloom_table::{TextBuilder, TextValues};

/// Texts with each distinct string changed, or taken as missing.
pub(crate) fn map_texts(texts: &TextValues, change: impl Fn(&str) -> Option<Cow<'_, str>>) -> TextValues {
    let mut builder = TextBuilder::default();
    let codes: Vec<Option<i32>> =
        texts.distinct().iter().map(|text| change(text.unwrap_or_default()).map(|text| builder.intern(&text))).collect();
    for code in texts.codes() {
        builder.push_code(code.and_then(|code| codes.get(usize::try_from(code).ok()?).copied().flatten()));
    }
    builder.finish()
}
