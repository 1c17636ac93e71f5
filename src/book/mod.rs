//! Ground: what is bound as one publication, between the site and the formats that bind it (PDF, DOCX, EPUB).
//!
//! A [`Format`](format::Format) says which [`Edition`](edition::Edition)s of a site it makes a file of, and makes them; the pipeline
//! knows the rest: which are asked for, where they are written, and that pages link to them as [`Download`](format::Download)s. What
//! it makes a file from is a [`Book`](bound::Book): chapters in order, in one language or two, whose blocks know where links lead.

pub mod bind;
pub mod block;
pub mod bound;
pub mod edition;
pub mod format;
pub mod front;
pub mod html;
pub mod index;
pub mod levels;
pub mod numbering;
pub mod places;
mod raw;
mod rows;
pub mod shown;
pub mod words;
