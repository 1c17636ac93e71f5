//! The numbers of tables and figures, which each language of a book counts by itself.

use std::collections::BTreeMap;

use crate::locale::{Locale, LocaleId};

/// What has numbers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Numbered {
    /// Tables.
    Table,
    /// Pictures and drawings.
    Figure,
}

/// How many of each there were so far, in the order in which they are printed.
#[derive(Clone, Default, Debug)]
pub struct Numbering(BTreeMap<(LocaleId, Numbered), u64>);

impl Numbering {
    /// The number of the next one, as the language prints it.
    pub fn next(&mut self, locale: &Locale, kind: Numbered) -> String {
        let number = self.0.entry((locale.id, kind)).or_default();
        *number += 1;
        locale.plain(*number)
    }
}
