//! The `runloom` command.
fn main() {}
