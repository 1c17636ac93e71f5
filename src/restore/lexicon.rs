//! The door to the dictionary: files in Hunspell's format -> whether they have a word.

use std::collections::hash_map::RandomState;

use spellbook::Dictionary;

/// The longest word that is looked up: a dictionary tries every way to take it apart.
const LONGEST: usize = 40;

/// A dictionary.
pub struct Lexicon {
    dictionary: Dictionary<RandomState>,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Lexicon")
    }
}

impl Lexicon {
    /// Reads a file of endings and a file of words.
    pub fn read(affixes: &str, words: &str) -> Result<Self, String> {
        Dictionary::new_with_hasher(affixes, words, RandomState::new())
            .map(|dictionary| Self { dictionary })
            .map_err(|e| e.to_string())
    }

    /// Whether it has a word, with what may be written onto it.
    pub fn has(&self, word: &str) -> bool {
        word.chars().count() <= LONGEST && self.dictionary.check(word)
    }
}
