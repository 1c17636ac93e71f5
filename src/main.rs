//! The `bayan` program.

fn main() {}
