//! Roof: a Markdown file -> a [`Document`](crate::ast::Document). The only user of pulldown-cmark.
