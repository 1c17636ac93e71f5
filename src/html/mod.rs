//! Roof of the pages: views -> HTML.

pub mod body;
pub mod view;
