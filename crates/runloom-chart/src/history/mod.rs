//! Metric history: the logged points of runs as lines over steps, time or another metric, one pane a metric.

mod cells;
mod chart;
mod choice;
mod coarse;
mod curves;
mod density;
mod draw;
mod figure;
mod geometry;
mod grid;
mod hover;
mod lanes;
mod layout;
mod means;
mod pixels;
mod places;
mod pyramid;
mod reading;
mod running;
mod scale;
mod smoothing;
mod spec;
mod strokes;
mod trace;
mod words;

pub use chart::HistoryChart;
pub use choice::default_history_metric;
pub use geometry::PaneGeometry;
pub use hover::{HistoryHit, HistoryValue};
pub use smoothing::{Smoothing, smooth};
pub use spec::{Band, HistoryData, HistoryGroups, HistorySpec, HistoryX};
