//! Links -> the form in which those of two languages are compared: where a link leads, without what says its language.
//!
//! A page of the site is its key, with or without a fragment. Of other addresses the scheme, a slash or `index.html` at the end, the
//! fragment (whose name may be a heading of the language), the port of the scheme, signs and digits' scripts of telephone numbers
//! and marks of a language do not count: `/ar/`, `ar.example.org`, `?lang=ar`, `report-ar.pdf`. Two editions of one host in
//! languages of the site may name a text differently, so a link into one of them is a counterpart of a link into the other.

use std::collections::BTreeMap;

use crate::ast::{Document, RefId};
use crate::locale::Locales;
use crate::locale::host::authority;
use crate::locale::numeral::digit;
use crate::site::address::decode;
use crate::site::key::PageKey;
use crate::site::target::{self, Target};
use crate::site::{Page, Site};
use crate::source::Span;

/// Hosts whose editions have their own names for everything: only that there is a link counts.
const EDITIONS: [&str; 7] =
    ["wikipedia.org", "wikisource.org", "wiktionary.org", "wikiquote.org", "wikinews.org", "wikibooks.org", "wikivoyage.org"];
/// Names of languages in hosts and paths, beside their tags.
const NAMES: [&str; 10] = ["arabic", "english", "french", "spanish", "turkish", "persian", "farsi", "hebrew", "urdu", "kurdish"];
/// Languages that are surely meant by these letters: a host's edition in one of them is none of a site that is not written in it.
const LANGUAGES: [&str; 18] =
    ["ar", "en", "de", "fr", "es", "pt", "ru", "tr", "fa", "he", "ur", "ku", "zh", "ja", "ko", "nl", "pl", "sv"];
/// Keys of a query that say the language, or where a reader came from.
const KEYS: [&str; 10] = ["lang", "language", "locale", "hl", "uselang", "setlang", "lng", "lc", "fbclid", "gclid"];

/// A link in the form that is compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::parity) struct Link {
    /// Where it leads, without its language.
    pub target: String,
    /// As it was written.
    pub written: String,
    /// Where it was written.
    pub span: Span,
    /// The host whose edition in another language may name the text differently; empty where none may.
    host: String,
    language: Option<String>,
}

impl Link {
    /// Whether two links may lead to one text in two editions of a host.
    fn is_edition_of(&self, other: &Self) -> bool {
        !self.host.is_empty() && self.host == other.host && self.language != other.language
    }
}

/// The links that one side has more often than the other.
pub(in crate::parity) fn missing<'l>(own: &'l [Link], other: &'l [Link]) -> Vec<&'l Link> {
    let (mine, mut theirs) = (more_often(own, other), more_often(other, own));
    let is_missing = |link: &&Link| match theirs.iter().position(|there| link.is_edition_of(there)) {
        Some(at) => {
            theirs.remove(at);
            false
        }
        None => true,
    };
    mine.into_iter().filter(is_missing).collect()
}

fn more_often<'l>(own: &'l [Link], other: &[Link]) -> Vec<&'l Link> {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for link in other {
        *left.entry(&link.target).or_default() += 1;
    }
    let is_more = |link: &&Link| match left.get_mut(link.target.as_str()) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        Some(_) | None => true,
    };
    own.iter().filter(is_more).collect()
}

/// Where the links of one page lead.
pub(in crate::parity) struct Hrefs<'a> {
    by_place: BTreeMap<Span, &'a target::Link>,
}

/// Where targets of a site lead in any language.
pub(in crate::parity) struct Addresses<'a> {
    site: &'a Site,
    /// The keys of pages by their addresses, for links that name the site's own host.
    keys: BTreeMap<&'a str, &'a PageKey>,
    /// `https://example.org`.
    origin: &'a str,
    locales: &'a Locales,
}

impl<'a> Addresses<'a> {
    /// Gathers the addresses of all pages.
    pub fn of(site: &'a Site) -> Self {
        let keys = site.pages.iter().map(|page| (page.url.as_str(), &page.key)).collect();
        Self { site, keys, origin: &site.config.base.origin, locales: &site.config.locales }
    }

    /// Where the links of a page lead, by their places: the text as it is printed has others besides those that were written.
    pub fn hrefs(page: &'a Page) -> Hrefs<'a> {
        let refs = page.document.iter().flat_map(|document| &document.refs);
        Hrefs { by_place: refs.zip(page.links.iter()).map(|(written, link)| (written.span, link)).collect() }
    }

    /// The keys of the pages to which the links of a page lead, of every link.
    pub fn led(&self, page: &Page) -> Vec<Option<String>> {
        page.links.iter().map(|link| self.key(&link.target).map(PageKey::text)).collect()
    }

    /// A link of a page's text.
    pub fn link(&self, hrefs: &Hrefs<'_>, document: &Document, id: RefId) -> Option<Link> {
        let written = document.refs.get(id.0 as usize)?;
        let raw = written.raw.trim();
        let target = hrefs.by_place.get(&written.span).map(|link| &link.target);
        let (target, host, language) = match target.and_then(|target| self.key(target)) {
            Some(key) => (format!("page:{}", key.text()), String::new(), None),
            None => neutral(raw, self.locales),
        };
        Some(Link { target, written: raw.to_owned(), span: written.span, host, language })
    }
}

impl<'a> Addresses<'a> {
    /// The key of the page that a target leads to, which its translations share.
    fn key(&self, target: &Target) -> Option<&'a PageKey> {
        if let Some((page, _)) = target.page() {
            return Some(&self.site.page(page).key);
        }
        let Target::External(url) = target else { return None };
        let path = url.strip_prefix(self.origin)?;
        let path = path.split(['#', '?']).next().unwrap_or(path);
        let path = path.strip_suffix("index.html").unwrap_or(path);
        self.keys.get(path).or_else(|| self.keys.get(format!("{path}/").as_str())).copied()
    }
}

/// An address without what says its language; its host where another edition may name the text differently, and the language that it
/// says.
fn neutral(raw: &str, locales: &Locales) -> (String, String, Option<String>) {
    let decoded = decode(raw).unwrap_or(raw.into());
    let bare = decoded.split('#').next().unwrap_or_default().trim();
    if let Some(number) = telephone(bare) {
        return (number, String::new(), None);
    }
    let (bare, query) = bare.split_once('?').unwrap_or((bare, ""));
    let mut language = None;
    let says = |language: &mut Option<String>, name: &str| {
        // What may be a country or a section says less than a language of the site.
        if language.is_none() || is_of_site(name, locales) {
            *language = Some(name.to_lowercase());
        }
    };
    if bare.is_empty() && query.is_empty() {
        return ("#".to_owned(), String::new(), None);
    }
    let (host, path) = match bare.split_once("://") {
        Some((scheme, rest)) => {
            let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
            let port = if scheme.eq_ignore_ascii_case("https") { ":443" } else { ":80" };
            (host.strip_suffix(port).unwrap_or(host), path)
        }
        None => ("", bare),
    };
    let host = authority(&host.to_lowercase());
    let labels: Vec<&str> = host.split('.').collect();
    let count = labels.len();
    let is_kept = |(at, label): &(usize, &str)| {
        let is_outer = at + 2 >= count;
        let is_language = !is_outer && (is_tag(label, locales) || NAMES.contains(label));
        if is_language {
            says(&mut language, label);
        }
        is_outer || !(is_language || matches!(*label, "www" | "m" | "mobile"))
    };
    let host = labels.iter().copied().enumerate().filter(is_kept).map(|(_, label)| label).collect::<Vec<_>>().join(".");
    if EDITIONS.contains(&host.as_str()) {
        return (format!("{host}/"), host, language);
    }
    let mut parts: Vec<String> = Vec::new();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let name = part.to_lowercase();
        if is_tag(part, locales) || is_tag(&name, locales) || NAMES.contains(&name.as_str()) {
            says(&mut language, &name);
        } else {
            parts.push(part.to_owned());
        }
    }
    if let Some(last) = parts.pop().filter(|last| !matches!(last.as_str(), "index.html" | "index.htm" | "index.php")) {
        let (stem, ending) = last.split_once('.').map_or((last.as_str(), ""), |_| {
            let dot = last.rfind('.').unwrap_or(last.len());
            (&last[..dot], &last[dot..])
        });
        let (stem, tag) = without_tag(stem, locales);
        if let Some(tag) = tag {
            says(&mut language, &tag);
        }
        parts.push(format!("{stem}{ending}"));
    }
    let mut queries: Vec<&str> = Vec::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
        // `?l=ar`
        if KEYS.contains(&key) || (key.len() <= 2 && locales.site().iter().any(|locale| locale.tag == value)) {
            says(&mut language, value);
        } else if !key.starts_with("utm_") {
            queries.push(pair);
        }
    }
    queries.sort_unstable();
    let query = if queries.is_empty() { String::new() } else { format!("?{}", queries.join("&")) };
    let target = format!("{host}/{}{query}", parts.join("/"));
    // The front page of an edition is no text that has another name.
    let is_home = parts.is_empty() && query.is_empty();
    let is_foreign = language.as_deref().is_some_and(|name| LANGUAGES.contains(&primary(name)) && !is_of_site(name, locales));
    let host = if is_home || is_foreign { String::new() } else { host };
    (target, host, language)
}

/// `tel:+966 11 ...` in one form: ASCII digits, without the signs between them.
fn telephone(address: &str) -> Option<String> {
    let (scheme, number) = address.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let is_sign = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '-' | '.' | '(' | ')' | '\u{200e}' | '\u{200f}');
    let plain = || number.chars().filter(|c| !is_sign(*c)).map(|c| digit(c).unwrap_or(c)).collect::<String>();
    matches!(scheme.as_str(), "tel" | "sms").then(|| format!("{scheme}:{}", plain()))
}

/// The language of a tag without its region.
fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or(tag)
}

/// Whether a tag or a name in an address is that of a language of the site.
fn is_of_site(name: &str, locales: &Locales) -> bool {
    let name = name.to_lowercase();
    NAMES.contains(&name.as_str()) || locales.site().iter().any(|locale| primary(&locale.tag.to_lowercase()) == primary(&name))
}

/// The stem of a file's name without the tag behind it: `report-ar`, `report.en`, `report_EN`.
fn without_tag<'s>(stem: &'s str, locales: &Locales) -> (&'s str, Option<String>) {
    let Some(at) = stem.rfind(['-', '.', '_']) else { return (stem, None) };
    let tag = stem[at + 1..].to_lowercase();
    let says = locales.site().iter().any(|locale| locale.tag.to_lowercase() == tag) || matches!(tag.as_str(), "ar" | "en" | "fr");
    if says && at > 0 { (&stem[..at], Some(tag)) } else { (stem, None) }
}

/// Whether a part of an address is the tag of a language: one of the site's, or two letters, with or without a region.
fn is_tag(part: &str, locales: &Locales) -> bool {
    if locales.site().iter().any(|locale| locale.tag == part) {
        return true;
    }
    let (language, region) = part.split_once(['-', '_']).unwrap_or((part, "xx"));
    language.len() == 2
        && language.bytes().all(|b| b.is_ascii_lowercase())
        && (2..=4).contains(&region.len())
        && region.bytes().all(|b| b.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::{Link, missing, neutral};
    use crate::locale::{LocaleSpec, Locales};
    use crate::source::{FileId, Span};

    fn locales() -> Locales {
        Locales::new(&[LocaleSpec::of("ar"), LocaleSpec::of("en")]).expect("known languages")
    }

    #[test]
    fn addresses_of_two_languages_have_one_form() {
        let locales = locales();
        let form = |raw: &str| neutral(raw, &locales).0;
        let same = |one: &str, two: &str| assert_eq!(form(one), form(two));
        same("https://ar.wikipedia.org/wiki/كازاخستان", "https://en.wikipedia.org/wiki/Kazakhstan");
        same("https://ar.m.wikipedia.org/wiki/كازاخستان", "http://en.wikipedia.org/wiki/Kazakhstan");
        same("https://www.un.org/ar/observances", "http://un.org/en/observances/");
        same("https://example.org/ar/x/", "https://example.org/x");
        same("https://example.org/x/index.html", "https://example.org/en/x/#part");
        same("https://arabic.example.com/a", "https://www.example.com/a");
        same("https://example.org/a?lang=ar&id=4", "https://example.org/a?id=4&lang=en");
        same("https://example.org/a?utm_source=x", "https://example.org/a");
        same("https://example.org/ar-LB/a", "https://example.org/en-GB/a");
        same("https://example.org/%D8%B3", "https://example.org/س");
        same("report-ar.pdf", "report-en.pdf");
        same("other.ar.md#قسم", "other.en.md#part");
        same("other.md", "other.md#x");
        same("#قسم", "#part");
        same("tel:+٩٦٦١١٢٣٤٥٦٧", "tel:+966-11-234567");
        same("https://example.org:443/x", "http://example.org:80/x");
        for (one, two) in [
            ("https://example.org/a", "https://example.org/b"),
            ("https://example.org/a", "https://example.com/a"),
            ("https://example.org/a?id=4", "https://example.org/a?id=5"),
            ("https://example.org/", "https://example.org/a"),
            ("a.md", "b.md"),
            ("tel:+96611234567", "tel:+96611234568"),
            ("https://example.org:8443/x", "https://example.org/x"),
            ("https://example.org/ar", "https://example.org/arms"),
            ("mailto:a@example.org", "mailto:b@example.org"),
        ] {
            assert_ne!(form(one), form(two));
        }
    }

    #[test]
    fn two_editions_of_a_host_may_name_a_text_differently() {
        let locales = locales();
        let link = |raw: &str| {
            let (target, host, language) = neutral(raw, &locales);
            Link { target, written: raw.to_owned(), span: Span::new(FileId::NONE, 0, 0), host, language }
        };
        let count = |one: &str, two: &str| missing(&[link(one)], &[link(two)]).len();
        assert_eq!(count("https://news.un.org/ar/story/خبر", "https://news.un.org/en/story/news"), 0);
        assert_eq!(count("https://ar.example.org/a", "https://example.org/b"), 0);
        assert_eq!(count("https://example.org/en/a", "https://example.org/en/b"), 1);
        assert_eq!(count("https://example.org/a", "https://example.org/b"), 1);
        assert_eq!(count("https://ar.example.org/a", "https://de.example.org/b"), 1, "no language of the site");
        assert_eq!(count("https://ar.example.org/a", "https://de.example.org/a"), 0);
        assert_eq!(count("https://example.org/ar/a", "https://example.org/uk/b"), 0, "a country, or Ukrainian");
        assert_eq!(count("https://ar.example.org/us/a", "https://en.example.org/us/b"), 0);
        assert_eq!(count("https://example.org/ar", "https://example.org/arms"), 1, "a front page is no article");
        assert_eq!(count("https://example.org/ar/", "https://example.org/en/story"), 1);
        assert_eq!(count("https://ar.example.org/", "https://en.example.org"), 0);
    }
}
