//! Names that a text spells in more than one way. Nothing is changed: which one a desk writes its glossary says.

use std::collections::{BTreeMap, BTreeSet};

use super::letters::{core, is_code};
use super::text::Text;
use super::words::Words;

/// Shorter words are alike by chance.
const SHORTEST: usize = 6;

/// A name in all its spellings, each with the lines where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spellings(pub BTreeMap<String, BTreeSet<usize>>);

/// The names of a text that are spelled in more than one way: as one word and as two, or with and without a long vowel. Words of the
/// dictionary are no names.
pub fn find(text: &Text, words: &Words<'_>) -> Vec<Spellings> {
    let mut ways: BTreeMap<String, BTreeMap<String, BTreeSet<usize>>> = BTreeMap::new();
    let mut add = |word: String, line: usize| {
        ways.entry(skeleton(&word)).or_default().entry(word).or_default().insert(line);
    };
    let mut single: BTreeSet<String> = BTreeSet::new();
    for line in &text.lines {
        for token in line.text.split(' ') {
            let word = core(token);
            let bare =
                word.strip_prefix(['و', 'ل', 'ب']).filter(|rest| single.contains(*rest)).map(str::to_owned).unwrap_or(word);
            if bare.chars().count() >= SHORTEST && words.has_lexicon() && !bare.contains(is_code) && !words.listed(&bare) {
                single.insert(bare.clone());
                add(bare, line.number);
            }
        }
    }
    let skeletons: BTreeSet<String> = single.iter().map(|word| skeleton(word)).collect();
    for line in &text.lines {
        let cores: Vec<String> = line.text.split(' ').map(core).collect();
        for two in cores.windows(2).filter(|two| two.iter().all(|word| word.chars().count() > 2)) {
            if single.contains(&two.concat()) || skeletons.contains(&skeleton(&two.concat())) && !words.listed(&two[1]) {
                add(two.join(" "), line.number);
            }
        }
    }
    ways.into_values().filter(|ways| ways.len() > 1).map(Spellings).collect()
}

/// What is left of a name without its long vowels and spaces.
fn skeleton(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, 'ا' | 'و' | 'ي' | ' ')).collect()
}
