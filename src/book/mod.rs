//! Ground: what is bound as one publication, between the site and the formats that bind it (PDF; Word and EPUB alike).
//!
//! A [`Format`](format::Format) says which [`Edition`](edition::Edition)s of a site it makes a file of, and makes them. The pipeline
//! knows the rest: which are asked for, where they are written, and that pages link to them as [`Download`](format::Download)s.

pub mod edition;
pub mod format;
