//! The text of a post -> Markdown, with its links to where they lead now.

use std::collections::BTreeMap;

use super::super::links::{Goal, Index};
use super::super::model::{Fate, Left};
use super::super::scan::Converted;
use crate::hypertext::address::{Address, Addresses, is_remote};
use crate::hypertext::fragment;
use crate::hypertext::left::Kind;
use crate::hypertext::reading::{Language, options};
use crate::locale::{LocaleSpec, Locales};

/// The text of a page in Markdown.
pub fn page(index: &Index<'_>, at: usize) -> Converted {
    let page = index.page(at);
    let specs: Vec<LocaleSpec> = index.found.languages.iter().map(|language| LocaleSpec::of(&language.tag)).collect();
    let mut left = Left::default();
    let Ok(locales) = Locales::new(&specs) else {
        left.note((&page.path, page.line), Fate::Dropped, "the text", "its language is not known");
        return converted(String::new(), left);
    };
    let options = options();
    let language = Language { locale: locales.site()[page.language].id, locales: &locales, options: &options };
    let mut addresses = Known { index, at, by_number: &index.found.values };
    let made = fragment(&page.body, page.line, language, &mut addresses);
    for own in &made.left {
        let (fate, why) = match own.kind {
            Kind::Address | Kind::Picture | Kind::Structure | Kind::Direction | Kind::Language | Kind::Frame | Kind::Drawing => {
                (Fate::Changed, "Markdown says less")
            }
            Kind::Form | Kind::Handler | Kind::Script | Kind::Style => (Fate::Dropped, "it is no part of a text"),
            Kind::Hidden | Kind::Part | Kind::Mark => (Fate::Dropped, "readers did not see it"),
        };
        left.note((&page.path, own.line), fate, &own.what, why);
    }
    converted(made.markdown, left)
}

fn converted(text: String, left: Left) -> Converted {
    let mut made = Converted::default();
    made.text = text;
    made.left = left;
    made
}

/// Where the links of a post lead.
struct Known<'a> {
    index: &'a Index<'a>,
    at: usize,
    /// Addresses of posts by what names them by number: `post.12`.
    by_number: &'a BTreeMap<String, String>,
}

impl Known<'_> {
    /// The address of a post that a link names by its number: `/?p=12`.
    fn numbered(&self, raw: &str) -> Option<&String> {
        let (path, query) = raw.split_once('?')?;
        let is_own = self.index.goal(self.at, if path.is_empty() { "/" } else { path }) != Goal::Elsewhere;
        let number = query
            .split(['&', '#'])
            .find_map(|part| ["p=", "page_id=", "attachment_id="].iter().find_map(|name| part.strip_prefix(name)))?;
        self.by_number.get(&format!("post.{number}")).filter(|_| is_own)
    }
}

impl Addresses for Known<'_> {
    fn link(&mut self, raw: &str) -> Address {
        let raw = self.numbered(raw).map_or(raw, String::as_str);
        if let Goal::Asset(at) = self.index.goal(self.at, raw)
            && self.index.refused.contains_key(&at)
        {
            return Address::Gone("the file cannot be shown");
        }
        match self.index.link(self.at, raw).to {
            Some(to) => Address::As(to),
            None => Address::Gone("there is no such page in the export, and no such file beside it"),
        }
    }

    fn picture(&mut self, raw: &str) -> Address {
        match self.index.goal(self.at, raw) {
            Goal::Asset(at) if !self.index.refused.contains_key(&at) => Address::As(self.index.asset(self.at, at)),
            Goal::Asset(_) => Address::Gone("it cannot be shown"),
            Goal::Elsewhere if is_remote(raw) => Address::Link(raw.to_owned()),
            Goal::Elsewhere | Goal::Missing | Goal::Page(..) => {
                Address::Gone("it is not in the folder `uploads` beside the export")
            }
        }
    }
}
