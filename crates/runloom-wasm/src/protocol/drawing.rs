use runloom_chart::{Bands, ColourScale};
use serde::{Deserialize, Serialize};
use tsify::Tsify;

/// How runs are drawn and what could be: for the controls of the parallel coordinates and of the colours.
#[derive(Clone, Debug, PartialEq, Serialize, Tsify)]
#[tsify(missing_as_null)]
#[serde(rename_all = "camelCase")]
pub struct Drawing {
    /// Whether the page chose the column that colours the runs.
    pub colour_automatic: bool,
    /// How the numbers of that column become colours.
    pub colour_scale: ColourScaleName,
    /// The value that a centred scale is centred on; `null` for the median.
    pub colour_centre: Option<f64>,
    /// Whether lines are curves that are level at the axes.
    pub curves: bool,
    /// The bands of the categories of colour.
    pub bands: Option<BandsName>,
    /// Whether the page chose the axes.
    pub axes_automatic: bool,
    /// The full names of axes that were removed and can be put back, the last one first.
    pub dropped: Vec<String>,
    /// How many params and metrics are the same for all runs and have no axis.
    pub folded: usize,
}

/// [`ColourScale`] as the page names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum ColourScaleName {
    /// As the values suggest.
    Automatic,
    /// Evenly by value.
    Linear,
    /// Evenly by the logarithm of the value.
    Log,
    /// Equal numbers of runs for each colour.
    Quantile,
    /// Two hues around a value.
    Centred,
}

/// [`Bands`] as the page names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Tsify)]
#[serde(rename_all = "lowercase")]
pub enum BandsName {
    /// The half in the middle.
    Quartiles,
    /// All.
    MinMax,
}

impl ColourScaleName {
    /// The scale, around this value where it is centred.
    pub(crate) fn around(self, centre: Option<f64>) -> ColourScale {
        match self {
            Self::Automatic => ColourScale::Automatic,
            Self::Linear => ColourScale::Linear,
            Self::Log => ColourScale::Log,
            Self::Quantile => ColourScale::Quantile,
            Self::Centred => ColourScale::Centred(centre.filter(|centre| centre.is_finite())),
        }
    }
}

impl From<ColourScale> for ColourScaleName {
    fn from(scale: ColourScale) -> Self {
        match scale {
            ColourScale::Automatic => Self::Automatic,
            ColourScale::Linear => Self::Linear,
            ColourScale::Log => Self::Log,
            ColourScale::Quantile => Self::Quantile,
            ColourScale::Centred(_) => Self::Centred,
        }
    }
}

impl From<Bands> for BandsName {
    fn from(bands: Bands) -> Self {
        match bands {
            Bands::Quartiles => Self::Quartiles,
            Bands::MinMax => Self::MinMax,
        }
    }
}

impl From<BandsName> for Bands {
    fn from(bands: BandsName) -> Self {
        match bands {
            BandsName::Quartiles => Self::Quartiles,
            BandsName::MinMax => Self::MinMax,
        }
    }
}
