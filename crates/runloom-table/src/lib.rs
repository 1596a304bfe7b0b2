//! The run table in memory: columns, their names and types, histories. No input or output.
//!
//! A [`Dataset`] holds a [`RunTable`] (one row a run, one [`Column`] an attribute, param, metric or tag) and a [`History`].
//! A column may be known by name only until somebody asks for its values; see [`Column::values`].
//!
//! ```
//! use runloom_table::{Column, ColumnName, RunTable, Values};
//!
//! let mut runs = RunTable::new(2);
//! runs.push(Column::loaded(ColumnName::metric("loss"), Values::from_reals([Some(0.5), None])));
//! let loss = runs.column(&ColumnName::metric("loss")).unwrap();
//! assert_eq!(loss.values().unwrap().real_at(0), Some(0.5));
//! assert!(loss.values().unwrap().is_missing(1));
//! ```
//!
//! This crate must never know where bytes come from, how a filter is written or what a chart looks like.

mod calendar;
mod column;
mod csv_field;
mod dataset;
mod find;
mod history;
mod mask;
mod name;
mod number;
mod pack;
mod pick;
mod printable;
mod run_table;
mod sheet;
mod sort;
mod survey;
mod text;
mod typed;
mod values;
mod visible;

pub use calendar::Date;
pub use column::{Column, ColumnSummary, NotLoaded};
pub use csv_field::push_csv_field;
pub use dataset::{Dataset, Warning};
pub use find::texts_with;
pub use history::{Aggregate, History, HistoryBuilder, Point, Series};
pub use mask::{RowMask, rows_about};
pub use name::{ColumnKind, ColumnName};
pub use number::{format_real, parse_integer, parse_real};
pub use pack::{bits_of, block_at, pack_codes, pack_equal, pack_integers, pack_less, pack_less_or_equal, pack_reals};
pub use printable::{from_printable, push_printable};
pub use run_table::RunTable;
pub use sheet::Sheet;
pub use sort::{ordered_integer, ordered_real, sort_integers, sort_keys, sort_places, sort_reals, sorted};
pub use survey::Survey;
pub use text::{TextBuilder, TextValues};
pub use typed::{TypedView, ValueType};
pub use values::{Value, Values};
pub use visible::visible;
