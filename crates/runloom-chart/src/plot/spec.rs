use runloom_table::ColumnName;
use serde::{Deserialize, Serialize};

use super::{PlotKind, Role};
use crate::axis::AxisSpec;
use crate::number_text::count;
use crate::run_colours::lower_is_better;
use crate::{ColourScale, Palette};

/// What a plot shows and how large it is.
#[derive(Clone, Debug, PartialEq)]
pub struct PlotSpec {
    /// The kind.
    pub kind: PlotKind,
    /// The columns of each role, by its word, with the scales and brushes that their axes have elsewhere. See [`super::complete_roles`].
    pub roles: Vec<(&'static str, Vec<AxisSpec>)>,
    /// What else can be chosen.
    pub options: PlotOptions,
    /// The column that colours the runs.
    pub colour: Option<ColumnName>,
    /// How the numbers of that column become colours.
    pub colour_scale: ColourScale,
    /// The width to fill, in css pixels.
    pub width_px: f64,
    /// The height to fill, in css pixels; `None` leaves it to the plot.
    pub height_px: Option<f64>,
    /// Device pixels a css pixel.
    pub device_pixel_ratio: f64,
    /// The theme.
    pub palette: Palette,
}

/// What can be chosen of a plot besides its columns. A kind takes no notice of what is not for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlotOptions {
    /// Whether less is better; `None` judges by the name of the target.
    pub minimise: Option<bool>,
    /// The same of the column that runs across, where it is a target, too.
    pub minimise_x: Option<bool>,
    /// Whether a trend line is drawn.
    pub trend: bool,
    /// What bars of groups show.
    pub statistic: Statistic,
}

/// What is told of the runs of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Statistic {
    /// The mean, with Student's interval.
    #[default]
    Mean,
    /// The median, with an interval by ranks.
    Median,
    /// The smallest value.
    Min,
    /// The largest value.
    Max,
    /// Which part of all runs they are.
    Share,
}

impl Statistic {
    /// All of them, in the order of menus.
    pub const ALL: [Self; 5] = [Self::Mean, Self::Median, Self::Min, Self::Max, Self::Share];

    /// The word for links and for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Median => "median",
            Self::Min => "min",
            Self::Max => "max",
            Self::Share => "share",
        }
    }
}

/// Whether less of a column is better, judged by its name where nothing else is said.
pub(super) fn minimises(column: &ColumnName, said: Option<bool>) -> bool {
    said.unwrap_or_else(|| lower_is_better(&column.key))
}

impl PlotSpec {
    /// Whether less is better of the target, and of the column that runs across; `None` where that makes no difference.
    pub fn goals(&self) -> [Option<bool>; 2] {
        let judged = |role: &str, said| self.one(role).map(|axis| minimises(&axis.column, said));
        let PlotOptions { minimise, minimise_x, .. } = self.options;
        match self.kind {
            PlotKind::Pareto => [judged("y", minimise), judged("x", minimise_x)],
            PlotKind::Bar | PlotKind::Box => [judged("value", minimise), None],
            PlotKind::OptimizationHistory | PlotKind::Contour | PlotKind::Rank => [judged("target", minimise), None],
            _ => [None, None],
        }
    }

    /// The first role that needs a column and has none.
    pub fn lacking_role(&self) -> Option<&'static Role> {
        self.kind.roles().iter().find(|role| !role.optional && self.role(role.word).is_empty())
    }

    /// The columns of a role, as many as can play it.
    pub(super) fn role(&self, word: &str) -> &[AxisSpec] {
        let columns = self.roles.iter().find(|(role, _)| *role == word).map_or(&[][..], |(_, columns)| columns);
        let most = self.kind.roles().iter().find(|role| role.word == word).map_or(usize::MAX, |role| role.most);
        columns.get(..most).unwrap_or(columns)
    }

    /// What is said of columns that are too many.
    pub(super) fn too_many(&self) -> Vec<String> {
        let chosen = |role: &Role| self.roles.iter().find(|(word, _)| *word == role.word).map_or(0, |(_, columns)| columns.len());
        let roles = self.kind.roles().iter().filter(|role| chosen(role) > role.most);
        roles.map(|role| format!("Only the first {} of {} columns are drawn.", role.most, count(chosen(role)))).collect()
    }

    /// The first column of a role.
    pub(super) fn one(&self, word: &str) -> Option<&AxisSpec> {
        self.role(word).first()
    }

    /// Whether less of a target is better: as chosen, else by its name.
    pub(super) fn less_is_better(&self, target: &ColumnName) -> bool {
        minimises(target, self.options.minimise)
    }

    /// The columns whose values [`super::PlotChart::build`] needs.
    pub fn columns(&self) -> Vec<ColumnName> {
        let mut columns: Vec<ColumnName> = Vec::new();
        for name in self.roles.iter().flat_map(|(_, axes)| axes).map(|axis| &axis.column).chain(&self.colour) {
            if !columns.contains(name) {
                columns.push(name.clone());
            }
        }
        columns
    }
}
