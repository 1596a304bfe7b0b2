//! What a filter means, without how it was written.

mod condition;
mod expression;
mod print;
mod span;

pub use condition::{Comparison, Condition, Pattern, PatternKind, Predicate, Search, Test};
pub use expression::{Arithmetic, ColumnRef, Entity, Expression, ExpressionKind, Literal, Number};
pub use span::Span;

pub(crate) use print::write_list_text;
