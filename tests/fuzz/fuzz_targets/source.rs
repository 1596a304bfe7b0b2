#![no_main]

#[path = "../targets/source.rs"]
mod source;

libfuzzer_sys::fuzz_target!(|data: &[u8]| source::source(data));
