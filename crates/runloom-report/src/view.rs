use std::fmt;

use runloom_chart::{Bands, ColourScale};
use runloom_table::{ColumnKind, ColumnName};
use serde::{Deserialize, Serialize};

use crate::{GroupView, HistoryView, ImportanceView, Panel, PanelFrame, PlotView};

/// The version of [`View`] that this crate writes.
pub const VIEW_VERSION: u32 = 1;

/// Everything that the page shows, apart from the data: enough to show it again from the same sources.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct View {
    /// The version of this description, [`VIEW_VERSION`].
    pub version: u32,
    /// The open sources, in the order in which they were opened.
    pub sources: Vec<SourceRef>,
    /// The filter, as its user wrote it; empty for all runs.
    pub filter: String,
    /// The order of the runs, most significant key first, each as in `--order-by`; empty for the default order.
    pub order: Vec<OrderText>,
    /// How runs are put into groups.
    pub group: GroupView,
    /// Which columns the table shows and how.
    pub columns: ColumnsView,
    /// Columns whose kind the user corrected: the name they had and the kind they are to have.
    pub treat_as: Vec<(ColumnName, ColumnKind)>,
    /// The axes of the parallel coordinates from left to right; `None` leaves the choice to the chart.
    pub axes: Option<Vec<AxisView>>,
    /// Brushes on axes that the chart chooses, where `axes` is `None`.
    #[serde(default)]
    pub brushes: Vec<AxisView>,
    /// The column that colours the runs; `None` leaves the choice to the chart.
    pub colour: Option<ColumnName>,
    /// How the numbers of that column become colours.
    pub colour_scale: ColourScale,
    /// Whether runs have no colours of their own, whatever `colour` says.
    pub uncoloured: bool,
    /// Whether the lines of the parallel coordinates are curves that are level at the axes.
    pub curves: bool,
    /// Bands and medians of the categories of colour in the parallel coordinates.
    pub bands: Option<Bands>,
    /// What the metric history shows.
    pub history: HistoryView,
    /// What the importance of params is about.
    pub importance: ImportanceView,
    /// The ids of the selected runs.
    pub selection: Vec<String>,
    /// What was chosen for plots, in view or not.
    pub plots: Vec<(Panel, PlotView)>,
    /// The panels from top to bottom; `None` leaves the choice to the page, which looks at what there is.
    pub panels: Option<Vec<Panel>>,
    /// Titles and places of panels.
    pub frames: Vec<(Panel, PanelFrame)>,
    /// The colours of the page.
    pub theme: Theme,
}

/// One sort key in the words of the query language: `metrics.val_auc DESC`. No space at either end.
pub type OrderText = String;

/// Where a source comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SourceRef {
    /// An address, absolute or relative to the page; it can be opened again.
    Url(String),
    /// The name of a file that its user picked; they have to pick it again.
    File(String),
}

/// Which columns the table shows and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ColumnsView {
    /// Columns that the user hid.
    pub hidden: Vec<ColumnName>,
    /// Columns that stay at the left, in order.
    pub pinned: Vec<ColumnName>,
    /// Columns that come first, in order; the others follow in the order of the table.
    pub order: Vec<ColumnName>,
    /// Widths that the user gave, in CSS pixels.
    pub widths_px: Vec<(ColumnName, u32)>,
    /// Whether columns that are the same for all runs are folded away.
    pub only_differing: bool,
}

/// One axis of the parallel coordinates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AxisView {
    /// The column.
    pub column: ColumnName,
    /// Its scale; `None` leaves the choice to the chart.
    #[serde(default)]
    pub scale: Option<AxisScale>,
    /// Whether the axis runs from top to bottom.
    #[serde(default)]
    pub inverted: bool,
    /// The brushes on it: a run is kept if it is in any of them. No interval and no brushed lane keeps all.
    #[serde(default)]
    pub intervals: Vec<AxisInterval>,
    /// Whether the lane of missing values is brushed.
    #[serde(default)]
    pub missing: bool,
    /// Whether the lane of NaN is brushed.
    #[serde(default)]
    pub nan: bool,
}

/// How values are laid out along an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AxisScale {
    /// Evenly by value.
    Linear,
    /// Evenly by the logarithm of the value.
    Log,
    /// Evenly by rank.
    Quantile,
    /// Evenly by name.
    Category,
    /// Evenly by moment.
    Time,
}

/// One brush.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AxisInterval {
    /// Both ends included. In the unit of the data; times in milliseconds since 1970. Infinite ends are open.
    Numeric {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// Any of these names.
    Categories(Vec<String>),
}

/// The colours of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the operating system has it.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Default for View {
    fn default() -> Self {
        Self {
            version: VIEW_VERSION,
            sources: Vec::new(),
            filter: String::new(),
            order: Vec::new(),
            group: GroupView::default(),
            columns: ColumnsView::default(),
            treat_as: Vec::new(),
            axes: None,
            brushes: Vec::new(),
            colour: None,
            colour_scale: ColourScale::default(),
            uncoloured: false,
            curves: false,
            bands: None,
            history: HistoryView::default(),
            importance: ImportanceView::default(),
            selection: Vec::new(),
            plots: Vec::new(),
            panels: None,
            frames: Vec::new(),
            theme: Theme::default(),
        }
    }
}

impl View {
    /// What was chosen for a plot.
    pub fn plot(&self, panel: Panel) -> Option<&PlotView> {
        self.plots.iter().find(|(other, _)| *other == panel).map(|(_, plot)| plot)
    }

    /// What was chosen for a plot, to choose otherwise.
    pub fn plot_mut(&mut self, panel: Panel) -> &mut PlotView {
        of_panel(&mut self.plots, panel)
    }

    /// The title and the place of a panel.
    pub fn frame(&self, panel: Panel) -> Option<&PanelFrame> {
        self.frames.iter().find(|(other, _)| *other == panel).map(|(_, frame)| frame)
    }

    /// The title and the place of a panel, to have them otherwise.
    pub fn frame_mut(&mut self, panel: Panel) -> &mut PanelFrame {
        of_panel(&mut self.frames, panel)
    }
}

fn of_panel<T: Default>(list: &mut Vec<(Panel, T)>, panel: Panel) -> &mut T {
    let at = list.iter().position(|(other, _)| *other >= panel).unwrap_or(list.len());
    if list.get(at).is_none_or(|(other, _)| *other != panel) {
        list.insert(at, (panel, T::default()));
    }
    &mut list[at].1
}

impl Default for ColumnsView {
    fn default() -> Self {
        Self { hidden: Vec::new(), pinned: Vec::new(), order: Vec::new(), widths_px: Vec::new(), only_differing: true }
    }
}

impl AxisView {
    /// An axis that leaves everything but its column to the chart.
    pub fn new(column: ColumnName) -> Self {
        Self { column, scale: None, inverted: false, intervals: Vec::new(), missing: false, nan: false }
    }

    /// Whether the axis leaves any run out.
    pub fn is_brushed(&self) -> bool {
        self.missing || self.nan || !self.intervals.is_empty()
    }
}

impl AxisScale {
    /// All scales.
    pub const ALL: [Self; 5] = [Self::Linear, Self::Log, Self::Quantile, Self::Category, Self::Time];

    /// The word for people and fragments.
    pub fn word(self) -> &'static str {
        match self {
            Self::Linear => "linear",
            Self::Log => "log",
            Self::Quantile => "quantile",
            Self::Category => "category",
            Self::Time => "time",
        }
    }
}

impl Theme {
    /// All themes.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The word for people and fragments.
    pub fn word(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Something in a fragment that could not be used. The rest of the fragment was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewNote {
    /// The key it stands under, as it was written; empty where it has none.
    pub key: String,
    /// One sentence: what it is, why it was left out, what would do.
    pub message: String,
}

impl fmt::Display for ViewNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.key.is_empty() { f.write_str(&self.message) } else { write!(f, "{}: {}", self.key, self.message) }
    }
}
