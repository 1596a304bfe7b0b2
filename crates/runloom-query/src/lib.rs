//! The filter and order-by language: MLflow's, with MLflow's answers in MLflow's order, and much that MLflow refuses.
//!
//! A text becomes a [`Filter`] by [`parse_filter`], which never fails but reports what is wrong, where, and what to do.
//! A filter says which columns it needs, is checked against a table and evaluated to a [`RowMask`]; [`sort_rows`] puts the rows in order.
//!
//! ```
//! use runloom_query::{default_order, parse_filter, sort_rows};
//! use runloom_table::{Column, ColumnName, Dataset, RunTable, Values};
//!
//! let mut runs = RunTable::new(3);
//! runs.push(Column::loaded(ColumnName::metric("auc"), Values::from_reals([Some(0.8), Some(0.95), None])));
//! runs.push(Column::loaded(ColumnName::param("lr"), Values::from_texts([Some("0.1"), Some("1e-2"), Some("0.001")])));
//! let dataset = Dataset { runs, ..Dataset::default() };
//!
//! let filter = parse_filter("metrics.auc > 0.9 OR params.lr < 0.01").filter.unwrap();
//! let mask = filter.evaluate(&dataset).unwrap();
//! assert_eq!(sort_rows(&dataset, &default_order(), &mask).unwrap(), [1, 2]);
//! ```
//!
//! This crate must never know where runs come from or how they are shown.

mod check;
mod complete;
mod diagnostic;
mod duration;
mod evaluate;
mod filter;
mod group;
mod highlight;
mod language;
mod limits;
mod order;
mod parse;
mod regex;
mod resolve;
mod suggest;
mod syntax;
mod time;
mod tree;

pub use complete::{
    Completion, CompletionOption, Explanation, OptionKind, Signature, complete, completion_columns, explain, explanation_columns,
};
pub use diagnostic::{Diagnostic, Fix, Severity};
pub use evaluate::{EvaluateError, numbers_of};
pub use filter::{Filter, Parsed};
pub use group::{
    Aggregate, Agreement, Best, GroupBy, GroupIds, Groups, Spread, Statistic, Summary, parse_group_by, value_counts,
};
pub use highlight::{Highlight, HighlightClass, highlight};
pub use language::{
    ATTRIBUTES, Attribute, DIFFERENCES, Difference, ENTITIES, EntityWords, FUNCTIONS, Function, FunctionKind, JSON_OPERATORS,
    JsonOperator, OPERATORS, Operator, ValueKind, WANDB_FIELDS, WandbField,
};
pub use order::{OrderKey, RowPlaces, check_order, default_order, first_rows, order_columns, sort_rows};
pub use parse::{parse_filter, parse_order_by};
pub use resolve::{DATASET_COLUMN, resolve};
pub use runloom_table::RowMask;
pub use time::parse_time;
pub use tree::{
    Arithmetic, ColumnRef, Comparison, Condition, Entity, Expression, ExpressionKind, Literal, Number, Pattern, PatternKind,
    Predicate, Search, Span, Test,
};
