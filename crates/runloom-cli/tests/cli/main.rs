//! The built `runloom`, as its users and their scripts meet it.
#![expect(clippy::unwrap_used, reason = "a failing helper is a failing test")]

mod as_page;
mod compare;
mod http;
mod importance;
mod info;
mod odd_values;
#[path = "../../../runloom-wasm/tests/support/mod.rs"]
mod page;
mod plot;
mod query;
mod report;
mod report_round_trip;
mod report_site;
mod report_watch;
mod suggest;
mod support;
