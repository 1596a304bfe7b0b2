use std::borrow::Cow;
use std::fmt::{Display, Write};

use runloom_table::{TextBuilder, TextValues, Values};

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

/// Values as the text that they display as.
pub(crate) fn displayed<T: Display>(values: impl Iterator<Item = Option<T>>) -> Values {
    let mut builder = TextBuilder::default();
    let mut text = String::new();
    for value in values {
        text.clear();
        let written = value.map(|value| write!(text, "{value}"));
        builder.push(written.map(|_| text.as_str()));
    }
    Values::Text(builder.finish())
}

/// Bytes as the text they are in UTF-8, or all of them in hexadecimal where one is not.
pub(crate) fn texts_of_bytes<'a>(values: impl Iterator<Item = Option<&'a [u8]>> + Clone) -> Values {
    if values.clone().flatten().all(|bytes| std::str::from_utf8(bytes).is_ok()) {
        return Values::Text(values.map(|bytes| bytes.and_then(|bytes| std::str::from_utf8(bytes).ok())).collect());
    }
    displayed(values.map(|bytes| bytes.map(hexadecimal)))
}

/// Bytes as two digits each.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
