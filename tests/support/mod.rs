//! What several files of tests need.

pub mod books;
pub mod dom;
pub mod editor;
pub mod json_schema;
pub mod pair;
pub mod photo;
pub mod pictures;
pub mod program;
pub mod shared;
pub mod site;
#[cfg(feature = "pdf")]
pub mod word;
