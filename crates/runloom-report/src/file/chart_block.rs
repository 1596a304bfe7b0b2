use std::fmt::Write as _;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::{PanelKind, View};

/// What would end a value within a fragment, or change it.
const IN_VALUE: &AsciiSet = &CONTROLS.add(b' ').add(b'&').add(b'#').add(b'%').add(b'+').add(b'"').add(b'<').add(b'>').add(b'`');

/// A chart within the text of a report: a line for each key, as in a link of the page, and `kind` and `caption`.
///
/// ```text
/// kind: parallel
/// where: metrics.val_auc > 0.9
/// axes: params.lr:log,metrics.val_auc
/// caption: The best runs.
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartBlock {
    /// What is drawn.
    pub kind: PanelKind,
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
        let mut block =
            Self { kind: PanelKind::Parallel, caption: String::new(), filter: String::new(), fragment: String::new() };
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
                _ => {
                    if key == "where" {
                        value.clone_into(&mut block.filter);
                    }
                    let between = if block.fragment.is_empty() { "" } else { "&" };
                    let _ = write!(block.fragment, "{between}{key}={}", utf8_percent_encode(value, IN_VALUE));
                }
            }
        }
        let (view, notes) = View::from_fragment(&block.fragment);
        match notes.first() {
            Some(note) => Err(note.to_string()),
            None if !view.sources.is_empty() => Err("src: the runs of a report are given by --data".to_owned()),
            None => Ok(block),
        }
    }

    /// The fragment of a link that shows this chart alone.
    pub fn view(&self) -> String {
        let between = if self.fragment.is_empty() { "" } else { "&" };
        format!("panels={}{between}{}", self.kind.word(), self.fragment)
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
    fn wrong_lines_are_named() {
        assert!(ChartBlock::read("kind: pie").unwrap_err().contains("`pie`"));
        assert!(ChartBlock::read("axes").unwrap_err().contains("`axes`"));
        assert!(ChartBlock::read("smooth: much").is_err());
        assert!(ChartBlock::read("src: https://example.org/a.parquet").unwrap_err().contains("--data"));
    }
}
