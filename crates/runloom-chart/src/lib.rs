//! Chart specifications to scenes, pixels and pictures.
//!
//! A specification and a table become a chart: a [`Scene`] of axes, text and legends, and beneath it a [`Raster`] of the runs
//! themselves. [`paint`] puts a scene on any plotters backend: a canvas, an SVG, a bitmap.
//!
//! ```
//! use runloom_chart::{AxisSpec, ColourScale, Palette, ParallelChart, ParallelSpec};
//! use runloom_table::{Column, ColumnName, RowMask, RunTable, Values};
//!
//! let mut runs = RunTable::new(2);
//! runs.push(Column::loaded(ColumnName::param("depth"), Values::from_reals([Some(4.0), Some(7.0)])));
//! runs.push(Column::loaded(ColumnName::metric("auc"), Values::from_reals([Some(0.91), Some(0.93)])));
//! let all = RowMask::all(2);
//! let spec = ParallelSpec {
//!     axes: vec![AxisSpec::new(ColumnName::param("depth")), AxisSpec::new(ColumnName::metric("auc"))],
//!     colour: Some(ColumnName::metric("auc")),
//!     colour_scale: ColourScale::Automatic,
//!     curves: false,
//!     bands: None,
//!     width_px: 640.0,
//!     height_px: 320.0,
//!     device_pixel_ratio: 1.0,
//!     palette: Palette::LIGHT,
//! };
//! let chart = ParallelChart::build(&runs, &all, &all, None, &spec)?;
//! assert!(chart.description.starts_with("Parallel coordinates"));
//! # Ok::<(), runloom_table::NotLoaded>(())
//! ```
//!
//! This crate must never know where bytes come from, what a filter looks like, or that there is a browser.

mod axis;
mod calendar;
mod colour;
mod colour_scale;
mod comparison;
mod data;
mod export;
mod history;
mod importance;
mod legend;
mod likeness;
mod log2;
mod number_text;
mod painter;
mod palette;
mod parallel;
mod plot;
mod points;
mod quantiles;
mod raster;
mod run_colours;
mod run_groups;
mod scale;
mod scene;
mod suggest;
mod text_width;
mod ticks;
mod tip;

pub use axis::{AxisSpec, Interval, brush_mask, interval_words};
pub use colour::Colour;
pub use colour_scale::ColourScale;
pub use comparison::{ComparedGroup, Comparison};
pub use data::{columns_of_runs, sheet_of_groups, sheet_of_points, sheet_of_runs};
pub use export::{Beneath, Figure, NoPicture, check_size};
pub use history::{
    Band, HistoryChart, HistoryData, HistoryGroups, HistoryHit, HistorySpec, HistoryValue, HistoryX, PaneGeometry, Smoothing,
    default_history_metric, smooth,
};
pub use importance::{
    Effect, Effects, ImportanceAnswer, ImportanceBar, ImportanceChart, ImportancePair, ImportanceQuestion, ImportanceSpec,
    ImportanceWork, LEAST_RUNS, PairEffect, is_sweep,
};
pub use painter::{PaintOptions, paint};
pub use palette::Palette;
pub use parallel::{
    AxisGeometry, Bands, BrushGeometry, HoverHit, HoverValue, ParallelChart, ParallelSpec, TickGeometry, axes_by_importance,
    columns_for_importance, default_axes, default_colour, suits_an_axis,
};
pub use plot::{PlotCell, PlotChart, PlotKind, PlotOptions, PlotPart, PlotSpec, Role, Statistic, Takes, complete_roles};
pub use raster::Raster;
pub use run_colours::lower_is_better;
pub use run_groups::{GroupLines, RunGroups, group_name};
pub use scale::ScaleKind;
pub use scene::{Anchor, Area, Baseline, Mark, Point, Rotation, Scene, SceneError, Text, Weight};
pub use suggest::{Strip, SuggestAnswer, SuggestFinding, SuggestFormat, SuggestQuestion, SuggestWork, shown_number};
