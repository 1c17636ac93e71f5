//! Roof: a Markdown file -> a [`Document`](crate::ast::Document). The only user of pulldown-cmark.

mod anchors;
mod autolink;
pub mod body;
mod descent;
pub mod direction;
mod emphasis;
mod flanking;
mod frame;
mod inline;
mod math;
mod notes;
mod piece;
mod raw;
mod tag;
