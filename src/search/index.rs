//! Texts of one language, in order -> which word stands where, cut into small files: a reader's search loads the few that hold
//! its words, and the texts of what it shows.
//!
//! *Shards* hold stems in the order of letters, each with the forms in which it stands and, for each form, its places. *Packs* hold
//! the texts. The *lexicon* is all stems, for words that were mistyped. Numbers are written with 64 letters, five bits each.

use std::collections::BTreeMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::table::Table;
use super::words::words;

/// How much a word says by its place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Class {
    /// In running text.
    Body,
    /// A tag.
    Tag,
    /// In a heading or the summary.
    Heading,
    /// In the title, or in the name of an entry.
    Title,
}

/// Places of a form that are kept of one text: whoever looks for a phrase asks the text itself beyond that.
const PLACES: usize = 8;
/// Bytes of a shard, about.
const SHARD: usize = 6_000;

/// A form of a word with its places, as they are written.
#[derive(Debug)]
struct Form {
    folded: String,
    is_stop: bool,
    written: String,
    /// The text after the last one that is written.
    next: u32,
    /// The text that is being read.
    item: u32,
    class: Class,
    blocks: Vec<u32>,
}

/// A stem with its forms, and whether each is of nothing else.
type Group<'a> = (&'a str, Vec<(bool, &'a Form)>);

/// A map that is asked for every word of a site, and never gone through.
#[expect(clippy::disallowed_types, reason = "nothing depends on its order")]
type Lookup<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<Quick>>;

/// Reads texts into an index.
#[derive(Debug)]
pub struct Index<'t> {
    table: &'t Table,
    /// Words as they are spelled, with the form that each is of; `None` where nothing is left of one.
    spelled: Lookup<Box<str>, Option<usize>>,
    folded: Lookup<String, usize>,
    forms: Vec<Form>,
}

/// A file of stems, with the first of them.
#[derive(Debug)]
pub struct Shard {
    /// The first stem.
    pub first: String,
    /// A line for each stem.
    pub text: String,
}

/// What is made of all texts.
#[derive(Debug)]
pub struct Made {
    /// Stems with their places, in order.
    pub shards: Vec<Shard>,
    /// All stems.
    pub lexicon: String,
}

impl<'t> Index<'t> {
    /// Of nothing yet.
    pub fn new(table: &'t Table) -> Self {
        Self { table, spelled: Lookup::default(), folded: Lookup::default(), forms: Vec::new() }
    }

    /// Reads a passage of a text. Texts come in the order of their numbers, passages in that of theirs. How many words it has.
    pub fn read(&mut self, item: u32, block: u32, class: Class, text: &str) -> usize {
        let mut count = 0;
        for range in words(text) {
            count += 1;
            let word = &text[range];
            let form = match self.spelled.get(word) {
                Some(form) => *form,
                None => self.meet(word),
            };
            if let Some(form) = form {
                self.forms[form].stands(item, block, class);
            }
        }
        count
    }

    /// A word that was not spelled so before.
    fn meet(&mut self, word: &str) -> Option<usize> {
        let folded = self.table.letters.fold(word);
        let form = (!folded.is_empty()).then(|| self.form(folded));
        self.spelled.insert(word.into(), form);
        form
    }

    /// The form of a folded word.
    fn form(&mut self, folded: String) -> usize {
        if let Some(form) = self.folded.get(&folded) {
            return *form;
        }
        let is_stop = self.table.stop.contains(&folded);
        self.folded.insert(folded.clone(), self.forms.len());
        let (written, blocks) = (String::new(), Vec::new());
        self.forms.push(Form { folded, is_stop, written, next: 0, item: 0, class: Class::Body, blocks });
        self.forms.len() - 1
    }

    /// The files.
    pub fn finish(mut self) -> Made {
        self.forms.iter_mut().for_each(Form::write);
        self.forms.retain(|form| !form.written.is_empty());
        self.forms.sort_by(|a, b| a.folded.cmp(&b.folded));
        let found: Vec<Vec<String>> = self.forms.iter().map(|form| self.table.stems(&form.folded)).collect();
        // UTF-16, as the script compares texts.
        let mut groups: BTreeMap<Vec<u16>, Group<'_>> = BTreeMap::new();
        let key = |stem: &str| stem.encode_utf16().collect::<Vec<u16>>();
        for (form, stems) in self.forms.iter().zip(&found) {
            groups.entry(key(&stems[0])).or_insert((&stems[0], Vec::new())).1.push((true, form));
        }
        // What may be a word behind و or ب is one if it stands somewhere by itself, or is long enough to be none by chance.
        for (form, stems) in self.forms.iter().zip(&found) {
            for stem in &stems[1..] {
                let is_long = self.table.rules_of(stem).is_some_and(|rules| stem.chars().count() >= rules.alone);
                match groups.get_mut(&key(stem)) {
                    Some((_, forms)) if is_long || forms[0].0 => forms.push((false, form)),
                    None if is_long => {
                        groups.insert(key(stem), (stem, vec![(false, form)]));
                    }
                    Some(_) | None => {}
                }
            }
        }
        let mut made = Made { shards: Vec::new(), lexicon: String::new() };
        for (stem, forms) in groups.values() {
            let size: usize = forms.iter().map(|(_, form)| form.folded.len() + form.written.len() + 3).sum();
            if made.shards.last().is_none_or(|shard| !shard.text.is_empty() && shard.text.len() + size > SHARD) {
                made.shards.push(Shard { first: (*stem).to_owned(), text: String::new() });
            }
            let Some(Shard { text, .. }) = made.shards.last_mut() else { continue };
            text.push_str(stem);
            for (is_own, form) in forms {
                text.push_str(if *is_own { "\t" } else { "\t~" });
                text.push_str(if form.folded == *stem { "" } else { &form.folded });
                text.push(' ');
                text.push_str(&form.written);
            }
            text.push('\n');
        }
        made.lexicon = lexicon(groups.values().filter(|(_, forms)| forms[0].0).map(|(stem, _)| *stem));
        made
    }
}

impl Form {
    /// The form stands in a passage.
    fn stands(&mut self, item: u32, block: u32, class: Class) {
        // What nearly every text says is found in titles only.
        if self.is_stop && class < Class::Heading {
            return;
        }
        if item != self.item || self.blocks.is_empty() {
            self.write();
            self.item = item;
            self.class = class;
        }
        self.class = self.class.max(class);
        if self.blocks.last() != Some(&block) && self.blocks.len() < PLACES {
            self.blocks.push(block);
        }
    }

    /// Writes down what was read of a text: how far it is from the one before, its class with the number of places, the places.
    fn write(&mut self) {
        if self.blocks.is_empty() {
            return;
        }
        number(self.item - self.next, &mut self.written);
        let others = u32::try_from(self.blocks.len()).unwrap_or(1) - 1;
        number(others << 2 | self.class as u32, &mut self.written);
        let mut last = 0;
        for block in self.blocks.drain(..) {
            number(block - last, &mut self.written);
            last = block;
        }
        self.next = self.item + 1;
    }
}

/// A hash for short texts that nobody chooses to make it slow: a page of a site holds what its authors write.
#[derive(Default)]
struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            self.mix(chunk.try_into().map_or(0, u64::from_le_bytes));
        }
        self.mix(chunks.remainder().iter().fold(0, |all, byte| all << 8 | u64::from(*byte)));
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

impl Quick {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

/// Writes a number.
pub fn number(mut number: u32, out: &mut String) {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    loop {
        let digit = number & 31;
        number >>= 5;
        let more = u32::from(number > 0) << 5;
        out.push(char::from(LETTERS[(digit | more) as usize]));
        if number == 0 {
            return;
        }
    }
}

/// Stems in order, each as the number of letters that it has in common with the one before, and the others.
fn lexicon<'a>(stems: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    let mut before = "";
    for stem in stems {
        let common: usize = stem.chars().zip(before.chars()).take(31).take_while(|(a, b)| a == b && a.len_utf16() == 1).count();
        number(u32::try_from(common).unwrap_or(0), &mut out);
        out.extend(stem.chars().skip(common));
        out.push('\n');
        before = stem;
    }
    out
}
