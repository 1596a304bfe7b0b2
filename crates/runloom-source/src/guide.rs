use std::fmt::Write;

use crate::classify::{FLAVOURS, Pattern, Place, Rest, Rule, reading_word};

/// The rules by which columns get their place in the run table, as Markdown: one section a kind of table, generated from the rules themselves.
pub fn mapping_guide() -> String {
    let mut guide = String::new();
    for flavour in FLAVOURS {
        let _ = write!(guide, "### {} (`{}`)\n\nRecognised by {}.\n\n", flavour.label, flavour.id, flavour.recognised_by);
        guide.push_str("| column in the file | place in the run table | read |\n| --- | --- | --- |\n");
        for rule in flavour.rules {
            let _ = writeln!(guide, "| {} | {} | {} |", from(rule), to(rule), reading_word(rule.reading));
        }
        let _ = writeln!(guide, "| any other | {} | |\n", rest(flavour.rest));
    }
    guide.truncate(guide.trim_end().len());
    guide.push('\n');
    guide
}

fn from(rule: &Rule) -> String {
    match rule.from {
        Pattern::Is(name) => format!("`{name}`"),
        Pattern::Begins(prefix) => format!("`{prefix}…`"),
    }
}

fn to(rule: &Rule) -> String {
    let key = match rule.from {
        Pattern::Is(name) => name,
        Pattern::Begins(_) => "…",
    };
    match rule.to {
        Place::Attribute(name) => format!("`{name}`"),
        Place::Param => format!("`params.{key}`"),
        Place::Metric => format!("`metrics.{key}`"),
        Place::Tag => format!("`tags.{key}`"),
        Place::TagNamed(name) if name.ends_with('.') => format!("`tags.{name}…`"),
        Place::TagNamed(name) => format!("`tags.{name}`"),
        Place::MetricOrTag => format!("`metrics.{key}` if it holds numbers, else `tags.{key}`"),
        Place::Nowhere => "left out".to_owned(),
    }
}

fn rest(rest: Rest) -> &'static str {
    match rest {
        Rest::ByContent => "by name and content, see above",
        Rest::TwoAlphabets => {
            "a param before the place where the alphabet starts again; behind it a metric if it holds numbers, else a tag"
        }
        Rest::MetricOrTag => "a metric if it holds numbers, else a tag",
    }
}
