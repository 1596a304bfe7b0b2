#![no_main]

#[path = "../targets/query.rs"]
#[allow(dead_code, reason = "the other targets use the rest")]
mod query;

libfuzzer_sys::fuzz_target!(|data: &[u8]| query::parser(data));
