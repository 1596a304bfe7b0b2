//! The built `runloom`, as its users and their scripts meet it.
#![expect(clippy::unwrap_used, reason = "a failing helper is a failing test")]

mod http;
mod importance;
mod info;
mod plot;
mod query;
mod support;
