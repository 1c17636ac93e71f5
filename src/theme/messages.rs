//! `messages/TAG.yaml` -> the words of the interface in every language of the site, with plurals and digits of the
//! language (CLDR).
//!
//! A message is looked up in the catalogue of the tag (`ar-LB`), then of its shorter forms (`ar`, RFC 4647 lookup),
//! then in English. A theme's catalogue is laid over the built-in one key by key.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::Diagnostics;
use crate::diag::codes::theme as codes;
use crate::locale::format::Plural;
use crate::locale::{Locale, LocaleId, Locales};

use super::catalogue::{Catalogue, Message, Piece};
use super::files::Files;

/// The language that lends its words to others; every theme has it.
const FALLBACK: &str = "en";

/// Messages that the program itself prints, apart from templates.
pub const REQUIRED: &[&str] = &[
    "accessed",
    "according-to",
    "answer-happened",
    "answer-matters",
    "answer-unknown",
    "archived",
    "as-of",
    "back-to-reference",
    "brief",
    "brief-more",
    "brief-people",
    "brief-rest",
    "brief-whole",
    "briefing",
    "by",
    "callout-caution",
    "callout-important",
    "callout-note",
    "callout-tip",
    "callout-warning",
    "certainty",
    "certainty-added",
    "certainty-contested",
    "certainty-inferred",
    "certainty-stated",
    "chapter-n",
    "chapters-count",
    "chronology-summary",
    "chronology-title",
    "claim-by",
    "claim-status",
    "claim-to",
    "claims",
    "contents",
    "contested-events",
    "contested-facts",
    "contested-names",
    "contested-summary",
    "contested-title",
    "dated",
    "executive-summary",
    "facts",
    "facts-data",
    "facts-summary",
    "facts-title",
    "fallback-notice",
    "figure",
    "figure-borders",
    "figure-category",
    "figure-coordinates",
    "figure-data",
    "figure-date",
    "figure-describe",
    "figure-event",
    "figure-km",
    "figure-note",
    "figure-place",
    "figure-projection-area",
    "figure-projection-world",
    "figure-source",
    "figure-time-ltr",
    "figure-time-rtl",
    "figure-total",
    "figure-undated",
    "figure-unknown",
    "figure-value",
    "footnotes",
    "gregorian-date",
    "hijri-date",
    "hijri-note",
    "in-language",
    "index",
    "kept-back-draft",
    "kept-back-since",
    "kept-back-until",
    "key-figures",
    "link-to-section",
    "list-separator",
    "note",
    "organisations",
    "page-n-of-m",
    "page-sources",
    "pages-count",
    "parallel-missing",
    "parallel-read",
    "parallel-twin",
    "people",
    "people-summary",
    "people-title",
    "places",
    "published",
    "qualifier-about",
    "qualifier-at-least",
    "qualifier-at-most",
    "qualifier-exactly",
    "qualifier-less-than",
    "qualifier-more-than",
    "qualifier-nearly",
    "range",
    "read-online",
    "reading-time",
    "size-kb",
    "size-mb",
    "solar-date",
    "source",
    "sources",
    "stale-mark",
    "stale-missing",
    "stale-notice",
    "status-disputed",
    "status-supported",
    "status-unsupported",
    "table",
    "task-done",
    "task-open",
    "terms",
    "undated",
    "usual-source",
    "updated",
    "value",
    "variants",
];

/// The messages of every language of the site.
#[derive(Debug, Default)]
pub struct Messages {
    by_language: BTreeMap<LocaleId, BTreeMap<String, Message>>,
    keys: BTreeSet<String>,
}

impl Messages {
    /// Reads the catalogues of the site's languages and says what they lack.
    pub fn read(files: &Files, locales: &Locales, diags: &mut Diagnostics) -> Self {
        let spoken: BTreeSet<String> = locales.site().iter().flat_map(|l| lookup(&l.tag)).chain([FALLBACK.to_owned()]).collect();
        let mut catalogues: BTreeMap<String, Catalogue> = BTreeMap::new();
        for (name, file) in files.under("messages") {
            if let Some(tag) = name.strip_suffix(".yaml").map(str::to_ascii_lowercase).filter(|tag| spoken.contains(tag)) {
                catalogues.insert(tag, Catalogue::read(file, diags));
            }
        }
        let english = catalogues.get(FALLBACK).map(|c| c.messages.clone()).unwrap_or_default();
        let mut messages = Self::default();
        for locale in locales.site() {
            let found: Vec<&Catalogue> = lookup(&locale.tag).filter_map(|tag| catalogues.get(&tag)).collect();
            match found.first() {
                Some(nearest) => lacks(nearest, &found, &english, locale, diags),
                None => diags.push(codes::missing_catalogue(&locale.tag)),
            }
            // From the most general to the most particular, so that the latter stays.
            let mut own = english.clone();
            for catalogue in found.iter().rev() {
                own.extend(catalogue.messages.clone());
            }
            messages.keys.extend(own.keys().cloned());
            messages.by_language.insert(locale.id, own);
        }
        let missing: Vec<&str> = REQUIRED.iter().copied().filter(|key| !messages.has(key)).collect();
        if !missing.is_empty() {
            diags.push(codes::required_message(&missing));
        }
        messages
    }

    /// Whether some language has the message.
    pub fn has(&self, key: &str) -> bool {
        self.keys.contains(key)
    }

    /// The keys of all messages, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(String::as_str)
    }

    /// The message in a language, its placeholders replaced by `args`; with a `count`, the plural form for it, with
    /// the count in the language's digits for `{n}` and `{count}`. Arguments are put in as they are: the caller
    /// isolates text of another direction. A key that no catalogue has comes back between ⟦ and ⟧.
    pub fn get(&self, locale: &Locale, key: &str, count: Option<u64>, args: &[(&str, &str)]) -> String {
        let mut text = String::new();
        for piece in self.pieces(locale, key, count) {
            match piece {
                Piece::Text(piece) => text.push_str(&piece),
                Piece::Value(name) => match args.iter().find(|(n, _)| *n == name) {
                    Some((_, value)) => text.push_str(value),
                    None => text.extend(["{", name.as_str(), "}"]),
                },
            }
        }
        text
    }

    /// The message in pieces, for callers that set its arguments in markup; a count is already put in.
    pub fn pieces(&self, locale: &Locale, key: &str, count: Option<u64>) -> Vec<Piece> {
        let Some(message) = self.by_language.get(&locale.id).and_then(|own| own.get(key)) else {
            return vec![Piece::Text(format!("⟦{key}⟧"))];
        };
        let form = match (message, count) {
            (Message::Plain(pieces), _) => pieces,
            (Message::Plural(forms), Some(count)) => {
                forms.get(&locale.plural(count)).or_else(|| forms.get(&Plural::Other)).map_or(&[][..], Vec::as_slice)
            }
            (Message::Plural(forms), None) => forms.get(&Plural::Other).map_or(&[][..], Vec::as_slice),
        };
        let number = |piece: &Piece| match (piece, count) {
            (Piece::Value(name), Some(count)) if name == "n" || name == "count" => {
                Piece::Text(locale.integer(i64::try_from(count).unwrap_or(i64::MAX)))
            }
            (Piece::Value(_) | Piece::Text(_), _) => piece.clone(),
        };
        form.iter().map(number).collect()
    }
}

/// The tag and its shorter forms, in lower case: `zh-hant-hk`, `zh-hant`, `zh` (RFC 4647, section 3.4).
pub fn lookup(tag: &str) -> impl Iterator<Item = String> {
    let tag = tag.to_ascii_lowercase();
    std::iter::successors(Some(tag), |tag| {
        let (mut shorter, _) = tag.rsplit_once('-')?;
        // A single letter introduces what followed it and goes with it.
        if let Some((rest, single)) = shorter.rsplit_once('-')
            && single.len() == 1
        {
            shorter = rest;
        }
        Some(shorter.to_owned())
    })
}

/// Reports what the catalogues of a language lack against the English one: messages, and plural forms.
fn lacks(
    nearest: &Catalogue,
    found: &[&Catalogue],
    english: &BTreeMap<String, Message>,
    locale: &Locale,
    diags: &mut Diagnostics,
) {
    let missing: Vec<&str> =
        english.keys().filter(|key| !found.iter().any(|c| c.messages.contains_key(*key))).map(String::as_str).collect();
    if !missing.is_empty() {
        diags.push(codes::missing_message(&nearest.start(), &locale.tag, &missing));
    }
    let needed = categories(locale);
    let mut judged = BTreeSet::new();
    for (catalogue, key, message) in found.iter().flat_map(|c| c.messages.iter().map(move |(key, message)| (c, key, message))) {
        if !judged.insert(key) {
            continue;
        }
        if let Message::Plural(forms) = message {
            let lacking: Vec<&str> = needed.iter().filter(|p| !forms.contains_key(p)).map(|p| p.as_str()).collect();
            if !lacking.is_empty() {
                diags.push(codes::missing_plural(&catalogue.place(key), &locale.tag, key, &lacking));
            }
        }
        let Some(original) = english.get(key) else { continue };
        let known = original.values();
        for name in message.values().difference(&known) {
            let known: Vec<&str> = known.iter().copied().collect();
            diags.push(codes::message_value(&catalogue.place(key), key, name, &known));
        }
    }
}

/// The plural categories that whole numbers have in a language. CLDR's rules for whole numbers look at the last two
/// digits, at most; the million of some Romance languages is left out, since no count here reaches it.
fn categories(locale: &Locale) -> BTreeSet<Plural> {
    (0..=200).map(|n| locale.plural(n)).chain([Plural::Other]).collect()
}

#[cfg(test)]
mod tests {
    use super::lookup;

    #[test]
    fn tags_grow_shorter() {
        let check = |tag: &str, expect: &[&str]| assert_eq!(lookup(tag).collect::<Vec<_>>(), expect);
        check("ar", &["ar"]);
        check("ar-LB", &["ar-lb", "ar"]);
        check("zh-Hant-HK", &["zh-hant-hk", "zh-hant", "zh"]);
        check("ar-LB-u-nu-latn", &["ar-lb-u-nu-latn", "ar-lb-u-nu", "ar-lb", "ar"]);
        check("", &[""]);
    }
}
