/// Appends a field of comma-separated values, quoted where it has to be. Empty text is `""`, so that a field of nothing can mean missing.
pub fn push_csv_field(out: &mut String, text: &str) {
    if !text.is_empty() && text.trim() == text && !text.contains(['"', ',', '\n', '\r']) {
        out.push_str(text);
        return;
    }
    out.push('"');
    for c in text.chars() {
        if c == '"' {
            out.push('"');
        }
        out.push(c);
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_to_be_is_quoted() {
        for (text, written) in [
            ("a b", "a b"),
            ("", "\"\""),
            (" a", "\" a\""),
            ("a,b", "\"a,b\""),
            ("say \"hi\"\n", "\"say \"\"hi\"\"\n\""),
            ("1,5", "\"1,5\""),
        ] {
            let mut out = String::new();
            push_csv_field(&mut out, text);
            assert_eq!(out, written);
        }
    }
}
