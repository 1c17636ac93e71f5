//! The examples of the CommonMark and GFM specifications, rendered the whole way (Markdown, tree, HTML body) and
//! compared as DOMs with the expected HTML. Every example that differs is named here with the reason.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::dom::normal;
use bayan::ast::CalloutKind;
use bayan::body::href::Href;
use bayan::body::write::{Body, Labels};
use bayan::escape::html_text;
use bayan::figure::labels::FigureLabels;
use bayan::locale::{LocaleSpec, Locales};
use bayan::markdown::body::read;
use bayan::markdown::options::{Options, RawHtml};
use bayan::source::{Content, FileId, SourceFile};
use serde::Deserialize;

#[derive(Deserialize)]
struct Example {
    #[serde(rename = "example")]
    number: usize,
    markdown: String,
    html: String,
}

/// Examples that one of our extensions changes, with the reason.
type Exceptions = [(usize, &'static str)];

/// GFM's extended autolinks link what CommonMark leaves as text.
const ADDRESS: &str = "a bare address becomes a link (GFM, autolinks extension)";

const COMMONMARK: [(usize, &str); 5] = [(602, ADDRESS), (606, ADDRESS), (608, ADDRESS), (611, ADDRESS), (612, ADDRESS)];

/// The GFM specification keeps CommonMark's examples of bare addresses beside its own, which contradict them.
const GFM: [(usize, &str); 8] = [
    (611, ADDRESS),
    (615, ADDRESS),
    (617, ADDRESS),
    (620, ADDRESS),
    (621, ADDRESS),
    (649, "CommonMark 0.31 allows two hyphens in an HTML comment"),
    (650, "the same"),
    (657, "trusted raw HTML is printed as it stands; `raw_html: safe` removes more than GFM's tag filter"),
];

fn locales() -> Locales {
    let english = LocaleSpec::of("en");
    Locales::new(&[english]).expect("`en` is a language")
}

fn render(markdown: &str, locales: &Locales) -> String {
    let file = SourceFile { id: FileId::NONE, path: "x.md".into(), content: Content::Text(Arc::from(markdown)) };
    let locale = locales.site()[0].id;
    let options = Options { raw_html: RawHtml::Trusted, figures: Vec::new(), heads: bayan::markdown::options::Heads::default() };
    let body = read(&file, 0..markdown.len(), locale, locales, &options).value;
    let labels = Labels {
        callouts: BTreeMap::<CalloutKind, String>::new(),
        footnotes: "Notes".into(),
        back: "Back {n}".into(),
        anchor: "Link {title}".into(),
        task_done: "done".into(),
        task_open: "open".into(),
        table: "Table".into(),
        note: "Close".into(),
        sources: "Close".into(),
        external: String::new(),
        figures: FigureLabels::default(),
    };
    let href = |id: bayan::ast::RefId| Href { url: body.refs[id.0 as usize].raw.clone(), ..Href::default() };
    let highlight = |_: Option<&str>, code: &str| html_text(code);
    let writer = Body {
        locales,
        locale,
        href: &href,
        cards: &std::collections::BTreeMap::new(),
        labels: &labels,
        highlight: &highlight,
        figures: &[],
        block: &|_, _| String::new(),
        anchors: true,
        feed: None,
        colours: &std::collections::BTreeMap::new(),
        marked: None,
        leads: false,
        notes_at: None,
        prefix: "",
    };
    writer.blocks(&body.blocks) + &writer.notes(&body.notes)
}

/// Renders every example; the ones that differ must be exactly the excepted ones. Gives how many agree.
#[track_caller]
fn check(name: &str, json: &str, exceptions: &Exceptions) -> usize {
    let examples: Vec<Example> = serde_json::from_str(json).expect("the data file is JSON");
    let locales = locales();
    let (mut agree, mut wrong) = (0, Vec::new());
    for Example { number, markdown, html } in &examples {
        let ours = render(markdown, &locales);
        let (got, want) = (normal(&ours), normal(html));
        let excepted = exceptions.iter().any(|(excepted, _)| excepted == number);
        agree += usize::from(got == want);
        if (got == want) == excepted {
            wrong.push(format!("{number} {markdown:?}\n  want {want}\n  got  {got}\n  html {ours:?}"));
        }
    }
    println!("{name}: {agree} of {} examples", examples.len());
    assert!(wrong.is_empty(), "{} unexpected:\n{}", wrong.len(), wrong.join("\n"));
    agree
}

#[test]
fn commonmark() {
    assert_eq!(check("CommonMark 0.31.2", include_str!("data/commonmark-0.31.2.json"), &COMMONMARK), 647);
}

#[test]
fn gfm() {
    assert_eq!(check("GFM 0.29", include_str!("data/gfm-0.29.json"), &GFM), 669);
}
