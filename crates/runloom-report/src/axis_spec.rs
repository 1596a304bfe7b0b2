use runloom_chart::{AxisSpec, Interval, ScaleKind};

use crate::{AxisInterval, AxisScale, AxisView};

impl From<&AxisView> for AxisSpec {
    fn from(axis: &AxisView) -> Self {
        Self {
            column: axis.column.clone(),
            scale: axis.scale.map(ScaleKind::from),
            inverted: axis.inverted,
            intervals: axis.intervals.iter().map(Interval::from).collect(),
            missing: axis.missing,
            nan: axis.nan,
        }
    }
}

impl From<&AxisInterval> for Interval {
    fn from(interval: &AxisInterval) -> Self {
        match interval {
            AxisInterval::Numeric { low, high } => Self::Numbers { low: *low, high: *high },
            AxisInterval::Categories(names) => Self::Categories(names.clone()),
        }
    }
}

impl From<AxisScale> for ScaleKind {
    fn from(scale: AxisScale) -> Self {
        match scale {
            AxisScale::Linear => Self::Linear,
            AxisScale::Log => Self::Log,
            AxisScale::Quantile => Self::Quantile,
            AxisScale::Category => Self::Category,
            AxisScale::Time => Self::Time,
        }
    }
}
