//! Roof of what machines read: Atom feeds, the sitemap, robots.txt and JSON-LD. Each writer takes a small plain value
//! that the site fills, and knows nothing else of the site.

pub mod atom;
pub mod json_ld;
pub mod robots;
pub mod sitemap;
mod xml;
