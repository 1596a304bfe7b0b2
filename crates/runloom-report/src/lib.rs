//! View state, its URL form, and reports as one HTML file.
//!
//! A [`View`] is all that the page shows, apart from the data. Its readable form is a URL fragment that a person can type:
//!
//! ```
//! use runloom_report::View;
//!
//! let (view, notes) = View::from_fragment("#src=runs.parquet&where=metrics.val_auc > 0.88&axes=params.lr:log,metrics.val_auc");
//! assert!(notes.is_empty());
//! assert_eq!(view.filter, "metrics.val_auc > 0.88");
//! assert_eq!(
//!     view.to_fragment(),
//!     "src=runs.parquet&where=metrics.val_auc%20%3E%200.88&axes=params.lr:log,metrics.val_auc"
//! );
//! ```
//!
//! A [`ReportFile`] is one HTML file that opens without a network: text, pictures and a table that need no script, the runs as files, and the whole page
//! where a template of it is given.
//!
//! This crate must never know how data is read, what a filter means or what a browser is.

mod aggregate;
mod axis_spec;
mod file;
mod findings;
mod fragment;
mod group_view;
mod history_view;
mod importance_view;
mod link;
mod panel;
mod panel_frame;
mod view;

pub use file::{
    BadTemplate, ChartBlock, MarkdownError, MarkdownHost, Oembed, ReportBody, ReportFile, ReportPicture, ReportSite, ReportTable,
    SiteAddress, SourceNames, ValueFunction, ValueQuery, both_filters, named_pictures, named_sources, report_sheets,
};
pub use findings::{Findings, report_title};
pub use group_view::{Goal, GroupStatistic, GroupView, Lines};
pub use history_view::HistoryView;
pub use importance_view::ImportanceView;
pub use link::{BadLink, expand_link, lists_of};
pub use panel::{Panel, PanelKind, PlotView};
pub use panel_frame::{PanelFrame, Place};
pub use view::{AxisInterval, AxisScale, AxisView, ColumnsView, OrderText, SourceRef, Theme, VIEW_VERSION, View, ViewNote};
