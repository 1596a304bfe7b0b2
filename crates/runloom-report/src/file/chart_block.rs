use std::fmt::Write as _;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::{PanelKind, View};

/// What would end a value within a fragment, or change it.
const IN_VALUE: &AsciiSet = &CONTROLS.add(b' ').add(b'&').add(b'#').add(b'%').add(b'+').add(b'"').add(b'<').add(b'>').add(b'`');

/// A chart within the text of a report: a line for each key, as in a link of the page, and `kind`, `source` and `caption`.
///
/// ```text
/// kind: parallel
/// source: runs.parquet
/// where: metrics.val_auc > 0.9
/// axes: params.lr:log,metrics.val_auc
/// caption: The best runs.
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartBlock {
    /// What is drawn.
    pub kind: PanelKind,
    /// The source whose runs it shows, as the text calls it; empty for those of all.
    pub source: String,
    /// One line beneath; empty for none.
    pub caption: String,
    /// Which runs; empty for all.
    pub filter: String,
    /// Everything as the fragment of a link.
    pub fragment: String,
}

impl ChartBlock {
    /// Reads the lines of a block.
    ///
    /// # Errors
    /// A sentence that names the line that is wrong.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut block = Self {
            kind: PanelKind::Parallel,
            source: String::new(),
            caption: String::new(),
            filter: String::new(),
            fragment: String::new(),
        };
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (key, value) = line.split_once([':', '=']).ok_or_else(|| format!("`{line}` is no `key: value`"))?;
            let (key, value) = (key.trim(), value.trim());
            match key {
                "kind" => {
                    let kind = PanelKind::named(value).filter(|kind| *kind != PanelKind::Table);
                    block.kind =
                        kind.ok_or_else(|| format!("`{value}` is no kind of chart: parallel, importance, history, scatter, …"))?;
                }
                "caption" => value.clone_into(&mut block.caption),
                "source" if value.is_empty() => return Err("`source` names no source".to_owned()),
                "source" if !block.source.is_empty() => return Err("`source` is there twice; a chart has one, or all".to_owned()),
                "source" => value.clone_into(&mut block.source),
                "where" | "filter" if !block.filter.is_empty() => return Err(format!("`{key}`: there is a filter already")),
                "where" | "filter" => value.clone_into(&mut block.filter),
                _ => block.push(key, value),
            }
        }
        if !block.filter.is_empty() {
            let filter = block.filter.clone();
            block.push("where", &filter);
        }
        let (view, notes) = View::from_fragment(&block.fragment);
        match notes.first() {
            Some(note) => Err(note.to_string()),
            None if !view.sources.is_empty() => {
                Err("src: the runs of a report are given by --data, and `source` says which of them".to_owned())
            }
            None => Ok(block),
        }
    }

    /// The same of those runs alone that another filter keeps, too.
    #[must_use]
    pub fn among(self, only: &str) -> Self {
        let filter = both_filters(only, &self.filter);
        let is_filter = |pair: &&str| pair.starts_with("where=");
        let others: Vec<&str> = self.fragment.split('&').filter(|pair| !pair.is_empty() && !is_filter(pair)).collect();
        let mut block = Self { fragment: others.join("&"), ..self };
        if !filter.is_empty() {
            block.push("where", &filter);
        }
        Self { filter, ..block }
    }

    fn push(&mut self, key: &str, value: &str) {
        let between = if self.fragment.is_empty() { "" } else { "&" };
        let _ = write!(self.fragment, "{between}{key}={}", utf8_percent_encode(value, IN_VALUE));
    }

    /// The fragment of a link that shows this chart alone.
    pub fn view(&self) -> String {
        let between = if self.fragment.is_empty() { "" } else { "&" };
        format!("panels={}{between}{}", self.kind.word(), self.fragment)
    }
}

/// The filter that keeps what both keep; an empty one keeps all.
pub fn both_filters(first: &str, second: &str) -> String {
    match [first.trim(), second.trim()] {
        ["", only] | [only, ""] => only.to_owned(),
        [first, second] => format!("({first}) AND ({second})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_a_link() {
        let block =
            ChartBlock::read("kind: importance\nwhere: metrics.a > 0.5 AND params.b = 'x&y'\ncaption: What: mattered\n").unwrap();
        assert_eq!((block.kind, block.caption.as_str()), (PanelKind::Importance, "What: mattered"));
        assert_eq!(block.filter, "metrics.a > 0.5 AND params.b = 'x&y'");
        assert_eq!(View::from_fragment(&block.fragment).0.filter, block.filter);
    }

    #[test]
    fn a_block_may_say_of_which_source_it_is() {
        let block = ChartBlock::read("source: a: b.parquet\nfilter: metrics.a > 0\ncolor: params.b").unwrap();
        assert_eq!((block.source.as_str(), block.filter.as_str()), ("a: b.parquet", "metrics.a > 0"));
        let among = block.clone().among("source_file = 'x&y'");
        assert_eq!(among.filter, "(source_file = 'x&y') AND (metrics.a > 0)");
        assert_eq!(
            View::from_fragment(&among.fragment).0,
            View { filter: among.filter, ..View::from_fragment("color=params.b").0 }
        );
        assert_eq!(block.clone().among(""), block);
        assert!(ChartBlock::read("source:").is_err() && ChartBlock::read("source: a\nsource: b").unwrap_err().contains("twice"));
        assert!(ChartBlock::read("where: metrics.a > 0\nfilter: metrics.a > 1").is_err());
    }

    #[test]
    fn wrong_lines_are_named() {
        assert!(ChartBlock::read("kind: pie").unwrap_err().contains("`pie`"));
        assert!(ChartBlock::read("axes").unwrap_err().contains("`axes`"));
        assert!(ChartBlock::read("smooth: much").is_err());
        assert!(ChartBlock::read("src: https://example.org/a.parquet").unwrap_err().contains("--data"));
    }
}
