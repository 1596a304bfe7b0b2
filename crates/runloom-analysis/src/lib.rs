//! Statistics over run tables: which params matter for a result, how they go together, and how sure that is.
//!
//! A [`Design`] makes features and a target of a run table and accounts for what it leaves out; the statistics work on it.
//!
//! ```
//! use runloom_analysis::{Design, DesignOptions, Goal, ImportanceOptions, Target, importance};
//! use runloom_table::{Column, ColumnName, RowMask, RunTable, Values};
//!
//! let mut runs = RunTable::new(60);
//! let depth = |run: usize| (run % 6) as f64;
//! let width = |run: usize| (run * 7 % 11) as f64;
//! runs.push(Column::loaded(ColumnName::param("depth"), Values::from_reals((0..60).map(|run| Some(depth(run))))));
//! runs.push(Column::loaded(ColumnName::param("width"), Values::from_reals((0..60).map(|run| Some(width(run))))));
//! runs.push(Column::loaded(ColumnName::metric("loss"), Values::from_reals((0..60).map(|run| Some(depth(run) + 0.1 * width(run))))));
//!
//! let loss = runs.column(&ColumnName::metric("loss")).unwrap().typed()?;
//! let target = Target { numbers: loss, goal: Goal::Minimise };
//! let design = Design::of(&runs, &RowMask::all(60), target, &DesignOptions::default())?;
//! let mut found = importance(design, Goal::Minimise, &ImportanceOptions::default());
//! found.normalise();
//! assert_eq!(found.params[0].name, ColumnName::param("depth"));
//! assert!(found.params[0].importance > 0.8 && found.params[0].low > found.params[0].noise_floor);
//! # Ok::<(), runloom_table::NotLoaded>(())
//! ```
//!
//! This crate must never know where a table comes from, how rows were chosen or how a result is shown.

mod association;
mod correlation;
mod design;
mod fanova;
mod forest;
mod importance;
mod noise;
mod ped_anova;
mod random;
mod ranked;
mod ranks;
mod shapes;
mod suggest;

pub use association::{Association, Measure, association, cramers_v, eta_squared};
pub use correlation::{Correlation, LeftOut, pearson};
pub use design::{
    Design, DesignOptions, Domain, Feature, Goal, RunsLeftOut, Target, Unjudged, WhyUnjudged, finished_runs, nondominated_ranks,
};
pub use importance::{Importance, ImportanceOptions, ImportanceTask, Method, ParamImportance, importance};
pub use noise::{BestSoFar, Contender, Difference, NoiseSource, Winner, best_so_far, difference, replicates};
pub use ped_anova::{PedAnovaOptions, ped_anova, quick_importance};
pub use ranked::{Ranked, spearman};
pub use shapes::{Curve, Interaction, Shapes, Surface};
pub use suggest::{
    Condition, End, ParamValue, Proposal, ProposalKind, Region, SpaceParam, SpaceValues, SuggestOptions, SuggestTask, Suggestion,
    is_seed, suggest,
};
