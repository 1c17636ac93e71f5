//! What templates see of the index on the page of the search, as `view` says of the rest.

use serde::Serialize;

/// What stands in an index under one letter.
#[derive(Clone, Debug, Serialize)]
pub struct IndexGroupView {
    /// The letter.
    pub letter: String,
    /// Pages and names, in the order of the language.
    pub entries: Vec<IndexEntryView>,
}

/// An entry of an index.
#[derive(Clone, Debug, Serialize)]
pub struct IndexEntryView {
    /// Its title or name, as markup.
    pub title_html: String,
    /// URL of its place.
    pub href: String,
}
