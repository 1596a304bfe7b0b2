use std::borrow::Cow;

use runloom_chart::{PlotKind, PlotOptions};
use runloom_table::ColumnName;
use serde::{Deserialize, Serialize};

/// A part of the page: what it shows, and which one of its kind it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Panel {
    /// What it shows.
    pub kind: PanelKind,
    /// 1 for the first one of the kind. Only plots can be there more than once.
    pub number: u16,
}

/// What a panel shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PanelKind {
    /// The parallel coordinates.
    Parallel,
    /// The importance of params.
    Importance,
    /// What to try next.
    Suggest,
    /// The metric history.
    History,
    /// A plot.
    Plot(PlotKind),
    /// The runs table.
    Table,
}

/// What the user chose for a plot.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlotView {
    /// Columns by the word of their role; roles that are not here are left to the plot.
    pub roles: Vec<(String, Vec<ColumnName>)>,
    /// Everything else.
    pub options: PlotOptions,
}

impl PanelKind {
    /// All kinds, in the order of menus and of a new page.
    pub fn all() -> impl Iterator<Item = Self> {
        let plots = PlotKind::ALL.into_iter().map(Self::Plot);
        [Self::Parallel, Self::Importance, Self::Suggest].into_iter().chain(plots).chain([Self::History, Self::Table])
    }

    /// The word for people and fragments.
    pub fn word(self) -> &'static str {
        match self {
            Self::Parallel => "parallel",
            Self::Importance => "importance",
            Self::Suggest => "suggest",
            Self::Plot(kind) => kind.word(),
            Self::History => "history",
            Self::Table => "table",
        }
    }

    /// Another way to write its word, where there is one.
    pub fn alias(self) -> Option<&'static str> {
        (self == Self::Plot(PlotKind::OptimizationHistory)).then_some("optimisation-history")
    }

    /// The kind of a word or its alias.
    pub fn named(word: &str) -> Option<Self> {
        Self::all().find(|kind| kind.word() == word || kind.alias() == Some(word))
    }

    /// The name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Parallel => "Parallel coordinates",
            Self::Importance => "Parameter importance",
            Self::Suggest => "What next",
            Self::Plot(kind) => kind.title(),
            Self::History => "Metric history",
            Self::Table => "Runs",
        }
    }
}

impl From<PanelKind> for Panel {
    fn from(kind: PanelKind) -> Self {
        Self { kind, number: 1 }
    }
}

impl Panel {
    /// `scatter`, and `scatter-2` for the second one.
    pub fn word(self) -> Cow<'static, str> {
        let word = self.kind.word();
        if self.number > 1 { Cow::Owned(format!("{word}-{}", self.number)) } else { Cow::Borrowed(word) }
    }

    /// Reads what [`Panel::word`] wrote.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some(kind) = PanelKind::named(text) {
            return Some(kind.into());
        }
        let (word, number) = text.rsplit_once('-')?;
        let kind = PanelKind::named(word).filter(|kind| matches!(kind, PanelKind::Plot(_)))?;
        let number = number.parse().ok().filter(|number| *number > 1)?;
        Some(Self { kind, number })
    }
}

impl From<Panel> for String {
    fn from(panel: Panel) -> Self {
        panel.word().into_owned()
    }
}

impl TryFrom<String> for Panel {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::read(&text).ok_or_else(|| format!("`{text}` is no panel"))
    }
}

impl PlotView {
    /// The columns of a role.
    pub fn role(&self, word: &str) -> &[ColumnName] {
        self.roles.iter().find(|(role, _)| role == word).map_or(&[], |(_, columns)| columns)
    }

    /// Chooses the columns of a role; none leaves them to the plot.
    pub fn set_role(&mut self, word: &str, columns: Vec<ColumnName>) {
        self.roles.retain(|(role, _)| role != word);
        if !columns.is_empty() {
            self.roles.push((word.to_owned(), columns));
            self.roles.sort();
        }
    }
}
