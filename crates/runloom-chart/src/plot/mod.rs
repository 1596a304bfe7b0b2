//! Every chart of runs besides parallel coordinates, scatter matrix and history: one specification, one chart, one file for each kind.
//!
//! A kind says which roles columns play in it ([`PlotKind::roles`]), where its panes stand and what runs along their sides (its `lay`), and
//! what is drawn over the points and told in words (its `dress`). Points, density, labels, hovering, brushes and pictures are the same for all.

mod bands;
mod bins;
mod chart;
mod crosshair;
mod defaults;
mod findings;
mod frame;
mod groups;
mod hover;
mod kind;
mod kinds;
mod layout;
mod order;
mod pane;
mod spec;
mod statistics;
mod trend;

pub use chart::PlotChart;
pub use defaults::complete_roles;
pub use kind::{PlotKind, Role, Takes};
pub use pane::{PlotCell, PlotPart};
pub use spec::{PlotOptions, PlotSpec, Statistic};
