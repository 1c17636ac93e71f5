//! The costliest error of a bilingual page is a number that differs between its languages: on every pair of pages of this
//! repository's own site the visible text of both holds the same numbers, each as often as in the other.

mod support;

use std::collections::BTreeMap;
use std::path::Path;

use bayan::ast::{Document, text};
use bayan::locale::numeral::numerals;
use bayan::locale::spelled::hijri_dates;
use bayan::pipeline;
use bayan::site::{Page, Site};
use bayan::source::walk;
use support::site::request;

/// How often each number stands in the visible text of a page: title block, body, notes and key figures, whatever the digits.
/// A day is its year and its day: months have names in one language and may have numbers in another, so they do not count.
fn numbers(site: &Site, document: &Document) -> BTreeMap<String, usize> {
    let meta = &document.meta;
    let mut lines = vec![meta.title.text.clone(), text::blocks(&document.blocks)];
    lines.extend([&meta.subtitle, &meta.summary].into_iter().flatten().map(|p| p.text.clone()));
    lines.extend(document.notes.iter().map(|n| text::blocks(&n.content)));
    for figure in &meta.key_figures {
        lines.extend([text::inlines(&figure.value.content), figure.label.text.clone()]);
        lines.extend(figure.note.as_ref().map(|n| n.text.clone()));
    }
    let locale = site.config.locales.get(document.locale);
    let mut count = BTreeMap::new();
    for line in &lines {
        // Only one of the languages may print Hijri dates beside the others.
        let hijri = hijri_dates(line, locale);
        let is_hijri = |at: usize| hijri.iter().any(|date| date.range.contains(&at));
        for numeral in numerals(line, locale).into_iter().filter(|n| !is_hijri(n.range.start)) {
            *count.entry(numeral.value).or_default() += 1;
        }
    }
    count
}

/// What one page has more often than the other.
fn differences(a: &BTreeMap<String, usize>, b: &BTreeMap<String, usize>) -> Vec<String> {
    let of = |map: &BTreeMap<String, usize>, n: &String| map.get(n).copied().unwrap_or(0);
    let all: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
    all.into_iter().filter(|n| of(a, n) != of(b, n)).map(|n| format!("{n}: {} and {}", of(a, n), of(b, n))).collect()
}

#[test]
fn both_languages_of_every_page_have_the_same_numbers() {
    let tree = walk::load(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository can be read");
    let site = pipeline::read(&tree, &request()).value.expect("a configuration").site;
    let first = site.config.default_locale;
    let mut pairs = 0;
    let mut wrong = Vec::new();
    for page in site.pages.iter().filter(|p| p.locale == first && p.fallback_of.is_none()) {
        let others = page.translations.iter().flatten().map(|id| site.page(*id)).filter(|p: &&Page| p.locale != first);
        for other in others {
            let (Some(a), Some(b)) = (&page.document, &other.document) else { continue };
            pairs += 1;
            for difference in differences(&numbers(&site, a), &numbers(&site, b)) {
                wrong.push(format!("{} and {}: {difference} times", a.path, b.path));
            }
        }
    }
    assert!(pairs > 5, "{pairs} pairs");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
