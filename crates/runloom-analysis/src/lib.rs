//! Statistics over run tables: which params matter for a result, how they go together, and how sure that is.
//!
//! A [`Design`] makes features and a target of a run table and accounts for what it leaves out; the statistics work on it.
//!
//! ```
//! use runloom_analysis::pearson;
//! use runloom_table::{RowMask, TypedView, Values};
//!
//! let depth = TypedView::of(&Values::from_texts([Some("2"), Some("4"), Some("6"), None]));
//! let auc = TypedView::of(&Values::from_reals([Some(0.7), Some(0.8), Some(0.9), Some(0.95)]));
//! let found = pearson(&depth, &auc, &RowMask::all(4));
//! assert!(found.coefficient.is_some_and(|r| (r - 1.0).abs() < 1e-12));
//! assert_eq!((found.runs_used, found.left_out.missing), (3, 1));
//! ```
//!
//! This crate must never know where a table comes from, how rows were chosen or how a result is shown.

mod association;
mod correlation;
mod design;
mod fanova;
mod forest;
mod importance;
mod ped_anova;
mod random;
mod ranks;
mod shapes;

pub use association::{Association, Measure, association, cramers_v, eta_squared};
pub use correlation::{Correlation, LeftOut, pearson, spearman};
pub use design::{Design, DesignOptions, Domain, Feature, Goal, RunsLeftOut, Target, Unjudged, WhyUnjudged};
pub use importance::{Importance, ImportanceOptions, ImportanceTask, Method, ParamImportance, importance};
pub use ped_anova::{PedAnovaOptions, ped_anova, quick_importance};
pub use shapes::{Curve, Interaction, Shapes, Surface};
