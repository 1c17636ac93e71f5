//! The costliest error of a bilingual page is a number that differs between its languages: on every pair of pages of this
//! repository's own site the text of both holds the same numbers, each as often as in the other, and so do the printed pages
//! with their figures and cards.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::support::shared;
use crate::support::site::request;
use bayan::ast::{Document, text};
use bayan::locale::Locale;
use bayan::locale::numeral::numerals;
use bayan::locale::spelled::dates::hijri_dates;
use bayan::output::contents::Contents;
use bayan::pipeline;
use bayan::site::{Page, Site};
use bayan::source::{Content, SourceTree, walk};
use scraper::{ElementRef, Html, Node, Selector};

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
    // Only one of the languages prints Hijri days.
    let hijri = site.words.get(document.locale, "hijri-date");
    let lines = lines.iter().flat_map(|text| text.lines()).filter(|line| !line.trim_start().starts_with(hijri));
    let mut count = BTreeMap::new();
    for line in lines {
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

/// The pages of the first language with their translations.
fn pairs(site: &Site) -> Vec<(&Page, &Page)> {
    let first = site.config.default_locale;
    let mut pairs = Vec::new();
    for page in site.pages.iter().map(AsRef::as_ref).filter(|p| p.locale == first && p.fallback_of.is_none()) {
        let others = page.translations.iter().flatten().map(|id| site.page(*id)).filter(|p: &&Page| p.locale != first);
        pairs.extend(others.map(|other| (page, other)));
    }
    assert!(pairs.len() > 5, "{} pairs", pairs.len());
    pairs
}

fn tree() -> SourceTree {
    walk::load(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository can be read")
}

#[test]
fn both_languages_of_every_page_have_the_same_numbers() {
    let site = shared::read(&tree(), &request()).value.expect("a configuration").site;
    let mut wrong = Vec::new();
    for (page, other) in pairs(&site) {
        let (Some(a), Some(b)) = (&page.document, &other.document) else { continue };
        for difference in differences(&numbers(&site, a), &numbers(&site, b)) {
            wrong.push(format!("{} and {}: {difference} times", a.path, b.path));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The numbers in the text that a reader sees of a printed page: its article, without Hijri days and the time it takes to read.
fn visible(html: &str, hijri: &str, locale: &Locale) -> BTreeSet<String> {
    let page = Html::parse_document(html);
    let main = page.select(&Selector::parse("main").expect("a selector")).next().expect("a main part");
    let mut text = String::new();
    gather(main, hijri, &mut text);
    numerals(&text, locale).into_iter().map(|n| n.value).collect()
}

fn gather(element: ElementRef<'_>, hijri: &str, text: &mut String) {
    let name = element.value().name();
    let is_left_out = matches!(name, "script" | "style" | "template")
        || element.value().classes().any(|class| matches!(class, "hijri" | "reading-time"))
        || (matches!(name, "p" | "li" | "span") && element.text().collect::<String>().trim_start().starts_with(hijri));
    if is_left_out {
        return;
    }
    for child in element.children() {
        match child.value() {
            Node::Text(words) => text.push_str(words),
            Node::Element(_) => {
                if let Some(child) = ElementRef::wrap(child) {
                    gather(child, hijri, text);
                }
            }
            Node::Document | Node::Fragment | Node::Doctype(_) | Node::Comment(_) | Node::ProcessingInstruction(_) => {}
        }
    }
    // What stands in two elements is not one number, unless a line of text goes on.
    if !matches!(name, "bdi" | "span" | "a" | "strong" | "em" | "time" | "tspan") {
        text.push('\n');
    }
}

#[test]
fn both_printed_pages_show_the_same_numbers() {
    let built = shared::build(&tree(), &request()).value.expect("a site");
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for (page, other) in pairs(&built.site).into_iter().filter(|(page, _)| page.document.is_some()) {
        let of = |page: &Page| {
            let html = built.outputs.get(&page.out).and_then(Contents::here);
            let html = String::from_utf8_lossy(html.expect("a file for every page")).into_owned();
            visible(&html, built.site.words.get(page.locale, "hijri-date"), built.site.config.locales.get(page.locale))
        };
        let (a, b) = (of(page), of(other));
        seen.extend(a.iter().cloned());
        for number in a.symmetric_difference(&b) {
            wrong.push(format!("{} and {}: {number} stands in one only", page.out, other.out));
        }
    }
    assert!(seen.len() > 40 && seen.contains("120") && seen.contains("45.7"), "{seen:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The repository's tree with one text of one file replaced.
fn edited(path: &str, from: &str, to: &str) -> SourceTree {
    let tree = tree();
    let own = tree.get(path).and_then(|f| f.text()).expect("a file of the site");
    assert_eq!(own.matches(from).count(), 1, "{from} in {path}");
    let changed = own.replace(from, to);
    SourceTree::new(tree.files().iter().map(|file| {
        let content = if file.path == path { Content::Text(changed.as_str().into()) } else { file.content.clone() };
        (file.path.clone(), content)
    }))
}

#[test]
fn one_value_changes_wherever_it_is_printed_and_nothing_else_does() {
    let before = shared::build(&tree(), &request()).value.expect("a site");
    let facts = "content/kazakhstan-2022/facts.yaml";
    let tree = edited(facts, "lpg-cut:\n  value: 85\n", "lpg-cut:\n  value: 87\n");
    let after = shared::build(&tree, &request()).value.expect("a site");
    let text = |built: &pipeline::Built, path: &str| {
        let bytes = built.outputs.get(path).and_then(Contents::here).unwrap_or_default();
        String::from_utf8_lossy(bytes).into_owned()
    };
    let changed: BTreeSet<&str> =
        after.outputs.iter().map(|(path, _)| path.as_str()).filter(|p| text(&before, p) != text(&after, p)).collect();
    assert_eq!(before.outputs.len(), after.outputs.len());
    let pages = ["", "chronology/", "facts/", "response/", "trigger/"];
    let of = |tag: &str| pages.map(|p| format!("{tag}/kazakhstan-2022/{p}index.html"));
    for path in of("ar").iter().chain(&of("en")) {
        assert!(changed.contains(path.as_str()), "{path} should print 87; changed: {changed:?}");
    }
    for path in ["kazakhstan-2022/facts.json", "ar/feed.xml", "en/feed.xml"] {
        assert!(changed.contains(path), "{path} should print 87; changed: {changed:?}");
    }
    for locale in before.site.config.locales.site() {
        for path in changed.iter().filter(|p| p.ends_with(".html") && p.starts_with(&locale.tag)) {
            let [was, is] = [&before, &after].map(|built| visible(&text(built, path), "\u{0}", locale));
            let differences: Vec<&String> = was.symmetric_difference(&is).collect();
            assert!(differences.iter().all(|n| matches!(n.as_str(), "85" | "87")), "{path}: {differences:?}");
        }
    }
    // The index of the search prints it too, under names that follow what is in the files.
    let (of_search, changed): (Vec<&str>, Vec<&str>) = changed.into_iter().partition(|path| path.starts_with("search/"));
    for locale in ["search/ar/", "search/en/"] {
        let says = |path: &&&str| path.starts_with(locale) && text(&after, path).contains("87");
        assert!(of_search.iter().any(|path| says(&path)), "{locale} should print 87: {of_search:?}");
    }
    for path in changed {
        let of_a_fact =
            path.ends_with(".html") || path.ends_with("facts.json") || path.ends_with("feed.xml") || path.ends_with("feed.json");
        assert!(of_a_fact && text(&before, path).contains("85"), "{path} changed without printing the fact");
    }
    // The bar is drawn anew, not only its number.
    for locale in before.site.config.locales.site() {
        let bars = |built| {
            let page = Html::parse_document(&text(built, &format!("{}/kazakhstan-2022/trigger/index.html", locale.tag)));
            let bars = Selector::parse(".figure-chart svg :is(rect, path)").expect("a selector");
            page.select(&bars).map(|bar| bar.html()).collect::<Vec<_>>()
        };
        assert_ne!(bars(&before), bars(&after), "{}", locale.tag);
    }
}
