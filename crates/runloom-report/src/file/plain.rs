/// The paragraphs of HTML that this crate wrote, as plain text on one line.
pub(super) fn paragraphs(html: &str) -> String {
    let inner = html.split("<p>").skip(1).filter_map(|rest| Some(rest.split_once("</p>")?.0));
    one_line(&inner.map(without_tags).collect::<Vec<_>>().join(" "))
}

/// Text on one line, without what no line can show.
pub(super) fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace(char::is_control, "\u{fffd}")
}

/// The words of a text that fit into so many characters, the last of which then is `…`.
pub(super) fn shortened(text: &str, most_chars: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most_chars) else { return text.to_owned() };
    let kept = text.get(..end).unwrap_or(text);
    let last = kept.char_indices().next_back().map_or(0, |(at, _)| at);
    let words = kept.get(..last).unwrap_or(kept);
    let words = words.rsplit_once(' ').map_or(words, |(words, _)| words);
    format!("{}…", words.trim_end_matches(['.', ',', ';', ':', ' ']))
}

fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text, |text, (escaped, plain)| text.replace(escaped, plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_become_text_again() {
        let html = "<h1>No</h1>\n<p>A <em>b</em>\n&lt;i&gt; &amp;lt; &#39;c&quot;</p>\n<ul><li>no</li></ul><p><img src=\"a\"></p><p>D.</p>";
        assert_eq!(paragraphs(html), "A b <i> &lt; 'c\" D.");
        assert_eq!(paragraphs("<path d=\"\"/>"), "");
        assert_eq!(one_line(" a\n```\tb\u{1b}c "), "a ``` b\u{fffd}c");
    }

    #[test]
    fn long_text_ends_at_a_word() {
        assert_eq!(shortened("some words", 10), "some words");
        assert_eq!(shortened("some words, and more", 13), "some words…");
        assert_eq!(shortened("ööööö", 3), "öö…");
    }
}
