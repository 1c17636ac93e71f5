//! The bodies of two pages -> their documents, in Arabic and English.

use std::sync::OnceLock;

use bayan::ast::Document;
use bayan::locale::{LocaleSpec, Locales};
use bayan::markdown::{self, options};
use bayan::source::{Content, SourceTree};

/// Two pages from their bodies.
pub fn documents(ar: &str, en: &str) -> (Document, Document) {
    static LOCALES: OnceLock<Locales> = OnceLock::new();
    let locales =
        LOCALES.get_or_init(|| Locales::new(&[LocaleSpec::of("ar"), LocaleSpec::of("en")]).expect("both are languages"));
    let page = |body: &str| format!("---\ntitle: x\n---\n\n{body}");
    let files = [("a.ar.md", page(ar)), ("a.en.md", page(en))];
    let tree = SourceTree::new(files.map(|(path, text)| (path.to_owned(), Content::Text(text.into()))));
    let options = options::Options {
        raw_html: options::RawHtml::Safe,
        figures: Vec::new(),
        heads: bayan::markdown::options::Heads::default(),
    };
    let read = |at: usize| {
        let locale = locales.site()[at].id;
        markdown::read(&tree.files()[at], locale, locales, &options).value
    };
    (read(0), read(1))
}
