//! Markdown that is written from a tree is read as the same tree, in the style of its file; what is not touched stays byte for byte.

use std::path::Path;
use std::sync::OnceLock;

use bayan::ast::{Block, Document};
use bayan::figure::NAMES;
use bayan::locale::{LocaleSpec, Locales};
use bayan::markdown;
use bayan::markdown::options::{Options, RawHtml};
use bayan::markdown::write::style::Style;
use bayan::markdown::write::{Change, Writer, changed, place, same_blocks};
use bayan::source::{Content, SourceTree, walk};
use proptest::prelude::*;

fn locales() -> &'static Locales {
    static LOCALES: OnceLock<Locales> = OnceLock::new();
    LOCALES.get_or_init(|| Locales::new(&[LocaleSpec::of("ar"), LocaleSpec::of("en")]).expect("both are languages"))
}

fn options() -> Options {
    Options {
        raw_html: RawHtml::Trusted,
        figures: NAMES.iter().map(|name| (*name).to_owned()).collect(),
        heads: bayan::markdown::options::Heads::default(),
    }
}

fn read(text: &str, options: &Options) -> Document {
    let tree = SourceTree::new([("a.en.md".to_owned(), Content::Text(text.into()))]);
    markdown::read(&tree.files()[0], locales().site()[1].id, locales(), options).value
}

fn writer<'a>(text: &str, document: &Document, options: &'a Options) -> Writer<'a> {
    Writer { locale: document.locale, locales: locales(), options, style: Style::of(text, document) }
}

/// Every block of a text, written anew.
fn anew(text: &str) -> String {
    let options = options();
    let document = read(text, &options);
    let writer = writer(text, &document, &options);
    let change = |block: &Block| {
        let written = writer.like(text, block).blocks(std::slice::from_ref(block), &document.refs, &document.notes);
        let text_of = written.unwrap_or_else(|| panic!("cannot be written: {}", &text[block.span.range()]));
        let ended = if text.contains("\r\n") { text_of.replace('\n', "\r\n") } else { text_of };
        Change { place: place(text, block).expect("its own"), text: ended }
    };
    let out = changed(text, document.blocks.iter().map(change).collect());
    let again = read(&out, &options);
    assert!(
        same_blocks((&document.blocks, &document.refs, &document.notes), (&again.blocks, &again.refs, &again.notes)),
        "{text}\nis written as\n{out}"
    );
    out
}

/// A body comes back as it was written, since it is written in the usual way.
#[track_caller]
fn check(body: &str) {
    let text = format!("---\ntitle: T\n---\n\n{body}\n");
    assert_eq!(anew(&text), text);
}

#[test]
fn what_is_written_as_usual_comes_back_as_it_was() {
    check("A *word*, a **strong** one, `code`, ~~gone~~, $x^2$ and [a *link*](b.md \"title\").");
    check("سعر الغاز [120 تنغًا](fact:gas) و[](fact:oil)[^n].\n\n[^n]: حاشية.");
    check("## Heading\n\n### The other one {#other}\n\ntext");
    check("- one\n- two\n  - three\n\n    four\n- five");
    check("3. one\n4. two");
    check("- [x] done\n- [ ] not");
    check("> quoted\n> text\n>\n> - list\n\n> [!NOTE]\n> noted");
    check("```rust\nfn main() {}\n```\n\n````\n```\n````");
    check("| a | b |\n|:--|--:|\n| c \\| d | `e\\|f` |");
    check("![alt](p.svg \"caption\")\n\n$$x$$\n\n<div>\nraw\n</div>\n\n---");
    check("term\n: meaning\n: another\n\nother\n: meaning");
    check("```chart\ntype: bar\ntitle: T\n```");
    check("**_both_**");
    check("*__both__*");
    check("<https://x.example/a> and line\\\nbreak");
}

#[test]
fn the_style_of_a_file_is_kept() {
    check("* one\n* two\n\n***\n\n_word_ and __strong__\n\n~~~\ncode\n~~~");
    check("1) one\n2) two\n\na | b\n--- | ---\nc | d");
    check("+ one\n+ two");
}

#[test]
fn two_lists_that_follow_each_other_stay_two() {
    check("- one\n\n* two\n\n+ three\n\ntext");
    check("1. one\n\n1) two\n\ntext");
}

#[test]
fn texts_that_look_like_markup_stay_texts() {
    for body in [
        "\\# no heading",
        "1\\. no item",
        "\\- no item",
        "\\> no quotation",
        "a \\*b\\* \\[c\\](d) \\`e\\` \\<f> snake_case \\_g\\_",
        "\\&amp; AT&T \\$5",
        "Look\\![a](b.md)",
        "a \\{#b}",
    ] {
        check(body);
    }
}

#[test]
fn windows_line_ends_stay() {
    let text = "---\r\ntitle: T\r\n---\r\n\r\n- a\r\n- b\r\n\r\ntext\r\nmore\r\n";
    assert_eq!(anew(text), text);
}

#[test]
fn what_is_not_touched_stays_byte_for_byte() {
    let text = "---\ntitle:   T # remark\n---\n\n\n*  odd\n*  list\n\n<!-- bayan: allow all why -->\n\nold   text  \n\n[x]: y.md\n| a|b|\n|-|-|\n";
    let options = options();
    let document = read(text, &options);
    let new = read("---\ntitle: T\n---\n\nnew text", &options);
    let at = document.blocks.iter().position(|block| text[block.span.range()].starts_with("old")).expect("there");
    let written = writer(text, &document, &options).with_block(text, &document, at, &new.blocks[0]);
    assert_eq!(written.expect("a paragraph"), text.replace("old   text", "new text"));
}

/// Everything that this repository publishes.
#[test]
fn every_block_of_the_repository_can_be_written_anew() {
    let tree = walk::load(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository can be read");
    for file in tree.in_folder("content").filter(|file| file.path.ends_with(".md")) {
        anew(file.text().expect("text"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn only_the_block_that_changes_changes(
        body in "([ab] ?|نص|\\*|\\*\\*|_|`|\\[a\\]\\(b\\.md\\)|\n|\n\n|\n- |\n  |\n> |\n1\\. |# |\\| a \\|\n|---\\|\n|~~|\\\\|&amp;|<b>|!|\\$){0,24}",
        number in 0..8_usize,
    ) {
        let text = format!("---\ntitle: T\n---\n\n{body}\n");
        let options = options();
        let document = read(&text, &options);
        let Some(block) = document.blocks.get(number) else { return Ok(()) };
        let Some(out) = writer(&text, &document, &options).with_block(&text, &document, number, block) else { return Ok(()) };
        let place = place(&text, block).expect("its own");
        let written = out.len() - (text.len() - place.len());
        prop_assert_eq!(&out[..place.start], &text[..place.start]);
        prop_assert_eq!(&out[place.start + written..], &text[place.end..]);
    }
}
