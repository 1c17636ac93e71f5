//! Whatever is in a body: no panic, every span in the file and on letters, nothing that is shown lost, and an end in
//! time.

use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use bayan::ast::{BlockKind, Inline, text};
use bayan::diag::Outcome;
use bayan::locale::{LocaleSpec, Locales};
use bayan::markdown::body::{Body, read};
use bayan::markdown::options::{Options, RawHtml};
use bayan::source::{Content, FileId, SourceFile, Span};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options as Extensions, Parser, Tag, TagEnd};

static LOCALES: LazyLock<Locales> = LazyLock::new(|| {
    let spec = |tag: &str| LocaleSpec::of(tag);
    Locales::new(&[spec("ar"), spec("en")]).expect("both are languages")
});

fn read_arabic(markdown: &str, raw_html: RawHtml) -> Outcome<Body> {
    let file = SourceFile { id: FileId::NONE, path: "x.md".into(), content: Content::Text(Arc::from(markdown)) };
    read(
        &file,
        0..markdown.len(),
        LOCALES.site()[0].id,
        &LOCALES,
        &Options { raw_html, figures: Vec::new(), heads: bayan::markdown::options::Heads::default() },
    )
}

/// Letters and digits of a text, in order.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// What pulldown-cmark shows, without images' texts and formulas, which stand elsewhere in our tree.
fn shown(markdown: &str) -> String {
    let extensions = Extensions::ENABLE_TABLES
        | Extensions::ENABLE_STRIKETHROUGH
        | Extensions::ENABLE_TASKLISTS
        | Extensions::ENABLE_HEADING_ATTRIBUTES
        | Extensions::ENABLE_GFM;
    let (mut out, mut hidden) = (String::new(), 0);
    for event in Parser::new_ext(markdown, extensions) {
        if let Event::Start(Tag::HtmlBlock) = event {
            hidden += 1;
        } else if let Event::End(TagEnd::HtmlBlock) = event {
            hidden -= 1;
        } else if let Event::Text(text) | Event::Code(text) = event
            && hidden == 0
        {
            out.push_str(&text);
        }
    }
    letters(&out)
}

fn check_everything(markdown: &str) {
    // Policies differ in nothing where there is no HTML.
    let policies: &[RawHtml] =
        if markdown.contains('<') { &[RawHtml::Off, RawHtml::Safe, RawHtml::Trusted] } else { &[RawHtml::Off] };
    for &raw_html in policies {
        let outcome = read_arabic(markdown, raw_html);
        let on_letters = |span: Span| markdown.get(span.range()).is_some();
        assert!(outcome.value.blocks.iter().all(|b| on_letters(b.span)));
        assert!(outcome.value.refs.iter().all(|r| on_letters(r.span)));
        assert!(outcome.diags.iter().all(|d| d.span.is_some_and(on_letters)), "{:?}", outcome.diags);
    }
}

/// Pieces of Markdown that mean something, in Arabic and English.
fn markdown() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("*"),
        Just("**"),
        Just("_"),
        Just("~~"),
        Just("`"),
        Just("["),
        Just("]"),
        Just("(x)"),
        Just("!["),
        Just("\\"),
        Just("&amp;"),
        Just("\n"),
        Just("\n\n"),
        Just("> "),
        Just("- "),
        Just("1. "),
        Just("# "),
        Just("| "),
        Just("|--|--|\n"),
        Just("<b>"),
        Just("</b>"),
        Just("<div>\n"),
        Just("<!-- "),
        Just("-->"),
        Just("www.a.org"),
        Just("https://x.y/(z)"),
        Just("a@b.org"),
        Just("«"),
        Just("»"),
        Just("،"),
        Just("ال"),
        Just("و"),
        Just("نص"),
        Just("GDP"),
        Just("word"),
        Just("٢٠٪"),
        Just(" "),
        Just("\u{202e}"),
        Just("\u{2067}"),
        Just("[^1]"),
        Just("[^1]: "),
        Just("$x$"),
        Just("$$"),
        Just("    "),
        Just(": "),
        Just("\r\n"),
        Just("\0"),
        Just("{#a}"),
        Just("\u{feff}"),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Pieces of TeX.
fn tex() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("x"),
        Just("2"),
        Just("^"),
        Just("_"),
        Just("{"),
        Just("}"),
        Just("\\\\"),
        Just("&"),
        Just("<"),
        Just("\\frac"),
        Just("\\sqrt"),
        Just("["),
        Just("]"),
        Just("\\left"),
        Just("\\right"),
        Just("("),
        Just(")"),
        Just("."),
        Just("|"),
        Just("\\begin{matrix}"),
        Just("\\end{matrix}"),
        Just("\\begin{cases}"),
        Just("\\end{cases}"),
        Just("\\begin{array}{c|r}"),
        Just("\\end{array}"),
        Just("\\text{نص <b>}"),
        Just("\\color{red}"),
        Just("\\sum"),
        Just("\\limits"),
        Just("\\mathbb"),
        Just("\\!"),
        Just(" "),
        Just("\\hline"),
        Just("'"),
        Just("~"),
        Just("\\"),
        Just("#"),
        Just("\\operatorname{a}"),
        Just("\\not"),
        Just("\\char`a"),
        Just("ن"),
        Just("\\hspace{-1em}"),
        Just("\\rule{1em}{2em}"),
        Just("\\%"),
        Just("\\overbrace"),
        Just("\\underset"),
        Just("\\mathrm"),
        Just("\\big"),
        Just("\\Bigl"),
        Just("\\tag{1}"),
    ];
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

/// Formulas among blocks.
fn formulas(body: &Body) -> Vec<String> {
    let mut found = Vec::new();
    for block in &body.blocks {
        if let BlockKind::Math { mathml, .. } = &block.kind {
            found.push(mathml.clone());
        } else if let BlockKind::Paragraph(content) = &block.kind {
            found.extend(
                content.iter().filter_map(|i| if let Inline::Math { mathml, .. } = i { Some(mathml.to_string()) } else { None }),
            );
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    #[test]
    fn any_markdown_is_read(text in markdown()) {
        check_everything(&text);
    }

    #[test]
    fn any_formula_is_well_formed(tex in tex()) {
        for markdown in [format!("a ${tex}$"), format!("$${tex}$$")] {
            for mathml in formulas(&read_arabic(&markdown, RawHtml::Off).value) {
                prop_assert!(!mathml.contains(" style=\""), "{}", mathml);
                let mut reader = quick_xml::Reader::from_str(&mathml);
                while reader.read_event().map_err(|e| TestCaseError::fail(format!("{e} in {mathml}")))? != quick_xml::events::Event::Eof {}
            }
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        check_everything(&text);
    }

    #[test]
    fn nothing_shown_is_lost(text in "[a-zاوبن«»،*_ ~\\[\\]()\n>#|-]{0,120}") {
        let body = read_arabic(&text, RawHtml::Trusted).value;
        // Our extensions may hide nothing either; order differs in nothing that this alphabet can write.
        prop_assert_eq!(letters(&text::blocks(&body.blocks)), shown(&text));
    }
}

#[test]
fn bombs_end_fast() {
    let repeated = |unit: &str| unit.repeat(60_000 / unit.len());
    let lists = (0..400).fold(String::new(), |lists, depth| lists + &"  ".repeat(depth) + "- x\n");
    let wide = format!("|{}\n|{}\n|{}\n", "a|".repeat(6_000), "-|".repeat(6_000), "ب|".repeat(6_000));
    let backticks: String = (1..400).map(|n| "`".repeat(n) + " ").collect();
    let mut bombs: Vec<String> = vec![lists, wide, backticks];
    let units = [
        ">",
        "> ",
        "[",
        "![",
        "*a **a",
        "*ا",
        "**ا",
        "ا**«",
        "»**ا",
        "*ا **«",
        "_ا",
        "~~ا",
        "<b>",
        "</b>",
        "<i></b>",
        "<b",
        "<!--",
        "<div>\n",
        "&",
        "$",
        "$x",
        "$$",
        "[^1]",
        "[a](b",
        "- ",
        "1. ",
        "www.a.org ",
        "_www._",
        "http://",
        "a@b.c",
        "«GDP» و",
        "GDP و ",
        "\u{2067}",
        "\u{202e}",
        "# x\n\n",
        "a\n: b\n\n",
        "[x][y]",
        "\\*",
        "{",
        "$\\frac{1}{2}$ ",
    ];
    bombs.extend(units.into_iter().map(repeated));
    for bomb in &bombs {
        let begun = Instant::now();
        check_everything(bomb);
        let taken = begun.elapsed();
        // How work grows is counted by `benches/growth.py`; the bound only ends what would not end.
        assert!(taken < Duration::from_mins(3), "{taken:?} for {:?}…", bomb.chars().take(12).collect::<String>());
    }
}

#[test]
fn a_control_in_a_value_is_told_once_and_printed_as_its_number() {
    use crate::support::site::{AR_EN, build, problems};
    use bayan::diag::render::{Style, render};
    let page = |head: &str| format!("{AR_EN}-- content/a.en.md --\n---\n{head}\n---\n");
    let escaped = page("title: A\nslug: \"a\\u202eb\"");
    assert_eq!(problems(&escaped), ["content/a.en.md:3:7 bidi-control"]);
    let (_, diags, tree) = build(&escaped);
    assert!(!render(diags, &tree, Style::Short).contains('\u{202e}'));
    // A raw one elsewhere hides no escaped one.
    let both = page("title: \"A\\u202e\"\nsummary: \"b\u{202e}\"");
    assert_eq!(problems(&both), ["content/a.en.md:2:8 bidi-control", "content/a.en.md:3:12 bidi-control"]);
    // What YAML does not hold at all is told at its place, all of it.
    let raw = page("title: \"A\u{0}B\"\nsummary: \"b\u{1}\"");
    assert_eq!(problems(&raw), ["content/a.en.md:2:10 control-character", "content/a.en.md:3:12 control-character"]);
}

#[test]
fn an_alias_within_its_own_value_is_told_as_that() {
    use crate::support::site::{AR_EN, problems};
    let page = |head: &str| problems(&format!("{AR_EN}-- content/a.en.md --\n---\n{head}\n---\n"));
    for head in ["title: &a [*a]", "title: &a {x: *a}", "title: &a [1, [*a, *a], *a]"] {
        let column = head.find('*').expect("an alias") + 1;
        assert_eq!(page(head), [format!("content/a.en.md:2:{column} yaml-too-large")], "{head}");
    }
    let (_, diags, _) = crate::support::site::build(&format!("{AR_EN}-- content/k/facts.yaml --\nf: &f\n  value: *f\n"));
    assert!(diags.iter().any(|d| d.message.starts_with("`*f` stands within the value that it repeats")), "{diags:?}");
    // One that stands beside its value is fine.
    assert_eq!(page("title: &a A\nsummary: *a"), Vec::<String>::new());
}
