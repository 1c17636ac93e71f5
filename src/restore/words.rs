//! A word -> whether it is one: the site's glossary has it, a dictionary, or the text itself in another place.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use super::letters::{core, is_lone_letter, without_proclitics};
use super::lexicon::Lexicon;
use super::text::Text;
use crate::locale::letter::TATWEEL;

/// What is known of words.
pub struct Words<'a> {
    /// Words of the text that stand within a line, and how often.
    own: BTreeMap<String, usize>,
    glossary: &'a BTreeSet<String>,
    lexicon: Option<&'a Lexicon>,
    /// What the dictionary answered.
    asked: RefCell<BTreeMap<String, bool>>,
}

impl<'a> Words<'a> {
    /// The words of a text beside those that are given. The first and the last word of a line may be halves.
    pub fn new(text: &Text, glossary: &'a BTreeSet<String>, lexicon: Option<&'a Lexicon>) -> Self {
        let mut own = BTreeMap::new();
        for line in &text.lines {
            let tokens: Vec<&str> = line.text.split(' ').filter(|t| !t.is_empty()).collect();
            for token in tokens.iter().skip(1).rev().skip(1).filter(|t| !t.starts_with(TATWEEL)) {
                let word = core(token);
                if word.chars().count() > 1 {
                    *own.entry(word).or_default() += 1;
                }
            }
        }
        Self { own, glossary, lexicon, asked: RefCell::default() }
    }

    /// Whether there is a dictionary.
    pub fn has_lexicon(&self) -> bool {
        self.lexicon.is_some()
    }

    /// Whether anything knows the word.
    pub fn knows(&self, word: &str) -> bool {
        if word.is_empty() || is_lone_letter(word) {
            return false;
        }
        let has = |word: &str| self.own.contains_key(word) || self.glossary.contains(word);
        has(word) || self.listed(word) || without_proclitics(word).any(has)
    }

    /// Whether the word is one by itself, and not a half that happens to stand elsewhere, too.
    pub fn is_whole(&self, word: &str) -> bool {
        if word.is_empty() || is_lone_letter(word) {
            return false;
        }
        self.glossary.contains(word)
            || if self.has_lexicon() { self.listed(word) } else { self.own.get(word).is_some_and(|n| *n > 1) }
    }

    /// Whether the dictionary has it.
    pub fn listed(&self, word: &str) -> bool {
        let Some(lexicon) = self.lexicon else { return false };
        if let Some(known) = self.asked.borrow().get(word) {
            return *known;
        }
        let known = lexicon.has(word);
        self.asked.borrow_mut().insert(word.to_owned(), known);
        known
    }
}
