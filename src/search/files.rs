//! What can be found in one language -> the files that the page's script loads.
//!
//! The *manifest* names all others. A file's name holds a hash of what is in it, so that browsers keep what has not changed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::index::{Class, Index, number};
use super::table::Table;
use crate::output::hash;

/// Something that can be found.
#[derive(Clone, Debug)]
pub struct Item {
    /// What is shown of it besides its texts.
    pub shown: Shown,
    /// Its title, or its name.
    pub title: String,
    /// Other names of it, in all languages.
    pub names: Vec<String>,
    /// Its tags, and other words by which it is found.
    pub tags: Vec<String>,
    /// Its briefing, as a place in the list of all.
    pub briefing: Option<usize>,
    /// Its text.
    pub passages: Vec<Passage>,
}

/// What is shown of an item besides its texts.
#[derive(Clone, Default, Debug, Serialize)]
pub struct Shown {
    /// Its address.
    pub u: String,
    /// The kind of an entry of the ledger.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub k: Option<&'static str>,
    /// What an entry is in all languages.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The value of a fact, the day of an event, who makes a claim.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub v: String,
    /// What else is said of an entry: its source, how certain it is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<String>,
}

/// A block of text that is shown as one.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The anchor that stands at it.
    pub anchor: Option<String>,
    /// Text or heading.
    pub class: Class,
    /// What it says.
    pub text: String,
}

/// All that can be found in one language.
pub struct Found<'a, I> {
    /// Pages, and behind them entries of the ledger. Each is dropped when it was read: together they are as large as the site.
    pub items: I,
    /// How many of them are pages.
    pub pages: usize,
    /// The pages that nobody wrote: they repeat what the ledger says.
    pub made: Vec<usize>,
    /// Titles of the briefings.
    pub briefings: &'a [String],
}

/// Files by name; equal ones stand once.
#[derive(Debug, Default)]
pub struct Files(BTreeMap<String, String>);

/// Letters of a hash that tell the texts of pages apart: each costs every reader a few bytes. Where two have the same, one takes more.
const NAME: usize = 6;
/// Bytes of text in a file, about: more is cut between passages.
const PACK: usize = 6_000;
/// What is shorter shares a file with its neighbours.
const SMALL: usize = 1_500;

impl Files {
    /// Adds a file; its name.
    pub fn add(&mut self, stem: &str, ending: &str, text: String) -> String {
        let name = format!("{stem}{}.{ending}", hash::short(text.as_bytes()));
        self.0.insert(name.clone(), text);
        name
    }

    /// Adds files that are known by the first of them and their number; the hash that their names begin with.
    fn add_all(&mut self, ending: &str, texts: Vec<String>) -> String {
        let long = hash::short(texts.concat().as_bytes());
        let fits = |name: &str| {
            let free = |(at, text): (usize, &String)| self.0.get(&part_name(name, at, ending)).is_none_or(|other| other == text);
            texts.iter().enumerate().all(free) && !self.0.contains_key(&part_name(name, texts.len(), ending))
        };
        let short = long.get(..NAME).unwrap_or(&long);
        let name = if fits(short) { short } else { &long }.to_owned();
        self.0.extend(texts.into_iter().enumerate().map(|(at, text)| (part_name(&name, at, ending), text)));
        name
    }

    /// All of them, in the order of their names.
    pub fn into_all(self) -> BTreeMap<String, String> {
        self.0
    }
}

/// The name of one of several files.
fn part_name(name: &str, at: usize, ending: &str) -> String {
    if at == 0 { format!("{name}.{ending}") } else { format!("{name}-{at}.{ending}") }
}

/// What names the files of a language.
#[derive(Serialize)]
struct Manifest<'a> {
    pages: usize,
    made: Vec<usize>,
    briefings: &'a [String],
    /// The briefing of each item, from 1; 0 for none.
    r#in: String,
    /// How long each item is, as a power of two.
    lengths: String,
    /// The first stem of each shard.
    shards: Vec<String>,
    /// What the names of shards begin with.
    set: String,
    /// What the names of packs begin with; nothing for those that go on with the item of the one before.
    packs: String,
    /// The first item of each pack, as a distance, and its first block.
    starts: String,
    lexicon: String,
}

/// Adds the files of a language; the name of its manifest.
pub fn language<I: Iterator<Item = Item>>(table: &Table, found: Found<'_, I>, files: &mut Files) -> String {
    let mut index = Index::new(table);
    let (mut lengths, mut briefings) = (String::new(), String::new());
    let mut packs = Packs::default();
    for (place, item) in (0..).zip(found.items) {
        let mut count = index.read(place, 0, Class::Title, &item.title);
        for name in &item.names {
            count += index.read(place, 0, Class::Title, name);
        }
        for tag in &item.tags {
            index.read(place, 0, Class::Tag, tag);
        }
        for (block, passage) in (1..).zip(&item.passages) {
            count += index.read(place, block, passage.class, &passage.text);
        }
        number(count.max(1).ilog2(), &mut lengths);
        number(item.briefing.map_or(0, |briefing| u32::try_from(briefing).unwrap_or(0) + 1), &mut briefings);
        packs.add(place, &item);
    }
    let made = index.finish();
    let (firsts, shards) = made.shards.into_iter().map(|shard| (shard.first, shard.text)).unzip();
    let (mut starts, mut names, mut before) = (String::new(), Vec::new(), 0);
    for group in packs.done {
        for (item, block) in &group.starts {
            number(item - before, &mut starts);
            number(*block, &mut starts);
            before = *item;
        }
        let others = group.starts.len() - 1;
        names.push(files.add_all("json", group.texts.into_iter().map(|text| format!("[{text}]")).collect()));
        names.extend(std::iter::repeat_n(String::new(), others));
    }
    let manifest = Manifest {
        pages: found.pages,
        made: found.made,
        briefings: found.briefings,
        r#in: briefings,
        lengths,
        shards: firsts,
        set: files.add_all("txt", shards),
        packs: names.join(" "),
        starts,
        lexicon: files.add("", "txt", made.lexicon),
    };
    files.add("", "json", serde_json::to_string(&manifest).unwrap_or_default())
}

/// Texts of one long item in several files, or of several short ones in one.
#[derive(Debug, Default)]
struct Group {
    /// The first item of each file, and its first block.
    starts: Vec<(u32, u32)>,
    texts: Vec<String>,
    /// Bytes of text, and whether something short may still join.
    size: usize,
    is_open: bool,
}

#[derive(Debug, Default)]
struct Packs {
    done: Vec<Group>,
}

impl Packs {
    fn add(&mut self, place: u32, item: &Item) {
        let size: usize = item.passages.iter().map(|passage| passage.text.len()).sum();
        let open = self.done.last_mut().filter(|group| group.is_open && size < SMALL && group.size + size < 2 * SMALL);
        if let (Some(group), true) = (open, size < SMALL) {
            group.size += size;
            if let Some(text) = group.texts.last_mut() {
                text.push(',');
                text.push_str(&Part::of(place, item, (1, None), &item.passages).json());
            }
            return;
        }
        let mut group = Group { size, is_open: size < SMALL, ..Group::default() };
        let mut rest = item.passages.as_slice();
        let (mut block, mut anchor) = (1, None);
        while group.starts.is_empty() || !rest.is_empty() {
            let mut length = 0;
            let fits = rest.iter().take_while(|passage| {
                let is_full = length >= PACK;
                length += passage.text.len();
                !is_full
            });
            let (own, later) = rest.split_at(fits.count());
            group.texts.push(Part::of(place, item, (block, anchor), own).json());
            group.starts.push((place, if group.starts.is_empty() { 0 } else { block }));
            anchor = own.iter().filter_map(|passage| passage.anchor.as_deref()).next_back().or(anchor);
            block += u32::try_from(own.len()).unwrap_or(0);
            rest = later;
        }
        self.done.push(group);
    }
}

/// A part of an item as the script reads it.
#[derive(Serialize)]
struct Part<'a> {
    n: u32,
    t: &'a str,
    #[serde(flatten)]
    shown: &'a Shown,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    names: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    g: Option<usize>,
    /// The first block.
    b: u32,
    /// The anchor that stands above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    a: Option<&'a str>,
    p: Vec<Entry<'a>>,
}

/// A passage, with its anchor if it has one.
#[derive(Serialize)]
#[serde(untagged)]
enum Entry<'a> {
    Plain(&'a str),
    Anchored(&'a str, &'a str),
}

impl<'a> Part<'a> {
    fn of(place: u32, item: &'a Item, (block, anchor): (u32, Option<&'a str>), passages: &'a [Passage]) -> Self {
        let one = |passage: &'a Passage| match &passage.anchor {
            Some(anchor) => Entry::Anchored(anchor, &passage.text),
            None => Entry::Plain(&passage.text),
        };
        Self {
            n: place,
            t: &item.title,
            shown: &item.shown,
            names: &item.names,
            g: item.briefing,
            b: block,
            a: anchor,
            p: passages.iter().map(one).collect(),
        }
    }

    fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
