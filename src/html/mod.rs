//! Roof of the pages: views -> HTML.

pub mod minify;
pub mod view;
