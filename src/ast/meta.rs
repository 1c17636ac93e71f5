//! Ground: front matter, typed. Read by `markdown::front_matter`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Prose;
use crate::locale::LocaleId;
use crate::locale::date::Timestamp;
use crate::locale::zone::Zone;
use crate::source::Located;

/// The front matter of a page. Every field is as the manual's table has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrontMatter {
    /// `title`, required.
    pub title: Prose,
    /// `short_title`: for the heads of printed pages, which have one line.
    pub short_title: Option<Prose>,
    /// `subtitle`
    pub subtitle: Option<Prose>,
    /// `mark`: who may read it, or what state it is in; on every printed page.
    pub mark: Option<Prose>,
    /// `summary`: one paragraph for lists, feeds and search engines.
    pub summary: Option<Prose>,
    /// `date`: first published.
    pub date: Option<Timestamp>,
    /// `updated`: last changed in substance.
    pub updated: Option<Timestamp>,
    /// `authors`
    pub authors: Vec<Prose>,
    /// `tags`, as written.
    pub tags: Vec<Prose>,
    /// `weight`: order within the section; pages without one follow, by date (newest first), then title.
    pub weight: Option<i64>,
    /// `slug`: last part of the path, instead of the file name.
    pub slug: Option<Located<String>>,
    /// `aliases`: old paths that lead here, absolute within the site (`/ar/old/`).
    pub aliases: Vec<Located<String>>,
    /// `draft`
    pub draft: bool,
    /// `publish`: not before this moment.
    pub publish: Option<Timestamp>,
    /// `expiry`: not from this moment on.
    pub expiry: Option<Timestamp>,
    /// `toc`: show a table of contents; `None` leaves it to the theme.
    pub toc: Option<bool>,
    /// `image` with `image_alt`: the picture for shared links and the title block.
    pub image: Option<MetaImage>,
    /// `translation_key`: pairs pages whose paths differ.
    pub translation_key: Option<Located<String>>,
    /// `lang`: overrides the language of the path.
    pub lang: Option<LocaleId>,
    /// `source`: the language that the page and its translations were written in first; `None` means the site's default.
    pub source: Option<Located<LocaleId>>,
    /// `noindex`: keep out of search engines, the sitemap and the feed.
    pub noindex: bool,
    /// `briefing`: whether a section's pages are its chapters, or a page is a briefing of its own; `None` leaves a section
    /// to the rule in `site::nav`.
    pub briefing: Option<bool>,
    /// `pdf`: print this page or briefing; `None` follows the site.
    pub pdf: Option<bool>,
    /// `related`: name pages that share its tags; `None` follows the site.
    pub related: Option<bool>,
    /// `layout`: a template of the theme (`layouts/NAME.html`).
    pub layout: Option<Located<String>>,
    /// `key_figures`: up to six numbers that open a briefing, written for this language.
    pub key_figures: Vec<KeyFigure>,
    /// `answers`: what readers of any briefing ask first.
    pub answers: Answers,
    /// `bare_numbers`: numbers of the text that need not come from the ledger, with the reason.
    pub bare_numbers: BareNumbers,
    /// `extra`: whatever the theme wants, untyped but of bounded size.
    pub extra: BTreeMap<String, Extra>,
}

impl FrontMatter {
    /// The front matter of a page that nobody wrote: a title and nothing else.
    pub fn titled(title: Prose) -> Self {
        Self {
            title,
            short_title: None,
            subtitle: None,
            mark: None,
            summary: None,
            date: None,
            updated: None,
            authors: Vec::new(),
            tags: Vec::new(),
            weight: None,
            slug: None,
            aliases: Vec::new(),
            draft: false,
            publish: None,
            expiry: None,
            toc: None,
            image: None,
            translation_key: None,
            lang: None,
            source: None,
            noindex: false,
            briefing: None,
            pdf: None,
            related: None,
            layout: None,
            key_figures: Vec::new(),
            answers: Answers::default(),
            bare_numbers: BareNumbers::None,
            extra: BTreeMap::new(),
        }
    }
}

impl FrontMatter {
    /// Puts its dates into the desk's time zone, where they say none.
    pub fn settle(&mut self, zone: &Zone) {
        for moment in [&mut self.date, &mut self.updated, &mut self.publish, &mut self.expiry] {
            *moment = moment.map(|moment| moment.within(zone));
        }
    }
}

/// Numbers that may stand in a text without an entry of the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum BareNumbers {
    /// None.
    None,
    /// All of the page, for one reason.
    All(String),
    /// Those, each for its reason.
    Some(Vec<AllowedNumber>),
}

/// A number with the reason why it needs no entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AllowedNumber {
    /// As written.
    pub number: Located<String>,
    /// Why.
    pub reason: String,
}

/// The picture of a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MetaImage {
    /// File relative to the page.
    pub source: Located<String>,
    /// What it shows, where the page says so itself.
    pub alt: Option<String>,
}

/// A number with what it counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeyFigure {
    /// The number with its unit: `45.7 trillion`, or a reference to a fact (`fact: gas-reserves`).
    pub value: Prose,
    /// What it is.
    pub label: Prose,
    /// Who says so, or what is uncertain.
    pub note: Option<Prose>,
}

/// A question that every briefing answers before anything else.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Question {
    /// What happened?
    Happened,
    /// Why does it matter?
    Matters,
    /// What is not established?
    Unknown,
}

impl Question {
    /// All, in the order in which they are answered.
    pub const ALL: [Self; 3] = [Self::Happened, Self::Matters, Self::Unknown];

    /// Its key in front matter.
    pub fn key(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::Matters => "matters",
            Self::Unknown => "unknown",
        }
    }

    /// The name of the unit of review that its answer is, which is the key of the theme's message too.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Happened => "answer-happened",
            Self::Matters => "answer-matters",
            Self::Unknown => "answer-unknown",
        }
    }
}

/// The answers of a briefing: all three, or none.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Answers {
    /// `happened`
    pub happened: Option<Prose>,
    /// `matters`
    pub matters: Option<Prose>,
    /// `unknown`
    pub unknown: Option<Prose>,
}

impl Answers {
    /// The answer to a question.
    pub fn get(&self, question: Question) -> Option<&Prose> {
        match question {
            Question::Happened => self.happened.as_ref(),
            Question::Matters => self.matters.as_ref(),
            Question::Unknown => self.unknown.as_ref(),
        }
    }

    /// Every answer with its question, in order.
    pub fn iter(&self) -> impl Iterator<Item = (Question, &Prose)> {
        Question::ALL.into_iter().filter_map(|question| Some((question, self.get(question)?)))
    }
}

/// A value below `extra`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Extra {
    /// Nothing.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Any other number.
    Float(f64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Extra>),
    /// A mapping, in the order written.
    Map(Vec<(String, Extra)>),
}
