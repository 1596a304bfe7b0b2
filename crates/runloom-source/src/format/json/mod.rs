//! JSON as trackers and data frames write it.

mod columns;
mod lexer;
mod outline;
mod read;
mod rest;
mod shapes;
mod tree;

pub(crate) use read::JsonRead;
