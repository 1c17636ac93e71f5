//! A generated site of so many groups -> each phase of the program once, each in a function of its own, for callgrind to count.
//!
//! `benches/instructions.py` runs it and judges the counts; `benches/growth.py` those of patterns of content (`growth`). It is not timed, and compiled like the tests; everything happens on one
//! thread, so that a phase's function holds all its work. A group is six pages in two languages: four beside each other in
//! sections that grow with the site, and a briefing of its own with a figure, facts and a page that reads side by side. Groups are
//! alike, so a site of twice as many must cost twice as much.

#![allow(clippy::disallowed_methods, reason = "it prints for the program that runs it, and writes to a folder of its own")]

mod growth;

use std::fmt::Write as _;
use std::sync::Arc;

use bayan::ast::Document;
use bayan::body;
use bayan::book::format::{Format, FormatContext};
use bayan::config::{self, Config, Overrides};
use bayan::diag::Diagnostics;
use bayan::drift::lock::Lock;
use bayan::drift::review::accept;
use bayan::feed;
use bayan::figure::block::Declared;
use bayan::figure::draw::{Size, Tools, draw};
use bayan::figure::palette::Fill;
use bayan::html::{self, Rendered};
use bayan::ledger::Ledgers;
use bayan::ledger::words::Words;
use bayan::locale::{Locale, Locales};
use bayan::markdown;
use bayan::memo::{CacheTable, Pages};
use bayan::minify;
use bayan::output::{OutPath, OutputSet, write};
use bayan::pdf::Pdf;
use bayan::pipeline::session::Session;
use bayan::pipeline::{Built, EditionFiles, Request};
use bayan::site::parts::{Options, Parts};
use bayan::site::resolve::resolve;
use bayan::site::{Site, pairs, place};
use bayan::source::{Content, SourceFile, SourceTree};
use bayan::theme::{self, Theme};

/// Pairs of pages in a group.
const PAIRS: usize = 6;
const OPTIONS: Options = Options { drafts: false, now: 1_795_305_600 };
/// Without search, which no phase counts yet: what the others cost shows without it.
const CONFIG: &str = "base_url: https://example.org/\ntitle: {ar: بيان, en: Bayan}\nlanguages: {ar: {name: العربية}, en: {name: English}}\n\
                      search: false\nmenu: [news, notes]\n";
const FACTS: &str = "price: {value: 120, source: post, what: {ar: سعر, en: price}}\nrise: {value: 5, source: post}\n";
const SOURCES: &str = "post: {title: {ar: عنوان, en: Title}, lang: ar}\n";

fn main() {
    let argument = |n: usize| std::env::args().nth(n);
    if let (Some("write"), Some(name), Some(times), Some(folder)) =
        (argument(1).as_deref(), argument(2), argument(3), argument(4))
    {
        return write_pattern(&name, times.parse().expect("a number"), &folder);
    }
    if argument(1).as_deref() == Some("growth") {
        one_thread();
        return growth::count::count(&std::env::args().skip(2).collect::<Vec<_>>());
    }
    let groups = argument(1).and_then(|n| n.parse().ok()).unwrap_or(1);
    one_thread();
    let (pages, prints) = phases(&tree(groups));
    println!("pages {pages} prints {prints}");
}

/// This thread is the pool: work that a phase hands out comes back to it, and counts as the phase's.
fn one_thread() {
    rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread().build_global().expect("the first pool of the program");
}

/// Writes the project of a pattern, for other programs to be tried on; without a name that is known, prints those that are.
fn write_pattern(name: &str, times: usize, folder: &str) {
    let Some(pattern) = growth::PATTERNS.iter().find(|pattern| pattern.name == name) else {
        return growth::PATTERNS.iter().for_each(|pattern| println!("{}", pattern.name));
    };
    for (path, text) in pattern.files(times) {
        let path = std::path::Path::new(folder).join(path);
        std::fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
}

/// Every phase on one site; how many pages and PDFs it has.
#[inline(never)]
fn phases(tree: &SourceTree) -> (usize, usize) {
    let (config, theme) = start(tree);
    let (documents, ledgers) = read(tree, &config, &theme);
    let words = Arc::new(words(&config.locales, &theme));
    let declared = Declared::new();
    let mut parts = Parts { config, documents, ledgers, words, declared, lock: Arc::default(), pictures: Arc::default() };
    // What a reviewer has accepted of the briefings, so that their pages are compared with it.
    parts.lock = Arc::new(reviewed(&resolve(&parts, tree, OPTIONS, None).value));
    let site = resolve_site(&parts, tree);
    pair(&site);
    figures(&site, &theme);
    let rendered = render(&site, &theme);
    let pages = rendered.len();
    let outputs = minified(rendered);
    feeds(&site, &theme);
    written(&outputs);
    let prints = pdf(tree, &site, &theme);
    let request = Request {
        root: ".".to_owned(),
        overrides: Overrides::default(),
        options: OPTIONS,
        editions: EditionFiles::None,
        marks: false,
    };
    let mut session = Session::new(tree.clone(), request);
    cold(&session);
    // Another session shares what is kept of pieces, and knows of no build before.
    warm(&session.asked(session.request().clone()));
    session.update(edit(tree));
    edited(&session);
    (pages, prints)
}

#[inline(never)]
fn start(tree: &SourceTree) -> (Arc<Config>, Theme) {
    let config = config::read(tree, &Overrides::default()).value.expect("a configuration");
    let theme = theme::read(tree, "briefing", &config.locales).value.expect("the built-in theme");
    (Arc::new(config), theme)
}

#[inline(never)]
fn read(tree: &SourceTree, config: &Config, theme: &Theme) -> (Vec<Arc<Document>>, Arc<Ledgers>) {
    let figures = bayan::figure::NAMES.iter().map(|n| (*n).to_owned()).chain(theme.blocks.keys().cloned()).collect();
    let options = markdown::options::Options {
        raw_html: markdown::options::RawHtml::Off,
        figures,
        heads: markdown::options::Heads::default(),
    };
    let document = |file: &SourceFile| {
        let place = place::of(&file.path, &config.locales)?;
        Some(Arc::new(markdown::read(file, place.locale?, &config.locales, &options).value))
    };
    let documents = tree.in_folder(place::CONTENT).filter_map(document).collect();
    (documents, Arc::new(bayan::ledger::read::read(tree, &config.locales).value))
}

#[inline(never)]
fn resolve_site(parts: &Parts, tree: &SourceTree) -> Site {
    let mut diags = Diagnostics::new();
    let site = resolve(parts, tree, OPTIONS, None).report_to(&mut diags);
    assert!(diags.is_empty(), "the generated site has no mistakes: {diags:?}");
    site
}

/// Blocks of both languages beside each other, and what of them was accepted.
#[inline(never)]
fn pair(site: &Site) {
    for pair in &site.pairs {
        let _ = pair.review();
    }
}

#[inline(never)]
fn figures(site: &Site, theme: &Theme) {
    let labels: Vec<_> = site.config.locales.site().iter().map(|l| body::labels(&theme.messages, l)).collect();
    for figure in site.pages.iter().flat_map(|page| page.figures.iter().flatten()) {
        let words = &labels[usize::from(figure.locale.0)].figures;
        let tools = Tools { words, locales: &site.config.locales, paint: Fill::Classes };
        for size in [Size::Wide, Size::Narrow] {
            assert!(draw(figure, tools, size, "figure").is_some(), "a chart is a drawing");
        }
    }
}

#[inline(never)]
fn render(site: &Site, theme: &Theme) -> Vec<Rendered> {
    html::unminified(site, theme, html::Beside::default()).value
}

#[inline(never)]
fn minified(pages: Vec<Rendered>) -> OutputSet {
    let mut outputs = OutputSet::new();
    for page in pages {
        outputs.insert(OutPath::new(&page.out).expect("a page has a path"), minify::page(&page.html).into_bytes());
    }
    outputs
}

#[inline(never)]
fn feeds(site: &Site, theme: &Theme) {
    let files = feed::render(site, theme, &Pages::default(), None);
    assert!(!files.is_empty(), "a site has feeds");
}

#[inline(never)]
fn written(outputs: &OutputSet) {
    let folder = tempfile::tempdir().expect("a folder");
    write::write(outputs, folder.path()).expect("a folder of one's own can be written");
}

/// PDFs of half of the briefings: setting text takes longer than everything else.
#[inline(never)]
fn pdf(tree: &SourceTree, site: &Site, theme: &Theme) -> usize {
    let editions = Pdf.editions(site);
    let wanted: Vec<_> = editions.iter().filter(|e| e.second.is_none() && e.stem.ends_with("-ar")).step_by(2).collect();
    bayan::typeset::forget(0);
    let kept = &CacheTable::default();
    let inputs = FormatContext { site, theme, tree, develop: &|_| Ok(None), develop_size: &|_, _| Ok(None), kept };
    Pdf.make(inputs, &wanted).value.len()
}

fn build(session: &Session) -> Built {
    let built = session.outputs(&|| {}).value.expect("a site");
    session.end_round();
    built
}

/// A whole build that finds nothing in its memo.
#[inline(never)]
fn cold(session: &Session) {
    let _ = build(session);
}

/// The same when nothing has changed.
#[inline(never)]
fn warm(session: &Session) {
    let _ = build(session);
}

/// The same after a paragraph was added to one page.
#[inline(never)]
fn edited(session: &Session) {
    let _ = build(session);
}

fn edit(tree: &SourceTree) -> SourceTree {
    SourceTree::new(tree.files().iter().map(|file| {
        let content = match file.text() {
            Some(text) if file.path == "content/news/p0.en.md" => Content::Text(format!("{text}\nOne more.\n").into()),
            Some(_) | None => file.content.clone(),
        };
        (file.path.clone(), content)
    }))
}

fn words(locales: &Locales, theme: &Theme) -> Words {
    Words::new(locales, |locale: &Locale, key: &str| theme.messages.get(locale, key, None, &[]))
}

fn reviewed(site: &Site) -> Lock {
    let mut lock = Lock::default();
    for pair in site.pairs.iter().filter(|pair| site.is_parallel(pair.pages[0])) {
        let lines = accept(pair.review(), |_| true);
        let key = site.page(pair.pages[0]).key.text();
        lock.pages.entry(key).or_default().insert(pairs::tags(&site.config.locales, pair.locales), lines);
    }
    lock
}

fn tree(groups: usize) -> SourceTree {
    let mut files = vec![("site.yaml".to_owned(), CONFIG.to_owned())];
    for language in ["ar", "en"] {
        for section in ["news", "notes"] {
            files.push((format!("content/{section}/_index.{language}.md"), format!("---\ntitle: {section}\n---\n\n{section}\n")));
        }
        for group in 0..groups {
            for i in 0..PAIRS - 2 {
                let section = if i % 2 == 0 { "news" } else { "notes" };
                files.push((format!("content/{section}/p{}.{language}.md", group * 2 + i / 2), page(language, group, i)));
            }
            files.push((format!("content/b{group}/_index.{language}.md"), overview(language, group)));
            files.push((format!("content/b{group}/c.{language}.md"), chapter(language)));
        }
    }
    for group in 0..groups {
        files.push((format!("content/b{group}/facts.yaml"), FACTS.to_owned()));
        files.push((format!("content/b{group}/sources.yaml"), SOURCES.to_owned()));
    }
    SourceTree::new(files.into_iter().map(|(path, text)| (path, Content::Text(text.into()))))
}

fn sentence(language: &str) -> &'static str {
    match language {
        "ar" => "وأكد التقرير السنوي أن الناتج المحلي GDP نما بنحو 3.5% في 2022، بحسب **البنك الدولي** وهيئة NATO. ",
        _ => "The annual report confirmed that output grew by about 3.5% in 2022, says **the World Bank** and التقرير. ",
    }
}

/// A day that no other page of a site of this size has, in no order: sorting by equal dates would be sorting by titles.
fn date(page: usize) -> String {
    format!("20{:02}-{:02}-{:02}", page * 7 % 25, page * 5 % 12 + 1, page * 11 % 28 + 1)
}

/// A page of about a hundred words that leads to pages of other groups.
fn page(language: &str, group: usize, i: usize) -> String {
    let (text, date) = (sentence(language), date(group * PAIRS + i));
    let mut out = format!("---\ntitle: {language} {group:04}\ndate: {date}\ntags: [oil, water, t{i}]\n---\n\n{text}[^1]\n\n");
    let _ =
        write!(out, "## Part\n\n{text}{text}\n\n- [one](../news/p{}.md)\n- [two](../notes/p{}.md#part)\n\n", group, group / 2);
    let _ = write!(out, "| a | b |\n|:--|--:|\n| 1 | 2 |\n\n```rust\nlet x = {group:04};\n```\n\n[^1]: {text}\n");
    out
}

fn overview(language: &str, group: usize) -> String {
    let (text, date) = (sentence(language), date(group * PAIRS + PAIRS - 1));
    format!("---\ntitle: {language} {group:04}\ndate: {date}\nbriefing: true\nsummary: x\n---\n\n{text}\n")
}

/// A chapter with entries of the ledger and a figure.
fn chapter(language: &str) -> String {
    let text = sentence(language);
    format!(
        "---\ntitle: {language}\n---\n\n{text}[](fact:price) {text}\n\n## Two {{#two}}\n\n{text}[](fact:rise) [up](#two)\n\n\
         ```chart\ntype: bar\ntitle: {language}\ndata: [{{label: a, value: 3}}, {{label: b, value: 5}}]\nsource: x\n```\n"
    )
}
