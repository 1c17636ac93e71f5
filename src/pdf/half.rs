//! One language of a file.

use crate::book::bound::Side;

use crate::book::words::Words;

/// One language of a file, with its words.
pub struct Half<'a> {
    /// The language and its overview.
    pub side: Side<'a>,
    /// Words of bodies.
    pub words: Words,
}
