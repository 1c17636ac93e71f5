//! Tags: spellings that differ only in marks, forms of a letter, case or hyphens are one; tags that `site.yaml` names are one in
//! all languages. An address keeps the letters of the first spelling. Authors that have pages are told apart in the same way.

use std::collections::{BTreeMap, BTreeSet};

use crate::ast::Prose;
use crate::config::Config;
use crate::diag::codes::site as codes;
use crate::diag::names::nearest;
use crate::diag::{Diagnostic, Diagnostics};
use crate::ledger::Ledgers;
use crate::locale::fold::{fold, slug};
use crate::locale::{LocaleId, letter};
use crate::output::hash;
use crate::source::Span;

/// What tags are called, by folded id and folded names.
pub struct Index<'a> {
    config: &'a Config,
    /// Whether it is one of authors, whom site.yaml does not name.
    is_of_authors: bool,
    by_name: BTreeMap<String, &'a str>,
    /// Tags as they were written, looked up once: a site has many more uses of tags than tags.
    known: BTreeMap<String, Meaning<'a>>,
    /// How each tag of a language was written first, and its other spellings.
    spelled: BTreeMap<(LocaleId, String), Spelled<'a>>,
    /// Entries of the ledger that have names in several languages, by each of those: an entry is all of its names.
    called: BTreeMap<(LocaleId, String), BTreeSet<String>>,
}

/// How a tag that `site.yaml` does not name is written.
struct Spelled<'a> {
    first: &'a Prose,
    others: BTreeSet<&'a str>,
}

/// What a tag that is written somewhere means.
#[derive(Clone)]
enum Meaning<'a> {
    /// A tag of `site.yaml`.
    Named(&'a str),
    /// Itself, under this identity.
    Own(String),
    /// Nothing: no address can be made of it.
    Nothing,
}

/// A tag as a page means it.
#[derive(Clone, PartialEq, Debug)]
pub struct Use<'a> {
    /// Its part of the path, once [`Index::addresses`] has given them; its identity before.
    pub id: String,
    /// Its name in the page's language.
    pub name: &'a Prose,
}

impl<'a> Index<'a> {
    /// The tags of `site.yaml`, by id and by their names in every language.
    pub fn new(config: &'a Config) -> Self {
        let mut by_name = BTreeMap::new();
        for (id, tag) in &config.tags {
            by_name.insert(identity(id), id.as_str());
            for locale in config.locales.site() {
                by_name.entry(identity(&tag.names.get(locale.id).text)).or_insert(id);
            }
        }
        let (known, spelled, called) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { config, is_of_authors: false, by_name, known, spelled, called }
    }

    /// No authors yet. Spellings of a name are one as those of a tag are; who has which names in which languages, the ledgers say.
    pub fn of_authors(config: &'a Config, ledgers: &Ledgers) -> Self {
        let mut called: BTreeMap<(LocaleId, String), BTreeSet<String>> = BTreeMap::new();
        for name in ledgers.by_folder.values().flat_map(|ledger| ledger.people.iter().chain(ledger.organisations.iter())) {
            let own = config.locales.site().iter().filter(|locale| name.name.lent(locale.id).is_none());
            let own: Vec<_> = own.map(|locale| (locale.id, identity(&name.name.get(locale.id).text))).collect();
            let entry = own.iter().map(|(locale, name)| format!("{} {name}", locale.0)).collect::<Vec<_>>().join("\n");
            for name in own.iter().filter(|_| own.len() > 1) {
                called.entry(name.clone()).or_default().insert(entry.clone());
            }
        }
        let (by_name, known, spelled) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Self { config, is_of_authors: true, by_name, known, spelled, called }
    }

    /// Of each name that a page writes, which of its own authors that is.
    pub fn places(&self, written: &[Prose], own: &[Use<'a>]) -> Vec<Option<String>> {
        let place = |name: &Prose| {
            let found = own.iter().find(|author| identity(&author.name.text) == identity(&name.text));
            found.map(|author| author.id.clone())
        };
        if own.is_empty() { Vec::new() } else { written.iter().map(place).collect() }
    }

    /// The tags of a page, in the order written, each once. A second spelling of a tag is told once.
    pub fn of(&mut self, written: &'a [Prose], locale: LocaleId, diags: &mut Diagnostics) -> Vec<Use<'a>> {
        let mut uses: Vec<Use<'a>> = Vec::new();
        let mut seen = BTreeSet::new();
        for tag in written {
            let found = match self.meaning(&tag.text) {
                Meaning::Named(id) => Use { id: id.to_owned(), name: self.config.tags[id].names.get(locale) },
                Meaning::Nothing if self.is_of_authors => continue,
                Meaning::Nothing => {
                    diags.push(codes::empty_tag(tag.span, &tag.text));
                    continue;
                }
                Meaning::Own(id) => {
                    if !self.spelled.contains_key(&(locale, id.clone())) {
                        diags.extend(self.undeclared(tag));
                    }
                    let new = || Spelled { first: tag, others: BTreeSet::new() };
                    let spelled = self.spelled.entry((locale, id.clone())).or_insert_with(new);
                    if spelled.first.text != tag.text && spelled.others.insert(&tag.text) {
                        let first: Span = spelled.first.span;
                        let told = if self.is_of_authors { codes::author_spelling } else { codes::tag_spelling };
                        diags.push(told(tag.span, &tag.text, &spelled.first.text, first));
                    }
                    Use { id, name: spelled.first }
                }
            };
            if seen.insert(found.id.clone()) {
                uses.push(found);
            }
        }
        uses
    }

    /// Tells a tag that `site.yaml` does not name where it names others.
    fn undeclared(&self, tag: &Prose) -> Option<Diagnostic> {
        let known = &self.config.tags;
        let names = known.values().flat_map(|known| known.names.iter().map(|name| name.text.as_str()));
        let near = nearest(&tag.text, known.keys().map(String::as_str).chain(names));
        (!self.is_of_authors && !known.is_empty()).then(|| codes::undeclared_tag(tag.span, &tag.text, near))
    }

    fn meaning(&mut self, written: &str) -> Meaning<'a> {
        if let Some(meaning) = self.known.get(written) {
            return meaning.clone();
        }
        let identity = identity(written);
        let meaning = match self.by_name.get(&identity) {
            Some(id) => Meaning::Named(id),
            None if slug(&identity).is_empty() => Meaning::Nothing,
            None => Meaning::Own(identity),
        };
        self.known.insert(written.to_owned(), meaning.clone());
        meaning
    }

    /// Gives the tags of all pages, each with its page's language, their addresses. Two tags of a language never share one, on
    /// file systems without case either: where they would, the one without signs keeps it, and others spell their signs or have a
    /// mark made of their own letters, whatever other tags there are. As such a tag had the shorter address while it was alone,
    /// it is told.
    pub fn addresses<'u>(&self, pages: impl Iterator<Item = (LocaleId, &'u mut Vec<Use<'a>>)>, diags: &mut Diagnostics)
    where
        'a: 'u,
    {
        let mut addresses: BTreeMap<&(LocaleId, String), String> = BTreeMap::new();
        let mut taken: BTreeMap<(LocaleId, String), &str> = BTreeMap::new();
        for locale in self.config.locales.site().iter().filter(|_| !self.is_of_authors) {
            taken.extend(self.config.tags.keys().map(|id| ((locale.id, id.clone()), id.as_str())));
        }
        let has_signs = |(_, identity): &&(LocaleId, String)| identity.contains(is_sign);
        let (signed, plain): (Vec<_>, Vec<_>) = self.spelled.keys().partition(has_signs);
        for key in plain.into_iter().chain(signed) {
            let tag = self.spelled[key].first;
            let wanted = slug(&spelled_out(&tag.text, is_telling));
            let spelled = slug(&spelled_out(&tag.text, |_, _, _| true));
            let mark = hash::full(key.1.as_bytes());
            let marked = (4..mark.len()).map(|length| format!("{wanted}-{}", &mark[..length]));
            let mut all = [wanted.clone(), spelled].into_iter().chain(marked);
            // A hash has more lengths than a site has tags with one address.
            let address = all.find(|address| !taken.contains_key(&(key.0, address.clone()))).unwrap_or_default();
            if let Some(other) = taken.get(&(key.0, wanted.clone())).filter(|_| !self.is_of_authors) {
                diags.push(codes::tag_address(tag.span, &tag.text, other, &wanted, &address));
            }
            taken.insert((key.0, address.clone()), &tag.text);
            addresses.insert(key, address);
        }
        for (locale, uses) in pages {
            for tag in uses {
                if let Some(address) = addresses.get(&(locale, tag.id.clone())) {
                    tag.id.clone_from(address);
                }
            }
        }
    }

    /// What a tag of a language is in all of them: one of site.yaml, or the only entry of the ledger that has an author's name. `None`
    /// where nobody says it.
    pub fn shared<'s>(&'s self, locale: LocaleId, id: &'s str, name: &Prose) -> Option<&'s str> {
        if !self.is_of_authors {
            return self.config.tags.contains_key(id).then_some(id);
        }
        let entries = self.called.get(&(locale, identity(&name.text)))?;
        if entries.len() == 1 { entries.first().map(String::as_str) } else { None }
    }
}

/// What makes a tag another one: its letters without marks and case, and the signs that tell names apart (`C++`, `أوبك+`, `7/10`,
/// `.NET`). Spaces, hyphens, quotation marks and what ends a sentence part words only.
fn identity(text: &str) -> String {
    let mut out = String::new();
    for c in fold(text).trim_start_matches('#').chars() {
        let parts = c.is_whitespace()
            || matches!(c, '-' | '_' | '\u{2010}'..='\u{201f}' | '\'' | '"' | '«' | '»' | '(' | ')' | '[' | ']')
            || matches!(c, ',' | '،' | ';' | '؛' | ':' | '!' | '?' | '؟' | '…');
        if !parts {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// Whether a character of an identity is a sign.
fn is_sign(c: char) -> bool {
    !(c.is_alphanumeric() || c == '-' || letter::is_mark(c))
}

/// The signs that an address always spells, between the characters beside them: between letters a full stop or a slash becomes a
/// hyphen, as everything else does; between digits it tells `7/10` and `7.10` apart, whether the site has both or not.
fn is_telling(sign: char, before: Option<char>, after: Option<char>) -> bool {
    let is_digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    match sign {
        '+' | '#' => true,
        '.' if before.is_none_or(char::is_whitespace) => true,
        '.' | '/' => is_digit(before) && is_digit(after),
        _ => false,
    }
}

/// A tag's text with the chosen signs as words: `C++` as `C plus plus`.
fn spelled_out(text: &str, chosen: impl Fn(char, Option<char>, Option<char>) -> bool) -> String {
    let mut out = String::new();
    let mut before = None;
    let mut letters = text.trim_start_matches('#').chars().peekable();
    while let Some(c) = letters.next() {
        let word = match c {
            '+' => "plus",
            '#' => "sharp",
            '.' => "dot",
            '/' => "slash",
            '&' => "and",
            '@' => "at",
            '*' => "star",
            '=' => "equals",
            '%' | '٪' => "percent",
            '$' => "dollar",
            '€' => "euro",
            _ => "",
        };
        if word.is_empty() || !chosen(c, before, letters.peek().copied()) {
            out.push(c);
        } else {
            out.extend([" ", word, " "]);
        }
        before = Some(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{identity, is_telling, spelled_out};
    use crate::locale::fold::slug;

    #[test]
    fn what_makes_a_tag_another_one() {
        let different = ["أوبك", "أوبك+", "C", "C++", "C#", "7/10", "7.10", ".NET", "net", "G&G", "G G"];
        for (i, a) in different.iter().enumerate() {
            for b in &different[i + 1..] {
                assert_ne!(identity(a), identity(b), "{a} {b}");
            }
        }
        for [a, b] in [
            ["أوبك", "اوبك"],
            ["كرة", "كُرَه"],
            ["OPEC+", "opec+"],
            ["climate change", "Climate-Change"],
            ["#gas", "gas"],
            ["«نعم»!", "نعم"],
        ] {
            assert_eq!(identity(a), identity(b), "{a} {b}");
        }
    }

    #[test]
    fn addresses_keep_letters() {
        let of = |text: &str| slug(&spelled_out(text, is_telling));
        assert_eq!(
            ["كرة", "ایران", "أوبك+", "C++", "C#", ".NET", "7/10", "7.10", "U.S.", "COVID-19"].map(of),
            ["كرة", "ایران", "أوبك-plus", "c-plus-plus", "c-sharp", "dot-net", "7-slash-10", "7-dot-10", "u-s", "covid-19"]
        );
    }
}
