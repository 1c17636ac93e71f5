//! A word -> the letters that it is compared by: one for all forms of a letter, without vowel signs, tatweel and joiners.

use std::collections::{BTreeMap, BTreeSet};

use crate::locale::fold::{compatible, unmarked};

/// Which letters are one.
#[derive(Debug)]
pub struct Letters {
    /// The letter, and what stands for it.
    pub pairs: BTreeMap<char, char>,
    /// Letters and signs that only change the look of a word.
    pub dropped: BTreeSet<char>,
    /// Whether words lose a vowel before an apostrophe, which is then part of them.
    pub elides: bool,
}

impl Letters {
    /// The letters that a word is compared by.
    pub fn fold(&self, word: &str) -> String {
        let folded = if word.is_ascii() { word.to_ascii_lowercase() } else { self.folded(word) };
        let bare = folded.strip_suffix("'s").unwrap_or(&folded);
        if bare.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.') {
            return number(bare);
        }
        if self.elides { bare.to_owned() } else { bare.replace(['\'', '"'], "") }
    }

    fn folded(&self, word: &str) -> String {
        let mut out = String::with_capacity(word.len());
        for c in self.mapped(&unmarked(&self.mapped(&compatible(word)))).chars() {
            // A long alef is one, however its hamza is carried.
            if c != 'ا' || !out.ends_with('ا') {
                out.push(c);
            }
        }
        out
    }

    /// Letters one by one.
    pub fn mapped(&self, text: &str) -> String {
        text.chars().filter(|c| !self.dropped.contains(c)).map(|c| *self.pairs.get(&c).unwrap_or(&c)).collect()
    }
}

/// A number without what groups its digits, and without zeros before it.
fn number(digits: &str) -> String {
    let plain: String = digits.chars().filter(|c| *c != ',').collect();
    let trimmed = plain.trim_start_matches('0');
    let zero = if !plain.is_empty() && (trimmed.is_empty() || trimmed.starts_with('.')) { "0" } else { "" };
    format!("{zero}{trimmed}")
}
