//! What several test binaries need.
#![allow(dead_code, reason = "every test binary uses its own part")]

pub mod dom;
pub mod pair;
pub mod site;
