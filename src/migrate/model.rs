//! Ground: a site as it was found, whichever generator it was made for, and what is left of it that cannot be carried.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::{Map, Value};

/// What a site was made for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Generator {
    /// Hugo.
    Hugo,
    /// Jekyll.
    Jekyll,
    /// Zola.
    Zola,
    /// Docusaurus.
    Docusaurus,
    /// `MkDocs`.
    MkDocs,
    /// WordPress, by what it exports.
    WordPress,
}

impl Generator {
    /// Those whose sites are folders.
    pub const FOLDERS: [Self; 5] = [Self::Hugo, Self::Jekyll, Self::Zola, Self::Docusaurus, Self::MkDocs];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hugo => "Hugo",
            Self::Jekyll => "Jekyll",
            Self::Zola => "Zola",
            Self::Docusaurus => "Docusaurus",
            Self::MkDocs => "MkDocs",
            Self::WordPress => "WordPress",
        }
    }
}

/// A language of the site.
#[derive(Clone, Debug, Default)]
pub struct Language {
    /// Its tag as the new site has it.
    pub tag: String,
    /// Its name as the site writes it.
    pub name: Option<String>,
    /// The site's title in it.
    pub title: Option<String>,
    /// What the site is, in it.
    pub description: Option<String>,
    /// The beginning of its old addresses: nothing, or `/ar`.
    pub prefix: String,
}

/// A page that was found.
#[derive(Clone, Debug, Default)]
pub struct Page {
    /// Its file, relative to the folder of the site.
    pub path: String,
    /// The file that its relative links are written from: the same, as it would stand without folders of languages.
    pub place: String,
    /// Its path in the new content without language and ending; empty for the home page.
    pub key: String,
    /// Its language, by its place in [`Found::languages`].
    pub language: usize,
    /// Whether it is the page of its folder.
    pub is_section: bool,
    /// Whether it stands in a folder of its own, with its files.
    pub is_bundle: bool,
    /// Its front matter.
    pub head: Map<String, Value>,
    /// The text of its front matter, for places.
    pub head_text: String,
    /// The line of the file in which the body begins, from 1.
    pub line: usize,
    /// Its text.
    pub body: String,
    /// Its addresses so far, from the root of the site, the one it had first.
    pub addresses: Vec<String>,
    /// Whether the old site does not show it.
    pub is_hidden: bool,
    /// Fields that follow from its path, in the names of the new front matter.
    pub given: Map<String, Value>,
}

impl Page {
    /// The line of its file in which a field of the front matter begins.
    pub fn line_of(&self, field: &str) -> usize {
        let named = |line: &str| {
            let rest = line.trim_start().trim_start_matches(['"', '\'', '[']).strip_prefix(field);
            rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
        };
        self.head_text.lines().position(named).map_or(1, |at| at + 2)
    }
}

/// A file that is no page.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Where it is, relative to the folder of the site.
    pub path: String,
    /// Its path in the new content.
    pub key: String,
    /// Its old addresses.
    pub addresses: Vec<String>,
}

/// An entry of the menu.
#[derive(Clone, Debug)]
pub struct MenuEntry {
    /// Its words, by the language's place.
    pub titles: BTreeMap<usize, String>,
    /// The page or address that it leads to, as written.
    pub target: String,
    /// What orders it.
    pub weight: i64,
}

/// A site as it was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// What it was made for.
    pub generator: Generator,
    /// The file that said so.
    pub config: String,
    /// Where it stands.
    pub base_url: Option<String>,
    /// Its languages, the default one first.
    pub languages: Vec<Language>,
    /// Whether pages that a language lacks are shown in another.
    pub is_rendered_elsewhere: bool,
    /// Its pages.
    pub pages: Vec<Page>,
    /// Its other files.
    pub assets: Vec<Asset>,
    /// Its main menu.
    pub menu: Vec<MenuEntry>,
    /// Values that texts may ask for: `site.title`.
    pub values: BTreeMap<String, String>,
    /// Texts that pages include, by the name they are asked for.
    pub includes: BTreeMap<String, (String, String)>,
    /// How it names headings.
    pub anchors: Anchors,
    /// What is left of it so far.
    pub left: Left,
}

/// How a generator names the headings of a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchors {
    /// As GitHub does: letters of every script.
    Letters,
    /// Letters of ASCII only, numbers where there are none (Python-Markdown).
    Ascii,
    /// In a way that is only known for letters of ASCII (transliterated).
    Transliterated,
}

/// What became of something that could not be carried as it was.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fate {
    /// It stands in the page as a remark.
    Remark,
    /// It was changed so that it says less.
    Changed,
    /// It is missing in the old site.
    Missing,
    /// It is not carried.
    Dropped,
}

impl Fate {
    /// For programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Remark => "remark",
            Self::Changed => "changed",
            Self::Missing => "missing",
            Self::Dropped => "dropped",
        }
    }
}

/// Something that is left.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Leftover {
    /// The file in the old site.
    pub path: String,
    /// The line, from 1; 0 for the whole file.
    pub line: usize,
    /// What became of it.
    pub fate: Fate,
    /// What it is.
    pub what: String,
    /// Why.
    pub why: String,
}

/// Everything that is left, and how often what was carried.
#[derive(Clone, Debug, Default)]
pub struct Left {
    all: BTreeSet<Leftover>,
    /// How often marks were carried, by their name.
    pub carried: BTreeMap<&'static str, usize>,
}

impl Left {
    /// Notes something.
    pub fn note(&mut self, place: (&str, usize), fate: Fate, what: &str, why: &str) {
        let what: String = what.chars().filter(|c| !c.is_control() || *c == '\n').collect();
        let what = what.split_whitespace().collect::<Vec<_>>().join(" ");
        self.all.insert(Leftover { path: place.0.to_owned(), line: place.1, fate, what, why: why.to_owned() });
    }

    /// Counts something that was carried.
    pub fn carried(&mut self, what: &'static str) {
        *self.carried.entry(what).or_default() += 1;
    }

    /// Takes in what another one has.
    pub fn extend(&mut self, other: Self) {
        self.all.extend(other.all);
        for (what, times) in other.carried {
            *self.carried.entry(what).or_default() += times;
        }
    }

    /// All of it, in the order of files and lines.
    pub fn iter(&self) -> impl Iterator<Item = &Leftover> {
        self.all.iter()
    }
}

impl Found {
    /// An empty site.
    pub fn new(generator: Generator, config: &str) -> Self {
        Self {
            generator,
            config: config.to_owned(),
            base_url: None,
            languages: Vec::new(),
            is_rendered_elsewhere: false,
            pages: Vec::new(),
            assets: Vec::new(),
            menu: Vec::new(),
            values: BTreeMap::new(),
            includes: BTreeMap::new(),
            anchors: Anchors::Letters,
            left: Left::default(),
        }
    }

    /// The place of a language by its tag or by the folder of its addresses.
    pub fn language(&self, tag: &str) -> Option<usize> {
        self.languages.iter().position(|own| own.tag.eq_ignore_ascii_case(tag))
    }
}

/// Why a folder cannot be imported: one sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal(pub String);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

/// A file of the new project.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Made {
    /// One that was written.
    Text(String),
    /// One that is copied, by its path in the old site.
    Copy(String),
}
