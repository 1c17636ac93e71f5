//! Ground: the one table that says when two words are the same for a search: which letters are one, what is taken off the
//! beginning and the end of a word, irregular plurals, words that say nothing, and keyboards. Rust reads it when the index is
//! made, and writes it beside the index as data that the page's script reads, so that both sides always agree.

mod arabic;
mod hebrew;
mod latin;
mod persian;
pub mod rules;
mod source;
mod urdu;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use serde_json::{Value, json};

use super::letters::Letters;
use rules::Rules;
use source::Source;

/// The table of a language.
#[derive(Debug)]
pub struct Table {
    /// Which letters are one.
    pub letters: Letters,
    /// What is done with words, by the script that they begin with.
    pub rules: Vec<Rules>,
    /// Words that nearly every page has, folded.
    pub stop: BTreeSet<String>,
    /// The same keys with Latin letters and with the language's own.
    pub keys: Option<(&'static str, &'static str)>,
}

/// Letters that are one in every language: the alefs, digits, and letters that only keyboards tell apart.
const LETTERS: &str = "آا أا إا ٱا ٲا ٳا ءا ؤا ئا ٵا ىي یي ېي ےي ۓي ۍي ةه ۀه ہه ۂه ۃه ھه ەه ۆو ۇو ۈو ۋو ٷو ٶو کك ڪك ګك ڭك گگ \
                       ٠0 ١1 ٢2 ٣3 ٤4 ٥5 ٦6 ٧7 ٨8 ٩9 ۰0 ۱1 ۲2 ۳3 ۴4 ۵5 ۶6 ۷7 ۸8 ۹9 ٫. ٬, ςσ ßs øo Øo đd łl ıi æa œo ðd \
                       ךכ םמ ןנ ףפ ץצ ’' ʼ' ׳' ״\"";

/// Tatweel, joiners, the soft hyphen.
const DROPPED: &str = "\u{640}\u{200d}\u{ad}";

impl Table {
    /// The table of a language, by its tag; of one that has no rules of its own, letters are still folded.
    pub fn of(tag: &str) -> &'static Self {
        // Kept for the whole process: under `serve` every edit asks again.
        static MADE: [OnceLock<Table>; 7] = [const { OnceLock::new() }; 7];
        let language = tag.split('-').next().unwrap_or(tag).to_lowercase();
        let (at, source) = match language.as_str() {
            "ar" => (0, arabic::SOURCE),
            "fa" | "ckb" | "ps" => (1, persian::SOURCE),
            "ur" => (2, urdu::SOURCE),
            "he" => (3, hebrew::SOURCE),
            "fr" => (4, latin::FRENCH),
            "en" => (5, latin::ENGLISH),
            _ => (6, Source::default()),
        };
        MADE[at].get_or_init(|| Self::made(source))
    }

    fn made(source: Source) -> Self {
        let mut pairs = pairs_of(LETTERS);
        pairs.extend(pairs_of(source.letters));
        let letters = Letters { pairs, dropped: DROPPED.chars().collect(), elides: source.certain.contains('\'') };
        // English words stand in texts of every language of another script.
        let english = (source.from != latin::ENGLISH.from).then_some(latin::ENGLISH);
        let sources = || [Some(source), english].into_iter().flatten().filter(|source| source.from != source.to);
        let rules = sources().map(|source| Rules::of(&letters, source)).collect();
        let stop = sources().flat_map(|source| source.stop.split_whitespace()).map(|word| letters.fold(word)).collect();
        Self { letters, rules, stop, keys: source.keys }
    }

    /// The rules for a word.
    pub fn rules_of(&self, word: &str) -> Option<&Rules> {
        self.rules.iter().find(|rules| rules.fits(word))
    }

    /// The stems of a folded word: that of the word itself, then those of what is left without letters that may be words of their own.
    pub fn stems(&self, form: &str) -> Vec<String> {
        let Some(rules) = self.rules_of(form) else { return vec![form.to_owned()] };
        let mut found: Vec<String> = Vec::new();
        for part in rules.parts(form) {
            let stem = rules.ended(&part);
            if !found.contains(&stem) {
                found.push(stem);
            }
        }
        found
    }

    /// The table as the script reads it.
    pub fn json(&self) -> Value {
        let letters: String = self.letters.pairs.iter().flat_map(|(from, to)| [*from, *to]).collect();
        let dropped: String = self.letters.dropped.iter().collect();
        let rules: Vec<Value> = self.rules.iter().map(Rules::json).collect();
        let stop = self.stop.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        let keys = self.keys.map(|(latin, own)| json!([latin, own]));
        let elides = self.letters.elides;
        json!({"letters": letters, "dropped": dropped, "rules": rules, "stop": stop, "elides": elides, "keys": keys})
    }
}

/// Pairs of letters between spaces.
fn pairs_of(text: &str) -> BTreeMap<char, char> {
    let pair = |pair: &str| {
        let mut letters = pair.chars();
        Some((letters.next()?, letters.next()?))
    };
    text.split_whitespace().filter_map(pair).collect()
}
