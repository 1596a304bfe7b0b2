//! JSON as trackers and data frames write it.

pub(crate) mod columns;
pub(crate) mod lexer;
mod outline;
mod read;
mod rest;
mod shapes;
pub(crate) mod tree;

pub(crate) use read::JsonRead;
