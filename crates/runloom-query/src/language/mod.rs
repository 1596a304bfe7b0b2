//! The one table of the language: its words, attributes, operators and functions. Parser, diagnostics, completion and the docs page read it.

mod attributes;
mod differences;
mod entities;
mod functions;
mod operators;
mod wandb;
mod words;

pub use attributes::{ATTRIBUTES, Attribute, ValueKind};
pub use differences::{DIFFERENCES, Difference};
pub use entities::{ENTITIES, EntityWords};
pub use functions::{FUNCTIONS, Function, FunctionKind};
pub use operators::{OPERATORS, Operator};
pub use wandb::{JSON_OPERATORS, JsonOperator, WANDB_FIELDS, WandbField};

pub(crate) use attributes::{attribute, is_attribute_word};
pub(crate) use entities::{DATASET_KEYS, entity};
pub(crate) use functions::function;
pub(crate) use wandb::{JsonOperatorKind, json_operator, wandb_column};
pub(crate) use words::{Keyword, is_reserved_word, keyword, needs_quotes_in_mlflow};
