//! The phases on the site of this repository, one by one: `cargo bench --bench phases`.

use std::path::Path;
use std::sync::Arc;

use bayan::config::{self, Overrides};
use bayan::figure::block::Declared;
use bayan::markdown::{self, options};
use bayan::memo::Pages;
use bayan::pipeline::{self, EditionFiles, Request, Resolved};
use bayan::site::parts::{Options, Parts};
use bayan::site::resolve::resolve;
use bayan::source::{SourceTree, walk};
use bayan::{feed, html, minify, theme};
use divan::Bencher;

fn main() {
    divan::main();
}

fn tree() -> SourceTree {
    walk::load(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository can be read")
}

fn request() -> Request {
    let options = Options { drafts: false, now: 0 };
    Request { root: ".".to_owned(), overrides: Overrides::default(), options, editions: EditionFiles::None, marks: false }
}

fn resolved() -> Resolved {
    pipeline::read(&tree(), &request()).value.expect("a site")
}

#[divan::bench]
fn read_configuration(bencher: Bencher<'_, '_>) {
    let tree = tree();
    bencher.bench(|| config::read(&tree, &Overrides::default()));
}

#[divan::bench]
fn read_theme(bencher: Bencher<'_, '_>) {
    let (tree, site) = (tree(), resolved().site);
    bencher.bench(|| theme::read(&tree, "briefing", &site.config.locales));
}

#[divan::bench]
fn read_a_chapter(bencher: Bencher<'_, '_>) {
    let (tree, site) = (tree(), resolved().site);
    let file = tree.get("content/kazakhstan-2022/glossary.ar.md").expect("the glossary");
    let options = options::Options {
        raw_html: options::RawHtml::Off,
        figures: Vec::new(),
        heads: bayan::markdown::options::Heads::default(),
    };
    bencher.bench(|| markdown::read(file, site.config.default_locale, &site.config.locales, &options));
}

#[divan::bench]
fn resolve_the_site(bencher: Bencher<'_, '_>) {
    let (tree, site) = (tree(), resolved().site);
    let written =
        |p: &Arc<bayan::site::Page>| p.known.as_ref().map(|known| Arc::clone(&known.original)).or_else(|| p.document.clone());
    let mut documents: Vec<_> = site.pages.iter().filter_map(written).filter(|d| tree.get(&d.path).is_some()).collect();
    documents.sort_by(|a, b| a.path.cmp(&b.path));
    documents.dedup_by(|a, b| Arc::ptr_eq(a, b));
    let (config, ledgers, words) = (Arc::clone(&site.config), Arc::clone(&site.ledgers), Arc::clone(&site.words));
    let (lock, declared) = (Arc::default(), Declared::new());
    let parts = Parts { config, documents, ledgers, words, declared, lock, pictures: Arc::default() };
    bencher.bench(|| resolve(&parts, &tree, request().options, None));
}

#[divan::bench]
fn render_all_pages(bencher: Bencher<'_, '_>) {
    let Resolved { site, theme, .. } = resolved();
    let theme = theme.expect("a theme");
    bencher.bench(|| html::unminified(&site, &theme, html::Beside::default()));
}

#[divan::bench]
fn minify_a_page(bencher: Bencher<'_, '_>) {
    let Resolved { site, theme, .. } = resolved();
    let pages = html::unminified(&site, &theme.expect("a theme"), html::Beside::default()).value;
    let longest = pages.iter().max_by_key(|p| p.html.len()).expect("a page");
    bencher.bench(|| minify::page(&longest.html));
}

#[divan::bench]
fn write_feeds(bencher: Bencher<'_, '_>) {
    let Resolved { site, theme, .. } = resolved();
    let theme = theme.expect("a theme");
    // Highlighted code is made anew each time.
    bencher.bench(|| feed::render(&site, &theme, &Pages::default(), None));
}

#[divan::bench]
fn build_everything(bencher: Bencher<'_, '_>) {
    let tree = tree();
    bencher.bench(|| pipeline::build(&tree, &request(), &|| {}));
}
